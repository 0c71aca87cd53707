"""Topics: the crosswalk on screen, each mark with its place and panel, each emptiness in words."""

import re
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.inputs import ALL_ROLES
from policy_model import divergence, pooled_divergence, shown_first, topic_counts, topic_crosswalk
from tests.visits import LABELS, LAW, NAMES, Grid, between, markup, ran, shown, visit

TRAINING, POLICY = "training_subject", "policy_subject"
LABEL_OF = LAW.topics.set_index("topic_id")["label"].to_dict()


def crosswalk(group: str = TRAINING, role_class: str | None = "sworn_sro", **asked) -> pd.DataFrame:
    asked = {"as_of": date.today(), "sources": shown_first(LAW), **asked}
    return topic_crosswalk(LAW, role_class=role_class, group=group, **asked)


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    return topic_counts(LAW, rows)


@pytest.fixture(scope="module")
def plain() -> AppTest:
    return visit("topics")


def grid(at: AppTest) -> Grid:
    return Grid(at, "matrix")


def topic_of(head: str, group: str = TRAINING) -> str:
    """The topic whose label begins a row's head; its definition follows there."""
    labels = {t: LABEL_OF[t] for t in LAW.topics.loc[LAW.topics["group"] == group, "topic_id"]}
    definitions = LAW.topics.set_index("topic_id")["definition"]
    (topic,) = [t for t, label in labels.items() if head == f"{label} {definitions[t]}"]
    return topic


def test_the_rows_are_the_topics_that_some_text_names_the_widest_first(plain):
    counts = counted(crosswalk())
    named = counts[counts["marks"] > 0]
    rows = grid(plain).body()
    assert {topic_of(head) for head in rows} == set(named["topic"])
    tallies = [cells[-1] for cells in rows.values()]
    expected = named.set_index("topic")
    for head, said in zip(rows, tallies, strict=True):
        row = expected.loc[topic_of(head)]
        assert said == f"{row['named']} of {row['read']}"
    numbers = [int(said.split()[0]) for said in tallies]
    assert numbers == sorted(numbers, reverse=True)


def test_each_cell_has_the_marks_of_the_crosswalk_or_its_word(plain):
    rows, table = crosswalk(), grid(plain)
    columns = list(dict.fromkeys(zip(rows["source"], rows["role"], strict=True)))
    for head, cells in table.body().items():
        topic = topic_of(head)
        for (source, role), said in zip(columns, cells, strict=False):
            own = rows[(rows["topic"] == topic) & (rows["source"] == source)]
            own = own[own["role"] == role]
            if own["requirement"].isna().all():
                assert said == "— " + LABELS.label("topic_state", own["topic_state"].iloc[0])
            else:
                marks = [LABELS.label("modality", m) for m in own["modality"].unique()]
                assert all(mark in said for mark in marks)
                assert all(pinpoint in said for pinpoint in own["pinpoint"])


def test_every_mark_opens_the_panel_of_its_requirement(plain):
    rows = crosswalk().dropna(subset=["requirement"])
    whole = markup(plain)
    opened = re.findall(r'class="pin[^"]*" type="button" popovertarget="d-topics-([^"]+)"', whole)
    assert sorted(opened) == sorted(rows["requirement"])
    panels = re.findall(r'popover="auto" id="d-topics-([^"]+)"', whole)
    assert len(panels) == len(set(panels))
    assert set(rows["requirement"]) <= set(panels)


def test_a_training_subject_says_how_it_is_named_and_whether_its_list_is_open(plain):
    said = between(plain, ">Truancy<", "</tr>")
    assert "Subject of training, open list" in said
    assert "NMSA 29-7-14 B(3)" in said
    assert "“Open list” means" in shown(plain)
    policy = visit("topics", group=POLICY)
    assert "Subject of training" not in markup(policy)
    assert "“Open list” means" not in shown(policy)


def test_topics_that_nobody_names_are_hidden_named_and_shown_on_request(plain):
    counts = counted(crosswalk())
    left = counts.loc[counts["marks"] == 0, "topic"]
    assert len(left)
    assert f"{len(left)} topics hidden, named by none of these texts: " in shown(plain)
    assert all(LABEL_OF[topic] in shown(plain) for topic in left)
    every = visit("topics", unnamed="1")
    assert len(grid(every).body()) == len(counts)
    assert "topics hidden" not in shown(every)


def test_the_toggle_and_the_group_are_choices_of_the_reader():
    at = visit("topics")
    at.toggle[0].set_value(True)
    assert len(grid(ran(at.run())).body()) == len(counted(crosswalk()))
    at.button_group[0].set_value(POLICY)
    heads = grid(ran(at.run())).body()
    assert {topic_of(head, POLICY) for head in heads} == set(counted(crosswalk(POLICY))["topic"])


def test_the_order_of_the_list_can_be_asked_for():
    heads = list(grid(visit("topics", order="listed")).body())
    ranks = LAW.topics["topic_id"].tolist()
    places = [ranks.index(topic_of(head)) for head in heads]
    assert places == sorted(places)


def test_all_roles_stand_each_in_a_column():
    head = grid(visit("topics", role=ALL_ROLES)).head()
    assert len(head) == 1 + LAW.columns["source_id"].isin(shown_first(LAW)).sum() + 1
    assert head[-1] == "Named by"


def test_sources_are_shown_in_the_order_of_the_link():
    head = grid(visit("topics", sources=["nm", "ms"])).head()
    assert head[1].startswith(NAMES.sources["nm"])
    assert head[2].startswith(NAMES.sources["ms"])


def test_a_day_before_a_duty_shows_it_with_its_day_and_counts_it_not():
    day = date(2024, 1, 1)
    rows = crosswalk(POLICY, as_of=day)
    later = rows[rows["standing_kind"] == "not_yet"]
    assert len(later)
    at = visit("topics", group=POLICY, as_of=day.isoformat())
    assert set(later["standing"]) <= set(re.findall(r'class="standing">([^<]+)<', markup(at)))
    counts = counted(rows).set_index("topic")
    table = grid(at).body()
    for head, cells in table.items():
        assert (
            cells[-1].split(";")[0].startswith(f"{counts.loc[topic_of(head, POLICY), 'named']} of")
        )


def test_it_says_how_often_coders_differed_on_topics(plain):
    row = pooled_divergence(divergence()).set_index("field").loc["topics"]
    said = f"differed on {row['differing']:.0f} of {row['compared']:.0f} records"
    assert said in shown(plain)
    assert 'href="method#divergence"' in markup(plain)


def test_a_class_without_columns_says_what_to_do_next():
    at = visit("topics", sources="nasro", role="campus_enforcement")
    assert "Nothing to show for these choices." in shown(at)

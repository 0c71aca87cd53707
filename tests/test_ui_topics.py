"""From the crosswalk to the matrix, and the parts of long pages, for cases the law may not hold."""

import re
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from pages.ui.details import Details
from pages.ui.folds import Part, contents, facts, fold
from pages.ui.heads import column_head
from pages.ui.labels import Labels
from pages.ui.method_record import divergence as divergence_part
from pages.ui.names import Names
from pages.ui.topics_view import AGAIN, LISTED, TopicsView, certainty, key_line
from policy_model import Frames, topic_crosswalk
from policy_model.divergence import HEAD
from tests.synthetic import framed, instrument, requirement, source
from tests.visits import whole

DAY = date(2026, 11, 21)


def shown(law: Frames, **asked: object) -> TopicsView:
    events = law.facts["event"].fillna(law.facts["fact_id"])
    facts_named = law.facts.assign(event=events)
    held = SimpleNamespace(**{**dict(law.items()), "facts": facts_named})
    names = Names.of(held, Labels(law.codebook_values))
    crosswalk = topic_crosswalk(law, as_of=DAY)
    return TopicsView(law, crosswalk, Details.of(held, names), **asked)


def naming(id: str, *topics: str, **given: object) -> dict:
    return requirement(id, topics=list(topics or ["drills"]), **given)


def entries(view: TopicsView, column: str, topic: str = "drills") -> list:
    return list(view.cells()[topic, column].entries)


def test_places_of_one_force_named_one_way_say_the_way_once():
    law = framed(
        source(
            "alpha",
            naming("alpha-a", category="duty"),
            naming("alpha-b", topics_extent="open"),
            naming("alpha-c"),
            naming("alpha-d", category="duty"),
            naming("alpha-e", topics_extent="open"),
            naming("alpha-f", topics_extent="closed", modality="should"),
        )
    )
    said = [(e.modality, e.answer, e.detail.key) for e in entries(shown(law), "alpha.officer")]
    assert said == [
        ("must", "Subject of training", "alpha-c"),
        ("must", "Subject of training, open list", "alpha-b"),
        ("must", "", "alpha-e"),
        ("must", "Duty", "alpha-a"),
        ("must", "", "alpha-d"),
        ("should", "Subject of training, closed list", "alpha-f"),
    ]


def test_a_policy_subject_says_its_force_and_place_alone():
    law = framed(source("alpha", naming("alpha-a"), naming("alpha-b")))
    law = Frames(**{**dict(law.items()), "topics": law.topics.assign(group="policy_subject")})
    assert [e.answer for e in entries(shown(law), "alpha.officer")] == ["", ""]


def test_each_silence_has_its_word_and_a_panel_that_says_what_was_read():
    cut = {"extent": "part", "extent_note": "Part 2 is missing."}
    law = framed(
        source("alpha", naming("alpha-a")),
        source("bravo", requirement("bravo-a")),
        source("charlie", instrument("charlie-code", requirement("charlie-a"), **cut)),
        source("delta", requirement("delta-a"), coded_for=[]),
    )
    view = shown(law)
    cells = {column: view.cells()["drills", f"{column}.officer"] for column in
             ("bravo", "charlie", "delta")}  # fmt: skip
    assert {key: cell.state for key, cell in cells.items()} == {
        "bravo": "not_named", "charlie": "not_named_in_part", "delta": "not_coded",
    }  # fmt: skip
    assert all(cell.vocabulary == "topic_state" and cell.detail.key for cell in cells.values())
    assert len({cell.detail.key for cell in cells.values()}) == 3
    table = whole(view.drawn(DAY))
    assert table.count("Not in part held") == 2  # the cell, and the head of its panel
    assert "1 of 3; 1 not yet read" in table
    assert [each for each in ("not-named", "not-coded") if f"w-{each}" in key_line(view.rows,
            view._names)] == ["not-named", "not-coded"]  # fmt: skip


def test_topics_without_a_mark_are_left_out_of_table_and_rows_unless_asked_for():
    relief = source("bravo", naming("bravo-a", "swimming", roles=["relief"]), columns=["officer"])
    law = framed(source("alpha", naming("alpha-a")), relief)
    view, every = shown(law), shown(law, with_unnamed=True)
    assert set(view.rows["topic"]) == {"drills"}
    assert view.hidden() == "1 topic hidden, named by none of these texts: Swimming."
    assert set(every.rows["topic"]) == {"drills", "swimming"}
    assert every.hidden() == ""
    assert {row.row_id: row.tally for row in every.topics()}["swimming"] == "0 of 2"


def test_the_widest_come_first_and_the_rest_keep_the_order_of_the_list():
    one = source("alpha", naming("alpha-a", "aaa", "bbb", "ccc"))
    two = source("bravo", naming("bravo-a", "bbb"))
    law = framed(one, two)
    listed = law.topics["topic_id"].tolist()
    rest = [topic for topic in listed if topic != "bbb"]
    assert [row.row_id for row in shown(law).topics()] == ["bbb", *rest]
    assert [row.row_id for row in shown(law, order=LISTED).topics()] == listed
    assert shown(law).rows["topic"].drop_duplicates().tolist() == ["bbb", *rest]


def test_what_is_not_counted_again_is_explained_where_there_is_some():
    first = source("alpha", naming("alpha-a"))
    again = source("bravo", naming("bravo-a", restates="alpha-a"))
    assert AGAIN not in shown(framed(first)).summary()
    assert AGAIN in shown(framed(first, again)).summary()
    assert "1 of 1; 1 not counted again" in whole(shown(framed(first, again)).drawn(DAY))


def test_a_standing_is_said_where_it_is_not_plainly_in_force():
    later = naming("alpha-a", effective_on="2027-01-01")
    (entry,) = entries(shown(framed(source("alpha", later))), "alpha.officer")
    assert entry.standing == "from 1 Jan 2027"


def test_a_cell_of_many_places_folds_all_but_two():
    many = [naming(f"alpha-{n}") for n in range(5)]
    table = whole(shown(framed(source("alpha", *many))).drawn(DAY))
    assert "<summary>3 more places</summary>" in table
    assert table.count('class="answer-block again"') == 4


def test_a_head_names_the_instruments_cited_or_all_and_never_the_compilers():
    notes = instrument("alpha-notes", requirement("alpha-n"), kind="compilation",
                       authority="summary")  # fmt: skip
    law = framed(
        source(
            "alpha",
            instrument("alpha-code", naming("alpha-a")),
            instrument("alpha-rule", requirement("alpha-r"), authority="local_binding"),
            notes,
        )
    )
    details = shown(law)._details
    cited = column_head(("alpha", "officer"), {"alpha-code"}, details, is_mixed=False)
    assert (cited.sub, cited.force) == ("Alpha-Code", "Binding law")
    every = column_head(("alpha", "officer"), set(), details, is_mixed=True)
    assert every.sub == "Alpha-Code; Alpha-Rule"
    assert every.force == "Binding law; Binding in one district"
    assert every.short == "State of Alpha OFF"


def test_without_rates_for_topics_nothing_is_claimed():
    assert certainty(pd.DataFrame([], columns=HEAD)) == ""
    rates = pd.DataFrame([("aa", "topics", 10, 3, 0.3)], columns=HEAD)
    assert "differed on 3 of 10 records (30%)" in certainty(rates)


def test_a_source_no_longer_held_still_shows_its_rates():
    law = framed(source("alpha", naming("alpha-a")))
    names = shown(law)._names
    rates = pd.DataFrame([("gone", "actor", 4, 1, 0.25)], columns=HEAD)
    part = divergence_part(law, names, rates)
    assert "gone" in part.body
    assert "25.0%" in part.body
    assert "25.0%" in part.of("gone")


def test_contents_fold_and_facts_escape_what_they_are_given():
    bad = "<img src=x>"
    parts = [Part(part_id="one", title=bad, size=bad)]
    drawn = contents(parts, bad) + fold(bad, bad, size=bad) + facts([(bad, bad)])
    assert "<img" not in drawn


@pytest.mark.parametrize("nothing", ["", None])
def test_a_fact_with_nothing_to_say_is_left_out(nothing):
    assert re.findall("<dt>", facts([("Term", nothing), ("Other", "said")])) == ["<dt>"]

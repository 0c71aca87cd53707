"""Choosing sources: sets and single ones in one field, on every page; a comparison turned."""

import re
from html import unescape
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import asking
from pages.ui.asking import chosen_questions
from pages.ui.choosing import chosen_sources, offered, sources_words
from pages.ui.comparison_remarks import tally_words
from pages.ui.matrix import COUNTED, MOST_OPENED, ON_THE_MAP
from policy_model import compare, hour_ledger, preset_officers, resolved, tally
from policy_model.selection import chosen_columns
from tests.visits import (
    DAY,
    LABELS,
    LAW,
    NAMES,
    SETS,
    Grid,
    between,
    link_of,
    markup,
    ran,
    shown,
    text,
    visit,
)

SWORN = "binding:sworn_sro"
ON = {"as_of": DAY.isoformat()}
ASKED = ["training_due", "initial_hours", "minimum_age"]


def test_a_theme_stands_for_its_questions_each_asked_once_in_the_order_chosen():
    themes = LAW.questions.groupby("theme_id", sort=False)["question_id"].agg(list)
    theme, own = next(iter(themes.items()))
    other = next(each for each in NAMES.questions if each not in own)
    assert chosen_questions([other, f"theme:{theme}", own[0]], NAMES) == [other, *own]
    assert chosen_questions([], NAMES) is None
    assert sum(asking.offered(NAMES)[f"theme:{each}"].endswith(f"({len(ids)})")
               for each, ids in themes.items()) == len(themes)  # fmt: skip


def test_a_link_may_ask_a_theme():
    theme = LAW.questions["theme_id"].iloc[-1]
    own = LAW.questions.loc[LAW.questions["theme_id"] == theme, "label"]
    at = visit("compare", questions=f"theme:{theme}", **ON)
    heads = [head for head, *cells in Grid(at, "matrix").rows[1:] if cells]
    assert all(head.startswith(label) for head, label in zip(heads, own, strict=True))
    assert link_of(at)["questions"] == [f"theme:{theme}"]


def chooser(at: AppTest) -> AppTest:
    return next(each for each in at.multiselect if each.key.endswith("_sources"))


def turned_table(at: AppTest) -> tuple[list[str], dict[str, list[str]]]:
    """Heads of the questions, and the cells of each text; the row of themes is left out."""
    grid = Grid(at, "matrix")
    _, heads, *body = grid.rows
    return heads, {head: cells for head, *cells in body}


class TestTheField:
    def test_it_offers_sets_then_sources_then_the_sets_of_a_place(self):
        names = list(offered(NAMES, SETS))
        of_places = [name for name in names if name.startswith("near:")]
        sources = list(NAMES.sources)
        others = [name for name in SETS if name not in of_places]
        assert names == [*others, *sources, *of_places]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("new mexico", {"nm", "nm-law", "near:nm"}),
            ("condition of hiring", {"by:hiring_condition"}),
            ("model", {"authority:model", "mn-post"}),
            ("armed school security", {"binding:armed_security", "class:armed_security"}),
        ],
    )
    def test_a_place_a_device_a_force_and_a_role_are_found_by_typing(self, typed, found):
        labels = offered(NAMES, SETS)
        hits = {name for name, label in labels.items() if typed in label.lower()}
        assert found <= hits
        assert len(hits) <= len(found) + 3

    def test_each_set_says_how_many_sources_it_has(self):
        for name, each in SETS.items():
            assert offered(NAMES, SETS)[name] == f"{each.label} ({len(each.sources)})"

    def test_the_sentence_counts_and_names(self):
        whole = len(SETS["all"].sources)
        assert sources_words([], NAMES, SETS) == "5 sources: the documents shown first."
        assert sources_words(["all"], NAMES, SETS) == f"{whole} sources: everything read."
        assert sources_words(["nm", "ms"], NAMES, SETS) == "2 sources: New Mexico and Mississippi."
        joined = sources_words(["near:nm", "nasro"], NAMES, SETS)
        count = len(SETS["near:nm"].sources) + 1
        binding = "binding law of New Mexico and its neighbors"
        assert joined == f"{count} sources: {binding} and NASRO."
        many = list(NAMES.sources)[:9]
        assert sources_words(many, NAMES, SETS) == "9 sources, chosen one by one."


@pytest.mark.parametrize("page", ["compare", "hours", "topics"])
class TestPages:
    def test_the_documents_shown_first_are_the_default_and_stay_out_of_the_address(self, page):
        at = visit(page, **ON)
        assert chooser(at).value == ["first"]
        assert "sources" not in at.query_params
        assert "5 sources: the documents shown first." in shown(at)

    def test_a_link_may_hold_a_set_beside_a_source(self, page):
        at = visit(page, **ON, sources=["near:nm", "nasro"])
        assert chooser(at).value == ["near:nm", "nasro"]
        assert sources_words(["near:nm", "nasro"], NAMES, SETS) in shown(at)
        assert link_of(at)["sources"] == ["near:nm", "nasro"]

    def test_an_older_link_with_every_source_named_still_holds(self, page):
        at = visit(page, **ON, sources=["ms", "nm"])
        assert chooser(at).value == ["ms", "nm"]
        assert "Ignored" not in shown(at)

    def test_a_set_that_is_unknown_is_said_with_the_nearest(self, page):
        at = visit(page, **ON, sources="near:nn")
        assert "Ignored “sources=near:nn”: not known here." in shown(at)
        assert chooser(at).value == ["first"]


def test_hours_of_a_set_are_the_ledger_of_its_sources():
    at = visit("hours", **ON, sources="near:nm")
    ledger = hour_ledger(LAW, as_of=DAY, sources=list(SETS["near:nm"].sources))
    for source in ledger["source"].unique():
        assert NAMES.sources[source] in shown(at)


def test_a_baseline_may_be_any_text_of_the_set():
    at = visit("compare", **ON, sources="near:nm", baseline="az", questions="training_due")
    assert link_of(at)["baseline"] == ["az"]
    other = visit("compare", **ON, sources="near:nm", baseline="ms", questions="training_due")
    assert "Ignored “baseline=ms”" in shown(other)


def test_a_roster_may_be_governed_by_a_set():
    at = visit("roster", **ON, sources="near:nm")
    assert chooser(at).value == ["near:nm"]
    assert "No roster yet." in shown(at)
    assert "First: which texts govern" in shown(visit("roster", **ON))


class TestExamples:
    @pytest.mark.parametrize(("name", "officer"), preset_officers().items())
    def test_an_example_begins_with_the_texts_that_fit_it(self, name, officer):
        at = visit("officer", example=name, **ON)
        assert chooser(at).value == list(officer.sources)
        assert "They fit this example; choose others above." in shown(at)
        assert "sources" not in at.query_params

    @pytest.mark.parametrize("officer", preset_officers().values())
    def test_no_example_is_read_against_another_states_law(self, officer):
        places = LAW.sources.set_index("source_id")["jurisdiction_id"]
        own = {places[each].split("_")[0] for each in officer.sources} - {"nasro"}
        assert len(own) == 1

    def test_another_example_brings_its_own_and_a_choice_outlives_other_changes(self):
        at = visit("officer", example="nm-new-sro", **ON)
        chooser(at).set_value(["near:nm"])
        at = ran(at.run())
        assert chooser(at).value == ["near:nm"]
        assert "They fit this example" not in shown(at)
        at.selectbox(key="officer_example").set_value("ms-district-sro")
        at = ran(at.run())
        assert chooser(at).value == ["ms", "nasro"]

    def test_an_officer_of_ones_own_begins_with_the_documents_shown_first(self):
        assert chooser(visit("officer", example="", **ON)).value == ["first"]


class TestTurned:
    def rows(self, chosen: list[str], **asked: object) -> pd.DataFrame:
        sources = chosen_sources(chosen, NAMES, SETS)
        return compare(LAW, as_of=DAY, sources=sources, role_class="sworn_sro", **asked)

    def assert_says(self, at: AppTest, rows: pd.DataFrame) -> None:
        """Every cell says the answers of the comparison, or the word of its state."""
        _, table = turned_table(at)
        asked = rows["question"].drop_duplicates().tolist()
        counts = tally_words(tally(LAW, rows), NAMES)
        counted_head, *lines = table.items()
        assert counted_head == (COUNTED, [counts[question] for question in asked])
        columns = rows[["source", "role"]].drop_duplicates().itertuples(index=False, name=None)
        for (source, role), (head, cells) in zip(columns, lines, strict=True):
            assert head.startswith(NAMES.sources[source])
            assert NAMES.roles[source, role] in head
            own = rows[(rows["source"] == source) & (rows["role"] == role)]
            for question, cell in zip(asked, cells, strict=True):
                group = own[own["question"] == question]
                if group["requirement"].isna().any():
                    assert cell.startswith(text(LABELS.state(group["state"].iloc[0])))
                else:
                    assert all(answer in cell for answer in group["answer"])
                    assert all(LABELS.label("modality", m) in cell for m in group["modality"])

    def test_five_texts_stand_in_columns_until_the_table_is_turned(self):
        at = visit("compare", **ON)
        assert not at.toggle(key="compare_turned").value
        at.toggle(key="compare_turned").set_value(True)
        at = ran(at.run())
        assert at.query_params["turned"] == "1"
        self.assert_says(at, self.rows(["first"]))

    def test_many_texts_stand_in_rows_until_the_table_is_turned_back(self):
        at = visit("compare", **ON, sources=SWORN, questions=ASKED)
        assert at.toggle(key="compare_turned").value
        assert "turned" not in at.query_params
        self.assert_says(at, self.rows([SWORN], questions=ASKED))
        back = visit("compare", **ON, sources=SWORN, questions=ASKED, turned="0")
        assert len(Grid(back, "matrix").head()) == 1 + len(SETS[SWORN].sources)

    def test_choosing_many_texts_turns_the_table(self):
        at = visit("compare", **ON, questions=ASKED)
        chooser(at).set_value([SWORN])
        at = ran(at.run())
        assert at.toggle(key="compare_turned").value
        self.assert_says(at, self.rows([SWORN], questions=ASKED))

    def test_questions_stand_under_their_themes_in_few_words(self):
        at = visit("compare", **ON, turned="1")
        over = re.findall(r'<th class="over".*?colspan="(\d+)".*?>(.*?)</th>', markup(at))
        by_theme = LAW.questions.groupby("theme_id", sort=False)["question_id"].size()
        wanted = [(str(count), NAMES.themes[theme]) for theme, count in by_theme.items()]
        assert [(count, text(name)) for count, name in over] == wanted
        heads, _ = turned_table(at)
        short = LAW.questions["short_label"].tolist()
        assert [head.removesuffix(f" {ON_THE_MAP}") for head in heads] == short

    def test_differences_only_and_a_baseline_hold_for_many(self):
        query = {**ON, "sources": SWORN, "baseline": "tx", "differences": "1"}
        at = visit("compare", **query, questions=ASKED)
        _, table = turned_table(at)
        assert "Baseline" in next(head for head in table if head.startswith("Texas"))
        rows = self.rows([SWORN], questions=ASKED, baseline="tx", differences=True)
        said = " ".join(" ".join(cells) for cells in table.values())
        cells = rows.drop_duplicates(["question", "source", "role"])
        different = (cells["same_as_baseline"] == False).sum()  # noqa: E712 - missing is neither
        assert said.count("Different from baseline") == different

    @pytest.mark.parametrize("turned", ["0", "1"])
    def test_in_a_large_table_each_citation_leads_to_its_place(self, turned):
        at = visit("compare", **ON, sources="all", turned=turned)
        whole = markup(at)
        assert "popovertarget" not in between(at, "<table", "</table>")
        assert "Citations lead to Sources" in shown(at)
        rows = self.rows(["all"]).dropna(subset=["requirement"])
        led = re.findall(r'<a href="(sources\?[^"]+)" class="pin', whole)
        assert len(led) >= len(rows)
        for address in led:
            query = parse_qs(unescape(address).partition("?")[2].partition("#")[0])
            assert query["source"][0] in NAMES.sources
        for requirement in rows["requirement"].unique():
            assert f"#r-{requirement}" in whole

    def test_the_sources_of_a_large_table_lead_to_what_was_read(self):
        at = visit("compare", **ON, sources=SWORN)
        for source in SETS[SWORN].sources:
            assert f'<a href="sources?source={source}">' in markup(at)

    def test_a_small_table_opens_what_stands_behind(self):
        few = ASKED
        size = len(few) * len(chosen_columns(LAW, sources=SETS[SWORN].sources))
        assert size <= MOST_OPENED
        assert "popovertarget" in markup(visit("compare", **ON, sources=SWORN, questions=few))

    def test_a_print_says_that_rows_are_lists(self):
        assert "Each row printed as a list" in shown(visit("compare", **ON, sources=SWORN))
        assert "printed as a list" not in shown(visit("compare", **ON))


def test_binding_law_of_a_state_that_completes_a_model_is_counted_where_it_stands_alone():
    rows = compare(LAW, as_of=DAY, sources=resolved(LAW, [SWORN]), role_class="sworn_sro")
    assert set(tally(LAW, rows)["of"]) == {len(SETS[SWORN].sources)}
    beside = compare(LAW, as_of=DAY, sources=["mn-post", "mn-law"], role_class="sworn_sro")
    assert set(tally(LAW, beside)["of"]) == {1}

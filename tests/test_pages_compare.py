"""Compare: every cell says what `policy_model.compare` says; nothing is hidden without a word."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import downloads
from pages.ui.badges import badge
from pages.ui.comparison_remarks import tally_words
from pages.ui.inputs import ALL_ROLES
from pages.ui.matrix import ON_THE_MAP
from policy_model import compare, hour_ledger, shown_first, tally
from policy_model.fuller import fuller_answers
from policy_model.quantity import sum_words
from policy_model.selection import chosen_columns
from tests.visits import (
    DAY,
    LABELS,
    LAW,
    NAMES,
    SSP,
    Grid,
    between,
    holding,
    link_of,
    markup,
    ran,
    shown,
    text,
    visit,
)

DOCUMENTS = shown_first(LAW)
CLASSES = [c for c in NAMES.classes if len(chosen_columns(LAW, sources=DOCUMENTS, role_class=c))]


def compared(**query: object) -> AppTest:
    return visit("compare", as_of=DAY.isoformat(), **query)


def row_heads(rows: pd.DataFrame) -> dict[str, str]:
    """Each question as its row shows it: its words, then how many columns say what."""
    said = tally_words(tally(LAW, rows), NAMES)
    return {q: f"{NAMES.questions[q]} {said[q]}" for q in rows["question"].drop_duplicates()}


def row_of(at: AppTest, question: str) -> list[str]:
    """The cells of one question."""
    rows = Grid(at, "matrix").body()
    return next(cells for head, cells in rows.items() if head.startswith(question))


def added_by_fuller_texts(rows: pd.DataFrame) -> pd.DataFrame:
    """The answers of fuller texts that the shown cells fold away."""
    cells = rows[["source", "role", "question"]].drop_duplicates()
    cells = cells.set_axis(["source_id", "role_id", "question_id"], axis=1)
    return fuller_answers(LAW).merge(cells)


def assert_matrix_says(at: AppTest, rows: pd.DataFrame) -> None:
    """Every cell of the matrix says what the comparison's rows say, and nothing else."""
    table = {
        head.removesuffix(f" {ON_THE_MAP}"): c for head, c in Grid(at, "matrix").body().items()
    }
    pairs = list(dict.fromkeys(zip(rows["source"], rows["role"], strict=True)))
    heads = row_heads(rows)
    assert list(table) == list(heads.values())
    for (question, source, role), group in rows.groupby(["question", "source", "role"]):
        cell = table[heads[question]][pairs.index((source, role))]
        if group["requirement"].isna().any():
            assert cell.startswith(text(LABELS.state(group["state"].iloc[0])))
        else:
            assert all(answer in cell for answer in group["answer"])
            assert all(LABELS.label("modality", m) in cell for m in group["modality"])
            assert all(pinpoint in cell for pinpoint in group["pinpoint"])
    blocks = between(at, '<table class="matrix', "</table>").count('class="answer-block"')
    assert blocks == rows["requirement"].notna().sum() + len(added_by_fuller_texts(rows))


@pytest.mark.parametrize("role_class", CLASSES)
def test_compare_shows_the_columns_and_answers_of_a_class(role_class):
    at = compared(role=role_class)
    rows = compare(LAW, as_of=DAY, sources=DOCUMENTS, role_class=role_class)
    columns = chosen_columns(LAW, sources=DOCUMENTS, role_class=role_class)
    heads = Grid(at, "matrix").head()[1:]
    assert len(heads) == len(columns)
    for head, column in zip(heads, columns.itertuples(), strict=True):
        assert head.startswith(NAMES.sources[column.source_id])
        assert f"({NAMES.roles[column.source_id, column.role_id]})" in head
    assert_matrix_says(at, rows)


def test_compare_shows_every_role_in_its_own_column():
    at = compared(role=ALL_ROLES)
    assert len(Grid(at, "matrix").head()) == 1 + len(chosen_columns(LAW, sources=DOCUMENTS))
    assert_matrix_says(at, compare(LAW, as_of=DAY, sources=DOCUMENTS))


def test_compare_groups_the_questions_by_theme_and_has_all_of_them():
    themes = [row[0] for row in Grid(compared(), "matrix").rows if len(row) == 1]
    by_theme = LAW.questions["theme_id"].drop_duplicates()
    assert themes == [NAMES.themes[theme] for theme in by_theme]
    assert len(Grid(compared(), "matrix").body()) == len(LAW.questions)


def test_each_state_of_a_cell_has_its_own_word():
    rows = compare(LAW, as_of=DAY, sources=DOCUMENTS)
    page = shown(compared(role=ALL_ROLES))
    for state in set(rows["state"]) - {"answered", "unquantified"}:
        assert text(LABELS.state(state)) in page
    for reason in rows["missing"].dropna():
        assert reason in page


@pytest.mark.parametrize("baseline", DOCUMENTS)
def test_a_baseline_is_marked_and_each_cell_says_same_or_different(baseline):
    at = compared(role=ALL_ROLES, baseline=baseline)
    rows = compare(LAW, as_of=DAY, sources=DOCUMENTS, baseline=baseline)
    marked = [head for head in Grid(at, "matrix").head() if "Baseline" in head]
    assert len(marked) == 1
    assert marked[0].startswith(NAMES.sources[baseline])
    cells = rows.drop_duplicates(["question", "source", "role"])["same_as_baseline"]
    table = between(at, '<table class="matrix', "</table>")
    assert table.count("Same as baseline") == cells.eq(True).sum()
    assert table.count("Different from baseline") == cells.eq(False).sum()
    assert cells.eq(True).any()
    assert cells.eq(False).any()


@pytest.mark.parametrize("baseline", [None, *DOCUMENTS])
@pytest.mark.parametrize("role_class", ["sworn_sro", None])
def test_differences_only_hides_what_is_alike_and_says_which(role_class, baseline):
    asked = {"role": role_class or ALL_ROLES, "differences": "1", "baseline": baseline or ""}
    at = compared(**asked)
    given = {"as_of": DAY, "sources": DOCUMENTS, "role_class": role_class, "baseline": baseline}
    rows = compare(LAW, **given, differences=True)
    every = compare(LAW, **given)
    assert_matrix_says(at, rows)
    hidden = [q for q in every["question"].drop_duplicates() if q not in set(rows["question"])]
    assert hidden or role_class is None  # all roles at once may differ on every question
    assert ("No question is hidden" in shown(at)) == (not hidden)
    remarks = " ".join(re.findall(r"\d+ questions? hidden, [^<]+", markup(at)))
    assert sum(map(int, re.findall(r"(\d+) questions? hidden", remarks))) == len(hidden)
    assert all(NAMES.questions[question] in unescape(remarks) for question in hidden)


def test_one_column_alone_is_never_said_to_be_alike():
    at = compared(role="armed_security", differences="1")
    assert f"{len(LAW.questions)} questions hidden, with nothing to compare" in shown(at)
    assert "alike" not in shown(at)
    assert "Nothing to show for these choices." in shown(at)


def test_a_baseline_without_the_role_is_said_to_have_none():
    at = compared(role="campus_enforcement", baseline="nm")
    assert "New Mexico has no such role: nothing is compared against it." in shown(at)
    assert "from baseline" not in shown(at)
    assert_matrix_says(
        at, compare(LAW, as_of=DAY, sources=DOCUMENTS, role_class="campus_enforcement")
    )


def test_a_source_that_is_taken_away_takes_its_baseline_along():
    at = compared(baseline="nm")
    ran(at.multiselect(key="compare_sources").set_value(["ms"]).run())
    ran(at.run())
    assert "baseline" not in at.query_params
    assert at.selectbox(key="compare_baseline").value == ""


def test_law_of_a_later_day_is_shown_with_its_day():
    before, after = visit("compare", as_of="2022-06-30"), visit("compare", as_of="2022-07-01")
    question = NAMES.questions["training_due"]
    for at, is_announced in ((before, True), (after, False)):
        cell = row_of(at, question)[DOCUMENTS.index("nm")]
        assert "NMSA 29-7-14 C(1)" in cell
        assert ("from 1 Jul 2022" in cell) == is_announced
    rows = compare(LAW, as_of=date(2022, 6, 30), sources=DOCUMENTS, role_class="sworn_sro")
    assert rows.loc[rows["pinpoint"] == "C(1)", "standing"].eq("from 1 Jul 2022").all()


def test_only_the_questions_that_were_chosen_are_shown_in_the_order_of_the_codebook():
    chosen = ["minimum_age", "training_due"]
    at = compared(questions=[*reversed(chosen)])
    assert_matrix_says(
        at, compare(LAW, as_of=DAY, sources=DOCUMENTS, role_class="sworn_sro", questions=chosen)
    )


@pytest.mark.parametrize("key", ["sources", "questions"])
def test_nothing_chosen_means_all(key):
    assert markup(compared(**{key: ""})) == markup(compared())


def test_sources_stand_in_the_order_in_which_they_were_chosen():
    order = [*reversed(DOCUMENTS)]
    at = compared(sources=order)
    heads = Grid(at, "matrix").head()[1:]
    assert [head.startswith(NAMES.sources[s]) for head, s in zip(heads, order, strict=True)]
    assert_matrix_says(at, compare(LAW, as_of=DAY, role_class="sworn_sro", sources=order))


def test_choices_without_a_column_leave_an_empty_state_and_a_next_step():
    at = compared(role="armed_security", sources="ms")
    assert "Nothing to show for these choices." in shown(at)
    assert "<table" not in markup(at)
    assert "hidden" not in shown(compared(role="armed_security", sources="ms", differences="1"))


def test_widgets_write_the_address_and_what_they_show():
    at = compared()
    ran(at.selectbox(key="compare_role").select(ALL_ROLES).run())
    ran(at.selectbox(key="compare_baseline").select("nm").run())
    ran(at.toggle(key="compare_differences").set_value(True).run())
    ran(at.multiselect(key="compare_questions").set_value(["training_due"]).run())
    link = {"role": ALL_ROLES, "baseline": "nm", "differences": "1", "questions": "training_due"}
    assert link_of(at) == {key: [value] for key, value in link.items()} | {
        "as_of": [DAY.isoformat()]
    }
    assert markup(at) == markup(compared(**link))


def test_hours_in_a_cell_are_summed_as_the_ledger_sums_them():
    ledger = hour_ledger(LAW, as_of=DAY, sources=["nm"])
    parts = ledger.loc[(ledger["role"] == SSP) & (ledger["phase"] == "before"), "parts"]
    total = next(sum_words(part) for part in parts if len(part) > 1)
    at = compared(role=ALL_ROLES)
    cells = row_of(at, NAMES.questions["initial_hours"])
    assert [cell.startswith(f"{total} before employment") for cell in cells].count(True) == 1


NOTE = "The publisher's own page gives forty hours."


@pytest.fixture
def with_a_note(monkeypatch) -> Iterator[None]:
    """The law, with one fact from outside the text beside NMSA 29-7-14 C(1)."""
    note = {
        "requirement_id": "nm-sro-training-within-a-year", "note": NOTE,
        "address": "https://example.org/n", "checked_on": "2026-11-15",
    }  # fmt: skip
    columns = LAW.requirement_notes.columns
    notes = pd.DataFrame([{name: note.get(name, "1") for name in columns}])
    with holding(monkeypatch, replace(LAW, requirement_notes=notes)):
        yield


@pytest.mark.usefixtures("with_a_note")
def test_facts_from_outside_the_text_are_shown_only_when_asked_for_and_as_such():
    assert NOTE not in shown(compared())
    at = compared(notes="1")
    assert f"From outside the text {NOTE}" in shown(at)
    assert "https://example.org/n (15 Nov 2026)" in shown(at)


@pytest.mark.parametrize("query", [{}, {"differences": "1"}, {"sources": "ms", "role": ALL_ROLES}])
def test_the_second_download_is_the_table_that_is_shown(query, monkeypatch):
    files = {}

    def kept(rows, file_name, **_) -> None:
        files[file_name] = rows() if callable(rows) else rows

    monkeypatch.setattr(downloads, "csv_button", kept)
    compared(**query)
    rows, table = (files[f"comparison-{DAY.isoformat()}{end}.csv"] for end in ("", "-wide"))
    assert list(table.columns[2:]) == list(rows["question"].drop_duplicates())
    pairs = rows[["source", "role"]].drop_duplicates().values.tolist()
    assert table[["source", "role"]].values.tolist() == pairs


def test_a_cell_read_in_part_says_so_and_one_of_a_whole_text_does_not():
    asked = {"sources": ["ar", "wa"], "questions": ["initial_hours", "minimum_age"]}
    rows = compare(LAW, as_of=DAY, role_class="sworn_sro", **asked)
    at = compared(role="sworn_sro", **asked)
    table = Grid(at, "matrix").body()
    restated = text(badge("part", "restated", LABELS))
    for head, (ar, *others) in table.items():
        assert ar.endswith(restated), head
        assert not any(restated in cell or "In part" in cell for cell in others)
    assert set(rows["state"]) > {"silent"}


def test_each_question_of_a_class_leads_to_its_map():
    at = visit("compare", role="sworn_sro", as_of=DAY.isoformat(), questions="minimum_age")
    address = re.search(rf'href="([^"]*)">{ON_THE_MAP}<', markup(at))[1]
    query = parse_qs(urlsplit(unescape(address)).query)
    assert query == {
        "question": ["minimum_age"],
        "role": ["sworn_sro"],
        "as_of": [DAY.isoformat()],
    }
    assert unescape(address).startswith("./?")


def test_across_all_roles_there_is_no_map():
    assert ON_THE_MAP not in markup(visit("compare", role="all", questions="minimum_age"))

"""What a cell without a number, or without an answer, says: each state from its smallest cause."""

from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import DataProblems, Frames, coverage, frames, load_dataset
from policy_model.coverage import answers_with_state
from policy_model.vocabulary import CellState
from tests.synthetic import (
    HELD,
    QUESTIONS,
    Given,
    dataset,
    five,
    framed,
    held,
    hours,
    instrument,
    requirement,
    source,
    written,
)

CELL = ["source_id", "role_id", "question_id"]
CUT: Given = {
    "extent": "part",
    "extent_note": "Part 2 is not in the copy.",
    "cut_may_answer": [{"question": "age", "roles": ["officer"], "missing": "Part 2, on age."}],
}
NOT_APPLICABLE = [{"question": "age", "roles": ["officer"], "reason": "It cannot arise."}]
YEARS: Given = {"amount": {"value": "21", "unit": "year"}}


def age_cell(
    *requirements: Given, is_cut: bool = False, is_coded: bool = True, cannot_arise: bool = False
) -> dict:
    """What the officer's cell on age says in a source of these requirements and one on nothing."""
    about = {**CUT} if is_cut else {}
    code = instrument("alpha-code", requirement("alpha-other"), *requirements, **about)
    read = {
        "coded_for": ["officer"] if is_coded else [],
        "not_applicable": NOT_APPLICABLE if cannot_arise else [],
    }
    cells = coverage(framed(source("alpha", code, **read))).set_index("question_id")
    return cells.loc["age"].to_dict()


def answering(id: str = "alpha-age", **given: object) -> Given:
    return requirement(id, answers={"age": "Some answer"}, **given)


class TestEachState:
    def test_answered_with_the_number_that_is_asked_for(self) -> None:
        cell = age_cell(answering(**YEARS))
        assert (cell["state"], cell["answers"]) == ("answered", 1)

    def test_unquantified_without_a_number(self) -> None:
        assert age_cell(answering())["state"] == "unquantified"

    def test_unquantified_with_a_number_of_something_else(self) -> None:
        assert age_cell(answering(**hours(40)))["state"] == "unquantified"

    def test_answered_without_a_number_where_none_is_asked_for(self) -> None:
        told = framed(source("alpha", requirement("alpha-x", answers={"duties": "Teach"})))
        cells = coverage(told).set_index("question_id")["state"]
        assert cells["duties"] == "answered"

    def test_silent_where_it_was_read_and_says_nothing(self) -> None:
        cell = age_cell()
        assert (cell["state"], cell["answers"]) == ("silent", 0)

    def test_not_in_extract_where_the_missing_part_may_answer(self) -> None:
        cell = age_cell(is_cut=True)
        assert (cell["state"], cell["missing"]) == ("not_in_extract", "Part 2, on age.")

    def test_not_coded_where_nobody_read_for_the_role(self) -> None:
        assert age_cell(is_coded=False)["state"] == "not_coded"

    def test_not_applicable_where_coded_so_with_its_reason(self) -> None:
        cell = age_cell(cannot_arise=True)
        assert (cell["state"], cell["reason"]) == ("not_applicable", "It cannot arise.")

    def test_a_cut_for_one_question_leaves_the_others_silent(self) -> None:
        code = instrument("alpha-code", requirement("alpha-x"), **CUT)
        states = coverage(framed(source("alpha", code))).set_index("question_id")["state"]
        assert states.drop("age").unique().tolist() == ["silent"]

    def test_a_cut_for_one_role_leaves_the_other_silent(self) -> None:
        code = instrument("alpha-code", requirement("alpha-x", roles=["officer", "guard"]), **CUT)
        cells = coverage(framed(source("alpha", code))).set_index(["role_id", "question_id"])
        assert cells.loc[("officer", "age"), "state"] == "not_in_extract"
        assert cells.loc[("guard", "age"), "state"] == "silent"

    def test_an_answer_for_one_role_is_none_for_the_other(self) -> None:
        told = framed(source("alpha", answering(**YEARS), requirement("alpha-x", roles=["guard"])))
        cells = coverage(told).set_index(["role_id", "question_id"])
        assert cells.loc[("officer", "age"), "state"] == "answered"
        assert cells.loc[("guard", "age"), "state"] == "silent"


class TestSeveralCauses:
    """The strongest decides: an answer, not applicable, not coded, not in the copy, silence."""

    CAUSES = tuple(product([False, True], repeat=4))

    @pytest.mark.parametrize(
        ("has_answer", "cannot_arise", "is_coded", "is_cut"),
        CAUSES,
        ids=[
            "-".join(
                word if given else f"no_{word}"
                for word, given in zip(("answer", "na", "coded", "cut"), causes, strict=True)
            )
            for causes in CAUSES
        ],
    )
    def test_precedence(
        self, has_answer: bool, cannot_arise: bool, is_coded: bool, is_cut: bool
    ) -> None:
        told = [answering(**YEARS)] if has_answer else []
        cell = age_cell(*told, is_cut=is_cut, is_coded=is_coded, cannot_arise=cannot_arise)
        strongest = (
            (has_answer, "answered"),
            (cannot_arise, "not_applicable"),
            (not is_coded, "not_coded"),
            (is_cut, "not_in_extract"),
            (True, "silent"),
        )
        state = next(state for holds, state in strongest if holds)
        assert cell["state"] == state
        assert pd.notna(cell["missing"]) == (state == "not_in_extract")
        assert pd.notna(cell["reason"]) == (state == "not_applicable")

    def test_one_answer_with_its_number_makes_the_cell_answered(self) -> None:
        cell = age_cell(answering(), answering("alpha-number", **YEARS))
        assert (cell["state"], cell["answers"]) == ("answered", 2)

    def test_two_answers_without_number_are_unquantified(self) -> None:
        cell = age_cell(answering(), answering("alpha-again"))
        assert (cell["state"], cell["answers"]) == ("unquantified", 2)

    def test_an_answer_stands_though_the_role_was_not_read_for(self) -> None:
        assert age_cell(answering(), is_coded=False)["state"] == "unquantified"

    def test_what_two_cut_instruments_lack_is_said_together(self) -> None:
        cells = coverage(frames(five())).set_index(CELL)
        told = cells.loc[("alpha", "officer", "arms"), "missing"]
        assert told == "Subsection G on arms. Part 2 of the rule on arms."

    def test_the_missing_part_is_not_said_where_the_text_answers(self) -> None:
        cell = coverage(frames(five())).set_index(CELL).loc[("alpha", "officer", "age")]
        assert cell["state"] == "answered"
        assert pd.isna(cell["missing"])


def test_a_cut_listed_twice_for_a_cell_is_refused(tmp_path: Path) -> None:
    twice = {**CUT, "cut_may_answer": CUT["cut_may_answer"] * 2}
    told = dataset(source("alpha", instrument("alpha-code", requirement("alpha-x"), **twice)))
    with pytest.raises(DataProblems, match="age is listed twice for a role"):
        load_dataset(written(told, tmp_path / "data"))


class TestAnswersWithState:
    def test_each_answer_is_judged_by_its_own_number(self) -> None:
        told = answers_with_state(frames(five()))
        own = told[(told["role_id"] == "officer") & (told["question_id"] == "initial_hours")]
        states = own.set_index("requirement_id")["state"].to_dict()
        assert states["alpha-four-before"] == "answered"
        assert states["alpha-within-a-year"] == "unquantified"

    def test_rows_are_those_of_the_coded_answers(self) -> None:
        told = frames(five())
        rows = answers_with_state(told)
        pd.testing.assert_frame_equal(rows[told.coded_answers.columns], told.coded_answers)
        assert rows["is_quantified"].dtype == bool
        assert str(rows["state"].dtype) == "str"


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


class TestContract:
    def test_one_row_a_cell_in_reading_order(self, tables: Frames) -> None:
        expected = [
            (*column, question)
            for column in tables.columns[["source_id", "role_id"]].itertuples(
                index=False, name=None
            )
            for question in tables.questions["question_id"]
        ]
        told = coverage(tables)
        assert list(told[CELL].itertuples(index=False, name=None)) == expected

    def test_columns_and_types(self, tables: Frames) -> None:
        types = coverage(tables).dtypes.astype(str).to_dict()
        texts = dict.fromkeys([*CELL, "state", "missing", "reason"], "str")
        assert types == {**texts, "answers": "Int64"}

    def test_states_are_words_of_the_vocabulary(self, tables: Frames) -> None:
        assert set(coverage(tables)["state"]) <= {state.value for state in CellState}

    def test_answers_are_counted(self, tables: Frames) -> None:
        cells = coverage(tables).set_index(CELL)["answers"]
        counted = tables.coded_answers.groupby(CELL).size()
        assert cells.sum() == len(tables.coded_answers)
        assert (cells[counted.index] == counted).all()

    def test_a_cell_has_answers_exactly_where_its_state_says_so(self, tables: Frames) -> None:
        cells = coverage(tables)
        says_so = cells["state"].isin(["answered", "unquantified"])
        assert (says_so == (cells["answers"] > 0)).all()

    def test_silence_is_said_only_of_roles_that_were_read_for(self, tables: Frames) -> None:
        cells = coverage(tables).merge(tables.columns, on=["source_id", "role_id"])
        assert not (cells["state"].eq("silent") & ~cells["is_coded"]).any()
        assert not (cells["state"].eq("not_coded") & cells["is_coded"]).any()

    def test_reasons_and_missing_parts_stand_just_where_they_are_needed(
        self, tables: Frames
    ) -> None:
        cells = coverage(tables)
        assert (cells["missing"].notna() == cells["state"].eq("not_in_extract")).all()
        assert (cells["reason"].notna() == cells["state"].eq("not_applicable")).all()

    def test_the_day_is_not_asked(self, tables: Frames) -> None:
        ended = tables.requirements.assign(ends_on="1990-01-01")
        past = Frames(**{**dict(tables.items()), "requirements": ended})
        pd.testing.assert_frame_equal(coverage(past), coverage(tables))


# One role, one question at a time, all causes at once, against rules written out here.

causes = st.fixed_dictionaries(
    {
        "units": st.lists(st.sampled_from(["year", "hour", None]), max_size=3),
        "is_cut": st.booleans(),
        "is_coded": st.booleans(),
        "cannot_arise": st.booleans(),
    }
)


@given(st.lists(causes, min_size=1, max_size=4), st.sampled_from(sorted(QUESTIONS)))
@settings(max_examples=60, deadline=None)
def test_states_follow_the_written_rules(told: list[dict], question: str) -> None:
    sources = [_source(f"s{at}", question, **each) for at, each in enumerate(told)]
    states = coverage(framed(*sources)).set_index(["source_id", "question_id"])["state"]
    for at, each in enumerate(told):
        assert states[f"s{at}", question] == _state(question, **each)
    assert "silent" not in {
        states[f"s{at}", other]
        for at, each in enumerate(told)
        for other in QUESTIONS
        if not each["is_coded"]
    }


def _source(id: str, question: str, units, is_cut, is_coded, cannot_arise):
    stated = [
        requirement(
            f"{id}-{at}",
            answers={question: f"Answer {at}"},
            **({"amount": {"value": "9", "unit": unit, "basis": "once"}} if unit else {}),
        )
        for at, unit in enumerate(units)
    ]
    cut = {"cut_may_answer": [{"question": question, "roles": ["officer"], "missing": "Gone."}]}
    code = instrument(f"{id}-code", requirement(f"{id}-other"), *stated, **(cut if is_cut else {}))
    entry = {"question": question, "roles": ["officer"], "reason": "Never."}
    return source(
        id,
        code,
        coded_for=["officer"] if is_coded else [],
        not_applicable=[entry] if cannot_arise else [],
    )


def _state(question: str, units, is_cut, is_coded, cannot_arise) -> str:
    asked = QUESTIONS[question]
    if units:
        return "answered" if asked is None or asked in units else "unquantified"
    if cannot_arise:
        return "not_applicable"
    if not is_coded:
        return "not_coded"
    return "not_in_extract" if is_cut else "silent"

"""Sources side by side: every answer, in reading order, and what is the same as what."""

from datetime import date
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import Frames, UnknownName, compare
from policy_model.comparison import COMPARISON_COLUMNS
from policy_model.coverage import coverage
from policy_model.records.law import Source
from policy_model.selection import chosen_columns
from policy_model.vocabulary import Authority, Modality, order_of
from tests.synthetic import (
    HELD,
    QUESTIONS,
    Given,
    framed,
    held,
    instrument,
    requirement,
    requirements_of,
    source,
)

DAY = date(2026, 11, 21)
FIVE = ["alpha", "bravo", "charlie", "delta", "echo"]
CELL = ["question", "source", "role"]
HARD = held("hard cases")[1]


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


def cell(rows: pd.DataFrame, question: str, source: str, role: str = "officer") -> pd.DataFrame:
    """The rows of one cell."""
    own = (rows["question"] == question) & (rows["source"] == source) & (rows["role"] == role)
    return rows[own]


def duties(id: str, *answers: str, **given: object) -> Given:
    """A requirement that answers the question on duties, which asks for no number."""
    told = [{"value": answer} for answer in answers]
    return requirement(id, answers={"duties": told}, **given)


class TestContract:
    def test_columns_and_types(self, tables: Frames) -> None:
        rows = compare(tables, as_of=DAY)
        assert list(rows.columns) == COMPARISON_COLUMNS
        types = rows.dtypes.astype(str).to_dict()
        assert (types.pop("cautions"), types.pop("fuller")) == ("object", "object")
        assert types.pop("same_as_baseline") == "boolean"
        assert types.pop("in_baseline") == "boolean"
        assert set(types.values()) == {"str"}

    def test_the_words_of_the_command_line_come_first(self) -> None:
        promised = (
            "question source role state answer modality instrument pinpoint requirement authority "
            "standing cautions"
        )
        assert promised.split() == COMPARISON_COLUMNS[:12]

    def test_one_row_an_answer_and_one_for_a_cell_without(self, tables: Frames) -> None:
        rows, cells = compare(tables, as_of=DAY), coverage(tables)
        empty = (cells["answers"] == 0).sum()
        assert len(rows) == len(tables.coded_answers) + empty
        keys = ["question_id", "source_id", "role_id"]
        told = set(rows[CELL].itertuples(index=False, name=None))
        assert told == set(cells[keys].itertuples(index=False, name=None))

    def test_an_answer_has_all_its_columns_and_an_empty_cell_none(self, tables: Frames) -> None:
        rows = compare(tables, as_of=DAY)
        about = [
            "answer", "modality", "instrument", "pinpoint", "requirement", "authority", "standing",
            "mechanism", "actor",
        ]  # fmt: skip
        has_answer = rows["state"].isin(["answered", "unquantified"])
        assert rows.loc[has_answer, about].notna().all(axis=None)
        assert rows.loc[~has_answer, about].isna().all(axis=None)
        assert rows.loc[~has_answer, "cautions"].map(len).eq(0).all()
        assert not rows["state"].isna().any()

    def test_states_are_those_of_coverage_where_nothing_is_coded(self, tables: Frames) -> None:
        rows = compare(tables, as_of=DAY)
        bare = rows[rows["requirement"].isna()].set_index(CELL)["state"]
        cells = coverage(tables).set_index(["question_id", "source_id", "role_id"])["state"]
        assert (cells[bare.index] == bare).all()

    def test_why_a_cell_is_empty_is_said_in_missing(self, tables: Frames) -> None:
        rows = compare(tables, as_of=DAY)
        explained = rows["state"].isin(["not_in_extract", "not_applicable"])
        assert rows.loc[explained, "missing"].notna().all()
        assert rows.loc[~explained, "missing"].isna().all()

    def test_cautions_are_lists_of_the_requirements_own(self, tables: Frames) -> None:
        data = next(data for data, told in map(held, HELD) if told is tables)
        known = {r.id: list(r.cautions) for r in requirements_of(data)}
        for row in compare(tables, as_of=DAY).dropna(subset=["requirement"]).to_dict("records"):
            assert row["cautions"] == known[row["requirement"]]

    def test_index_counts_from_nought(self, tables: Frames) -> None:
        for differences in (False, True):
            rows = compare(tables, as_of=DAY, differences=differences)
            assert rows.index.tolist() == list(range(len(rows)))

    def test_the_frames_stay_as_they_are(self) -> None:
        before = {name: frame.copy() for name, frame in HARD.items()}
        compare(HARD, as_of=DAY, baseline="alpha", differences=True)
        for name, frame in HARD.items():
            pd.testing.assert_frame_equal(frame, before[name])


class TestOrder:
    def test_question_then_column_then_authority_modality_document(self, tables: Frames) -> None:
        rows = compare(tables, as_of=DAY)
        ranks = {
            "question": {q: at for at, q in enumerate(tables.questions["question_id"])},
            "authority": order_of(Authority),
            "modality": order_of(Modality),
            "requirement": {r: at for at, r in enumerate(tables.requirements["requirement_id"])},
        }
        columns = tables.columns[["source_id", "role_id"]].itertuples(index=False, name=None)
        column_rank = {column: at for at, column in enumerate(columns)}
        keys = [
            (
                ranks["question"][row["question"]],
                column_rank[row["source"], row["role"]],
                *(
                    ranks[name].get(row[name], -1)
                    for name in ("authority", "modality", "requirement")
                ),
            )
            for row in rows.to_dict("records")
        ]
        assert keys == sorted(keys)

    def test_stronger_authority_first_though_it_stands_later(self) -> None:
        parts = [
            instrument(f"alpha-{at}", duties(f"alpha-{at}-x", word), authority=word)
            for at, word in enumerate(["advisory", "model", "local_binding", "binding"])
        ]
        told = cell(compare(framed(source("alpha", *parts)), as_of=DAY), "duties", "alpha")
        assert told["answer"].tolist() == ["binding", "local_binding", "model", "advisory"]

    def test_stronger_modality_first_though_it_stands_later(self) -> None:
        words = [str(modality) for modality in Modality]
        stated = (duties(f"alpha-{at}", word, modality=word) for at, word in enumerate(words[::-1]))
        told = cell(compare(framed(source("alpha", *stated)), as_of=DAY), "duties", "alpha")
        assert told["answer"].tolist() == words

    def test_equal_force_stands_in_document_order_and_answers_as_coded(self) -> None:
        told = framed(source("alpha", duties("alpha-b", "Z", "A"), duties("alpha-a", "M", "B")))
        rows = cell(compare(told, as_of=DAY), "duties", "alpha")
        assert rows["answer"].tolist() == ["Z", "A", "M", "B"]

    def test_authority_outweighs_modality(self) -> None:
        weak = instrument("alpha-1", duties("alpha-must", "must"), authority="advisory")
        strong = instrument("alpha-2", duties("alpha-may", "may", modality="may"))
        told = cell(compare(framed(source("alpha", weak, strong)), as_of=DAY), "duties", "alpha")
        assert told["answer"].tolist() == ["may", "must"]


class TestUnequalAnswers:
    def test_all_are_shown(self) -> None:
        rows = cell(compare(HARD, as_of=DAY), "age", "alpha")
        assert rows[["answer", "modality"]].values.tolist() == [
            ["21 years of age", "must"],
            ["23 years of age preferred", "should"],
        ]

    def test_equal_answers_are_not_merged_either(self) -> None:
        told = framed(source("alpha", duties("alpha-a", "Teach"), duties("alpha-b", "Teach")))
        rows = cell(compare(told, as_of=DAY), "duties", "alpha")
        assert rows["requirement"].tolist() == ["alpha-a", "alpha-b"]

    def test_one_cell_may_hold_a_number_and_a_duty_without(self) -> None:
        rows = cell(compare(HARD, as_of=DAY), "initial_hours", "alpha")
        states = rows.set_index("requirement")["state"].to_dict()
        assert states["alpha-four-before"] == "answered"
        assert states["alpha-within-a-year"] == "unquantified"

    def test_a_restatement_is_compared(self) -> None:
        rows = cell(compare(HARD, as_of=DAY), "yearly_hours", "charlie")
        assert rows["requirement"].tolist() == ["charlie-restates"]

    def test_what_a_compiler_says_is_in_no_comparison(self) -> None:
        assert "summary" not in set(compare(HARD, as_of=DAY)["authority"].dropna())
        assert "alpha-notes" not in set(compare(HARD, as_of=DAY)["instrument"].dropna())


class TestStanding:
    """Neither what is not yet law nor what was law vanishes."""

    @pytest.mark.parametrize(
        ("day", "forty", "sixty"),
        [
            ("2026-06-30", "until 30 Jun 2026", "from 1 Jul 2026"),
            ("2026-07-01", "until 30 Jun 2026", "in force"),
        ],
        ids=["last day of the old law", "first day of the new"],
    )
    def test_old_and_new_stand_side_by_side(self, day: str, forty: str, sixty: str) -> None:
        rows = cell(compare(HARD, as_of=date.fromisoformat(day)), "initial_hours", "bravo")
        assert rows["answer"].tolist() == [
            "40 hours before employment",
            "60 hours before employment",
        ]
        assert rows["standing"].tolist() == [forty, sixty]

    def test_a_future_rule_says_from_when(self) -> None:
        rule = duties("alpha-x", "Teach", effective_on="2025-09-01")
        rows = compare(framed(source("alpha", rule)), as_of=date(2025, 8, 31))
        assert cell(rows, "duties", "alpha")["standing"].tolist() == ["from 1 Sep 2025"]

    def test_an_ended_rule_says_until_when(self) -> None:
        rule = duties("alpha-x", "Teach", ends_on="2026-06-30")
        rows = compare(framed(source("alpha", rule)), as_of=DAY)
        assert cell(rows, "duties", "alpha")["standing"].tolist() == ["until 30 Jun 2026"]

    @given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    @settings(max_examples=15, deadline=None)
    def test_the_day_changes_standing_and_nothing_else(self, day: date) -> None:
        then, now = compare(HARD, as_of=day), compare(HARD, as_of=DAY)
        told = ["standing", "standing_kind"]
        pd.testing.assert_frame_equal(then.drop(columns=told), now.drop(columns=told))


class TestChosenColumns:
    def test_all_in_the_order_of_the_data(self) -> None:
        told = chosen_columns(HARD)
        assert told.equals(HARD.columns[["source_id", "role_id"]])

    @pytest.mark.parametrize(
        "asked",
        [["echo", "alpha"], ["bravo"], ["delta", "charlie", "alpha"], ["alpha", "echo", "alpha"]],
        ids=" ".join,
    )
    def test_sources_stand_in_the_order_asked_for_and_once(self, asked: list[str]) -> None:
        told = chosen_columns(HARD, sources=asked)
        assert told["source_id"].drop_duplicates().tolist() == list(dict.fromkeys(asked))
        assert not told.duplicated().any()

    def test_roles_of_a_source_keep_its_own_order(self) -> None:
        told = chosen_columns(HARD, sources=["charlie", "alpha"])
        assert told.values.tolist() == [
            ["charlie", "officer"],
            ["charlie", "relief"],
            ["alpha", "officer"],
            ["alpha", "guard"],
        ]

    @pytest.mark.parametrize(
        ("role_class", "roles"),
        [("sworn", {"officer", "relief"}), ("unsworn", {"guard", "relief"})],
    )
    def test_a_class_keeps_its_roles_and_a_role_may_have_two(
        self, role_class: str, roles: set[str]
    ) -> None:
        told = chosen_columns(HARD, role_class=role_class)
        assert set(told["role_id"]) == roles
        rows = compare(HARD, as_of=DAY, role_class=role_class)
        assert set(rows["role"]) == roles

    def test_a_class_is_asked_for_source_by_source(self) -> None:
        """One name may be two kinds of officer in two texts."""
        everywhere = HARD.role_classes
        elsewhere = everywhere[(everywhere["source_id"] != "bravo")]
        told = chosen_columns(
            Frames(**{**dict(HARD.items()), "role_classes": elsewhere}), role_class="sworn"
        )
        assert "bravo" not in set(told["source_id"])

    def test_a_class_without_columns_gives_no_rows_with_all_columns(self) -> None:
        told = framed(source("alpha", duties("alpha-x", "Teach")))
        rows = compare(told, as_of=DAY, role_class="unsworn", baseline="alpha", differences=True)
        assert rows.empty
        assert list(rows.columns) == COMPARISON_COLUMNS

    def test_no_sources_asked_for_are_none(self) -> None:
        assert compare(HARD, as_of=DAY, sources=[]).empty

    def test_questions_are_chosen_and_keep_the_order_of_the_codebook(self) -> None:
        rows = compare(HARD, as_of=DAY, questions=["duties", "age"])
        assert rows["question"].drop_duplicates().tolist() == ["age", "duties"]


class TestUnknownNames:
    @pytest.mark.parametrize(
        ("asked", "kind", "nearest"),
        [
            ({"sources": ["alfa"]}, "source", "alpha"),
            ({"sources": ["alpha", "ecko"]}, "source", "echo"),
            ({"baseline": "brafo"}, "source", "bravo"),
            ({"sources": ["alpha"], "baseline": "charly"}, "source", "charlie"),
            ({"role_class": "swron"}, "role class", "sworn"),
            ({"questions": ["dutys"]}, "question", "duties"),
        ],
        ids=["source", "second source", "baseline", "baseline beside sources", "class", "question"],
    )
    def test_the_nearest_known_name_is_offered(self, asked: dict, kind: str, nearest: str) -> None:
        with pytest.raises(UnknownName, match=rf"not a known {kind}\. Did you mean '{nearest}'\?"):
            compare(HARD, as_of=DAY, **asked)

    def test_case_matters_to_an_id(self) -> None:
        with pytest.raises(UnknownName, match="'alpha'"):
            compare(HARD, as_of=DAY, sources=["ALPHA"])


def two(left: Source, right: Source, **asked: object) -> pd.DataFrame:
    """Left and right compared, left as the baseline."""
    return compare(framed(left, right), as_of=DAY, baseline="left", **asked)


def left(*answers: str, **given: object) -> Source:
    return source("left", duties("left-x", *answers, **given))


def right(*answers: str, **given: object) -> Source:
    return source("right", duties("right-x", *answers, **given))


def cut_source(id: str) -> Source:
    code = instrument(
        f"{id}-code",
        requirement(f"{id}-x"),
        extent="part",
        extent_note="Cut.",
        cut_may_answer=[{"question": "duties", "roles": ["officer"], "missing": "The rest."}],
    )
    return source(id, code)


def mute(id: str, **given: object) -> Source:
    return source(id, requirement(f"{id}-x"), **given)


CANNOT_ARISE = [{"question": "duties", "roles": ["officer"], "reason": "Never."}]
SAME, DIFFERENT, NEITHER = True, False, None
PAIRS = {
    "equal answers": (left("Teach"), right("Teach"), SAME),
    "unequal answers": (left("Teach"), right("Mentor"), DIFFERENT),
    "equal words of unequal force": (left("Teach"), right("Teach", modality="may"), DIFFERENT),
    "equal sets in another order": (left("Teach", "Mentor"), right("Mentor", "Teach"), SAME),
    "one answer more": (left("Teach"), right("Teach", "Mentor"), DIFFERENT),
    "one answer said twice": (
        left("Teach"),
        source("right", duties("right-x", "Teach"), duties("right-y", "Teach")),
        SAME,
    ),
    "answers differ in case": (left("Teach"), right("teach"), DIFFERENT),
    "both silent": (mute("left"), mute("right"), SAME),
    "silent beside an answer": (mute("left"), right("Teach"), DIFFERENT),
    "an answer beside silence": (left("Teach"), mute("right"), DIFFERENT),
    "an answer that reads like a state": (mute("left"), right("silent"), DIFFERENT),
    "not read beside an answer": (mute("left", coded_for=[]), right("Teach"), NEITHER),
    "an answer beside not read": (left("Teach"), mute("right", coded_for=[]), NEITHER),
    "silent beside not read": (mute("left"), mute("right", coded_for=[]), NEITHER),
    "both not read": (mute("left", coded_for=[]), mute("right", coded_for=[]), NEITHER),
    "an answer beside a cut": (left("Teach"), cut_source("right"), NEITHER),
    "a cut beside an answer": (cut_source("left"), right("Teach"), NEITHER),
    "silent beside a cut": (mute("left"), cut_source("right"), NEITHER),
    "both cut": (cut_source("left"), cut_source("right"), NEITHER),
    "an answer beside not applicable": (
        left("Teach"),
        mute("right", not_applicable=CANNOT_ARISE),
        DIFFERENT,
    ),
    "both not applicable": (
        mute("left", not_applicable=CANNOT_ARISE),
        mute("right", not_applicable=CANNOT_ARISE),
        SAME,
    ),
    "equal words, binding and advisory": (
        left("Teach"),
        source("right", instrument("right-c", duties("right-x", "Teach"), authority="advisory")),
        SAME,
    ),
    "equal words, in force and not yet": (
        left("Teach"),
        right("Teach", effective_on="2099-01-01"),
        SAME,
    ),
}


class TestBaseline:
    def test_each_answer_says_whether_the_baseline_gives_it_with_the_same_force(self) -> None:
        told = [
            duties("left-a", "Teach"),
            duties("left-b", "Mentor"),
        ]
        beside = [
            duties("right-a", "Teach"),
            duties("right-b", "Patrol"),
            duties("right-c", "Mentor", modality="should"),
        ]
        rows = two(source("left", *told), source("right", *beside))
        own = cell(rows, "duties", "right").set_index("answer")["in_baseline"]
        assert own.to_dict() == {"Teach": True, "Patrol": False, "Mentor": False}
        assert cell(rows, "duties", "left")["in_baseline"].isna().all()

    def test_the_same_answer_to_another_question_is_not_the_baselines(self) -> None:
        answered = {"duties": [{"value": "Yes"}]}
        other = {"initial_hours": [{"value": "Yes"}]}
        rows = two(
            source("left", requirement("left-a", answers=answered)),
            source("right", requirement("right-a", answers=other)),
        )
        told = rows[(rows["source"] == "right") & rows["answer"].notna()]["in_baseline"]
        assert told.tolist() == [False]

    def test_a_cell_without_an_answer_is_neither(self) -> None:
        rows = two(source("left", duties("left-a", "Teach")), mute("right"))
        assert cell(rows, "duties", "right")["in_baseline"].isna().all()

    @pytest.mark.parametrize(("left", "right", "same"), PAIRS.values(), ids=PAIRS)
    def test_same_or_different(self, left: Source, right: Source, same: bool | None) -> None:
        told = cell(two(left, right), "duties", "right")["same_as_baseline"]
        assert told.astype(object).where(told.notna(), None).unique().tolist() == [same]

    @pytest.mark.parametrize(("left", "right", "same"), PAIRS.values(), ids=PAIRS)
    def test_differences_hide_what_is_not_different(
        self, left: Source, right: Source, same: bool | None
    ) -> None:
        shown = set(two(left, right, differences=True)["question"])
        assert ("duties" in shown) == (same is DIFFERENT)

    @pytest.mark.parametrize(("left", "right", "same"), PAIRS.values(), ids=PAIRS)
    def test_without_a_baseline_the_same_pairs_differ(
        self, left: Source, right: Source, same: bool | None
    ) -> None:
        rows = compare(framed(left, right), as_of=DAY, differences=True)
        assert ("duties" in set(rows["question"])) == (same is DIFFERENT)

    @pytest.mark.parametrize(("left", "right", "same"), PAIRS.values(), ids=PAIRS)
    def test_sameness_does_not_depend_on_which_is_the_baseline(
        self, left: Source, right: Source, same: bool | None
    ) -> None:
        rows = compare(framed(left, right), as_of=DAY, baseline="right")
        told = cell(rows, "duties", "left")["same_as_baseline"]
        assert told.astype(object).where(told.notna(), None).unique().tolist() == [same]

    def test_nothing_is_said_without_a_baseline(self, tables: Frames) -> None:
        assert compare(tables, as_of=DAY)["same_as_baseline"].isna().all()

    def test_nothing_is_said_of_the_baseline_itself(self) -> None:
        rows = compare(HARD, as_of=DAY, baseline="alpha")
        own = (rows["source"] == "alpha") & (rows["role"] == "officer")
        assert rows.loc[own, "same_as_baseline"].isna().all()

    def test_the_baseline_is_the_first_column_of_its_source(self) -> None:
        rows = compare(HARD, as_of=DAY, baseline="alpha")
        assert cell(rows, "yearly_hours", "charlie")["same_as_baseline"].tolist() == [True]
        assert cell(rows, "yearly_hours", "alpha", "guard")["same_as_baseline"].tolist() == [False]

    def test_within_a_class_it_is_the_first_column_of_that_class(self) -> None:
        rows = compare(HARD, as_of=DAY, baseline="alpha", role_class="unsworn")
        assert cell(rows, "duties", "alpha", "guard")["same_as_baseline"].isna().all()
        assert cell(rows, "duties", "charlie", "relief")["same_as_baseline"].tolist() == [True]

    def test_every_row_of_a_cell_says_the_same(self, tables: Frames) -> None:
        for baseline in tables.sources["source_id"].head(3):
            rows = compare(tables, as_of=DAY, baseline=baseline)
            told = rows.groupby(CELL)["same_as_baseline"].nunique(dropna=False)
            assert told.eq(1).all()

    def test_a_baseline_that_is_not_shown_is_compared_with_all_the_same(self) -> None:
        beside = compare(HARD, as_of=DAY, sources=["alpha", "charlie"], baseline="alpha")
        alone = compare(HARD, as_of=DAY, sources=["charlie"], baseline="alpha")
        expected = beside[beside["source"] == "charlie"].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, expected)

    def test_what_was_not_read_is_never_a_difference(self, tables: Frames) -> None:
        for baseline in tables.sources["source_id"].head(3):
            rows = compare(tables, as_of=DAY, baseline=baseline)
            unread = rows["state"].isin(["not_coded", "not_in_extract"])
            assert rows.loc[unread, "same_as_baseline"].isna().all()

    def test_a_baseline_nobody_has_read_differs_from_nobody(self) -> None:
        told = framed(mute("left", coded_for=[]), right("Teach"), mute("third"))
        assert compare(told, as_of=DAY, baseline="left", differences=True).empty
        assert not compare(told, as_of=DAY, differences=True).empty


class TestDifferences:
    def test_three_columns_of_which_two_agree_differ(self) -> None:
        told = framed(left("Teach"), right("Teach"), source("third", duties("third-x", "Patrol")))
        rows = compare(told, as_of=DAY, differences=True)
        assert rows["question"].unique().tolist() == ["duties"]
        assert rows["source"].tolist() == ["left", "right", "third"]

    def test_with_a_baseline_only_what_differs_from_it_counts(self) -> None:
        """Second and third differ from one another nowhere but where they differ from the first."""
        told = framed(
            mute("left", coded_for=[]),
            source("right", requirement("right-x", answers={"duties": "Teach", "arms": "Yes"})),
            source("third", requirement("third-x", answers={"duties": "Teach", "arms": "No"})),
        )
        assert set(compare(told, as_of=DAY, differences=True)["question"]) == {"arms"}
        with_right = compare(told, as_of=DAY, baseline="right", differences=True)
        assert set(with_right["question"]) == {"arms"}
        assert compare(told, as_of=DAY, baseline="left", differences=True).empty

    def test_whole_questions_stay_or_go(self, tables: Frames) -> None:
        everything = compare(tables, as_of=DAY)
        shown = compare(tables, as_of=DAY, differences=True)
        kept = everything[everything["question"].isin(shown["question"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(shown, kept)

    def test_one_column_differs_from_nobody(self) -> None:
        told = framed(left("Teach"))
        assert compare(told, as_of=DAY, differences=True).empty
        assert compare(told, as_of=DAY, differences=True, baseline="left").empty


# Properties

choices = st.permutations(FIVE).flatmap(lambda all_: st.integers(1, 5).map(lambda n: all_[:n]))
classes = st.sampled_from([None, "sworn", "unsworn"])
baselines = st.sampled_from([None, *FIVE])


@given(choices, classes, baselines)
@settings(max_examples=40, deadline=None)
def test_differences_are_a_subset(
    asked: list[str], role_class: str | None, baseline: str | None
) -> None:
    chosen = {"as_of": DAY, "sources": asked, "role_class": role_class, "baseline": baseline}
    everything, shown = compare(HARD, **chosen), compare(HARD, **chosen, differences=True)
    kept = everything[everything["question"].isin(shown["question"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(shown, kept)
    left_out = everything[~everything["question"].isin(shown["question"])]
    if baseline is not None:
        assert not left_out["same_as_baseline"].eq(False).any()
        assert set(shown["question"]) == set(
            everything.loc[everything["same_as_baseline"].eq(False), "question"]
        )


@pytest.mark.parametrize("baseline", [None, "charlie"])
@pytest.mark.parametrize("order", list(permutations(["alpha", "charlie", "echo"])), ids="-".join)
def test_another_order_of_sources_moves_columns_and_changes_nothing(
    order: tuple[str, ...], baseline: str | None
) -> None:
    rows = compare(HARD, as_of=DAY, sources=order, baseline=baseline)
    usual = compare(HARD, as_of=DAY, sources=sorted(order), baseline=baseline)
    cells = {key: own.reset_index(drop=True) for key, own in rows.groupby(CELL)}
    same = {key: own.reset_index(drop=True) for key, own in usual.groupby(CELL)}
    assert cells.keys() == same.keys()
    for key in cells:
        pd.testing.assert_frame_equal(cells[key], same[key])
    for _, own in rows.groupby("question"):
        assert own["source"].drop_duplicates().tolist() == list(order)


@given(choices, classes)
@settings(max_examples=25, deadline=None)
def test_fewer_sources_show_the_same_cells(asked: list[str], role_class: str | None) -> None:
    whole = compare(HARD, as_of=DAY, role_class=role_class)
    rows = compare(HARD, as_of=DAY, sources=asked, role_class=role_class)
    kept = whole[whole["source"].isin(asked)]
    sort = [*CELL, "requirement", "answer"]
    pd.testing.assert_frame_equal(
        rows.sort_values(sort).reset_index(drop=True),
        kept.sort_values(sort).reset_index(drop=True),
    )


answer_sets = st.lists(st.sampled_from(["Teach", "Patrol", "Mentor"]), max_size=3)


@given(st.lists(answer_sets, min_size=2, max_size=4), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_same_means_the_same_set_of_answers(told: list[list[str]], at: int) -> None:
    base = at % len(told)
    sources = [
        source(f"s{n}", duties(f"s{n}-x", *said)) if said else mute(f"s{n}")
        for n, said in enumerate(told)
    ]
    rows = compare(framed(*sources), as_of=DAY, baseline=f"s{base}", questions=["duties"])
    for n, said in enumerate(told):
        own = cell(rows, "duties", f"s{n}")["same_as_baseline"]
        if n == base:
            assert own.isna().all()
        else:
            assert own.eq(set(said) == set(told[base])).all()


def test_the_coded_law_answers_every_question_somewhere_or_says_what_it_says() -> None:
    """No cell of the coded law is blank, and none is unread where its role was read for."""
    told = held("coded law")[1]
    rows = compare(told, as_of=DAY)
    assert set(rows["question"]) == set(told.questions["question_id"])
    assert len(rows.groupby(CELL)) == len(told.columns) * len(told.questions)


def test_synthetic_questions_are_those_of_the_hard_cases() -> None:
    assert compare(HARD, as_of=DAY)["question"].drop_duplicates().tolist() == list(QUESTIONS)

"""What a whole text adds to the extract of the same law, and how columns are counted beside it."""

from datetime import date

import pytest

from policy_model import Frames, compare, tally
from policy_model.fuller import fuller_answers
from tests.synthetic import Given, framed, instrument, requirement, source

DAY = date(2026, 11, 21)


def answered(id: str, words: str, **given: object) -> Given:
    return requirement(id, answers={"duties": words}, **given)


def law(*, extract: list[Given], whole: list[Given], **given: object) -> Frames:
    """An extract held in `alpha`, and its whole text in `bravo`, which supplements it."""
    return framed(
        source("alpha", instrument("alpha-code", *extract)),
        source(
            "bravo",
            instrument("bravo-code", *whole, **{"completes": "alpha-code", **given}),
            supplements=["alpha"],
        ),
    )


SILENT = [requirement("alpha-x")]


class TestFullerAnswers:
    def test_what_only_the_whole_text_says_speaks_to_the_extract(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols")])
        told = fuller_answers(tables).values.tolist()
        assert told == [["alpha", "officer", "duties", "bravo-y", "Patrols"]]

    def test_what_it_restates_adds_nothing(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols", restates="alpha-x")])
        assert fuller_answers(tables).empty

    def test_a_compilers_words_add_nothing(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols")], authority="summary")
        assert fuller_answers(tables).empty

    def test_another_role_is_not_spoken_to(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols", roles=["guard"])])
        assert fuller_answers(tables).empty

    def test_an_instrument_that_completes_nothing_speaks_for_itself_alone(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols")], completes=None)
        assert fuller_answers(tables).empty

    def test_the_comparison_names_it_and_leaves_the_state_as_it_is(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols")])
        rows = compare(tables, as_of=DAY, questions=["duties"]).set_index("source")
        assert rows.loc["alpha", "state"] == "silent"
        assert rows["fuller"].to_dict() == {"alpha": ["bravo-y"], "bravo": []}


class TestTally:
    def counted(self, tables: Frames, question: str = "duties") -> dict[str, tuple[int, int]]:
        rows = tally(tables, compare(tables, as_of=DAY, questions=[question]))
        return {row.word: (row.columns, row.of) for row in rows.itertuples()}

    def test_each_column_counts_once_by_its_strongest_word(self) -> None:
        both = [
            answered("alpha-may", "May patrol", modality="may"),
            answered("alpha-must", "Must patrol", modality="must"),
        ]
        tables = framed(
            source("alpha", instrument("alpha-code", *both)),
            source(
                "bravo", instrument("bravo-code", answered("bravo-a", "Talk", modality="should"))
            ),
            source("charlie", instrument("charlie-code", requirement("charlie-x"))),
        )
        assert self.counted(tables) == {"must": (1, 3), "should": (1, 3), "silent": (1, 3)}

    def test_what_is_not_law_on_the_day_counts_as_that_and_not_as_its_force(self) -> None:
        ended = answered("alpha-old", "Must patrol", ends_on="2026-06-30")
        later = answered("bravo-new", "Must patrol", effective_on="2027-01-01")
        both = [
            answered("charlie-old", "Must patrol", ends_on="2026-06-30"),
            answered("charlie-now", "May patrol", modality="may"),
        ]
        tables = framed(
            source("alpha", instrument("alpha-code", ended)),
            source("bravo", instrument("bravo-code", later)),
            source("charlie", instrument("charlie-code", *both)),
        )
        assert self.counted(tables) == {"may": (1, 3), "ended": (1, 3), "not_yet": (1, 3)}

    def test_a_source_that_supplements_another_is_not_counted_beside_it(self) -> None:
        tables = law(extract=SILENT, whole=[answered("bravo-y", "Patrols", modality="must")])
        assert self.counted(tables) == {"silent": (1, 1)}

    @pytest.mark.parametrize("day", [date(2024, 8, 31), date(2026, 11, 21)])
    def test_counts_add_up_to_the_columns_asked(self, day: date) -> None:
        from tests.synthetic import held

        tables = held("hard cases")[1]
        rows = compare(tables, as_of=day)
        counts = tally(tables, rows)
        assert (
            counts.groupby("question")["columns"].sum() == counts.groupby("question")["of"].first()
        ).all()
        assert set(counts["of"]) == {len(rows[["source", "role"]].drop_duplicates())}

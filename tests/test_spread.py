"""Where a question stands across the states: who is counted, once, by which words, of which day."""

from datetime import date
from itertools import chain

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import (
    Frames,
    UnknownName,
    frames,
    load_dataset,
    spread,
    spread_counts,
    spread_with_answers,
)
from policy_model import spread_answers as answers_of
from policy_model.records.law import Source
from policy_model.records.vocabularies import Jurisdiction
from policy_model.vocabulary import Authority, MapStanding, Modality
from tests.synthetic import Given, framed, instrument, requirement, source

DAY = date(2026, 11, 21)
ON = {"as_of": DAY, "role_class": "sworn"}
SAID = "Patrols"
SPOKEN = {
    "must": "required",
    "must_not": "prohibited",
    "should": "recommended",
    "should_not": "recommended",
    "may": "permitted",
    "need_not": "permitted",
    "is": "described",
}


def says(id: str, modality: str = "must", **given: object) -> Given:
    return requirement(id, modality=modality, answers={"duties": SAID}, **given)


def quiet(id: str, **given: object) -> Given:
    return requirement(id, **given)


def land(id: str, kind: str = "state") -> Jurisdiction:
    return Jurisdiction.model_validate({"id": id, "label": id.title(), "kind": kind})


def held(*sources: Source, **kinds: str) -> Frames:
    """These sources, whose jurisdictions are states unless said otherwise, and one unread state."""
    ids = dict.fromkeys([*(each.jurisdiction for each in sources), "zulu"])
    lands = tuple(land(id, kinds.get(id, "state")) for id in ids)
    return framed(*sources, jurisdictions=lands)


def found(tables: Frames, **asked: object) -> pd.DataFrame:
    rows = spread(tables, **{**ON, "questions": ["duties"], **asked})
    return rows.set_index("jurisdiction")


def standing(tables: Frames, of: str = "alpha", **asked: object) -> str:
    return str(found(tables, **asked).loc[of, "standing"])


def cut(question: str = "duties") -> Given:
    return {
        "extent": "part",
        "extent_note": "The end.",
        "cut_may_answer": [{"question": question, "roles": ["officer"], "missing": "The end."}],
    }


class TestTheStrongestWord:
    @pytest.mark.parametrize(("modality", "word"), SPOKEN.items())
    def test_each_force_has_its_word(self, modality: str, word: str) -> None:
        assert standing(held(source("alpha", says("alpha-x", modality)))) == word

    def test_every_force_has_one(self) -> None:
        assert set(SPOKEN) == {str(each) for each in Modality}

    @pytest.mark.parametrize(
        ("forces", "word"),
        [
            (("may", "must"), "required"),
            (("must_not", "must"), "required"),
            (("should", "must_not"), "prohibited"),
            (("is", "may"), "permitted"),
            (("may", "should"), "recommended"),
        ],
    )
    def test_the_stronger_one_stands(self, forces: tuple[str, ...], word: str) -> None:
        stated = [says(f"alpha-{at}", force) for at, force in enumerate(forces)]
        assert standing(held(source("alpha", *stated))) == word

    def test_a_bar_on_who_lacks_it_requires_it(self) -> None:
        bar = says("alpha-x", "must_not", mechanism="hiring_condition", actor="school_board")
        rows = found(held(source("alpha", bar, says("alpha-y", "must"))))
        assert rows.loc["alpha", ["standing", "is_unequal"]].tolist() == ["required", False]

    def test_it_stands_whatever_other_texts_of_the_state_leave_open(self) -> None:
        read = source("alpha", says("alpha-x", "may"))
        open_ = source("bravo", instrument("b", quiet("bravo-x"), **cut()), jurisdiction="alpha")
        assert standing(held(read, open_)) == "permitted"


class TestUnequalAnswers:
    def test_two_forces_are_unequal(self) -> None:
        rows = found(held(source("alpha", says("a-1", "must"), says("a-2", "must_not"))))
        assert rows.loc["alpha", "is_unequal"]

    @pytest.mark.parametrize("forces", [("must", "must"), ("must", "is")])
    def test_one_force_and_descriptions_are_not(self, forces: tuple[str, str]) -> None:
        stated = [says(f"a-{at}", force) for at, force in enumerate(forces)]
        assert not found(held(source("alpha", *stated))).loc["alpha", "is_unequal"]

    def test_an_answer_that_has_ended_makes_nothing_unequal(self) -> None:
        tables = held(source("alpha", says("a-1"), says("a-2", "may", ends_on="2020-01-01")))
        assert not found(tables).loc["alpha", "is_unequal"]
        assert found(tables, as_of=date(2019, 1, 1)).loc["alpha", "is_unequal"]


class TestSilence:
    def test_a_whole_text_that_does_not_answer_is_silent(self) -> None:
        assert standing(held(source("alpha", quiet("alpha-x")))) == "silent"

    def test_a_cut_that_may_answer_is_read_in_part(self) -> None:
        text = instrument("alpha-code", quiet("alpha-x"), **cut())
        assert standing(held(source("alpha", text))) == "read_in_part"

    def test_a_cut_that_cannot_answer_leaves_silence(self) -> None:
        text = instrument("alpha-code", quiet("alpha-x"), **cut("age"))
        assert standing(held(source("alpha", text))) == "silent"

    def test_a_restatement_alone_is_never_silent(self) -> None:
        text = instrument("alpha-code", quiet("alpha-x"), copy_kind="restated")
        assert standing(held(source("alpha", text))) == "read_in_part"

    def test_beside_the_law_itself_a_restatement_takes_no_silence_away(self) -> None:
        told = instrument("told", quiet("alpha-x"), copy_kind="restated")
        law = instrument("law", quiet("alpha-y"), copy_kind="mirror")
        assert standing(held(source("alpha", told, law))) == "silent"

    def test_a_role_of_the_class_that_is_unread_leaves_no_silence(self) -> None:
        stated = [quiet("alpha-x"), quiet("alpha-y", roles=["relief"])]
        tables = held(source("alpha", *stated, coded_for=["officer"]))
        assert standing(tables) == "read_in_part"

    def test_no_role_of_the_class_read_is_not_read(self) -> None:
        assert standing(held(source("alpha", says("a-x", roles=["guard"])))) == "not_read"
        unread = source("alpha", quiet("alpha-x"), coded_for=[])
        assert standing(held(unread)) == "not_read"

    def test_a_question_that_cannot_arise(self) -> None:
        never = {"question": "duties", "roles": ["officer"], "reason": "None exists."}
        tables = held(source("alpha", quiet("alpha-x"), not_applicable=[never]))
        assert standing(tables) == "cannot_arise"

    def test_a_state_of_which_nothing_is_held_is_there_and_not_read(self) -> None:
        row = found(held(source("alpha", says("alpha-x")))).loc["zulu"]
        assert (row["standing"], row["answers"], row["sources"]) == ("not_read", 0, [])


class TestTheDay:
    ENDING = source("alpha", instrument("alpha-code", says("a-x"), ends_on="2026-06-30"))

    @pytest.mark.parametrize(
        ("day", "word"),
        [(date(2026, 6, 30), "required"), (date(2026, 7, 1), "read_in_part")],
    )
    def test_what_has_ended_decides_nothing(self, day: date, word: str) -> None:
        assert standing(held(self.ENDING), as_of=day) == word

    def test_the_silence_of_a_text_that_has_ended_is_none_of_the_days_law(self) -> None:
        assert standing(held(self.ENDING), questions=["age"]) == "read_in_part"
        assert standing(held(self.ENDING), questions=["age"], as_of=date(2026, 6, 1)) == "silent"

    @pytest.mark.parametrize(
        ("day", "word"),
        [(date(2026, 12, 31), "read_in_part"), (date(2027, 1, 1), "required")],
    )
    def test_what_is_yet_to_come_decides_nothing_yet(self, day: date, word: str) -> None:
        tables = held(source("alpha", says("a-x", effective_on="2027-01-01")))
        assert standing(tables, as_of=day) == word

    def test_the_version_that_replaces_it_speaks_for_its_day(self) -> None:
        old = says("a-old", "should", ends_on="2026-06-30")
        new = says("a-new", "must", effective_on="2026-07-01")
        tables = held(source("alpha", old, new))
        assert standing(tables, as_of=date(2026, 6, 30)) == "recommended"
        assert standing(tables, as_of=date(2026, 7, 1)) == "required"


class TestOneStateIsCountedOnce:
    def test_a_fuller_text_and_its_document_are_one(self) -> None:
        extract = source("alpha", instrument("alpha-code", says("a-x"), **cut("age")))
        whole = instrument("bravo-code", says("b-x", restates="a-x"), completes="alpha-code")
        fuller = source("bravo", whole, jurisdiction="alpha", supplements=["alpha"])
        rows = found(held(extract, fuller))
        assert rows.loc["alpha", "answers"] == 1
        assert rows.loc["alpha", "requirements"] == ["a-x", "b-x"]
        assert rows.loc["alpha", "sources"] == ["alpha", "bravo"]

    def test_a_whole_text_makes_good_the_cut_of_its_extract(self) -> None:
        extract = source("alpha", instrument("alpha-code", quiet("a-x"), **cut()))
        whole = instrument("bravo-code", quiet("b-x"), completes="alpha-code")
        fuller = source("bravo", whole, jurisdiction="alpha", supplements=["alpha"])
        assert standing(held(extract, fuller)) == "silent"
        part = instrument("bravo-code", quiet("b-x"), completes="alpha-code", **cut("age"))
        fuller = source("bravo", part, jurisdiction="alpha", supplements=["alpha"])
        assert standing(held(extract, fuller)) == "read_in_part"

    def test_two_roles_of_a_class_are_one(self) -> None:
        tables = held(source("alpha", says("a-x"), says("a-y", "may", roles=["relief"])))
        counts = spread_counts(spread(tables, **ON, questions=["duties"]))
        assert counts[["standing", "count", "of"]].values.tolist() == [
            ["required", 1, 1],
            ["not_read", 1, 1],
        ]

    def test_another_class_does_not_speak_for_this_one(self) -> None:
        tables = held(source("alpha", quiet("a-x"), says("a-y", roles=["guard"])))
        assert standing(tables) == "silent"
        assert standing(tables, role_class="unsworn") == "required"


class TestWhoNeverSpeaksForAState:
    STATE = source("alpha", says("alpha-x", "may"))

    @pytest.mark.parametrize("authority", [a for a in Authority if a is not Authority.BINDING])
    def test_what_does_not_bind_the_state(self, authority: Authority) -> None:
        """Neither in the state's own source nor in one beside it."""
        weak = instrument("weak", says("weak-x", "must"), authority=str(authority))
        law = instrument("law", quiet("law-x"))
        assert standing(held(source("alpha", weak, law))) == "silent"
        beside = source("bravo", weak, jurisdiction="alpha")
        assert found(held(self.STATE, beside)).equals(found(held(self.STATE)))

    @pytest.mark.parametrize("kind", ["school_district", "association"])
    def test_a_district_or_an_association_is_no_row(self, kind: str) -> None:
        other = source("bravo", says("bravo-x", "must"))
        rows = found(held(self.STATE, other, bravo=kind))
        assert rows.index.tolist() == ["alpha", "zulu"]
        assert rows.equals(found(held(self.STATE)))

    def test_the_cut_of_a_text_that_does_not_bind_opens_nothing(self) -> None:
        weak = instrument("weak", quiet("weak-x"), authority="model", **cut())
        assert standing(held(source("alpha", weak, instrument("law", quiet("y"))))) == "silent"


class TestTheAnswersBehindIt:
    def test_each_with_its_place_its_device_and_its_copy(self) -> None:
        text = instrument(
            "alpha-code",
            says("a-x", mechanism="policy", actor="school_board", pinpoint="C(1)"),
            copy_kind="mirror",
        )
        rows = answers_of(held(source("alpha", text)), **ON, questions=["duties"])
        said = ["jurisdiction", "answer", "pinpoint", "mechanism", "extent", "copy_kind"]
        assert rows[said].values.tolist() == [["alpha", SAID, "C(1)", "policy", "whole", "mirror"]]

    def test_those_not_in_force_are_there_and_decide_nothing(self) -> None:
        tables = held(source("alpha", says("a-x"), says("a-y", ends_on="2020-01-01")))
        rows = answers_of(tables, **ON, questions=["duties"])
        assert rows[["requirement", "standing", "is_counted"]].values.tolist() == [
            ["a-x", "in force", True],
            ["a-y", "until 1 Jan 2020", False],
        ]

    def test_they_are_those_that_the_spread_counts(self) -> None:
        tables = frames(load_dataset())
        asked = {"as_of": DAY, "role_class": "sworn_sro"}
        rows = answers_of(tables, **asked)
        counted = rows[rows["is_counted"]].groupby(["question", "jurisdiction"], sort=False)
        listed = counted["requirement"].agg(lambda ids: list(dict.fromkeys(ids))).to_dict()
        told, same = spread_with_answers(tables, **asked)
        pd.testing.assert_frame_equal(same, rows)
        pd.testing.assert_frame_equal(told, spread(tables, **asked))
        given = told.set_index(["question", "jurisdiction"])["requirements"]
        assert given[given.str.len() > 0].to_dict() == listed


class TestNames:
    def test_an_unknown_class_or_question_is_refused(self) -> None:
        tables = held(source("alpha", says("alpha-x")))
        with pytest.raises(UnknownName):
            spread(tables, as_of=DAY, role_class="swon")
        with pytest.raises(UnknownName):
            spread(tables, **ON, questions=["dutie"])

    def test_questions_come_in_the_order_of_the_codebook(self) -> None:
        rows = spread(held(source("alpha", says("a-x"))), **ON, questions=["duties", "age"])
        assert rows["question"].drop_duplicates().tolist() == ["age", "duties"]


NUMBERS = st.integers(0, 3)
FORCES = st.sampled_from([str(each) for each in Modality])


@st.composite
def worlds(draw: st.DrawFn) -> list[Source]:
    """Some states, each with some answers in some copies."""
    return [_state(draw, name) for name in ["alpha", "bravo", "charlie"][: draw(NUMBERS) or 1]]


def _state(draw: st.DrawFn, name: str) -> Source:
    ends = {"ends_on": "2020-01-01"}
    stated = [
        says(f"{name}-{at}", draw(FORCES), **(ends if draw(st.booleans()) else {}))
        for at in range(draw(NUMBERS))
    ]
    copy = {"copy_kind": draw(st.sampled_from(["official", "restated"]))}
    copy |= cut() if draw(st.booleans()) else {}
    return source(name, instrument(f"{name}-code", quiet(f"{name}-q"), *stated, **copy))


class TestWhatAlwaysHolds:
    @settings(max_examples=40, deadline=None)
    @given(worlds())
    def test_each_state_is_counted_in_one_place_and_the_counts_add_up(self, world: list) -> None:
        rows = spread(held(*world), **ON)
        counts = spread_counts(rows)
        for question, said in counts.groupby("question"):
            own = rows[rows["question"] == question]
            assert said["count"].sum() == len(own) == len(world) + 1
            assert sorted(chain(*said["jurisdictions"])) == sorted(own["jurisdiction"])
            read = said[said["standing"] != MapStanding.NOT_READ]
            assert (said["of"] == read["count"].sum()).all()

    @settings(max_examples=40, deadline=None)
    @given(worlds(), FORCES, st.sampled_from(["local_binding", "model", "advisory", "summary"]))
    def test_what_does_not_bind_the_states_changes_nothing(
        self, world: list, force: str, authority: str
    ) -> None:
        text = instrument("weak", says("weak-x", force), **{"authority": authority, **cut()})
        beside = [
            source("weak", text, jurisdiction="alpha"),
            source("district", says("district-x", force)),
            source("friends", says("friends-x", force)),
        ]
        kinds = {"district": "school_district", "friends": "association"}
        told = spread(held(*world, *beside, **kinds), **ON)
        pd.testing.assert_frame_equal(told, spread(held(*world), **ON))

    @settings(max_examples=40, deadline=None)
    @given(worlds(), FORCES)
    def test_one_more_answer_in_force_never_weakens_a_standing(
        self, world: list, force: str
    ) -> None:
        before = found(held(*world))["standing"].map(_rank)
        more = source("more", says("more-x", force), jurisdiction="alpha")
        after = found(held(*world, more))["standing"].map(_rank)
        assert after["alpha"] <= min(before["alpha"], _rank(SPOKEN[force]))
        assert after.drop("alpha").equals(before.drop("alpha"))


def _rank(standing: str) -> int:
    """Of words that speak, their order; of all others the weakest."""
    spoken = list(dict.fromkeys(SPOKEN.values()))
    return spoken.index(standing) if standing in spoken else len(spoken)


class TestTheMap:
    def test_the_fifty_states_and_the_district_have_a_tile_each(self) -> None:
        rows = spread(
            frames(load_dataset()), as_of=DAY, role_class="sworn_sro", questions=["duties"]
        )
        tiles = set(zip(rows["tile_row"], rows["tile_column"], strict=True))
        assert (len(rows), len(tiles)) == (51, 51)

    def test_neighbours_name_each_other(self) -> None:
        lands = frames(load_dataset()).jurisdictions.set_index("jurisdiction_id")["borders"]
        of = {id: set(text.split(" | ")) for id, text in lands.dropna().items()}
        assert len(of) == 49  # Alaska and Hawaii border on none
        assert all(id in of[other] for id, others in of.items() for other in others)

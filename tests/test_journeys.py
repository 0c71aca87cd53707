"""What each person must leave with: the journeys' answers, from the functions the pages ask.

Where one fails, the law was amended or the coding is wrong: a person decides. All are read as of
21 November 2026, over the five documents.
"""

from datetime import date

import pandas as pd
import pytest

from policy_model import compare, hour_ledger, shown_first, tally
from policy_model.calendar import Deadline
from policy_model.vocabulary import CellState, Phase
from tests.synthetic import held

DAY = date(2026, 11, 21)
LAW = held("coded law")[1]
FIVE = shown_first(LAW)
NM, MS, ISD, POST, NASRO = "nm", "ms", "mn-isd196", "mn-post", "nasro"
SILENT = CellState.SILENT.value


def asked(*questions: str, **given: object) -> pd.DataFrame:
    """Sworn officers of the five documents, as the Compare page asks."""
    chosen = {"as_of": DAY, "sources": FIVE, "role_class": "sworn_sro", **given}
    return compare(LAW, questions=questions, **chosen)


def answers(source: str, question: str, **given: object) -> set[tuple[str, str, str]]:
    """(modality, answer, pinpoint) of one cell; empty where it has none."""
    rows = asked(question, **given)
    own = rows[(rows["source"] == source) & rows["answer"].notna()]
    return set(own[["modality", "answer", "pinpoint"]].itertuples(index=False, name=None))


def state(source: str, question: str) -> str:
    rows = asked(question)
    return rows.loc[rows["source"] == source, "state"].unique().item()


class TestAnalystWithAMemoDueAtNoon:
    """Journey 1.1: who requires school training before assignment, how many hours, who pays?"""

    def test_only_sworn_officers_stand_in_the_table(self) -> None:
        rows = asked("training_due")
        assert rows[["source", "role"]].drop_duplicates().values.tolist() == [
            [source, "school_resource_officer"] for source in FIVE
        ]

    DUE = frozenset({
        (NM, "must", "Within 12 months of being assigned", "C(1)"),
        (MS, "must", "Within 2 years of appointment", "SRO 3.b"),
        (ISD, "must", "Before assuming duties, from 1 Sep 2025", "5.1"),
        (ISD, "must", "Within 6 months of assuming duties, if employer cannot provide it before",
         "5.3"),
        (POST, "must", "Before assuming duties, from 1 Sep 2025", "Training ¶1"),
        (POST, "must", "Within 6 months of assuming duties, if employer cannot provide it before",
         "Training ¶1 bullet 2"),
        (POST, "should", "Preferably before filling the role, whenever practicable",
         "Training ¶1"),
        (NASRO, "should", "Before being assigned", "Basic SRO Course ¶1"),
        (NASRO, "should",
         "Within 1 year of beginning the assignment, if earlier is not practical",
         "Basic SRO Course ¶2"),
    })  # fmt: skip

    def test_when_training_is_due(self) -> None:
        rows = asked("training_due")
        found = rows[["source", "modality", "answer", "pinpoint"]]
        assert set(found.itertuples(index=False, name=None)) == self.DUE

    def test_no_text_states_hours_of_initial_school_training(self) -> None:
        rows = asked("initial_hours")
        assert set(rows["state"]) == {CellState.UNQUANTIFIED.value}
        assert not rows["answer"].str.contains(r"\d+ h|\b0\b").any()
        places = {NM: "B", MS: "SRO 3.b", ISD: "5.1", POST: "Training ¶1",
                  NASRO: "Basic SRO Course ¶1"}  # fmt: skip
        for source, place in places.items():
            assert place in set(rows.loc[rows["source"] == source, "pinpoint"])

    def test_mississippi_then_asks_forty_hours_a_year(self) -> None:
        [(modality, answer, pinpoint)] = answers(MS, "in_service_hours")
        assert (modality, pinpoint) == ("must", "SRO 3.c")
        assert answer.startswith("40 hours")
        assert answer.endswith("each year")

    def test_officers_already_serving(self) -> None:
        assert {place for _, _, place in answers(NM, "incumbents")} == {"C(2)"}
        assert all("1 Jul 2023" in said for _, said, _ in answers(NM, "incumbents"))
        for source in (ISD, POST):
            said = {m: a for m, a, _ in answers(source, "incumbents")}
            assert said["must"] == "Before 1 Jun 2027, if named basic course predates 1 Sep 2025"
        assert {state(MS, "incumbents"), state(NASRO, "incumbents")} == {SILENT}

    def test_who_pays_is_settled_by_none_and_may_be_agreed_by_nasros_advice(self) -> None:
        assert {state(source, "who_pays") for source in (NM, MS, ISD, POST)} == {SILENT}
        modalities = {m for m, _, place in answers(NASRO, "who_pays") if place == "Expenses ¶1"}
        assert modalities == {"may"}
        assert "must" not in {m for m, _, _ in answers(NASRO, "who_pays")}

    def test_the_sentence_two_before_two_after_one_recommends(self) -> None:
        """Of five texts, two require training before duties, two allow a period, one recommends."""
        rows = asked("training_due")
        deadlines = LAW.requirements.set_index("requirement_id")["deadline"]
        rows = rows.assign(phase=[Deadline.parse(deadlines[r]).phase for r in rows["requirement"]])
        required = rows[rows["modality"] == "must"].groupby("source")["phase"].agg(set)
        before = {source for source, phases in required.items() if Phase.BEFORE in phases}
        assert before == {ISD, POST}
        assert set(required.index) - before == {NM, MS}
        assert set(rows["source"]) - set(required.index) == {NASRO}
        force = LAW.instruments.set_index("source_id")["authority"]
        assert [force[ISD], force[POST], force[NASRO]] == ["local_binding", "model", "advisory"]

    def test_the_denominator_stands_beside_the_question(self) -> None:
        counts = tally(LAW, asked("training_due")).set_index("word")
        assert counts["columns"].to_dict() == {"must": 4, "should": 1}
        assert set(counts["of"]) == {5}

    def test_security_personnels_hours_are_never_a_school_resource_officers(self) -> None:
        ledger = hour_ledger(LAW, as_of=DAY, sources=[NM])
        sro = ledger[ledger["role"] == "school_resource_officer"]
        assert sro["total_hours"].isna().all()
        assert sro["unquantified"].sum() == 2
        assert (ledger["total_hours"] == 44).sum() == 1

    def test_forty_hours_of_nasros_own_page_are_a_note_and_no_answer(self) -> None:
        notes = LAW.requirement_notes
        basic = asked("initial_hours").query("pinpoint == 'Basic SRO Course ¶1'")["requirement"]
        own = notes[notes["requirement_id"].isin(basic)]
        assert own["note"].str.contains("40").any()
        assert own["address"].str.startswith("https://www.nasro.org/").any()
        assert "40" not in " ".join(said for _, said, _ in answers(NASRO, "initial_hours"))


BESIDE = {"sources": [ISD, POST], "baseline": POST}


class TestBoardMemberOfDistrict196:
    """Journey 1.2, without the officer: what the model policy has and her regulation lacks."""

    def test_the_contract_must_meet_the_regulation_and_hold_seven_duties(self) -> None:
        contract = {p for m, _, p in answers(ISD, "written_agreement") if m == "must"}
        assert contract == {"2", "4.1"}
        duties = {p for m, _, p in answers(ISD, "duties") if m == "must"}
        assert duties == {f"4.1.{number}" for number in range(1, 8)}

    def test_force_and_discipline_are_barred_to_the_officer(self) -> None:
        said = answers(ISD, "discipline_role")
        assert {(m, p) for m, _, p in said} == {("must_not", "4.3")}
        assert len(said) == 2

    @pytest.mark.parametrize(
        ("question", "modality", "word"),
        [
            ("written_agreement", "must", "attire"),
            ("written_agreement", "must", "selection"),
            ("public_accountability", "must", "Public notice"),
            ("written_agreement", "should", "de-escalation resources"),
            ("data_sharing", "must", "data practices"),
            ("follow_on_training", "must", "every 3 years"),
            ("arrest_limits", "should", "Alternatives"),
        ],
    )
    def test_the_model_policy_adds(self, question: str, modality: str, word: str) -> None:
        assert any(m == modality and word in said for m, said, _ in answers(POST, question))
        assert not any(word in said for _, said, _ in answers(ISD, question))

    def test_differences_only_shows_what_differs_and_hides_the_twins(self) -> None:
        rows = compare(LAW, as_of=DAY, role_class="sworn_sro", differences=True, **BESIDE)
        shown = set(rows["question"])
        assert {"written_agreement", "public_accountability", "data_sharing",
                "follow_on_training", "arrest_limits", "discipline_role"} <= shown  # fmt: skip
        assert not shown & {"incumbents", "who_pays", "supervision", "minimum_age"}

    def test_who_pays_supervises_and_hears_complaints_is_left_to_the_contract(self) -> None:
        for question in ("who_pays", "supervision"):
            assert {state(ISD, question), state(POST, question)} == {SILENT}
        for source in (ISD, POST):
            assert not any(
                "complaint" in said.lower()
                for _, said, _ in answers(source, "public_accountability")
            )


class TestJournalistOnPoliceAndDiscipline:
    """Journey 1.4: what the texts say of discipline, arrest, force, notice and data."""

    def test_one_of_five_forbids_a_part_in_discipline(self) -> None:
        rows = asked("discipline_role")
        forbids = rows.loc[rows["modality"] == "must_not", ["source", "pinpoint"]]
        assert forbids.drop_duplicates().values.tolist() == [[ISD, "4.3"]]
        assert {m for m, _, _ in answers(NASRO, "discipline_role")} == {"should_not", "is"}
        assert {state(source, "discipline_role") for source in (NM, MS, POST)} == {SILENT}

    def test_the_statute_as_restated_says_that_the_model_must_cover_it(self) -> None:
        held = LAW.requirements.set_index("requirement_id")
        covers = held[(held["source_id"] == "mn-law") & (held["pinpoint"] == "(b)(2)(ii)")]
        assert set(covers["modality"]) == {"must"}
        assert covers["topics"].str.contains("school_discipline").any()

    def test_no_text_asks_for_complaints_or_published_arrests_and_one_for_public_notice(
        self,
    ) -> None:
        rows = asked("public_accountability")
        told = rows[rows["answer"].notna()]
        assert told[["source", "modality"]].values.tolist() == [[POST, "must"]]
        assert told["answer"].str.startswith("Public notice").all()

    def test_no_text_asks_that_parents_be_told_of_an_arrest(self) -> None:
        said = asked("arrest_limits", "public_accountability")["answer"].dropna()
        assert not said.str.contains("parent", case=False).any()

    def test_prone_restraint_is_to_be_minimised_and_not_banned(self) -> None:
        prone = {(m, said) for m, said, _ in answers(POST, "force_limits") if "prone" in said}
        assert prone
        assert {m for m, _ in prone} == {"must"}
        assert any("minimize" in said for _, said in prone)

    def test_every_silence_says_what_was_read_when_and_whether_it_is_whole(self) -> None:
        silent = asked("discipline_role").query("state == 'silent'")["source"]
        read = LAW.instruments[LAW.instruments["source_id"].isin(silent)]
        assert read[["checked_on", "extent"]].notna().all(axis=None)
        assert read.loc[read["extent"] == "part", "extent_note"].notna().all()


class TestAsOfAnEarlierDay:
    """A duty that is to come is announced, one not yet adopted is not law, and nothing vanishes."""

    EARLY = date(2024, 1, 1)

    def test_the_minnesota_course_reads_from_1_september_2025(self) -> None:
        rows = asked("training_due", as_of=self.EARLY)
        for source, place in ((ISD, "5.1"), (POST, "Training ¶1")):
            own = rows[(rows["source"] == source) & (rows["pinpoint"] == place)]
            assert "from 1 Sep 2025" in set(own["standing"])

    def test_clauses_without_a_first_day_wait_for_the_texts_own_day(self) -> None:
        rows = asked("written_agreement", as_of=self.EARLY).set_index("source")["standing"]
        assert set(rows[ISD]) == {"adopted Oct 2024"}
        assert set(rows[POST]) == {"wording approved 23 Oct 2025"}

"""What stands behind an answer: every field of the record, each in words, none invented."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pages.ui.details import Details, extent_words, reader_address
from pages.ui.labels import Labels
from pages.ui.names import Names
from policy_model import Frames, coverage, frames, load_dataset
from policy_model.sentences import THIS_TOPIC, UNDATED_START

LAW: Frames = frames(load_dataset())
NAMES = Names.of(LAW, Labels(LAW.codebook_values))
DETAILS = Details.of(LAW, NAMES)
C1 = "nm-sro-training-within-a-year"
BY_ID = LAW.requirements.set_index("requirement_id")


def test_every_requirement_has_a_panel_that_is_known_by_its_id():
    assert list(DETAILS.panels) == LAW.requirements["requirement_id"].tolist()
    assert all(panel.key == key for key, panel in DETAILS.panels.items())


def test_a_panel_says_what_the_record_says():
    row, panel = BY_ID.loc[C1], DETAILS.panels[C1]
    said = (panel.question, panel.summary, panel.locator, panel.citation)
    assert said == (row["title"], row["summary"], row["locator"], row["citation"])
    assert panel.source == "New Mexico"
    assert panel.falls_on == "Officer (direct)"
    assert panel.in_force == "from 1 Jul 2022"
    assert dict(panel.more)["Due"] == "within 12 months of assignment"
    assert dict(panel.more)["About"] == "school resource officer"
    assert panel.reader == f"sources?source=nm#r-{C1}"
    assert panel.address.startswith("https://")


@pytest.mark.parametrize("requirement_id", list(BY_ID.index))
def test_a_panel_leaves_out_what_the_record_lacks_and_nothing_else(requirement_id):
    row, panel = BY_ID.loc[requirement_id], DETAILS.panels[requirement_id]
    terms = dict(panel.more)
    assert ("Due" in terms) == isinstance(row["deadline"], str)
    assert ("Condition" in terms) == isinstance(row["condition"], str)
    assert all(terms.values())
    assert panel.in_force.startswith(UNDATED_START) == (not isinstance(row["effective_on"], str))
    assert ("last day" in panel.in_force) == isinstance(row["ends_on"], str)
    assert "None" not in repr(replace(panel, summary="", cautions=(), readings=(), notes=()))
    assert "nan" not in panel.in_force + panel.checked + panel.falls_on


def test_cautions_readings_and_answers_are_those_of_the_frames():
    cautions = LAW.requirement_cautions.groupby("requirement_id")["caution"].agg(tuple)
    links = LAW.requirement_interpretations.groupby("requirement_id").size()
    answers = LAW.coded_answers.drop_duplicates(["requirement_id", "question_id", "value"])
    for key, panel in DETAILS.panels.items():
        assert panel.cautions == cautions.get(key, ())
        assert len(panel.readings) == links.get(key, 0)
        own = answers[answers["requirement_id"] == key]
        questions = [NAMES.questions[question] for question in own["question_id"]]
        assert panel.answers == tuple(zip(questions, own["value"], strict=True))


def test_an_answer_that_holds_for_several_roles_is_said_once():
    several = BY_ID[BY_ID["role_ids"].str.contains(" | ", regex=False)].index
    assert len(several)
    for key in several:
        answers = DETAILS.panels[key].answers
        assert len(answers) == len(set(answers))


def test_a_last_day_is_said():
    ended = LAW.requirements["requirement_id"] == C1
    law = replace(LAW, requirements=LAW.requirements.assign(
        ends_on=LAW.requirements["ends_on"].mask(ended, "2027-06-30")
    ))  # fmt: skip
    assert Details.of(law, NAMES).panels[C1].in_force == "from 1 Jul 2022, last day 30 Jun 2027"


def test_facts_from_outside_the_text_are_there_only_when_they_are_wanted():
    note = {"requirement_id": C1, "note": "Forty hours.", "address": "https://example.org/n",
            "checked_on": "2026-11-15"}  # fmt: skip
    law = replace(LAW, requirement_notes=pd.DataFrame([note]))
    details = Details.of(law, NAMES)
    assert details.of_requirement(C1).notes == ()
    (shown,) = details.of_requirement(C1, with_notes=True).notes
    assert (shown.text, shown.address, shown.checked) == (
        "Forty hours.", "https://example.org/n", "15 Nov 2026",
    )  # fmt: skip
    assert details.of_requirement("nm-sro-specific-training", with_notes=True).notes == ()


def test_a_silence_says_what_was_read_and_how_much_of_it_is_held():
    panel = DETAILS.of_silence("nm", "school_resource_officer", "silent")
    law = LAW.instruments[LAW.instruments["source_id"] == "nm"]
    assert [citation for citation, _ in panel.more] == law["citation"].tolist()
    for (_, words), row in zip(panel.more, law.itertuples(), strict=True):
        assert words.startswith("Whole text held" if row.extent == "whole" else "Part held")
    other = DETAILS.of_silence("nm", "school_resource_officer", "not_coded")
    assert panel.key != other.key


def test_a_compiler_s_summary_is_no_text_that_was_read():
    panel = DETAILS.of_silence("ms", "school_resource_officer", "silent")
    summaries = LAW.instruments.loc[LAW.instruments["authority"] == "summary", "citation"]
    assert len(summaries)
    assert not set(summaries) & {citation for citation, _ in panel.more}


def test_the_states_are_those_of_coverage():
    cells = coverage(LAW)
    keys = zip(cells["source_id"], cells["role_id"], cells["question_id"], strict=True)
    assert dict(zip(keys, cells["state"], strict=True)) == DETAILS.states


@pytest.mark.parametrize(
    ("requirement_id", "words"),
    [
        (C1, "NMSA 29-7-14 C(1)"),
        ("ms-basic-training-within-two-years", "Code 37-7-321(2)"),
        ("ms-sro-in-service-40-hours", "SRO 3.c"),
    ],
)
def test_a_pinpoint_bears_its_instrument_unless_it_names_one(requirement_id, words):
    assert DETAILS.short_citation(requirement_id) == words


def test_no_two_places_of_one_source_share_a_short_citation():
    places = BY_ID.groupby(["source_id", "instrument_id", "pinpoint"]).head(1)
    said = [(row.source_id, DETAILS.short_citation(row.Index)) for row in places.itertuples()]
    assert len(said) == len(set(said))


def test_what_is_cut_is_said_with_the_extent():
    cut = {"extent": "part", "extent_note": "D and G only.", "checked_on": None}
    assert extent_words(cut) == "Part held; read on a day not recorded. D and G only."


def test_the_address_of_a_place_is_its_anchor_on_sources():
    assert reader_address("nm", "a-b") == "sources?source=nm#r-a-b"


def test_every_panel_has_its_sentence_with_pinpoint_address_and_day():
    for panel in DETAILS.panels.values():
        place = f"({panel.citation}; {panel.address}; text checked {panel.checked}; "
        assert panel.sentence.startswith(f"{panel.source} (")
        assert place in panel.sentence
        assert ("with a caution" in panel.sentence) == bool(panel.cautions)
        assert not {"nan", "None"} & set(panel.sentence.split())


def test_as_of_a_day_a_provision_that_is_not_yet_law_says_so_and_no_other_does():
    before = DETAILS.on(as_of=date(2022, 6, 30)).panels[C1].sentence
    assert "; as of 30 Jun 2022: not yet in force; " in before
    later = DETAILS.on(as_of=date(2022, 7, 1)).panels[C1]
    assert later is DETAILS.panels[C1]
    assert "as of" not in later.sentence


def test_the_sentence_of_a_silence_names_every_question_on_which_the_column_keeps_it():
    panel = DETAILS.of_silence("nm", "school_resource_officer", "silent")
    silent = {
        NAMES.questions[question]
        for (source, role, question), state in DETAILS.states.items()
        if (source, role, state) == ("nm", "school_resource_officer", "silent")
    }
    assert len(silent) > 1
    assert {label for label in NAMES.questions.values() if f"“{label}”" in panel.on} == silent
    assert panel.sentence.count(panel.on) == 1
    assert panel is DETAILS.of_silence("nm", "school_resource_officer", "silent")
    assert DETAILS.of_silence("nm", "school_resource_officer", "not_named").on == THIS_TOPIC


def test_a_sum_says_its_hours_and_every_place():
    ids = BY_ID.index[(BY_ID["source_id"] == "nm") & (BY_ID["amount_unit"] == "hour")].tolist()[:3]
    said = DETAILS.sentence_of_several("24 h before employment", "school_security_personnel", ids)
    assert said.startswith("New Mexico (school security personnel; ")
    assert " requires: 24 h before employment (" in said
    assert all(BY_ID.loc[each, "citation"] in said for each in ids)
    assert said.count("https://") == BY_ID.loc[ids, "instrument_id"].nunique()

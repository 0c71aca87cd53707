"""A sentence to paste: force, role, whose duty, place, day, standing and caution, none left out."""

from datetime import date

import pytest

from policy_model.citation import bibtex
from policy_model.publication import data_set_bibtex, data_set_citation, data_set_words
from policy_model.sentences import (
    FORCE,
    bearer_words,
    falls_on_words,
    in_force_words,
    instrument_bibtex,
    instrument_citation,
    requirement_sentence,
    silence_sentence,
    standing_flag,
    sum_sentence,
)
from policy_model.vocabulary import CellState, Modality, TopicState

TEXT = {
    "instrument_id": "ms-37", "authority": "binding", "citation": "Miss. Code § 37-7-321",
    "title": "Officers & schools", "publisher": "The State", "address": "https://law.example/37",
    "checked_on": "2026-11-03", "extent": "whole", "effective_on": "2019-07-01", "ends_on": None,
}  # fmt: skip
DUTY = {
    "requirement_id": "ms-training", "instrument_id": "ms-37", "modality": "must",
    "actor": "officer", "mechanism": "direct", "citation": "Miss. Code § 37-7-321(3)",
    "title": "Training must be done within two years", "cautions": None,
    "effective_on": "2020-01-01", "ends_on": None, "adopted_on": None, "approved_on": None,
}  # fmt: skip
WHO = {"source": "Mississippi", "roles": ["school resource officer"]}
PLACE = (
    "(Miss. Code § 37-7-321(3); https://law.example/37; text checked 3 Nov 2026; "
    "in force from 1 Jan 2020)."
)


def label(field: str, value: str) -> str:
    return value.replace("_", " ").capitalize()


def said(text: dict | None = None, flag: str = "", **changed: object) -> str:
    row = {**DUTY, **changed}
    return requirement_sentence(row, {**TEXT, **(text or {})}, label, **WHO, flag=flag)


def test_a_duty_of_the_officer_is_said_with_its_place_and_days():
    start = "Mississippi (school resource officer) requires: Training must be done within two years"
    assert said() == f"{start} {PLACE}"


@pytest.mark.parametrize("modality", list(Modality))
def test_each_modality_has_its_own_verb(modality):
    assert f") {FORCE[modality]}: Training" in said(modality=modality.value)
    assert len(set(FORCE.values())) == len(Modality) == len(FORCE)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"actor": "law_enforcement_agency"}, "; falls on the law enforcement agency) requires"),
        ({"actor": "school_board", "mechanism": "policy"}, "; falls on the school board, policy)"),
        ({"mechanism": "hiring_condition"}, "; falls on the officer, hiring condition) requires"),
        ({"actor": "several"}, "; falls on several actors) requires"),
        (
            {"actor": "chief", "modality": "may", "mechanism": "none"},
            "; given to the chief) permits",
        ),
        (
            {"modality": "is", "mechanism": "definition"},
            "; said of the officer, definition) states",
        ),
        (
            {"modality": "is", "mechanism": "none", "actor": "several"},
            "(school resource officer) st",
        ),
    ],
)
def test_whose_it_is_is_said_where_it_is_not_the_officer_s(changed, words):
    assert words in said(**changed)


def test_a_text_that_does_not_bind_everywhere_says_so():
    assert "(school resource officer; model) requires" in said({"authority": "model"})
    assert "binding" not in said()


def test_a_caution_is_flagged_with_the_entry_that_has_it():
    assert said(cautions="Open.").endswith("; with a caution: see entry ms-training).")


@pytest.mark.parametrize(
    ("day", "changed", "flag"),
    [
        (date(2020, 1, 1), {}, ""),
        (date(2019, 12, 31), {}, "as of 31 Dec 2019: not yet"),
        (date(2026, 7, 1), {"ends_on": "2026-06-30"}, "as of 1 Jul 2026: ended"),
        (date(2026, 6, 30), {"ends_on": "2026-06-30"}, ""),
        (
            date(2024, 1, 1),
            {"effective_on": None, "adopted_on": "2024-10"},
            "as of 1 Jan 2024: not yet, adopted Oct 2024",
        ),
    ],
)
def test_what_is_not_law_on_the_day_is_flagged(day, changed, flag):
    row = {**DUTY, **changed}
    assert standing_flag(row, label, as_of=day) == flag
    assert not flag or f"; {flag})." in said(flag=flag, **changed)


def test_a_start_that_is_not_known_and_a_last_day_are_said():
    days = {"effective_on": None, "ends_on": "2026-06"}
    assert in_force_words(days) == "start date not in our copy, last day Jun 2026"
    assert "; start date not in our copy, last day Jun 2026)." in said(**days)
    assert "text checked on a day not recorded" in said({"checked_on": None})


NO_ANSWER = [
    CellState.SILENT, CellState.NOT_IN_EXTRACT, CellState.NOT_CODED, CellState.NOT_APPLICABLE,
    TopicState.NOT_NAMED, TopicState.NOT_NAMED_IN_PART,
]  # fmt: skip


def silence(state: str, *texts: dict) -> str:
    return silence_sentence(state, "“Who pays?”", **WHO, instruments=texts)


def test_a_silence_says_what_was_read_and_when():
    assert silence("silent", TEXT) == (
        "Mississippi (school resource officer) is silent on “Who pays?” in the text held (Miss. "
        "Code § 37-7-321, https://law.example/37, whole text read 3 Nov 2026)."
    )
    part = {**TEXT, "extent": "part", "citation": "The Manual"}
    both = silence("silent", TEXT, part)
    assert "in the texts held (" in both
    assert "; The Manual, https://law.example/37, part of the text read 3 Nov 2026)." in both


def test_no_two_kinds_of_silence_read_alike_and_only_silence_is_called_so():
    sentences = {state: silence(state, TEXT) for state in NO_ANSWER}
    assert len(set(sentences.values())) == len(NO_ANSWER)
    assert [state for state, words in sentences.items() if "silent" in words] == ["silent"]
    assert all("“Who pays?”" in words for words in sentences.values())
    assert "read 3 Nov" not in sentences[CellState.NOT_CODED]


def test_a_sum_names_a_text_once_with_all_its_places():
    rows = [DUTY, {**DUTY, "citation": "Miss. Code § 37-7-321(4)", "cautions": "Open."}]
    assert sum_sentence("44 h", rows, {"ms-37": TEXT}, label, **WHO) == (
        "Mississippi (school resource officer) requires: 44 h (Miss. Code § 37-7-321(3), Miss. "
        "Code § 37-7-321(4); https://law.example/37; text checked 3 Nov 2026; in force from 1 "
        "Jan 2020; with a caution: see entry ms-training)."
    )


def test_bearers_stand_as_a_line_too():
    assert falls_on_words("school_board", "policy", label) == "School board (policy)"
    assert falls_on_words("school_board", "none", label) == "School board"
    assert bearer_words(DUTY, label) == ""


def test_a_text_is_cited_in_words_and_as_bibtex():
    assert instrument_citation(TEXT) == (
        "Miss. Code § 37-7-321, Officers & schools; https://law.example/37; text checked 3 Nov "
        "2026; in force from 1 Jul 2019."
    )
    assert instrument_bibtex(TEXT).splitlines() == [
        "@misc{ms-37,",
        r"  title = {{Miss. Code {\S} 37-7-321, Officers \& schools}},",
        "  howpublished = {The State},",
        "  note = {text checked 3 Nov 2026; in force from 1 Jul 2019},",
        "  url = {https://law.example/37},",
        "}",
    ]


@pytest.mark.parametrize("sign", list("&%$#_{}~^\\"))
def test_no_sign_of_a_title_is_a_command_to_tex(sign):
    (line,) = [line for line in bibtex("k", title=f"a{sign}b").splitlines() if "title" in line]
    inner = line.removeprefix("  title = {{a").removesuffix("b}},")
    assert inner.startswith("\\")
    assert inner != sign


def test_the_data_set_is_cited_with_edition_licence_day_and_address():
    cited, view = data_set_citation(), "https://sro.example/compare?as_of=2026-11-21"
    words = data_set_words(cited, "21 Nov 2026", view)
    entry = data_set_bibtex(cited, "21 Nov 2026", view)
    for part in (cited.title, cited.version, cited.released_on.words, cited.license, view):
        assert part in words
        assert part in entry
    assert words.endswith(f"Law as of 21 Nov 2026. {view}")
    assert entry.count("{") == entry.count("}")
    assert f"author = {{{{{cited.authors[0]}}}}}" in entry

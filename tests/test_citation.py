"""Pinpoints and locators: how a reader finds the place, whatever a copy did to its spaces."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy_model.citation import cite, fold, occurrences, passage, word_count

ODD = "ab .,\n\t\u00a0\u2019\u201c\u2013\u2014\u00ad\u200b\ufeff'\"-"
ANY_TEXT = st.text(st.one_of(st.sampled_from(ODD), st.characters()))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a\u2018b\u2019c\u201bd\u2032e", "a'b'c'd'e"),
        ("\u201ca\u201d b\u2033", "\"a\" b\""),
        ("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2212g", "a-b-c-d-e-f-g"),
        ("a\u00a0b\u2003c\n\n d\te", "a b c d e"),
        ("on\u00adce\u200b only\ufeff", "once only"),
        ("  ends  ", "ends"),
        ("\u00a7 37-7-321(2) ¶1", "\u00a7 37-7-321(2) ¶1"),
        ("", ""),
    ],
    ids=[
        "single quotes", "double quotes", "dashes", "spaces", "soft hyphens and marks", "ends",
        "what has a meaning stays", "nothing",
    ],
)  # fmt: skip
def test_fold_makes_alike_what_copies_write_differently(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_folded_text_is_words_with_one_space_between(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_fragment_of_a_text_is_found_in_it(before: str, fragment: str, after: str) -> None:
    assume(fold(fragment))
    assert occurrences(fragment, fold(before + fragment + after)) >= 1


@pytest.mark.parametrize(
    ("fragment", "count"),
    [("each  year", 2), ("EACH YEAR", 0), ("year, each", 1), ("month", 0), ("a", 4)],
)
def test_occurrences_are_counted_as_printed_letter_case_included(fragment: str, count: int) -> None:
    assert occurrences(fragment, fold("each year, each\nyear")) == count


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one", 1), (" one  two\nthree ", 3), ("two-word (2) years", 3)]
)
def test_words_are_what_stands_between_spaces(text: str, count: int) -> None:
    assert word_count(text) == count


@given(st.lists(st.text("abc", min_size=1), max_size=20))
def test_as_many_words_are_counted_as_were_joined(words: list[str]) -> None:
    assert word_count("\n ".join(words)) == len(words)


BOOK = "Contents: 1. One 2. Two. 1. One\nthing \u2014 whole. 2. Two things."


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (None, None, "Contents: 1. One 2. Two. 1. One thing - whole. 2. Two things."),
        ("1. One thing", None, "1. One thing - whole. 2. Two things."),
        ("1. One  thing", "2. Two", "1. One thing - whole. "),
        (None, "2. Two", "Contents: 1. One "),
        ("thing - whole", "things", "thing - whole. 2. Two "),
        ("2. Two", "2. Two", "2. Two. 1. One thing - whole. "),
        ("absent", None, None),
        (None, "absent", None),
        ("2. Two things", "1. One", None),
    ],
    ids=[
        "whole", "from", "from and to", "to", "other dashes", "the same words twice",
        "no beginning", "no end", "an end before the beginning",
    ],
)  # fmt: skip
def test_a_passage_runs_from_its_first_words_up_to_the_next_ones(
    start: str | None, end: str | None, found: str | None
) -> None:
    assert passage(BOOK, start, end) == found


@given(ANY_TEXT, st.text("abc", min_size=1), ANY_TEXT)
def test_a_passage_begins_with_its_first_words(before: str, start: str, after: str) -> None:
    found = passage(f"{before} {start} {after}", start, None)
    assert found is not None
    assert found.startswith(start)
    assert fold(f"{before} {start} {after}").endswith(found)


@pytest.mark.parametrize(
    ("citation", "pinpoint", "whole"),
    [
        ("NMSA 29-7-14", "C(1)", "NMSA 29-7-14 C(1)"),
        ("NMSA 29-7-14", "A", "NMSA 29-7-14 A"),
        ("Miss. Code § 37-7-321", "(2)", "Miss. Code § 37-7-321(2)"),
        ("506.9AR", "5.3", "506.9AR 5.3"),
        ("Manual", "SRO 3.b", "Manual, SRO 3.b"),
        ("Manual", "¶1", "Manual, ¶1"),
        ("Model policy", "Training ¶1 bullet 2", "Model policy, Training ¶1 bullet 2"),
    ],
)
def test_a_subsection_is_written_on_and_a_heading_set_off(
    citation: str, pinpoint: str, whole: str
) -> None:
    assert cite(citation, pinpoint) == whole

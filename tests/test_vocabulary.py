"""The closed vocabularies: words that files, cells and exports share."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum

import pytest

from policy_model import vocabulary
from policy_model.vocabulary import (
    CLOSED_VOCABULARIES,
    LIST_SEPARATOR,
    Authority,
    CellState,
    Modality,
    order_of,
)

ALL = {
    name: kind
    for name, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
}


def test_every_vocabulary_is_one_that_the_codebook_must_define() -> None:
    assert set(CLOSED_VOCABULARIES.values()) == set(ALL.values())
    assert len(CLOSED_VOCABULARIES) == len(ALL)


@pytest.mark.parametrize("kind", ALL.values(), ids=list(ALL))
class TestEachVocabulary:
    """What holds for all of them."""

    def test_words_are_plain_lower_case(self, kind: type[StrEnum]) -> None:
        assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", word.value) for word in kind)

    def test_a_name_in_the_code_is_the_word_itself(self, kind: type[StrEnum]) -> None:
        assert [word.name.lower() for word in kind] == [word.value for word in kind]
        assert len(kind.__members__) == len(list(kind)), "an alias names a word twice"

    def test_a_word_prints_as_itself(self, kind: type[StrEnum]) -> None:
        assert all(f"{word}" == str(word) == word.value for word in kind)

    def test_order_ranks_each_word_once_from_0(self, kind: type[StrEnum]) -> None:
        ranks = order_of(kind)
        assert list(ranks) == [word.value for word in kind]
        assert list(ranks.values()) == list(range(len(ranks)))


def test_the_order_of_authority_and_modality_is_from_strong_to_weak() -> None:
    """Answers of one cell are shown in this order; it is a claim about law, not a taste."""
    assert list(Authority) == ["binding", "local_binding", "model", "advisory", "summary"]
    assert list(Modality) == [
        "must", "must_not", "should", "should_not", "may", "need_not", "is",
    ]  # fmt: skip


def test_silence_has_four_words_and_none_of_them_is_blank() -> None:
    assert list(CellState) == [
        "answered", "unquantified", "silent", "not_in_extract", "not_coded", "not_applicable",
    ]  # fmt: skip


def test_no_word_holds_the_list_separator() -> None:
    assert LIST_SEPARATOR == " | "
    assert not any(LIST_SEPARATOR in word for kind in ALL.values() for word in kind)

"""Locators against the texts: every fragment stands in its instrument's own words."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path as FilePath

from policy_model.checks.material import Material, Place, Placed
from policy_model.citation import fold, occurrences, passage
from policy_model.errors import Problem, shown
from policy_model.records.law import Instrument


def problems(material: Material, texts: FilePath) -> Iterator[Problem]:
    """Files or passages that are not there; locators not found, or found twice without nth.

    `texts` is the folder of source texts; nothing outside it is read.
    """
    words: dict[str, str] = {}
    read = cache(_text)  # several instruments share a file; kept for this call alone
    for instrument, _, place in material.instruments():
        found = _words_of(instrument, texts, read)
        if isinstance(found, tuple):
            yield _missing(place, *found)
        else:
            words[instrument.id] = found
    for placed in material.placed:
        if placed.instrument.id in words:
            yield from _locator(placed, words[placed.instrument.id])


def _words_of(
    instrument: Instrument, texts: FilePath, read: Callable[[FilePath], str | None]
) -> str | tuple[str, str]:
    """The instrument's folded words, or the field and the rule that keeps them from being found."""
    name = shown(instrument.text.file)
    file = texts / instrument.text.file
    if not file.is_file() or not file.resolve().is_relative_to(texts.resolve()):
        return "file", f"{name} is not in the texts folder"
    text = read(file)
    if text is None:
        return "file", f"{name} cannot be read as UTF-8 text"
    found = passage(text, instrument.text.begins, instrument.text.ends)
    if found is None:
        return "from", "the passage's first or last words are not in the file"
    return found


def _text(file: FilePath) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _missing(place: Place, field: str, rule: str) -> Problem:
    return place.problem("text", rule, "correct the path or the fragment", under=(field,))


def _locator(placed: Placed, words: str) -> Iterator[Problem]:
    requirement = placed.requirement
    count = occurrences(requirement.locator, words)
    nth = requirement.nth
    if count == 0:
        rule = f"{shown(fold(requirement.locator))} is not in the text of {placed.instrument.id}"
        yield placed.place.problem("locator", rule, "copy the fragment exactly from the text")
    elif nth is None and count > 1:
        rule = f"the fragment stands {count} times in the text"
        yield placed.place.problem("locator", rule, "write nth, or choose a fragment found once")
    elif nth is not None and (nth > count or count == 1):
        rule = f"nth is {nth}, but the fragment stands {count} time(s)"
        yield placed.place.problem("nth", rule, "correct nth, or take it out")

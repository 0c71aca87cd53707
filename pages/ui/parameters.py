"""How each kind of parameter is read from a link, written into one, and kept within its options.

A reader returns the value and a sentence for each text that it could not use.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Protocol

from policy_model import Completion

SHOWN = 40
"""Characters of a stranger's text that are ever shown back."""
LONGEST_TEXT = 200

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
_COMPLETION = re.compile(r"([^~]+)~([^~]*)~([^~]*)")
MOST_COMPLETIONS = 100
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""Between these lies every day of an officer's record."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


class Allowed(Protocol):
    """What is known of a parameter: see `permalinks.Param`."""

    key: str
    options: Sequence
    default: object
    is_private: bool


Read = tuple[object, list[str]]


def clipped(text: str) -> str:
    """A stranger's text, short enough to be shown.

    >>> clipped("x" * 50) == "x" * 40 + "…"
    True
    """
    clean = _UNPRINTABLE.sub(" ", text)
    return clean if len(clean) <= SHOWN else clean[:SHOWN] + "…"


def nearest(text: str, known: Iterable[object]) -> str:
    """A sentence that names the known word nearest to a text, or nothing.

    >>> nearest("swon_sro", ["sworn_sro", "school_police"])
    ' The nearest is “sworn_sro”.'
    """
    found = get_close_matches(text, [str(word) for word in known], n=1, cutoff=0.7)
    return f" The nearest is “{found[0]}”." if found else ""


def _unknown(param: Allowed, text: str, why: str) -> str:
    return f"“{param.key}={clipped(text)}”: {why}"


def _choice(param: Allowed, texts: list[str]) -> Read:
    text = texts[-1]
    if text in param.options:
        return text, []
    return param.default, [_unknown(param, text, f"not known here.{nearest(text, param.options)}")]


def _choices(param: Allowed, texts: list[str]) -> Read:
    """Each once, in the link's order; one empty text is an empty choice."""
    given = list(dict.fromkeys(text for text in texts if text))
    problems = [problem for text in given for problem in _choice(param, [text])[1]]
    good = [text for text in given if text in param.options]
    return (list(param.default or ()) if given and not good else good), problems


def _day(param: Allowed, texts: list[str]) -> Read:
    text = texts[-1]
    day = _iso_day(text)
    if day is None:
        return param.default, [_unknown(param, text, "a date is written 2026-11-21.")]
    return _bounded(param, day, text)


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _number(param: Allowed, texts: list[str]) -> Read:
    text = texts[-1]
    if not _WHOLE.fullmatch(text):
        return param.default, [_unknown(param, text, "a whole number is expected.")]
    return _bounded(param, int(text), text)


def _decimal(param: Allowed, texts: list[str]) -> Read:
    text = texts[-1]
    if not _DECIMAL.fullmatch(text):
        return param.default, [_unknown(param, text, "a number is expected.")]
    return _bounded(param, float(text), text)


def _completions(param: Allowed, texts: list[str]) -> Read:
    """`course~day~hours` each, day and hours empty where not known; one empty text is no course."""
    found, problems = [], []
    for text in filter(None, texts[:MOST_COMPLETIONS]):
        done = _completion(param, text)
        if done is None:
            form = "a completion is written course~2024-06-14~40."
            course = text.partition("~")[0]
            problems.append(_unknown(param, text, f"{form}{nearest(course, param.options)}"))
        else:
            found.append(done)
    if len(texts) > MOST_COMPLETIONS:
        problems.append(f"all completions after the first {MOST_COMPLETIONS}.")
    return tuple(found), problems


def _completion(param: Allowed, text: str) -> Completion | None:
    match = _COMPLETION.fullmatch(text)
    if match is None or match[1] not in param.options:
        return None
    day = _iso_day(match[2])
    is_bad_day = match[2] and (day is None or not FIRST_DAY <= day <= LAST_DAY)
    is_bad_number = match[3] and not _DECIMAL.fullmatch(match[3])
    if is_bad_day or is_bad_number:
        return None
    return Completion(match[1], day, float(match[3]) if match[3] else None)


def _completion_text(done: Completion) -> str:
    hours = "" if done.hours is None else f"{done.hours:g}"
    return f"{done.course}~{done.completed_on or ''}~{hours}"


def _bounded(param: Allowed, value: object, text: str) -> Read:
    if not param.options or param.options[0] <= value <= param.options[-1]:
        return value, []
    bounds = (param.options[0], param.options[-1])
    first, last = (f"{each:g}" if isinstance(each, float) else each for each in bounds)
    return param.default, [_unknown(param, text, f"it must lie between {first} and {last}.")]


def _flag(param: Allowed, texts: list[str]) -> Read:
    text = texts[-1]
    if text in ("0", "1"):
        return text == "1", []
    return param.default, [_unknown(param, text, "1 or 0 is expected.")]


def _text(param: Allowed, texts: list[str]) -> Read:
    clean = _UNPRINTABLE.sub(" ", texts[-1]).strip()
    if len(clean) <= LONGEST_TEXT:
        return clean, []
    why = f"only its first {LONGEST_TEXT} characters are used."
    return clean[:LONGEST_TEXT], [f"the end of {_unknown(param, clean, why)}"]


PARSERS: dict[str, Callable[[Allowed, list[str]], Read]] = {
    "choice": _choice,
    "choices": _choices,
    "date": _day,
    "flag": _flag,
    "int": _number,
    "number": _decimal,
    "completions": _completions,
    "text": _text,
}

WRITERS: dict[str, Callable[[object], list[str]]] = {
    "choice": lambda value: [str(value)],
    "choices": lambda value: [str(item) for item in value] or [""],
    "date": lambda value: [value.isoformat()],
    "flag": lambda value: ["1" if value else "0"],
    "int": lambda value: [str(value)],
    "number": lambda value: [f"{value:g}"],
    "completions": lambda value: [_completion_text(each) for each in value if each.course] or [""],
    "text": lambda value: [str(value)],
}


def kept(param: Allowed, value: object) -> object:
    """A widget's value if its options still hold it, else the default; a list keeps what it can."""
    kind = param.kind
    if kind == "choice":
        return value if value in param.options else param.default
    if kind == "choices":
        held = list(value or ())
        good = [item for item in held if item in param.options]
        return list(param.default or ()) if held and not good else good
    if value is None:
        return None if param.is_private else param.default
    if kind in ("date", "int", "number"):
        return _bounded(param, value, "")[0]
    return value

"""What is wrong with a file: one problem, all problems together, and words to repair them."""

import difflib
import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

MAX_LISTED = 200  # problems that a message spells out
MAX_OFFERED = 12  # known words that a repair spells out
MAX_NAME = 80  # characters: no id or field is longer, and difflib takes quadratic time
MAX_GATHERED = 500  # problems of one step of reading; each may cost a search for a near word


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    `file` is named as the user knows it, `line` counts from 1 and is None where no line can be
    named; `record`, `field` and `repair` may be ''. Problems order by file, then line; those
    without a line come first. (dataclass(order=True) would raise TypeError on None beside 12.)

    >>> print(Problem("nm.yaml", 12, "nm-x", "modality", "'mst' is not allowed", "Write 'must'."))
    nm.yaml:12: record nm-x, field modality: 'mst' is not allowed. Repair: Write 'must'.
    >>> print(Problem("nm.yaml", None, "", "", "the file is empty", ""))
    nm.yaml: the file is empty.
    """

    file: str
    line: int | None
    record: str
    field: str
    rule: str
    repair: str

    def __str__(self) -> str:
        names = (("record", self.record), ("field", self.field))
        inside = ", ".join(f"{kind} {_cut(name, MAX_NAME)}" for kind, name in names if name)
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        rule = self.rule if self.rule.endswith((".", "?", "!")) else f"{self.rule}."
        said = ": ".join(part for part in (place, inside, rule) if part)
        return escaped(f"{said} Repair: {self.repair}" if self.repair else said)

    def __lt__(self, other: object) -> bool:
        return self._key < other._key if isinstance(other, Problem) else NotImplemented

    @property
    def _key(self) -> tuple[str, int, str, str, str, str]:
        line = 0 if self.line is None else self.line
        return self.file, line, self.record, self.field, self.rule, self.repair


class DataProblems(Exception):  # noqa: N818 - the word of every message, not of one failure
    """All that is wrong with the data, sorted; there is always at least one problem.

    >>> late, early = Problem("nm", 9, "", "", "late", ""), Problem("nm", 2, "", "", "early", "")
    >>> print(DataProblems([late, early]))
    nm:2: early.
    nm:9: late.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        if not self.problems:
            raise ValueError("DataProblems needs at least one problem")
        super().__init__(self.problems)  # the only argument, so that it pickles

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:MAX_LISTED]]
        rest = len(self.problems) - len(lines)
        if rest:
            lines.append(f"... and {rest:,} more problem{'s' if rest > 1 else ''}.")
        return "\n".join(lines)


def gathered(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The problems, or the first of very many and one more that says so; nobody mends all at once.

    >>> many = (Problem("nm.yaml", line, "", "", "no such field", "") for line in range(1, 90_000))
    >>> found = gathered(many, "nm.yaml")
    >>> len(found), found[-1].rule
    (501, 'there are more than 500 problems; the rest is not listed')
    """
    given = iter(problems)
    found = list(itertools.islice(given, MAX_GATHERED))
    if next(given, None) is not None:
        rule = f"there are more than {MAX_GATHERED} problems; the rest is not listed"
        found.append(Problem(file, None, "", "", rule, "Mend these, then check again."))
    return found


def escaped(text: str) -> str:
    r"""Text on one line: every character that does not print is spelled as an escape.

    >>> print(escaped("two\nlines, a bell \x07 and a \u202e"))
    two\nlines, a bell \x07 and a \u202e
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def shown(value: object, limit: int = 60) -> str:
    r"""A value for a message: quoted, on one line, at most `limit` characters between the quotes.

    >>> print(shown("within P12M"), shown("a\tb"), shown("x" * 100, limit=8))
    'within P12M' 'a\tb' 'xxxxxxx…'
    >>> print(shown(6.1), shown(None), shown(["a", "b"]), shown({"id": "nm"}))
    6.1 nothing a list of 2 items a mapping of 1 field
    """
    if isinstance(value, str):
        return f"'{_cut(value, limit)}'"
    if isinstance(value, Mapping):
        return f"a mapping of {_count(value, 'field')}"
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (bytes, bytearray)):
        return f"a list of {_count(value, 'item')}"
    return _cut(_unquoted(value), limit)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, letter case aside; None where nothing is near.

    >>> nearest("modalty", ["mechanism", "modality"]), nearest("MUST", ["must", "may"])
    ('modality', 'must')
    >>> nearest("zebra", ["mechanism", "modality"])
    """
    if len(word) > MAX_NAME:
        return None
    by_folded = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.5)
    return by_folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The repair of an unknown word: the nearest known one, else the first known ones.

    >>> did_you_mean("modalty", ["mechanism", "modality"])
    "Did you mean 'modality'?"
    >>> did_you_mean("zebra", ["modality", "mechanism"])
    "Use one of: 'mechanism', 'modality'."
    >>> did_you_mean("zebra", [])
    'Leave it out.'
    """
    words = sorted(known)
    if near := nearest(word, words):
        return f"Did you mean {shown(near)}?"
    if not words:
        return "Leave it out."
    rest = len(words) - MAX_OFFERED
    more = f" (and {rest:,} more)" if rest > 0 else ""
    return f"Use one of: {', '.join(shown(name) for name in words[:MAX_OFFERED])}{more}."


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters; a character's escape is kept whole or left out."""
    pieces = [escaped(char) for char in text[: limit + 1]]
    if sum(map(len, pieces)) <= limit:
        return "".join(pieces)
    kept, room = "", limit - 1
    for piece in pieces:
        if len(kept) + len(piece) > room:
            break
        kept += piece
    return f"{kept}…"


def _count(items: Mapping | Sequence | Set, noun: str) -> str:
    return f"{len(items):,} {noun}{'' if len(items) == 1 else 's'}"


def _unquoted(value: object) -> str:
    try:
        return "nothing" if value is None else str(value)
    except ValueError:  # Python refuses to spell a whole number of more than 4,300 digits
        return "a number of thousands of digits"


class UnknownName(ValueError):  # noqa: N818 - a word that is not known, asked for by a caller
    """A name that is not in the data: which, of what kind, and the nearest known one.

    >>> print(UnknownName("nn", ["ms", "nm"], "source"))
    'nn' is not a known source. Did you mean 'nm'?
    """

    def __init__(self, name: str, known: Iterable[str], kind: str) -> None:
        self.name, self.kind = name, kind
        super().__init__(f"{shown(name)} is not a known {kind}. {did_you_mean(name, known)}")

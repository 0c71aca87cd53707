"""Glyph and word of everything that carries a meaning, dates and amounts in words.

Label and glyph of a coded value are read from the codebook, where they are said once. Colour is
added by `style.css` from the class `w-<value>`; without it nothing is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from pages.ui.markup import Safe, element, esc, join, span
from policy_model.calendar import PartialDate
from policy_model.quantity import hours_words as hours_words

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Word:
    """How a coded value is shown, and what it means."""

    label: str
    glyph: str
    definition: str


class Labels:
    """The words of the codebook by field and value.

    >>> frame = pd.DataFrame(
    ...     [("modality", "must", "Required", "■", "It commands.")],
    ...     columns=["field_id", "value_id", "label", "glyph", "definition"])
    >>> Labels(frame).mark("modality", "must")
    '<span class="w w-must"><span class="g" aria-hidden="true">■</span>Required</span>'
    """

    def __init__(self, codebook_values: pd.DataFrame) -> None:
        """Read a frame with the columns field_id, value_id, label, glyph and definition."""
        columns = ["field_id", "value_id", "label", "glyph", "definition"]
        rows = codebook_values[columns].astype(object).where(codebook_values[columns].notna(), "")
        self._words: Mapping[tuple[str, str], Word] = MappingProxyType(
            {(field, value): Word(*shown) for field, value, *shown in rows.itertuples(index=False)}
        )

    def word(self, field: str, value: str) -> Word:
        """Label, glyph and definition; KeyError names a value that the codebook lacks."""
        try:
            return self._words[field, str(value)]
        except KeyError:
            raise KeyError(f"the codebook has no value {value!r} of {field!r}") from None

    def label(self, field: str, value: str) -> str:
        """The bare label, as plain text for a widget."""
        return self.word(field, value).label

    def mark(self, field: str, value: str, note: str = "") -> Safe:
        """Glyph and word, with a note in plain type after them."""
        word = self.word(field, value)
        return mark(word.glyph, word.label, str(value), note)

    def modality(self, value: str) -> Safe:
        """`■ Required`."""
        return self.mark("modality", value)

    def state(self, value: str) -> Safe:
        """`— Silent`."""
        return self.mark("state", value)

    def authority(self, value: str) -> Safe:
        """The force of an instrument: a word without a glyph, as under a column's head."""
        return span("force", self.label("authority", value))

    def standing(self, value: str) -> Safe:
        """Whether it is law on the as-of date; glyph where the codebook has one."""
        return self.mark("standing", value)

    def caution(self, note: str = "") -> Safe:
        """`⚠ Caution`. A caution is no coded value; its glyph and word are said here alone."""
        return mark("⚠", "Caution", "caution", note)

    def key(self, shown: Iterable[tuple[str, str]], notes: Mapping[str, str] | None = None) -> Safe:
        """The key line: glyph and word of each (field, value), with a note where one is given.

        `("caution", "")` stands for the caution mark.
        """
        notes = notes or {}
        items = (
            self.caution(notes.get("caution", ""))
            if field == "caution"
            else self.mark(field, value, notes.get(value, ""))
            for field, value in shown
        )
        return element("ul", {"class": "key"}, *(element("li", None, item) for item in items))


def mark(glyph: str, label: str, css_value: str, note: str = "") -> Safe:
    """A glyph-word from its parts; without a glyph only the word.

    >>> mark("", "In force", "in_force")
    '<span class="w w-in-force">In force</span>'
    """
    drawn = element("span", {"class": "g", "aria-hidden": "true"}, glyph) if glyph else None
    word = span(f"w w-{css_value.replace('_', '-')}", drawn, label)
    return join([word, span("w-note", note) if note else None], " ")


def date_words(value: object, missing: str) -> str:
    """A date as the screen shows it; a year or a month stays one; `missing` where there is none.

    >>> date_words("2025-08-18", ""), date_words("2025-08", ""), date_words("2025", "")
    ('18 Aug 2025', 'Aug 2025', '2025')
    >>> date_words(None, "no deadline"), date_words(pd.NaT, "cannot be dated")
    ('no deadline', 'cannot be dated')
    """
    parsed = _partial(value)
    if parsed is None:
        return missing
    month = _MONTHS[parsed.month - 1] if parsed.month else None
    return " ".join(str(part) for part in (parsed.day, month, parsed.year) if part)


def counted(number: int, singular: str, plural: str = "") -> str:
    """A count with its unit, which every count has.

    >>> counted(1, "entry", "entries"), counted(1200, "duty", "duties"), counted(0, "caution")
    ('1 entry', '1,200 duties', '0 cautions')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """Words as a sentence lists them.

    >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"], "or")
    ('A', 'A and B', 'A, B or C')
    """
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def dated(value: object, missing: str) -> Safe:
    """`date_words` as a `time` element; the missing word is plain text.

    >>> dated("2025-08-18", "no deadline")
    '<time datetime="2025-08-18">18 Aug 2025</time>'
    """
    parsed = _partial(value)
    if parsed is None:
        return esc(missing)
    return element("time", {"datetime": str(parsed)}, date_words(value, missing))


def _partial(value: object) -> PartialDate | None:
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):  # a pandas Timestamp is one too
        return PartialDate(value.year, value.month, value.day)
    return PartialDate.parse(str(value))

"""What a brief holds before it is put into words: answers, silences, hours, notes, texts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a requirement stands; `citation` names the instrument, `pinpoint` the place alone.

    `number` is that of its note; None where there is nothing to note of it.
    """

    requirement: str
    instrument: str
    citation: str
    pinpoint: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one column. `is_fuller`: only the fuller text held of the same law gives it."""

    source: str
    role: str
    who: str
    authority: str
    modality: str
    words: str
    place: Place
    standing: str
    is_fuller: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A column without an answer: which of the four kinds of silence, and what is missing."""

    source: str
    role: str
    who: str
    state: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `counts` has (word, columns) as `tally` gives them, of `of` columns.

    `against` has (who, same) for each column but the baseline's; None where nothing can be held
    against it.
    """

    question: str
    label: str
    of: int
    counts: tuple[tuple[str, int], ...]
    answers: tuple[Answer, ...]
    silences: tuple[Silence, ...]
    against: tuple[tuple[str, bool | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLine:
    """One row of the hours ledger: `hours` shows the sum with its parts, or is empty."""

    who: str
    modality: str
    when: str
    hours: str
    unquantified: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a reader must know of the provisions of one number.

    `falls_on` is empty where the text commands the officer itself; `more` cautions stand on screen
    alone.
    """

    number: int
    instrument: str
    places: str
    falls_on: str
    caution: str
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A reading of open words on which something rests, and the numbers of its provisions."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One instrument that was read: how much of it, when last, and where it stands."""

    instrument: str
    source: str
    citation: str
    authority: str
    extent: str
    extent_note: str
    checked: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything that a brief says, in order.

    `example` is the whole citation of the first answer, empty where nothing answers;
    `without_role` are the chosen sources that have no role of the class; `labels` the codebook's
    words by (field, value); `hours` is None where no question asks for hours.
    """

    as_of: date
    role_class: str
    sources: tuple[str, ...]
    without_role: tuple[str, ...]
    is_by_source: bool
    asked: tuple[Asked, ...]
    hours: tuple[HourLine, ...] | None
    notes: tuple[Note, ...]
    readings: tuple[Reading, ...]
    texts: tuple[Text, ...]
    checked_through: str
    baseline: str
    example: str
    cited: str
    again: str
    labels: dict[tuple[str, str], str]
    definitions: dict[tuple[str, str], str]

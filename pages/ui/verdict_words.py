"""The verdict of one source as sentences: state first, then the count, then the day."""

from collections.abc import Iterator, Mapping, Sequence

from pages.ui.labels import counted, date_words
from pages.ui.rows import Fields
from policy_model.vocabulary import Manner, Status

_DUTIES = (Manner.DUTY, Manner.DUTY_OF_OTHERS, Manner.DEFINITION)
_STATES = (
    (Status.UNMET, (Manner.DUTY,), "unmet"),
    (Status.UNMET, (Manner.DUTY_OF_OTHERS, Manner.DEFINITION), "not_shown"),
    (Status.UNKNOWN, _DUTIES, "unknown"),
    (Status.PENDING, _DUTIES, "pending"),
    (Status.MET_LATE, _DUTIES, "late"),
    (Status.MET, _DUTIES, "met"),
)
CLAIMS = {
    "unmet": ("A duty is not met", "under"),
    "not_shown": ("What others must ask for is not shown", "under"),
    "unknown": ("It cannot be told", "under"),
    "pending": ("Still in time", "under"),
    "late": ("All done, part of it late,", "under"),
    "met": ("All met", "under"),
    "advice": ("Only advice", "from"),
    "nothing": ("Nothing applies", "under"),
}
"""State of a source -> what the claim says of the sources in it, and the word before each."""


def state(kinds: Sequence[Fields]) -> str:
    """Where an officer stands under one source, the worst first; `kinds` are its verdict rows."""
    for status, manners, name in _STATES:
        if _of(kinds, manners, status):
            return name
    advised = [row for row in kinds if row["status"] != Status.NOT_APPLICABLE]
    return "advice" if advised else "nothing"


def sentences(
    kinds: Sequence[Fields], titles: Mapping[str, str], again_on: str | None
) -> Iterator[str]:
    """What is to be said of one source.

    `titles` names requirements; `again_on` is the next day on which something met falls due again.
    """
    if state(kinds) == "met":
        yield "All met."
    yield from _unmet(_of(kinds, (Manner.DUTY,), Status.UNMET), titles)
    for row in _of(kinds, (Manner.DUTY_OF_OTHERS, Manner.DEFINITION), Status.UNMET):
        yield f"{row['words']} ({counted(_count([row]), 'point')})."
    yield from _pending(kinds)
    if unknown := _count(_of(kinds, tuple(Manner), Status.UNKNOWN)):
        yield f"{counted(unknown, 'finding')} cannot be told: a fact is not known."
    if again_on:
        yield f"What is met falls due again by {date_words(again_on, '')}."
    yield from _advice(kinds)
    yield from _settled(kinds)


def _of(kinds: Sequence[Fields], manners: Sequence[Manner], status: Status) -> list[Fields]:
    return [row for row in kinds if row["manner"] in manners and row["status"] == status]


def _count(rows: Sequence[Fields]) -> int:
    return sum(int(row["count"]) for row in rows)  # type: ignore[call-overload]


def _unmet(rows: Sequence[Fields], titles: Mapping[str, str]) -> Iterator[str]:
    if not rows:
        return
    number, title = _count(rows), titles[str(rows[0]["requirement"])]
    day = date_words(rows[0]["first_due_on"], "")
    yield f"Not met: {counted(number, 'duty', 'duties')}."
    if not day:
        yield f"{title}: the text allows no time."
    else:
        yield f"{title} was due by {day}." if number == 1 else f"First due: {title}, by {day}."


def _pending(kinds: Sequence[Fields]) -> Iterator[str]:
    rows = _of(kinds, _DUTIES, Status.PENDING)
    if not rows:
        return
    days = sorted(str(row["first_due_on"]) for row in rows if row["first_due_on"])
    late = _of(kinds, (Manner.DUTY,), Status.UNMET)
    number = counted(_count(rows), "duty", "duties")
    until = ""
    if days:
        until = f", {'until' if _count(rows) == 1 else 'the next by'} {date_words(days[0], '')}"
    yield f"{number} not yet due{until}." if late else f"Still time for {number}{until}."


def _advice(kinds: Sequence[Fields]) -> Iterator[str]:
    """How many of the recommendations that can be told are followed, or kept time for."""
    advised = [row for row in kinds if row["manner"] == Manner.RECOMMENDATION]
    decided = [row for row in advised if row["status"] not in _UNDECIDED]
    if decided:
        done = _count([r for r in decided if r["status"] in (Status.MET, Status.MET_LATE)])
        whole = counted(_count(decided), "recommendation")
        yield f"{done} of {whole} followed; none is a duty."
    elif _of(advised, (Manner.RECOMMENDATION,), Status.UNKNOWN) and state(kinds) == "advice":
        yield "None of it is a duty."


_UNDECIDED = (Status.UNKNOWN, Status.NOT_APPLICABLE)


def _settled(kinds: Sequence[Fields]) -> Iterator[str]:
    """Said only where nothing else is."""
    if (late := _count(_of(kinds, _DUTIES, Status.MET_LATE))) and state(kinds) == "late":
        yield f"Done, {counted(late, 'duty', 'duties')} late."
    if state(kinds) == "nothing":
        yield "Nothing in it applies to this officer on this day."

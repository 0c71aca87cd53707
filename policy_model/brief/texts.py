"""The texts behind a brief: what was read of each source, how much of it, and when last."""

from collections.abc import Iterable, Iterator, Sequence

from policy_model.brief.records import Text
from policy_model.brief.register import Fields, Register, day_words
from policy_model.vocabulary import Authority


def texts_read(
    register: Register, sources: Sequence[str], answering: Iterable[str]
) -> Iterator[Text]:
    """The instruments of the sources, then those fuller ones that answers come from."""
    cited = {str(register.requirements[each]["instrument_id"]) for each in answering}
    for source in dict.fromkeys(sources):
        yield from (_text(register, held) for held in _read_of(register, source))
    for key, held in register.instruments.items():
        if key in cited and held["source_id"] not in sources:
            yield _text(register, held)


def _read_of(register: Register, source: str) -> Iterator[Fields]:
    """What was read of a source for comparison: all but a compiler's own words."""
    for held in register.instruments.values():
        if held["source_id"] == source and held["authority"] != Authority.SUMMARY:
            yield held


def _text(register: Register, held: Fields) -> Text:
    return Text(
        instrument=held["instrument_id"],
        source=register.titles[held["source_id"]],
        citation=held["citation"],
        authority=held["authority"],
        extent=held["extent"],
        extent_note=held["extent_note"] or "",
        checked=day_words(held["checked_on"]),
        address=held["address"],
    )


def oldest_check(register: Register, sources: Sequence[str]) -> str:
    """The oldest of the days on which the texts were last checked: all are current through it."""
    held = [each for source in sources for each in _read_of(register, source)]
    return day_words(min((each["checked_on"] or "" for each in held), default=""))

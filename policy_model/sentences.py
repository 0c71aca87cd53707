"""An answer or a silence as one sentence to paste, and a text as it is cited: the only wording.

A sentence says who speaks and of which role, with what force, on whom it falls where that is not
the officer, what, and in brackets where it stands, when the text was last checked, since when it is
law, and that there is a caution where there is one. Rows are plain mappings of the frames, None
where a value is missing; `label` gives the codebook's word for a (field, value).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from policy_model.calendar import PartialDate
from policy_model.citation import bibtex
from policy_model.standing import STANDING_DATES, standing_of
from policy_model.vocabulary import (
    Actor,
    Authority,
    CellState,
    Extent,
    Mechanism,
    Modality,
    Standing,
    TopicState,
)

Fields = Mapping[str, object]
Label = Callable[[str, str], str]

UNDATED_START = "start date not in our copy"
THIS_TOPIC = "this topic"
# What follows the colon is a whole statement, so a verb that denies would deny it twice.
FORCE = {
    Modality.MUST: "requires",
    Modality.MUST_NOT: "sets a prohibition",
    Modality.SHOULD: "recommends",
    Modality.SHOULD_NOT: "advises against something",
    Modality.MAY: "permits",
    Modality.NEED_NOT: "grants an exemption",
    Modality.IS: "states",
}
_SILENCES = {
    CellState.SILENT: "{who} is silent on {on} in {held} ({read}).",
    CellState.NOT_IN_EXTRACT: "{who}: the copy held lacks a part that may answer {on} ({read}).",
    CellState.NOT_CODED: "{who} has not yet been read for {on}: nothing is said of it here.",
    CellState.NOT_APPLICABLE: "{who}: {on} cannot arise for this role ({read}).",
    TopicState.NOT_NAMED: "{who} does not name {on} in {held} ({read}).",
    TopicState.NOT_NAMED_IN_PART: (
        "{who} does not name {on} in the part of the text held; the part not held may ({read})."
    ),
}
_BEARS = {Modality.MAY: "given to", Modality.NEED_NOT: "given to", Modality.IS: "said of"}
_NO_DEVICE = (Mechanism.DIRECT, Mechanism.NONE)


def requirement_sentence(
    requirement: Fields,
    instrument: Fields,
    label: Label,
    *,
    source: str,
    roles: Iterable[str],
    flag: str = "",
) -> str:
    """What a requirement says, in one sentence; `flag` is its `standing_flag`, if any.

    >>> row = {"requirement_id": "ms-x", "title": "Complete training within two years",
    ...        "modality": "must", "actor": "officer", "mechanism": "direct", "cautions": None,
    ...        "citation": "Miss. Code § 1(3)", "effective_on": None, "ends_on": None}
    >>> text = {"authority": "binding", "address": "https://a.example", "checked_on": "2026-11-03"}
    >>> requirement_sentence(row, text, lambda *_: "", source="Mississippi", roles=["CEO"])
    'Mississippi (CEO) requires: Complete training within two years (Miss. Code § 1(3); \
https://a.example; text checked 3 Nov 2026; start date not in our copy).'
    """
    force, bearer = forces(instrument, label), bearer_words(requirement, label)
    who = speaker(source, roles, force, bearer)
    place = place_words([str(requirement["citation"])], instrument, requirement)
    open_words = caution_words([requirement])
    return answer_sentence(
        who, requirement["modality"], str(requirement["title"]), [place, flag, open_words]
    )


def sum_sentence(
    said: str,
    requirements: Sequence[Fields],
    instruments: Mapping[str, Fields],
    label: Label,
    *,
    source: str,
    roles: Iterable[str],
) -> str:
    """What several requirements of one force come to, with every place; `said` are our words."""
    texts = [instruments[str(each["instrument_id"])] for each in requirements]
    also = (forces(text, label) for text in texts)
    bearers = (bearer_words(each, label) for each in requirements)
    who = speaker(source, roles, *dict.fromkeys(also), *dict.fromkeys(bearers))
    places: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(requirements):
        places.setdefault((str(each["instrument_id"]), in_force_words(each)), []).append(at)
    where = [
        place_words(
            [str(requirements[at]["citation"]) for at in own], texts[own[0]], requirements[own[0]]
        )
        for own in places.values()
    ]
    return answer_sentence(
        who, requirements[0]["modality"], said, [*where, caution_words(requirements)]
    )


def answer_sentence(who: str, modality: object, said: str, brackets: Iterable[str]) -> str:
    """The frame of every sentence that answers."""
    where = "; ".join(part for part in brackets if part)
    return f"{who} {FORCE[Modality(modality)]}: {said.rstrip('.')} ({where})."


def speaker(source: str, roles: Iterable[str], *also: str) -> str:
    """Who speaks, of which roles, and what else must be known of it.

    >>> speaker("NASRO", ["school resource officer"], "advisory", "")
    'NASRO (school resource officer; advisory)'
    """
    return f"{source} ({'; '.join(part for part in (', '.join(roles), *also) if part)})"


def forces(instrument: Fields, label: Label) -> str:
    """How far the text binds, where it is not plainly law; a model's "requires" misleads alone."""
    authority = str(instrument["authority"])
    return "" if authority == Authority.BINDING else _lower(label("authority", authority))


def bearer_words(requirement: Fields, label: Label) -> str:
    """Whose duty or right it is and by which device; empty where the officer is addressed."""
    actor, mechanism = str(requirement["actor"]), str(requirement["mechanism"])
    modality = Modality(requirement["modality"])
    if (actor, mechanism) == (Actor.OFFICER, Mechanism.DIRECT):
        return ""
    if (modality, mechanism) == (Modality.IS, Mechanism.NONE):
        return ""  # a description binds nobody
    several = actor == Actor.SEVERAL
    bearer = "several actors" if several else f"the {_lower(label('actor', actor))}"
    device = "" if mechanism in _NO_DEVICE else f", {_lower(label('mechanism', mechanism))}"
    return f"{_BEARS.get(modality, 'falls on')} {bearer}{device}"


def falls_on_words(actor: str, mechanism: str, label: Label) -> str:
    """Who bears it and by which device, as a line of its own: "School board (through a policy)"."""
    if mechanism == Mechanism.NONE:
        return label("actor", actor)
    return f"{label('actor', actor)} ({_lower(label('mechanism', mechanism))})"


def place_words(citations: Iterable[str], instrument: Fields, dated: Fields | None = None) -> str:
    """Where it stands, its address, when that was checked, and since when it is law."""
    since = in_force_words(dated or instrument)
    since = since if since.startswith(UNDATED_START) else f"in force {since}"
    address, checked = str(instrument["address"]), _day(instrument["checked_on"])
    return "; ".join([", ".join(citations), address, f"text checked {checked}", since])


def in_force_words(fields: Fields) -> str:
    """Since when and until when, as far as the copy says.

    >>> in_force_words({"effective_on": "2022-07-01", "ends_on": "2027-06-30"})
    'from 1 Jul 2022, last day 30 Jun 2027'
    """
    start, end = fields["effective_on"], fields["ends_on"]
    since = f"from {_day(start)}" if start else UNDATED_START
    return f"{since}, last day {_day(end)}" if end else since


def standing_flag(requirement: Fields, label: Label, *, as_of: date) -> str:
    """What must be said of a provision that is not plainly law on a day; empty where it is."""
    dates = (requirement[name] for name in STANDING_DATES)
    kind, words = standing_of(*(None if d is None else str(d) for d in dates), as_of=as_of)
    if kind == Standing.IN_FORCE:
        return ""
    day = PartialDate(as_of.year, as_of.month, as_of.day).words
    flag = f"as of {day}: {_lower(label('standing_kind', kind.value))}"
    is_said = words.startswith(("from ", "until "))  # by in_force_words
    return flag if is_said else f"{flag}, {words}"


def caution_words(requirements: Iterable[Fields]) -> str:
    """That there is a caution, and under which entries it stands; empty where there is none."""
    entries = [str(each["requirement_id"]) for each in requirements if each["cautions"]]
    noun = "entry" if len(entries) == 1 else "entries"
    return f"with a caution: see {noun} {', '.join(entries)}" if entries else ""


def silence_sentence(
    state: str, on: str, *, source: str, roles: Iterable[str], instruments: Iterable[Fields]
) -> str:
    """That texts do not answer `on`, which of the kinds of silence it is, and what was read.

    >>> text = {"citation": "NMSA 29-7-14", "address": "https://a.example", "extent": "whole",
    ...         "checked_on": "2026-11-03"}
    >>> silence_sentence("silent", "“Who pays?”", source="NM", roles=["SRO"], instruments=[text])
    'NM (SRO) is silent on “Who pays?” in the text held (NMSA 29-7-14, https://a.example, whole \
text read 3 Nov 2026).'
    """
    read = [_read(each) for each in instruments]
    held = "the text held" if len(read) == 1 else "the texts held"
    words = {"who": speaker(source, roles), "on": on, "held": held, "read": "; ".join(read)}
    return _SILENCES[state].format_map(words)


def instrument_citation(instrument: Fields) -> str:
    """A text as it is cited: citation, title, address, when it was checked, since when it is law.

    >>> text = {"citation": "NMSA 29-7-14", "title": "Training required", "ends_on": None,
    ...         "address": "https://a.example", "checked_on": None, "effective_on": "2022-07"}
    >>> instrument_citation(text)
    'NMSA 29-7-14, Training required; https://a.example; text checked on a day not recorded; in \
force from Jul 2022.'
    """
    named = f"{instrument['citation']}, {instrument['title']}"
    return f"{place_words([named], instrument)}."


def instrument_bibtex(instrument: Fields) -> str:
    """The same as an entry of BibTeX, under the instrument's own id."""
    _, _, *notes = place_words([""], instrument).split("; ")
    return bibtex(
        str(instrument["instrument_id"]),
        title=f"{instrument['citation']}, {instrument['title']}",
        howpublished=str(instrument["publisher"]),
        note="; ".join(notes),
        url=str(instrument["address"]),
    )


def _read(instrument: Fields) -> str:
    extent = "whole text" if instrument["extent"] == Extent.WHOLE else "part of the text"
    read = f"{extent} read {_day(instrument['checked_on'])}"
    return ", ".join([str(instrument["citation"]), str(instrument["address"]), read])


def _day(value: object) -> str:
    return PartialDate.parse(str(value)).words if value else "on a day not recorded"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]

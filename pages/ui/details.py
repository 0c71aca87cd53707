"""What stands behind an answer or a silence: the contents of the detail panels.

A requirement's panel is one and the same wherever its pinpoint stands, so that a page of many
cells carries each panel once. Everything is looked up in plain mappings, built once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pages.ui.badges import badge, is_partial
from pages.ui.drawer import Detail, Note, Reading
from pages.ui.labels import date_words, listed
from pages.ui.markup import Safe, query_address
from pages.ui.names import Names
from pages.ui.reader import anchor
from policy_model import Frames, coverage
from policy_model.plain import plain_rows

UNDATED_START = "start date not in our copy"
Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Details:
    """Panels by requirement and by column; immutable, shared by every visitor.

    `states` is what each cell (source, role, question) says, as `policy_model.coverage` has it.
    """

    requirements: Mapping[str, Fields]
    instruments: Mapping[str, Fields]
    panels: Mapping[str, Detail]
    notes: Mapping[str, tuple[Note, ...]]
    states: Mapping[tuple[str, str, str], str]
    names: Names

    @classmethod
    def of(cls, frames: Frames, names: Names) -> "Details":
        """All panels of a data set."""
        requirements = _plain(frames.requirements, "requirement_id")
        instruments = _plain(frames.instruments, "instrument_id")
        readings, cautions = _readings(frames), _texts(frames.requirement_cautions, "caution")
        answers = _answers(frames, names)
        panels = {
            key: replace(
                _panel(fields, instruments[str(fields["instrument_id"])], names),
                key=key,
                readings=readings.get(key, ()),
                cautions=cautions.get(key, ()),
                answers=answers.get(key, ()),
            )
            for key, fields in requirements.items()
        }
        states = coverage(frames).set_index(["source_id", "role_id", "question_id"])["state"]
        notes = _notes(frames)
        return cls(requirements, instruments, panels, notes, states.to_dict(), names)

    def of_requirement(self, requirement_id: str, *, with_notes: bool = False) -> Detail:
        """The panel of a requirement; facts from outside the text only where they are wanted."""
        panel = self.panels[requirement_id]
        if not with_notes:
            return panel
        return replace(panel, notes=self.notes.get(requirement_id, ()))

    def of_silence(self, source: str, role: str, state: str) -> Detail:
        """What was read for a column, when, and whether it is whole: what a silence is worth."""
        read = [
            (str(fields["citation"]), extent_words(fields))
            for fields in self.instruments.values()
            if fields["source_id"] == source and fields["authority"] != "summary"
        ]
        return Detail(
            key=f"{state}-{source}-{role}",
            source=self.names.column(source, role),
            question="What was read",
            more=tuple(read),
            reader=query_address("sources", {"source": source}),
        )

    def copies(self, instruments: Iterable[str]) -> tuple[Safe, ...]:
        """The badges of those of the instruments that are not held whole, each once."""
        held = (self.instruments[each] for each in dict.fromkeys(instruments))
        kinds = [(str(f["extent"]), str(f["copy_kind"])) for f in held]
        part = [kind for kind in kinds if is_partial(*kind)]
        return tuple(badge(*kind, self.names.labels) for kind in dict.fromkeys(part))

    def copies_of_silence(self, source: str) -> tuple[Safe, ...]:
        """The same for all that was read of a source, a compiler's own words left out."""
        return self.copies(
            key
            for key, fields in self.instruments.items()
            if fields["source_id"] == source and fields["authority"] != "summary"
        )

    def short_citation(self, requirement_id: str) -> str:
        """The pinpoint, after its instrument's short citation unless it names a heading itself."""
        fields = self.requirements[requirement_id]
        pinpoint = str(fields["pinpoint"])
        first, _, rest = pinpoint.partition(" ")
        if rest and len(first) > 2 and first[0].isupper():
            return pinpoint
        gap = "" if pinpoint.startswith("(") else " "
        return f"{self.instruments[str(fields['instrument_id'])]['short_citation']}{gap}{pinpoint}"


def extent_words(instrument: Fields) -> str:
    """How much of an instrument is held, and when it was last read."""
    checked = date_words(instrument["checked_on"], "on a day not recorded")
    if instrument["extent"] == "whole":
        return f"Whole text held; read {checked}."
    return f"Part held; read {checked}. {instrument['extent_note']}"


def reader_address(source: str, requirement_id: str) -> str:
    """The place of a requirement on the Sources page."""
    return query_address("sources", {"source": source}, anchor(requirement_id))


def _plain(frame: pd.DataFrame, key: str) -> dict[str, Fields]:
    """Rows by key, None where a value is missing."""
    return {row[key]: row for row in plain_rows(frame)}


def _texts(frame: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    return frame.groupby("requirement_id", sort=False)[column].agg(tuple).to_dict()


def _panel(fields: Fields, instrument: Fields, names: Names) -> Detail:
    source = str(fields["source_id"])
    roles = [names.roles[source, role] for role in str(fields["role_ids"]).split(" | ")]
    more = [
        ("Due", names.due(str(fields["deadline"])) if fields["deadline"] else ""),
        ("Condition", str(fields["condition"] or "")),
        ("About", listed(roles)),
        ("Text adopted", date_words(instrument["adopted_on"], "")),
        ("Wording approved", date_words(instrument["approved_on"], "")),
    ]
    return Detail(
        source=names.sources[source],
        question=str(fields["title"]),
        summary=str(fields["summary"]),
        locator=str(fields["locator"]),
        consequence=str(fields["consequence"] or ""),
        citation=str(fields["citation"]),
        falls_on=names.falls_on(str(fields["actor"]), str(fields["mechanism"])),
        in_force=_in_force(fields),
        checked=date_words(instrument["checked_on"], "day not recorded"),
        more=tuple((term, words) for term, words in more if words),
        address=str(instrument["address"]),
        reader=reader_address(source, str(fields["requirement_id"])),
    )


def _in_force(fields: Fields) -> str:
    """Since when and until when, as far as the copy says."""
    start, end = fields["effective_on"], fields["ends_on"]
    since = f"from {date_words(start, '')}" if start else UNDATED_START
    return f"{since}, last day {date_words(end, '')}" if end else since


def _readings(frames: Frames) -> dict[str, tuple[Reading, ...]]:
    texts = frames.interpretations.set_index("interpretation_id")[
        ["label", "reading", "alternative", "reason"]
    ].to_dict("index")
    found: dict[str, list[Reading]] = defaultdict(list)
    links = frames.requirement_interpretations
    for requirement, used in zip(links["requirement_id"], links["interpretation_id"], strict=True):
        found[requirement].append(Reading(**texts[used]))
    return {requirement: tuple(readings) for requirement, readings in found.items()}


def _answers(frames: Frames, names: Names) -> dict[str, tuple[tuple[str, str], ...]]:
    """(question, answer) pairs of each requirement, each said once over its roles."""
    rows = frames.coded_answers.drop_duplicates(["requirement_id", "question_id", "value"])
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows.itertuples():
        found[row.requirement_id].append((names.questions[row.question_id], row.value))
    return {requirement: tuple(answers) for requirement, answers in found.items()}


def _notes(frames: Frames) -> dict[str, tuple[Note, ...]]:
    found: dict[str, list[Note]] = defaultdict(list)
    for row in frames.requirement_notes.itertuples():
        note = Note(text=row.note, address=row.address, checked=date_words(row.checked_on, ""))
        found[row.requirement_id].append(note)
    return {requirement: tuple(notes) for requirement, notes in found.items()}

"""What a brief looks up by id: names, words of the codebook, and what stands behind a provision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from policy_model.brief.records import Place
from policy_model.calendar import Deadline, PartialDate
from policy_model.citation import cite
from policy_model.frames import Frames
from policy_model.frames.events import event_words
from policy_model.plain import plain_rows
from policy_model.standing import STANDING_DATES, standing_of
from policy_model.vocabulary import Actor, Mechanism

Fields = Mapping[str, object]
UNRECORDED = "a day not recorded"


@dataclass(frozen=True, slots=True)
class Register:
    """Plain mappings; requirements are those that the brief names and no others."""

    requirements: Mapping[str, Fields]
    instruments: Mapping[str, Fields]
    titles: Mapping[str, str]
    roles: Mapping[tuple[str, str], str]
    questions: Mapping[str, str]
    cautions: Mapping[str, list[str]]
    readings: Mapping[str, list[str]]
    labels: dict[tuple[str, str], str]
    definitions: dict[tuple[str, str], str]
    events: Mapping[str, str]
    as_of: date

    @classmethod
    def of(cls, frames: Frames, requirement_ids: Iterable[str], *, as_of: date) -> "Register":
        """The register of some requirements, as of a day."""
        ids = set(requirement_ids)
        held = frames.requirements[frames.requirements["requirement_id"].isin(ids)]
        words = frames.codebook_values.set_index(["field_id", "value_id"])
        links = frames.requirement_interpretations.merge(
            frames.interpretations[["interpretation_id", "label"]], on="interpretation_id"
        )
        return cls(
            requirements=_plain(held, "requirement_id"),
            instruments=_plain(frames.instruments, "instrument_id"),
            titles=frames.sources.set_index("source_id")["title"].to_dict(),
            roles=frames.roles.set_index(["source_id", "role_id"])["label"].to_dict(),
            questions=frames.questions.set_index("question_id")["label"].to_dict(),
            cautions=_lists(frames.requirement_cautions, "caution", ids),
            readings=_lists(links, "label", ids),
            labels=words["label"].to_dict(),
            definitions=words["definition"].to_dict(),
            events=event_words(frames),
            as_of=as_of,
        )

    def citation(self, requirement_id: str) -> str:
        """The whole citation of a provision."""
        return str(self.requirements[requirement_id]["citation"])

    def place(self, requirement_id: str, number: int | None = None) -> Place:
        """Where a requirement stands: with its instrument's short citation, and alone."""
        fields = self.requirements[requirement_id]
        instrument, pinpoint = str(fields["instrument_id"]), str(fields["pinpoint"])
        return Place(
            requirement=requirement_id,
            instrument=instrument,
            citation=cite(str(self.instruments[instrument]["short_citation"]), pinpoint),
            pinpoint=pinpoint,
            number=number,
        )

    def standing(self, requirement_id: str) -> str:
        """Whether it is law on the day, in words."""
        fields = self.requirements[requirement_id]
        return standing_of(*(fields[name] for name in STANDING_DATES), as_of=self.as_of)[1]

    def falls_on(self, requirement_id: str) -> str:
        """Who bears it, and by which device; empty where the text commands the officer itself."""
        fields = self.requirements[requirement_id]
        if (fields["actor"], fields["mechanism"]) == (Actor.OFFICER, Mechanism.DIRECT):
            return ""
        actor = self.labels["actor", str(fields["actor"])]
        if fields["mechanism"] == Mechanism.NONE:
            return actor
        device = self.labels["mechanism", str(fields["mechanism"])]
        return f"{actor} ({device[0].lower()}{device[1:]})"

    def due(self, requirement_id: str) -> str:
        """When it falls due, in words."""
        deadline = self.requirements[requirement_id]["deadline"]
        return Deadline.parse(str(deadline)).words(self.events) if deadline else UNDATED

    def who(self, source: str, role: str, *, is_mixed: bool) -> str:
        """A column: its source, and its role where the columns are about several."""
        title = self.titles[source]
        return f"{title}, {self.roles[source, role]}" if is_mixed else title


UNDATED = "with no date stated"


def day_words(value: object) -> str:
    """A day in words; that it was not recorded is said.

    >>> day_words("2026-11-21"), day_words(None)
    ('21 Nov 2026', 'a day not recorded')
    """
    return PartialDate.parse(str(value)).words if value else UNRECORDED


def _plain(frame: pd.DataFrame, key: str) -> dict[str, Fields]:
    """Rows by key, None where a value is missing."""
    return {row[key]: row for row in plain_rows(frame)}


def _lists(frame: pd.DataFrame, column: str, ids: set[str]) -> dict[str, list[str]]:
    """The values of each requirement, each once, in the order of the data."""
    rows = frame[frame["requirement_id"].isin(ids)].drop_duplicates(["requirement_id", column])
    return rows.groupby("requirement_id", sort=False)[column].agg(list).to_dict()

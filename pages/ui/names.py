"""What the reader calls things: names of sources, roles, questions and events by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pages.ui.labels import Labels
from policy_model import Frames, event_words
from policy_model.calendar import Deadline
from policy_model.vocabulary import Mechanism


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id; built once from the frames, never written twice.

    `theme_of` gives the theme of each question, in the order in which they are asked.
    """

    sources: Mapping[str, str]
    roles: Mapping[tuple[str, str], str]
    short_roles: Mapping[tuple[str, str], str]
    questions: Mapping[str, str]
    classes: Mapping[str, str]
    themes: Mapping[str, str]
    theme_of: Mapping[str, str]
    topics: Mapping[str, str]
    events: Mapping[str, str]
    labels: Labels

    @classmethod
    def of(cls, frames: Frames, labels: Labels) -> "Names":
        """All names of a data set."""
        roles = frames.roles.set_index(["source_id", "role_id"])
        return cls(
            sources=_by_id(frames.sources, "source_id", "title"),
            roles=roles["label"].to_dict(),
            short_roles=roles["short_label"].to_dict(),
            questions=_by_id(frames.questions, "question_id", "label"),
            classes=_by_id(frames.classes, "class_id", "label"),
            themes=_by_id(frames.themes, "theme_id", "label"),
            theme_of=_by_id(frames.questions, "question_id", "theme_id"),
            topics=_by_id(frames.topics, "topic_id", "label"),
            events=event_words(frames),
            labels=labels,
        )

    def column(self, source: str, role: str) -> str:
        """A column in one line: "New Mexico, school resource officer"."""
        return f"{self.sources[source]}, {self.roles[source, role]}"

    def due(self, deadline: str) -> str:
        """A coded deadline in words: "within 12 months of assignment"."""
        return Deadline.parse(deadline).words(self.events)

    def falls_on(self, actor: str, mechanism: str) -> str:
        """Who bears it and by which device: "School board (a policy must require it)"."""
        if mechanism == Mechanism.NONE:
            return self.labels.label("actor", actor)
        device = self.labels.label("mechanism", mechanism)
        return f"{self.labels.label('actor', actor)} ({device[0].lower()}{device[1:]})"


def _by_id(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return frame.set_index(key)[value].to_dict()

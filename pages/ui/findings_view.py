"""Findings of one officer: the table, what needs attention first, and the panel of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pages.ui import drawer
from pages.ui.chips import chip
from pages.ui.details import Details
from pages.ui.drawer import Detail
from pages.ui.labels import Labels, counted, date_words, dated
from pages.ui.markup import Safe, div, element, element_id, join, span
from pages.ui.rows import Fields, plain
from pages.ui.tables import Head, table
from policy_model import Dataset, by_attention, missing_words
from policy_model.vocabulary import Status

_HEADS = (
    Head(words="Requirement", width="25%"),
    Head(words="Finding", width="15%"),
    Head(words="Due", width="11%"),
    Head(words="Why"),
    Head(words="Citation", width="14%"),
)
_NOT_APPLICABLE = Status.NOT_APPLICABLE.value


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Findings as `policy_model.with_manner` gives them, with what stands behind each."""

    found: pd.DataFrame
    details: Details
    dataset: Dataset
    key: str = "finding"

    def table(self) -> Safe:
        """What applies, then, folded, what does not; the panels stand behind both."""
        rows = plain(by_attention(self.found))
        applies = [row for row in rows if row["status"] != _NOT_APPLICABLE]
        others = [row for row in rows if row["status"] == _NOT_APPLICABLE]
        parts = [self._part("Findings, those first that need attention", applies)]
        if others:
            said = f"{counted(len(others), 'requirement')} that {_do(others)} not apply"
            body = self._part("What does not apply, and why", others)
            parts.append(
                element("details", {"class": "fold"}, element("summary", None, said), body)
            )
        return join([*parts, *self.panels()])

    def panels(self) -> Iterable[Safe]:
        """The panel of each requirement, once."""
        for row in plain(self.found):
            mark = self.details.names.labels.modality(str(row["modality"]))
            panel_id, detail = self._panel_id(row), self._detail(row)
            yield drawer.panel(panel_id, detail, mark, self.chip(row), self.details.names.labels)

    def opener(self, row: Fields) -> Safe:
        """The pinpoint that opens the panel."""
        words = self.details.short_citation(str(row["requirement"]))
        return drawer.opener(self._panel_id(row), words)

    def chip(self, row: Fields) -> Safe:
        """The finding's word."""
        labels = self.details.names.labels
        return chip(row["words"], str(row["status"]), str(row["manner"]), labels)

    def _part(self, caption: str, rows: list[Fields]) -> Safe:
        return table(caption, _HEADS, (self._row(row) for row in rows), hide_caption=True)

    def _row(self, row: Fields) -> tuple[object, ...]:
        labels = self.details.names.labels
        under = join(
            [self.details.names.sources[str(row["source"])], labels.modality(str(row["modality"]))],
            " ",
        )
        why = join([element("p", None, row["reason"]), self._consequence(row), self._reading(row)])
        return (
            join([span("f-title", row["title"]), div("f-under", under)]),
            self.chip(row),
            due(row),
            div("f-why", why),
            join([self.opener(row), labels.caution() if row["cautions"] else None], " "),
        )

    def _consequence(self, row: Fields) -> Safe | None:
        """What the text says follows, where a duty is not met."""
        if row["status"] != Status.UNMET or not row["consequence"]:
            return None
        return element("p", {"class": "small"}, f"Consequence in the text: {row['consequence']}")

    def _reading(self, row: Fields) -> Safe | None:
        """The readings of open words on which it rests; what else they allow is in the panel."""
        readings = self.details.panels[str(row["requirement"])].readings
        if not readings:
            return None
        said = counted(len(readings), "reading of open words", "readings of open words")
        items = (element("li", None, f"{reading.label}.") for reading in readings)
        summary = element("summary", None, said)
        return element("details", {"class": "more"}, summary, element("ul", None, *items))

    def _panel_id(self, row: Fields) -> str:
        return element_id("d", self.key, row["requirement"])

    def _detail(self, row: Fields) -> Detail:
        """The panel that Compare has, with the finding on top of its facts."""
        detail = self.details.of_requirement(str(row["requirement"]))
        known = {fact.id: fact.question for fact in self.dataset.facts}
        own = [
            ("Why", str(row["reason"])),
            ("Due by", date_words(row["due_on"], "")),
            ("Done on", date_words(row["satisfied_on"], "")),
            ("Facts used", _questions(row["facts_used"], known)),
            ("Missing", " ".join(missing_words(n, self.dataset) for n in row["missing"])),
            ("Assumed", _questions(row["assumed"], known)),
        ]
        more = (*((term, words) for term, words in own if words), *detail.more)
        return replace(detail, more=more, is_apart=True)


def due(row: Fields) -> Safe | str:
    """The last day in time; the word for there being none."""
    if row["status"] == _NOT_APPLICABLE:
        return "none"
    if row["due_on"] is None and row["status"] == Status.UNKNOWN:
        return "cannot be dated"
    return dated(row["due_on"], "no deadline")


def _do(rows: list[Fields]) -> str:
    return "does" if len(rows) == 1 else "do"


def _questions(names: Iterable[str], known: Mapping[str, str]) -> str:
    return " ".join(known.get(name, name) for name in names)


def counts(rows: pd.DataFrame, labels: Labels) -> list[Safe]:
    """A chip for each kind of finding (`policy_model.verdicts`); the same words once."""
    kinds: dict[tuple[str, str], Fields] = {}
    for row in plain(rows):
        key = (str(row["words"]), str(row["status"]))
        before = kinds.get(key, {**row, "count": 0})
        kinds[key] = {**before, "count": int(before["count"]) + int(row["count"])}
    return [
        chip(words, status, str(row["manner"]), labels, int(row["count"]))
        for (words, status), row in kinds.items()
    ]

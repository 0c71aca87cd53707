"""What an officer's findings come to: the claim, a line for each source, the facts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pages.ui.chips import chips
from pages.ui.findings_view import counts
from pages.ui.labels import date_words, listed
from pages.ui.markup import Safe, div, element
from pages.ui.names import Names
from pages.ui.rows import Fields, plain
from pages.ui.verdict_words import CLAIMS, sentences, state
from policy_model import Dataset, Officer
from policy_model.quantity import number_words
from policy_model.vocabulary import FactType, Manner, Status


@dataclass(frozen=True, slots=True)
class OfficerView:
    """Findings of `policy_model.with_manner`, their counts (`policy_model.verdicts`), and the
    sources that were asked.
    """

    found: pd.DataFrame
    verdicts: pd.DataFrame
    asked: Sequence[str]
    names: Names

    def kinds(self) -> Mapping[str, list[Fields]]:
        """The verdict rows of each source, in the order of the sources."""
        held: dict[str, list[Fields]] = {}
        for row in plain(self.verdicts):
            held.setdefault(str(row["source"]), []).append(row)
        return held

    def claim(self) -> str:
        """The answer over all sources, the worst first."""
        groups: dict[str, list[str]] = {}
        for source, kinds in self.kinds().items():
            groups.setdefault(state(kinds), []).append(self.names.sources[source])
        said = (
            f"{what} {listed([f'{under} {source}' for source in groups[name]])}."
            for name, (what, under) in CLAIMS.items()
            if name in groups
        )
        return " ".join(said)

    def rows(self) -> Safe:
        """A line for each source: who, the sentences, a chip for each kind of finding."""
        kinds = self.kinds()
        found: dict[str, list[Fields]] = {}
        for row in plain(self.found):
            found.setdefault(str(row["source"]), []).append(row)
        items = [self._row(source, own, found[source]) for source, own in kinds.items()]
        items += [self._without(source) for source in self.asked if source not in kinds]
        return element("ul", {"class": "verdicts"}, *items)

    def _without(self, source: str) -> Safe:
        """A source that was asked and has no finding: that is said, not left out."""
        who = div("v-who", div("v-name", self.names.sources[source]))
        said = "No rule for this role that a record can decide."
        return element("li", None, who, div("v-said soft", said))

    def _row(self, source: str, kinds: list[Fields], own: list[Fields]) -> Safe:
        titles = {row["requirement"]: row["title"] for row in own}
        forces = [
            self.names.labels.label("authority", authority)
            for authority in dict.fromkeys(row["authority"] for row in own)
        ]
        due = [row["due_on"] for row in own if _is_met_again(row) and row["due_on"]]
        again_on = min(due, default=None)
        who = div(
            "v-who", div("v-name", self.names.sources[source]), div("v-force", listed(forces))
        )
        said = div("v-said", " ".join(sentences(kinds, titles, again_on)))
        shown = self.verdicts[self.verdicts["source"] == source]
        return element("li", None, who, said, chips(counts(shown, self.names.labels)))


def _is_met_again(row: Fields) -> bool:
    """Whether it is a duty that comes again and is met for now."""
    is_duty = row["manner"] != Manner.RECOMMENDATION
    return bool(row["recurs"] and row["status"] == Status.MET and is_duty)


def facts_words(officer: Officer, dataset: Dataset) -> str:
    """What is given of an officer, in one paragraph; it goes with the print."""
    labels = {each.id: each.label for each in (*dataset.roles, *dataset.courses)}
    said = [f"Role: {labels[officer.role]}"]
    for fact in dataset.facts:
        if fact.id in officer.facts:
            said.append(f"{_name(fact)}: {_value_words(fact, officer.facts[fact.id])}")
    if officer.courses is None:
        said.append("courses: not known")
    elif not officer.courses:
        said.append("courses: none completed")
    else:
        done = (_course_words(each, labels) for each in officer.courses)
        said.append(f"courses: {', '.join(done)}")
    return f"{'; '.join(said)}. Everything else is not known."


def _name(fact: object) -> str:
    return str(fact.event or fact.id.removesuffix("_on").replace("_", " "))


def _value_words(fact: object, value: object) -> str:
    if fact.type is FactType.DATE:
        return date_words(value, "")
    if fact.type is FactType.BOOLEAN:
        return "yes" if value else "no"
    unit = fact.unit if fact.unit == "percent" or value == 1 else f"{fact.unit}s"
    return f"{number_words(float(value))} {unit}"  # type: ignore[arg-type]


def _course_words(done: object, labels: Mapping[str, str]) -> str:
    day = f" on {date_words(done.completed_on, '')}" if done.completed_on else ", day not known"
    hours = f" ({number_words(done.hours)} h)" if done.hours is not None else ""
    return f"{labels[done.course]}{day}{hours}"

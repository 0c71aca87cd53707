"""A source in document order, from the frames; nothing here knows of Streamlit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from pages.ui.badges import badge
from pages.ui.drawer import Detail
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, element_id, join, link, query_address
from pages.ui.names import Names
from pages.ui.reader import Duty, Entrance, Provision, Section
from policy_model import Frames
from policy_model.vocabulary import Modality

EVERYTHING, DUTIES, CAUTIONS = "everything", "duties", "cautions"
SHOWN = {EVERYTHING: "Everything", DUTIES: "Duties only", CAUTIONS: "Cautions only"}
_DUTY_MODALITIES = {Modality.MUST.value, Modality.MUST_NOT.value}
_DATES = {
    "adopted_on": "Adopted",
    "approved_on": "Approved",
    "effective_on": "In force from",
    "ends_on": "Last day in force",
    "retrieved_on": "Copied",
    "checked_on": "Checked",
}


class SourceView:
    """One source as instruments, provisions and requirements; `shown` narrows the requirements.

    `requirements` is the requirements frame with its standing (`policy_model.with_standing`);
    `panels` are those of `Details`, which have what is pasted of each.
    """

    def __init__(
        self,
        frames: Frames,
        requirements: pd.DataFrame,
        source: str,
        names: Names,
        shown: str,
        *,
        panels: Mapping[str, Detail] | None = None,
    ) -> None:
        self._frames, self._names, self._source = frames, names, source
        self._panels = panels or {}
        own = requirements[requirements["source_id"] == source]
        if shown == DUTIES:
            own = own[own["modality"].isin(_DUTY_MODALITIES)]
        if shown == CAUTIONS:
            own = own[own["cautions"].notna()]
        self.requirements = own
        self._rows: dict[tuple[str, str], list[dict]] = defaultdict(list)
        for row in own.to_dict("records"):
            self._rows[row["instrument_id"], row["pinpoint"]].append(row)
        instruments = frames.instruments
        self._instruments = instruments[instruments["source_id"] == source]
        self._cautions = _of_each(own, frames.requirement_cautions, "caution")
        self._answers = _of_each(own, frames.coded_answers, "question_id")

    def sections(self) -> list[Section]:
        """One an instrument of which something is shown."""
        return [
            Section(
                section_id=element_id("i", instrument.instrument_id),
                heading=f"{instrument.short_citation}: {instrument.title}",
                entrance=self._entrance(instrument),
                provisions=tuple(self._provisions(instrument.instrument_id)),
            )
            for instrument in self._instruments.itertuples()
            if (self.requirements["instrument_id"] == instrument.instrument_id).any()
        ]

    def _entrance(self, instrument: object) -> Entrance:
        dates = [
            f"{word} {date_words(getattr(instrument, field), '')}."
            for field, word in _DATES.items()
            if isinstance(getattr(instrument, field), str)
        ]
        force = self._names.labels.label("authority", instrument.authority)
        kind = self._names.labels.label("kind", instrument.kind)
        extent = "Whole text held." if instrument.extent == "whole" else instrument.extent_note
        note = instrument.address_note if isinstance(instrument.address_note, str) else ""
        start = "" if isinstance(instrument.effective_on, str) else "Start date not in our copy."
        return Entrance(
            name=instrument.short_citation,
            about=" ".join([f"{kind}. {force}.", extent, *dates, start]).strip(),
            publisher=f"Copy published by {instrument.publisher}. {note}".strip(),
            address=instrument.address,
            badge=badge(instrument.extent, instrument.copy_kind, self._names.labels),
        )

    def _provisions(self, instrument_id: str) -> Iterator[Provision]:
        headings = self._frames.provisions
        headings = headings[headings["instrument_id"] == instrument_id]
        for provision in headings.itertuples():
            if rows := self._rows.get((instrument_id, provision.pinpoint)):
                yield Provision(
                    provision_id=element_id("p", instrument_id, provision.pinpoint),
                    pinpoint=provision.pinpoint,
                    heading=provision.heading,
                    duties=tuple(self._duty(row) for row in rows),
                )

    def _duty(self, row: dict) -> Duty:
        return Duty(
            requirement_id=row["requirement_id"],
            modality=row["modality"],
            locator=row["locator"],
            summary=row["summary"],
            meta=self._meta(row),
            standing="" if row["standing"] == "in force" else row["standing"],
            cautions=self._cautions.get(row["requirement_id"], ()),
            sentence=self._panels[row["requirement_id"]].sentence if self._panels else "",
        )

    def _meta(self, row: dict) -> Safe:
        """On whom it falls, for which roles, and which questions it answers."""
        roles = [self._names.roles[self._source, r] for r in row["role_ids"].split(" | ")]
        falls = f"Falls on: {self._names.falls_on(row['actor'], row['mechanism'])}"
        about = f"About: {', '.join(roles)}"
        answers = [self._question(q) for q in self._answers.get(row["requirement_id"], ())]
        said = [falls, about, join(["Answers: ", join(answers, ", ")]) if answers else ""]
        return join([part for part in said if part], " · ")

    def _question(self, question: str) -> Safe:
        address = query_address("compare", {"questions": [question], "role": "all"})
        return link(address, self._names.questions[question])

    def table(self) -> pd.DataFrame:
        """What is shown, with its standing in words, for download."""
        return self.requirements.drop(columns="standing_kind")

    def summary(self) -> str:
        """How much is shown of how much."""
        whole = (self._frames.requirements["source_id"] == self._source).sum()
        shown = len(self.requirements)
        entries = counted(int(whole), "entry", "entries")
        return f"{entries} coded" if shown == whole else f"{shown} of {entries} shown"


def _of_each(own: pd.DataFrame, rows: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    """What a frame says of each of these requirements, each thing once."""
    rows = rows[rows["requirement_id"].isin(own["requirement_id"])]
    rows = rows.drop_duplicates(["requirement_id", column])
    return rows.groupby("requirement_id")[column].agg(tuple).to_dict()

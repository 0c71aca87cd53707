"""From the hours ledger to bars, sentences and cells; nothing here knows of Streamlit."""

from collections.abc import Iterable

import pandas as pd

from pages.ui.bars import Part
from pages.ui.details import Details, Fields, reader_address
from pages.ui.drawer import Detail
from pages.ui.labels import counted, listed
from pages.ui.markup import Safe, element, join, link
from pages.ui.matrix import Cell, Cells, Column, Drawing, Entry, Row, matrix
from policy_model import Frames
from policy_model.calendar import Period
from policy_model.quantity import hours_words, sum_words
from policy_model.vocabulary import Phase

ONCE, AGAIN = "once", "again"
_GATES = {ONCE: "initial_hours", AGAIN: "in_service_hours"}
_DUTY = {"must": ("duty", "duties"), "should": ("recommendation", "recommendations")}


class HoursView:
    """Sums, table cells and lines of one ledger (what `policy_model.hour_ledger` returned)."""

    def __init__(self, frames: Frames, ledger: pd.DataFrame, details: Details) -> None:
        self._frames, self._ledger = frames, ledger.to_dict("records")
        self._details, self._names = details, details.names
        self._requirements = details.requirements
        places = frames.provisions.set_index(["instrument_id", "pinpoint"])
        self._headings = places["heading"].to_dict()

    def pairs(self) -> list[tuple[str, str]]:
        """The (source, role) pairs of the data, also those without any counted duty."""
        wanted = {row["source"] for row in self._ledger}
        pairs = self._frames.columns[["source_id", "role_id"]].itertuples(index=False, name=None)
        return [pair for pair in pairs if pair[0] in wanted]

    def largest_sum(self) -> dict | None:
        """The ledger row with the most hours owed once that are a sum; None where there is none."""
        sums = [row for row in self.rows() if len(row["parts"]) > 1 and not _is_again(row)]
        return max(sums, key=lambda row: row["total_hours"], default=None)

    def rows(self, source: str | None = None, role: str | None = None) -> list[dict]:
        """Ledger rows as plain mappings, of one source and role where they are named."""
        return [
            row
            for row in self._ledger
            if source in (None, row["source"]) and role in (None, row["role"])
        ]

    def parts(self, row: dict) -> list[Part]:
        """The addends of a sum, each with its name and the way to its text."""
        stated = [i for i in row["requirements"] if i not in row["unquantified_requirements"]]
        return [
            Part(hours=hours, name=self._heading(i), pinpoint=self.pinpoint_link(i))
            for hours, i in zip(row["parts"], stated, strict=True)
        ]

    def headline(self, row: dict) -> str:
        """44 hours before employment, then 4 hours each year: one role, one force, two phases."""
        again = [
            r for r in self.rows(row["source"], row["role"])
            if _is_again(r) and r["modality"] == row["modality"] and r["parts"]
        ]  # fmt: skip
        said = [f"{_hours(row['total_hours'])} {self.when(row)}"]
        said += [f"{_hours(r['total_hours'])} {self.when(r)}" for r in again]
        return ", then ".join(said)

    def sentence(self, row: dict) -> Safe:
        """The sum with its addends, then every duty of the role that states no hours, by name."""
        without = [
            i for r in self.rows(row["source"], row["role"]) for i in r["unquantified_requirements"]
        ]
        total = f"{sum_words(row['parts'])} {self.when(row)}"
        if not without:
            return join([strong(total), "."])
        count = counted(len(without), "duty", "duties")
        named = join(
            (join([self._title(i), " (", self.pinpoint_link(i), ")"]) for i in without), "; "
        )
        return join([strong(total), f", and {count} without stated hours: ", named, "."])

    def when(self, row: dict) -> str:
        """The phase and anchor of a row in words."""
        if _is_again(row):
            period = Period.parse(row["per"])
            return "each year" if row["per"] == "P1Y" else f"every {period.words}"
        if row["phase"] == Phase.UNDATED:
            return "with no date stated"
        words = sorted({self._due(i) for i in row["requirements"]})
        return listed(words, "or")

    def due_words(self, requirement_ids: Iterable[str]) -> str:
        """When each is due, in words, each said once."""
        return "; ".join(dict.fromkeys(self._due(i) for i in requirement_ids))

    def pinpoint_link(self, requirement_id: str) -> Safe:
        """The short citation, leading to the place on the Sources page."""
        requirement = self._requirements[requirement_id]
        address = reader_address(requirement["source_id"], requirement_id)
        return link(address, self._details.short_citation(requirement_id))

    def _title(self, requirement_id: str) -> str:
        return str(self._requirements[requirement_id]["title"])

    def _heading(self, requirement_id: str) -> str:
        """What the place is about, in few words."""
        requirement = self._requirements[requirement_id]
        return self._headings[requirement["instrument_id"], requirement["pinpoint"]]

    def _due(self, requirement_id: str) -> str:
        deadline = self._requirements[requirement_id]["deadline"]
        return self._names.due(deadline) if isinstance(deadline, str) else "with no date stated"

    # The table: every role, once and again.

    def drawn(self) -> Drawing:
        """Once and again, for every role."""
        return matrix(
            self.columns(),
            self.table_rows(),
            self.cells(),
            self._names.labels,
            caption="Hours by source and role",
            key="hours",
            corner="Source and role",
        )

    def columns(self) -> list[Column]:
        """Two columns that are never added to one another."""
        return [
            Column(column_id=ONCE, head="Once, before starting or by a deadline", short="Once"),
            Column(column_id=AGAIN, head="Again, every year or period", short="Again"),
        ]

    def table_rows(self) -> list[Row]:
        """One a source and role."""
        return [
            Row(
                row_id=f"{source}.{role}",
                question=self._names.sources[source],
                sub=self._names.roles[source, role],
            )
            for source, role in self.pairs()
        ]

    def cells(self) -> Cells:
        """What each role is asked for once and again; where nothing is, the word for that."""
        cells: dict[tuple[str, str], Cell] = {}
        for source, role in self.pairs():
            rows = self.rows(source, role)
            for column in (ONCE, AGAIN):
                own = [row for row in rows if _is_again(row) == (column == AGAIN)]
                state = self._details.states[source, role, _GATES[column]]
                cells[f"{source}.{role}", column] = self._cell(own, state)
        return cells

    def _cell(self, rows: list[dict], state: str) -> Cell:
        entries = tuple(entry for row in rows for entry in self._entries(row))
        if entries:
            return Cell(state="answered", entries=entries)
        is_silence = state not in ("answered", "unquantified")
        return Cell(state=state, text="" if is_silence else "No duty is counted on this day.")

    def _entries(self, row: dict) -> Iterable[Entry]:
        without = row["unquantified_requirements"]
        stated = [i for i in row["requirements"] if i not in without]
        if stated:
            yield self._entry(row, f"{sum_words(row['parts'])} {self.when(row)}", stated)
        if without:
            count = counted(len(without), *_DUTY[row["modality"]])
            yield self._entry(row, f"{count} without stated hours, {self.when(row)}", without)

    def _entry(self, row: dict, answer: str, requirement_ids: list[str]) -> Entry:
        """One line of a cell; a single requirement opens its own panel, several a list of them."""
        pinpoints = dict.fromkeys(self._details.short_citation(i) for i in requirement_ids)
        panels = [self._details.of_requirement(i) for i in requirement_ids]
        return Entry(
            modality=row["modality"],
            answer=answer,
            pinpoint="; ".join(pinpoints),
            has_caution=any(panel.cautions for panel in panels),
            detail=panels[0] if len(panels) == 1 else self._listed(row, panels, requirement_ids),
        )

    def _listed(self, row: dict, panels: list[Detail], requirement_ids: list[str]) -> Detail:
        cautions = dict.fromkeys(caution for panel in panels for caution in panel.cautions)
        lines = [self._line(self._requirements[i]) for i in requirement_ids]
        return Detail(
            source=self._names.column(row["source"], row["role"]),
            question="What this is made of",
            cautions=tuple(cautions),
            more=tuple((p.citation, line) for p, line in zip(panels, lines, strict=True)),
            reader=reader_address(row["source"], requirement_ids[0]),
        )

    def _line(self, requirement: Fields) -> str:
        hours = requirement["amount_value"]
        stated = hours_words(hours) if requirement["amount_unit"] == "hour" else "no hours stated"
        return f"{requirement['title']}: {stated}."


def strong(words: str) -> Safe:
    """Words that carry the answer of a sentence."""
    return element("strong", None, words)


def _hours(value: float) -> str:
    return hours_words(value).replace(" h", " hours")


def _is_again(row: dict) -> bool:
    return row["phase"] == Phase.RECURRING

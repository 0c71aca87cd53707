"""From the hours ledger to bars, sentences and cells; nothing here knows of Streamlit."""

from collections.abc import Iterable, Mapping

import pandas as pd

from pages.ui.bars import Part
from pages.ui.details import Details, Fields, reader_address
from pages.ui.drawer import Detail
from pages.ui.labels import counted, listed
from pages.ui.markup import Safe, element, join, link
from pages.ui.matrix import Cell, Cells, Column, Entry, Row
from pages.ui.names import Names
from pages.ui.tables import Head, table
from policy_model import Frames, coverage
from policy_model.calendar import Period
from policy_model.quantity import hours_words, sum_words
from policy_model.vocabulary import Phase

ONCE, AGAIN = "once", "again"
_GATES = {ONCE: "initial_hours", AGAIN: "in_service_hours"}
COUNTED = (
    "What is owed once is counted at the start, what is owed each year at the end of each year; "
    "required and recommended hours are on lines of their own."
)
_DUTY = {"must": ("duty", "duties"), "should": ("recommendation", "recommendations")}


class HoursView:
    """Sums, table cells and lines of one ledger (what `policy_model.hour_ledger` returned)."""

    def __init__(self, frames: Frames, ledger: pd.DataFrame, details: Details) -> None:
        self._frames, self._ledger = frames, ledger
        self._details, self._names = details, details.names
        self._requirements = details.requirements
        places = frames.provisions.set_index(["instrument_id", "pinpoint"])
        self._headings = places["heading"].to_dict()

    def pairs(self) -> list[tuple[str, str]]:
        """The (source, role) pairs of the data, also those without any counted duty."""
        wanted = set(self._ledger["source"])
        pairs = self._frames.columns[["source_id", "role_id"]].itertuples(index=False, name=None)
        return [pair for pair in pairs if pair[0] in wanted]

    def largest_sum(self) -> dict | None:
        """The ledger row with the most hours owed once that are a sum; None where there is none."""
        sums = [row for row in self.rows() if len(row["parts"]) > 1 and not _is_again(row)]
        return max(sums, key=lambda row: row["total_hours"], default=None)

    def rows(self, source: str | None = None, role: str | None = None) -> list[dict]:
        """Ledger rows as plain mappings, of one source and role where they are named."""
        rows = self._ledger.to_dict("records")
        return [r for r in rows if source in (None, r["source"]) and role in (None, r["role"])]

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
        states = coverage(self._frames).set_index(["source_id", "role_id", "question_id"])
        cells: dict[tuple[str, str], Cell] = {}
        for source, role in self.pairs():
            rows = self.rows(source, role)
            for column in (ONCE, AGAIN):
                own = [row for row in rows if _is_again(row) == (column == AGAIN)]
                state = states.loc[(source, role, _GATES[column]), "state"]
                cells[f"{source}.{role}", column] = self._cell(own, state)
        return cells

    def _cell(self, rows: list[dict], state: str) -> Cell:
        entries = tuple(entry for row in rows for entry in self._entries(row))
        if entries:
            return Cell(state="answered", entries=entries)
        if state in ("answered", "unquantified"):
            return Cell(state="silent", text="No duty to train is counted here.")
        return Cell(state=state)

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
        panels = [
            self._details.of_requirement(i, "in force", with_notes=False) for i in requirement_ids
        ]
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

    # The career: hours reached after each year.

    def readings(self) -> list[tuple[str, str]]:
        """The readings that the recurring hours rest on: (reading, alternative), each once."""
        recurring = [
            i for row in self.rows() if _is_again(row) and row["parts"] for i in row["requirements"]
        ]
        links = self._frames.requirement_interpretations
        used = links.loc[links["requirement_id"].isin(recurring), "interpretation_id"].unique()
        texts = self._frames.interpretations.set_index("interpretation_id").loc[used]
        return list(zip(texts["reading"], texts["alternative"], strict=True))

    def lines(self, career: pd.DataFrame) -> pd.DataFrame:
        """The career's rows with a line id and the label at the line's end, for the chart."""
        last = career["year"].max()
        names = {
            (s, r): f"{self._names.sources[s]} {self._names.short_roles[s, r]}"
            for s, r in self.pairs()
        }
        who = [names[pair] for pair in zip(career["source"], career["role"], strict=True)]
        force = {"must": "required", "should": "recommended"}
        line = [f"{w} ({force[m]})" for w, m in zip(who, career["modality"], strict=True)]
        drawn = career.assign(line=line, who=who)
        ends = drawn[drawn["year"] == last].set_index("line")["hours"].map(hours_words)
        label = [f"{w}: {ends[n]}" for w, n in zip(drawn["who"], drawn["line"], strict=True)]
        return drawn.assign(label=label)[["line", "year", "hours", "modality", "label", "who"]]


def strong(words: str) -> Safe:
    """Words that carry the answer of a sentence."""
    return element("strong", None, words)


def coinciding(followed: Mapping[str, str]) -> str:
    """Which lines are not drawn because they run along another."""
    if not followed:
        return ""
    said = [f"{line} runs along {kept}" for line, kept in followed.items()]
    return f"Not drawn: {listed(said)}."


def _hours(value: float) -> str:
    return hours_words(value).replace(" h", " hours")


def _is_again(row: dict) -> bool:
    return row["phase"] == Phase.RECURRING


def career_sentence(lines: pd.DataFrame, years: int) -> str:
    """What each role has been asked for at the end, in one sentence."""
    ends = lines[lines["year"] == years].sort_values("hours", ascending=False, kind="stable")
    force = {"must": "required", "should": "recommended"}
    said = [
        f"{row.who} {hours_words(row.hours)} {force[row.modality]}" for row in ends.itertuples()
    ]
    return f"After {counted(years, 'year')}: {listed(said)}."


def career_table(lines: pd.DataFrame, names: Names) -> Safe:
    """The chart's numbers: years down, one column a role and force."""
    ends = lines.drop_duplicates("line")
    heads = [Head(words="After")]
    heads += [Head(words=r.who, sub=names.labels.modality(r.modality)) for r in ends.itertuples()]
    wide = lines.pivot(index="year", columns="line", values="hours")[ends["line"].tolist()]
    rows: list[tuple[object, ...]] = [
        (counted(int(year), "year"), *(hours_words(value) for value in row))
        for year, row in zip(wide.index, wide.itertuples(index=False), strict=True)
    ]
    return table("The same numbers. A role whose texts state no hours has no column.", heads, rows)


def readings(used: Iterable[tuple[str, str]]) -> Safe:
    """The readings behind recurring hours, folded: what we took, and what else the words allow."""
    items = [
        element("li", None, reading, " ", element("span", {"class": "soft"}, f"Or: {alternative}"))
        for reading, alternative in used
    ]
    if not items:
        return Safe()
    said = f"{counted(len(items), 'reading')} of open words used for the recurring hours"
    return element(
        "details", {"class": "more"}, element("summary", None, said), element("ul", None, *items)
    )

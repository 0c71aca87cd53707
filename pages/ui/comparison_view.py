"""From the comparison's rows to what the matrix draws; nothing here knows of Streamlit."""

from datetime import date

import pandas as pd

from pages.ui.drawer import Detail, Note, Reading
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, query_address
from pages.ui.matrix import Cell, Cells, Column, Entry, Row
from pages.ui.names import Names
from pages.ui.reader import anchor
from policy_model import Frames
from policy_model.quantity import sum_words
from policy_model.vocabulary import CellState, Modality

UNDATED_START = "start date not in our copy"


class ComparisonView:
    """Columns, rows and cells of one comparison.

    `rows` is what `policy_model.compare` returned, `ledger` what `policy_model.hour_ledger` did for
    the same day; totals in cells are the ledger's own.
    """

    def __init__(
        self,
        frames: Frames,
        rows: pd.DataFrame,
        ledger: pd.DataFrame,
        names: Names,
        *,
        baseline: str | None = None,
        with_notes: bool = False,
    ) -> None:
        self._frames, self._names, self._rows, self._ledger = frames, names, rows, ledger
        self._baseline, self._with_notes = baseline, with_notes
        self._requirements = frames.requirements.set_index("requirement_id").to_dict("index")
        self._instruments = frames.instruments.set_index("instrument_id").to_dict("index")
        self._questions = frames.questions.set_index("question_id").to_dict("index")
        self._interpretations = frames.interpretations.set_index("interpretation_id")
        self._pairs = rows[["source", "role"]].drop_duplicates().values.tolist()

    def columns(self) -> list[Column]:
        """One a (source, role) pair, in the order of the rows."""
        is_mixed = len({self._names.roles[s, r] for s, r in self._pairs}) > 1
        return [self._column(source, role, is_mixed) for source, role in self._pairs]

    def questions(self) -> list[Row]:
        """One a question, in the order of the rows, under its theme."""
        return [
            Row(
                row_id=question,
                question=self._questions[question]["label"],
                theme=self._names.themes[self._questions[question]["theme_id"]],
            )
            for question in self._rows["question"].drop_duplicates()
        ]

    def cells(self) -> Cells:
        """Every (question, column) pair; the state of each is said, never left out."""
        grouped = self._rows.groupby(["question", "source", "role"], sort=False)
        return {
            (question, f"{source}.{role}"): self._cell(group, question, source, role)
            for (question, source, role), group in grouped
        }

    def _column(self, source: str, role: str, is_mixed: bool) -> Column:
        held = self._frames.instruments
        held = held[(held["source_id"] == source) & (held["authority"] != "summary")]
        named = self._rows.loc[
            (self._rows["source"] == source) & (self._rows["role"] == role), "instrument"
        ].dropna()
        cited = held[held["instrument_id"].isin(named)] if len(named) else held
        force = self._names.labels.label("authority", held["authority"].iloc[0])
        title = self._names.sources[source]
        short = self._names.short_roles[source, role]
        return Column(
            column_id=f"{source}.{role}",
            head=title,
            sub="; ".join(cited["short_citation"]),
            force=force,
            role=self._names.roles[source, role],
            short=f"{title} {short}" if is_mixed else title,
            is_baseline=source == self._baseline,
        )

    def _cell(self, group: pd.DataFrame, question: str, source: str, role: str) -> Cell:
        first = group.iloc[0]
        relation = _relation(first["same_as_baseline"])
        if group["requirement"].isna().all():
            said = first["missing"] if isinstance(first["missing"], str) else ""
            detail = self._read_detail(question, source, role)
            return Cell(state=first["state"], text=said, detail=detail, relation=relation)
        entries = tuple(self._entry(row, role) for row in group.to_dict("records"))
        lead = self._total(question, source, role)
        return Cell(state=first["state"], entries=entries, relation=relation, lead=lead)

    def _entry(self, row: dict, role: str) -> Entry:
        return Entry(
            modality=row["modality"],
            answer=row["answer"],
            pinpoint=self._pinpoint(row),
            standing="" if row["standing"] == "in force" else row["standing"],
            has_caution=bool(row["cautions"]),
            detail=self._detail(row, role),
        )

    def _pinpoint(self, row: dict) -> str:
        """The pinpoint; with the instrument where the source has more than one."""
        instrument = self._instruments[row["instrument"]]
        held = [i for i in self._instruments.values() if i["source_id"] == row["source"]]
        if len(held) == 1 or " " in row["pinpoint"]:
            return row["pinpoint"]
        gap = "" if row["pinpoint"].startswith("(") else " "
        return f"{instrument['short_citation']}{gap}{row['pinpoint']}"

    def _total(self, question: str, source: str, role: str) -> str:
        """The ledger's sums behind a question that asks for hours; one phrase each."""
        if self._questions[question]["combine"] != "sum":
            return ""
        is_again = question == "in_service_hours"
        own = self._ledger[(self._ledger["source"] == source) & (self._ledger["role"] == role)]
        own = own[own["total_hours"].notna() & (own["per"].notna() == is_again)]
        sums = [row for row in own.to_dict("records") if len(row["parts"]) > 1]
        return "; ".join(f"{sum_words(row['parts'])} {self._when(row)}".strip() for row in sums)

    def _when(self, row: dict) -> str:
        if row["phase"] == "before":
            return f"before {self._names.events[row['anchor']]}"
        return "each year" if row["per"] == "P1Y" else ""

    def _detail(self, row: dict, role: str) -> Detail:
        requirement = self._requirements[row["requirement"]]
        instrument = self._instruments[row["instrument"]]
        return Detail(
            source=self._names.column(row["source"], role),
            question=self._questions[row["question"]]["label"],
            summary=requirement["summary"],
            locator=requirement["locator"],
            consequence=_text(requirement["consequence"]),
            cautions=tuple(row["cautions"]),
            readings=self._readings(row["requirement"]),
            notes=self._notes(row["requirement"]) if self._with_notes else (),
            citation=requirement["citation"],
            falls_on=self._names.falls_on(row["actor"], row["mechanism"]),
            in_force=in_force_words(requirement, row["standing"]),
            checked=date_words(instrument["checked_on"], "day not recorded"),
            more=tuple(self._more(requirement)),
            address=instrument["address"],
            reader=reader_address(row["source"], row["requirement"]),
        )

    def _more(self, requirement: dict) -> list[tuple[str, str]]:
        said = [("Condition", _text(requirement["condition"]))]
        if isinstance(requirement["deadline"], str):
            said.insert(0, ("Due", self._names.due(requirement["deadline"])))
        return [(term, words) for term, words in said if words]

    def _readings(self, requirement_id: str) -> tuple[Reading, ...]:
        links = self._frames.requirement_interpretations
        ids = links.loc[links["requirement_id"] == requirement_id, "interpretation_id"]
        return tuple(
            Reading(
                label=row["label"],
                reading=row["reading"],
                alternative=row["alternative"],
                reason=row["reason"],
            )
            for row in self._interpretations.loc[ids].to_dict("records")
        )

    def _notes(self, requirement_id: str) -> tuple[Note, ...]:
        notes = self._frames.requirement_notes
        own = notes[notes["requirement_id"] == requirement_id].to_dict("records")
        return tuple(
            Note(text=n["note"], address=n["address"], checked=date_words(n["checked_on"], ""))
            for n in own
        )

    def _read_detail(self, question: str, source: str, role: str) -> Detail:
        """What was read, when, and whether the copy is whole: what makes silence worth something."""
        held = self._frames.instruments[self._frames.instruments["source_id"] == source]
        read = held[held["authority"] != "summary"].to_dict("records")
        return Detail(
            source=self._names.column(source, role),
            question=self._questions[question]["label"],
            more=tuple((i["citation"], _extent_words(i)) for i in read),
            reader=query_address("sources", {"source": source}),
        )


def _extent_words(instrument: dict) -> str:
    checked = date_words(instrument["checked_on"], "on a day not recorded")
    if instrument["extent"] == "whole":
        return f"Whole text held; read {checked}."
    return f"Part held; read {checked}. {instrument['extent_note']}"


def in_force_words(requirement: dict, standing: str) -> str:
    """Since when and until when, as far as the copy says."""
    start, end = requirement["effective_on"], requirement["ends_on"]
    since = f"from {date_words(start, '')}" if isinstance(start, str) else UNDATED_START
    until = f", last day {date_words(end, '')}" if isinstance(end, str) else ""
    return f"{since}{until}" if standing == "in force" else f"{since}{until} (not on this day)"


def reader_address(source: str, requirement_id: str) -> str:
    """The place of a requirement on the Sources page."""
    return query_address("sources", {"source": source}, anchor(requirement_id))


def _relation(same: object) -> str:
    if same is None or same is pd.NA or same != same:
        return ""
    return "Same as baseline" if same else "Different from baseline"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def key_of(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """The (field, value) pairs that the table shows, for its key line, in the codebook's order."""
    modalities = set(rows["modality"].dropna())
    states = set(rows["state"])
    shown = [("modality", str(m)) for m in Modality if m in modalities]
    plain = [s for s in CellState if s not in (CellState.ANSWERED, CellState.UNQUANTIFIED)]
    return shown + [("state", str(s)) for s in plain if s in states] + [("caution", "")]


def key_line(rows: pd.DataFrame, names: Names) -> Safe:
    """The key of what the table shows."""
    notes = {"silent": "we read it; it does not say", "caution": "the text is open or conflicts"}
    return names.labels.key(key_of(rows), notes)


def what_is_hidden(every: pd.DataFrame, rows: pd.DataFrame, names: Names) -> str:
    """How many questions are left out because all columns answer alike, and which."""
    shown = set(rows["question"])
    hidden = [q for q in every["question"].drop_duplicates() if q not in shown]
    if not hidden:
        return "No question is hidden: on each of them the texts differ."
    named = "; ".join(names.questions[q] for q in hidden)
    return f"{counted(len(hidden), 'question')} hidden, answered alike: {named}"


def print_facts(
    names: Names, role_class: str | None, as_of: date, baseline: str | None
) -> list[str]:
    """What a printed comparison must say of itself."""
    said = [names.classes.get(role_class or "", "All roles"), f"Law as of {as_of.isoformat()}"]
    return said + ([f"Baseline: {names.sources[baseline]}"] if baseline else [])

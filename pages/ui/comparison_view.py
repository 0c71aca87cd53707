"""From the comparison's rows to what the matrix draws; nothing here knows of Streamlit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pandas as pd

from pages.ui.details import Details
from pages.ui.heads import column_head, is_mixed
from pages.ui.labels import counted
from pages.ui.markup import Safe
from pages.ui.matrix import Cell, Cells, Column, Entry, Row, matrix
from pages.ui.names import Names
from policy_model import Frames
from policy_model.quantity import sum_words
from policy_model.vocabulary import CellState, Combine, Modality, Phase

ALIKE, INCOMPARABLE = "answered alike or silent throughout", "with nothing to compare"
"""Why a question is hidden where only differences are shown."""


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
        details: Details,
        *,
        baseline: str | None = None,
        with_notes: bool = False,
    ) -> None:
        self._details, self._names = details, details.names
        self._baseline, self._with_notes = baseline, with_notes
        self._questions = frames.questions.set_index("question_id").to_dict("index")
        self._rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
        self._ledger = ledger.to_dict("records")
        self._pairs = list(dict.fromkeys((row["source"], row["role"]) for row in self._rows))

    def table(self, as_of: date) -> Safe:
        """Questions down, sources across."""
        return matrix(
            self.columns(),
            self.questions(),
            self.cells(),
            self._names.labels,
            caption=f"Answers by question and text, as of {as_of.isoformat()}",
            key="compare",
        )

    def columns(self) -> list[Column]:
        """One a (source, role) pair, in the order of the rows."""
        mixed = is_mixed(self._pairs, self._names)
        return [self._column(pair, mixed) for pair in self._pairs]

    def questions(self) -> list[Row]:
        """One a question, in the order of the rows, under its theme."""
        return [
            Row(
                row_id=question,
                question=self._questions[question]["label"],
                theme=self._names.themes[self._questions[question]["theme_id"]],
            )
            for question in dict.fromkeys(row["question"] for row in self._rows)
        ]

    def cells(self) -> Cells:
        """Every (question, column) pair; the state of each is said, never left out."""
        grouped: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
        for row in self._rows:
            grouped[row["question"], row["source"], row["role"]].append(row)
        return {
            (question, f"{source}.{role}"): self._cell(rows)
            for (question, source, role), rows in grouped.items()
        }

    def _column(self, pair: tuple[str, str], mixed: bool) -> Column:
        named = {r["instrument"] for r in self._rows if (r["source"], r["role"]) == pair}
        is_baseline = pair == self._baseline_pair()
        return column_head(pair, named, self._details, is_mixed=mixed, is_baseline=is_baseline)

    def _baseline_pair(self) -> tuple[str, str] | None:
        """The first column of the baseline's source, against which the others are read."""
        return next((pair for pair in self._pairs if pair[0] == self._baseline), None)

    def _cell(self, rows: list[dict]) -> Cell:
        first = rows[0]
        relation = _relation(first["same_as_baseline"])
        if first["requirement"] is None:
            return Cell(
                state=first["state"],
                text=first["missing"] or "",
                detail=self._details.of_silence(first["source"], first["role"], first["state"]),
                relation=relation,
            )
        return Cell(
            state=first["state"],
            entries=tuple(self._entry(row) for row in rows),
            relation=relation,
            lead=self._total(first),
        )

    def _entry(self, row: dict) -> Entry:
        return Entry(
            modality=row["modality"],
            answer=row["answer"],
            pinpoint=self._details.short_citation(row["requirement"]),
            standing="" if row["standing"] == "in force" else row["standing"],
            has_caution=bool(row["cautions"]),
            detail=self._details.of_requirement(row["requirement"], with_notes=self._with_notes),
        )

    def _total(self, cell: dict) -> str:
        """The ledger's sums behind a question that asks for hours; one phrase each."""
        if self._questions[cell["question"]]["combine"] != Combine.SUM:
            return ""
        is_again = cell["question"] == "in_service_hours"
        sums = [
            row
            for row in self._ledger
            if (row["source"], row["role"]) == (cell["source"], cell["role"])
            and len(row["parts"]) > 1
            and (row["phase"] == Phase.RECURRING) == is_again
        ]
        return "; ".join(f"{sum_words(row['parts'])} {self._when(row)}".strip() for row in sums)

    def _when(self, row: dict) -> str:
        if row["phase"] == Phase.BEFORE:
            return f"before {self._names.events[row['anchor']]}"
        return "each year" if row["per"] == "P1Y" else ""


def _relation(same: object) -> str:
    if same is None:
        return ""
    return "Same as baseline" if same else "Different from baseline"


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


def remarks(
    every: pd.DataFrame, rows: pd.DataFrame, names: Names, baseline: str | None
) -> Iterator[str]:
    """What must be said of a comparison: a baseline without a column, questions left out.

    `every` is the comparison, `rows` is what is shown of it.
    """
    if baseline is not None and len(every) and baseline not in set(every["source"]):
        yield f"{names.sources[baseline]} has no such role: nothing is compared against it."
    if rows is not every and len(every):
        yield from what_is_hidden(every, rows, names, baseline)


def what_is_hidden(
    every: pd.DataFrame, rows: pd.DataFrame, names: Names, baseline: str | None
) -> Iterator[str]:
    """How many questions are left out and which: all say the same, or nothing can be compared."""
    hidden = every[~every["question"].isin(rows["question"])]
    if hidden.empty:
        yield "No question is hidden: on each of them the texts differ."
    reasons: dict[str, list[str]] = {ALIKE: [], INCOMPARABLE: []}
    compared = _compared_questions(hidden, baseline)
    for question in hidden["question"].drop_duplicates():
        reason = ALIKE if question in compared else INCOMPARABLE
        reasons[reason].append(names.questions[question])
    for reason, named in reasons.items():
        if named:
            yield f"{counted(len(named), 'question')} hidden, {reason}: {' '.join(named)}"


def _compared_questions(rows: pd.DataFrame, baseline: str | None) -> set[str]:
    """Questions of which the cells could be held against the baseline, or one another."""
    if baseline is not None:
        return set(rows.loc[rows["same_as_baseline"].notna(), "question"])
    known = rows[~rows["state"].isin([CellState.NOT_CODED, CellState.NOT_IN_EXTRACT])]
    cells = known[["question", "source", "role"]].drop_duplicates()
    return set(cells.loc[cells["question"].duplicated(), "question"])


def print_facts(
    names: Names, role_class: str | None, as_of: date, baseline: str | None
) -> list[str]:
    """What a printed comparison must say of itself."""
    said = [names.classes.get(role_class or "", "All roles"), f"Law as of {as_of.isoformat()}"]
    return said + ([f"Baseline: {names.sources[baseline]}"] if baseline else [])

"""From the comparison's rows to what the matrix draws; nothing here knows of Streamlit."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from pages.ui.comparison_remarks import LINKED, tally_words
from pages.ui.details import Details
from pages.ui.heads import column_head, in_large_table, is_mixed
from pages.ui.labels import counted
from pages.ui.markup import query_address
from pages.ui.matrix import (
    MANY,
    MOST_OPENED,
    SHOWN,
    SHOWN_DENSE,
    Cell,
    Cells,
    Column,
    Drawing,
    Entry,
    Row,
    matrix,
    turned,
)
from policy_model import Frames, tally
from policy_model.quantity import sum_words
from policy_model.vocabulary import Combine, Phase

FULLER = "The whole text adds to this"
Fold = tuple[str, tuple[Entry, ...]]


class ComparisonView:
    """Columns, rows and cells of one comparison.

    `rows` is what `policy_model.compare` returned, `ledger` what `policy_model.hour_ledger` did for
    the same day; totals in cells are the ledger's own. `shown` are the questions that are not
    hidden, None if none is. `on_map` is what the map of a question is asked beside the question
    (role and as_of), where there is one. A large table `is_linked`: its citations lead to the
    Sources page, its empty cells say glyph and word and nothing more.
    """

    def __init__(
        self,
        frames: Frames,
        rows: pd.DataFrame,
        ledger: pd.DataFrame,
        details: Details,
        *,
        shown: Collection[str] | None = None,
        baseline: str | None = None,
        with_notes: bool = False,
        on_map: Mapping[str, str] | None = None,
        is_turned: bool = False,
    ) -> None:
        self._details, self._names = details, details.names
        self._baseline, self._with_notes, self._on_map = baseline, with_notes, on_map
        self._questions = frames.questions.set_index("question_id").to_dict("index")
        self._rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
        self._ledger = ledger.to_dict("records")
        self._tally = tally_words(tally(frames, rows), self._names)
        self._copies = {
            source: details.copies_of_silence(source) for source in rows["source"].unique()
        }
        self._pairs = list(dict.fromkeys((row["source"], row["role"]) for row in self._rows))
        asked = dict.fromkeys(row["question"] for row in self._rows)
        self._asked = [each for each in asked if shown is None or each in shown]
        self._is_turned, self._is_dense = is_turned, len(self._pairs) > MANY
        self.is_linked = len(self._pairs) * len(self._asked) > MOST_OPENED

    def drawn(self, as_of: date) -> Drawing:
        """Questions down and sources across, or turned, and the panels of hidden questions too."""
        drawn = self.columns(), self.questions(), self.cells()
        return matrix(
            *(turned(*drawn) if self._is_turned else drawn),
            self._names.labels,
            caption=f"Answers by question and text, as of {as_of.isoformat()}",
            key="compare",
            corner="Text" if self._is_turned else "Question",
            shown=SHOWN_DENSE if self._is_dense else SHOWN,
            is_dense=self._is_dense,
        )

    def said(self, chosen: str) -> str:
        """Which texts were chosen, and what a citation does in a large table."""
        return f"{chosen} {LINKED}" if self.is_linked else chosen

    def on_paper(self) -> list[str]:
        """What a print says of a table that is wider than a page."""
        across = self._asked if self._is_turned else self._pairs
        return ["Each row printed as a list"] if len(across) > MANY else []

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
                short=self._questions[question]["short_label"],
                sub=self._tally.get(question, ""),
                theme=self._names.themes[self._questions[question]["theme_id"]],
                address=self._map_address(question),
            )
            for question in self._asked
        ]

    def _map_address(self, question: str) -> str:
        """Where the question stands across the states, where the comparison is of one class."""
        if self._on_map is None:
            return ""
        return query_address("./", {"question": question, **self._on_map})

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
        head = column_head(pair, named, self._details, is_mixed=mixed, is_baseline=is_baseline)
        return in_large_table(head, pair[0], self._details) if self.is_linked else head

    def _baseline_pair(self) -> tuple[str, str] | None:
        """The first column of the baseline's source, against which the others are read."""
        return next((pair for pair in self._pairs if pair[0] == self._baseline), None)

    def _cell(self, rows: list[dict]) -> Cell:
        first = rows[0]
        relation = _relation(first["same_as_baseline"])
        if first["requirement"] is None:
            return Cell(
                state=first["state"],
                relation=relation,
                folds=self._fuller(first),
                **({} if self.is_linked else self._why_empty(first)),
            )
        own, alike = self._held_against_baseline(rows)
        return Cell(
            state=first["state"],
            entries=own or alike,
            relation=relation,
            lead=self._total(first),
            folds=(*(_alike(alike) if own else ()), *self._fuller(first)),
            copies=() if self.is_linked else self._details.copies(r["instrument"] for r in rows),
        )

    def _why_empty(self, cell: dict) -> dict[str, object]:
        silence = self._details.of_silence(cell["source"], cell["role"], cell["state"])
        copies = self._copies[cell["source"]]
        return {"text": cell["missing"] or "", "detail": silence, "copies": copies}

    def _held_against_baseline(
        self, rows: list[dict]
    ) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The answers that are a cell's own, and those that the baseline gives too."""
        own = tuple(self._entry(row) for row in rows if row["in_baseline"] is not True)
        return own, tuple(self._entry(row) for row in rows if row["in_baseline"] is True)

    def _fuller(self, cell: dict) -> tuple[Fold, ...]:
        """What fuller texts answer to the question of a cell, beyond the extract held."""
        asked = self._names.questions[cell["question"]]
        added = tuple(
            self._fuller_entry(requirement, answer)
            for requirement in cell["fuller"]
            for question, answer in self._details.panels[requirement].answers
            if question == asked
        )
        return ((FULLER, added),) if added else ()

    def _fuller_entry(self, requirement: str, answer: str) -> Entry:
        return Entry(
            modality=str(self._details.requirements[requirement]["modality"]),
            answer=answer,
            pinpoint=self._details.short_citation(requirement),
            has_caution=bool(self._details.panels[requirement].cautions),
            **self._behind(requirement),
        )

    def _behind(self, requirement: str) -> dict[str, object]:
        """What a citation opens, or in a large table the place that it leads to."""
        panel = self._details.of_requirement(requirement, with_notes=self._with_notes)
        return {"address": panel.reader} if self.is_linked else {"detail": panel}

    def _entry(self, row: dict) -> Entry:
        return Entry(
            modality=row["modality"],
            answer=row["answer"],
            pinpoint=self._details.short_citation(row["requirement"]),
            standing="" if row["standing"] == "in force" else row["standing"],
            has_caution=bool(row["cautions"]),
            **self._behind(row["requirement"]),
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


def _alike(entries: tuple[Entry, ...]) -> tuple[Fold, ...]:
    """The answers that the baseline gives too, folded: what differs stands first."""
    return ((f"{counted(len(entries), 'answer')} as in the baseline", entries),) if entries else ()


def _relation(same: object) -> str:
    if same is None:
        return ""
    return "Same as baseline" if same else "Different from baseline"

"""The cells of a comparison by number: which answers stand where, without a search for each.

Numbers run along the columns of the first question, then along those of the second: so a count up
through them is the order in which a comparison is read.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from policy_model.frames import Frames
from policy_model.vocabulary import Authority, Modality, order_of


def places(known: pd.Series, wanted: pd.Series) -> np.ndarray:
    """Where each wanted value stands among the known ones, which are all different; -1 for nowhere.

    >>> places(pd.Series(["a", "b"]), pd.Series(["b", "z", None, "a"])).tolist()
    [1, -1, -1, 0]
    """
    # Different values are numbered as they come: those of the known ones are their places.
    codes, _ = pd.factorize(pd.concat([known, wanted], ignore_index=True))
    own = codes[len(known) :]
    return np.where(own < len(known), own, -1)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of some columns and questions.

    `columns` has source_id and role_id, each pair once; `questions` holds question ids, each once.
    Cell number = place of the question * number of columns + place of the column.
    """

    columns: pd.DataFrame
    questions: pd.Series

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.columns) * len(self.questions)

    def numbers(self, rows: pd.DataFrame) -> np.ndarray:
        """The cell of each row, by its source_id, role_id and question_id; -1 outside the grid."""
        column, question = self.column_of(rows), places(self.questions, rows["question_id"])
        number = question * len(self.columns) + column
        return np.where((column < 0) | (question < 0), -1, number)

    def column_of(self, rows: pd.DataFrame) -> np.ndarray:
        """The place of each row's source_id and role_id among the columns; -1 for nowhere."""
        both = pd.concat([self.columns, rows[["source_id", "role_id"]]], ignore_index=True)
        source, role = (pd.factorize(both[name]) for name in ("source_id", "role_id"))
        pair = pd.Series(source[0] * (len(role[1]) + 1) + role[0])
        return places(pair.iloc[: len(self.columns)], pair.iloc[len(self.columns) :])

    def labels(self, cells: np.ndarray) -> dict[str, pd.api.extensions.ExtensionArray]:
        """The source_id, role_id and question_id of numbered cells."""
        question, column = np.divmod(cells, max(len(self.columns), 1))
        return {
            "source_id": self.columns["source_id"].array.take(column),
            "role_id": self.columns["role_id"].array.take(column),
            "question_id": self.questions.array.take(question),
        }

    def gathered(self, rows: pd.DataFrame, column: str) -> dict[int, list[str]]:
        """Cell number -> the values of its rows in their order; cells without rows are left out."""
        cells = self.numbers(rows)
        found: dict[int, list[str]] = defaultdict(list)
        for cell, value in zip(cells.tolist(), rows[column].tolist(), strict=True):
            found[cell].append(value)
        found.pop(-1, None)
        return dict(found)


def answers_by_cell(frames: Frames, grid: Grid) -> pd.DataFrame:
    """The answers that stand in a grid, in reading order.

    Rows: one an answer. Columns: cell (its number), answer (the place of its row in
    `coded_answers`), requirement (that of the one behind it in `requirements`, -1 for none).
    Order: cell, then authority, modality and document order of the requirement.
    Missing: never.
    """
    answers, requirements = frames.coded_answers, frames.requirements
    cells = grid.numbers(answers)
    kept = np.flatnonzero(cells >= 0)
    held = places(requirements["requirement_id"], answers["requirement_id"].take(kept))
    strength = _strengths(requirements)[held]
    order = np.lexsort((strength, cells[kept]))
    placed = {"cell": cells[kept], "answer": kept, "requirement": held}
    return pd.DataFrame({name: values[order] for name, values in placed.items()})


def _strengths(requirements: pd.DataFrame) -> np.ndarray:
    """One number a requirement, lower where it is read first; the last one is for none at all."""
    ranks = [
        _ranks(requirements["authority"], order_of(Authority)),
        _ranks(requirements["modality"], order_of(Modality)),
        requirements["position"].to_numpy("float64", na_value=np.inf),
    ]
    order = np.lexsort(ranks[::-1])
    strengths = np.empty(len(requirements) + 1, dtype="int64")
    strengths[order] = np.arange(len(requirements))
    strengths[-1] = len(requirements)
    return strengths


def _ranks(words: pd.Series, order: dict[str, int]) -> np.ndarray:
    """The rank of each word; a word that has none comes last."""
    codes, distinct = pd.factorize(words)
    return np.array([*(order.get(word, len(order)) for word in distinct), len(order)])[codes]

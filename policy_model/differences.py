"""What is the same and what differs between the columns of a comparison."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from policy_model.vocabulary import CellState

_INCOMPARABLE = [CellState.NOT_CODED.value, CellState.NOT_IN_EXTRACT.value]


def _signatures(rows: pd.DataFrame) -> np.ndarray:
    """For each row a number for what its cell says: equal sets of equally strong answers are equal.

    An answer given twice counts once. A cell that cannot be compared has -1.
    """
    cell, said = _numbered(rows, ["source", "role", "question"]), _said(rows)
    incomparable = np.unique(cell[rows["state"].isin(_INCOMPARABLE).to_numpy()])
    each = pd.DataFrame({"cell": cell, "said": said}).drop_duplicates()
    each = each.sort_values(["cell", "said"])
    first = ~each["cell"].duplicated().to_numpy()
    own = each["said"].to_numpy()
    signatures = own[first]
    several = np.flatnonzero(np.bincount(each["cell"]) > 1)
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(own))
    sets = [tuple(own[starts[at] : ends[at]]) for at in several]
    number = {each: len(own) + at for at, each in enumerate(dict.fromkeys(sets))}
    signatures[several] = [number[each] for each in sets]
    signatures[incomparable] = -1
    return signatures[cell]


def _said(rows: pd.DataFrame) -> np.ndarray:
    """A number for an answer and its force, or for the word of the state that stands instead."""
    answer, state = pd.factorize(rows["answer"])[0], pd.factorize(rows["state"])[0]
    instead = -2 - state  # never a number that an answer has
    words = pd.DataFrame({"answer": np.where(answer < 0, instead, answer), **rows[["modality"]]})
    return _numbered(words, ["modality", "answer"])


def _numbered(rows: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """A number for each combination of values, from nought."""
    return rows.groupby(list(columns), sort=False, dropna=False).ngroup().to_numpy(copy=True)


def same_as_baseline(rows: pd.DataFrame, baseline: str | None) -> pd.Series:
    """Whether a row's cell says what the baseline's first column says.

    Missing without a baseline, on the baseline itself and where nothing can be compared.
    """
    empty = pd.Series(pd.NA, index=rows.index, dtype="boolean")
    base_rows = rows[rows["source"] == baseline]
    if baseline is None or base_rows.empty:
        return empty
    own = pd.Series(_signatures(rows), index=rows.index)
    role = base_rows["role"].iloc[0]
    is_base = (rows["source"] == baseline) & (rows["role"] == role)
    base = pd.Series(own[is_base].array, index=rows.loc[is_base, "question"])
    other = rows["question"].map(base[~base.index.duplicated()]).fillna(-1)
    comparable = (own >= 0) & (other >= 0) & ~is_base
    return (own == other).astype("boolean").where(comparable, pd.NA)


def answers_in_baseline(rows: pd.DataFrame, baseline: str | None) -> pd.Series:
    """Whether the baseline's first column gives a row's answer, with the same force.

    Missing without a baseline, on the baseline itself and where a row is no answer.
    """
    empty = pd.Series(pd.NA, index=rows.index, dtype="boolean")
    base_rows = rows[rows["source"] == baseline]
    if baseline is None or base_rows.empty:
        return empty
    is_base = (rows["source"] == baseline) & (rows["role"] == base_rows["role"].iloc[0])
    told = rows.assign(said=_said(rows))[["question", "said"]]
    number = pd.Series(_numbered(told, ["question", "said"]), index=rows.index)
    is_told = number.isin(number[is_base]).astype("boolean")
    return is_told.where(rows["answer"].notna() & ~is_base, pd.NA)


def differing_questions(rows: pd.DataFrame, baseline: str | None = None) -> list[str]:
    """Questions on which the columns do not all say the same, in order.

    With a baseline, those on which some column differs from it.
    """
    questions = rows["question"].drop_duplicates().tolist()
    if baseline is not None:
        differing = set(rows.loc[rows["same_as_baseline"].eq(False), "question"])
    else:
        said = pd.Series(_signatures(rows), index=rows.index)
        distinct = said[said >= 0].groupby(rows["question"]).nunique()
        differing = set(distinct.index[distinct > 1])
    return [question for question in questions if question in differing]

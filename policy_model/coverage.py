"""What a cell can say: the only place that says silent, not in our copy, or not yet read."""

import pandas as pd

from policy_model.frames import Frames
from policy_model.vocabulary import CellState

_CELL = ["source_id", "role_id", "question_id"]


def coverage(frames: Frames) -> pd.DataFrame:
    """The state of every cell, whatever the date.

    Rows: one a column (source and role) and question, in the order of sources, columns, questions.
    Columns: source_id, role_id, question_id, state (str), answers (Int64, how many are coded),
    missing (str: what is not in the copy), reason (str: why it cannot arise).
    Missing: `missing` and `reason` where the state needs none.

    An answer without the number its question asks for is `unquantified`. Without answers a cell is
    `not_applicable` where coded so, `not_coded` until the role has been read for, `not_in_extract`
    where the missing part of a cut text may answer, otherwise `silent`.

    >>> from policy_model import load_dataset, frames
    >>> cells = coverage(frames(load_dataset())).set_index(["source_id", "role_id", "question_id"])
    >>> cells.loc[("nm", "school_resource_officer", "initial_hours"), "state"]
    'unquantified'
    """
    cells = frames.columns.merge(frames.questions[["question_id"]], how="cross")
    answers = answers_with_state(frames)
    counted = answers.groupby(_CELL, sort=False, as_index=False).agg(
        answers=("value", "size"), is_quantified=("is_quantified", "any")
    )
    cells = cells.merge(counted, on=_CELL, how="left")
    cells = cells.merge(_missing_parts(frames), on=_CELL, how="left")
    cells = cells.merge(frames.not_applicable, on=_CELL, how="left")
    cells["answers"] = cells["answers"].fillna(0).astype("Int64")
    cells["state"] = _state(cells)
    cells["missing"] = cells["missing"].where(cells["state"] == CellState.NOT_IN_EXTRACT)
    cells["reason"] = cells["reason"].where(cells["state"] == CellState.NOT_APPLICABLE)
    return cells[[*_CELL, "state", "answers", "missing", "reason"]]


def answers_with_state(frames: Frames) -> pd.DataFrame:
    """Coded answers, and whether each has the number that its question asks for.

    Rows: those of `coded_answers`. Columns: its own, is_quantified (bool), state (answered or
    unquantified). Missing: never.
    """
    units = frames.questions[["question_id", "quantity"]]
    amounts = frames.requirements[["requirement_id", "amount_unit"]]
    answers = frames.coded_answers.merge(units, on="question_id", how="left")
    answers = answers.merge(amounts, on="requirement_id", how="left")
    is_quantified = answers["quantity"].isna() | (answers["quantity"] == answers["amount_unit"])
    answers["is_quantified"] = is_quantified.astype(bool)
    answers["state"] = _choose(is_quantified, CellState.ANSWERED, CellState.UNQUANTIFIED)
    return answers.drop(columns=["quantity", "amount_unit"])


def _missing_parts(frames: Frames) -> pd.DataFrame:
    """What is missing for each cell, over all cut instruments of the source."""
    return frames.cuts.groupby(_CELL, sort=False, as_index=False).agg(missing=("missing", " ".join))


def _choose(condition: pd.Series, yes: CellState, no: CellState) -> pd.Series:
    return condition.map({True: yes.value, False: no.value}).astype("str")


def _state(cells: pd.DataFrame) -> pd.Series:
    """The rules in order of strength: each later line overrides the ones before it."""
    state = pd.Series(CellState.SILENT.value, index=cells.index, dtype="str")
    state = state.mask(cells["missing"].notna(), CellState.NOT_IN_EXTRACT.value)
    state = state.mask(~cells["is_coded"], CellState.NOT_CODED.value)
    state = state.mask(cells["reason"].notna(), CellState.NOT_APPLICABLE.value)
    has_answer = cells["answers"] > 0
    state = state.mask(has_answer, CellState.UNQUANTIFIED.value)
    return state.mask(has_answer & cells["is_quantified"].eq(True), CellState.ANSWERED.value)

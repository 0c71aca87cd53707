"""What an empty cell says: the only place that says silent, not in our copy, or not yet read."""

import pandas as pd

from policy_model.frames import Frames
from policy_model.vocabulary import Authority, CellState, Extent, TopicState

_CELL = ["source_id", "role_id", "question_id"]
_COLUMN = ["source_id", "role_id"]


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


def topic_coverage(frames: Frames) -> pd.DataFrame:
    """What it is worth that a column does not name a topic; the same for every topic and day.

    Rows: one a column (source and role), in the order of the data.
    Columns: source_id, role_id, topic_state (str), missing (str: what is not in our copy).
    Missing: `missing` unless the state is `not_named_in_part`.

    Which topics a missing part names cannot be told, so a cut copy of a text that speaks of the
    role makes each of its silences `not_named_in_part`. A role not yet read for is `not_coded`.

    >>> from policy_model import load_dataset, frames
    >>> columns = topic_coverage(frames(load_dataset())).set_index(["source_id", "role_id"])
    >>> columns["topic_state"]["nm"].to_dict()
    {'school_resource_officer': 'not_named', 'school_security_personnel': 'not_named_in_part'}
    """
    columns = frames.columns.merge(_cut_copies(frames), on=_COLUMN, how="left")
    state = pd.Series(TopicState.NOT_NAMED.value, index=columns.index, dtype="str")
    state = state.mask(columns["missing"].notna(), TopicState.NOT_NAMED_IN_PART.value)
    columns["topic_state"] = state.mask(~columns["is_coded"], TopicState.NOT_CODED.value)
    is_cut = columns["topic_state"] == TopicState.NOT_NAMED_IN_PART
    columns["missing"] = columns["missing"].where(is_cut)
    return columns[[*_COLUMN, "topic_state", "missing"]]


def _cut_copies(frames: Frames) -> pd.DataFrame:
    """What the copies lack that speak of a role, or whose missing part may: one row a column."""
    instruments = frames.instruments
    is_cut = (instruments["extent"] == Extent.PART) & (
        instruments["authority"] != Authority.SUMMARY
    )
    cut = instruments.loc[is_cut, ["instrument_id", "short_citation", "extent_note"]]
    places = frames.requirements[["requirement_id", "instrument_id"]]
    spoken = frames.requirement_roles.merge(places, on="requirement_id")
    named = pd.concat([spoken, frames.cuts])[[*_COLUMN, "instrument_id"]].drop_duplicates()
    held = cut.merge(named, on="instrument_id")
    note = held["extent_note"].fillna("a part is missing.")
    held["missing"] = held["short_citation"] + ": " + note
    return held.groupby(_COLUMN, sort=False, as_index=False).agg(missing=("missing", " ".join))


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

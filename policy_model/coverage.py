"""What an empty cell says: the only place that says silent, not in our copy, or not yet read."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from policy_model.cells import Grid, answers_by_cell, places
from policy_model.frames import Frames
from policy_model.vocabulary import Authority, CellState, Extent, TopicState, order_of

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
    grid = Grid(frames.columns[["source_id", "role_id"]], frames.questions["question_id"])
    states = cell_states(frames, grid, answers_by_cell(frames, grid))
    by_column = np.arange(grid.size).reshape(len(grid.questions), len(grid.columns)).T.ravel()
    cells = states.take(by_column).reset_index(drop=True)
    return pd.DataFrame(grid.labels(by_column)).join(cells)


def cell_states(frames: Frames, grid: Grid, placed: pd.DataFrame) -> pd.DataFrame:
    """The same for the cells of a grid, in the order of their numbers.

    `placed` is what `answers_by_cell` returned for the grid.
    Rows: one a cell. Columns: state, answers, missing, reason, as `coverage` has them.
    """
    missing = {cell: " ".join(each) for cell, each in grid.gathered(frames.cuts, "missing").items()}
    reason = {
        cell: each[0] for cell, each in grid.gathered(frames.not_applicable, "reason").items()
    }
    state = _states(frames, grid, placed, [*missing], [*reason])
    counts = np.bincount(placed["cell"], minlength=grid.size)
    return pd.DataFrame(
        {
            "state": pd.array(_WORDS, dtype="str").take(state),
            "answers": pd.array(counts, dtype="Int64"),
            "missing": _texts(missing, state == _CODES[CellState.NOT_IN_EXTRACT]),
            "reason": _texts(reason, state == _CODES[CellState.NOT_APPLICABLE]),
        }
    )


def state_words(frames: Frames, grid: Grid, placed: pd.DataFrame) -> np.ndarray:
    """Only the words of `cell_states`, by the number of the cell; an array that is the caller's."""
    gaps = [grid.numbers(frame) for frame in (frames.cuts, frames.not_applicable)]
    cut, never = (cells[cells >= 0] for cells in gaps)
    return np.array(_WORDS, dtype=object)[_states(frames, grid, placed, cut, never)]


_WORDS = [state.value for state in CellState]
_CODES = order_of(CellState)


def _states(
    frames: Frames, grid: Grid, placed: pd.DataFrame, cut: Sequence[int], never: Sequence[int]
) -> np.ndarray:
    """The rules in order of strength: each later line overrides the ones before it."""
    column_of = grid.column_of(frames.columns)
    coded_columns = column_of[frames.columns["is_coded"].to_numpy(bool) & (column_of >= 0)]
    is_coded = np.isin(np.arange(len(grid.columns)), coded_columns)
    cells = placed["cell"].to_numpy()
    asked = places(frames.questions["question_id"], grid.questions)
    question = asked[cells // max(len(grid.columns), 1)]
    is_quantified = _is_quantified(frames, question, placed["requirement"].to_numpy())
    state = np.full(grid.size, _CODES[CellState.SILENT])
    state[cut] = _CODES[CellState.NOT_IN_EXTRACT]
    state[~np.tile(is_coded, len(grid.questions))] = _CODES[CellState.NOT_CODED]
    state[never] = _CODES[CellState.NOT_APPLICABLE]
    state[cells] = _CODES[CellState.UNQUANTIFIED]
    state[cells[is_quantified]] = _CODES[CellState.ANSWERED]
    return state


def _texts(known: dict[int, str], is_needed: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """The text of each cell that has one and needs it; others are missing."""
    place = np.full(len(is_needed), -1)
    place[[*known]] = np.arange(len(known))
    place[~is_needed] = -1
    return pd.array([*known.values()], dtype="str").take(place, allow_fill=True)


def answers_with_state(frames: Frames) -> pd.DataFrame:
    """Coded answers, and whether each has the number that its question asks for.

    Rows: those of `coded_answers`. Columns: its own, is_quantified (bool), state (answered or
    unquantified). Missing: never.
    """
    answers = frames.coded_answers
    asked = places(frames.questions["question_id"], answers["question_id"])
    held = places(frames.requirements["requirement_id"], answers["requirement_id"])
    is_quantified = _is_quantified(frames, asked, held)
    words = pd.array([CellState.UNQUANTIFIED.value, CellState.ANSWERED.value], dtype="str")
    return answers.assign(
        is_quantified=is_quantified, state=words.take(is_quantified.astype("int64"))
    )


def _is_quantified(frames: Frames, asked: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Whether answers to the questions at these places, of these requirements, have the number."""
    quantity = frames.questions["quantity"].array.take(asked, allow_fill=True)
    unit = frames.requirements["amount_unit"].array.take(held, allow_fill=True)
    return np.asarray(pd.isna(quantity) | (quantity == unit), dtype=bool)


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

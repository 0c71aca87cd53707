"""A comparison as one table: sources down, questions across, a word in every cell."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from policy_model.cells import Grid, answers_by_cell, places
from policy_model.citation import cite
from policy_model.coverage import state_words
from policy_model.frames import Frames
from policy_model.selection import chosen_columns, chosen_questions
from policy_model.standing import STANDING_DATES, with_standing
from policy_model.vocabulary import LIST_SEPARATOR


def comparison_matrix(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    role_class: str | None = None,
    questions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """What `compare` says, spread out: every answer of a source beside one another.

    Rows: one a column of the comparison, key (source, role), in the order of `sources` or of the
    data.
    Columns: source, role, then one a question under its id, in the order of the codebook (all str).
    A cell holds the answers in reading order, joined with ` | `, each after its modality and a
    colon, with its place in brackets (the instrument's short citation and the pinpoint); what is
    not plainly in force has its standing there too. A cell without answers holds the word of its
    state: silent, not_in_extract, not_coded or not_applicable.
    Missing: never. A state has no brackets, an answer always has.
    Raises UnknownName for a source, class or question that does not exist.

    >>> from policy_model import load_dataset, frames
    >>> asked = {"sources": ["nm"], "questions": ["training_due", "minimum_age"]}
    >>> table = comparison_matrix(frames(load_dataset()), as_of=date(2026, 11, 21), **asked)
    >>> table[["role", "minimum_age"]].values.tolist()
    [['school_resource_officer', 'silent'], ['school_security_personnel', 'silent']]
    >>> table.loc[0, "training_due"]
    'must: Within 12 months of being assigned (NMSA 29-7-14 C(1))'
    """
    columns = chosen_columns(frames, sources=sources, role_class=role_class)
    grid = Grid(columns, chosen_questions(frames, questions))
    words = _words(frames, grid, as_of=as_of).reshape(len(grid.questions), len(columns))
    named = {"source": columns["source_id"].array, "role": columns["role_id"].array}
    asked = zip(grid.questions, words, strict=True)
    return pd.DataFrame(named | {each: pd.array(said, dtype="str") for each, said in asked})


def _words(frames: Frames, grid: Grid, *, as_of: date) -> np.ndarray:
    """What each cell says, by its number."""
    placed = answers_by_cell(frames, grid)
    words, said = state_words(frames, grid, placed), _said(frames, placed, as_of=as_of)
    cell = placed["cell"].to_numpy()
    words[cell] = said
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    ends = np.append(starts[1:], len(cell))
    for at in np.flatnonzero(ends - starts > 1):
        words[cell[starts[at]]] = LIST_SEPARATOR.join(said[starts[at] : ends[at]])
    return words


def _said(frames: Frames, placed: pd.DataFrame, *, as_of: date) -> list[str]:
    """The force of each placed answer, the answer and, in brackets, where it stands."""
    behind, held = frames.requirements, placed["requirement"].to_numpy()
    instrument = places(frames.instruments["instrument_id"], behind["instrument_id"])
    standing = with_standing(behind[STANDING_DATES], as_of=as_of)["standing"]
    parts = (
        behind["modality"].to_numpy(object)[held],
        frames.coded_answers["value"].array.take(placed["answer"].to_numpy()),
        frames.instruments["short_citation"].to_numpy(object)[instrument[held]],
        _put(behind["pinpoint"], lambda pinpoint: cite("", pinpoint))[held],
        _put(standing, lambda words: "" if words == "in force" else f"; {words}")[held],
    )
    rows = zip(*(part.tolist() for part in parts), strict=True)
    return [
        f"{force}: {value} ({citation}{pinpoint}{since})"
        for force, value, citation, pinpoint, since in rows
    ]


def _put(texts: pd.Series, put: Callable[[str], str]) -> np.ndarray:
    """Each text in other words; these are found once for equal texts, of which there are many."""
    codes, distinct = pd.factorize(texts)
    return np.array([put(text) for text in distinct], dtype=object)[codes]

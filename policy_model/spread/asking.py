"""The questions as they are put to the states: to binding law alone, whatever else is held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from policy_model.cells import Grid, answers_by_cell, places
from policy_model.coverage import state_words
from policy_model.frames import Frames
from policy_model.selection import chosen_columns, chosen_questions
from policy_model.standing import LAW, STANDING_DATES, with_standing
from policy_model.vocabulary import (
    Authority,
    Extent,
    JurisdictionKind,
    Mechanism,
    Modality,
)

# Few of many columns: all that is asked of them, here and by the modules that number the cells.
_OF_INSTRUMENTS = [
    "instrument_id",
    "source_id",
    "extent",
    "copy_kind",
    "completes",
    *STANDING_DATES,
]
_OF_REQUIREMENTS = [
    "requirement_id", "instrument_id", "pinpoint", "position", "actor", "mechanism", "modality",
    "amount_unit", "restates", "authority", *STANDING_DATES,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Put:
    """The questions as put to the states' binding law.

    `place` of an answer, and of everything by state: number of the question * number of states +
    number of the state. `owner` is the number of the state of each column of the grid.
    """

    law: Frames
    states: pd.DataFrame
    grid: Grid
    owner: np.ndarray
    cell_states: np.ndarray
    answers: pd.DataFrame
    as_of: date

    @property
    def size(self) -> int:
        """How many places there are."""
        return len(self.grid.questions) * len(self.states)

    def place(self, cells: np.ndarray) -> np.ndarray:
        """The place of each numbered cell of the grid."""
        question, column = np.divmod(cells, max(len(self.grid.columns), 1))
        return question * len(self.states) + self.owner[column]


def put_to_states(
    frames: Frames, *, as_of: date, role_class: str, questions: Sequence[str] | None
) -> Put:
    """Put questions for a class of roles; UnknownName for one that does not exist."""
    law, states = _law_alone(frames), _states(frames)
    sources = law.sources[law.sources["source_id"].isin(law.instruments["source_id"])]
    sources = sources[sources["jurisdiction_id"].isin(states["jurisdiction"])]
    columns = chosen_columns(law, sources=sources["source_id"].tolist(), role_class=role_class)
    grid = Grid(columns, chosen_questions(frames, questions))
    owner = columns["source_id"].map(sources.set_index("source_id")["jurisdiction_id"])
    placed = answers_by_cell(law, grid)
    words = state_words(law, grid, placed)
    held = places(states["jurisdiction"], owner)
    asked = Put(law, states, grid, held, words, pd.DataFrame(), as_of)
    return replace(asked, answers=_answers(asked, placed))


def _law_alone(frames: Frames) -> Frames:
    """The frames with binding instruments only, and without the cuts that a whole copy makes good.

    A copy that holds the whole of what another `completes` leaves nothing of that one to be read.
    """
    binding = frames.instruments["authority"] == Authority.BINDING.value
    held = frames.instruments.loc[binding, _OF_INSTRUMENTS]
    mended = held.loc[held["extent"] == Extent.WHOLE.value, "completes"].dropna()
    is_law = frames.requirements["authority"] == Authority.BINDING.value
    requirements = frames.requirements.loc[is_law, _OF_REQUIREMENTS]
    answers, cuts = frames.coded_answers, frames.cuts
    cuts = cuts[cuts["instrument_id"].isin(held["instrument_id"])]
    return replace(
        frames,
        instruments=held,
        requirements=requirements.reset_index(drop=True),
        coded_answers=answers[
            answers["requirement_id"].isin(requirements["requirement_id"])
        ].reset_index(drop=True),
        cuts=cuts[~cuts["instrument_id"].isin(mended)],
    )


def _states(frames: Frames) -> pd.DataFrame:
    """The states and the federal district: jurisdiction, label, tile_row, tile_column."""
    kinds = [JurisdictionKind.STATE.value, JurisdictionKind.FEDERAL_DISTRICT.value]
    is_state = frames.jurisdictions["jurisdiction_kind"].isin(kinds)
    named = frames.jurisdictions[is_state].rename(columns={"jurisdiction_id": "jurisdiction"})
    return named[["jurisdiction", "label", "tile_row", "tile_column"]].reset_index(drop=True)


def _answers(put: Put, placed: pd.DataFrame) -> pd.DataFrame:
    """One row an answer, in the order of the cells: see `spread_answers`; its `place` and force."""
    cells, at = placed["cell"].to_numpy(), placed["requirement"].to_numpy()
    said = with_standing(put.law.requirements, as_of=put.as_of)
    taken = {name: said[column].array.take(at) for name, column in _ABOUT.items()}
    labels = put.grid.labels(cells)
    kinds = pd.Series(said["standing_kind"].array.take(at))
    is_bar = (said["modality"] == Modality.MUST_NOT.value) & (
        said["mechanism"] == Mechanism.HIRING_CONDITION.value
    )
    force = said["modality"].mask(is_bar, Modality.MUST.value)  # to bar who lacks it is to ask it
    return pd.DataFrame(
        {
            "place": put.place(cells),
            "question": labels["question_id"],
            "source": labels["source_id"],
            "role": labels["role_id"],
            "answer": put.law.coded_answers["value"].array.take(placed["answer"]),
            **taken,
            "force": force.array.take(at),
            "is_counted": kinds.isin(LAW),
        }
    )


_ABOUT = {
    "requirement": "requirement_id",
    "modality": "modality",
    "mechanism": "mechanism",
    "actor": "actor",
    "instrument": "instrument_id",
    "pinpoint": "pinpoint",
    "standing": "standing",
    "restates": "restates",
}

"""What a fuller text adds to the extract that it completes: the only place that asks."""

import pandas as pd

from policy_model.frames import Frames
from policy_model.vocabulary import Authority

_CELL = ["source_id", "role_id", "question_id"]


def fuller_answers(frames: Frames) -> pd.DataFrame:
    """Answers that only the fuller text gives to a question put to an extract.

    Rows: one an extract's cell and answer, in the order of the data. Columns: source_id, role_id,
    question_id (the extract's cell), requirement_id, value (the fuller text's answer) (str).
    Missing: never.

    An instrument that `completes` another speaks to the cells of that one's source, for the same
    role; what it merely restates changes nothing there, and a compiler's words change no cell.
    """
    answers = frames.coded_answers.rename(columns={"source_id": "own_source_id"})
    rows = answers.merge(_adding(frames), on="requirement_id")
    columns = frames.columns[["source_id", "role_id"]]
    rows = rows.merge(columns, on=["source_id", "role_id"])
    return rows[[*_CELL, "requirement_id", "value"]].drop_duplicates(ignore_index=True)


def _adding(frames: Frames) -> pd.DataFrame:
    """Requirements of completing instruments that restate nothing, with the extract's source."""
    held = frames.instruments
    extracts = held[["instrument_id", "source_id"]].rename(columns={"instrument_id": "completes"})
    binding = held[(held["authority"] != Authority.SUMMARY.value) & held["completes"].notna()]
    completing = binding[["instrument_id", "completes"]].merge(extracts, on="completes")
    own = frames.requirements[frames.requirements["restates"].isna()]
    own = own[["requirement_id", "instrument_id"]].merge(completing, on="instrument_id")
    return own[["requirement_id", "source_id"]]

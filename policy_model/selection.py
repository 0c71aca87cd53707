"""Which columns a question is asked of: the (source, role) pairs that were chosen."""

from collections.abc import Sequence

import pandas as pd

from policy_model.errors import UnknownName
from policy_model.frames import Frames


def chosen_columns(
    frames: Frames, *, sources: Sequence[str] | None = None, role_class: str | None = None
) -> pd.DataFrame:
    """The (source, role) pairs to show, in the order of `sources`, or of the data.

    Rows: one a column. Columns: source_id, role_id (str). Missing: never.
    Raises UnknownName for a source or a class that does not exist.
    """
    order = known(sources, frames.sources["source_id"], "source")
    columns = frames.columns[frames.columns["source_id"].isin(order)]
    if role_class is not None:
        known([role_class], frames.classes["class_id"], "role class")
        members = frames.role_classes[frames.role_classes["class_id"] == role_class]
        columns = columns.merge(members[["source_id", "role_id"]], on=["source_id", "role_id"])
    rank = {source: at for at, source in enumerate(order)}
    ranked = columns.assign(rank=columns["source_id"].map(rank)).sort_values(["rank", "position"])
    return ranked[["source_id", "role_id"]].reset_index(drop=True)


def chosen_questions(frames: Frames, questions: Sequence[str] | None = None) -> pd.Series:
    """The ids of the questions to ask, in the order of the codebook whatever the order asked in.

    Raises UnknownName for a question that does not exist.
    """
    asked = known(questions, frames.questions["question_id"], "question")
    kept = frames.questions[frames.questions["question_id"].isin(asked)]
    return kept.sort_values("position", kind="stable")["question_id"].reset_index(drop=True)


def known(names: Sequence[str] | None, allowed: pd.Series, kind: str) -> list[str]:
    """The names without repetition, or all allowed ones; UnknownName for any other.

    >>> known(["ms", "nm", "ms"], pd.Series(["ms", "nm", "va"]), "source")
    ['ms', 'nm']
    >>> known(None, pd.Series(["ms", "nm"]), "source")
    ['ms', 'nm']
    """
    every = allowed.tolist()
    if names is None:
        return every
    there = set(every)
    for name in names:
        if name not in there:
            raise UnknownName(name, every, kind)
    return list(dict.fromkeys(names))

"""What is the same and what differs between the columns of a comparison."""

import pandas as pd

from policy_model.vocabulary import CellState

_CELL = ["source", "role", "question"]
_INCOMPARABLE = {CellState.NOT_CODED.value, CellState.NOT_IN_EXTRACT.value}


def _signatures(rows: pd.DataFrame) -> pd.Series:
    """What each cell says, as one value: equal answers with equal force are equal.

    An answer given twice counts once. Index: (source, role, question). A cell that cannot be
    compared is missing.
    """
    force = rows["modality"].fillna("") + "\x1f" + rows["answer"].fillna(rows["state"])
    force = force.mask(rows["state"].isin(_INCOMPARABLE))
    keys = [rows[name] for name in _CELL]
    joined = force.groupby(keys, sort=False).agg(
        lambda said: None if said.isna().any() else "\x1e".join(sorted(set(said)))
    )
    return joined.astype("str")


def same_as_baseline(rows: pd.DataFrame, baseline: str | None) -> pd.Series:
    """Whether a row's cell says what the baseline's first column says.

    Missing without a baseline, on the baseline itself and where nothing can be compared.
    """
    empty = pd.Series(pd.NA, index=rows.index, dtype="boolean")
    base_rows = rows[rows["source"] == baseline]
    if baseline is None or base_rows.empty:
        return empty
    signatures = _signatures(rows)
    role = base_rows["role"].iloc[0]
    base = signatures.xs((baseline, role), level=("source", "role"))
    own = pd.Series(
        signatures.reindex(pd.MultiIndex.from_frame(rows[_CELL])).array, index=rows.index
    )
    other = rows["question"].map(base)
    is_base = (rows["source"] == baseline) & (rows["role"] == role)
    comparable = own.notna() & other.notna() & ~is_base
    return (own == other).astype("boolean").where(comparable, pd.NA)


def differing_questions(rows: pd.DataFrame, baseline: str | None = None) -> list[str]:
    """Questions on which the columns do not all say the same, in order.

    With a baseline, those on which some column differs from it.
    """
    questions = rows["question"].drop_duplicates().tolist()
    if baseline is not None:
        differing = set(rows.loc[rows["same_as_baseline"].eq(False), "question"])
    else:
        distinct = _signatures(rows).groupby("question").nunique()
        differing = set(distinct.index[distinct > 1])
    return [question for question in questions if question in differing]

"""Sources side by side: every answer of every question, and what is the same."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from policy_model.coverage import answers_with_state, coverage
from policy_model.frames import Frames
from policy_model.selection import chosen_columns, known
from policy_model.standing import with_standing
from policy_model.vocabulary import Authority, CellState, Modality, order_of

COMPARISON_COLUMNS = [
    "question", "source", "role", "state", "answer", "modality", "instrument", "pinpoint",
    "requirement", "authority", "standing", "cautions", "mechanism", "actor", "missing",
    "same_as_baseline",
]  # fmt: skip
_CELL = ["source", "role", "question"]
_INCOMPARABLE = {CellState.NOT_CODED.value, CellState.NOT_IN_EXTRACT.value}


def compare(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    role_class: str | None = None,
    questions: Sequence[str] | None = None,
    baseline: str | None = None,
    differences: bool = False,
) -> pd.DataFrame:
    """Every answer of the chosen columns and questions, in reading order.

    Rows: one an answer; one for a cell without answers. Order: question, column as chosen, then
    authority, modality, document order.
    Columns: question, source, role, state, answer, modality, instrument, pinpoint, requirement,
    authority, standing (words), cautions (a list), mechanism, actor, missing (what is not in the
    copy, or why the question cannot arise), same_as_baseline (boolean); all others text.
    Missing: everything about an answer where the state is not answered or unquantified;
    same_as_baseline without a baseline, on the baseline itself and where nothing can be compared.
    Raises UnknownName for a source, class, question or baseline that does not exist.

    Without `role_class` every column is shown. With `differences`, questions whose coded answers
    are equal are left out; silence differs from an answer, a text not read never does. A baseline
    outside `sources` is compared with, and not shown.

    >>> from policy_model import load_dataset, frames
    >>> rows = compare(frames(load_dataset()), as_of=date(2026, 11, 21), questions=["minimum_age"])
    >>> rows.loc[rows["state"] == "answered", ["source", "pinpoint"]].values.tolist()
    [['ms', 'SRO 2']]
    """
    base = [] if baseline is None else known([baseline], frames.sources["source_id"], "source")
    compared = None if sources is None else [*sources, *base]
    columns = chosen_columns(frames, sources=compared, role_class=role_class)
    questions = known(questions, frames.questions["question_id"], "question")
    rows = _rows(frames, columns, questions, as_of=as_of)
    rows["same_as_baseline"] = _same_as_baseline(rows, baseline)
    if sources is not None:
        rows = rows[rows["source"].isin(sources)]
    if differences:
        rows = rows[rows["question"].isin(differing_questions(rows, baseline))]
    return rows[COMPARISON_COLUMNS].reset_index(drop=True)


def _rows(
    frames: Frames, columns: pd.DataFrame, questions: Sequence[str], *, as_of: date
) -> pd.DataFrame:
    """One row an answer or an empty cell, sorted for reading."""
    keys = ["source_id", "role_id", "question_id"]
    cells = coverage(frames)
    cells = cells[cells["question_id"].isin(questions)]
    order = columns.assign(column_rank=range(len(columns)))
    cells = cells.merge(order, on=["source_id", "role_id"])
    answers = answers_with_state(frames).drop(columns=["is_quantified"])
    answers = answers.rename(columns={"state": "answer_state"})
    rows = cells.merge(answers, on=keys, how="left")
    rows["state"] = rows["answer_state"].fillna(rows["state"])
    rows = rows.merge(_about(frames, as_of), on="requirement_id", how="left")
    rows["missing"] = rows["missing"].fillna(rows["reason"])
    rows["cautions"] = _cautions(frames, rows["requirement_id"])
    return _in_reading_order(rows, frames).rename(columns=_RENAMED)


_RENAMED = {
    "question_id": "question",
    "source_id": "source",
    "role_id": "role",
    "value": "answer",
    "instrument_id": "instrument",
    "requirement_id": "requirement",
}


def _about(frames: Frames, as_of: date) -> pd.DataFrame:
    """What a row says of the requirement behind its answer."""
    wanted = [
        "requirement_id", "instrument_id", "pinpoint", "modality", "mechanism", "actor",
        "authority", "position", "effective_on", "ends_on",
    ]  # fmt: skip
    return with_standing(frames.requirements[wanted], as_of=as_of)


def _cautions(frames: Frames, requirement_ids: pd.Series) -> pd.Series:
    """The cautions of each requirement as a list, empty where there are none."""
    cautions = frames.requirement_cautions
    listed = cautions.groupby("requirement_id")["caution"].agg(list).to_dict()
    lists = [listed.get(each, []) for each in requirement_ids]
    return pd.Series(lists, index=requirement_ids.index, dtype="object")


def _in_reading_order(rows: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    question_rank = frames.questions.set_index("question_id")["position"]
    return rows.assign(
        question_rank=rows["question_id"].map(question_rank),
        authority_rank=rows["authority"].map(order_of(Authority)),
        modality_rank=rows["modality"].map(order_of(Modality)),
    ).sort_values(
        ["question_rank", "column_rank", "authority_rank", "modality_rank", "position"],
        kind="stable",
    )


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


def _same_as_baseline(rows: pd.DataFrame, baseline: str | None) -> pd.Series:
    """Whether a row's cell says what the baseline's first column says."""
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

"""Sources side by side: every answer of every question, and what is the same."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from policy_model.coverage import answers_with_state, coverage
from policy_model.differences import differing_questions, same_as_baseline
from policy_model.errors import UnknownName
from policy_model.frames import Frames
from policy_model.fuller import fuller_answers
from policy_model.standing import STANDING_DATES, with_standing
from policy_model.vocabulary import Authority, CellState, Modality, order_of

COMPARISON_COLUMNS = [
    "question", "source", "role", "state", "answer", "modality", "instrument", "pinpoint",
    "requirement", "authority", "standing", "cautions", "mechanism", "actor", "missing",
    "same_as_baseline", "fuller",
]  # fmt: skip


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
    copy, or why the question cannot arise), same_as_baseline (boolean), fuller (a list: the
    requirements of fuller texts that answer beyond this cell's extract); all others text.
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
    base = [] if baseline is None else _known([baseline], frames.sources["source_id"], "source")
    compared = None if sources is None else [*sources, *base]
    columns = chosen_columns(frames, sources=compared, role_class=role_class)
    questions = _known(questions, frames.questions["question_id"], "question")
    rows = _rows(frames, columns, questions, as_of=as_of)
    rows["same_as_baseline"] = same_as_baseline(rows, baseline)
    if sources is not None:
        rows = rows[rows["source"].isin(sources)]
    if differences:
        rows = rows[rows["question"].isin(differing_questions(rows, baseline))]
    return rows[COMPARISON_COLUMNS].reset_index(drop=True)


def chosen_columns(
    frames: Frames, *, sources: Sequence[str] | None = None, role_class: str | None = None
) -> pd.DataFrame:
    """The (source, role) pairs to show, in the order of `sources`, or of the data.

    Rows: one a column. Columns: source_id, role_id (str). Missing: never.
    """
    order = _known(sources, frames.sources["source_id"], "source")
    columns = frames.columns[frames.columns["source_id"].isin(order)]
    if role_class is not None:
        _known([role_class], frames.classes["class_id"], "role class")
        members = frames.role_classes[frames.role_classes["class_id"] == role_class]
        columns = columns.merge(members[["source_id", "role_id"]], on=["source_id", "role_id"])
    rank = {source: at for at, source in enumerate(order)}
    ranked = columns.assign(rank=columns["source_id"].map(rank)).sort_values(["rank", "position"])
    return ranked[["source_id", "role_id"]].reset_index(drop=True)


def _known(names: Sequence[str] | None, allowed: pd.Series, kind: str) -> list[str]:
    """The names without repetition, or all allowed ones; UnknownName for any other."""
    known = allowed.tolist()
    if names is None:
        return known
    for name in names:
        if name not in known:
            raise UnknownName(name, known, kind)
    return list(dict.fromkeys(names))


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
    rows["fuller"] = _fuller(frames, rows)
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
        "authority", "position", *STANDING_DATES,
    ]  # fmt: skip
    return with_standing(frames.requirements[wanted], as_of=as_of)


def _cautions(frames: Frames, requirement_ids: pd.Series) -> pd.Series:
    """The cautions of each requirement as a list, empty where there are none."""
    cautions = frames.requirement_cautions
    listed = cautions.groupby("requirement_id")["caution"].agg(list).to_dict()
    lists = [listed.get(each, []) for each in requirement_ids]
    return pd.Series(lists, index=requirement_ids.index, dtype="object")


def _fuller(frames: Frames, rows: pd.DataFrame) -> pd.Series:
    """Requirements of fuller texts that speak to each row's cell, empty where none does."""
    cell = ["source_id", "role_id", "question_id"]
    added = fuller_answers(frames)
    listed = added.groupby(cell, sort=False)["requirement_id"].agg(
        lambda ids: list(dict.fromkeys(ids))
    )
    known = listed.to_dict()
    lists = [known.get(key, []) for key in rows[cell].itertuples(index=False, name=None)]
    return pd.Series(lists, index=rows.index, dtype="object")


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


def tally(frames: Frames, rows: pd.DataFrame) -> pd.DataFrame:
    """How many columns of a comparison say what, question by question: the denominators.

    `rows` is what `compare` returned. Sources that supplement others are not counted beside them.
    Rows: one a question and word. Columns: question, word (the strongest modality of a column's
    answers that are not ended or yet to come, or else the state of its cell), columns (Int64: how
    many say it), of (Int64: how many columns were asked). Order: question, then modality, state.
    Missing: never.
    """
    supplements = frames.sources.loc[frames.sources["supplements"].notna(), "source_id"]
    own = rows[~rows["source"].isin(supplements)]
    word = own["modality"].fillna(own["state"])
    ranked = own.assign(word=word, rank=word.map(_WORD_RANKS)).sort_values("rank", kind="stable")
    cells = ranked.drop_duplicates(["question", "source", "role"])
    counts = cells.groupby(["question", "word"], as_index=False).agg(columns=("rank", "size"))
    counts["of"] = counts.groupby("question")["columns"].transform("sum")
    order = {question: at for at, question in enumerate(rows["question"].drop_duplicates())}
    ranks = [counts["question"].map(order), counts["word"].map(_WORD_RANKS)]
    counts = counts.assign(question_rank=ranks[0], word_rank=ranks[1])
    counts = counts.sort_values(["question_rank", "word_rank"], ignore_index=True)
    return counts[["question", "word", "columns", "of"]].astype({"columns": "Int64", "of": "Int64"})


_WORD_RANKS = {word: at for at, word in enumerate([*map(str, Modality), *map(str, CellState)])}

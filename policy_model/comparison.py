"""Sources side by side: every answer of every question, and what is the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from policy_model.cells import Grid, answers_by_cell, places
from policy_model.coverage import answers_with_state, cell_states
from policy_model.differences import answers_in_baseline, differing_questions, same_as_baseline
from policy_model.frames import Frames
from policy_model.fuller import fuller_answers
from policy_model.selection import chosen_columns, chosen_questions, known
from policy_model.standing import LAW, STANDING_DATES, with_standing
from policy_model.vocabulary import LIST_SEPARATOR, CellState, Modality, Standing

COMPARISON_COLUMNS = [
    "question", "source", "role", "state", "answer", "modality", "instrument", "pinpoint",
    "requirement", "authority", "standing", "cautions", "mechanism", "actor", "missing",
    "same_as_baseline", "fuller", "in_baseline", "standing_kind",
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
    requirements of fuller texts that answer beyond this cell's extract), in_baseline (boolean:
    whether the baseline gives this very answer with this force), standing_kind (the code); all
    others text.
    Missing: everything about an answer where the state is not answered or unquantified;
    same_as_baseline and in_baseline without a baseline, on the baseline itself and where nothing
    can be compared.
    Raises UnknownName for a source, class, question or baseline that does not exist.

    Without `role_class` every column is shown. With `differences`, questions whose coded answers
    are equal are left out; silence differs from an answer, a text not read never does. A baseline
    outside `sources` is compared with, and not shown.

    >>> from policy_model import load_dataset, frames
    >>> asked = {"questions": ["minimum_age"], "sources": ["nm", "ms"]}
    >>> rows = compare(frames(load_dataset()), as_of=date(2026, 11, 21), **asked)
    >>> rows.loc[rows["state"] == "answered", ["source", "pinpoint"]].values.tolist()
    [['ms', 'SRO 2']]
    """
    base = [] if baseline is None else known([baseline], frames.sources["source_id"], "source")
    compared = None if sources is None else [*sources, *base]
    columns = chosen_columns(frames, sources=compared, role_class=role_class)
    rows = _rows(frames, columns, chosen_questions(frames, questions), as_of=as_of)
    rows["same_as_baseline"] = same_as_baseline(rows, baseline)
    rows["in_baseline"] = answers_in_baseline(rows, baseline)
    if sources is not None and not set(base) <= set(sources):
        rows = rows[rows["source"].isin(sources)]
    if differences:
        rows = rows[rows["question"].isin(differing_questions(rows, baseline))]
    return rows[COMPARISON_COLUMNS].reset_index(drop=True)


def _rows(
    frames: Frames, columns: pd.DataFrame, questions: pd.Series, *, as_of: date
) -> pd.DataFrame:
    """One row an answer or an empty cell, sorted for reading."""
    grid = Grid(columns, questions)
    placed = answers_by_cell(frames, grid)
    states = cell_states(frames, grid, placed)
    filled = np.maximum(states["answers"].to_numpy("int64"), 1)
    cell = np.repeat(np.arange(grid.size), filled)
    has_answer = states["answers"].gt(0).to_numpy(bool)[cell]
    answer, requirement = (np.full(len(cell), -1) for _ in range(2))
    answer[has_answer], requirement[has_answer] = placed["answer"], placed["requirement"]
    stands = states[["state", "missing", "reason"]].take(cell).reset_index(drop=True)
    rows = _taken(answers_with_state(frames)[["requirement_id", "value", "state"]], answer)
    rows = rows.assign(
        **grid.labels(cell),
        **_taken(_about(frames, as_of), requirement),
        state=rows["state"].fillna(stands["state"]),
        missing=stands["missing"].fillna(stands["reason"]),
        cautions=_cautions(frames, rows["requirement_id"]),
        fuller=_fuller(frames, grid, cell),
    )
    return rows.rename(columns=_RENAMED)


_RENAMED = {
    "question_id": "question",
    "source_id": "source",
    "role_id": "role",
    "value": "answer",
    "instrument_id": "instrument",
    "requirement_id": "requirement",
}


def _taken(frame: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    """The rows at these places; all is missing where a place is -1."""
    return pd.DataFrame(
        {name: frame[name].array.take(places, allow_fill=True) for name in frame.columns}
    )


def _about(frames: Frames, as_of: date) -> pd.DataFrame:
    """What a row says of the requirement behind its answer."""
    said = ["instrument_id", "pinpoint", "modality", "mechanism", "actor", "authority"]
    standing = with_standing(frames.requirements[STANDING_DATES], as_of=as_of)
    return frames.requirements[said].assign(**standing[["standing", "standing_kind"]])


def _cautions(frames: Frames, requirement_ids: pd.Series) -> pd.Series:
    """The cautions of each requirement as a list, empty where there are none."""
    cautions = frames.requirement_cautions
    listed: dict[int, list[str]] = defaultdict(list)
    known = cautions["requirement_id"].drop_duplicates()
    owner = places(known, cautions["requirement_id"])
    for at, caution in zip(owner.tolist(), cautions["caution"].tolist(), strict=True):
        listed[at].append(caution)
    return _listed(listed, places(known, requirement_ids))


def _fuller(frames: Frames, grid: Grid, cells: np.ndarray) -> pd.Series:
    """Requirements of fuller texts that speak to each row's cell, empty where none does."""
    added = grid.gathered(fuller_answers(frames), "requirement_id")
    return _listed({cell: list(dict.fromkeys(ids)) for cell, ids in added.items()}, cells)


def _listed(known: Mapping[int, list[str]], keys: np.ndarray) -> pd.Series:
    """For each key its list, empty where it has none; rows of one key share theirs."""
    lists = np.empty(len(known) + 1, dtype=object)
    for at, each in enumerate([*known.values(), []]):
        lists[at] = each
    held = places(pd.Series([*known], dtype="int64"), pd.Series(keys))
    return pd.Series(lists[held], dtype="object")


def tally(frames: Frames, rows: pd.DataFrame) -> pd.DataFrame:
    """How many columns of a comparison say what, question by question: the denominators.

    `rows` is what `compare` returned. A source that supplements others is not counted beside them;
    where none of them is asked, it speaks for itself.
    Rows: one a question and word. Columns: question, word (the strongest modality of a column's
    answers that are law, or why none of them is: ended, not_yet; without an answer the state of
    its cell), columns (Int64: how many say it), of (Int64: how many columns were asked).
    Order: question, then modality, standing, state.
    Missing: never.
    """
    own = rows[~rows["source"].isin(_beside_what_they_complete(frames, rows["source"]))]
    word = own["modality"].where(own["standing_kind"].isin(LAW), own["standing_kind"])
    word = word.fillna(own["state"])
    ranked = own.assign(word=word, rank=word.map(_WORD_RANKS)).sort_values("rank", kind="stable")
    cells = ranked.drop_duplicates(["question", "source", "role"])
    counts = cells.groupby(["question", "word"], as_index=False).agg(columns=("rank", "size"))
    counts["of"] = counts.groupby("question")["columns"].transform("sum")
    order = {question: at for at, question in enumerate(rows["question"].drop_duplicates())}
    ranks = [counts["question"].map(order), counts["word"].map(_WORD_RANKS)]
    counts = counts.assign(question_rank=ranks[0], word_rank=ranks[1])
    counts = counts.sort_values(["question_rank", "word_rank"], ignore_index=True)
    return counts[["question", "word", "columns", "of"]].astype({"columns": "Int64", "of": "Int64"})


def tally_field(word: str) -> str:
    """The field of the codebook that says what a word of the tally means.

    >>> tally_field("must"), tally_field("ended"), tally_field("silent")
    ('modality', 'standing_kind', 'state')
    """
    fields = {"modality": Modality, "standing_kind": Standing, "state": CellState}
    return next(name for name, words in fields.items() if word in set(words))


def _beside_what_they_complete(frames: Frames, asked: pd.Series) -> list[str]:
    """The sources that supplement another of those asked."""
    shown, sources = set(asked), frames.sources.dropna(subset=["supplements"])
    pairs = zip(sources["source_id"], sources["supplements"], strict=True)
    return [each for each, whole in pairs if shown & set(whole.split(LIST_SEPARATOR))]


_WORD_RANKS = {word: at for at, word in enumerate([*Modality, *Standing, *CellState])}

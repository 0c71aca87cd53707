"""Where a question stands across the jurisdictions: the only place that counts states.

A jurisdiction is counted once for a class of roles, by the strongest words of its binding law in
force on the day, however many texts and roles of it are held. A district's rule, a model policy
and an association's advice never speak for a state. Nothing here ranks.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from policy_model.frames import Frames
from policy_model.spread.asking import Put, put_to_states
from policy_model.standing import LAW, with_standing
from policy_model.vocabulary import (
    CellState,
    CopyKind,
    MapStanding,
    Modality,
    order_of,
)

SPREAD_COLUMNS = [
    "question", "jurisdiction", "label", "standing", "is_unequal", "answers", "requirements",
    "sources", "tile_row", "tile_column",
]  # fmt: skip
SPREAD_ANSWER_COLUMNS = [
    "question", "jurisdiction", "source", "role", "requirement", "answer", "modality", "mechanism",
    "actor", "instrument", "pinpoint", "standing", "is_counted", "extent", "copy_kind",
]  # fmt: skip

_BY_FORCE = {
    Modality.MUST: MapStanding.REQUIRED,
    Modality.MUST_NOT: MapStanding.PROHIBITED,
    Modality.SHOULD: MapStanding.RECOMMENDED,
    Modality.SHOULD_NOT: MapStanding.RECOMMENDED,
    Modality.MAY: MapStanding.PERMITTED,
    Modality.NEED_NOT: MapStanding.PERMITTED,
    Modality.IS: MapStanding.DESCRIBED,
}
_BY_STATE = {
    CellState.NOT_IN_EXTRACT: MapStanding.READ_IN_PART,
    CellState.SILENT: MapStanding.SILENT,
    CellState.NOT_APPLICABLE: MapStanding.CANNOT_ARISE,
    CellState.NOT_CODED: MapStanding.NOT_READ,
}
_STRENGTH = [  # what one cell of a jurisdiction says weighs before what another does
    MapStanding.REQUIRED, MapStanding.PROHIBITED, MapStanding.RECOMMENDED, MapStanding.PERMITTED,
    MapStanding.DESCRIBED, MapStanding.READ_IN_PART, MapStanding.SILENT, MapStanding.CANNOT_ARISE,
    MapStanding.NOT_READ,
]  # fmt: skip
_PLACE = {standing: at for at, standing in enumerate(_STRENGTH)}
_SPOKEN = len(set(_BY_FORCE.values()))
READ = [standing for standing in MapStanding if standing is not MapStanding.NOT_READ]


def spread(
    frames: Frames,
    *,
    as_of: date,
    role_class: str,
    questions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """What each state's binding law says on each question, for a class of roles on a day.

    Rows: one a question and state (the District of Columbia among them), in the order of the
    questions and of jurisdictions.yaml, held or not.
    Columns: question, jurisdiction, label (str), standing (str, a MapStanding), is_unequal (bool:
    its answers in force command, forbid, advise and allow different things; a description differs
    from nothing), answers (Int64: answers in force, one that restates another left out),
    requirements (a list of the ids behind all of them), sources (a list of the ids of its sources
    that were asked), tile_row, tile_column (Int64).
    Missing: never.
    Raises UnknownName for a class or question that does not exist.

    To bar from hiring or assignment whoever lacks a thing (must not, as a condition) is to require
    it. Silence is said only where law in force on the day was read in its own words, for every role
    of the class, and no cut may hold the answer. Otherwise, and where a cell has only answers that
    are not in force, what holds was not read: `read_in_part`.

    >>> from policy_model import load_dataset, frames
    >>> law = frames(load_dataset())
    >>> on = {"as_of": date(2026, 11, 21), "role_class": "sworn_sro"}
    >>> found = spread(law, **on, questions=["minimum_age"])
    >>> found.set_index("jurisdiction")["standing"][["ms", "hi"]].tolist()
    ['required', 'not_read']
    """
    return _spread(put_to_states(frames, as_of=as_of, role_class=role_class, questions=questions))


def spread_with_answers(
    frames: Frames, *, as_of: date, role_class: str, questions: Sequence[str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What `spread` and `spread_answers` give, asked once."""
    put = put_to_states(frames, as_of=as_of, role_class=role_class, questions=questions)
    return _spread(put), _answers(put, frames)


def _spread(put: Put) -> pd.DataFrame:
    count, states = len(put.grid.questions), put.states
    said = put.answers[put.answers["is_counted"]]
    found = pd.DataFrame(
        {
            "question": np.repeat(put.grid.questions.array, len(states)),
            **{name: np.tile(states[name].array, count) for name in ("jurisdiction", "label")},
            "standing": _standings(put),
            "is_unequal": _is_unequal(said, put.size),
            "answers": pd.array(_counted_once(said, put.size), dtype="Int64"),
            "requirements": _lists(said["requirement"], said["place"], put.size),
            "sources": [*_asked_sources(put)] * count,
        }
    )
    for name in ("tile_row", "tile_column"):
        found[name] = pd.array(np.tile(states[name], count), dtype="Int64")
    return found[SPREAD_COLUMNS]


def spread_answers(
    frames: Frames,
    *,
    as_of: date,
    role_class: str,
    questions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Every answer of the states' binding law to the questions: what `spread` counts, and why.

    Rows: one an answer, in the order of the questions, of jurisdictions.yaml, then of reading.
    Columns: question, jurisdiction, source, role, requirement, answer, modality, mechanism, actor,
    instrument, pinpoint, standing (in words), extent, copy_kind (str), is_counted (bool: in force
    on the day, or nothing known against it; others decide nothing).
    Missing: never.
    Raises UnknownName for a class or question that does not exist.
    """
    put = put_to_states(frames, as_of=as_of, role_class=role_class, questions=questions)
    return _answers(put, frames)


def _answers(put: Put, frames: Frames) -> pd.DataFrame:
    rows = put.answers.sort_values("place", kind="stable", ignore_index=True)
    rows["jurisdiction"] = put.states["jurisdiction"].array.take(rows["place"] % len(put.states))
    copies = frames.instruments[["instrument_id", "extent", "copy_kind"]]
    rows = rows.merge(copies, left_on="instrument", right_on="instrument_id", how="left")
    return rows[SPREAD_ANSWER_COLUMNS]


def spread_counts(found: pd.DataFrame) -> pd.DataFrame:
    """How many jurisdictions stand where, each number with its denominator and its list.

    `found` is what `spread` gave.
    Rows: one a question and standing that some jurisdiction has, in the order of MapStanding.
    Columns: question, standing (str), count (int), of (int: jurisdictions read for the class, the
    denominator), jurisdictions (a list of ids).
    Missing: never. The row `not_read` counts those outside the denominator.

    >>> found = pd.DataFrame({"question": ["q"] * 3, "jurisdiction": ["aa", "bb", "cc"],
    ...                       "standing": ["required", "silent", "not_read"]})
    >>> spread_counts(found)[["standing", "count", "of"]].values.tolist()
    [['required', 1, 2], ['silent', 1, 2], ['not_read', 1, 2]]
    """
    read = found[found["standing"].isin([each.value for each in READ])]
    of = read.groupby("question", sort=False).size()
    rank = found["standing"].map({each.value: at for at, each in enumerate(MapStanding)})
    groups = found.assign(rank=rank).groupby(["question", "rank", "standing"], sort=False)
    counts = groups.agg(
        count=("jurisdiction", "size"), jurisdictions=("jurisdiction", list)
    ).reset_index()
    order = {question: at for at, question in enumerate(found["question"].unique())}
    counts["place"] = counts["question"].map(order)
    counts = counts.sort_values(["place", "rank"], ignore_index=True)
    counts["of"] = counts["question"].map(of).fillna(0).astype("int64")
    return counts[["question", "standing", "count", "of", "jurisdictions"]]


def _standings(put: Put) -> pd.api.extensions.ExtensionArray:
    """The strongest that each state says, question by question."""
    spoken, empty = put.answers, np.flatnonzero(_is_empty(put.cell_states))
    force = spoken["force"].map({str(m): _PLACE[s] for m, s in _BY_FORCE.items()})
    force = force.where(spoken["is_counted"], _PLACE[MapStanding.READ_IN_PART])
    by_state = {str(state): _PLACE[standing] for state, standing in _BY_STATE.items()}
    silence = np.array([by_state[word] for word in put.cell_states[empty]], dtype="int64")
    best = np.full(put.size, _PLACE[MapStanding.NOT_READ])
    np.minimum.at(best, spoken["place"].to_numpy(), force.to_numpy("int64"))
    np.minimum.at(best, put.place(empty), silence)
    best[_is_unsure(put, best, put.place(empty[silence == _PLACE[MapStanding.NOT_READ]]))] = _PLACE[
        MapStanding.READ_IN_PART
    ]
    return pd.array([standing.value for standing in _STRENGTH], dtype="str").take(best)


def _is_empty(states: np.ndarray) -> np.ndarray:
    return np.isin(states, [state.value for state in _BY_STATE])


def _is_unsure(put: Put, best: np.ndarray, unread: np.ndarray) -> np.ndarray:
    """Silence that is none: another role is unread, or no law of the day in its own words is."""
    silent, never = _PLACE[MapStanding.SILENT], _PLACE[MapStanding.CANNOT_ARISE]
    is_unread = np.isin(np.arange(put.size), unread)
    is_firm = np.tile(put.states["jurisdiction"].isin(_firm(put)), len(put.grid.questions))
    return ((best == silent) & ~is_firm) | (np.isin(best, [silent, never]) & is_unread)


def _firm(put: Put) -> pd.Series:
    """Jurisdictions of which law in force on the day was read in its own words."""
    held = with_standing(put.law.instruments, as_of=put.as_of)
    is_law = held["standing_kind"].isin(LAW)
    firm = held[is_law & (held["copy_kind"] != CopyKind.RESTATED.value)]
    sources = put.law.sources
    return sources.loc[sources["source_id"].isin(firm["source_id"]), "jurisdiction_id"]


def _is_unequal(said: pd.DataFrame, size: int) -> np.ndarray:
    """Whether answers of different force meet at a place."""
    norms = said[said["force"] != Modality.IS.value]
    bits = np.left_shift(1, norms["force"].map(order_of(Modality)).to_numpy("int64"))
    met = np.zeros(size, dtype="int64")
    np.bitwise_or.at(met, norms["place"].to_numpy(), bits)
    return (met & (met - 1)) > 0


def _counted_once(said: pd.DataFrame, size: int) -> np.ndarray:
    own = said[~said["restates"].isin(said["requirement"])]
    return np.bincount(own["place"], minlength=size)


def _lists(values: pd.Series, at: pd.Series, size: int) -> list[list[str]]:
    """The values at each place, each once, in their order."""
    found: list[dict[str, None]] = [{} for _ in range(size)]
    for place, value in zip(at.tolist(), values.tolist(), strict=True):
        found[place][value] = None
    return [list(each) for each in found]


def _asked_sources(put: Put) -> list[list[str]]:
    columns = put.grid.columns["source_id"]
    return _lists(columns, pd.Series(put.owner), len(put.states))

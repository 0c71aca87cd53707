"""Where a question stands across the jurisdictions: the only place that counts states.

A jurisdiction is counted once for a class of roles, by the strongest words of its binding law in
force on the day, however many texts and roles of it are held. A district's rule, a model policy
and an association's advice never speak for a state. Nothing here ranks.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from policy_model.comparison import compare
from policy_model.frames import Frames
from policy_model.selection import chosen_questions
from policy_model.standing import STANDING_DATES, with_standing
from policy_model.vocabulary import (
    Authority,
    CellState,
    JurisdictionKind,
    MapStanding,
    Modality,
    Standing,
)

SPREAD_COLUMNS = [
    "question", "jurisdiction", "label", "standing", "is_unequal", "answers", "sources",
    "tile_row", "tile_column",
]  # fmt: skip

_BY_FORCE = {
    Modality.MUST: MapStanding.REQUIRED,
    Modality.MUST_NOT: MapStanding.REQUIRED,
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
    MapStanding.REQUIRED, MapStanding.RECOMMENDED, MapStanding.PERMITTED, MapStanding.DESCRIBED,
    MapStanding.READ_IN_PART, MapStanding.SILENT, MapStanding.CANNOT_ARISE, MapStanding.NOT_READ,
]  # fmt: skip
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
    from nothing), answers (Int64: answers in force), sources (a list of the ids of its sources
    that were asked), tile_row, tile_column (Int64).
    Missing: never.
    Raises UnknownName for a class or question that does not exist.

    An answer that is not in force on the day does not count; where a cell has only such, what holds
    instead was not read, and the standing is `read_in_part`.

    >>> from policy_model import load_dataset, frames
    >>> law = frames(load_dataset())
    >>> on = {"as_of": date(2026, 11, 21), "role_class": "sworn_sro"}
    >>> found = spread(law, **on, questions=["minimum_age"])
    >>> found.set_index("jurisdiction")["standing"][["ms", "hi"]].tolist()
    ['required', 'not_read']
    """
    asked = chosen_questions(frames, questions)
    sources = _of_states(frames)
    rows = _cells(frames, sources, as_of=as_of, role_class=role_class, questions=asked.tolist())
    said = _by_jurisdiction(rows)
    states = _states(frames)
    every = asked.rename("question").to_frame().merge(states, how="cross")
    found = every.merge(said, on=["question", "jurisdiction"], how="left")
    found["standing"] = found["standing"].fillna(MapStanding.NOT_READ.value)
    found["is_unequal"] = found["is_unequal"].eq(True)
    found["answers"] = found["answers"].astype("Int64").fillna(0)
    found["sources"] = _lists(found["sources"])
    return found[SPREAD_COLUMNS]


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


def _of_states(frames: Frames) -> list[str]:
    """The sources of states that hold binding law."""
    states = set(_states(frames)["jurisdiction"])
    held = frames.instruments[frames.instruments["authority"] == Authority.BINDING.value]
    sources = frames.sources[frames.sources["source_id"].isin(held["source_id"])]
    return sources.loc[sources["jurisdiction_id"].isin(states), "source_id"].tolist()


def _states(frames: Frames) -> pd.DataFrame:
    """The states and the federal district: jurisdiction, label, tile_row, tile_column."""
    kinds = [JurisdictionKind.STATE.value, JurisdictionKind.FEDERAL_DISTRICT.value]
    is_state = frames.jurisdictions["jurisdiction_kind"].isin(kinds)
    named = frames.jurisdictions[is_state].rename(columns={"jurisdiction_id": "jurisdiction"})
    return named[["jurisdiction", "label", "tile_row", "tile_column"]]


def _cells(
    frames: Frames, sources: list[str], *, as_of: date, role_class: str, questions: list[str]
) -> pd.DataFrame:
    """Every answer and empty cell of the states.

    Columns: question, jurisdiction, source, strength (place in _STRENGTH), is_said (an answer in
    force), force (the modality where it commands, forbids, advises or allows).
    """
    rows = compare(frames, as_of=as_of, sources=sources, role_class=role_class, questions=questions)
    binds = rows["authority"].isna() | (rows["authority"] == Authority.BINDING.value)
    rows = rows[binds]
    owner = frames.sources.set_index("source_id")["jurisdiction_id"]
    strength = _strength(rows, _in_force(frames, rows["requirement"], as_of))
    return pd.DataFrame(
        {
            "question": rows["question"],
            "jurisdiction": rows["source"].map(owner),
            "source": rows["source"],
            "strength": strength,
            "is_said": strength < _SPOKEN,
            "force": rows["modality"].where(
                (strength < _SPOKEN) & (rows["modality"] != Modality.IS)
            ),
        }
    )


def _in_force(frames: Frames, requirements: pd.Series, as_of: date) -> pd.Series:
    """Whether each row's requirement is law on the day, as far as can be told."""
    dates = frames.requirements[["requirement_id", *STANDING_DATES]]
    kinds = with_standing(dates, as_of=as_of).set_index("requirement_id")["standing_kind"]
    return requirements.map(kinds).isin([Standing.IN_FORCE.value, Standing.CANNOT_TELL.value])


def _strength(rows: pd.DataFrame, in_force: pd.Series) -> np.ndarray:
    place = {standing: at for at, standing in enumerate(_STRENGTH)}
    by_force = {force.value: place[standing] for force, standing in _BY_FORCE.items()}
    by_state = {state.value: place[standing] for state, standing in _BY_STATE.items()}
    said = rows["modality"].map(by_force)
    said = said.where(in_force | said.isna(), place[MapStanding.READ_IN_PART])
    return said.fillna(rows["state"].map(by_state)).astype("int64").to_numpy()


def _by_jurisdiction(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a question and jurisdiction: the strongest, whether it differs, how many answers."""
    groups = rows.groupby(["question", "jurisdiction"], sort=False)
    found = groups.agg(
        strongest=("strength", "min"), answers=("is_said", "sum"), sources=("source", _once)
    )
    found["is_unequal"] = groups["force"].nunique().gt(1)
    words = pd.array([standing.value for standing in _STRENGTH], dtype="str")
    found["standing"] = words.take(found.pop("strongest").to_numpy("int64"))
    return found.reset_index()


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _lists(values: pd.Series) -> pd.Series:
    return values.map(lambda each: each if isinstance(each, list) else [])


__all__ = ["READ", "SPREAD_COLUMNS", "spread", "spread_counts"]

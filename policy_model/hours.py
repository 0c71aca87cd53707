"""The hours ledger: what is asked of each role, in which phase, with what force.

Never added together: initial and recurring, required and recommended, one role and another.
A duty without a number is counted beside the hours, never as zero.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from policy_model.calendar import Period
from policy_model.errors import UnknownName
from policy_model.frames import Frames
from policy_model.standing import with_standing
from policy_model.vocabulary import (
    Authority,
    Basis,
    Boundary,
    Category,
    Mechanism,
    Modality,
    Phase,
    Standing,
    Unit,
    order_of,
)

LEDGER_COLUMNS = [
    "source", "role", "phase", "anchor", "modality", "parts", "total_hours", "per",
    "unquantified", "requirements", "cumulative", "unquantified_requirements",
]  # fmt: skip
MAX_YEARS = 40
_ROW = ["source", "role", "phase", "anchor", "per", "modality"]
_Key = tuple[str | None, ...]
_Group = list[tuple[str, float | None]]
_MODALITIES = (Modality.MUST.value, Modality.SHOULD.value)
_DUTIES = (
    Mechanism.DIRECT.value,
    Mechanism.HIRING_CONDITION.value,
    Mechanism.POLICY.value,
    Mechanism.AGREEMENT.value,
)


def hour_ledger(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    years: int | None = None,
) -> pd.DataFrame:
    """Hours and training duties without hours, in force at a date.

    Rows: one a source, role, phase, anchor, interval and modality, in the order of the data.
    Columns: source, role, phase (before, within, undated, recurring), anchor (a fact, an event, a
    date), modality (must, should), parts (list of hours in document order), total_hours (sum of
    parts), per (the interval of recurring rows, `P1Y`), unquantified (Int64, duties without
    hours), requirements (ids of all that is counted), cumulative (list: hours reached at the end
    of each year, with `years`), unquantified_requirements (ids).
    Missing: total_hours and cumulative where the text states no hours; anchor where the text
    gives none, or the later of several; per of what is owed once.
    A duty whose start is known only as the month or year that holds the day is not counted.
    Raises UnknownName for a source that does not exist, ValueError for years outside 1 to 40.

    >>> from policy_model import load_dataset, frames
    >>> ledger = hour_ledger(frames(load_dataset()), as_of=date(2026, 11, 21), sources=["nm"])
    >>> ledger.loc[ledger["anchor"] == "employed_on", ["parts", "total_hours"]].values.tolist()
    [[[16.0, 4.0, 8.0, 16.0], 44.0]]
    """
    if years is not None and not 1 <= years <= MAX_YEARS:
        raise ValueError(f"years must be from 1 to {MAX_YEARS}")
    counted = counted_duties(frames, as_of=as_of)
    known = frames.sources["source_id"].tolist()
    for source in sources or []:
        if source not in known:
            raise UnknownName(source, known, "source")
    if sources is not None:
        counted = counted[counted["source"].isin(sources)]
    rows = [
        (*key, *_totals(group), _cumulative(group, key, years))
        for key, group in _grouped(counted).items()
    ]
    columns = [
        *_ROW, "parts", "total_hours", "unquantified", "requirements",
        "unquantified_requirements", "cumulative",
    ]  # fmt: skip
    ledger = pd.DataFrame(rows, columns=columns)
    return _typed(ledger)[LEDGER_COLUMNS]


def counted_duties(frames: Frames, *, as_of: date) -> pd.DataFrame:
    """The requirements that the ledger counts, one row for each role.

    Rows: one a requirement and role: hours of any category, and training duties without hours,
    that a text in force requires or recommends. Left out: what is inside another requirement
    (part_of), either-or limbs (alternative_to), exceptions, restatements, compilers' summaries,
    definitions and what addresses the authors of courses.
    Columns: source, role, requirement, position, phase, anchor, per, modality, hours.
    Missing: hours where the text states none; anchor and per where there is none.
    """
    wanted = with_standing(frames.requirements, as_of=as_of)
    wanted = wanted[_is_counted(wanted) & (wanted["standing_kind"] == Standing.IN_FORCE.value)]
    wanted = wanted.assign(hours=_hours(wanted), phase=_phase(wanted), per=_interval(wanted))
    is_again = wanted["phase"] == Phase.RECURRING.value
    wanted["anchor"] = wanted["deadline_anchor"].mask(is_again)
    said = ["position", "phase", "anchor", "per", "modality", "hours"]
    wanted = wanted[["source_id", "requirement_id", *said]]  # the rest would be copied at each step
    roles = frames.requirement_roles[["requirement_id", "role_id"]]
    rows = _in_order(wanted.merge(roles, on="requirement_id"), frames)
    names = {"source_id": "source", "role_id": "role", "requirement_id": "requirement"}
    rows = rows.rename(columns=names)[[*names.values(), *said]]
    return rows.reset_index(drop=True)


def _is_counted(requirements: pd.DataFrame) -> pd.Series:
    is_training = requirements["category"] == Category.TRAINING.value
    links = ["part_of", "alternative_to", "exception_to", "restates"]
    return (
        (_hours(requirements).notna() | is_training)
        & requirements["modality"].isin(_MODALITIES)
        & requirements["mechanism"].isin(_DUTIES)
        & (requirements["authority"] != Authority.SUMMARY.value)
        & requirements[links].isna().all(axis=1)
    )


def _hours(requirements: pd.DataFrame) -> pd.Series:
    return requirements["amount_value"].where(requirements["amount_unit"] == Unit.HOUR.value)


def _phase(requirements: pd.DataFrame) -> pd.Series:
    boundary = requirements["deadline_boundary"]
    is_dated = requirements["deadline_anchor"].str.match(r"\d").eq(True)
    phase = pd.Series(Phase.UNDATED.value, index=requirements.index, dtype="str")
    is_timed = boundary.notna() & (boundary != Boundary.UNSTATED.value)
    phase = phase.mask(is_timed, Phase.WITHIN.value)
    phase = phase.mask((boundary == Boundary.BEFORE.value) & ~is_dated, Phase.BEFORE.value)
    recurs = requirements["repeats"].notna()
    recurs |= requirements["amount_basis"].isin([Basis.PER_YEAR.value, Basis.PER_PERIOD.value])
    return phase.mask(recurs, Phase.RECURRING.value)


def _interval(requirements: pd.DataFrame) -> pd.Series:
    """How often again: 8 hours a year are 8, though their sessions be held every six months."""
    is_yearly = requirements["amount_basis"] == Basis.PER_YEAR.value
    of_amount = requirements["amount_period"].mask(is_yearly, "P1Y")
    of_hours = of_amount.where(_hours(requirements).notna())
    return of_hours.fillna(requirements["repeats"]).fillna(of_amount)


def _in_order(rows: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """By source and column, then phase, modality and place in the document."""
    pairs = frames.columns[["source_id", "role_id"]]
    columns = pairs.assign(column_rank=range(len(pairs)))
    rows = rows.merge(columns, on=["source_id", "role_id"])
    return rows.assign(
        phase_rank=rows["phase"].map(order_of(Phase)),
        modality_rank=rows["modality"].map(order_of(Modality)),
    ).sort_values(["column_rank", "phase_rank", "modality_rank", "position"], kind="stable")


def _grouped(counted: pd.DataFrame) -> dict[_Key, _Group]:
    """The (requirement, hours) pairs of each row of the ledger; None for what is missing."""
    groups: dict[_Key, _Group] = {}
    plain = counted.astype(object).where(counted.notna(), None)
    keys = plain[_ROW].itertuples(index=False, name=None)
    for key, *pair in zip(keys, plain["requirement"], plain["hours"], strict=True):
        groups.setdefault(key, []).append(tuple(pair))
    return groups


def _totals(group: _Group) -> tuple[object, ...]:
    stated = _stated(group)
    without = [requirement for requirement, hours in group if hours is None]
    total = _sum(stated) if stated else None
    return stated, total, len(without), [requirement for requirement, _ in group], without


def _stated(group: _Group) -> list[float]:
    return [hours for _, hours in group if hours is not None]


def _cumulative(group: _Group, key: _Key, years: int | None) -> list[float] | None:
    """Hours of this row alone reached at the end of each year; None where none are stated."""
    stated = _stated(group)
    if years is None or not stated:
        return None
    total, per = _sum(stated), key[_ROW.index("per")]
    if per is None:
        return [total] * years
    interval = Period.parse(per)
    return [_sum([total * times_within(interval, year)]) for year in range(1, years + 1)]


def _sum(hours: Iterable[float]) -> float:
    """A sum to the two decimals that amounts may have: 0.1 + 0.2 is 0.3, in any order."""
    return round(math.fsum(hours), 2)


def times_within(interval: Period, years: int) -> int:
    """How often something owed each interval has fallen due at the end of that many years.

    The first falls due at the end of the first interval.

    >>> times_within(Period.parse("P1Y"), 5), times_within(Period.parse("P2Y"), 5)
    (5, 2)
    >>> times_within(Period.parse("P6M"), 1)
    2
    """
    months = {"Y": 12.0, "M": 1.0, "W": 12 / 52.1775, "D": 12 / 365.2425}[interval.unit]
    return int(years * 12 / (interval.count * months) + 1e-9)


def _typed(ledger: pd.DataFrame) -> pd.DataFrame:
    """Text columns as text, hours as numbers, counts as whole numbers."""
    for name in (*_ROW,):
        ledger[name] = ledger[name].astype("str")
    ledger["total_hours"] = ledger["total_hours"].astype("float64")
    ledger["unquantified"] = ledger["unquantified"].astype("Int64")
    for name in ("parts", "requirements", "unquantified_requirements", "cumulative"):
        ledger[name] = ledger[name].astype("object")
    return ledger


def career(ledger: pd.DataFrame, *, years: int) -> pd.DataFrame:
    """Hours that a role's texts have asked for after so many years, where they state any.

    `ledger` is a ledger made with at least `years`. Each role and force has its own line: required
    and recommended hours are never on one. What is owed once is reached at the start.

    Rows: one a source, role, modality and year from 0 to `years`.
    Columns: source, role, modality (str), year (int), hours (float).
    Missing: never; a role without stated hours has no rows, and that is not zero.
    """
    stated = ledger[ledger["total_hours"].notna()]
    rows = []
    for key, group in stated.groupby(["source", "role", "modality"], sort=False):
        once = group.loc[group["per"].isna(), "total_hours"].sum()
        again = group.loc[group["per"].notna(), "cumulative"].tolist()
        for year in range(years + 1):
            hours = _sum([once, *(line[year - 1] for line in again if year)])
            rows.append((*key, year, hours))
    types = {"source": "str", "role": "str", "modality": "str", "year": "int64", "hours": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)

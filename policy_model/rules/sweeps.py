"""One officer on many days, or with many days of one fact; several officers side by side."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from policy_model.records.officers import Officer
from policy_model.records.whole import Dataset
from policy_model.rules.batch import columns_of
from policy_model.rules.check import Grid, applied, viewed
from policy_model.rules.copies import repeated, with_days
from policy_model.rules.days import UNKNOWN_DAY, day_number, day_of
from policy_model.rules.officers import officer_of
from policy_model.rules.plan import Plan, plan_of
from policy_model.vocabulary import Status

SWEEP_COLUMNS = ["day", "source", "requirement", "status", "due_on"]
Given = Officer | Mapping[str, Any]
_STATUSES = [status.value for status in Status]


def sweep_of_fact(
    officer: Given,
    fact: str,
    days: Sequence[date],
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """What is found for each day that a date fact, such as assigned_on, might have.

    Rows: one a day and finding. Columns: day, source, requirement, status, due_on (text; days as
    ISO text). Missing: due_on where there is none. Raises as `check_officer` does.
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    one = columns_of([officer_of(officer, plan.dataset, as_of=as_of)], plan)
    numbers = np.array([day_number(day) for day in days])
    variants = with_days(repeated(one, len(days)), fact, numbers)
    view = viewed(variants, plan, chosen, as_of=day_number(as_of))
    [grid] = applied(view, variants.roles, plan, chosen)
    rows = [row for at, day in enumerate(days) for row in _rows(grid, at, day)]
    return pd.DataFrame(rows, columns=SWEEP_COLUMNS).astype("str")


def sweep_of_days(
    officer: Given,
    days: Sequence[date],
    *,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """What is found on each of several as-of days.

    Rows: one a day and finding. Columns: day, source, requirement, status, due_on (text; days as
    ISO text). Missing: due_on where there is none. Raises as `check_officer` does.
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    rows = [row for day in days for row in _on(officer, plan, chosen, as_of=day)]
    return pd.DataFrame(rows, columns=SWEEP_COLUMNS).astype("str")


def _on(
    officer: Given, plan: Plan, sources: tuple[str, ...], *, as_of: date
) -> Iterator[tuple[object, ...]]:
    one = columns_of([officer_of(officer, plan.dataset, as_of=as_of)], plan)
    view = viewed(one, plan, sources, as_of=day_number(as_of))
    [grid] = applied(view, one.roles, plan, sources)
    yield from _rows(grid, 0, as_of)


def _rows(grid: Grid, at: int, day: date) -> Iterator[tuple[object, ...]]:
    for number, bound in enumerate(grid.rules):
        due = grid.due_on[number, at]
        due_on = None if due == UNKNOWN_DAY else day_of(due).isoformat()
        status = _STATUSES[grid.status[number, at]]
        yield day.isoformat(), bound.rule.source_id, bound.rule.requirement.id, status, due_on


def side_by_side(
    cases: Mapping[str, tuple[Given, date]],
    *,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """Two or more officers, or one on two days, requirement by requirement.

    `cases` maps a label to an officer and an as-of day.
    Rows: one a requirement that is asked of any of them, in the order of the documents.
    Columns: source, requirement, then `<label> status` and `<label> due_on` for each case (text).
    Missing: where a requirement is not asked of that officer's role.
    Raises as `check_officer` does.
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    order = [rule.requirement.id for rule in plan.rules]
    whole: pd.DataFrame | None = None
    for label, (officer, day) in cases.items():
        rows = pd.DataFrame(_on(officer, plan, chosen, as_of=day), columns=SWEEP_COLUMNS)
        named = {"status": f"{label} status", "due_on": f"{label} due_on"}
        part = rows.drop(columns="day").rename(columns=named)
        whole = part if whole is None else whole.merge(part, how="outer")
    if whole is None:
        raise ValueError("side_by_side needs at least one case")
    rank = {source: at for at, source in enumerate(chosen)}
    place = [
        (rank[s], order.index(r))
        for s, r in zip(whole["source"], whole["requirement"], strict=True)
    ]
    ranked = sorted(range(len(place)), key=place.__getitem__)
    return whole.iloc[ranked].reset_index(drop=True).astype("str")

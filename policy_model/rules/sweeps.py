"""One officer on many days, or with many days of one fact; several officers side by side."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from policy_model.records.officers import Officer
from policy_model.records.whole import Dataset
from policy_model.rules.batch import columns_of
from policy_model.rules.check import applied, viewed
from policy_model.rules.columns import Officers
from policy_model.rules.copies import repeated, with_days
from policy_model.rules.days import UNKNOWN_DAY, Days, day_number, day_of
from policy_model.rules.officers import officer_of
from policy_model.rules.plan import Bound, Plan, plan_of
from policy_model.vocabulary import Status

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
    known = officer_of(officer, plan.dataset, as_of=as_of)
    variants = repeated(columns_of([known], plan), len(days))
    variants = with_days(variants, fact, _numbers(days))
    return _swept(variants, days, plan, plan.source_ids(sources), as_of=day_number(as_of))


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
    if not days:
        return _table([], [], [], [])
    known = officer
    for day in days:
        known = officer_of(known, plan.dataset, as_of=day)
    variants = repeated(columns_of([known], plan), len(days))
    return _swept(variants, days, plan, chosen, as_of=_numbers(days))


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
        rows = sweep_of_days(officer, [day], sources=sources, dataset=dataset)
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


def _numbers(days: Sequence[date]) -> Days:
    return np.array([day_number(day) for day in days])


def _swept(
    variants: Officers, days: Sequence[date], plan: Plan, sources: tuple[str, ...], *, as_of: Days
) -> pd.DataFrame:
    """The findings of the variants of one officer, each under its day."""
    view = viewed(variants, plan, sources, as_of=as_of)
    [grid] = applied(view, variants.roles, plan, sources)
    return _table(days, grid.rules, grid.status.T.ravel().tolist(), grid.due_on.T.ravel().tolist())


def _table(
    days: Sequence[date], rules: Sequence[Bound], statuses: list[int], dues: list[int]
) -> pd.DataFrame:
    """A row a day and rule; status and due day of each, in that order."""
    named = [(bound.rule.source_id, bound.rule.requirement.id) for bound in rules]
    texts = {due: day_of(due).isoformat() for due in set(dues) - {UNKNOWN_DAY}}
    columns = {
        "day": [day.isoformat() for day in days for _ in rules],
        "source": [source for source, _ in named] * len(days),
        "requirement": [requirement for _, requirement in named] * len(days),
        "status": [_STATUSES[code] for code in statuses],
        "due_on": [texts.get(due) for due in dues],
    }
    return pd.DataFrame(columns, dtype="str")

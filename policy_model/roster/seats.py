"""Seats needed: how many officers need a place in which course, month by month."""

from collections.abc import Iterator, Sequence

import pandas as pd

from policy_model.records.whole import Dataset
from policy_model.rules.plan import plan_of
from policy_model.rules.rule import Rule
from policy_model.vocabulary import Manner, Status, WorkList

SEAT_COLUMNS = ["due_in", "courses", "manner", "seats"]
NOW = "now"
_SOON = (
    WorkList.IN_A_MONTH, WorkList.IN_TWO_MONTHS, WorkList.IN_THREE_MONTHS, WorkList.IN_SIX_MONTHS,
)  # fmt: skip


def seats_needed(work: pd.DataFrame, dataset: Dataset | None = None) -> pd.DataFrame:
    """How many officers need each course, and by which month.

    `work` is the work list. An officer who needs the same course under two texts is counted once,
    in the earliest month; where one of several courses satisfies, they are counted as one choice.
    Rows: one a month, choice of courses and force; what is overdue first, then by month.
    Columns: due_in (`now` for what is overdue, else the month as ISO text), courses (labels of the
    courses of which one is needed, a list), manner (duty, duty_of_others or recommendation), seats
    (int: officers). Missing: never.
    """
    plan = plan_of(dataset)
    choices = {rule.requirement.id: list(choices_of(rule)) for rule in plan.rules}
    labels = {course.id: course.label for course in plan.dataset.courses}
    firsts: dict[tuple[str, tuple[str, ...], str], str] = {}
    read = (work[name].tolist() for name in ("officer_id", "requirement", "manner"))
    for officer, requirement, manner, when in zip(*read, _months(work), strict=True):
        for choice in choices[requirement] if when else ():
            key = (officer, choice, manner)
            firsts[key] = min(firsts.get(key, when), when, key=_order)
    counts: dict[tuple[str, tuple[str, ...], str], int] = {}
    for (_, choice, manner), when in firsts.items():
        counts[when, choice, manner] = counts.get((when, choice, manner), 0) + 1
    ranked = sorted(counts, key=lambda key: (_order(key[0]), list(Manner).index(key[2]), key[1]))
    rows = [
        (when, [labels[course] for course in choice], manner, counts[when, choice, manner])
        for when, choice, manner in ranked
    ]
    return pd.DataFrame(rows, columns=SEAT_COLUMNS)


def _months(work: pd.DataFrame) -> Iterator[str | None]:
    """Of each line: now, a month, or never, since what cannot be told needs no seat yet."""
    for place, status, due_on in zip(
        work["work_list"].tolist(), work["status"].tolist(), work["due_on"].tolist(), strict=True
    ):
        if place in (WorkList.OVERDUE, WorkList.NOT_SHOWN) or (
            place == WorkList.ADVISED and status == Status.UNMET
        ):
            yield NOW
        elif place in _SOON or place == WorkList.ADVISED:
            yield str(due_on)[:7]
        else:
            yield None


def _order(when: str) -> tuple[bool, str]:
    return when != NOW, when


def choices_of(rule: Rule) -> Iterator[tuple[str, ...]]:
    """The courses that satisfy a rule: each tuple holds those of which one is enough."""
    test = rule.test
    way = test.completes or test.renews
    named: Sequence[str] = [item.course for item in way.items if item.course] if way else ()
    if test.accumulates:
        yield tuple(test.accumulates.any_of)
    elif way and way.all_of:
        yield from ((course,) for course in named)
    elif named:
        yield tuple(named)

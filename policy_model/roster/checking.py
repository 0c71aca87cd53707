"""A roster read and checked once, for everything that is then asked of it; all in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from policy_model.records.whole import Dataset
from policy_model.roster.assembly import Roster, read_roster
from policy_model.roster.findings import parts
from policy_model.roster.tables import Given
from policy_model.rules.check import Findings
from policy_model.rules.plan import Plan, plan_of
from policy_model.rules.verdicts import ATTENTION, words_for
from policy_model.rules.wording import manner_of
from policy_model.vocabulary import Status

SUMMARY_COLUMNS = [
    "source", "requirement", "pinpoint", "title", "modality", "manner", "status", "words",
    "officers",
]  # fmt: skip
STATUSES = [status.value for status in Status]


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """A roster, the day and the sources, and every finding as codes (`rules.check.Findings`)."""

    roster: Roster
    plan: Plan
    sources: tuple[str, ...]
    as_of: date
    found: Findings


def checked_roster(
    officers: Given,
    training: Given | None = None,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
    names: tuple[str | None, str | None] = (None, None),
    max_bytes: int | None = None,
) -> RosterCheck:
    """Read a roster and check the rows that can be used; the others are among its problems.

    Arguments as of `check_roster`; `names` are what messages call the files. Raises DataProblems
    where a file as a whole cannot be used, UnknownName for an unknown source.

    >>> given = b"officer_id,role\\n7,school_resource_officer\\n8,nobody\\n"
    >>> check = checked_roster(given, as_of=date(2026, 11, 21), sources=["nm"])
    >>> check.roster.officers.size, check.roster.rows_rejected, len(check.found)
    (1, 1, 2)
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    roster = read_roster(officers, training, plan, as_of=as_of, names=names, max_bytes=max_bytes)
    return RosterCheck(roster, plan, chosen, as_of, _whole(roster, plan, chosen, as_of=as_of))


def _whole(roster: Roster, plan: Plan, sources: tuple[str, ...], *, as_of: date) -> Findings:
    """The findings of all parts; officers counted through."""
    found = [
        Findings(part.officer + np.int32(start), part.rule, part.status, part.due_on)
        for start, _, part in parts(roster, plan, sources, as_of=as_of)
    ]
    columns = ("officer", "rule", "status", "due_on")
    empty = ("int32", "int16", "int8", "int32")
    if not found:
        return Findings(*(np.empty(0, kind) for kind in empty))
    return Findings(*(np.concatenate([getattr(part, name) for part in found]) for name in columns))


def roster_summary(check: RosterCheck) -> pd.DataFrame:
    """How many officers have each finding.

    Rows: one a requirement and status that occurs, in the order of the sources and documents, then
    what needs attention first.
    Columns: source, requirement, pinpoint, title, modality, manner, status, words (text), officers
    (int). Missing: never.
    """
    size = len(STATUSES)
    codes = check.found.rule.astype("int64") * size + check.found.status
    counts = np.bincount(codes, minlength=len(check.plan.rules) * size)
    rows = [
        _summary_row(check.plan, int(code), int(counts[code])) for code in np.flatnonzero(counts)
    ]
    rank = {source: at for at, source in enumerate(check.sources)}
    rows.sort(key=lambda row: (rank[row[1][0]], row[0]))
    frame = pd.DataFrame([row for _, row in rows], columns=SUMMARY_COLUMNS)
    return frame.astype({n: "int64" if n == "officers" else "str" for n in SUMMARY_COLUMNS})


def _summary_row(plan: Plan, code: int, count: int) -> tuple[tuple[int, int], tuple[object, ...]]:
    """A row, and its place within its source."""
    rule, status = plan.rules[code // len(STATUSES)], STATUSES[code % len(STATUSES)]
    own = rule.requirement
    manner = manner_of(own).value
    words = words_for([own.id], [status], plan.dataset)[0]
    row = (
        rule.source_id, own.id, rule.pinpoint, own.title, own.modality.value, manner, status, words,
        count,
    )  # fmt: skip
    return (rule.number, ATTENTION[manner, status]), row

"""One officer against the texts: the findings in full, with their reasons."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from policy_model.citation import cite
from policy_model.errors import DataProblems
from policy_model.records.officers import Officer, age_problems, read_officer
from policy_model.records.whole import Dataset
from policy_model.rules.batch import columns_of
from policy_model.rules.check import applied, viewed
from policy_model.rules.days import UNKNOWN_DAY, day_number, day_of
from policy_model.rules.explanation import Case, facts_assumed, facts_used, missing, stand_ins_used
from policy_model.rules.once import once_for_each
from policy_model.rules.plan import Bound, Plan, plan_of
from policy_model.rules.reasons import reason
from policy_model.rules.wording import finding_words
from policy_model.vocabulary import Status

FINDING_COLUMNS = [
    "source", "instrument", "pinpoint", "requirement", "title", "role", "actor", "mechanism",
    "modality", "status", "due_on", "satisfied_on", "reason", "facts_used", "missing", "assumed",
    "interpretations", "consequence", "cautions", "words", "citation", "authority",
]  # fmt: skip
_NAMES = pd.Index(FINDING_COLUMNS)
_STATUSES = list(Status)


def check_officer(
    officer: Officer | Mapping[str, Any],
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """Every finding for one officer on a day, with its reason.

    `officer` is a record, or a mapping of facts as a file holds them (`role` and the facts at top
    level, `courses` a list of {course, completed_on, hours}); days may be dates or ISO text. An
    absent fact is unknown. `sources` chooses sources and their order; `dataset` is the project's
    own where it is left out.

    Rows: one a tested requirement whose roles include the officer's role in that source, in
    document order.
    Columns: source, instrument, pinpoint, requirement, title, role (the officer's in that source),
    actor, mechanism, modality, status (met, met_late, pending, unmet, not_applicable, unknown),
    due_on, satisfied_on (ISO text), reason; facts_used, missing (what is unknown and decides),
    assumed (dates that another date stands in for), interpretations and cautions (lists of text);
    consequence, words (the status as the screen says it), citation, authority (text).
    Missing: due_on where there is none or it is not known; satisfied_on where not satisfied;
    consequence where the text names none.
    Raises DataProblems for a mapping that is no officer, UnknownName for an unknown source.

    >>> officer = {"role": "school_resource_officer", "assigned_on": "2023-01-31", "courses": []}
    >>> found = check_officer(officer, as_of=date(2024, 1, 31), sources=["nm"])
    >>> list(found.columns[:4])
    ['source', 'instrument', 'pinpoint', 'requirement']
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    known = officer_of(officer, plan.dataset, as_of=as_of)
    rules = plan.for_role(known.role, chosen)
    return _table(rules, list(_rows(known, plan, chosen, as_of=as_of)))


_TEXT = pd.StringDtype(na_value=np.nan)  # pandas looks it up anew for each "str"
_OF_RULES = (
    "source", "instrument", "pinpoint", "requirement", "title", "role", "actor", "mechanism",
    "modality", "consequence", "citation", "authority",
)  # fmt: skip
_OF_OFFICER = ("status", "due_on", "satisfied_on", "reason", "words")
_LISTS = ("facts_used", "missing", "assumed", "interpretations", "cautions")


def _table(rules: tuple[Bound, ...], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """The rows as a frame; what every officer of the role has in common is made once."""
    columns: dict[str, object] = {name: each.copy() for name, each in _of_rules(rules).items()}
    columns |= _texts(_OF_OFFICER, rows)
    for at, name in enumerate(_LISTS, len(_OF_OFFICER)):
        columns[name] = _objects([row[at] for row in rows])
    ordered = {at: columns[name] for at, name in enumerate(_NAMES)}
    frame = pd.DataFrame(ordered, index=pd.RangeIndex(len(rows)), copy=False)
    frame.columns = _NAMES.copy()  # its name may be written over
    return frame


@once_for_each
def _of_rules(rules: tuple[Bound, ...]) -> dict[str, ExtensionArray]:
    """The columns that follow from the rules alone."""
    return _texts(_OF_RULES, [_said_of(bound) for bound in rules])


def _said_of(bound: Bound) -> tuple[str | None, ...]:
    rule, instrument, r = bound.rule, bound.rule.instrument, bound.rule.requirement
    return (
        rule.source_id, instrument.id, rule.pinpoint, r.id, r.title, bound.role, r.actor.value,
        r.mechanism.value, r.modality.value, r.consequence,
        cite(instrument.citation, rule.pinpoint), instrument.authority.value,
    )  # fmt: skip


def _texts(names: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, ExtensionArray]:
    """Columns of text; all of them are made one array, since each array costs pandas a check."""
    size = len(rows)
    values = pa.array([row[at] for at in range(len(names)) for row in rows], pa.large_string())
    whole = _TEXT.__from_arrow__(values)  # pandas would look at each value first
    return {name: whole[at * size : (at + 1) * size] for at, name in enumerate(names)}


def _objects(values: list[object]) -> np.ndarray:
    column = np.empty(len(values), "object")
    column[:] = values
    return column


def officer_of(
    given: Officer | Mapping[str, Any], dataset: Dataset, *, as_of: date, file: str = "officer"
) -> Officer:
    """The officer as a record; DataProblems with every problem where it is none."""
    officer, problems = (
        (given, []) if isinstance(given, Officer) else read_officer(given, dataset, file=file)
    )
    if officer is not None:
        problems = [*problems, *age_problems(officer, as_of=as_of, file=file)]
    if officer is None or problems:
        raise DataProblems(problems)
    return officer


def _rows(
    officer: Officer, plan: Plan, sources: tuple[str, ...], *, as_of: date
) -> Iterator[tuple[object, ...]]:
    columns = columns_of([officer], plan)
    view = viewed(columns, plan, sources, as_of=day_number(as_of))
    [grid] = applied(view, columns.roles, plan, sources, detailed=True)
    assert grid.satisfied_on is not None
    assumed = stand_ins_used(officer, plan.facts)
    found = (each[:, 0].tolist() for each in (grid.status, grid.due_on, grid.satisfied_on))
    for bound, code, due_on, satisfied_on in zip(grid.rules, *found, strict=True):
        case, status = Case(officer, view, plan, bound, assumed), _STATUSES[code]
        asked = missing(case, status)
        r = bound.rule.requirement
        yield (
            status.value, _iso(due_on), _iso(satisfied_on),
            reason(case, status, due_on, satisfied_on, asked),
            finding_words(r, status, plan.dataset.codebook), [*facts_used(case)], [*asked],
            [*facts_assumed(case)], [*r.interpretations], [*r.cautions],
        )  # fmt: skip


def _iso(day: int) -> str | None:
    return None if day == UNKNOWN_DAY else day_of(day).isoformat()

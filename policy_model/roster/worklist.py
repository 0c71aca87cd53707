"""What a roster asks somebody to do: overdue, due soon, unknown for want of a fact, advised."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from policy_model.roster.checking import STATUSES, RosterCheck
from policy_model.rules.days import UNKNOWN_DAY, day_number, day_of
from policy_model.rules.reasons import missing_words
from policy_model.rules.rule import Rule
from policy_model.rules.verdicts import words_for
from policy_model.rules.wording import manner_of
from policy_model.vocabulary import Manner, Status, WorkList

WORK_COLUMNS = [
    "officer_id", "work_list", "source", "requirement", "pinpoint", "title", "modality", "manner",
    "status", "words", "due_on", "days_left", "to_ask",
]  # fmt: skip
_WITHIN = (
    (30, WorkList.IN_A_MONTH),
    (60, WorkList.IN_TWO_MONTHS),
    (90, WorkList.IN_THREE_MONTHS),
    (180, WorkList.IN_SIX_MONTHS),
)
FURTHEST = _WITHIN[-1][0]
"""Days after the as-of day up to which something is on the list."""
_LISTS = list(WorkList)
_NOWHERE = -1


def work_list(check: RosterCheck, missing: Mapping[int, tuple[str, ...]]) -> pd.DataFrame:
    """What is to be done, one line a finding that asks for something.

    `missing` is what `missing_facts` gives for the same check.
    Rows: one an officer and finding, list by list, the earliest due first.
    Columns: officer_id, work_list, source, requirement, pinpoint, title, modality, manner, status,
    words, due_on (ISO text), days_left (int, from the as-of day to the due day; negative where it
    has passed), to_ask (the questions whose answers decide, as text); then the roster's own.
    Missing: due_on and days_left where there is no due day; to_ask unless a fact is wanted. A cell
    of an own column is what the file has, empty text too.
    """
    places = _places(check)
    rows = np.flatnonzero(places != _NOWHERE)
    due = check.found.due_on[rows]
    undated_last = np.where(due == UNKNOWN_DAY, np.iinfo("int32").max, due)
    rows = rows[np.lexsort((undated_last, places[rows]))]
    frame = _frame(check, rows, places[rows], missing)
    extra = check.roster.extra.to_pandas()
    for name in extra.columns:
        shown = f"roster_{name}" if name in WORK_COLUMNS else name
        frame[shown] = extra[name].take(check.found.officer[rows]).to_numpy()
    return frame


def _places(check: RosterCheck) -> np.ndarray:
    """The number of the list on which each finding stands."""
    found, rules = check.found, check.plan.rules
    manners = np.array([list(Manner).index(manner_of(r.requirement)) for r in rules])[found.rule]
    recurs = np.array([rule.test.first is not None for rule in rules])[found.rule]
    status = np.array(found.status)
    left = found.due_on.astype("int64") - int(day_number(check.as_of))
    is_dated = found.due_on != UNKNOWN_DAY
    waits = status == _code(Status.PENDING)
    waits |= (status == _code(Status.MET)) & recurs
    waits &= is_dated & (left >= 0) & (left <= FURTHEST)
    lacks, unknown = status == _code(Status.UNMET), status == _code(Status.UNKNOWN)
    is_others, is_defined, is_advice = (
        manners == list(Manner).index(manner)
        for manner in (Manner.DUTY_OF_OTHERS, Manner.DEFINITION, Manner.RECOMMENDATION)
    )
    places = np.full(len(status), _NOWHERE)
    days = [days for days, _ in _WITHIN]
    first = _LISTS.index(WorkList.IN_A_MONTH)
    places[waits] = first + np.searchsorted(days, left[waits])
    places[lacks] = _LISTS.index(WorkList.OVERDUE)
    places[lacks & is_others] = _LISTS.index(WorkList.NOT_SHOWN)
    places[lacks & is_defined] = _LISTS.index(WorkList.NOT_FITTING)
    places[(lacks | waits) & is_advice] = _LISTS.index(WorkList.ADVISED)
    places[unknown] = _LISTS.index(WorkList.TO_ASK)
    return places


def _code(status: Status) -> int:
    return STATUSES.index(status)


def _frame(
    check: RosterCheck, rows: np.ndarray, places: np.ndarray, missing: Mapping[int, tuple[str, ...]]
) -> pd.DataFrame:
    found, rules = check.found, check.plan.rules
    rule, due = found.rule[rows], found.due_on[rows]
    left = due.astype("int64") - int(day_number(check.as_of))
    is_dated = due != UNKNOWN_DAY
    days = {int(day): day_of(day).isoformat() for day in np.unique(due[is_dated])}
    columns = {
        "officer_id": check.roster.ids.take(found.officer[rows]).to_pandas(),
        "work_list": [_LISTS[place].value for place in places],
        **{name: _of_rules(rules, read)[rule] for name, read in _READ.items()},
        "status": np.array(STATUSES)[found.status[rows]],
        "words": _words(check)[rule, found.status[rows]],
        "due_on": [days.get(int(day)) for day in due],
        "days_left": pd.array(np.where(is_dated, left, 0), "Int64"),
        "to_ask": [_questions(check, missing.get(int(row), ())) for row in rows],
    }
    frame = pd.DataFrame(columns)[WORK_COLUMNS]
    frame.loc[~is_dated, "days_left"] = pd.NA
    return frame.astype({name: "str" for name in WORK_COLUMNS if name != "days_left"})


_READ = {
    "source": lambda rule: rule.source_id,
    "requirement": lambda rule: rule.requirement.id,
    "pinpoint": lambda rule: rule.pinpoint,
    "title": lambda rule: rule.requirement.title,
    "modality": lambda rule: rule.requirement.modality.value,
    "manner": lambda rule: manner_of(rule.requirement).value,
}


def _of_rules(rules: tuple[Rule, ...], read: object) -> np.ndarray:
    return np.array([read(rule) for rule in rules], "object")  # type: ignore[operator]


def _words(check: RosterCheck) -> np.ndarray:
    """What the screen says, by rule and status."""
    ids = [rule.requirement.id for rule in check.plan.rules]
    each = [words_for([one] * len(STATUSES), STATUSES, check.plan.dataset) for one in ids]
    return np.array(each, "object")


def _questions(check: RosterCheck, names: tuple[str, ...]) -> str | None:
    asked = [missing_words(name, check.plan.dataset) for name in names]
    return " ".join(asked) or None


def work_counts(work: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """How many lines of the work list there are, list by list, for each value of a column.

    Rows: one a value of `by`, in alphabetical order, an empty one last; one row without `by`.
    Columns: `by` where it is given, then one a list (int). Missing: the value of an empty cell.
    """
    names = [each.value for each in WorkList]
    if by is None:
        counts = work["work_list"].value_counts()
        return pd.DataFrame([{name: int(counts.get(name, 0)) for name in names}])
    table = pd.crosstab(work[by].fillna(""), work["work_list"]).reindex(columns=names, fill_value=0)
    order = sorted(table.index, key=lambda value: (value == "", value))
    frame = table.loc[order].reset_index().rename_axis(columns=None)
    frame[by] = frame[by].where(frame[by] != "", None)
    return frame

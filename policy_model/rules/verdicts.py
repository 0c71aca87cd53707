"""What findings come to: how each speaks, which needs attention first, how many of each kind."""

from collections.abc import Iterable, Mapping

import pandas as pd

from policy_model.plain import plain_rows
from policy_model.records.law import Requirement
from policy_model.records.whole import Dataset
from policy_model.rules.once import once_for_each
from policy_model.rules.plan import plan_of
from policy_model.rules.wording import finding_words, manner_of
from policy_model.vocabulary import Manner, Status

VERDICT_COLUMNS = ["source", "manner", "status", "words", "count", "first_due_on", "requirement"]
_LATEST = "9999-12-31"
_OWN, _OTHERS = Manner.DUTY, Manner.DUTY_OF_OTHERS
_DEFINED, _ADVISED = Manner.DEFINITION, Manner.RECOMMENDATION
_UNMET, _PENDING = Status.UNMET, Status.PENDING
_FIRST = [
    (_OWN, _UNMET), (_OTHERS, _UNMET), (_DEFINED, _UNMET),
    *((manner, Status.UNKNOWN) for manner in Manner),
    (_OWN, _PENDING), (_OTHERS, _PENDING), (_DEFINED, _PENDING),
    (_ADVISED, _UNMET), (_ADVISED, _PENDING),
]  # fmt: skip
_LAST = [
    (manner, status)
    for status in (Status.MET_LATE, Status.MET, Status.NOT_APPLICABLE)
    for manner in Manner
]
ATTENTION: Mapping[tuple[str, str], int] = {
    (manner.value, status.value): rank for rank, (manner, status) in enumerate([*_FIRST, *_LAST])
}
"""(manner, status) -> rank: what needs attention first. Advice comes after every duty."""


@once_for_each
def _manners(dataset: Dataset) -> dict[str, tuple[str, bool]]:
    """Of each tested requirement, how findings speak of it and whether it comes round again."""
    return {
        rule.requirement.id: (manner_of(rule.requirement).value, rule.test.first is not None)
        for rule in plan_of(dataset).rules
    }


def with_manner(found: pd.DataFrame, dataset: Dataset | None = None) -> pd.DataFrame:
    """Findings with how each speaks.

    Rows: those given. Columns: those given; manner (duty, duty_of_others, definition,
    recommendation), recurs (bool: what is met falls due again), attention (int: 0 first).
    Missing: as given.

    >>> from policy_model.rules.officers import check_officer
    >>> from datetime import date
    >>> officer = {"role": "school_resource_officer", "assigned_on": "2020-01-31", "courses": []}
    >>> found = check_officer(officer, as_of=date(2026, 11, 21), sources=["nasro"])
    >>> with_manner(found)["manner"].unique().tolist()
    ['recommendation']
    """
    known = _manners(plan_of(dataset).dataset)
    of_each = [known[requirement] for requirement in found["requirement"]]
    manners = [manner for manner, _ in of_each]
    pairs = zip(manners, found["status"], strict=True)
    return found.assign(
        manner=pd.array(manners, "str"),
        recurs=pd.array([recurs for _, recurs in of_each], "bool"),
        attention=pd.array([ATTENTION[pair] for pair in pairs], "int64"),
    )


def words_for(
    requirements: Iterable[str], statuses: Iterable[str], dataset: Dataset | None = None
) -> list[str]:
    """What the screen says of each requirement's status.

    >>> words_for(["nm-ssp-special-needs-16-hours", "nasro-cpted-course"], ["met", "unmet"])
    ['Shown', 'Recommendation not followed']
    """
    known = plan_of(dataset).dataset
    records = _records(known)
    pairs = zip(requirements, statuses, strict=True)
    return [
        finding_words(records[requirement], status, known.codebook) for requirement, status in pairs
    ]


@once_for_each
def _records(dataset: Dataset) -> dict[str, Requirement]:
    return {rule.requirement.id: rule.requirement for rule in plan_of(dataset).rules}


def by_attention(found: pd.DataFrame) -> pd.DataFrame:
    """Findings of `with_manner`, those first that need attention; otherwise in their order."""
    return found.sort_values("attention", kind="stable", ignore_index=True)


def verdicts(found: pd.DataFrame) -> pd.DataFrame:
    """How many findings of each kind there are in each source.

    `found` is what `with_manner` gives.
    Rows: one a source, manner, status and words; sources in their order, then what needs attention.
    Columns: source, manner, status, words (as the screen says it), count (int), first_due_on (the
    earliest due day among them, ISO text), requirement (the one that is due then, else the first).
    Missing: first_due_on where none of them has a due day.

    >>> from policy_model.rules.officers import check_officer
    >>> from datetime import date
    >>> officer = {"role": "school_resource_officer", "assigned_on": "2026-01-31", "courses": []}
    >>> found = check_officer(officer, as_of=date(2026, 11, 21), sources=["nm"])
    >>> verdicts(with_manner(found))[["status", "count", "first_due_on"]].values.tolist()
    [['pending', 1, '2027-01-31'], ['not_applicable', 1, nan]]
    """
    rank = {source: at for at, source in enumerate(found["source"].unique())}
    kinds: dict[tuple[object, ...], list[dict]] = {}
    for row in plain_rows(found):
        kinds.setdefault((row["source"], row["attention"], row["words"]), []).append(row)
    rows = []
    for (source, attention, words), group in kinds.items():
        first = min(group, key=lambda row: row["due_on"] or _LATEST)
        row = (source, first["manner"], first["status"], words, len(group), first["due_on"])
        rows.append((rank[source], attention, *row, first["requirement"]))
    ordered = [row[2:] for row in sorted(rows)]
    frame = pd.DataFrame(ordered, columns=VERDICT_COLUMNS)
    return frame.astype({n: "int64" if n == "count" else "str" for n in VERDICT_COLUMNS})

"""From one officer to columns."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from policy_model.records.officers import Completion, Officer
from policy_model.rules.columns import FALSE, TRUE, UNSURE, Completions, Officers
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.rules.plan import Plan
from policy_model.vocabulary import FactType


def columns_of(officers: Sequence[Officer], plan: Plan) -> Officers:
    """Officers as columns, a row each; only facts that somebody gives have a column."""
    given = {name for officer in officers for name in officer.facts}
    by_type = {
        kind: [f.id for f in plan.dataset.facts if f.type is kind and f.id in given]
        for kind in FactType
    }

    def column(name: str, read: object, kind: str) -> np.ndarray:
        return np.array([read(officer.facts.get(name)) for officer in officers], kind)  # type: ignore[operator]

    return Officers(
        np.array([plan.role_codes[officer.role] for officer in officers], "int16"),
        {name: column(name, _day, "int32") for name in by_type[FactType.DATE]},
        {name: column(name, _number, "float64") for name in by_type[FactType.NUMBER]},
        {name: column(name, _flag, "int8") for name in by_type[FactType.BOOLEAN]},
        _completions(officers, plan),
        np.array([officer.courses is not None for officer in officers]),
    )


def _day(value: date | None) -> np.int32:
    return UNKNOWN_DAY if value is None else day_number(value)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _flag(value: bool | None) -> np.int8:
    return UNSURE if value is None else TRUE if value else FALSE


def _completions(officers: Sequence[Officer], plan: Plan) -> Completions:
    rows: list[tuple[int, Completion]] = [
        (at, done) for at, officer in enumerate(officers) for done in officer.courses or ()
    ]
    return Completions(
        np.array([at for at, _ in rows], "int32"),
        np.array([plan.course_codes[done.course] for _, done in rows], "int16"),
        np.array([_day(done.completed_on) for _, done in rows], "int32"),
        np.array([_number(done.hours) for _, done in rows], "float64"),
    )

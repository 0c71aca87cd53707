"""The rules as variables of OpenFisca-core: formulas on numpy arrays, which it calls and keeps.

Asked in two ways: as a country package is, one system whose formulas run over everybody; and role
by role, each formula on the officers of its role alone, as nobody has it without sorting them.

A status, a due day and a sum of a day and months are variables, as they would be in a country
package; each is computed once. A day that is not known is NaT: comparisons with it are false.
"""

from collections.abc import Callable
from datetime import date
from functools import reduce

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.officers.expressions import Node
from benchmarks.officers.pairs import two_valued
from benchmarks.officers.prepared import Part, Prepared, column_name, leaves, together
from benchmarks.officers.rosters import AS_OF
from policy_model.calendar import Period

PERIOD = AS_OF.isoformat()
OFFICER = build_entity("officer", "officers", "An officer", is_person=True)
_COMPARED = {"lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal}
_JOINED = {"every": np.logical_and, "some": np.logical_or}
Formula = Callable[..., np.ndarray]


class System:
    """The rules of one role as variables; `names` has the variable of each node that is one."""

    def __init__(self, part: Part) -> None:
        self.part, self.names = part, {}
        self.inputs = {name: _typed(column) for name, column in part.columns.items()}
        self.system = TaxBenefitSystem([OFFICER])
        for leaf in leaves(part.said):
            kind = _type_of(part.columns[column_name(leaf)])
            self.names[leaf] = self._added(column_name(leaf), kind, None)
        for at, said in enumerate(part.said):
            self._rule(f"status_{at}", said.status, int)
            self._rule(f"due_{at}", said.due_on, date)

    def _rule(self, name: str, given: Node, kind: type) -> None:
        node = two_valued(given)
        for part in node.walk():
            if part.op == "plus" and part not in self.names:
                self.names[part] = f"sum_{len(self.names)}"
                self._added(self.names[part], date, _formula(part, self.names, own=part))
        self._added(name, kind, _formula(node, self.names))

    def _added(self, name: str, kind: type, formula: Formula | None) -> str:
        body = {"value_type": kind, "entity": OFFICER, "definition_period": DateUnit.DAY}
        if formula is not None:
            body["formula"] = formula
        self.system.add_variable(type(name, (Variable,), body))
        return name

    def answers(self) -> dict[str, np.ndarray]:
        """What is timed: a simulation on the columns, every status and due day asked of it."""
        simulation = SimulationBuilder().build_default_simulation(self.system, self.part.size)
        for name, column in self.inputs.items():
            simulation.set_input(name, PERIOD, column)
        asked = [f"{kind}_{at}" for at in range(len(self.part.said)) for kind in ("status", "due")]
        return {name: simulation.calculate(name, PERIOD) for name in asked}


def question(part: Part) -> Callable[[], dict[str, np.ndarray]]:
    """What is timed; columns and variables are made before."""
    return System(part).answers


def question_of_all(ready: Prepared) -> Callable[[], list[dict[str, np.ndarray]]]:
    """What is timed of one system for everybody; of each role's rules the answers of its own."""
    answers, ends = System(together(ready)).answers, np.cumsum([part.size for part in ready.parts])
    counts = [len(part.said) for part in ready.parts]
    firsts = np.cumsum([0, *counts[:-1]])

    def of_each_role() -> list[dict[str, np.ndarray]]:
        found = answers()
        return [
            {
                f"{kind}_{at}": found[f"{kind}_{first + at}"][end - part.size : end]
                for at in range(count)
                for kind in ("status", "due")
            }
            for part, end, first, count in zip(ready.parts, ends, firsts, counts, strict=True)
        ]

    return of_each_role


def _type_of(column: np.ndarray) -> type:
    return {"f": float, "i": int if column.dtype == np.int8 else date}[column.dtype.kind]


def _typed(column: np.ndarray) -> np.ndarray:
    if column.dtype != np.int32:
        return column.astype("float32" if column.dtype.kind == "f" else "int32")
    days = np.asarray(column).astype("datetime64[D]")
    days[np.ma.getmaskarray(column)] = np.datetime64("NaT")
    return days


def _formula(node: Node, names: dict[Node, str], own: Node | None = None) -> Formula:
    """A formula that asks for other variables by their names."""

    def formula(officer: object, period: object) -> np.ndarray:
        def value(each: object) -> np.ndarray:
            if not isinstance(each, Node):
                return each
            if each in names and each != own:
                return officer(names[each], period)
            return _computed(each, value)

        found = np.asarray(value(node))
        return found if found.ndim else np.full(officer.count, found)

    return formula


def _computed(node: Node, value: Callable[[object], np.ndarray]) -> np.ndarray:
    if node.op in _COMPARED:
        return _COMPARED[node.op](*map(value, node.args))
    if node.op in _JOINED:
        return reduce(_JOINED[node.op], map(value, node.args))
    if node.op == "choose":
        cases, other = node.args
        return np.select(
            *(list(map(value, each)) for each in zip(*cases, strict=True)), value(other)
        )
    return _SMALL[node.op](*(value(arg) if isinstance(arg, Node) else arg for arg in node.args))


def _sum(days: np.ndarray, period: Period) -> np.ndarray:
    """Days with a period added, at most the end of the month."""
    if period.unit in "DW":
        return days + period.count * (7 if period.unit == "W" else 1)
    months = days.astype("datetime64[M]")
    target = months + period.count * (12 if period.unit == "Y" else 1)
    last = (target + 1).astype("datetime64[D]") - 1
    return np.minimum(
        target.astype("datetime64[D]") + (days - months.astype("datetime64[D]")), last
    )


_SMALL = {
    "day": lambda number: np.datetime64(number, "D"),
    "nothing": lambda: np.datetime64("NaT", "D"),
    "code": np.int32,
    "plus": _sum,
    "back": lambda day: day - 1,
    "greatest": np.maximum,
    "least": np.minimum,
    "or_else": lambda one, other: np.where(np.isnat(one), other, one),
    "is": lambda flag, wanted: flag == (1 if wanted else -1),
}

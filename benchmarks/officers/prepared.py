"""The columns from which all are timed: facts with stand-ins, and each day of completions digested.

Officers of one role lie together, since the role decides which rules there are.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from benchmarks.officers.expressions import Node
from benchmarks.officers.rosters import AS_OF, Made
from benchmarks.officers.rulebook import Rulebook, Said
from policy_model.rules.check import viewed
from policy_model.rules.columns import UNSURE
from policy_model.rules.completions import First, Lapse, Last
from policy_model.rules.days import BEFORE_ALL, NEVER, day_number
from policy_model.rules.view import View

_KINDS = {"first": First, "last": Last, "lapse": Lapse}


@dataclass(frozen=True, slots=True)
class Part:
    """The officers of one role: their rules, and their columns by the names of `column_name`.

    Dates are days as int32 where every one is known, else masked; numbers have NaN, flags 1, 0, -1.
    """

    role: str
    said: list[Said]
    columns: dict[str, np.ndarray]
    size: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A roster digested: as the engine's view, and role by role for everybody else."""

    view: View
    roles: np.ndarray
    parts: list[Part]


def together(ready: Prepared) -> Part:
    """The rules of every role with the columns of everybody, as one system has them."""
    said = [each for part in ready.parts for each in part.said]
    columns = {column_name(leaf): _column(leaf, ready.view, slice(None)) for leaf in leaves(said)}
    return Part("everybody", said, columns, len(ready.roles))


def by_role(made: Made) -> Made:
    """The roster with the officers of each role together."""
    order = np.argsort(made.officers.roles, kind="stable")
    place = np.empty(len(order), "int32")
    place[order] = np.arange(len(order))
    given, done = made.officers, made.officers.completions
    rows = np.argsort(place[done.officer], kind="stable")
    officers = replace(
        given,
        roles=given.roles[order],
        dates={name: column[order] for name, column in given.dates.items()},
        numbers={name: column[order] for name, column in given.numbers.items()},
        flags={name: column[order] for name, column in given.flags.items()},
        completions=replace(done.take(rows), officer=place[done.officer][rows]),
        has_courses=given.has_courses[order],
    )
    return replace(made, officers=officers)


def prepared(made: Made) -> Prepared:
    """The columns of a roster sorted by role."""
    plan, officers = made.plan, made.officers
    view = viewed(officers, plan, plan.source_ids(None), as_of=day_number(AS_OF))
    book = Rulebook(plan.dataset, as_of=AS_OF)
    names = list(plan.role_codes)
    parts = []
    for code in np.unique(officers.roles).tolist():
        rows = np.flatnonzero(officers.roles == code)
        rows = slice(int(rows[0]), int(rows[-1]) + 1)
        said = book.rules(names[code])
        columns = {column_name(leaf): _column(leaf, view, rows) for leaf in leaves(said)}
        parts.append(Part(names[code], said, columns, rows.stop - rows.start))
    return Prepared(view, officers.roles, parts)


def leaves(said: list[Said]) -> list[Node]:
    """The columns that rules read, each once."""
    nodes = [part for each in said for root in (each.status, each.due_on) for part in root.walk()]
    return list(dict.fromkeys(each for each in nodes if each.op in ("fact", "low", "high")))


def column_name(leaf: Node) -> str:
    """The name of a column.

    >>> column_name(Node("low", (("first", "nasro_basic", None),)))
    'first_nasro_basic_low'
    >>> column_name(Node("fact", ("age",)))
    'age'
    """
    if leaf.op == "fact":
        return leaf.args[0]
    words = [part for arg in leaf.args[0] for part in (arg if isinstance(arg, tuple) else (arg,))]
    return "_".join([*(f"{w:g}" if isinstance(w, float) else str(w) for w in words if w), leaf.op])


def _column(leaf: Node, view: View, rows: slice) -> np.ndarray:
    if leaf.op == "fact":
        [name] = leaf.args
        if name in view.numbers:
            return view.numbers[name][rows]
        if name in view.flags:
            return view.flags[name][rows]
        low, high = (end[rows] for end in view.spans[name])
        return np.ma.masked_array(low, low != high)
    kind, *asked = leaf.args[0]
    span = view.done[_KINDS[kind](*asked)]
    return np.ascontiguousarray((span.low if leaf.op == "low" else span.high)[rows])


def arrow_table(part: Part) -> pa.Table:
    """The columns as Arrow has them: dates, numbers and booleans, null where not known."""
    return pa.table({name: _arrow(column) for name, column in part.columns.items()})


def _arrow(column: np.ndarray) -> pa.Array:
    if column.dtype == np.int8:
        return pa.array(column > 0, mask=column == UNSURE)
    if column.dtype == np.float64:
        return pa.array(column, from_pandas=True)
    mask = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else None
    return pa.array(np.asarray(column), mask=mask).cast(pa.date32())


__all__ = [
    "BEFORE_ALL", "NEVER", "Part", "Prepared", "arrow_table", "by_role", "column_name", "leaves",
    "prepared", "together",
]  # fmt: skip

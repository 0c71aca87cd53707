"""The rules in Polars, twice: as one writes them, and with every trick that the columns allow.

As one writes them: `dt.offset_by` where a rule adds months; Polars itself finds what is shared.
With tricks: "the due day has passed" is one comparison of the anchor with a day worked out once,
and months are added by looking each day up in a table, once for each distinct anchor and period.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

import polars as pl

from benchmarks.officers.expressions import Node
from benchmarks.officers.periods import table, threshold
from benchmarks.officers.prepared import Part, arrow_table, column_name
from benchmarks.officers.rulebook import BEFORE_ALL, NEVER

_COMPARED = {"lt": "__lt__", "le": "__le__", "gt": "__gt__", "ge": "__ge__"}
_FIRST, _LAST = BEFORE_ALL.args[0], NEVER.args[0]


class Writer:
    """Nodes as Polars expressions, each made once."""

    def __init__(self) -> None:
        self._made: dict[Node, pl.Expr] = {}

    def write(self, node: Node) -> pl.Expr:
        """The expression of a node."""
        if node not in self._made:
            make: Callable[..., pl.Expr] = getattr(self, f"_{node.op}", None) or self._compare
            self._made[node] = make(node, *node.args)
        return self._made[node]

    def value(self, given: object) -> object:
        return self.write(given) if isinstance(given, Node) else given

    def _day(self, node: Node, number: int) -> pl.Expr:
        return pl.lit(number, pl.Int32).cast(pl.Date)

    def _fact(self, node: Node, *_: object) -> pl.Expr:
        return pl.col(column_name(node))

    _low = _high = _fact

    def _plus(self, node: Node, day: Node, period: object) -> pl.Expr:
        unit = {"M": "mo", "Y": "y", "D": "d", "W": "w"}[period.unit]
        return self.write(day).dt.offset_by(f"{period.count}{unit}")

    def _back(self, node: Node, day: Node) -> pl.Expr:
        return self.write(day) - pl.duration(days=1)

    def _greatest(self, node: Node, a: Node, b: Node) -> pl.Expr:
        one, other = self.write(a), self.write(b)
        return pl.when(one >= other).then(one).when(one < other).then(other)

    def _least(self, node: Node, a: Node, b: Node) -> pl.Expr:
        one, other = self.write(a), self.write(b)
        return pl.when(one <= other).then(one).when(one > other).then(other)

    def _or_else(self, node: Node, a: Node, b: Node) -> pl.Expr:
        return pl.coalesce(self.write(a), self.write(b))

    def _compare(self, node: Node, a: Node, b: object) -> pl.Expr:
        return getattr(self.write(a), _COMPARED[node.op])(self.value(b))

    def _is(self, node: Node, flag: Node, wanted: bool) -> pl.Expr:
        return self.write(flag) if wanted else ~self.write(flag)

    def _truth(self, node: Node, holds: Node, fails: Node) -> pl.Expr:
        return pl.when(self.write(holds)).then(True).when(self.write(fails)).then(False)

    def _and(self, node: Node, *parts: Node) -> pl.Expr:
        return reduce(and_, map(self.write, parts))

    def _or(self, node: Node, *parts: Node) -> pl.Expr:
        return reduce(or_, map(self.write, parts))

    _every, _some = _and, _or

    def _not(self, node: Node, part: Node) -> pl.Expr:
        return ~self.write(part)

    _no = _not

    def _yes(self, node: Node, part: Node) -> pl.Expr:
        return self.write(part)

    def _true(self, node: Node) -> pl.Expr:
        return pl.lit(True)

    def _false(self, node: Node) -> pl.Expr:
        return pl.lit(False)

    def _nothing(self, node: Node) -> pl.Expr:
        return pl.lit(None, pl.Date)

    def _code(self, node: Node, number: int) -> pl.Expr:
        return pl.lit(number, pl.Int8)

    def _choose(self, node: Node, cases: tuple[tuple[Node, Node], ...], other: Node) -> pl.Expr:
        chain = pl
        for condition, value in cases:
            chain = chain.when(self.write(condition)).then(self.write(value))
        return chain.otherwise(self.write(other))


class Tricks(Writer):
    """The same with thresholds and tables."""

    def _plus(self, node: Node, day: Node, period: object) -> pl.Expr:
        sums = pl.Series(table(period, _FIRST, _LAST))
        place = self.write(day).cast(pl.Int32) - _FIRST
        return pl.lit(sums).gather(place).cast(pl.Date)

    def _compare(self, node: Node, a: Node, b: object) -> pl.Expr:
        is_sum = a.op == "plus" and isinstance(b, Node) and b.op == "day"
        if is_sum and node.op in ("lt", "ge"):
            edge = Node("day", (threshold(b.args[0], a.args[1]),))
            return super()._compare(node, a.args[0], edge)
        return super()._compare(node, a, b)


def question(part: Part, writer: Writer) -> Callable[[], pl.DataFrame]:
    """What is timed: a frame with a status and a due day for each rule, from columns in memory."""
    frame, columns = pl.from_arrow(arrow_table(part)), selected(part, writer)
    return lambda: frame.lazy().select(columns).collect()


def selected(part: Part, writer: Writer) -> list[pl.Expr]:
    """A status and a due day for each rule."""
    columns = []
    for at, said in enumerate(part.said):
        columns.append(writer.write(said.status).alias(f"status_{at}"))
        columns.append(_filled(writer.write(said.due_on), said.due_on).alias(f"due_{at}"))
    return columns


def _filled(expression: pl.Expr, node: Node) -> pl.Expr:
    """A column even where no officer has a due day."""
    return pl.repeat(None, pl.len(), dtype=pl.Date) if node.op == "nothing" else expression

"""The rules in SQL, run by DuckDB: one SELECT a role; each sum of a day and months is made once."""

from collections.abc import Callable

import duckdb
import pyarrow as pa

from benchmarks.officers.expressions import Node
from benchmarks.officers.prepared import Part, arrow_table, column_name

_COMPARED = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_UNITS = {"M": "MONTH", "Y": "YEAR", "D": "DAY", "W": "WEEK"}


class Writer:
    """Nodes as SQL; `sums` collects what is to be made in an inner query, by its name."""

    def __init__(self) -> None:
        self.sums: dict[Node, str] = {}

    def write(self, node: object) -> str:
        """The SQL of a node, or of a number."""
        if not isinstance(node, Node):
            return str(node)
        if node.op in _COMPARED:
            return f"({self.write(node.args[0])} {_COMPARED[node.op]} {self.write(node.args[1])})"
        if node.op == "plus":
            return self.sums.setdefault(node, f"sum_{len(self.sums)}")
        return getattr(self, f"_{node.op}")(node)

    def sum_columns(self) -> list[str]:
        """The inner query's columns."""
        made = []
        for node, name in self.sums.items():
            day, period = node.args
            step = f"INTERVAL {period.count} {_UNITS[period.unit]}"
            made.append(f"CAST({self.write(day)} + {step} AS DATE) {name}")
        return made

    def _day(self, node: Node) -> str:
        return f"(DATE '1970-01-01' + {node.args[0]})"

    def _fact(self, node: Node) -> str:
        return f'"{column_name(node)}"'

    _low = _high = _fact

    def _back(self, node: Node) -> str:
        return f"({self.write(node.args[0])} - 1)"

    def _greatest(self, node: Node) -> str:
        a, b = map(self.write, node.args)
        return f"(CASE WHEN {a} >= {b} THEN {a} WHEN {a} < {b} THEN {b} END)"

    def _least(self, node: Node) -> str:
        a, b = map(self.write, node.args)
        return f"(CASE WHEN {a} <= {b} THEN {a} WHEN {a} > {b} THEN {b} END)"

    def _or_else(self, node: Node) -> str:
        return f"coalesce({', '.join(map(self.write, node.args))})"

    def _is(self, node: Node) -> str:
        flag, wanted = node.args
        return self.write(flag) if wanted else f"(NOT {self.write(flag)})"

    def _truth(self, node: Node) -> str:
        holds, fails = map(self.write, node.args)
        return f"(CASE WHEN {holds} THEN true WHEN {fails} THEN false END)"

    def _and(self, node: Node) -> str:
        return f"({' AND '.join(map(self.write, node.args))})"

    def _or(self, node: Node) -> str:
        return f"({' OR '.join(map(self.write, node.args))})"

    _every, _some = _and, _or

    def _not(self, node: Node) -> str:
        return f"(NOT {self.write(node.args[0])})"

    _no = _not

    def _yes(self, node: Node) -> str:
        return self.write(node.args[0])

    def _true(self, node: Node) -> str:
        return "true"

    def _false(self, node: Node) -> str:
        return "false"

    def _nothing(self, node: Node) -> str:
        return "CAST(NULL AS DATE)"

    def _code(self, node: Node) -> str:
        return f"CAST({node.args[0]} AS TINYINT)"

    def _choose(self, node: Node) -> str:
        cases, other = node.args
        whens = " ".join(f"WHEN {self.write(c)} THEN {self.write(v)}" for c, v in cases)
        return f"(CASE {whens} ELSE {self.write(other)} END)"


def sql(part: Part, table: str) -> str:
    """The whole query: a status and a due day for each rule."""
    writer = Writer()
    columns = []
    for at, said in enumerate(part.said):
        columns.append(f"{writer.write(said.status)} status_{at}")
        columns.append(f"{writer.write(said.due_on)} due_{at}")
    inner = ", ".join(["*", *writer.sum_columns()])
    return f"SELECT {', '.join(columns)} FROM (SELECT {inner} FROM {table})"


def question(part: Part, connection: duckdb.DuckDBPyConnection) -> Callable[[], pa.Table]:
    """What is timed: the query on a table of DuckDB's own, its answer as Arrow."""
    given = arrow_table(part)
    connection.register("given", given)
    connection.execute(f"CREATE OR REPLACE TABLE {part.role} AS SELECT * FROM given")
    connection.unregister("given")
    query = sql(part, part.role)
    return lambda: connection.execute(query).to_arrow_table()

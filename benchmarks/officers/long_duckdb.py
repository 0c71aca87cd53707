"""From the long table of completions in SQL: every day that rules ask for, in one query."""

from collections.abc import Callable

import duckdb
import pyarrow as pa

from benchmarks.officers.duckdb_peer import sql
from benchmarks.officers.expressions import Node
from benchmarks.officers.prepared import Part, column_name, leaves
from benchmarks.officers.rosters import AS_OF, Made
from benchmarks.officers.tables import officers_table, training_table

_TODAY = f"DATE '{AS_OF}'"
_BEFORE, _NEVER = "DATE '1849-12-31'", "DATE '2251-01-01'"
_UNITS = {"M": "MONTH", "Y": "YEAR"}
_ROOM = 0.005  # hours have two decimals


def question(
    made: Made, parts: list[Part], connection: duckdb.DuckDBPyConnection
) -> Callable[[], list[pa.Table]]:
    """What is timed: the queries of all roles on two tables of DuckDB's own, answers as Arrow."""
    for name, given in (("officers", officers_table(made)), ("training", training_table(made))):
        connection.register("given", given)
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    asked = list(dict.fromkeys(leaf for part in parts for leaf in leaves(part.said)))
    digest = _digest([leaf for leaf in asked if leaf.op != "fact"], made)
    queries = [
        sql(part, f"(SELECT * FROM digested WHERE role = '{part.role}' ORDER BY officer)")
        for part in parts
    ]

    def answers() -> list[pa.Table]:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE digested AS {digest}")
        return [connection.execute(query).to_arrow_table() for query in queries]

    return answers


def _digest(asked: list[Node], made: Made) -> str:
    """Officers with stand-ins filled and a column for each day asked for."""
    keys = dict.fromkeys(leaf.args[0] for leaf in asked)
    sums = [key for key in keys if key[0] == "lapse"]
    days = ", ".join(_day(leaf) for leaf in asked if leaf.args[0][0] != "lapse")
    joins = [f"LEFT JOIN lapse_{at} USING (officer)" for at in range(len(sums))]
    lapses = [_lapse_columns(key, at) for at, key in enumerate(sums)]
    names = [f'"{column_name(leaf)}"' for leaf in asked if leaf.args[0][0] != "lapse"]
    ends = dict(zip((leaf for leaf in asked if leaf.args[0][0] != "lapse"), names, strict=True))
    known = [_where_known(leaf, name) for leaf, name in ends.items()]
    tables = [f"lapse_{at} AS ({_lapse(key)})" for at, key in enumerate(sums)]
    return f"""
        WITH counted AS (SELECT * FROM training WHERE day IS NULL OR day <= {_TODAY}),
        days AS (SELECT officer, {days} FROM counted GROUP BY officer),
        {", ".join(tables)}
        SELECT o.* REPLACE ({_stand_ins(made)}), {", ".join([*known, *lapses])}
        FROM officers o LEFT JOIN days USING (officer) {" ".join(joins)}
    """


def _stand_ins(made: Made) -> str:
    """Dates that stand in for others, as data/facts.yaml names them."""
    facts = [fact for fact in made.plan.dataset.facts if fact.stand_ins]
    return ", ".join(f"coalesce({', '.join([f.id, *f.stand_ins])}) AS {f.id}" for f in facts)


def _day(leaf: Node) -> str:
    """The earliest or latest that the first or last day of a course may be."""
    kind, course, hours = leaf.args[0]
    enough = f"hours >= {hours}" if hours is not None else "true"
    perhaps = f"({enough} OR hours IS NULL)"
    dated = f"course = '{course}' AND {enough} AND day IS NOT NULL"
    some = f"course = '{course}' AND {perhaps}"
    made = {
        ("first", "high"): f"min(day) FILTER (WHERE {dated})",
        ("first", "low"): f"min(coalesce(day, {_BEFORE})) FILTER (WHERE {some})",
        ("last", "low"): f"max(day) FILTER (WHERE {dated})",
        ("last", "high"): f"max(coalesce(day, {_TODAY})) FILTER (WHERE {some})",
    }[kind, leaf.op]
    return f'{made} AS "{column_name(leaf)}"'


def _where_known(leaf: Node, name: str) -> str:
    """Where courses are not known, a day may be any; where none is done, there is none."""
    none = _NEVER if leaf.args[0][0] == "first" else _BEFORE
    open_ = {"low": _BEFORE, "high": _NEVER if leaf.args[0][0] == "first" else _TODAY}[leaf.op]
    return f"CASE WHEN has_courses THEN coalesce({name}, {none}) ELSE {open_} END AS {name}"


def _lapse_columns(key: tuple, at: int) -> str:
    low, high = (f'"{column_name(Node(op, (key,)))}"' for op in ("low", "high"))
    window = f"INTERVAL {key[3].count} {_UNITS[key[3].unit]}"
    open_ = f"CAST({_TODAY} + {window} AS DATE)"
    return (
        f"CASE WHEN has_courses THEN coalesce(lapse_{at}.low, {_BEFORE}) ELSE {_BEFORE} END {low},"
        f"CASE WHEN has_courses THEN coalesce(lapse_{at}.high, {_BEFORE}) ELSE {open_} END {high}"
    )


def _lapse(key: tuple) -> str:
    """The last day on which a moving sum of hours suffices: surely, and at best."""
    _, courses, hours, window = key
    named = ", ".join(f"'{course}'" for course in courses)
    step = f"INTERVAL {window.count} {_UNITS[window.unit]}"
    over = f"PARTITION BY officer ORDER BY held_on RANGE BETWEEN CURRENT ROW AND {step} FOLLOWING"
    enough = hours - _ROOM
    return f"""
        SELECT officer,
            max(ends) FILTER (WHERE sure_sum >= {enough}) AS low,
            max(ends) FILTER (WHERE best_sum >= {enough}
                OR (day IS NOT NULL AND dated_sum + coalesce(undated, 0) >= {enough}
                    AND undated IS NOT NULL)) AS high
        FROM (
            SELECT officer, day, CAST(held_on + {step} AS DATE) AS ends,
                sum(CASE WHEN day IS NOT NULL THEN hours END) OVER ({over}) AS sure_sum,
                sum(best) OVER ({over}) AS best_sum,
                sum(CASE WHEN day IS NOT NULL THEN best END) OVER ({over}) AS dated_sum,
                sum(CASE WHEN day IS NULL THEN best END) OVER (PARTITION BY officer) AS undated
            FROM (
                SELECT officer, day, hours, coalesce(day, {_TODAY}) AS held_on,
                    coalesce(hours, {hours}) AS best
                FROM counted WHERE course IN ({named})
            )
        )
        GROUP BY officer
    """

"""The rules as JSON, for engines that take one record at a time: JsonLogic and ZEN.

JsonLogic has no calendar: adding a period is an operation of our own, as its users add them. ZEN
has `d(...)`, and reads days as milliseconds.
"""

import json
from collections.abc import Callable
from functools import cache

import numpy as np

from benchmarks.officers.expressions import Node
from benchmarks.officers.pairs import two_valued
from benchmarks.officers.periods import later
from benchmarks.officers.prepared import Part, column_name

_COMPARED = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_DAY = 86_400_000
Record = dict[str, float | int | None]
Answer = tuple[list[int], list[int | None]]
"""Status codes and due days of one officer, rule by rule."""


def records(part: Part, rows: int) -> list[Record]:
    """The first officers as records: days, numbers, flags 1 and -1; null where not known."""
    columns = {name: _plain(column[:rows]) for name, column in part.columns.items()}
    return [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]


def _plain(column: np.ndarray) -> list[float | int | None]:
    if column.dtype.kind == "f":
        return [None if np.isnan(each) else each for each in column.tolist()]
    return [None if column.dtype == np.int8 and each == 0 else each for each in column.tolist()]


def logic(given: Node) -> object:
    """A rule as JsonLogic."""
    return _logic(two_valued(given))


def _logic(node: object) -> object:
    if not isinstance(node, Node):
        return node
    args = node.args
    if node.op in _COMPARED:
        return {_COMPARED[node.op]: [_logic(arg) for arg in args]}
    if node.op == "choose":
        cases, other = args
        return {"if": [*(_logic(part) for case in cases for part in case), _logic(other)]}
    if node.op in ("fact", "low", "high"):
        return {"var": column_name(node)}
    if node.op == "plus":
        return {"later": [_logic(args[0]), args[1].count, args[1].unit]}
    if node.op == "is":
        return {"===": [_logic(args[0]), 1 if args[1] else -1]}
    if node.op in ("day", "code", "nothing"):
        return args[0] if args else None
    return {_LOGIC[node.op]: [_logic(arg) for arg in args]}


_LOGIC = {
    "every": "and", "some": "or", "back": "day_before", "greatest": "greatest", "least": "least",
    "or_else": "or_else",
}  # fmt: skip


def _known(join: Callable[..., int]) -> Callable[..., int | None]:
    return lambda *days: None if None in days else join(*days)


OPERATIONS = {
    "later": lambda day, count, unit: None if day is None else later(day, count, unit),
    "day_before": lambda day: None if day is None else day - 1,
    "greatest": _known(max),
    "least": _known(min),
    "or_else": lambda one, other: other if one is None else one,
}


def json_logic(part: Part, given: list[Record]) -> Callable[[], list[Answer]]:
    """What is timed with JsonLogic: each rule for each record."""
    from json_logic import add_operation, jsonLogic

    for name, operation in OPERATIONS.items():
        add_operation(name, operation)
    rules = [(logic(said.status), logic(said.due_on)) for said in part.said]

    def answers() -> list[Answer]:
        return [
            ([jsonLogic(s, each) for s, _ in rules], [jsonLogic(d, each) for _, d in rules])
            for each in given
        ]

    return answers


@cache
def expression(node: Node) -> str:
    """A rule in ZEN's language; a comparison first asks whether the days are known."""
    args = node.args
    if node.op in _COMPARED:
        return _guarded(node)
    if node.op == "choose":
        cases, other = args
        chain = "".join(f"({expression(c)}) ? ({_valued(v)}) : (" for c, v in cases)
        return chain + _valued(other) + ")" * len(cases)
    if node.op in ("every", "some"):
        word = " and " if node.op == "every" else " or "
        return word.join(f"({expression(part)})" for part in args)
    if node.op == "is":
        return f"{expression(args[0])} == {1 if args[1] else -1}"
    if node.op in ("fact", "low", "high"):
        return column_name(node)
    return _ZEN[node.op](*args)


def _guarded(node: Node) -> str:
    left, right = (expression(a) if isinstance(a, Node) else f"{a:g}" for a in node.args)
    facts = dict.fromkeys(p for a in node.args if isinstance(a, Node) for p in _nullable(a))
    guards = [f"{column_name(fact)} != null" for fact in facts]
    return " and ".join([*guards, f"({left}) {_COMPARED[node.op]} ({right})"])


def _valued(node: Node) -> str:
    """A value; null where a fact that it needs is not known."""
    if node.op not in ("plus", "back", "greatest", "least"):
        return expression(node)
    guards = [f"{column_name(fact)} != null" for fact in dict.fromkeys(_nullable(node))]
    asked = " and ".join(guards)
    return f"({asked}) ? ({expression(node)}) : null" if guards else expression(node)


def _nullable(node: Node) -> list[Node]:
    """The facts without which a value is not known; a choice has one anyway."""
    if node.op in ("or_else", "choose"):
        return []
    inner = (arg for arg in node.args if isinstance(arg, Node))
    return [node] if node.op == "fact" else [fact for arg in inner for fact in _nullable(arg)]


_ZEN = {
    "day": lambda number: str(number * _DAY),
    "code": str,
    "nothing": lambda: "null",
    "back": lambda day: f"(({expression(day)}) - {_DAY})",
    "plus": lambda day, period: _zen_sum(day, period),
    "greatest": lambda *days: f"max([{', '.join(f'({expression(day)})' for day in days)}])",
    "least": lambda *days: f"min([{', '.join(f'({expression(day)})' for day in days)}])",
    "or_else": lambda one, other: _zen_else(one, other),
}


def _zen_else(one: Node, other: Node) -> str:
    [fact] = [part for part in one.walk() if part.op == "fact"]
    return f"({column_name(fact)} != null ? {expression(one)} : {expression(other)})"


def _zen_sum(day: Node, period: object) -> str:
    unit = {"M": "M", "Y": "y", "D": "d", "W": "w"}[period.unit]
    return f"d({expression(day)}).add('{period.count}{unit}').timestamp()"


def zen(part: Part, given: list[Record]) -> Callable[[], list[Answer]]:
    """What is timed with ZEN: one decision of one node, all rules in it, each record in turn."""
    from zen import ZenEngine

    decision = ZenEngine().create_decision(json.dumps(_graph(part)))
    days = {name for name, column in part.columns.items() if column.dtype == np.int32}
    ready = [
        {name: v * _DAY if name in days and v is not None else v for name, v in each.items()}
        for each in given
    ]
    count = range(len(part.said))

    def answers() -> list[Answer]:
        found = (decision.evaluate(each)["result"] for each in ready)
        return [
            ([each[f"status_{at}"] for at in count], [_day(each.get(f"due_{at}")) for at in count])
            for each in found
        ]

    return answers


def _day(milliseconds: float | None) -> int | None:
    return None if milliseconds is None else int(milliseconds) // _DAY


def _graph(part: Part) -> dict[str, object]:
    """A decision in ZEN's format: input, one node of expressions, output."""
    rules = []
    for at, said in enumerate(part.said):
        for key, node in ((f"status_{at}", said.status), (f"due_{at}", said.due_on)):
            rules.append({"id": key, "key": key, "value": _valued(two_valued(node))})
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode",
         "content": {"expressions": rules}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]  # fmt: skip
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    return {"nodes": nodes, "edges": edges}

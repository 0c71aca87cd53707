"""The rules for engines without a third value: each truth as whether it is sure, either way."""

from benchmarks.officers.expressions import Node, node

_OPPOSITE = {"lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}


def two_valued(given: Node) -> Node:
    """The same without `yes`, `no`, `truth` and Kleene's joints.

    Comparisons with what is not known must be false in the engine that reads it.

    >>> age = node("lt", node("fact", "age"), 24)
    >>> two_valued(node("no", age)).op
    'ge'
    """
    if given.op == "yes":
        return surely(given.args[0])
    if given.op == "no":
        return surely_not(given.args[0])
    return Node(given.op, tuple(_inner(arg) for arg in given.args))


def _inner(arg: object) -> object:
    if isinstance(arg, Node):
        return two_valued(arg)
    is_cases = isinstance(arg, tuple) and arg and isinstance(arg[0], tuple)
    return tuple(tuple(map(_inner, case)) for case in arg) if is_cases else arg


def surely(truth: Node) -> Node:
    """Whether it is true for sure."""
    if truth.op == "truth":
        return two_valued(truth.args[0])
    if truth.op == "not":
        return surely_not(truth.args[0])
    if truth.op in ("and", "or"):
        return Node("every" if truth.op == "and" else "some", tuple(map(surely, truth.args)))
    return truth


def surely_not(truth: Node) -> Node:
    """Whether it is false for sure."""
    if truth.op == "truth":
        return two_valued(truth.args[1])
    if truth.op == "not":
        return surely(truth.args[0])
    if truth.op in ("and", "or"):
        return Node("some" if truth.op == "and" else "every", tuple(map(surely_not, truth.args)))
    if truth.op == "is":
        return node("is", truth.args[0], not truth.args[1])
    if truth.op in ("true", "false"):
        return node("false" if truth.op == "true" else "true")
    return Node(_OPPOSITE[truth.op], truth.args)

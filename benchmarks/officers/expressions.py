"""What a rule says as a tree of plain operations, which each peer writes in its own words.

Comparisons are of three values: with a fact that is not given they say nothing. `first`, `last`
and `lapse` days are given with two columns each, the earliest and the latest that the day may be.

| node | arguments | gives |
|---|---|---|
| day | number since 1970-01-01 | the same day for everybody |
| fact | name | a date, number or flag; nothing where it is not known |
| low, high | question | the earliest, the latest that a day of completions may be |
| plus | day, period | the day that much later, calendar-wise, at most the end of the month |
| back | day | the day before |
| least, greatest | two days | one of them; nothing where one is not known |
| or_else | day, day | the first, or the second where the first is not known |
| lt, le, gt, ge | two values | whether; nothing where one is not known |
| is | flag, bool | whether |
| truth | two comparisons | true where the first holds, false where the second does, else nothing |
| and, or, not | truths | Kleene's |
| yes, no | truth | whether it is surely true, surely false |
| every, some | comparisons | whether all hold, whether one does |
| choose | (condition, value) ..., value | the value of the first condition that holds |
| code | number | a status |
| nothing | | no day |
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """One operation; equal ones are equal, so that what is shared can be found."""

    op: str
    args: tuple[Any, ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Itself and every node inside it."""
        yield self
        yield from _inside(self.args)

    def changed(self, old: "Node", new: "Node") -> "Node":
        """The same with one node in place of another."""
        if self == old:
            return new
        return Node(self.op, tuple(_changed(arg, old, new) for arg in self.args))


def _inside(args: tuple[Any, ...]) -> Iterator[Node]:
    for arg in args:
        if isinstance(arg, Node):
            yield from arg.walk()
        elif isinstance(arg, tuple):
            yield from _inside(arg)


def _changed(arg: Any, old: Node, new: Node) -> Any:
    if isinstance(arg, Node):
        return arg.changed(old, new)
    return tuple(_changed(part, old, new) for part in arg) if isinstance(arg, tuple) else arg


def node(op: str, *args: Any) -> Node:
    """A node.

    >>> node("lt", node("fact", "age"), 24).op
    'lt'
    """
    return Node(op, args)


TRUE, FALSE, NOTHING = node("true"), node("false"), node("nothing")


def both(*truths: Node) -> Node:
    """Kleene's and, without what is always so.

    >>> both(TRUE, node("is", "clear", True)) == node("is", "clear", True), both(TRUE, FALSE).op
    (True, 'false')
    """
    left = [each for each in truths if each != TRUE]
    if FALSE in left:
        return FALSE
    return left[0] if len(left) == 1 else Node("and", tuple(left)) if left else TRUE


def either(*truths: Node) -> Node:
    """Kleene's or, without what is never so."""
    left = [each for each in truths if each != FALSE]
    if TRUE in left:
        return TRUE
    return left[0] if len(left) == 1 else Node("or", tuple(left)) if left else FALSE


def opposite(truth: Node) -> Node:
    """Kleene's not."""
    if truth in (TRUE, FALSE):
        return FALSE if truth == TRUE else TRUE
    return truth.args[0] if truth.op == "not" else node("not", truth)

"""From days to a status: what design.md says of what is done, had, renewed and added up.

A day comes as the earliest and the latest that it may be. A status is said where both ends give the
same, otherwise it is unknown.
"""

from typing import NamedTuple

from benchmarks.officers.expressions import NOTHING, TRUE, Node, both, node

MET, MET_LATE, PENDING, UNMET, NOT_APPLICABLE, UNKNOWN = (node("code", at) for at in range(6))


class Due(NamedTuple):
    """The earliest and the latest that the due day may be; whether its clock has started."""

    low: Node
    high: Node
    started: Node


class Found(NamedTuple):
    """The status of those whom the rule reaches, and their due day where it is another one."""

    status: Node
    due_on: Node | None


def once(done: tuple[Node, Node], due: Due | None, today: Node) -> Found:
    """Done in time, late, still to be done, or not done."""
    low, high = done
    if due is None:
        cases = ((node("le", high, today), MET), (node("gt", low, today), UNMET))
        return Found(node("choose", cases, UNKNOWN), None)
    late = node("every", node("gt", low, due.high), node("le", high, today))
    cases = (
        (node("le", high, due.low), MET),
        (late, MET_LATE),
        (node("gt", low, today), _waiting(due, today)),
    )
    return Found(node("choose", cases, UNKNOWN), None)


def _waiting(due: Due, today: Node) -> Node:
    cases = ((node("lt", due.high, today), UNMET), (node("ge", due.low, today), PENDING))
    return node("choose", cases, UNKNOWN)


def has(truth: Node, due: Due | None, today: Node) -> Found:
    """Had, or still time, or not had."""
    lacking = _waiting(due, today) if due else UNMET
    cases = ((node("yes", truth), MET), (node("no", truth), lacking))
    return Found(node("choose", cases, UNKNOWN), None)


def recurring(lapses: tuple[Node, Node], first: Due, today: Node) -> Found:
    """Met through the day of the lapse; after it, and before there is one, as the first is owed."""
    low, high = lapses
    is_met, is_over = node("ge", low, today), node("lt", high, today)
    status = node("choose", ((is_met, MET), (is_over, _waiting(first, today))), UNKNOWN)
    owed = [node("greatest", *each) for each in ((first.low, low), (first.high, high))]
    cases = (
        (node("every", is_met, _same(low, high)), low),
        (node("every", is_over, _same(*owed)), owed[0]),
    )
    return Found(status, node("choose", cases, NOTHING))


def _same(low: Node, high: Node) -> Node:
    return node("ge", low, high)


def shown(
    found: Found, applies: Node, due: Due | None, first_day: Node | None
) -> tuple[Node, Node | None]:
    """Status and due day once it is asked whom the rule reaches, and since when it is law."""
    reach = both(applies, due.started if due else TRUE)
    status = found.status
    if reach != TRUE:
        cases = ((node("yes", reach), status), (node("no", reach), NOT_APPLICABLE))
        status = node("choose", cases, UNKNOWN)
    if due is None:
        return status, None
    last, conditions = found.due_on or due.low, []
    if found.due_on is None and due.low != due.high:
        conditions.append(_same(due.low, due.high))
    if first_day is not None:
        conditions.append(node("ge", last, first_day))
    cases = [(node("no", reach), NOTHING)] if reach != TRUE else []
    if not conditions:
        return status, node("choose", tuple(cases), last) if cases else last
    return status, node("choose", (*cases, (node("every", *conditions), last)), NOTHING)

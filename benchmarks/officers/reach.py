"""Whom a rule reaches: its condition and its exceptions as one formula, each condition once.

Where two conditions read one thing, Kleene's logic on them apart would leave open what is settled
whichever way they turn out. A person who writes the rule by hand simplifies it; so does this.
"""

from collections import Counter

from benchmarks.officers.expressions import FALSE, TRUE, Node, both, either, node, opposite

_JOINTS = {"and": both, "or": either}


def simplified(formula: Node) -> Node:
    """The formula with each condition named once; ValueError where that cannot be done.

    >>> a, b = node("is", "a", True), node("is", "b", True)
    >>> simplified(both(a, opposite(both(a, b)))) == both(a, opposite(b))
    True
    """
    for atom in _asked_twice(formula):
        yes, no = (simplified(supposed(formula, atom, holds=holds)) for holds in (True, False))
        return _joined(atom, yes, no)
    return formula


def _joined(atom: Node, yes: Node, no: Node) -> Node:
    """What follows where the condition holds, and where it does not."""
    if yes == no:
        return yes
    if no == FALSE:
        return both(atom, yes)
    if yes == FALSE:
        return both(opposite(atom), no)
    if yes == TRUE:
        return either(atom, no)
    if no == TRUE:
        return either(opposite(atom), yes)
    raise ValueError(f"{atom} cannot be asked once only")


def atoms(formula: Node) -> list[Node]:
    """The conditions in a formula, as often as they are asked."""
    if formula.op in (*_JOINTS, "not"):
        return [atom for part in formula.args for atom in atoms(part)]
    return [] if formula in (TRUE, FALSE) else [formula]


def _asked_twice(formula: Node) -> list[Node]:
    """Conditions asked twice, and such as bound a date that another condition reads."""
    asked = Counter(atoms(formula))
    facts = Counter(fact for atom in asked for fact in _facts(atom))
    return [
        atom
        for atom, times in asked.items()
        if times > 1 or (_is_bound(atom) and facts[atom.args[0]] > 1)
    ]


def _facts(atom: Node) -> set[Node]:
    return {part for part in atom.walk() if part.op == "fact"}


def _is_bound(atom: Node) -> bool:
    """Whether it holds a date against a day of the calendar."""
    return atom.op in ("lt", "ge") and isinstance(atom.args[1], Node) and atom.args[1].op == "day"


def supposed(formula: Node, atom: Node, *, holds: bool) -> Node:
    """The formula where a condition is supposed to hold, or not to."""
    if formula == atom:
        return TRUE if holds else FALSE
    if formula.op in _JOINTS:
        return _JOINTS[formula.op](*(supposed(p, atom, holds=holds) for p in formula.args))
    if formula.op == "not":
        return opposite(supposed(formula.args[0], atom, holds=holds))
    return _within(formula, atom, holds=holds) if _is_bound(atom) else formula


def _within(other: Node, bound: Node, *, holds: bool) -> Node:
    """Another condition, its date within what the bound leaves.

    Only `truth` of a completion before the date is known here: the first comparison asks for the
    earliest that the date may be, the second for the latest.
    """
    fact, day = bound.args
    if other.op != "truth" or fact not in _facts(other):
        return other
    from_below = (bound.op == "ge") == holds
    edge = day if from_below else node("back", day)
    inside = node("greatest" if from_below else "least", fact, edge)
    known = node("or_else", inside, edge)
    before, not_before = other.args
    if from_below:
        return node("truth", before.changed(fact, known), not_before.changed(fact, inside))
    return node("truth", before.changed(fact, inside), not_before.changed(fact, known))

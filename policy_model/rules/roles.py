"""Which roles an officer of one role has in a source: the role itself, or one through its class."""

from collections.abc import Iterator, Sequence

from policy_model.records.vocabularies import Role


def roles_in(roles: Sequence[Role], role: str, source: str) -> frozenset[str]:
    """The roles that an officer of a role has in a source; none where the source knows no such.

    Where the source has the role itself, that one, and those whose first class is among its
    further classes there. Otherwise those whose first class is among the classes that every source
    with the role gives it, and what these bring with them: a name that one text uses of armed
    guards and another of unarmed ones says of neither which officer is meant.
    """
    classes = {each.id: list(_classes(each, source)) for each in roles}
    if classes.get(role):
        return frozenset({role}) | _first_among(classes, set(classes[role][1:]))
    elsewhere = next((each for each in roles if each.id == role), None)
    given = [{*entry.classes} for entry in elsewhere.sources] if elsewhere else []
    own = set.intersection(*given) if given else set()
    held = _first_among(classes, own)
    return held | _first_among(classes, {name for each in held for name in classes[each][1:]})


def _classes(role: Role, source: str) -> Iterator[str]:
    for entry in role.sources:
        if entry.source == source:
            yield from entry.classes


def _first_among(classes: dict[str, list[str]], wanted: set[str]) -> frozenset[str]:
    return frozenset(role for role, own in classes.items() if own and own[0] in wanted)

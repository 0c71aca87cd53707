"""Sets of sources that are compared together, by a name short enough for a link or a command.

| name | sources |
|---|---|
| first | those that pages show before a reader chooses |
| all | every source held; a state's fuller texts only where nothing else of its law is |
| binding:CLASS | binding law of states that has a role of the class, as `binding:sworn_sro` |
| near:STATE | binding law of a state and of those that border on it, as `near:ne` |
"""

from collections.abc import Sequence

from policy_model.errors import UnknownName
from policy_model.frames import Frames
from policy_model.vocabulary import LIST_SEPARATOR, Authority, JurisdictionKind

FIRST, ALL = "first", "all"
_BINDING, _NEAR = "binding:", "near:"


def peer_sets(frames: Frames) -> dict[str, str]:
    """Every set that has a source, by name, with its label.

    >>> from policy_model import load_dataset, frames
    >>> peer_sets(frames(load_dataset()))["near:nm"]
    'New Mexico and its neighbors, binding law'
    """
    labels = {FIRST: "The documents shown first", ALL: "Everything read"}
    classes = frames.classes.set_index("class_id")["label"]
    labels |= {f"{_BINDING}{name}": f"{label}: binding law" for name, label in classes.items()}
    places = frames.jurisdictions.set_index("jurisdiction_id")["label"]
    for state in dict.fromkeys(_binding_states(frames).values()):
        labels[f"{_NEAR}{state}"] = f"{places[state]} and its neighbors, binding law"
    return {name: label for name, label in labels.items() if peers(frames, name)}


def peers(frames: Frames, name: str) -> list[str]:
    """The ids of the sources of a set, in the order of the data; of `near:`, the state's own first.

    Raises UnknownName for a name that is no set.

    >>> from policy_model import load_dataset, frames
    >>> peers(frames(load_dataset()), "first")
    ['mn-isd196', 'mn-post', 'ms', 'nasro', 'nm']
    """
    if name == FIRST:
        return shown_first(frames)
    if name == ALL:
        return _without_twins(frames, frames.sources["source_id"].tolist())
    if name.startswith(_BINDING) and name.removeprefix(_BINDING) in set(frames.classes["class_id"]):
        return _binding_of_class(frames, name.removeprefix(_BINDING))
    state = name.removeprefix(_NEAR)
    if name.startswith(_NEAR) and state in set(frames.jurisdictions["jurisdiction_id"]):
        return _near(frames, state)
    raise UnknownName(name, [FIRST, ALL, f"{_BINDING}sworn_sro", f"{_NEAR}ne"], "set of sources")


def resolved(frames: Frames, names: Sequence[str]) -> list[str]:
    """Source ids, each once, where every name is one already or is a set of them.

    Raises UnknownName for a name that is neither.
    """
    known = set(frames.sources["source_id"])
    found: list[str] = []
    for name in names:
        if name in known:
            found.append(name)
        elif name in (FIRST, ALL) or name.startswith((_BINDING, _NEAR)):
            found += peers(frames, name)
        else:
            raise UnknownName(name, [*sorted(known), FIRST, ALL], "source")
    return list(dict.fromkeys(found))


def shown_first(frames: Frames) -> list[str]:
    """The sources shown before a reader chooses: those marked, else all that stand alone."""
    sources = frames.sources
    marked = sources.loc[sources["is_shown_first"], "source_id"].tolist()
    return marked or sources.loc[sources["supplements"].isna(), "source_id"].tolist()


def _binding_states(frames: Frames) -> dict[str, str]:
    """Source -> its state, of the sources that hold binding law of a state."""
    kinds = (JurisdictionKind.STATE.value, JurisdictionKind.FEDERAL_DISTRICT.value)
    places = frames.jurisdictions
    states = set(places.loc[places["jurisdiction_kind"].isin(kinds), "jurisdiction_id"])
    binding = frames.instruments["authority"] == Authority.BINDING.value
    held = set(frames.instruments.loc[binding, "source_id"])
    sources = frames.sources
    pairs = zip(sources["source_id"], sources["jurisdiction_id"], strict=True)
    return {source: state for source, state in pairs if source in held and state in states}


def _without_twins(frames: Frames, chosen: list[str]) -> list[str]:
    """The chosen without fuller texts of a state whose own binding document is among them."""
    states = _binding_states(frames)
    fuller = set(frames.sources.loc[frames.sources["supplements"].notna(), "source_id"])
    told = {states[each] for each in chosen if each in states and each not in fuller}
    return [each for each in chosen if each not in fuller or states.get(each) not in told]


def _binding_of_class(frames: Frames, role_class: str) -> list[str]:
    states = _binding_states(frames)
    members = frames.role_classes[frames.role_classes["class_id"] == role_class]
    shown = frames.columns.merge(members[["source_id", "role_id"]], on=["source_id", "role_id"])
    having = set(shown["source_id"])
    return _without_twins(frames, [source for source in states if source in having])


def _near(frames: Frames, state: str) -> list[str]:
    borders = frames.jurisdictions.set_index("jurisdiction_id")["borders"][state]
    ring = borders.split(LIST_SEPARATOR) if isinstance(borders, str) else []
    states = _binding_states(frames)
    own = [source for source, where in states.items() if where == state]
    around = [source for source, where in states.items() if where in ring]
    return _without_twins(frames, own + around)


__all__ = ["ALL", "FIRST", "peer_sets", "peers", "resolved", "shown_first"]

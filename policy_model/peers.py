"""Sets of sources that are compared together, by a name short enough for a link or a command.

| name | sources |
|---|---|
| first | those that pages show before a reader chooses |
| all | every source held |
| binding:CLASS | binding law of states that has a role of the class, as `binding:sworn_sro` |
| class:CLASS | every source that has a role of the class |
| authority:AUTHORITY | every source with an instrument of that force, as `authority:model` |
| by:MECHANISM | every source with a norm that works by the device, as `by:hiring_condition` |
| near:STATE | binding law of a state and of those that border on it, as `near:ne` |

A state is in a set once: its fuller texts are left out where its own binding document is there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pandas as pd

from policy_model.errors import UnknownName
from policy_model.frames import Frames
from policy_model.vocabulary import LIST_SEPARATOR, Authority, JurisdictionKind, Mechanism

FIRST, ALL = "first", "all"
_BINDING, _CLASS, _FORCE, _DEVICE, _NEAR = "binding:", "class:", "authority:", "by:", "near:"


@dataclass(frozen=True, slots=True)
class PeerSet:
    """A set under its name; `label` says it to a reader, `sources` has at least one id."""

    name: str
    label: str
    sources: tuple[str, ...]

    @property
    def is_of_a_place(self) -> bool:
        """Whether it is a state and its neighbors."""
        return self.name.startswith(_NEAR)


def peer_sets(frames: Frames) -> dict[str, PeerSet]:
    """Every set that has a source, by name; those of a place last.

    The sources of a set are in the order of the data; of `near:`, the state's own come first.

    >>> from policy_model import load_dataset, frames
    >>> sets = peer_sets(frames(load_dataset()))
    >>> sets["near:nm"].label
    'Binding law of New Mexico and its neighbors'
    >>> sets["first"].sources
    ('mn-isd196', 'mn-post', 'ms', 'nasro', 'nm')
    """
    held = _Held(frames)
    made = (PeerSet(name, label, held.without_twins(ids)) for name, label, ids in held.sets())
    return {each.name: each for each in made if each.sources}


def resolved(frames: Frames, names: Sequence[str]) -> list[str]:
    """Source ids, each once, where every name is one already or is a set of them.

    Raises UnknownName for a name that is neither.

    >>> from policy_model import load_dataset, frames
    >>> resolved(frames(load_dataset()), ["nm", "first"])
    ['nm', 'mn-isd196', 'mn-post', 'ms', 'nasro']
    """
    known = frames.sources["source_id"].tolist()
    sets = {} if set(names) <= set(known) else peer_sets(frames)
    return spelled_out(names, known, sets)


def spelled_out(
    names: Iterable[str], known: Sequence[str], sets: Mapping[str, PeerSet]
) -> list[str]:
    """The same where the sets are made already.

    >>> spelled_out(["ms", "both"], ["ms", "nm"], {"both": PeerSet("both", "", ("nm", "ms"))})
    ['ms', 'nm']
    """
    found: list[str] = []
    for name in names:
        if name in sets:
            found += sets[name].sources
        elif name in known:
            found.append(name)
        else:
            raise UnknownName(name, [*known, *sets], "source or set of sources")
    return list(dict.fromkeys(found))


def shown_first(frames: Frames) -> list[str]:
    """The sources shown before a reader chooses: those marked, else all that stand alone."""
    sources = frames.sources
    marked = sources.loc[sources["is_shown_first"], "source_id"].tolist()
    return marked or sources.loc[sources["supplements"].isna(), "source_id"].tolist()


class _Held:
    """What is held, as plain mappings: each frame is gone through once."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.sources = frames.sources["source_id"].tolist()
        self.roles = frames.columns.merge(frames.role_classes, on=["source_id", "role_id"])

    @cached_property
    def states(self) -> dict[str, str]:
        """Source -> its state, of the sources that hold binding law of a state."""
        places, sources = self.frames.jurisdictions, self.frames.sources
        kinds = (JurisdictionKind.STATE.value, JurisdictionKind.FEDERAL_DISTRICT.value)
        of_kind = places["jurisdiction_kind"].isin(kinds)
        states = set(places.loc[of_kind, "jurisdiction_id"])
        binding = _having(self.frames.instruments, "authority").get(Authority.BINDING.value, set())
        pairs = zip(sources["source_id"], sources["jurisdiction_id"], strict=True)
        return {source: at for source, at in pairs if source in binding and at in states}

    @cached_property
    def fuller(self) -> set[str]:
        """The sources that complete others."""
        sources = self.frames.sources
        return set(sources.loc[sources["supplements"].notna(), "source_id"])

    def without_twins(self, chosen: Sequence[str]) -> tuple[str, ...]:
        """The chosen without fuller texts of a state whose own binding document is among them."""
        states, fuller = self.states, self.fuller
        told = {states[each] for each in chosen if each in states and each not in fuller}
        return tuple(e for e in chosen if e not in fuller or states.get(e) not in told)

    def sets(self) -> Iterator[tuple[str, str, list[str]]]:
        """(name, label, sources) of every set, twins and empty ones included."""
        yield FIRST, "The documents shown first", shown_first(self.frames)
        yield ALL, "Everything read", self.sources
        yield from self._of_classes()
        yield from self._of_words(_FORCE, "Force", "authority", self.frames.instruments, Authority)
        yield from self._of_words(
            _DEVICE, "Device", "mechanism", self.frames.requirements, Mechanism
        )
        yield from self._of_places()

    def _of_classes(self) -> Iterator[tuple[str, str, list[str]]]:
        classes = self.frames.classes
        labels = dict(zip(classes["class_id"], classes["label"].map(_lowered), strict=True))
        having = _having(self.roles, "class_id")
        for each, label in labels.items():
            ids = [source for source in self.states if source in having.get(each, ())]
            yield f"{_BINDING}{each}", f"Binding law, {label}", ids
        for each, label in labels.items():
            yield f"{_CLASS}{each}", f"Any text, {label}", self._ordered(having.get(each, ()))

    def _of_words(
        self, prefix: str, kind: str, field: str, frame: pd.DataFrame, words: type[StrEnum]
    ) -> Iterator[tuple[str, str, list[str]]]:
        """A set for each value of a field that says something of a text."""
        labels, having = self._labels(field), _having(frame, field)
        for word in words:
            if word not in (Authority.SUMMARY, Mechanism.NONE):
                ids = self._ordered(having.get(word.value, ()))
                yield f"{prefix}{word.value}", f"{kind} “{labels[word.value]}”", ids

    def _of_places(self) -> Iterator[tuple[str, str, list[str]]]:
        places = self.frames.jurisdictions.set_index("jurisdiction_id")
        for state in dict.fromkeys(self.states.values()):
            borders = places.at[state, "borders"]
            ring = borders.split(LIST_SEPARATOR) if isinstance(borders, str) else []
            own = [source for source, at in self.states.items() if at == state]
            around = [source for source, at in self.states.items() if at in ring]
            label = f"Binding law of {places.at[state, 'label']} and its neighbors"
            yield f"{_NEAR}{state}", label, own + around

    def _ordered(self, ids: Iterable[str]) -> list[str]:
        chosen = set(ids)
        return [source for source in self.sources if source in chosen]

    def _labels(self, field: str) -> dict[str, str]:
        """The codebook's label of each value of a field."""
        values = self.frames.codebook_values
        own = values[values["field_id"] == field]
        return dict(zip(own["value_id"], own["label"].map(_lowered), strict=True))


def _having(frame: pd.DataFrame, column: str) -> dict[str, set[str]]:
    """Each value of a column -> the sources that have it."""
    found: dict[str, set[str]] = {}
    for source, value in zip(frame["source_id"], frame[column], strict=True):
        found.setdefault(value, set()).add(source)
    return found


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]


__all__ = ["ALL", "FIRST", "PeerSet", "peer_sets", "resolved", "shown_first", "spelled_out"]

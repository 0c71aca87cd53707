"""Which sources a page shows: single ones and sets of them, in one searchable field.

A set stands in the address under its short name (`sources=near:nm`), a source under its id.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.ui.labels import counted, listed
from pages.ui.names import Names
from pages.ui.permalinks import Choices, Param
from policy_model import FIRST, PeerSet, spelled_out

KEY = "sources"
NAMED = 5
"""Up to so many sources are named in a sentence."""
_HELP = (
    "Type a place, a role, a force (“binding”, “model”) or a device (“hiring”, “agreement”). "
    "Sets and single texts may be joined; each text is shown once."
)
Sets = Mapping[str, PeerSet]
Default = Sequence[str] | Callable[[Mapping[str, object]], Sequence[str]]


def offered(names: Names, sets: Sets) -> dict[str, str]:
    """All that may be chosen, in the order in which it is offered, with its label.

    Sets come first, then the sources, then the sets of a place, of which there is one a state.
    """
    labels = {each.name: f"{each.label} ({len(each.sources)})" for each in sets.values()}
    of_places = {name: label for name, label in labels.items() if sets[name].is_of_a_place}
    others = {name: label for name, label in labels.items() if name not in of_places}
    return {**others, **names.sources, **of_places}


def sources_param(
    names: Names, sets: Sets, *, default: Default = (FIRST,), restarts_with: str = ""
) -> Param:
    """The sources and sets shown, in the order chosen."""
    options = list(offered(names, sets))
    first = default if callable(default) else list(default)
    return Param(KEY, "choices", options=options, default=first, restarts_with=restarts_with)


def chosen_sources(chosen: Sequence[str], names: Names, sets: Sets) -> list[str]:
    """The ids of what was chosen; none chosen means the documents shown first."""
    return spelled_out(chosen or [FIRST], list(names.sources), sets)


def sources_input(choices: Choices, names: Names, sets: Sets) -> list[str]:
    """The sources, chosen one by one or as sets."""
    chosen = choose(choices, names, sets, "Sources", sets[FIRST].label)
    return chosen_sources(chosen, names, sets)


def choose(choices: Choices, names: Names, sets: Sets, label: str, placeholder: str) -> list[str]:
    """The field itself: what was chosen, sets by their names."""
    labels = offered(names, sets)
    return st.multiselect(
        label,
        list(labels),
        format_func=labels.__getitem__,
        placeholder=placeholder,
        help=_HELP,
        width=527,
        **choices.bind(KEY),
    )


def sources_words(chosen: Sequence[str], names: Names, sets: Sets) -> str:
    """What was chosen as a sentence: "36 sources: everything read."

    A set is called by its label, a source by its title; many single sources are only counted.
    """
    ids = chosen_sources(chosen, names, sets)
    named = [sets[each] for each in chosen or [FIRST] if each in sets]
    alone = [names.sources[each] for each in chosen if each not in sets]
    said = [f"{each.label[0].lower()}{each.label[1:]}" for each in named]
    if len(alone) <= NAMED:
        said += alone
    elif named:
        said.append(f"{counted(len(alone), 'source')} chosen one by one")
    whole = counted(len(ids), "source")
    return f"{whole}: {listed(said)}." if said else f"{whole}, chosen one by one."

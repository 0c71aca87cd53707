"""All that is cached, once a process and for every visitor: the data, and what was asked of them.

`st.cache_resource` hands the one object to all. Records are frozen; frames are not, so each run
gets shallow copies: pandas copies on write, so a page that changes its copy changes nobody else's.
Answers depend on nothing but the data and what was asked; `st.cache_data` hands out copies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType

import pandas as pd
import streamlit as st

import policy_model
from pages.ui.details import Details
from pages.ui.labels import Labels
from pages.ui.names import Names
from policy_model.brief import Brief, brief_of

_KEPT = 64  # answers of a kind; the oldest go first


@st.cache_resource(show_spinner="Reading the coded law")
def dataset() -> "policy_model.Dataset":
    """The checked data set; its records are immutable."""
    return policy_model.load_dataset()


@st.cache_resource(show_spinner=False)
def presets() -> "Mapping[str, policy_model.Officer]":
    """The project's own example officers; immutable."""
    return MappingProxyType(policy_model.preset_officers(dataset()))


def frames() -> "policy_model.Frames":
    """The normalised frames, as copies that are this run's own."""
    return own_copies(shared_frames())


@st.cache_resource(show_spinner=False)
def labels() -> Labels:
    """The words and glyphs of the codebook; immutable."""
    return Labels(shared_frames().codebook_values)


@st.cache_resource(show_spinner=False)
def names() -> Names:
    """What the reader calls sources, roles and questions; immutable."""
    return Names.of(shared_frames(), labels())


@st.cache_resource(show_spinner=False)
def peer_sets() -> "Mapping[str, policy_model.PeerSet]":
    """The sets of sources that may be chosen together, by name; immutable."""
    return MappingProxyType(policy_model.peer_sets(shared_frames()))


@st.cache_resource(show_spinner=False)
def details() -> Details:
    """What stands behind each answer and each silence; immutable."""
    return Details.of(shared_frames(), names())


def warm_up() -> None:
    """Build what all visitors share, before the first of them waits for it."""
    for shared in (labels, names, peer_sets, details, presets, _index):
        shared()


def index() -> pd.DataFrame:
    """What a search looks through."""
    return _index().copy(deep=False)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def compared(
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None,
    questions: Sequence[str] | None,
    baseline: str | None,
    differences: bool = False,
) -> pd.DataFrame:
    """A comparison (`policy_model.compare`)."""
    asked = {"sources": sources, "role_class": role_class, "questions": questions}
    return policy_model.compare(
        shared_frames(), as_of=as_of, **asked, baseline=baseline, differences=differences
    )


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def ledger(
    *, as_of: date, sources: Sequence[str] | None = None, years: int | None = None
) -> pd.DataFrame:
    """Hours and duties (`policy_model.hour_ledger`)."""
    return policy_model.hour_ledger(shared_frames(), as_of=as_of, sources=sources, years=years)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def crosswalk(
    *, as_of: date, sources: Sequence[str], role_class: str | None, group: str
) -> pd.DataFrame:
    """Topics against columns (`policy_model.topic_crosswalk`)."""
    return policy_model.topic_crosswalk(
        shared_frames(), as_of=as_of, sources=sources, role_class=role_class, group=group
    )


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def brief(
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None,
    questions: Sequence[str],
    baseline: str | None,
) -> "Brief":
    """A brief without the address that makes it again (`policy_model.brief.brief_of`)."""
    chosen = {"sources": sources, "role_class": role_class, "questions": questions}
    cited = data_set_citation()
    return brief_of(shared_frames(), as_of=as_of, **chosen, baseline=baseline, cited=cited)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def spread(*, as_of: date, role_class: str, question: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A question across the states, and the answers behind it (`spread_with_answers`)."""
    asked = {"as_of": as_of, "role_class": role_class, "questions": [question]}
    return policy_model.spread_with_answers(shared_frames(), **asked)


@st.cache_data(show_spinner=False)
def divergence() -> pd.DataFrame:
    """How often two coders differed (`policy_model.divergence`)."""
    return policy_model.divergence()


@st.cache_data(show_spinner=False)
def data_set_citation() -> "policy_model.Citation | None":
    """How the data set is cited (`policy_model.data_set_citation`)."""
    return policy_model.data_set_citation()


@st.cache_resource(show_spinner=False)
def _index() -> pd.DataFrame:
    return policy_model.search_index(shared_frames())


@st.cache_resource(show_spinner=False)
def shared_frames() -> "policy_model.Frames":
    """The normalised frames themselves, for what reads them and changes nothing."""
    return policy_model.frames(dataset())


def own_copies(shared: object) -> object:
    """The same dataclass with each frame copied on write."""
    held = {item.name: getattr(shared, item.name) for item in fields(shared)}
    return replace(
        shared,
        **{
            name: frame.copy(deep=False)
            for name, frame in held.items()
            if isinstance(frame, pd.DataFrame)
        },
    )

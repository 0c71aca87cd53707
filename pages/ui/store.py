"""The only loaders that are cached: read once a process, shared by every visitor.

`st.cache_resource` hands the one object to all. Records are frozen; frames are not, so each run
gets shallow copies: pandas copies on write, so a page that changes its copy changes nobody else's.
"""

from dataclasses import fields, replace

import pandas as pd
import streamlit as st

import policy_model
from pages.ui.details import Details
from pages.ui.labels import Labels
from pages.ui.names import Names


@st.cache_resource(show_spinner="Reading the coded law")
def dataset() -> "policy_model.Dataset":
    """The checked data set; its records are immutable."""
    return policy_model.load_dataset()


def frames() -> "policy_model.Frames":
    """The normalised frames, as copies that are this run's own."""
    return own_copies(_frames())


@st.cache_resource(show_spinner=False)
def labels() -> Labels:
    """The words and glyphs of the codebook; immutable."""
    return Labels(_frames().codebook_values)


@st.cache_resource(show_spinner=False)
def names() -> Names:
    """What the reader calls sources, roles and questions; immutable."""
    return Names.of(_frames(), labels())


@st.cache_resource(show_spinner=False)
def details() -> Details:
    """What stands behind each answer and each silence; immutable."""
    return Details.of(_frames(), names())


def index() -> pd.DataFrame:
    """What a search looks through."""
    return _index().copy(deep=False)


@st.cache_resource(show_spinner=False)
def _index() -> pd.DataFrame:
    return policy_model.search_index(_frames())


@st.cache_resource(show_spinner=False)
def _frames() -> "policy_model.Frames":
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

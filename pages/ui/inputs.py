"""The inputs that several pages share, each tied to its parameter of the address."""

from datetime import date

import streamlit as st

from pages.ui.names import Names
from pages.ui.permalinks import Choices, Param
from policy_model import Frames
from policy_model.vocabulary import LIST_SEPARATOR

ALL_ROLES = "all"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2040, 12, 31)


def as_of_param() -> Param:
    """The day on which the law is read: today, unless the link says otherwise."""
    return Param(
        "as_of", "date", options=(FIRST_DAY, LAST_DAY), default=date.today(), is_pinned=True
    )


def as_of_input(choices: Choices, *, label: str = "Law as of") -> date:
    """The day, chosen; an emptied field is today."""
    chosen = st.date_input(
        label,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        width=165,
        **choices.bind("as_of"),
    )
    return chosen or date.today()


def class_param(frames: Frames, default: str) -> Param:
    """The class of roles that is compared, or all of them."""
    return Param("role", options=[*class_options(frames), ALL_ROLES], default=default)


def class_options(frames: Frames) -> list[str]:
    """Classes that some column belongs to, in the order of the data."""
    columns = set(zip(frames.columns["source_id"], frames.columns["role_id"], strict=True))
    classes = frames.role_classes[["source_id", "role_id", "class_id"]]
    used = {c for s, r, c in classes.itertuples(index=False, name=None) if (s, r) in columns}
    return [c for c in frames.classes["class_id"] if c in used]


def class_input(choices: Choices, frames: Frames, names: Names) -> str | None:
    """The class, chosen; None stands for all roles."""
    chosen = st.selectbox(
        "Role",
        [*class_options(frames), ALL_ROLES],
        format_func=lambda c: names.classes.get(c, "All roles, each in its own column"),
        width=346,
        **choices.bind("role"),
    )
    return None if chosen == ALL_ROLES else chosen


def documents(frames: Frames) -> list[str]:
    """The sources that stand by themselves; those that supplement them are shown on request."""
    return frames.sources.loc[frames.sources["supplements"].isna(), "source_id"].tolist()


def sources_param(frames: Frames) -> Param:
    """The sources shown, in the order chosen; by default every document."""
    known = frames.sources["source_id"].tolist()
    return Param("sources", "choices", options=known, default=documents(frames))


def sources_input(choices: Choices, frames: Frames, names: Names) -> list[str]:
    """The sources, chosen; none chosen means every document."""
    chosen = st.multiselect(
        "Sources",
        frames.sources["source_id"].tolist(),
        format_func=names.sources.__getitem__,
        placeholder="Every document",
        width=527,
        **choices.bind("sources"),
    )
    return chosen or documents(frames)


def questions_input(choices: Choices, names: Names, *, if_none: str = "") -> list[str] | None:
    """The questions, chosen; None where none is, which means all unless `if_none` says what."""
    chosen = st.multiselect(
        "Questions",
        list(names.questions),
        format_func=names.questions.__getitem__,
        placeholder=if_none or f"All {len(names.questions)} questions",
        width=527,
        **choices.bind("questions"),
    )
    return chosen or None


def baseline_param(names: Names) -> Param:
    """The source that the others are held against; one of those shown (see `sources_param`)."""
    return Param(
        "baseline", options=lambda chosen: ["", *(chosen["sources"] or names.sources)], default=""
    )


def baseline_input(choices: Choices, names: Names, sources: list[str]) -> str | None:
    """The source that the others are held against; None where there is none."""
    chosen = st.selectbox(
        "Compare against",
        ["", *sources],
        format_func=lambda s: names.sources.get(s, "No baseline"),
        width=165,
        **choices.bind("baseline"),
    )
    return chosen or None


def entry_param(frames: Frames) -> Param:
    """One coded entry; a link with an id that it had before still finds it."""
    ids = frames.requirements["requirement_id"]
    old = frames.requirements["formerly"].dropna().str.split(LIST_SEPARATOR, regex=False)
    formerly = {name: ids[at] for at, names in old.items() for name in names}
    return Param("entry", options=ids.tolist(), default=ids.iloc[0], formerly=formerly)


def entry_input(choices: Choices, frames: Frames) -> str:
    """The entry, chosen by its citation."""
    citations = frames.requirements.set_index("requirement_id")["citation"].to_dict()
    return st.selectbox(
        "Provision",
        list(citations),
        format_func=lambda entry: f"{citations[entry]} ({entry})",
        width=527,
        **choices.bind("entry"),
    )

"""The inputs that several pages share, each tied to its parameter of the address."""

from datetime import date

import streamlit as st

from pages.ui.choosing import KEY, Sets, chosen_sources
from pages.ui.folds import EVERY, NONE
from pages.ui.matrix import MANY
from pages.ui.names import Names
from pages.ui.permalinks import Choices, Param
from policy_model import Frames
from policy_model.vocabulary import LIST_SEPARATOR

ALL_ROLES = "all"
FIRST_QUESTION, FIRST_CLASS = "school_training_required", "sworn_sro"
"""What the map answers before anybody has asked."""
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
        width=264,
        **choices.bind("role"),
    )
    return None if chosen == ALL_ROLES else chosen


def map_params(frames: Frames, names: Names) -> list[Param]:
    """What is asked of the map: one question, of one class of roles, on a day."""
    questions, classes = list(names.questions), class_options(frames)
    return [
        Param("question", options=questions, default=_first(FIRST_QUESTION, questions)),
        Param("role", options=classes, default=_first(FIRST_CLASS, classes)),
        as_of_param(),
    ]


def _first(wished: str, options: list[str]) -> str:
    return wished if wished in options else options[0]


def map_inputs(choices: Choices, frames: Frames, names: Names) -> tuple[str, str, date]:
    """Question, class and day, chosen."""
    question = st.selectbox(
        "Question",
        list(names.questions),
        format_func=names.questions.__getitem__,
        width=527,
        **choices.bind("question"),
    )
    role_class = st.selectbox(
        "Role",
        class_options(frames),
        format_func=names.classes.__getitem__,
        width=346,
        **choices.bind("role"),
    )
    return question, role_class, as_of_input(choices)


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


def baseline_param(names: Names, sets: Sets) -> Param:
    """The source that the others are held against; one of those shown (`choosing`)."""
    return Param(
        "baseline",
        options=lambda chosen: ["", *chosen_sources(chosen["sources"], names, sets)],
        default="",
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


def comparison_switch_params(names: Names, sets: Sets) -> list[Param]:
    """What a comparison leaves out, adds and turns; many texts stand in rows to begin with."""
    return [
        Param("differences", "flag", default=False),
        Param("notes", "flag", default=False),
        Param(
            "turned",
            "flag",
            default=lambda chosen: len(chosen_sources(chosen[KEY], names, sets)) > MANY,
            restarts_with=KEY,
        ),
    ]


def comparison_switches(choices: Choices) -> dict[str, bool]:
    """Each of them by its name, as switched."""
    labels = {
        "differences": "Differences only",
        "notes": "Facts from outside the texts",
        "turned": "One row a text",
    }
    return {key: st.toggle(label, **choices.bind(key)) for key, label in labels.items()}


def text_param(names: Names) -> Param:
    """One source, every one, or none, of which a long page tells all that it has."""
    return Param("source", options=[NONE, EVERY, *names.sources], default=NONE)


def text_input(choices: Choices, names: Names) -> str:
    """The source, chosen."""
    said = {NONE: "None: counts only", EVERY: "Every text", **names.sources}
    return st.selectbox(
        "Cautions and differences of",
        list(said),
        format_func=said.__getitem__,
        width=346,
        **choices.bind("source"),
    )


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

"""Frames of any number of sources, made column by column: what a scale asks, without files to read.

The project's own vocabularies and questions stay; sources, their one text each, requirements,
answers and gaps are made by rule, the same each time. One role a source, so a row is a source.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from policy_model import Frames, frames, load_dataset
from policy_model.vocabulary import Authority, Modality, Unit

REQUIREMENTS = 10
"""Requirements of a source."""
ROLE = "school_resource_officer"
_STEP = 7  # with the number of questions it has no divisor in common: each question gets its turn
_VALUES = 9  # different answers to a question


def frames_of(count: int) -> Frames:
    """So many sources of REQUIREMENTS requirements; every third requirement has a second answer.

    Every tenth source is not yet read; every fifth has a cut text that may answer two questions;
    one question in the first cell of every fourth cannot arise.
    """
    project = frames(load_dataset())
    sources = _numbered("s", count)
    empty = {name: frame.head(0) for name, frame in project.items() if name in _EMPTIED}
    made = {
        "sources": _like(project.sources, source_id=sources, title=sources, summary=sources),
        "instruments": _like(
            project.instruments,
            instrument_id=_code(sources),
            source_id=sources,
            authority=_cycled([*Authority][:4], count),
            short_citation=[f"Code {at}" for at in range(count)],
        ),
        "columns": _columns(project.columns, sources),
        "requirements": _requirements(project.requirements, sources),
        "role_classes": _like(
            project.role_classes, source_id=sources, role_id=ROLE, class_id="sworn_sro"
        ),
    }
    asked = project.questions["question_id"].to_numpy(object)
    answers = _answers(project.coded_answers, made["requirements"], asked)
    gaps = _gaps(project, sources, asked)
    return replace(project, **empty, **made, coded_answers=answers, **gaps)


_EMPTIED = {
    "provisions", "requirement_roles", "requirement_topics", "requirement_courses",
    "requirement_interpretations", "requirement_notes", "roles", "courses", "interpretations",
}  # fmt: skip


def _like(model: pd.DataFrame, **given: object) -> pd.DataFrame:
    """A frame with the columns and types of another, filled as given; all else is missing."""
    return pd.DataFrame(given).reindex(columns=model.columns).astype(model.dtypes)


def _columns(model: pd.DataFrame, sources: np.ndarray) -> pd.DataFrame:
    is_coded = np.arange(len(sources)) % 10 != 9
    return _like(model, source_id=sources, role_id=ROLE, position=1, is_coded=is_coded)


def _requirements(model: pd.DataFrame, sources: np.ndarray) -> pd.DataFrame:
    count = len(sources) * REQUIREMENTS
    source, nth = np.divmod(np.arange(count), REQUIREMENTS)
    every = np.arange(count)
    return _like(
        model,
        requirement_id=_numbered("r", count),
        source_id=sources[source],
        instrument_id=_code(sources)[source],
        position=nth + 1,
        pinpoint=_cycled([f"{letter}({at})" for letter in "ABCD" for at in (1, 2, 3)], count),
        mechanism="direct",
        actor="officer",
        modality=_cycled([*Modality][:5], count),
        authority=np.array(_cycled([*Authority][:4], len(sources)))[source],
        amount_unit=np.where(every % 3 == 0, Unit.HOUR.value, None),
        effective_on=_cycled([None, "2020-07-01", "2027-01-01", "2024-10", None], count),
        ends_on=_cycled([None] * 6 + ["2026-06-30"], count),
    )


def _answers(model: pd.DataFrame, requirements: pd.DataFrame, asked: np.ndarray) -> pd.DataFrame:
    every = np.arange(len(requirements))
    behind = np.sort(np.concatenate([every, every[::3]]))
    question = (behind * _STEP + np.r_[0, behind[1:] == behind[:-1]] * 3) % len(asked)
    value = [f"Answer {at % _VALUES} to the question, in our words" for at in behind.tolist()]
    return _like(
        model,
        requirement_id=requirements["requirement_id"].to_numpy(object)[behind],
        source_id=requirements["source_id"].to_numpy(object)[behind],
        role_id=ROLE,
        question_id=asked[question],
        value=value,
    )


def _gaps(project: Frames, sources: np.ndarray, asked: np.ndarray) -> dict[str, pd.DataFrame]:
    """What is cut, what cannot arise, what is open."""
    cut = np.repeat(sources[::5], 2)
    never = sources[::4]
    cautioned = _numbered("r", len(sources) * REQUIREMENTS)[::4]
    return {
        "cuts": _like(
            project.cuts, source_id=cut, instrument_id=_code(cut), role_id=ROLE,
            question_id=_cycled([asked[2], asked[11]], len(cut)), missing="The rest of it.",
        ),
        "not_applicable": _like(
            project.not_applicable, source_id=never, role_id=ROLE, question_id=asked[5],
            reason="It cannot arise.",
        ),
        "requirement_cautions": _like(
            project.requirement_cautions, requirement_id=cautioned, caution="The text is open."
        ),
    }  # fmt: skip


def _numbered(letter: str, count: int) -> np.ndarray:
    return np.array([f"{letter}{at:06d}" for at in range(count)], dtype=object)


def _code(sources: np.ndarray) -> np.ndarray:
    return sources + "-code"


def _cycled(words: list, count: int) -> list:
    return [None if word is None else str(word) for word in words] * (count // len(words)) + [
        None if word is None else str(word) for word in words[: count % len(words)]
    ]

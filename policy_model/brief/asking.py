"""A brief from the frames: what chosen sources answer to chosen questions on one day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from policy_model.brief.hours_lines import hour_lines
from policy_model.brief.making import Counts, Fuller, Making
from policy_model.brief.records import Brief
from policy_model.brief.register import Register, day_words
from policy_model.brief.texts import oldest_check, texts_read
from policy_model.comparison import compare, tally
from policy_model.frames import Frames
from policy_model.fuller import fuller_answers
from policy_model.hours import hour_ledger
from policy_model.publication import Citation, data_set_words
from policy_model.vocabulary import Unit

FIRST_QUESTIONS = (
    "school_training_required", "training_due", "initial_hours", "discipline_role", "who_pays",
)  # fmt: skip
"""What a legislator asks first: is training required, by when, how much, may officers discipline
pupils, and who pays?"""


def first_questions(frames: Frames) -> list[str]:
    """The questions of a brief for which none was chosen: five, in the order of the codebook.

    >>> from policy_model import frames, load_dataset
    >>> len(first_questions(frames(load_dataset())))
    5
    """
    known = frames.questions["question_id"].tolist()
    return [each for each in known if each in FIRST_QUESTIONS] or known[: len(FIRST_QUESTIONS)]


def brief_of(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None = None,
    questions: Sequence[str] | None = None,
    baseline: str | None = None,
    cited: Citation | None = None,
    again: str = "",
) -> Brief:
    """What the sources answer, with every pinpoint, standing, caution and silence.

    Without `questions` the first five are asked; without `role_class`, of every role. `cited` is
    how the data set is cited, `again` the address or command that makes the same brief.
    Raises UnknownName for a source, class, question or baseline that does not exist.

    >>> from policy_model import frames, load_dataset
    >>> asked = {"sources": ["nm"], "questions": ["minimum_age"], "role_class": "sworn_sro"}
    >>> brief = brief_of(frames(load_dataset()), as_of=date(2026, 11, 21), **asked)
    >>> [(each.who, each.state) for each in brief.asked[0].silences]
    [('New Mexico', 'silent')]
    """
    asked = first_questions(frames) if questions is None else questions
    chosen = {"sources": sources, "role_class": role_class, "questions": asked}
    rows = compare(frames, as_of=as_of, **chosen, baseline=baseline)
    pairs = list(dict.fromkeys(zip(rows["source"], rows["role"], strict=True)))
    ledger, fuller = _ledger(frames, pairs, rows, as_of=as_of), _fuller(frames, rows)
    register = Register.of(frames, _named(rows, ledger, fuller), as_of=as_of)
    making = Making(register, rows, pairs, fuller, baseline)
    every = tuple(making.asked(counts) for counts in _counts(frames, rows))
    return Brief(
        as_of=as_of,
        role_class=_class_label(frames, role_class),
        **_sources_asked(register, sources, pairs),
        asked=every,
        hours=None if ledger is None else tuple(hour_lines(ledger, register, making.is_mixed)),
        notes=tuple(making.notes()),
        readings=tuple(making.readings()),
        texts=tuple(texts_read(register, sources, making.answering)),
        baseline="" if baseline is None else register.titles[baseline],
        example=making.example,
        cited=data_set_words(cited, day_words(as_of)),
        again=again,
        labels=register.labels,
        definitions=register.definitions,
    )


def _class_label(frames: Frames, role_class: str | None) -> str:
    labels = frames.classes.set_index("class_id")["label"]
    return "" if role_class is None else labels[role_class]


def _sources_asked(
    register: Register, sources: Sequence[str], pairs: list[tuple[str, str]]
) -> dict[str, Any]:
    """The sources with and without a column, and through which day their texts are checked."""
    shown, titles = {source for source, _ in pairs}, register.titles
    chosen = list(dict.fromkeys(sources))
    return {
        "sources": tuple(titles[source] for source in chosen if source in shown),
        "without_role": tuple(titles[source] for source in chosen if source not in shown),
        "is_by_source": len(shown) == len(pairs),
        "checked_through": oldest_check(register, sources),
    }


def _counts(frames: Frames, rows: pd.DataFrame) -> Iterator[tuple[str, int, Counts]]:
    """Question, columns asked, and how many say what: the tally's own numbers."""
    counts = tally(frames, rows)
    for question in rows["question"].drop_duplicates():
        own = counts[counts["question"] == question]
        said = tuple((word, int(n)) for word, n in zip(own["word"], own["columns"], strict=True))
        yield question, int(own["columns"].sum()), said


def _ledger(
    frames: Frames, pairs: list[tuple[str, str]], rows: pd.DataFrame, *, as_of: date
) -> pd.DataFrame | None:
    """The ledger's rows of the columns shown; None where no question asks for hours."""
    hourly = frames.questions.loc[frames.questions["quantity"] == Unit.HOUR, "question_id"]
    if not rows["question"].isin(hourly).any():
        return None
    sources = list(dict.fromkeys(source for source, _ in pairs))
    ledger = hour_ledger(frames, as_of=as_of, sources=sources)
    shown = [pair in set(pairs) for pair in zip(ledger["source"], ledger["role"], strict=True)]
    return ledger[shown]


def _fuller(frames: Frames, rows: pd.DataFrame) -> Fuller:
    """What fuller texts add to each cell shown: (requirement, value) pairs."""
    asked = set(zip(rows["source"], rows["role"], rows["question"], strict=True))
    found: Fuller = {}
    for *cell, requirement, value in fuller_answers(frames).itertuples(index=False, name=None):
        if tuple(cell) in asked:
            found.setdefault(tuple(cell), []).append((requirement, value))
    return found


def _named(rows: pd.DataFrame, ledger: pd.DataFrame | None, fuller: Fuller) -> Iterator[str]:
    """Ids of the requirements that the brief names."""
    yield from rows["requirement"].dropna()
    yield from (requirement for added in fuller.values() for requirement, _ in added)
    if ledger is not None:
        yield from (each for listed in ledger["requirements"] for each in listed)

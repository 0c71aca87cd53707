"""What is said around a comparison: its key, its denominators, what is hidden; no Streamlit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pandas as pd

from pages.ui.labels import counted
from pages.ui.markup import Safe
from pages.ui.names import Names
from policy_model import tally_field
from policy_model.vocabulary import CellState, Modality

LINKED = "Citations lead to Sources; of fewer questions or texts, what is behind opens here."
ALIKE, INCOMPARABLE = "answered alike or silent throughout", "with nothing to compare"
"""Why a question is hidden where only differences are shown."""


def tally_words(counts: pd.DataFrame, names: Names) -> dict[str, str]:
    """The denominators by question: "Of 5: 4 required, 1 recommended"."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in counts.itertuples():
        label = names.labels.label(tally_field(row.word), row.word)
        said[row.question].append(f"{row.columns} {label[0].lower()}{label[1:]}")
    asked = dict(zip(counts["question"], counts["of"], strict=True))
    return {
        question: f"Of {asked[question]}: {', '.join(words)}" for question, words in said.items()
    }


def key_of(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """The (field, value) pairs that the table shows, for its key line, in the codebook's order."""
    modalities = set(rows["modality"].dropna())
    states = set(rows["state"])
    shown = [("modality", str(m)) for m in Modality if m in modalities]
    plain = [s for s in CellState if s not in (CellState.ANSWERED, CellState.UNQUANTIFIED)]
    return shown + [("state", str(s)) for s in plain if s in states] + [("caution", "")]


def key_line(rows: pd.DataFrame, names: Names) -> Safe:
    """The key of what the table shows."""
    notes = {"silent": "we read it; it does not say", "caution": "the text is open or conflicts"}
    return names.labels.key(key_of(rows), notes)


def remarks(
    every: pd.DataFrame, rows: pd.DataFrame, names: Names, baseline: str | None
) -> Iterator[str]:
    """What must be said of a comparison: a baseline without a column, questions left out.

    `every` is the comparison, `rows` is what is shown of it.
    """
    if baseline is not None and len(every) and baseline not in set(every["source"]):
        yield f"{names.sources[baseline]} has no such role: nothing is compared against it."
    if rows is not every and len(every):
        yield from what_is_hidden(every, rows, names, baseline)


def what_is_hidden(
    every: pd.DataFrame, rows: pd.DataFrame, names: Names, baseline: str | None
) -> Iterator[str]:
    """How many questions are left out and which: all say the same, or nothing can be compared."""
    hidden = every[~every["question"].isin(rows["question"])]
    if hidden.empty:
        yield "No question is hidden: on each of them the texts differ."
    reasons: dict[str, list[str]] = {ALIKE: [], INCOMPARABLE: []}
    compared = _compared_questions(hidden, baseline)
    for question in hidden["question"].drop_duplicates():
        reason = ALIKE if question in compared else INCOMPARABLE
        reasons[reason].append(names.questions[question])
    for reason, named in reasons.items():
        if named:
            yield f"{counted(len(named), 'question')} hidden, {reason}: {' '.join(named)}"


def _compared_questions(rows: pd.DataFrame, baseline: str | None) -> set[str]:
    """Questions of which the cells could be held against the baseline, or one another."""
    if baseline is not None:
        return set(rows.loc[rows["same_as_baseline"].notna(), "question"])
    known = rows[~rows["state"].isin([CellState.NOT_CODED, CellState.NOT_IN_EXTRACT])]
    cells = known[["question", "source", "role"]].drop_duplicates()
    return set(cells.loc[cells["question"].duplicated(), "question"])


def print_facts(
    names: Names, role_class: str | None, as_of: date, baseline: str | None
) -> list[str]:
    """What a printed comparison must say of itself."""
    said = [names.classes.get(role_class or "", "All roles"), f"Law as of {as_of.isoformat()}"]
    return said + ([f"Baseline: {names.sources[baseline]}"] if baseline else [])

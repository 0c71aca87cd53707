"""The parts of the Method page, in order."""

import pandas as pd

from pages.ui import method_coverage, method_edition, method_record, method_words
from pages.ui.folds import Part
from pages.ui.names import Names
from policy_model import Frames


def parts(
    frames: Frames, names: Names, rates: pd.DataFrame, entries: pd.DataFrame | None
) -> tuple[Part, ...]:
    """All of them; `rates` is `policy_model.divergence()`, `entries` is `policy_model.changes()`.

    They depend on nothing that a visitor chooses, so they are built once a process.
    """
    return (
        method_words.questions(frames, names),
        method_words.codebook(frames),
        method_words.interpretations(frames, names),
        method_record.cautions(frames, names),
        method_coverage.jurisdictions(frames, names),
        method_record.coverage(frames, names),
        method_record.divergence(frames, names, rates),
        method_edition.how_to_cite(),
        method_edition.changes(entries, names),
        method_edition.dispute(),
    )

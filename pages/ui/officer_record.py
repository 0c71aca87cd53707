"""What a record comes to, drawn: claim, verdicts, timeline, findings."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from pages.ui import store
from pages.ui.findings_view import FindingsView
from pages.ui.markup import Safe
from pages.ui.officer_view import OfficerView
from pages.ui.timeline import timeline
from policy_model import Dataset, Officer, clock_starts, verdicts


class Record(NamedTuple):
    """The answer in a sentence, a line a source, when each falls due, and every finding."""

    claim: str
    verdicts: Safe
    timeline: Safe | None
    findings: Safe


def record(
    officer: Officer, found: pd.DataFrame, asked: Mapping[str, object], dataset: Dataset
) -> Record:
    """The drawing of what `officer_check.checked` found; `asked` has `as_of` and `sources`."""
    as_of, names = asked["as_of"], store.names()
    view = OfficerView(found, verdicts(found), asked["sources"], names)
    findings = FindingsView(found, store.details(as_of), dataset)
    starts = clock_starts(officer, as_of=as_of, dataset=dataset)
    shown = {"opener": findings.opener, "chip": findings.chip}
    drawn = timeline(found, starts, names, as_of=as_of, **shown)
    return Record(view.claim(), view.rows(), drawn, findings.table())

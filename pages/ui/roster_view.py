"""A roster's findings: what was read, what was wrong by row and column, how many have which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pages.ui import drawer
from pages.ui.chips import chip, chips
from pages.ui.details import Details
from pages.ui.labels import counted
from pages.ui.markup import Safe, div, element_id, join, span
from pages.ui.rows import Fields, grouped, plain
from pages.ui.tables import Head, table
from policy_model import Problem
from policy_model.roster import RosterCheck, problems_frame

SHOWN = 50
"""Problems that are listed; the file has them all."""
_PROBLEM_HEADS = (
    Head(words="File"), Head(words="Row", is_numeric=True), Head(words="Column"),
    Head(words="What is wrong", width="34%"), Head(words="Repair", width="34%"),
)  # fmt: skip
_SUMMARY_HEADS = (
    Head(words="Requirement", width="36%"), Head(words="Officers"),
    Head(words="Citation", width="16%"),
)  # fmt: skip


def rows_words(check: RosterCheck) -> str:
    """How many rows were read and how many of them could be used; nothing is lost on the way."""
    roster = check.roster
    rows = counted(roster.rows_in, "row of officers", "rows of officers")
    said = [f"{rows}: {roster.officers.size:,} checked, {roster.rows_rejected:,} rejected."]
    if roster.training_rows_in:
        rows = counted(roster.training_rows_in, "row of training", "rows of training")
        good = roster.training_rows_in - roster.training_rows_rejected
        said.append(f"{rows}: {good:,} used, {roster.training_rows_rejected:,} rejected.")
    else:
        said.append("No training was given: nobody's courses are known.")
    if roster.later:
        rows = counted(roster.later, "completion lies", "completions lie")
        said.append(f"{rows} after the day asked about, and is not counted.")
    return " ".join(said)


def problems_table(problems: Sequence[Problem]) -> Safe:
    """The first problems by file, row and column, each with its repair."""
    rows = [
        (row["file"], _row_words(row), row["column"] or "all", row["rule"], row["repair"])
        for row in plain(problems_frame(problems[:SHOWN]))
    ]
    caption = counted(len(problems), "problem")
    more = f"; the first {SHOWN} are listed" if len(problems) > SHOWN else ""
    return table(f"{caption}{more}. Rows are counted below the head.", _PROBLEM_HEADS, rows)


def _row_words(row: Fields) -> str:
    if row["row"] is not None:
        return str(row["row"])
    return f"line {row['line']}" if row["line"] is not None else "whole file"


@dataclass(frozen=True, slots=True)
class Requirements:
    """Names and panels of the requirements on a page; a panel is drawn once, behind its tables."""

    details: Details

    def named(self, row: Fields) -> Safe:
        """Title, source and force."""
        names = self.details.names
        force = names.labels.modality(str(row["modality"]))
        under = div("f-under", join([names.sources[str(row["source"])], force], " "))
        return join([span("f-title", row["title"]), under])

    def opener(self, requirement: str) -> Safe:
        """The pinpoint that opens the panel."""
        words = self.details.short_citation(requirement)
        return drawer.opener(element_id("d", "roster", requirement), words)

    def panels(self, requirements: Sequence[str]) -> Safe:
        """The panels of these requirements."""
        return join(self._panel(each) for each in dict.fromkeys(requirements))

    def _panel(self, requirement: str) -> Safe:
        labels = self.details.names.labels
        detail = replace(self.details.of_requirement(requirement), is_apart=True)
        mark = labels.modality(str(self.details.requirements[requirement]["modality"]))
        return drawer.panel(element_id("d", "roster", requirement), detail, mark, "", labels)


def summary_table(summary: pd.DataFrame, requirements: Requirements) -> Safe:
    """A row for each requirement: how many officers have which finding."""
    labels = requirements.details.names.labels
    rows = []
    for requirement, own in grouped(summary, "requirement"):
        drawn = [
            chip(r["words"], str(r["status"]), str(r["manner"]), labels, int(r["officers"]))
            for r in own
        ]
        rows.append((requirements.named(own[0]), chips(drawn), requirements.opener(requirement)))
    return table("Officers by requirement and finding", _SUMMARY_HEADS, rows, hide_caption=True)

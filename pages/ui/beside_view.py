"""Two officers, or one officer on two days, side by side."""

from collections.abc import Mapping

import pandas as pd

from pages.ui.chips import chip
from pages.ui.labels import date_words
from pages.ui.markup import Safe, div, join, span
from pages.ui.names import Names
from pages.ui.rows import Fields, plain
from pages.ui.tables import Head, table
from policy_model import Dataset, with_manner, words_for
from policy_model.vocabulary import Status

NOW, OTHER = "now", "other"
"""The labels under which `policy_model.side_by_side` is asked."""


def beside_table(
    both: pd.DataFrame,
    heads: Mapping[str, str],
    titles: Mapping[str, str],
    dataset: Dataset,
    names: Names,
) -> Safe:
    """A row for each requirement that applies to either.

    `both` is what `policy_model.side_by_side` gives for NOW and OTHER, `heads` their names.
    """
    shown = {label: _findings(both, label, dataset, names) for label in (NOW, OTHER)}
    rows = [
        (
            _requirement(row, titles, names),
            *(shown[label].get(str(row["requirement"]), _NOT_ASKED) for label in (NOW, OTHER)),
            _difference(row),
        )
        for row in plain(both)
        if not all(row[f"{label} status"] in _APART for label in (NOW, OTHER))
    ]
    columns = [Head(words="Requirement", width="34%")]
    columns += [Head(words=heads[label], width="24%") for label in (NOW, OTHER)]
    columns.append(Head(words="Difference"))
    return table("Findings side by side", columns, rows, hide_caption=True)


_NOT_ASKED = "not asked of this role"
_APART = (None, Status.NOT_APPLICABLE)


def _requirement(row: Fields, titles: Mapping[str, str], names: Names) -> Safe:
    under = div("f-under", names.sources[str(row["source"])])
    return join([span("f-title", titles[str(row["requirement"])]), under])


def _findings(both: pd.DataFrame, label: str, dataset: Dataset, names: Names) -> dict[str, Safe]:
    """The finding of each requirement for one of the two."""
    columns = {f"{label} status": "status", f"{label} due_on": "due_on"}
    own = both[["source", "requirement", *columns]].rename(columns=columns)
    spoken = with_manner(own[own["status"].notna()], dataset)
    words = words_for(spoken["requirement"], spoken["status"], dataset)
    return {
        str(row["requirement"]): _finding(row, said, names)
        for row, said in zip(plain(spoken), words, strict=True)
    }


def _finding(row: Fields, words: str, names: Names) -> Safe:
    day = date_words(row["due_on"], "")
    said = div("f-under", f"due {day}") if day else None
    return join([chip(words, str(row["status"]), str(row["manner"]), names.labels), said])


def _difference(row: Fields) -> str:
    now, other = ((row[f"{label} status"], row[f"{label} due_on"]) for label in (NOW, OTHER))
    if now == other:
        return "Same"
    return "Other finding" if now[0] != other[0] else "Other day"

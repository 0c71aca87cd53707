"""What would change an officer's findings: one line a change, with all that it would turn."""

import pandas as pd

from pages.ui.chips import chip, turn
from pages.ui.folds import fold
from pages.ui.labels import counted, date_words, dated
from pages.ui.markup import Safe, div, element, join, span
from pages.ui.names import Names
from pages.ui.rows import Fields, plain
from pages.ui.tables import Head, table
from policy_model import Dataset, by_attention, with_manner, words_for
from policy_model.vocabulary import FactType

SHOWN = 8
"""Changes that are shown at once; the others open in place."""
_HEADS = (Head(words="If", width="36%"), Head(words="then"))


def changes_table(changes: pd.DataFrame, dataset: Dataset, names: Names) -> Safe:
    """One row a change; `changes` are rows of `worded_changes`."""
    groups: dict[tuple[str, str, str], list[Fields]] = {}
    for row in plain(changes):
        groups.setdefault((str(row["kind"]), str(row["subject"]), str(row["value"])), []).append(
            row
        )
    rows = [
        (_condition(*key, dataset), element("ul", {"class": "turns"}, *_turns(own, names)))
        for key, own in groups.items()
    ]
    first = table("What would change a finding", _HEADS, rows[:SHOWN], hide_caption=True)
    if len(rows) <= SHOWN:
        return first
    rest = table("Further changes", _HEADS, rows[SHOWN:], hide_caption=True)
    return join([first, fold(counted(len(rows) - SHOWN, "more change"), rest)])


def _condition(kind: str, subject: str, value: str, dataset: Dataset) -> str:
    courses = {course.id: course.label for course in dataset.courses}
    facts = {fact.id: fact for fact in dataset.facts}
    if kind == "complete":
        label = courses.get(subject) or f"what it asks ({facts[subject].event})"
        return f"{label} is completed by {date_words(value, '')}"
    if kind == "start":
        return f"{facts[subject].event} had been on {date_words(value, '')} or soon after"
    fact = facts[subject]
    yes_no = {"true": "yes", "false": "no"}
    words = yes_no.get(value, value) if fact.type is FactType.BOOLEAN else value
    return f"{fact.question} {words[0].upper()}{words[1:]}"


def _turns(rows: list[Fields], names: Names) -> list[Safe]:
    return [element("li", None, _turn(row, names)) for row in rows]


def _turn(row: Fields, names: Names) -> Safe:
    before = chip(row["words_now"], str(row["status"]), str(row["manner"]), names.labels)
    after = chip(row["words_then"], str(row["becomes"]), str(row["manner"]), names.labels)
    due = span("soft small", "(due ", dated(row["due_on"], ""), ")") if row["due_on"] else None
    where = f"{names.sources[str(row['source'])]}, {row['pinpoint']}"
    return join(
        [
            span("f-title", row["title"]),
            div("f-under", where),
            div("turn", turn(before, after), due),
        ]
    )


def worded_changes(changes: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Rows of `policy_model.what_would_change` that bring another finding, with the words of both.

    Rows: those first that need attention. Columns: those given; manner, recurs, attention;
    words_now, words_then (text). Missing: as given.
    """
    turning = changes[changes["becomes"] != changes["status"]]
    spoken = by_attention(with_manner(turning, dataset))
    now, then = (
        words_for(spoken["requirement"], spoken[c], dataset) for c in ("status", "becomes")
    )
    return spoken.assign(words_now=now, words_then=then)

"""The parts of the Roster page beneath the files: problems, findings, the work list, seats."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from pages.ui import downloads, theme, worklist_view
from pages.ui.details import Details
from pages.ui.labels import counted, date_words, listed
from pages.ui.names import Names
from pages.ui.roster_input import Held
from pages.ui.roster_view import Requirements, problems_table, rows_words, summary_table
from policy_model import Dataset, Problem
from policy_model.roster import findings_csv, problems_frame, roster_summary, seats_needed
from policy_model.vocabulary import WorkList


def problems(found: Sequence[Problem], note: str) -> None:
    """What is wrong with the files, by row and column, and how to mend it."""
    theme.section("Rows that could not be used", note)
    theme.show(problems_table(found))
    downloads.csv_button(
        problems_frame(found), "roster-problems.csv", label="Download the problems as CSV"
    )


def claim(held: Held, names: Names, as_of: date) -> None:
    """How many officers were checked, and how many have something overdue."""
    size = counted(held.check.roster.officers.size, "officer")
    own, others = (_officers(held, place) for place in (WorkList.OVERDUE, WorkList.NOT_SHOWN))
    said = f"Of {size} checked, {own} {'has' if own == '1' else 'have'} a duty overdue."
    if others != "0":
        said += f" For {others}, what a board or an agency has to ask for is not shown."
    theme.claim(f"As of {date_words(as_of, '')}", said)
    governing = listed(names.sources[source] for source in held.check.sources)
    theme.prose(f"Checked against {governing}.", rows_words(held.check), small=True)


def _officers(held: Held, place: WorkList) -> str:
    """How many officers have a line on a list."""
    return f"{held.work.loc[held.work['work_list'] == place, 'officer_id'].nunique():,}"


def summary(held: Held, details: Details, as_of: date) -> None:
    """How many officers have which finding, requirement by requirement."""
    theme.section(
        "By source and requirement",
        "A recommendation that is not followed breaks no rule; where the duty is a board's or an "
        "agency's, what is not shown is no breach of the officer's.",
    )
    rows = roster_summary(held.check)
    if rows.empty:
        theme.empty_state(
            "The chosen texts ask nothing of these roles that a record can decide.",
            "Choose other texts, or look at the column role.",
        )
        return
    theme.show(summary_table(rows, Requirements(details)))
    with theme.controls("leave_roster"):
        make, day = partial(findings_csv, held.check), as_of.isoformat()
        downloads.made_button(
            make, f"roster-findings-{day}.csv", label="Download all findings as CSV"
        )
        downloads.csv_button(rows, f"roster-summary-{day}.csv", label="Download this table as CSV")


def work(held: Held, details: Details, names: Names, as_of: date) -> None:
    """What is to be done, by list, by a column of the roster's own, and which seats it needs."""
    theme.section(
        "What is to be done", "Overdue first; then by the day it falls due; then what to ask."
    )
    if held.work.empty:
        theme.empty_state("Nothing is to be done within 180 days.", "Choose a later day above.")
        return
    shown, by = worklist_view.filtered(held.work, held.own, names)
    if by:
        theme.show(worklist_view.counts_table(held.work, by, names))
    theme.show(worklist_view.work_table(shown, by, Requirements(details), names))
    file = f"roster-work-list-{as_of.isoformat()}.csv"
    downloads.csv_button(shown, file, label="Download these lines as CSV")


def seats(held: Held, dataset: Dataset, names: Names, as_of: date) -> None:
    """How many officers need a place in which course, by month."""
    theme.section(
        "Seats needed",
        "Officers who need a place, within 180 days; each is counted once for a course, in the "
        "first month in which it falls due. What cannot be told is not counted.",
    )
    rows = seats_needed(held.work, dataset)
    if rows.empty:
        theme.empty_state(
            "No course is needed within 180 days.", "What cannot be told is not counted."
        )
        return
    theme.show(worklist_view.seats_table(rows, names))
    file = f"roster-seats-{as_of.isoformat()}.csv"
    downloads.csv_button(rows, file, label="Download the seats as CSV")


def panels(held: Held, details: Details) -> None:
    """What stands behind each citation on the page, once."""
    rules = held.check.found.rule
    ids = [held.check.plan.rules[number].requirement.id for number in sorted(set(rules.tolist()))]
    theme.show(Requirements(details).panels(ids))

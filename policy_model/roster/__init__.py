"""Rosters: officers and their training from files, every finding back, every problem by its row."""

from policy_model.roster.asking import missing_facts
from policy_model.roster.assembly import Roster, read_roster, roster_of
from policy_model.roster.checking import RosterCheck, checked_roster, roster_summary
from policy_model.roster.findings import check_roster, finding_tables, problems_frame
from policy_model.roster.seats import seats_needed
from policy_model.roster.templates import officers_template, roster_words, training_template
from policy_model.roster.worklist import work_counts, work_list
from policy_model.roster.writing import findings_csv, write_findings, write_problems

__all__ = [
    "Roster",
    "RosterCheck",
    "check_roster",
    "checked_roster",
    "finding_tables",
    "findings_csv",
    "missing_facts",
    "officers_template",
    "problems_frame",
    "read_roster",
    "roster_of",
    "roster_summary",
    "roster_words",
    "seats_needed",
    "training_template",
    "work_counts",
    "work_list",
    "write_findings",
    "write_problems",
]

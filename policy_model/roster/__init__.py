"""Rosters: officers and their training from files, every finding back, every problem by its row."""

from policy_model.roster.assembly import Roster, read_roster, roster_of
from policy_model.roster.findings import check_roster, finding_tables, problems_frame
from policy_model.roster.writing import write_findings, write_problems

__all__ = [
    "Roster",
    "check_roster",
    "finding_tables",
    "problems_frame",
    "read_roster",
    "roster_of",
    "write_findings",
    "write_problems",
]

"""What law and policy ask of school resource officers: records, frames, questions."""

from policy_model.comparison import compare, tally, tally_field
from policy_model.coverage import coverage
from policy_model.dataset import Dataset, load_dataset
from policy_model.divergence import divergence, pooled_divergence
from policy_model.errors import DataProblems, Problem, UnknownName
from policy_model.frames import Frames, frames
from policy_model.frames.events import event_words
from policy_model.holdings import holdings
from policy_model.hours import career, hour_ledger
from policy_model.matrix import comparison_matrix
from policy_model.officers import preset_officers, read_officer_file
from policy_model.peers import FIRST, PeerSet, peer_sets, resolved, shown_first, spelled_out
from policy_model.publication import (
    Citation,
    changes,
    data_set_bibtex,
    data_set_citation,
    data_set_words,
)
from policy_model.records.officers import Completion, Officer
from policy_model.roster import check_roster
from policy_model.rules.asked import checkable_roles, courses_asked, facts_asked
from policy_model.rules.batch import check_batch
from policy_model.rules.clocks import clock_starts
from policy_model.rules.officers import check_officer
from policy_model.rules.reasons import missing_words
from policy_model.rules.spans import every_day, spans, sweep_range
from policy_model.rules.sweeps import side_by_side, sweep_of_days, sweep_of_fact
from policy_model.rules.variants import what_would_change
from policy_model.rules.verdicts import by_attention, verdicts, with_manner, words_for
from policy_model.rules.wording import finding_words, manner_of
from policy_model.search import search, search_index
from policy_model.spread import spread, spread_answers, spread_counts, spread_with_answers
from policy_model.topics import topic_counts, topic_crosswalk

__all__ = [
    "FIRST",
    "Citation",
    "Completion",
    "DataProblems",
    "Dataset",
    "Frames",
    "Officer",
    "PeerSet",
    "Problem",
    "UnknownName",
    "by_attention",
    "career",
    "changes",
    "check_batch",
    "check_officer",
    "check_roster",
    "checkable_roles",
    "clock_starts",
    "compare",
    "comparison_matrix",
    "courses_asked",
    "coverage",
    "data_set_bibtex",
    "data_set_citation",
    "data_set_words",
    "divergence",
    "event_words",
    "every_day",
    "facts_asked",
    "finding_words",
    "frames",
    "holdings",
    "hour_ledger",
    "load_dataset",
    "manner_of",
    "missing_words",
    "peer_sets",
    "pooled_divergence",
    "preset_officers",
    "read_officer_file",
    "resolved",
    "search",
    "search_index",
    "shown_first",
    "side_by_side",
    "spans",
    "spelled_out",
    "spread",
    "spread_answers",
    "spread_counts",
    "spread_with_answers",
    "sweep_of_days",
    "sweep_of_fact",
    "sweep_range",
    "tally",
    "tally_field",
    "topic_counts",
    "topic_crosswalk",
    "verdicts",
    "what_would_change",
    "with_manner",
    "words_for",
]

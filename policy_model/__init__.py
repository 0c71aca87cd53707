"""What law and policy ask of school resource officers: records, frames, questions."""

from policy_model.comparison import compare, tally
from policy_model.coverage import coverage
from policy_model.dataset import Dataset, load_dataset
from policy_model.errors import DataProblems, Problem, UnknownName
from policy_model.frames import Frames, frames
from policy_model.hours import career, hour_ledger
from policy_model.matrix import comparison_matrix
from policy_model.search import search, search_index

__all__ = [
    "DataProblems",
    "Dataset",
    "Frames",
    "Problem",
    "UnknownName",
    "career",
    "compare",
    "comparison_matrix",
    "coverage",
    "frames",
    "hour_ledger",
    "load_dataset",
    "search",
    "search_index",
    "tally",
]

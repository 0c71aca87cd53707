"""The question of the Officer page, and what is said where it cannot be put."""

from collections.abc import Mapping

import pandas as pd

from pages.ui import theme
from policy_model import (
    DataProblems,
    Dataset,
    Officer,
    check_officer,
    with_manner,
)


def checked(
    officer: Officer | None, asked: Mapping[str, object], dataset: Dataset
) -> pd.DataFrame | None:
    """The findings, in the order of the documents; None, and what to do, where there are none.

    `asked` has `as_of` and `sources`. Columns: those of `policy_model.check_officer` and
    `policy_model.with_manner`.
    """
    if officer is None:
        theme.rule()
        theme.empty_state(
            "Nothing can be checked yet.",
            "Choose a role above: it decides which rules there are. Or start from an example.",
        )
        return None
    try:
        found = check_officer(officer, dataset=dataset, **asked)
    except DataProblems as error:
        theme.notice(
            "The facts contradict each other.",
            *(
                f"{problem.rule[0].upper()}{problem.rule[1:]}. {problem.repair}"
                for problem in error.problems
            ),
        )
        return None
    if found.empty:
        theme.rule()
        theme.empty_state(
            "None of the chosen texts has a rule for this role that a record can decide.",
            "Choose more sources, or another role.",
        )
        return None
    return with_manner(found, dataset)

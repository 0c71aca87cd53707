"""The engine as it is timed, and what every other answer is held against."""

from collections.abc import Callable

import numpy as np

from benchmarks.officers.prepared import Part, Prepared
from benchmarks.officers.rosters import AS_OF, Made
from policy_model.rules.check import Grid, applied, viewed
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.rules.plan import Plan


def from_columns(made: Made, ready: Prepared, threads: int) -> Callable[[], list[Grid]]:
    """What is timed: status and due day of each rule, from digested columns."""
    sources = made.plan.source_ids(None)
    return lambda: applied(ready.view, ready.roles, made.plan, sources, threads=threads)


def from_training(made: Made, threads: int) -> Callable[[], list[Grid]]:
    """What is timed: stand-ins filled, completions digested, and each rule asked."""
    sources, day = made.plan.source_ids(None), day_number(AS_OF)

    def answers() -> list[Grid]:
        view = viewed(made.officers, made.plan, sources, as_of=day)
        return applied(view, made.officers.roles, made.plan, sources, threads=threads)

    return answers


def assert_same_rules(grids: list[Grid], parts: list[Part], plan: Plan) -> None:
    """The book written for the peers has the engine's rules, role by role."""
    names = list(plan.role_codes)
    for grid, part in zip(grids, parts, strict=True):
        assert [each.requirement for each in part.said] == [
            bound.rule.requirement.id for bound in grid.rules
        ], names


def assert_same_answers(grids: list[Grid], parts: list[Part], answer: "Answer", who: str) -> None:
    """Each status and each due day of each officer; `answer(part number, rule, kind)` gives days
    as int32, UNKNOWN_DAY where there is none."""
    for number, (grid, part) in enumerate(zip(grids, parts, strict=True)):
        for at, said in enumerate(part.said):
            for kind, mine in (("status", grid.status[at]), ("due", grid.due_on[at])):
                theirs = answer(number, at, kind)
                wrong = np.flatnonzero(mine[: len(theirs)] != theirs)
                assert len(theirs) > 0
                assert not len(wrong), (
                    f"{who} differs on {said.requirement}, {kind}, for {len(wrong)} of "
                    f"{len(theirs)} {part.role}: row {wrong[0]}, "
                    f"ours {mine[wrong[0]]}, theirs {theirs[wrong[0]]}"
                )


Answer = Callable[[int, int, str], np.ndarray]


def days_of_arrow(column: object) -> np.ndarray:
    """An Arrow column of days as int32, UNKNOWN_DAY where there is none."""
    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    return whole.cast("int32").fill_null(int(UNKNOWN_DAY)).to_numpy(zero_copy_only=False)


def days_of_numpy(column: np.ndarray) -> np.ndarray:
    """A numpy column of days as int32, UNKNOWN_DAY where there is none."""
    missing = np.isnat(column)
    days = np.where(missing, np.datetime64(0, "D"), column).astype("int64").astype("int32")
    return np.where(missing, UNKNOWN_DAY, days)

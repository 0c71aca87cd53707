"""A roster put together: sound officers as columns, their completions joined, problems by row.

Valid rows and rejected rows are together the rows given. A rejected row of training leaves its
officer's course known with an unknown day, or, where the course itself cannot be read, all
courses of that officer unknown: nobody is found wanting because of a slip of the pen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from policy_model.errors import DataProblems, Problem, did_you_mean, nearest, shown
from policy_model.records.facts import form_of
from policy_model.records.vocabularies import Fact
from policy_model.roster.columns import as_text, fact_column
from policy_model.roster.tables import Given, Table, table_of
from policy_model.roster.training import Training, no_training, training_of
from policy_model.rules.batch import codes_of, officers_of
from policy_model.rules.columns import Completions, Officers
from policy_model.rules.days import day_number, years_since
from policy_model.rules.plan import Plan
from policy_model.vocabulary import FactType

_CLOSE = 0.82  # how near a header must be to a fact's name to be taken for a slip


@dataclass(frozen=True, slots=True)
class Roster:
    """Sound officers and what was wrong with the rest.

    `ids` has the officer_id of each row of `officers`; `extra` the columns that are no facts, such
    as agency and school. `later` counts completions after the as-of day, which are kept and not
    counted.
    """

    ids: pa.Array
    officers: Officers
    extra: pa.Table
    problems: list[Problem]
    rows_in: int
    training_rows_in: int
    training_rows_rejected: int
    later: int

    @property
    def rows_rejected(self) -> int:
        """How many rows of officers were refused."""
        return self.rows_in - self.officers.size


def read_roster(
    officers: Given,
    training: Given | None,
    plan: Plan,
    *,
    as_of: date,
    names: tuple[str | None, str | None] = (None, None),
    max_bytes: int | None = None,
) -> Roster:
    """A roster from files, bytes or frames.

    Raises DataProblems where a file as a whole cannot be used: unreadable, or without a column that
    is needed, or with one that looks like a misspelt fact.
    """
    first = table_of(officers, name=names[0], max_bytes=max_bytes)
    second = None
    if training is not None:
        second = table_of(training, name=names[1], max_bytes=max_bytes)
    return roster_of(first, second, plan, as_of=as_of)


def roster_of(officers: Table, training: Table | None, plan: Plan, *, as_of: date) -> Roster:
    """A roster from tables."""
    facts = {fact.id: fact for fact in plan.dataset.facts}
    if wrong := list(_header_problems(officers, facts)):
        raise DataProblems(wrong)
    ids = as_text(officers.data.column("officer_id"))
    given, problems = _columns(officers, ids, facts, plan, as_of=as_of)
    rejected = np.zeros(len(ids), bool)
    rejected[[at for at, _ in problems]] = True
    kept = np.flatnonzero(~rejected)
    done = training_of(training, ids, rejected, plan) if training else no_training()
    chosen = pa.array(kept)
    sound = _kept(given, kept, done, _with_lists(officers, plan) if not training else None)
    extra = [name for name in officers.data.column_names if name not in {*facts, "officer_id"}]
    later = sound.completions.day > day_number(as_of)
    listed = [*officers.problems, *(problem for _, problem in problems), *done.problems]
    return Roster(
        ids.take(chosen), sound, officers.data.select(extra).take(chosen), sorted(listed),
        officers.rows_in, training.rows_in if training else 0, done.rejected, int(later.sum()),
    )  # fmt: skip


def _header_problems(table: Table, facts: dict[str, Fact]) -> Iterator[Problem]:
    names = table.data.column_names
    for needed in ("officer_id", "role"):
        if needed not in names:
            repair = f"Add the column {needed}; see the template."
            if near := nearest(needed, names):
                repair = f"Did you mean it by {shown(near)}? {repair}"
            yield table.header_problem(needed, f"the column {needed} is missing", repair)
    for name in names:
        if name not in facts and name != "officer_id" and _is_slip(name, facts):
            rule = f"{shown(name)} is no fact, and nearly one"
            yield table.header_problem(name, rule, did_you_mean(name, facts))
    if "courses" in names and not pa.types.is_list(table.data.schema.field("courses").type):
        rule = "courses do not stand in one cell"
        yield table.header_problem("courses", rule, "Give them in a file of training.")


def _is_slip(name: str, facts: dict[str, Fact]) -> bool:
    return bool(get_close_matches(name.casefold().replace(" ", "_"), facts, n=1, cutoff=_CLOSE))


Found = list[tuple[int, Problem]]


def _columns(
    table: Table, ids: pa.Array, facts: dict[str, Fact], plan: Plan, *, as_of: date
) -> tuple[Officers, Found]:
    """Every column as the engine has it, and the problems with the row of each."""
    found = list(_id_problems(table, ids))
    roles = as_text(table.data.column("role"))
    codes = codes_of(roles, plan.role_codes)
    found += _role_problems(table, roles, codes, plan)
    kinds: dict[FactType, dict[str, np.ndarray]] = {kind: {} for kind in FactType}
    for fact in facts.values():
        if fact.id in table.data.column_names and fact.type in _PLAIN:
            values, bad = fact_column(fact, table.data.column(fact.id))
            kinds[fact.type][fact.id] = values
            repair = form_of(fact).replace("leave it out", "leave the cell empty")
            found += [(at, table.problem(at, fact.id, rule, repair)) for at, rule in bad.items()]
    dates, numbers = kinds[FactType.DATE], kinds[FactType.NUMBER]
    found += _age_problems(table, dates, numbers, as_of=as_of)
    nobody = np.zeros(len(ids), bool)
    officers = Officers(codes, dates, numbers, kinds[FactType.BOOLEAN], Completions.none(), nobody)
    return officers, found


_PLAIN = (FactType.DATE, FactType.NUMBER, FactType.BOOLEAN)


def _id_problems(table: Table, ids: pa.Array) -> Iterator[tuple[int, Problem]]:
    coded = ids.dictionary_encode()
    codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    counts = np.bincount(codes[codes >= 0], minlength=len(coded.dictionary) + 1)
    for at in np.flatnonzero(codes < 0).tolist():
        rule = "the officer_id is missing"
        yield at, table.problem(at, "officer_id", rule, "Give each officer an id of its own.")
    for at in np.flatnonzero((codes >= 0) & (counts[codes] > 1)).tolist():
        rule = f"the officer_id {shown(ids[at].as_py())} stands in {counts[codes[at]]} rows"
        yield at, table.problem(at, "officer_id", rule, "Keep one row for each officer.")


def _role_problems(
    table: Table, roles: pa.Array, codes: np.ndarray, plan: Plan
) -> Iterator[tuple[int, Problem]]:
    for at in np.flatnonzero(codes < 0).tolist():
        role = roles[at].as_py()
        rule = "the role is missing" if role is None else f"the role {shown(role)} is not known"
        yield at, table.problem(at, "role", rule, did_you_mean(role or "", plan.role_codes))


def _age_problems(
    table: Table, dates: dict[str, np.ndarray], numbers: dict[str, np.ndarray], *, as_of: date
) -> Iterator[tuple[int, Problem]]:
    """A day of birth and another age beside it contradict each other."""
    if "born_on" not in dates or "age" not in numbers:
        return
    years = years_since(dates["born_on"], as_of=day_number(as_of))
    wrong = ~np.isnan(years) & ~np.isnan(numbers["age"]) & (years != numbers["age"])
    for at in np.flatnonzero(wrong).tolist():
        rule = f"the age is {numbers['age'][at]:g}, but born_on gives {years[at]:g} at {as_of}"
        yield at, table.problem(at, "age", rule, "Correct one of them, or leave the age empty.")


def _with_lists(table: Table, plan: Plan) -> Officers | None:
    """The completions of a column of lists, as Parquet may have it."""
    if "courses" not in table.data.column_names:
        return None
    rows = table.data.select(["courses"]).combine_chunks().to_batches()
    return officers_of(rows[0], plan) if rows else None


def _kept(
    given: Officers, kept: np.ndarray, training: Training, lists: Officers | None
) -> Officers:
    """The sound officers with their completions, sorted by officer."""
    done = training.completions if lists is None else lists.completions
    known = training.known if lists is None else lists.has_courses
    place = np.full(given.size, -1, "int32")
    place[kept] = np.arange(len(kept))
    officer = place[done.officer]
    order = np.argsort(officer, kind="stable")
    order = order[np.searchsorted(officer[order], 0) :]
    rows = done.take(order)
    is_known = np.zeros(len(kept), bool) if known is None else known[kept]
    return Officers(
        given.roles[kept],
        {name: column[kept] for name, column in given.dates.items()},
        {name: column[kept] for name, column in given.numbers.items()},
        {name: column[kept] for name, column in given.flags.items()},
        Completions(officer[order], rows.course, rows.day, rows.hours),
        is_known,
    )

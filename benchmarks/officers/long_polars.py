"""From the long table of completions in Polars: one grouping a course, one rolling sum a window."""

from collections.abc import Callable, Iterator

import polars as pl

from benchmarks.officers.expressions import Node
from benchmarks.officers.polars_peer import Writer, selected
from benchmarks.officers.prepared import Part, column_name, leaves
from benchmarks.officers.rosters import AS_OF, Made
from benchmarks.officers.rulebook import BEFORE_ALL, NEVER
from benchmarks.officers.tables import officers_table, training_table

_TODAY = pl.lit(AS_OF)
_BEFORE, _NEVER = (
    pl.lit(day.args[0], pl.Int32).cast(pl.Date) for day in (BEFORE_ALL, NEVER)
)  # fmt: skip
_ROOM = 0.005  # hours have two decimals


def question(
    made: Made, parts: list[Part], make: Callable[[], Writer]
) -> Callable[[], list[pl.DataFrame]]:
    """What is timed: completions digested, stand-ins filled, and the rules of each role asked."""
    officers = pl.from_arrow(officers_table(made)).cast({pl.Categorical: pl.String})
    training = pl.from_arrow(training_table(made))
    asked = list(dict.fromkeys(leaf for part in parts for leaf in leaves(part.said)))
    days = [leaf for leaf in asked if leaf.op != "fact"]
    columns = [selected(part, make()) for part in parts]

    def answers() -> list[pl.DataFrame]:
        digested = _digested(officers, training, days, made).collect()
        found = [
            digested.lazy().filter(pl.col("role") == part.role).select(each)
            for part, each in zip(parts, columns, strict=True)
        ]
        return pl.collect_all(found)

    return answers


def _digested(
    officers: pl.DataFrame, training: pl.DataFrame, days: list[Node], made: Made
) -> pl.LazyFrame:
    counted = training.lazy().filter(pl.col("day").is_null() | (pl.col("day") <= _TODAY))
    whole = officers.lazy().with_columns(_stand_ins(made))
    for group in _groups(days, counted):
        whole = whole.join(group, on="officer", how="left", maintain_order="left")
    return whole.with_columns([_where_known(leaf) for leaf in days])


def _stand_ins(made: Made) -> list[pl.Expr]:
    """Dates that stand in for others, as data/facts.yaml names them."""
    facts = [fact for fact in made.plan.dataset.facts if fact.stand_ins]
    return [pl.coalesce(fact.id, *fact.stand_ins).alias(fact.id) for fact in facts]


def _groups(days: list[Node], counted: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """A frame of days for each course that rules ask for, and for each moving sum."""
    courses = dict.fromkeys(leaf.args[0][1] for leaf in days if leaf.args[0][0] != "lapse")
    for course in courses:
        own = [each for each in days if each.args[0][1] == course]
        rows = counted.filter(pl.col("course") == course)
        yield rows.group_by("officer").agg([_day(each) for each in own])
    for key in dict.fromkeys(leaf.args[0] for leaf in days if leaf.args[0][0] == "lapse"):
        yield _lapse(counted, key)


def _day(leaf: Node) -> pl.Expr:
    """The earliest or latest that the first or last day of a course may be."""
    kind, _, hours = leaf.args[0]
    day = pl.col("day")
    enough = pl.lit(True) if hours is None else pl.col("hours") >= hours
    sure = day.filter(enough & day.is_not_null())
    perhaps = enough if hours is None else enough | pl.col("hours").is_null()
    made = {
        ("first", "high"): sure.min(),
        ("first", "low"): day.fill_null(_BEFORE).filter(perhaps).min(),
        ("last", "low"): sure.max(),
        ("last", "high"): day.fill_null(_TODAY).filter(perhaps).max(),
    }[kind, leaf.op]
    return made.alias(column_name(leaf))


def _where_known(leaf: Node) -> pl.Expr:
    """Where courses are not known, a day may be any; where none is done, there is none."""
    kind, name = leaf.args[0][0], column_name(leaf)
    none = _NEVER if kind == "first" else _BEFORE
    if leaf.op == "low":
        open_ = _BEFORE
    elif kind == "lapse":
        open_ = _TODAY.dt.offset_by(_step(leaf.args[0][3]))
    else:
        open_ = _NEVER if kind == "first" else _TODAY
    return pl.when("has_courses").then(pl.col(name).fill_null(none)).otherwise(open_).alias(name)


def _step(window: object) -> str:
    return f"{window.count}{ {'M': 'mo', 'Y': 'y'}[window.unit] }"


def _lapse(counted: pl.LazyFrame, key: tuple) -> pl.LazyFrame:
    """The last day on which a moving sum of hours suffices: surely, and at best."""
    _, courses, hours, window = key
    day, value = pl.col("day"), pl.col("hours")
    is_dated, best = day.is_not_null(), value.fill_null(hours)
    rows = (
        counted.filter(pl.col("course").is_in(list(courses)))
        .with_columns(
            at=day.fill_null(_TODAY),
            sure=pl.when(is_dated).then(value).fill_null(0),
            best=best,
            dated=pl.when(is_dated).then(best).otherwise(0),
            undated=pl.when(~is_dated).then(best).sum().over("officer"),
            is_open=(~is_dated).any().over("officer"),
        )
        .sort("officer", "at")
    )
    sums = rows.rolling(
        "at", period=_step(window), offset="0d", closed="both", group_by="officer"
    ).agg(
        pl.col("sure", "best", "dated").sum(),
        pl.col("undated", "is_open").first(),
    )
    enough = hours - _ROOM
    ends = pl.col("at").dt.offset_by(_step(window))
    beside = pl.col("is_open") & (pl.col("dated") + pl.col("undated") >= enough)
    low, high = (column_name(Node(op, (key,))) for op in ("low", "high"))
    return sums.group_by("officer").agg(
        ends.filter(pl.col("sure") >= enough).max().alias(low),
        ends.filter((pl.col("best") >= enough) | beside).max().alias(high),
    )

"""Which text names which topic, where and how firmly: the crosswalk of topics."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from policy_model.coverage import topic_coverage
from policy_model.frames import Frames
from policy_model.selection import chosen_columns, known
from policy_model.standing import LAW, STANDING_DATES, with_standing
from policy_model.vocabulary import (
    LIST_SEPARATOR,
    Authority,
    Modality,
    TopicGroup,
    TopicState,
    order_of,
)

CROSSWALK_COLUMNS = [
    "topic", "group", "source", "role", "topic_state", "modality", "category", "topics_extent",
    "requirement", "instrument", "pinpoint", "authority", "mechanism", "actor", "standing_kind",
    "standing", "cautions", "restates", "missing",
]  # fmt: skip
_COLUMN = ["source_id", "role_id"]
_RENAMED = {
    "topic_id": "topic",
    "source_id": "source",
    "role_id": "role",
    "requirement_id": "requirement",
    "instrument_id": "instrument",
}


def topic_crosswalk(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    role_class: str | None = None,
    group: str | None = None,
) -> pd.DataFrame:
    """Every topic against every chosen column, with the requirement behind each mark.

    Rows: one a mark, that is a topic, column and requirement; one for a topic and column without
    a mark. Order: topic, column as chosen, then authority, modality, document order.
    Columns: topic, group, source, role, topic_state, modality, category, topics_extent (whether
    the list that names the topic is open or closed), requirement, instrument, pinpoint, authority,
    mechanism, actor, standing_kind, standing (words), cautions (joined with ` | `), restates (id
    of the same norm in another source), missing (what is not in our copy); all text.
    Missing: everything about a mark where topic_state is not `named`; `missing` unless it is
    `not_named_in_part`; topics_extent where the topic stands in no list of training subjects.
    Raises UnknownName for a source, class or group that does not exist.

    A compiler's summary makes no mark. A record that restates one of another source marks its own
    column only. A mark that is not law on the day stays, with its standing.

    >>> from policy_model import load_dataset, frames
    >>> rows = topic_crosswalk(frames(load_dataset()), as_of=date(2026, 11, 21), sources=["nm"])
    >>> rows.loc[rows["topic"] == "truancy", ["role", "topic_state", "pinpoint"]].values.tolist()
    [['school_resource_officer', 'named', 'B(3)'], ['school_security_personnel', \
'not_named_in_part', nan]]
    """
    columns = chosen_columns(frames, sources=sources, role_class=role_class)
    topics = _topics(frames, group)
    cells = topics.merge(columns.assign(column_rank=range(len(columns))), how="cross")
    cells = cells.merge(topic_coverage(frames), on=_COLUMN)
    rows = cells.merge(_marks(frames, as_of), on=["topic_id", *_COLUMN], how="left")
    is_marked = rows["requirement_id"].notna()
    rows["topic_state"] = rows["topic_state"].mask(is_marked, TopicState.NAMED.value)
    rows["missing"] = rows["missing"].mask(is_marked)
    ordered = _in_reading_order(rows).rename(columns=_RENAMED)
    return ordered[CROSSWALK_COLUMNS].reset_index(drop=True)


def topic_counts(frames: Frames, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """How many columns of a crosswalk name each topic on its day.

    `crosswalk` is what `topic_crosswalk` returned. Two kinds of column are shown and not counted
    again: one whose marks only restate a marked norm of another source, and one of a source that
    supplements a document of the crosswalk.
    Rows: one a topic, key `topic`, in the order of the crosswalk.
    Columns: topic (str); named (columns with a mark that is law on the day), read (columns read),
    unread (columns not yet read), again (columns that name it and are not counted again), marks
    (of any day and column); all but the first int64.
    Missing: never. A topic that nobody names has zeros, which is a count and no silence of a text.

    >>> from policy_model import load_dataset, frames
    >>> held = frames(load_dataset())
    >>> rows = topic_crosswalk(held, as_of=date(2026, 11, 21), sources=["nm"])
    >>> topic_counts(held, rows).set_index("topic").loc["truancy"].to_dict()
    {'named': 1, 'read': 2, 'unread': 0, 'again': 0, 'marks': 1}
    """
    rows = crosswalk.assign(
        mark=crosswalk["requirement"].notna(),
        law=crosswalk["standing_kind"].isin(LAW),
        repeated=_is_repeated(crosswalk),
        unread=crosswalk["topic_state"] == TopicState.NOT_CODED,
        aside=crosswalk["source"].isin(_supplementing(frames, crosswalk)),
    )
    rows["own"] = rows["law"] & ~rows["repeated"]
    columns = rows.groupby(["topic", "source", "role"], sort=False).agg(
        {"mark": "sum", "law": "any", "own": "any", "unread": "any", "aside": "any"}
    )
    columns["aside"] |= columns["law"] & ~columns["own"]
    counted = ~columns["aside"]
    said = columns.assign(
        named=columns["own"] & counted,
        read=~columns["unread"] & counted,
        unread=columns["unread"] & counted,
        again=columns["law"] & columns["aside"],
        marks=columns["mark"],
    )
    names = ["named", "read", "unread", "again", "marks"]
    return said.groupby("topic", sort=False)[names].sum().astype("int64").reset_index()


def _supplementing(frames: Frames, crosswalk: pd.DataFrame) -> list[str]:
    """Sources of the crosswalk that hold the law of another of its sources in fuller texts."""
    shown = set(crosswalk["source"])
    held = frames.sources.dropna(subset=["supplements"])
    pairs = zip(held["source_id"], held["supplements"].str.split(LIST_SEPARATOR), strict=True)
    return [source for source, documents in pairs if shown.intersection(documents)]


def _topics(frames: Frames, group: str | None) -> pd.DataFrame:
    """topic_id, group and rank of the topics asked for."""
    groups = known(None if group is None else [group], pd.Series(list(TopicGroup)), "topic group")
    topics = frames.topics[["topic_id", "group"]].assign(topic_rank=range(len(frames.topics)))
    return topics[topics["group"].isin(groups)]


def _marks(frames: Frames, as_of: date) -> pd.DataFrame:
    """One row a topic, role and requirement, of law and advice only."""
    about = [
        "requirement_id", "instrument_id", "position", "pinpoint", "modality", "category",
        "topics_extent", "authority", "mechanism", "actor", "cautions", "restates", *STANDING_DATES,
    ]  # fmt: skip
    requirements = frames.requirements.loc[
        frames.requirements["authority"] != Authority.SUMMARY, about
    ]
    marks = frames.requirement_topics.merge(frames.requirement_roles, on="requirement_id")
    return marks.merge(with_standing(requirements, as_of=as_of), on="requirement_id")


def _in_reading_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        authority_rank=rows["authority"].map(order_of(Authority)),
        modality_rank=rows["modality"].map(order_of(Modality)),
    ).sort_values(
        ["topic_rank", "column_rank", "authority_rank", "modality_rank", "position"],
        kind="stable",
    )


def _is_repeated(crosswalk: pd.DataFrame) -> pd.Series:
    """Whether a mark restates a norm that marks the same topic in the crosswalk and is law."""
    law = crosswalk[crosswalk["standing_kind"].isin(LAW)]
    marked = set(zip(law["topic"], law["requirement"], strict=True))
    pairs = zip(crosswalk["topic"], crosswalk["restates"], strict=True)
    return pd.Series([pair in marked for pair in pairs], index=crosswalk.index, dtype="bool")

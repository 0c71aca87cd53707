"""From the crosswalk of topics to what the matrix draws; nothing here knows of Streamlit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby

import pandas as pd

from pages.ui.cells import Cell, Cells, Entry
from pages.ui.details import Details
from pages.ui.heads import column_head, in_large_table, is_mixed
from pages.ui.labels import counted, listed
from pages.ui.markup import Safe, join, link
from pages.ui.matrix import MANY, MOST_OPENED, Column, Drawing, Row, matrix
from pages.ui.names import Names
from policy_model import Frames, pooled_divergence, topic_counts
from policy_model.vocabulary import Category, Modality, TopicGroup, TopicState

GROUPS = {
    TopicGroup.TRAINING_SUBJECT.value: "Training subjects",
    TopicGroup.POLICY_SUBJECT.value: "Policy subjects",
}
WIDEST, LISTED = "widest", "listed"
ORDERS = {WIDEST: "Most widely named first", LISTED: "As the list has them"}
SHOWN = 2
"""Places of one cell shown at once; a topic may stand in twenty."""
LISTS = (
    "“Open list” means that the text gives examples, so that what it leaves out is not thereby "
    "excluded; “closed list” means that it names all there are."
)


AGAIN = (
    " A text that restates another, or holds its law more fully, is shown and not counted again."
)


class TopicsView:
    """Rows, columns and cells of one crosswalk (what `policy_model.topic_crosswalk` returned).

    `rows` is what is shown of it: without `with_unnamed`, only topics that have a mark.
    """

    def __init__(
        self,
        frames: Frames,
        crosswalk: pd.DataFrame,
        details: Details,
        *,
        order: str = WIDEST,
        with_unnamed: bool = False,
    ) -> None:
        self._details, self._names = details, details.names
        self._topics = frames.topics.set_index("topic_id").to_dict("index")
        self.counts = topic_counts(frames, crosswalk).set_index("topic")
        shown = self.counts if with_unnamed else self.counts[self.counts["marks"] > 0]
        if order == WIDEST:
            shown = shown.sort_values(["named", "marks"], ascending=False, kind="stable")
        self._shown = shown
        rank = {topic: at for at, topic in enumerate(shown.index)}
        rows = crosswalk[crosswalk["topic"].isin(rank)]
        self.rows = rows.iloc[rows["topic"].map(rank).argsort(kind="stable")]
        self._rows = self.rows.astype(object).where(self.rows.notna(), None).to_dict("records")
        self._pairs = list(zip(crosswalk["source"], crosswalk["role"], strict=True))
        self._pairs = list(dict.fromkeys(self._pairs))
        self.is_linked = len(self._pairs) * len(shown) > MOST_OPENED

    def drawn(self, as_of: date) -> Drawing:
        """Topics down, texts across, how many name each at the end."""
        return matrix(
            self.columns(),
            self.topics(),
            self.cells(),
            self._names.labels,
            caption=f"Topics by text, as of {as_of.isoformat()}",
            key="topics",
            corner="Topic",
            noun="place",
            shown=SHOWN,
            tally="Named by",
            is_dense=len(self._pairs) > MANY,
        )

    def columns(self) -> list[Column]:
        """One a (source, role) pair, in the order of the crosswalk."""
        mixed = is_mixed(self._pairs, self._names)
        named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._rows:
            named[row["source"], row["role"]].add(row["instrument"])
        heads = [column_head(p, named[p], self._details, is_mixed=mixed) for p in self._pairs]
        if not self.is_linked:
            return heads
        return [
            in_large_table(h, p[0], self._details) for h, p in zip(heads, self._pairs, strict=True)
        ]

    def topics(self) -> list[Row]:
        """One a topic shown, with its definition and its count."""
        return [
            Row(
                row_id=row.Index,
                question=self._topics[row.Index]["label"],
                sub=self._topics[row.Index]["definition"],
                tally=tally_words(row.named, row.read, row.again, row.unread),
            )
            for row in self._shown.itertuples()
        ]

    def cells(self) -> Cells:
        """Every (topic, column) pair: its marks, or which silence it is."""
        grouped: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
        for row in self._rows:
            grouped[row["topic"], row["source"], row["role"]].append(row)
        return {
            (topic, f"{source}.{role}"): self._cell(rows)
            for (topic, source, role), rows in grouped.items()
        }

    def _cell(self, rows: list[dict]) -> Cell:
        first = rows[0]
        if first["requirement"] is None:
            state = first["topic_state"]
            if self.is_linked:
                return Cell(state=state, vocabulary="topic_state")
            detail = self._details.of_silence(first["source"], first["role"], state)
            return Cell(state=state, vocabulary="topic_state", detail=detail)
        return Cell(state=first["topic_state"], entries=tuple(self._entries(rows)))

    def _entries(self, rows: list[dict]) -> Iterator[Entry]:
        """Places of one force and one way of naming stand together; the way is said once."""
        keyed = [((row["authority"], row["modality"]), self._way(row), row) for row in rows]
        for _, run in groupby(keyed, key=lambda each: each[0]):
            for way, same in groupby(sorted(run, key=lambda e: e[1][0]), key=lambda e: e[1][1]):
                for at, (*_, row) in enumerate(same):
                    yield self._entry(row, "" if at else way)

    def _entry(self, row: dict, way: str) -> Entry:
        panel = self._details.of_requirement(row["requirement"])
        return Entry(
            modality=row["modality"],
            answer=way,
            pinpoint=self._details.short_citation(row["requirement"]),
            standing="" if row["standing"] == "in force" else row["standing"],
            detail=None if self.is_linked else panel,
            address=panel.reader if self.is_linked else "",
        )

    def _way(self, row: dict) -> tuple[tuple[bool, str, str], str]:
        """How a text names a subject of training, and where that stands among the ways."""
        if row["group"] != TopicGroup.TRAINING_SUBJECT:
            return (False, "", ""), ""
        labels, extent = self._names.labels, row["topics_extent"] or ""
        is_training = row["category"] == Category.TRAINING
        said = "Subject of training" if is_training else labels.label("category", row["category"])
        listed_in = f", {labels.label('topics_extent', extent).lower()}" if extent else ""
        return (not is_training, said, extent), said + listed_in

    def summary(self) -> str:
        """How many topics are named at all, and how many by every column."""
        named, read = self.counts["named"], self.counts["read"]
        whole = counted(len(self.counts), "topic")
        columns = counted(len(self._pairs), "column")
        by_all = int(((named == read) & (named > 0)).sum())
        beside = AGAIN if self.counts["again"].any() else ""
        way = " Citations lead to Sources." if self.is_linked else ""
        return (
            f"{int((named > 0).sum())} of {whole} are named by at least one of {columns}, "
            f"{by_all or 'none'} by every column read.{beside}{way}"
        )

    def hidden(self) -> str:
        """Which topics are left out since none of the texts shown names them."""
        left = [t for t in self.counts.index if t not in self._shown.index]
        if not left:
            return ""
        said = listed(self._topics[topic]["label"] for topic in left)
        return f"{counted(len(left), 'topic')} hidden, named by none of these texts: {said}."


def tally_words(named: int, read: int, again: int, unread: int) -> str:
    """How many of the columns read name a topic; columns not read are no part of the count.

    >>> tally_words(3, 7, 0, 0)
    '3 of 7'
    >>> tally_words(3, 6, 1, 2)
    '3 of 6; 1 not counted again; 2 not yet read'
    """
    said = [f"{named} of {read}"]
    said += [f"{again} not counted again"] if again else []
    said += [f"{unread} not yet read"] if unread else []
    return "; ".join(said)


def key_line(rows: pd.DataFrame, names: Names) -> Safe:
    """The key of what the table shows, in the codebook's order."""
    modalities, states = set(rows["modality"].dropna()), set(rows["topic_state"])
    shown = [("modality", str(m)) for m in Modality if m in modalities]
    empty = [state for state in TopicState if state != TopicState.NAMED]
    shown += [("topic_state", str(state)) for state in empty if state in states]
    notes = {
        TopicState.NOT_NAMED.value: "we read the whole text",
        TopicState.NOT_NAMED_IN_PART.value: "the copy is cut",
    }
    return names.labels.key(shown, notes)


def certainty(rates: pd.DataFrame) -> Safe:
    """How often two coders differed on topics; what a mark or an empty cell is worth."""
    rows = pooled_divergence(rates).set_index("field")
    if "topics" not in rows.index:
        return Safe()
    row = rows.loc["topics"]
    said = (
        f"Topics are the field on which two coders, working apart, agreed least readily: they "
        f"differed on {int(row['differing'])} of {int(row['compared'])} records "
        f"({row['rate']:.0%}) before their codings were reconciled. Follow the citation before "
        "you rely on an empty cell. "
    )
    return join([said, link("method#divergence", "How often coders differed"), "."])


def print_facts(names: Names, role_class: str | None, group: str, as_of: date) -> list[str]:
    """What a printed crosswalk must say of itself."""
    role = names.classes.get(role_class or "", "All roles")
    return [GROUPS[group], role, f"Law as of {as_of.isoformat()}"]

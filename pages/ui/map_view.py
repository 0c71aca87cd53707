"""Where one question stands across the states: the sentence, the map, the lists, the table."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pandas as pd

from pages.ui.badges import badge
from pages.ui.details import Details, reader_address
from pages.ui.folds import fold
from pages.ui.labels import counted, listed
from pages.ui.markup import Safe, div, element, element_id, join, link, query_address, span
from pages.ui.tables import Head, table
from pages.ui.tiles import FIELD, UNEQUAL, Tile, tile_map
from policy_model import spread_counts
from policy_model.plain import plain_rows
from policy_model.vocabulary import Authority, MapStanding

SHOWN = 3
"""Answers of a jurisdiction that its row of the table prints; the comparison holds all."""
_SAID = {  # of one, of several
    "required": ("requires", "require"),
    "prohibited": ("prohibits", "prohibit"),
    "recommended": ("recommends", "recommend"),
    "permitted": ("permits", "permit"),
    "described": ("only describes", "only describe"),
    "silent": ("is silent", "are silent"),
    "read_in_part": ("was read in part", "were read in part"),
    "cannot_arise": ("has no such case", "have no such case"),
}
_HEADS = tuple(Head(words=w) for w in ("Jurisdiction", "Its binding law", "Answers", "Copy read"))


class MapView:
    """One question, for a class of roles on a day.

    `rows` is what `policy_model.spread` returned for the question, `answers` what `spread_answers`
    did.
    """

    def __init__(
        self,
        rows: pd.DataFrame,
        answers: pd.DataFrame,
        details: Details,
        *,
        question: str,
        role_class: str,
        as_of: date,
    ) -> None:
        self._rows, self._details, self._names = rows.to_dict("records"), details, details.names
        self._asked = {"role": role_class, "as_of": as_of.isoformat(), "questions": [question]}
        self._counts = spread_counts(rows).to_dict("records")
        self._label = dict(zip(rows["jurisdiction"], rows["label"], strict=True))
        self._answers: Mapping[str, list[dict]] = defaultdict(list)
        for row in plain_rows(answers):
            self._answers[row["jurisdiction"]].append(row)

    def sentence(self) -> str:
        """The counts with their denominator: "Of 17 jurisdictions read, 13 require; ..."."""
        read = [row for row in self._counts if row["standing"] != MapStanding.NOT_READ]
        unread = sum(row["count"] for row in self._counts) - sum(row["count"] for row in read)
        last = f"{unread} not coded for it" if unread else "all are coded"
        if not read:
            return f"No jurisdiction has been read for this class yet: {last}."
        said = (f"{row['count']} {_SAID[row['standing']][row['count'] != 1]}" for row in read)
        of = counted(read[0]["of"], "jurisdiction")
        return f"Of {of} read for this class, {listed(said)}; {last}."

    def tiles(self) -> Safe:
        """The map."""
        drawn = [
            Tile(
                code=row["jurisdiction"].upper(),
                name=row["label"],
                row=row["tile_row"],
                column=row["tile_column"],
                standing=row["standing"],
                is_unequal=row["is_unequal"],
                address=self._address(row),
            )
            for row in self._rows
            if not pd.isna(row["tile_row"])
        ]
        return tile_map(drawn, self._names.labels, "Map of the states; the table holds the same")

    def map(self) -> Safe:
        """The key, the map, and the lists behind its numbers side by side."""
        return join([self.key(), div("map", self.tiles(), self.lists())])

    def lists(self) -> Safe:
        """The number of each standing, and behind it who stands there."""
        return div("standings", *(self._list(row) for row in self._counts))

    def _list(self, counts: dict) -> Safe:
        standing = counts["standing"]
        is_read = standing != MapStanding.NOT_READ
        of = f" of {counts['of']}" if is_read else ", not counted among those read for the class"
        mark = self._names.labels.mark(FIELD, standing)
        number = span("standing-count", element("b", None, str(counts["count"])), of)
        meaning = self._names.labels.word(FIELD, standing).definition
        rows = [row for row in self._rows if row["standing"] == standing]
        named = join((self._named(row) for row in rows), ", ")
        body = (element("p", {"class": "small"}, meaning), element("p", None, named))
        summary = element("summary", None, mark, number)
        attributes = {"class": "standing-list", "id": element_id("standing", standing)}
        return element("details", attributes, summary, *body)

    def _named(self, row: dict) -> Safe:
        """The jurisdiction, as a link to where its words stand if any were asked for."""
        address = self._address(row)
        name = link(address, row["label"]) if address else row["label"]
        return join([name, span("soft", f"({UNEQUAL})") if row["is_unequal"] else ""], " ")

    def _address(self, row: dict) -> str:
        """The question in the comparison, for the sources of the jurisdiction alone."""
        if not row["sources"]:
            return ""
        return query_address("compare", {**self._asked, "sources": row["sources"]})

    def table(self, caption: str) -> Safe:
        """The same as the map, with the answers behind it, folded."""
        lines = [
            (
                self._named(row),
                self._names.labels.mark(FIELD, row["standing"]),
                self._said(row),
                self._copies(row),
            )
            for row in self._rows
        ]
        drawn = table(caption, _HEADS, lines, hide_caption=True)
        size = counted(len(lines), "jurisdiction")
        return fold("The map as a table, with the words behind it", drawn, size=size)

    def _said(self, row: dict) -> Safe:
        answers = self._once(row["jurisdiction"])
        shown = [self._answer(answer) for answer in answers[:SHOWN]]
        if len(answers) > SHOWN:
            every = link(self._address(row), f"All {len(answers)} answers in the comparison")
            shown.append(element("p", {"class": "small"}, every))
        return join(shown)

    def _once(self, jurisdiction: str) -> list[dict]:
        """Its answers, those in force first; one that says the same at the same place, once."""
        answers = sorted(self._answers[jurisdiction], key=lambda row: not row["is_counted"])
        first: dict[tuple, dict] = {}
        for answer in answers:
            first.setdefault((answer["answer"], answer["requirement"]), answer)
        return list(first.values())

    def _answer(self, answer: dict) -> Safe:
        where = reader_address(answer["source"], answer["requirement"])
        said = [
            self._names.labels.modality(answer["modality"]),
            answer["answer"],
            link(where, self._details.short_citation(answer["requirement"]), css_class="pin"),
            span("soft", self._names.falls_on(answer["actor"], answer["mechanism"])),
            span("standing", answer["standing"]) if answer["standing"] != "in force" else "",
        ]
        return element("p", {"class": "map-answer"}, join(said, " "))

    def _copies(self, row: dict) -> Safe:
        """The kinds of copies of the law that its answers, or its silence, were read from."""
        cited = {answer["instrument"] for answer in self._answers[row["jurisdiction"]]}
        kinds = [
            (str(held["extent"]), str(held["copy_kind"]))
            for key, held in self._details.instruments.items()
            if (key in cited if cited else held["source_id"] in row["sources"])
            and held["authority"] == Authority.BINDING
        ]
        return join(
            (badge(*kind, self._names.labels) for kind in dict.fromkeys(kinds)),
            element("br"),
        )

    def key(self) -> Safe:
        """Glyph and word of each standing that is on the map; what stripes mean where there are."""
        present = {row["standing"] for row in self._counts}
        used = [(FIELD, str(standing)) for standing in MapStanding if standing in present]
        said = self._names.labels.key(used, {"not_read": "says nothing about the law"})
        if not any(row["is_unequal"] for row in self._rows):
            return said
        swatch = element("span", {"class": "tile unequal swatch", "aria-hidden": "true"})
        note = element("p", {"class": "small"}, swatch, " Striped: its answers are unequal")
        return join([said, note])

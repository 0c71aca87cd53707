"""On other days: strips of a sweep on one scale with the day itself, and the table of the turns."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from pages.ui.chips import chip, css_of
from pages.ui.labels import date_words, listed
from pages.ui.markup import Safe, div, element, join, span
from pages.ui.names import Names
from pages.ui.rows import Fields, grouped
from pages.ui.tables import Head, table
from pages.ui.timeline import Scale, axis_years
from policy_model import Dataset, with_manner, words_for

_HEADS = (
    Head(words="Requirement", width="34%"),
    Head(words="From"),
    Head(words="Through"),
    Head(words="Finding", width="26%"),
    Head(words="Due"),
)
_BRIEF = 4.0  # percent of the track; a shorter stretch has no glyph of its own


class Sweep(NamedTuple):
    """A sweep as it is shown: whether anything turns, its strips, what is steady, its table."""

    turns: bool
    strips: Safe
    steady: str
    table: Safe
    stretches: pd.DataFrame


@dataclass(frozen=True, slots=True)
class SweepView:
    """Stretches (`policy_model.spans`) of the requirements whose finding turns, and the names.

    `first` and `last` bound the days tried, `at` is the day of the findings above.
    """

    stretches: pd.DataFrame
    titles: dict[str, str]
    names: Names
    first: date
    last: date
    at: date

    @classmethod
    def of(
        cls,
        stretches: pd.DataFrame,
        titles: dict[str, str],
        names: Names,
        dataset: Dataset,
        at: date,
    ) -> "SweepView":
        """The view of stretches as `policy_model.spans` gives them."""
        spoken = with_manner(stretches, dataset)
        words = words_for(spoken["requirement"], spoken["status"], dataset)
        days = [
            date.fromisoformat(d) for d in (stretches["first_on"].min(), stretches["last_on"].max())
        ]
        return cls(spoken.assign(words=words), titles, names, *days, at)

    def drawn(self, stretches: pd.DataFrame) -> Sweep:
        """All that is shown of it, and the stretches as they were given, to be taken along."""
        return Sweep(bool(self.turning()), self.strips(), self.steady(), self.table(), stretches)

    def turning(self) -> list[tuple[str, list[Fields]]]:
        """The stretches of each requirement that has more than one."""
        return [
            (name, rows) for name, rows in grouped(self.stretches, "requirement") if len(rows) > 1
        ]

    def steady(self) -> str:
        """How many findings are the same on every day tried."""
        same = [name for name, rows in grouped(self.stretches, "requirement") if len(rows) == 1]
        if not same:
            return ""
        verb = "is" if len(same) == 1 else "are"
        noun = "finding" if len(same) == 1 else "findings"
        return f"{len(same)} other {noun} {verb} the same on every day tried."

    def strips(self) -> Safe:
        """A strip for each requirement that turns; the table beside it has the same days."""
        scale = Scale(self.first, self.last)
        items = (self._strip(name, rows, scale) for name, rows in self.turning())
        axis = element("div", {"class": "tl-axis", "aria-hidden": "true"}, *axis_years(scale))
        label = span("tl-asof-label", date_words(self.at, ""))
        style = f"--as-of:{scale.share(self.at):.2f}%;--years:{len(scale.years())}"
        body = element("ol", {"class": "tl-rows"}, *items)
        return element(
            "div", {"class": "tl tl-sweep", "style": style}, axis, body, div("tl-foot", label)
        )

    def _strip(self, name: str, rows: list[Fields], scale: Scale) -> Safe:
        who = div(
            "tl-name", span("f-title", self.titles[name]), div("f-under", self._where(rows[0]))
        )
        drawn = (self._stretch(row, scale) for row in rows)
        said = listed(
            [f"{row['words']} from {date_words(row['first_on'], '')}" for row in rows[1:]]
        )
        track = element("div", {"class": "tl-track tl-strip", "aria-hidden": "true"}, *drawn)
        return element("li", None, who, track, div("tl-said small", said))

    def _stretch(self, row: Fields, scale: Scale) -> Safe:
        left = scale.share(date.fromisoformat(str(row["first_on"])))
        right = scale.share(date.fromisoformat(str(row["last_on"])) + timedelta(days=1))
        glyph = self.names.labels.word("status", str(row["status"])).glyph
        style = f"left:{left:.2f}%;width:{right - left:.2f}%"
        attributes = {
            "class": f"tl-stretch {css_of(str(row['status']), str(row['manner']))}",
            "style": style,
        }
        return element("span", attributes, glyph if right - left >= _BRIEF else None)

    def _where(self, row: Fields) -> str:
        return self.names.sources[str(row["source"])]

    def table(self) -> Safe:
        """The same days in words."""
        rows = [self._line(row) for _, own in self.turning() for row in own]
        return table("The same in words: each stretch of days with one finding", _HEADS, rows)

    def _line(self, row: Fields) -> tuple[object, ...]:
        labels = self.names.labels
        return (
            join(
                [
                    span("f-title", self.titles[str(row["requirement"])]),
                    div("f-under", self._where(row)),
                ]
            ),
            date_words(row["first_on"], ""),
            date_words(row["last_on"], ""),
            chip(row["words"], str(row["status"]), str(row["manner"]), labels),
            date_words(row["due_on"], "several days" if _has_due(row) else "no day"),
        )


def _has_due(row: Fields) -> bool:
    return row["due_on"] is None and row["status"] in ("pending", "unmet", "met_late")

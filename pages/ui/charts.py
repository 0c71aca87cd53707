"""Charts of a quantity over time; each stands above a table of the same numbers.

Colours are CSS variables, which SVG resolves: one cached spec serves both themes and follows a
switch at once. A duty without a number has no line; that is not zero.
"""

from copy import deepcopy

import altair as alt
import pandas as pd
import streamlit as st
from altair.utils.schemapi import debug_mode

_STROKES = [("var(--blue)", 3.0), ("var(--ink)", 1.75), ("var(--blue)", 1.75), ("var(--ink)", 3.0)]
_SOLID, _DASHED = [1, 0], [6, 4]
_LABEL_GAP = 0.09
"""Least distance between two lines' labels, as a share of the axis."""
_HEIGHT = 260


def distinct_lines(hours: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Lines that run alike are drawn once: the rows drawn, and {line left out: line it follows}.

    Rows: one line in one year. Columns: line, year (int), hours (float, h), modality, label.
    A required line is kept before a recommended one.
    """
    by_course: dict[tuple, str] = {}
    followed: dict[str, str] = {}
    first = hours.assign(is_second=hours["modality"].ne("must")).sort_values(
        ["is_second"], kind="stable"
    )
    for line, rows in first.groupby("line", sort=False):
        course = tuple(rows.sort_values("year")[["year", "hours"]].itertuples(index=False))
        kept = by_course.setdefault(course, str(line))
        if kept != line:
            followed[str(line)] = kept
    return hours[~hours["line"].isin(followed)], followed


def hours_steps(hours: pd.DataFrame) -> dict:
    """A step chart of cumulative hours as a Vega-Lite spec; columns as in `distinct_lines`.

    Solid is required, dashed is not; each line bears its `label` at its end.
    """
    ends = _ends(hours)
    top = max(1.0, float(hours["hours"].max()), float(ends["at"].max()))
    with debug_mode(False):  # unchecked: two thirds of the time; a test checks what comes of it
        layers = [_lines(hours, ends, top), _names(ends, is_halo=True), _names(ends)]
        chart = alt.layer(*layers).properties(  # in one step: each further one copies all again
            height=_HEIGHT,
            background="transparent",
            width="container",
            usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
            config=_config(),
        )
        return chart.to_dict(validate=False)


def draw(spec: dict, words: str) -> None:
    """Show a spec; `words` say what it shows to those who cannot see it."""
    spec = deepcopy(spec)  # Streamlit takes the data out of the one that it is given
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=words)


def _ends(hours: pd.DataFrame) -> pd.DataFrame:
    """Each line's last row, with the height of its label, moved up where two would collide."""
    last = hours.sort_values("year", kind="stable").groupby("line", sort=False).tail(1)
    last = last.sort_values("hours", kind="stable")
    gap = max(1.0, float(hours["hours"].max())) * _LABEL_GAP
    heights: list[float] = []
    for height in last["hours"]:
        heights.append(max(height, heights[-1] + gap) if heights else height)
    return last.assign(at=heights)


def _lines(hours: pd.DataFrame, ends: pd.DataFrame, top: float) -> alt.Chart:
    lines = ends.sort_values("hours", ascending=False)["line"].tolist()
    strokes = [_STROKES[number % len(_STROKES)] for number in range(len(lines))]
    modalities = hours.drop_duplicates("line").set_index("line")["modality"]
    dashes = [_SOLID if modalities[line] == "must" else _DASHED for line in lines]
    last = int(hours["year"].max())
    years = alt.Axis(
        values=list(range(last + 1)), format="d", title="years after starting", labelFlush=False
    )
    amounts = alt.Axis(title=None, labelExpr="datum.label + ' h'", tickCount=5, labelPadding=8)
    return (
        alt.Chart(_values(hours))
        .mark_line(interpolate="step-after", strokeCap="square", clip=False)
        .encode(
            x=alt.X("year:Q", axis=years, scale=alt.Scale(domain=[0, last], nice=False)),
            y=alt.Y("hours:Q", axis=amounts, scale=alt.Scale(domain=[0, top], nice=True)),
            color=_scaled(alt.Color, lines, [colour for colour, _ in strokes]),
            strokeWidth=_scaled(alt.StrokeWidth, lines, [width for _, width in strokes]),
            strokeDash=_scaled(alt.StrokeDash, lines, dashes),
        )
    )


def _values(rows: pd.DataFrame) -> alt.InlineData:
    return alt.InlineData(values=rows.to_dict("records"))


def _scaled(channel: type, lines: list[str], drawn: list) -> object:
    return channel("line:N", legend=None, scale=alt.Scale(domain=lines, range=drawn))


def _names(ends: pd.DataFrame, *, is_halo: bool = False) -> alt.Chart:
    """The labels; once before as their own halo, because other lines may cross them."""
    drawn = {"stroke": "var(--bg)", "strokeWidth": 4, "strokeJoin": "round"} if is_halo else {}
    place = {"align": "right", "baseline": "bottom", "dx": -6, "dy": -5}
    return (
        alt.Chart(_values(ends))
        .mark_text(fontWeight=600, fontSize=13, **place, **drawn)
        .encode(  # not in Altair's shorthand: it hashes its whole schema for each word
            x=alt.X("year:Q"),
            y=alt.Y("at:Q"),
            text=alt.Text("label:N"),
            color=alt.ColorValue("var(--ink)"),
        )
    )


def _config() -> alt.Config:
    axis = {
        "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal",
        "labelColor": "var(--soft)", "titleColor": "var(--soft)",
        "gridColor": "var(--hair)", "tickColor": "var(--ctl)", "domainColor": "var(--ctl)",
    }  # fmt: skip
    return alt.Config(
        font="Public Sans, Marks, sans-serif",
        padding={"right": 12, "top": 8},
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(**axis),
        axisX=alt.AxisConfig(grid=False),
        axisY=alt.AxisConfig(domain=False, ticks=False),
    )

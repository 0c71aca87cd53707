"""Bars, plain tables, charts, loaders and the frame: small parts of every page."""

import re
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from pages.ui import carried, charts, theme
from pages.ui.bars import Bar, BarRow, Part, bar_rows, composition
from pages.ui.labels import Labels
from pages.ui.markup import Safe, element
from pages.ui.permalinks import Choices, Param, view_address
from pages.ui.reader import Duty, Entrance, Provision, Section, contents, reading
from pages.ui.store import own_copies
from pages.ui.tables import Head, table

LABELS = Labels(
    pd.DataFrame(
        [("modality", "must", "Required", "■", "")],
        columns=["field_id", "value_id", "label", "glyph", "definition"],
    )
)
STYLE = theme.STYLE.read_text(encoding="utf-8")


def hours(*lines: tuple[str, str, list[float]]) -> pd.DataFrame:
    rows = [
        (line, year, amount, modality, f"{line}: {course[-1]:g} h")
        for line, modality, course in lines
        for year, amount in enumerate(course)
    ]
    return pd.DataFrame(rows, columns=["line", "year", "hours", "modality", "label"])


def test_parts_of_a_sum_are_as_wide_as_their_hours():
    drawn = composition([Part(hours=16, name="A & B"), Part(hours=4, name="C")])
    assert re.findall(r"--h:([\d.]+);--share:([\d.]+)", drawn) == [
        ("16", "1.0000"),
        ("4", "0.2500"),
    ]
    assert "A &amp; B" in drawn


def test_a_short_bar_has_its_hours_beside_it_and_a_long_one_inside():
    line = (Bar(hours=44), "then", Bar(hours=4, is_recurring=True), "each year")
    row = BarRow(who="New Mexico", role="security", modality="must", line=line)
    drawn = bar_rows([row], LABELS)
    assert '<span class="bar-label">44 h</span>' in drawn
    assert '<span class="r-words">4 h</span>' in drawn


def test_a_duty_without_hours_has_no_bar():
    row = BarRow(who="NASRO", role="SRO", modality="must", line=("No hours stated",))
    assert 'class="bar' not in bar_rows([row], LABELS)


def test_every_cell_of_a_stacked_row_bears_its_head():
    drawn = table("Sources", [Head(words="Source"), Head(words="Hours", is_numeric=True)],
                  [["A", "1 h"]])  # fmt: skip
    assert '<td role="cell" class="num" data-l="Hours">' in drawn
    with pytest.raises(ValueError, match="a row of 1 cells under 2 heads"):
        table("x", [Head(words="a"), Head(words="b")], [["only"]])


@pytest.mark.parametrize("text", ["</script><script>x", "<!--<script>", "]]>&lt;\u2028", '"\\'])
def test_what_is_carried_comes_back_and_cannot_end_its_element(text):
    markup = element("p", None, Safe(text))
    for block, held in (
        (carried.here(markup), markup),
        (carried.behind({"d-x": markup}), {"d-x": markup}),
    ):
        assert "<" not in block.partition(">")[2].partition("</script>")[0]
        assert carried.carries(block) == held


def test_text_that_nobody_escaped_is_not_carried():
    for carry in (
        lambda: carried.here("<p>x"),
        lambda: carried.behind({"d-x": "<p>x"}),
        lambda: theme.send("<p>x"),
    ):
        with pytest.raises(TypeError):
            carry()


def test_lines_that_run_alike_are_drawn_once_and_the_required_one_stays():
    frame = hours(("CEO", "should", [0, 40]), ("SRO", "must", [0, 40]), ("NM", "must", [44, 48]))
    drawn, followed = charts.distinct_lines(frame)
    assert followed == {"CEO": "SRO"}
    assert set(drawn["line"]) == {"SRO", "NM"}


def test_the_chart_has_css_colours_every_year_and_zero():
    spec = charts.hours_steps(hours(("SRO", "must", [0, 40, 80]), ("X", "should", [1, 2, 3])))
    text = str(spec)
    assert not re.search(r"#[0-9a-fA-F]{6}", text)
    assert "var(--blue)" in text
    lines = spec["layer"][0]
    assert lines["encoding"]["x"]["axis"]["values"] == [0, 1, 2]
    assert lines["encoding"]["y"]["scale"]["domain"][0] == 0
    assert lines["encoding"]["strokeDash"]["scale"]["range"] == [[1, 0], [6, 4]]
    assert spec["usermeta"]["embedOptions"] == {"renderer": "svg", "actions": False}
    assert alt.LayerChart.from_dict(spec).to_dict()["layer"][0] == lines, "Vega-Lite's own rules"


def test_labels_of_lines_that_end_alike_do_not_lie_on_one_another():
    frame = hours(("a", "must", [0, 100]), ("b", "must", [5, 100]), ("c", "must", [9, 101]))
    spec = charts.hours_steps(frame)
    rows = spec["datasets"][spec["layer"][1]["data"]["name"]]
    heights = sorted(row["at"] for row in rows)
    assert min(later - earlier for earlier, later in pairwise(heights)) > 8


@dataclass(frozen=True, slots=True)
class Held:
    table: pd.DataFrame
    version: int = 1


def test_one_visitor_s_change_reaches_nobody_else():
    shared = Held(pd.DataFrame({"title": ["a", "b"]}))
    mine = own_copies(shared)
    mine.table.loc[0, "title"] = "changed"
    mine.table["new"] = 1
    mine.table.index.name = "changed"
    assert own_copies(shared).table.equals(pd.DataFrame({"title": ["a", "b"]}))
    assert shared.table.index.name is None
    assert mine.version == 1


PROVISION = Provision(
    provision_id="p-1", pinpoint="C(1)", heading="Time",
    duties=tuple(
        Duty(requirement_id=f"r{n}", modality="must", locator="within twelve months",
             summary=f"Summary {n}.", cautions=("Open.", "Also open.", f"Only {n}."))
        for n in range(2)
    ),
)  # fmt: skip
SECTION = Section(
    section_id="i-1", heading="NMSA: <Training>", entrance=Entrance(name="NMSA", about="Statute."),
    provisions=(PROVISION,),
)  # fmt: skip


def test_a_passage_stands_once_over_its_duties_and_later_cautions_are_folded():
    drawn = reading("New Mexico", [SECTION], LABELS)
    assert drawn.count("within twelve months") == 1
    assert [f"Summary {n}." in drawn for n in range(2)] == [True, True]
    assert 'id="r-r0"' in drawn
    folded = drawn[drawn.index("<details") :]
    assert "3 more cautions" in folded
    assert drawn.count("Open.") == 1
    assert "<p>Open.</p>" not in folded


def test_contents_count_the_entries_and_lead_to_their_places():
    drawn = contents("New Mexico", [SECTION])
    assert "2 entries" in drawn
    assert re.findall(r'href="#([^"]+)"', drawn) == ["i-1", "p-1"]
    assert "&lt;Training&gt;" in reading("New Mexico", [SECTION], LABELS)


def test_unescaped_text_is_not_shown():
    with pytest.raises(TypeError, match="Safe markup only"):
        theme.show("<b>plain str</b>")


def test_without_a_browser_a_link_is_relative_to_the_app():
    choices = Choices("compare", (Param("role", options=["a", "b"], default="a"),), {"role": "b"})
    assert view_address(choices) == "compare?role=b"


def test_every_token_used_is_defined_and_has_both_themes():
    defined = set(re.findall(r"^  (--[\w-]+):", STYLE, re.MULTILINE))
    inline = {"--n", "--h", "--share", "--bar", "--as-of", "--years", "--name", "--said", "--tally"}
    inline |= {"--r", "--c", "--w"}  # a tile's place
    assert set(re.findall(r"var\((--[\w-]+)", STYLE)) <= defined | inline
    outside = STYLE.split("/* ---------- frame", 1)[1]
    colours = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", outside)) - {"#fff", "#000"}  # paper and ink
    assert not colours


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE
    )
}  # fmt: skip


@pytest.mark.parametrize("theme_number", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(("ink", "soft", "blue"), ("bg", "raised", "tint")),
        ("ink", "ban"), ("blue", "ban"), ("ink", "care-bg"), ("care", "care-bg"), ("care", "bg"),
        ("care", "tint"), ("met", "met-bg"), ("pending", "pending-bg"), ("unknown", "unknown-bg"),
        ("unmet-ink", "unmet"), ("unmet", "bg"), ("bg", "blue"),
    ],
)  # fmt: skip
def test_text_stands_out_from_its_ground(text, ground, theme_number):
    assert contrast(TOKENS[text][theme_number], TOKENS[ground][theme_number]) >= 4.5


@pytest.mark.parametrize("theme_number", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("edge", ["ctl", "blue", "tintline"])
def test_edges_of_controls_and_cells_can_be_seen(edge, theme_number):
    assert contrast(TOKENS[edge][theme_number], TOKENS["bg"][theme_number]) >= 3


def test_the_style_fetches_nothing():
    assert not re.search(r"url\(|@import|https?:", STYLE)


def test_the_interface_imports_no_utils_and_only_what_is_public_of_the_domain():
    for path in Path(theme.__file__).parent.glob("*.py"):
        assert path.stem not in {"utils", "helpers", "common", "misc"}
        assert not re.search(r"policy_model[\w.]* import .*\b_\w", path.read_text("utf-8"))

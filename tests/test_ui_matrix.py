"""The matrix: every cell says something, every id is unique, nothing of the data is markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from pages.ui.drawer import Detail, Note, Reading
from pages.ui.labels import Labels
from pages.ui.matrix import COUNTED, ON_THE_MAP, SHOWN, Cell, Column, Entry, Row, matrix, turned
from tests.visits import whole

WORDS = [
    ("modality", "must", "Required", "■"), ("modality", "should", "Recommended", "◧"),
    ("modality", "need_not", "Exempt", "◇"), ("state", "silent", "Silent", "—"),
    ("state", "not_coded", "Not yet read", "◌"),
    ("state", "not_in_extract", "Not in our copy", "⋯"),
    ("state", "not_applicable", "Not applicable", "–"),
]  # fmt: skip
LABELS = Labels(
    pd.DataFrame(
        [(*row, "") for row in WORDS],
        columns=["field_id", "value_id", "label", "glyph", "definition"],
    )
)
DETAIL = Detail(
    source="Mississippi",
    question="By when?",
    locator="within two (2) years of appointment",
    cautions=("Which wording governs is not said.",),
    readings=(Reading(label="appointment", reading="It is the assignment.", alternative="Hire."),),
    notes=(Note(text="40 hours.", address="https://example.org/n", checked="15 Nov 2026"),),
    citation="Miss. School Safety Manual, SRO 3.b",
    falls_on="the officer, directly",
    in_force="start date not in our copy",
    checked="15 Nov 2026",
    address="https://example.org/manual",
    reader="sources?source=ms#r-x",
)


class Tags(HTMLParser):
    """Start tags with their attributes, and whether every tag is closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def having(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.seen if attrs.get(name)]


def entry(modality="must", answer="Within 2 years", detail=DETAIL, **rest):
    return Entry(modality=modality, answer=answer, pinpoint="SRO 3.b", detail=detail, **rest)


def answered(*entries):
    return Cell(state="answered", entries=entries)


def table(*cells: Cell, **rest):
    columns = [Column(column_id=f"c.{n}", head=f"Head {n}") for n in range(len(cells))]
    row = Row(row_id="due", question="By when?", theme="Training")
    drawn = {("due", column.column_id): cell for column, cell in zip(columns, cells, strict=True)}
    return whole(matrix(columns, [row], drawn, LABELS, caption="Answers", key="t", **rest))


def test_tags_nest_and_every_opener_has_its_one_panel():
    tags = Tags(table(answered(entry(), entry()), answered(entry("should")), Cell(state="silent")))
    assert tags.open == []
    panels = [attrs["id"] for _, attrs in tags.seen if "popover" in attrs]
    assert len(panels) == len(set(panels)) == 3
    assert set(tags.having("popovertarget")) == set(panels)
    ids = tags.having("id")
    assert len(ids) == len(set(ids))
    assert set(tags.having("aria-labelledby")) <= set(ids)


def test_all_openers_of_one_requirement_open_one_panel():
    shared = replace(DETAIL, key="x")
    markup = table(answered(entry(detail=shared), entry(detail=shared)), answered(entry()))
    tags = Tags(markup)
    assert tags.having("popovertarget").count("d-t-x") == 2 + 1  # two pinpoints and its Close
    assert [attrs["id"] for _, attrs in tags.seen if "popover" in attrs].count("d-t-x") == 1


def test_a_shared_panel_says_every_question_and_no_single_answer():
    pairs = (("By when?", "Within 2 years"), ("How many hours?", "No hours stated"))
    shared = replace(DETAIL, key="x", answers=pairs, summary="Our words.")
    markup = table(answered(entry(answer="Within 2 years", detail=shared)))
    panel = markup[markup.index('popover="auto"') :]
    assert "Questions that it answers" in panel
    assert panel.count("Within 2 years") == 1
    assert "Our words." in panel
    assert 'class="d-answer"' not in panel


def test_panels_stand_behind_the_table_where_no_fold_can_hide_them():
    markup = table(answered(*(entry() for _ in range(SHOWN + 1))))
    assert markup.index("</table>") < markup.index('popover="auto"')
    wide = table(*[answered(entry())] * 7)
    assert wide.index("</table></div>") < wide.index('popover="auto"')


def test_two_tables_of_one_page_share_no_id():
    first, second = (Tags(table(answered(entry()))), Tags(table(answered(entry()))))
    assert set(first.having("id")) == set(second.having("id"))
    other = matrix(
        [Column(column_id="c.0", head="H")], [Row(row_id="due", question="q")],
        {("due", "c.0"): answered(entry())}, LABELS, caption="x", key="u",
    )  # fmt: skip
    assert not set(first.having("id")) & set(Tags(whole(other)).having("id"))


def test_roles_are_said_because_display_block_drops_them():
    tags = Tags(table(answered(entry()), Cell(state="silent")))
    parts = {"table", "tr", "td", "th"}
    roles = {(tag, attrs.get("role")) for tag, attrs in tags.seen if tag in parts}
    assert roles == {
        ("table", "table"), ("tr", "row"), ("td", "cell"), ("th", "columnheader"),
        ("th", "rowheader"),
    }  # fmt: skip
    assert [attrs["aria-colspan"] for _, attrs in tags.seen if "aria-colspan" in attrs] == ["3"]


def test_each_state_has_its_own_words():
    states = ["silent", "not_coded", "not_in_extract", "not_applicable"]
    markup = table(*(Cell(state=state) for state in states))
    for word in ("Silent", "Not yet read", "Not in our copy", "Not applicable"):
        assert markup.count(f"</span>{word}</span>") == 1


def test_a_cell_that_nobody_gave_is_a_mistake_and_never_silence():
    columns = [Column(column_id="a", head="A")]
    with pytest.raises(KeyError):
        matrix(columns, [Row(row_id="r", question="q")], {}, LABELS, caption="x", key="k")


def test_one_force_weighs_the_cell_and_several_weigh_their_own_parts():
    alike = table(answered(entry(), entry(answer="By 1 Jul 2023")))
    assert 'class="c c-must"' in alike
    assert alike.count("</span>Required</span>") == 1 + 2  # the cell's one mark, two panels
    mixed = table(answered(entry(), entry("need_not")))
    assert 'class="c c-mixed"' in mixed
    assert 'class="e c-must"' in mixed
    assert 'class="e c-need-not"' in mixed


def test_answers_beyond_the_first_few_open_in_place():
    markup = table(answered(*(entry(answer=f"Answer {n}") for n in range(SHOWN + 2))))
    assert "<summary>2 more answers</summary>" in markup
    assert markup.count('class="answer-block"') == SHOWN + 2
    assert "<details" not in table(answered(*(entry() for _ in range(SHOWN))))


def test_silence_can_say_what_was_read():
    read = Detail(source="New Mexico", question="By when?", more=(("Read", "NMSA 29-7-14"),))
    markup = table(Cell(state="silent", detail=read))
    assert 'class="open-state"' in markup
    assert "NMSA 29-7-14" in markup


def test_the_panel_says_everything_in_the_order_of_the_look():
    markup = table(answered(entry(standing="From 1 Sep 2025", has_caution=True)))
    panel = markup[markup.index('popover="auto"') :]
    order = [
        "Mississippi", "By when?", "Required", "Within 2 years", "within two (2) years",
        "Which wording governs", "Reading used", "From outside the text", "Citation", "Falls on",
        "In force", "Checked", "Address", "Read it in document order",
    ]  # fmt: skip
    assert sorted(order, key=panel.index) == order
    assert 'class="cite"' in panel


def test_more_than_six_columns_scroll_in_a_named_frame():
    assert 'role="region"' not in table(*[Cell(state="silent")] * 6)
    wide = table(*[Cell(state="silent")] * 7)
    assert re.match(r'<div class="wide" role="region" aria-label="Answers" tabindex="0">', wide)
    assert 'class="matrix many"' in table(*[Cell(state="silent")] * 11)


def turned_table() -> str:
    columns = [
        Column(column_id="nm.sro", head="New Mexico", role="SRO", force="Binding", place="sources"),
        Column(column_id="ms.sro", head="Mississippi", is_baseline=True),
    ]
    rows = [
        Row(row_id="due", question="By when?", short="Due", theme="Training", sub="Of 2: 2 silent"),
        Row(row_id="hours", question="How many?", short="Hours", theme="Training", sub="Of 2: 2"),
        Row(row_id="age", question="How old?", theme="Persons", address="./?question=age"),
    ]
    cells = {(r.row_id, c.column_id): Cell(state="silent") for r in rows for c in columns}
    cells["due", "ms.sro"] = answered(entry())
    across = turned(columns, rows, cells)
    asked = {"caption": "Answers", "key": "t", "corner": "Text", "is_dense": True}
    return whole(matrix(*across, LABELS, **asked))


def test_a_turned_table_has_themes_over_questions_and_texts_in_rows():
    markup = turned_table()
    assert [t for t, _ in Tags(markup).seen].count("tr") == 2 + 1 + 2
    over = re.findall(
        r'<th class="over" scope="colgroup"[^>]*colspan="(.)"[^>]*>.*?>(.*?)<', markup
    )
    assert over == [("2", "Training"), ("1", "Persons")]
    assert '<th scope="col" role="columnheader" class="corner" rowspan="2">Text</th>' in markup
    heads = re.findall(r'<div class="m-head">(.*?)</div>', markup)
    assert heads == ["Due", "Hours", "How old?"]
    rows = re.findall(r'<div class="m-q">(.*?)</div>', markup)
    assert rows == [COUNTED, '<a href="sources">New Mexico</a>', "Mississippi"]


def test_a_turned_table_keeps_what_was_said_of_questions_and_of_texts():
    markup = turned_table()
    counts = re.findall(r'<td class="c count"[^>]*data-l="(.*?)".*?class="e">(.*?)<', markup)
    assert counts == [("Due", "Of 2: 2 silent"), ("Hours", "Of 2: 2"), ("How old?", "")]
    assert f'<a href="./?question=age">{ON_THE_MAP}</a>' in markup
    assert '<div class="m-force">Binding</div>' in markup
    line = markup[markup.index("Mississippi") :]
    assert line.index("Baseline") < line.index("Within 2 years") < line.index("Silent")


def test_a_table_without_counts_or_themes_has_one_line_of_heads():
    markup = table(Cell(state="silent"))
    assert "rowspan" not in markup
    assert COUNTED not in markup
    assert 'class="matrix few"' in markup


def test_nothing_of_the_data_is_markup():
    bad = "<script>alert(1)</script>"
    detail = Detail(
        source=bad, question=bad, locator=bad, cautions=(bad,), citation=bad, more=((bad, bad),)
    )
    cells = [
        answered(Entry(modality="must", answer=bad, pinpoint=bad, standing=bad, detail=detail)),
        Cell(state="not_in_extract", text=bad, pinpoint=bad, relation=bad),
    ]
    columns = [Column(column_id=bad, head=bad, sub=bad, force=bad, role=bad),
               Column(column_id="b", head="b")]  # fmt: skip
    rows = [Row(row_id=bad, question=bad, theme=bad, sub=bad)]
    drawn = {(bad, column.column_id): cell for column, cell in zip(columns, cells, strict=True)}
    markup = whole(matrix(columns, rows, drawn, LABELS, caption=bad, key=bad, corner=bad))
    assert "<script" not in markup
    assert not any(tag == "script" for tag, _ in Tags(markup).seen)

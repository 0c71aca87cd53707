"""CONTRIBUTING's note on the screen says what the style sheet, the codebook and the files say."""

import re

from tests.browser import ROOT
from tests.visits import LAW

NOTE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## The screen\n")[2]
STYLE = (ROOT / "pages" / "ui" / "style.css").read_text(encoding="utf-8")
SETTINGS = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
TOKENS = {
    "ground": "bg", "raised": "raised", "ink": "ink", "soft": "soft", "hair": "hair",
    "control": "ctl", "blue": "blue", "tint": "tint", "tint line": "tintline", "ban": "ban",
    "met": "met", "late": "care", "pending": "pending", "unmet": "unmet-ink", "unknown": "unknown",
}  # fmt: skip


def test_each_token_is_the_style_sheet_s_pair():
    for row in re.findall(r"^\| (.+?) \| (`#.+?) \| (`#.+?) \|", NOTE, re.MULTILINE):
        names = [name for name in row[0].split(", ") if name in TOKENS]
        light, dark = (re.findall(r"#[0-9A-F]{6}", cell) for cell in row[1:])
        pairs = zip(names, light, dark, strict=False)
        for name, *pair in pairs:
            assert f"--{TOKENS[name]}: light-dark({', '.join(pair)});" in STYLE, name


def test_every_colour_named_is_in_use():
    named = set(re.findall(r"#[0-9A-F]{6}", NOTE))
    assert len(named) > 30
    assert named <= set(re.findall(r"#[0-9A-F]{6}", STYLE + SETTINGS))


def test_every_mark_is_the_codebook_s():
    shown = LAW.codebook_values.query("field_id in ['modality', 'state', 'status']")
    marks = [f"{glyph} {label}" for glyph, label in zip(shown["glyph"], shown["label"], strict=True)
             if isinstance(glyph, str)]  # fmt: skip
    assert len(marks) > 15
    assert [mark for mark in marks if mark not in NOTE] == []


def test_sizes_are_the_style_sheet_s():
    sizes = re.search(r"\*\*Type\*\*.*?nothing\s+smaller", NOTE, re.DOTALL)[0]
    for size in re.findall(r"\b[01]\.\d+", sizes):
        assert re.search(rf"font-size: {size.lstrip('0')}rem", STYLE), size
    screen = STYLE.partition("@media print")[0]
    assert min(map(float, re.findall(r"font-size: ([\d.]+)rem", screen))) == 0.78125


def test_every_file_named_is_there():
    names = re.findall(r"`([\w/.]+\.(?:py|css|yaml|toml))`", NOTE)
    assert names
    places = (ROOT, ROOT / "pages" / "ui")
    assert [name for name in names if not any((place / name).exists() for place in places)] == []

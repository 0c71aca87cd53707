"""Rebuild what lies in static/: the fonts, the glyph subset and the wordmark.

Needed only when a glyph, a font version or the name on the page changes; the results are
committed. It runs in an environment of its own, because the application needs none of it:

    npm install --prefix FONTS @fontsource-variable/public-sans \
        @fontsource-variable/source-serif-4 @fontsource/noto-sans-math \
        @fontsource/noto-sans-symbols-2
    python3 -m venv FONTS/.venv && FONTS/.venv/bin/pip install fonttools brotli
    FONTS/.venv/bin/python scripts/make_static.py FONTS/node_modules
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).resolve().parent.parent / "static"

PUBLIC_SANS = "@fontsource-variable/public-sans"
SOURCE_SERIF = "@fontsource-variable/source-serif-4"
MATH = "@fontsource/noto-sans-math"
SYMBOLS = "@fontsource/noto-sans-symbols-2"

WHOLE_FONTS = {
    "public-sans.woff2": f"{PUBLIC_SANS}/files/public-sans-latin-wght-normal.woff2",
    "public-sans-italic.woff2": f"{PUBLIC_SANS}/files/public-sans-latin-wght-italic.woff2",
    "law.woff2": f"{SOURCE_SERIF}/files/source-serif-4-latin-wght-normal.woff2",
}
# Every glyph that carries a meaning on screen, and the signs that Public Sans lacks in its
# Latin file. What is missing here would be drawn in whatever font the visitor happens to have.
MARKS = {
    "marks-math.woff2": (MATH, "noto-sans-math-latin-400-normal.woff2", "■◧□⊠⧄◇≡⋯◌↷◷←→≤≥"),
    "marks-symbols.woff2": (SYMBOLS, "noto-sans-symbols-2-symbols-400-normal.woff2", "⚠✓✕"),
}
LICENSES = {
    "OFL-public-sans.txt": PUBLIC_SANS,
    "OFL-source-serif-4.txt": SOURCE_SERIF,
    "OFL-noto-sans-math.txt": MATH,
    "OFL-noto-sans-symbols-2.txt": SYMBOLS,
}
WORDMARK = (("SRO Law", 700, "name"), ("Compared", 400, "what"))
WORDMARK_HEIGHT = 24
INK_LIGHT, INK_DARK = "#17212B", "#E9EDF1"
BLUE_LIGHT, BLUE_DARK = "#1B4B85", "#93BDF2"


def main(node_modules: Path) -> None:
    fonts, licenses = STATIC / "fonts", STATIC / "licenses"
    fonts.mkdir(parents=True, exist_ok=True)
    licenses.mkdir(exist_ok=True)
    for name, source in WHOLE_FONTS.items():
        shutil.copyfile(node_modules / source, fonts / name)
    for name, (package, file, glyphs) in MARKS.items():
        write_subset(node_modules / package / "files" / file, glyphs, fonts / name)
    for name, package in LICENSES.items():
        shutil.copyfile(node_modules / package / "LICENSE", licenses / name)
    sans = node_modules / WHOLE_FONTS["public-sans.woff2"]
    (STATIC / "wordmark.svg").write_text(wordmark(sans), encoding="utf-8")


def write_subset(source: Path, glyphs: str, target: Path) -> None:
    """Keep only `glyphs`; refuse a font that lacks one of them."""
    font = TTFont(source)
    missing = [glyph for glyph in glyphs if ord(glyph) not in font.getBestCmap()]
    if missing:
        raise SystemExit(f"{source.name} has no glyph for {' '.join(missing)}")
    options = Options(flavor="woff2", layout_features=[], hinting=False, desubroutinize=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=glyphs)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def wordmark(font_file: Path) -> str:
    """Draw the name as paths, so that it needs no font and follows the visitor's theme."""
    x, groups = 0.0, []
    for text, weight, css_class in WORDMARK:
        font = instantiateVariableFont(TTFont(font_file), {"wght": weight})
        scale = WORDMARK_HEIGHT * 0.75 / font["head"].unitsPerEm
        path, advance = outline(font, text, x, scale)
        groups.append(f'<path class="{css_class}" d="{path}"/>')
        x += advance + 5
    width = round(x - 5 + 1)
    title = " ".join(text for text, _, _ in WORDMARK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {WORDMARK_HEIGHT}" '
        f'width="{width}" height="{WORDMARK_HEIGHT}" role="img" aria-label="{title}">\n'
        f"<title>{title}</title>\n"
        f"<style>.name{{fill:{BLUE_LIGHT}}}.what{{fill:{INK_LIGHT}}}"
        f"@media(prefers-color-scheme:dark){{.name{{fill:{BLUE_DARK}}}.what{{fill:{INK_DARK}}}}}"
        "</style>\n" + "\n".join(groups) + "\n</svg>\n"
    )


def outline(font: TTFont, text: str, x: float, scale: float) -> tuple[str, float]:
    """The path of `text` from `x` on the wordmark's baseline, and how far it advances."""
    glyphs, characters = font.getGlyphSet(), font.getBestCmap()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    start, baseline = x, WORDMARK_HEIGHT * 0.74
    for character in text:
        glyph = glyphs[characters[ord(character)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += glyph.width * scale
    return pen.getCommands(), x - start


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))

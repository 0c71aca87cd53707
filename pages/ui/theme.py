"""The page's frame: style sheet, heading, sections, rules, foot; the one way markup is shown."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import copying
from pages.ui.markup import Safe, div, element, join, link, span

STYLE = Path(__file__).with_name("style.css")
# A page's content arrives after the browser has looked for the address's fragment; going to the
# same fragment again scrolls there and marks it. Styles and fonts may arrive later still and move
# the place: then once more, until the reader does something. In a block, since it may run again in
# the same document. Constant text: nothing of a visitor's is in it.
_FOLLOW = """<script>{
const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (place) {
  const moved = new ResizeObserver(() => location.replace(location.hash));
  moved.observe(place.closest('.stHtml'));
  for (const act of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    addEventListener(act, () => moved.disconnect(), {once: true, passive: true});
}
}</script>"""


def inject() -> None:
    """Send the style sheet; once a run, from app.py."""
    st.html(STYLE)


def show(*parts: Safe, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show markup as one block; text that nobody escaped is refused."""
    if not all(isinstance(part, Safe) for part in parts):
        raise TypeError("show() takes Safe markup only; build it with pages.ui.markup")
    st.html(join(parts), width=width)


def send(block: Safe) -> None:
    """Show what `carried` made: markup as data, beside the constant script that puts it there."""
    if not isinstance(block, Safe):
        raise TypeError("send() takes what pages.ui.carried made")
    if block:
        st.html(block, unsafe_allow_javascript=True)


def page_head(title: str, lede: str, note: object = "") -> None:
    """The page's only h1, its one sentence, and a line of small print where there is one."""
    show(
        element("h1", None, title),
        element("p", {"class": "lede"}, lede),
        element("p", {"class": "small"}, note) if note else Safe(),
    )


def section(title: str, note: object = "", *, section_id: str | None = None) -> None:
    """A second-level heading with its line of small print."""
    show(
        element("h2", {"class": "section", "id": section_id}, title),
        element("p", {"class": "small"}, note) if note else Safe(),
    )


def claim(question: object, sentence: object) -> None:
    """The answer of the page: its rule, the question in small, the claim as a sentence."""
    show(
        element("hr", {"class": "rule"}),
        element("p", {"class": "small ask"}, question),
        element("h2", {"class": "claim"}, sentence),
    )


def rule() -> None:
    """The 3 px line above the answer of the page."""
    show(element("hr", {"class": "rule"}))


def prose(*sentences: object, small: bool = False) -> None:
    """A paragraph in body or small type."""
    show(element("p", {"class": "small" if small else "prose"}, join(sentences, " ")))


def ways(ways_in: Iterable[tuple[str, str, str]]) -> None:
    """Links under a rule, side by side: (address, name, one line)."""
    show(
        div(
            "ways",
            *(
                div("way", link(address, name, css_class="way-name"), element("p", None, line))
                for address, name, line in ways_in
            ),
        )
    )


def controls(name: str) -> DeltaGenerator:
    """One row of inputs that wraps; left out in print.

    A short widget is 165 px wide (two fit a phone), a long one 346 px.
    """
    return st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key=f"controls_{name}"
    )


def notice(*sentences: object) -> None:
    """Something the reader must know about this view, said to screen readers too."""
    paragraphs = (element("p", None, sentence) for sentence in sentences)
    show(element("div", {"class": "notice", "role": "status"}, *paragraphs))


def empty_state(what: str, next_step: object) -> None:
    """Nothing to show: what is missing and what to do next."""
    show(div("empty", element("p", {"class": "empty-what"}, what), element("p", None, next_step)))


def print_line(facts: Iterable[str]) -> None:
    """What a printed page must say of itself: role, as-of, baseline, last checked, address."""
    show(element("p", {"class": "print-only small"}, join(facts, " · ")))


def follow_fragment() -> None:
    """Go to the place that the address names after `#`; call it below what holds that place."""
    st.html(_FOLLOW, unsafe_allow_javascript=True)


def foot(links: Iterable[tuple[str, str]] = ()) -> None:
    """The last line of every page: (address, words) of each link."""
    items = (link(address, words) for address, words in links)
    said = span("foot-said", "Not legal advice. Every answer leads to its text.")
    show(div("foot", said, *items))
    copying.listen()

"""Large markup, which travels to the page as data (JSON) and is put there by a constant script.

Streamlit reads markup through a sanitiser in the browser whenever it changes, and of a comparison
that takes a third of the wait. What `pages.ui.markup` built is escaped already; as data it is one
element to the sanitiser, and nothing in it can end that element, since no `<` is in it.
"""

import json
from collections.abc import Mapping

from pages.ui.markup import Safe

_LESS = "\\u003c"
_OPENS, _END = '<script type="application/json"', "</script>"
_HERE, _BEHIND = "carried", "panels"
# The data's element is replaced by the markup that it holds.
_PUT = """<script>{
const data = document.currentScript.previousElementSibling;
data.outerHTML = JSON.parse(data.textContent);
}</script>"""
# Heard before the browser acts on the click, so that the panel is there when it looks for it. Of
# many runs in one document only the first listens. Constant text: nothing of a visitor's is in it.
_OPENING = """<script>{
const root = document.documentElement;
if (!root.dataset.panels) {
  root.dataset.panels = 'on';
  const read = new WeakMap();
  const panels = block => {
    if (!read.has(block)) read.set(block, JSON.parse(block.textContent));
    return read.get(block);
  };
  document.addEventListener('click', event => {
    const id = event.target.closest?.('[popovertarget]')?.getAttribute('popovertarget');
    if (!id || document.getElementById(id)) return;
    for (const block of document.querySelectorAll('script.panels'))
      if (panels(block)[id]) return block.insertAdjacentHTML('afterend', panels(block)[id]);
  }, true);
}
}</script>"""


def here(markup: Safe) -> Safe:
    r"""Markup that stands where its block stands; `theme.send` shows it.

    No sanitiser looks at it in the browser: TypeError for text that nobody escaped.

    >>> here(Safe("<p>A</p>")).partition(">")[2].partition("</")[0]
    '"\\u003cp>A\\u003c/p>"'
    """
    return Safe(_data(_HERE, _escaped(markup)) + _PUT)


def behind(panels: Mapping[str, Safe]) -> Safe:
    r"""What stands behind citations, by id: a panel becomes part of the page when it is opened.

    The panels of a comparison are four fifths of its markup, and a reader opens a few of them: a
    page of three hundred is then as quick as its table. The browser's own popover does the rest.
    TypeError for a panel that nobody escaped.

    >>> behind({"d-x": Safe("<p>A</p>")}).partition(">")[2].partition("</")[0]
    '{"d-x":"\\u003cp>A\\u003c/p>"}'
    """
    if not panels:
        return Safe()
    checked = {panel_id: _escaped(panel) for panel_id, panel in panels.items()}
    return Safe(_data(_BEHIND, checked) + _OPENING)


def carries(block: str) -> str | dict[str, str] | None:
    r"""What a block carries: markup, or panels by id; None where it is no such block.

    >>> carries(here(Safe("<p>A</p>"))), carries("<p>A</p>")
    ('<p>A</p>', None)
    """
    if not block.startswith(_OPENS):
        return None
    return json.loads(block.partition(">")[2].partition(_END)[0])


def is_behind(block: str) -> bool:
    """Whether a block is one of panels."""
    return block.startswith(_opening(_BEHIND))


def _escaped(markup: Safe) -> Safe:
    if not isinstance(markup, Safe):
        raise TypeError("only Safe markup is carried; build it with pages.ui.markup")
    return markup


def _data(css_class: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", _LESS)
    return f"{_opening(css_class)}{text}{_END}"


def _opening(css_class: str) -> str:
    return f'{_OPENS} class="{css_class}">'

"""What stands behind the citations of a page: panels that become part of it when one is opened.

The panels of a comparison are four fifths of its markup, and a reader opens a few of them. They
travel as text (JSON by id) beside one constant script, which puts a panel into the page at the
first click on what opens it; the browser's own popover does the rest. A page of three hundred
panels is then as quick as its table.
"""

import json
from collections.abc import Mapping

import streamlit as st

from pages.ui.markup import Safe

_OPENS, _LESS = '<script type="application/json" class="panels">', "\\u003c"
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


def show(panels: Mapping[str, Safe]) -> None:
    """Take along the panels of a page, by id; call it below all that opens them."""
    if panels:
        st.html(as_text(panels) + _OPENING, unsafe_allow_javascript=True)


def as_text(panels: Mapping[str, Safe]) -> str:
    r"""The panels as a block of data: no `<` is in it, so that nothing in it is ever markup.

    >>> as_text({"d-x": Safe("<p>A</p>")}).partition(">")[2]
    '{"d-x":"\\u003cp>A\\u003c/p>"}</script>'
    """
    text = json.dumps(dict(panels), ensure_ascii=False, separators=(",", ":"))
    return f"{_OPENS}{text.replace('<', _LESS)}</script>"

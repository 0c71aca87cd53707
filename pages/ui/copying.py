"""Copying without a rerun: one script for the whole page, which listens for every copy button.

Markup shown by `st.html` keeps no handlers, so each click is heard at the document. Constant text:
nothing of a visitor's is in it, it asks nobody, and it works on the words that stand beside the
button. Without it the words can still be selected by one click.
"""

import streamlit as st

# It may run again in the same document (each page shows it): the mark on the root lets it listen
# once. A page not served over https has no `navigator.clipboard`; the selection then serves. The
# region is there before anything is said in it, or a screen reader would not hear the change.
_COPYING = """<script>{
const root = document.documentElement;
if (!root.dataset.copying) {
  root.dataset.copying = 'on';
  const said = document.body.appendChild(document.createElement('p'));
  said.className = 'sr';
  said.setAttribute('role', 'status');
  const selected = words => {
    getSelection().selectAllChildren(words);
    return document.execCommand('copy');
  };
  const copied = async words => {
    try { await navigator.clipboard.writeText(words.textContent); return true; }
    catch { return selected(words); }
  };
  document.addEventListener('click', async event => {
    const opener = event.target.closest?.('[data-on]');
    const panel = opener && document.getElementById(opener.getAttribute('popovertarget'));
    const slot = panel?.querySelector('.on');
    if (slot) slot.textContent = opener.dataset.on;
    const button = event.target.closest?.('.copy > button');
    if (!button) return;
    const label = button.dataset.label ??= button.textContent;
    const done = await copied(button.parentElement.querySelector('.cite'));
    button.textContent = done ? 'Copied' : 'Select it and copy by hand';
    said.textContent = '';
    requestAnimationFrame(() => { said.textContent = button.textContent; });
    clearTimeout(button.back);
    button.back = setTimeout(() => { button.textContent = label; said.textContent = ''; }, 2500);
  });
}
}</script>"""


def listen() -> None:
    """Let the copy buttons of the page work; the foot of every page calls it."""
    st.html(_COPYING, unsafe_allow_javascript=True)

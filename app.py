"""The router: which pages there are, and what surrounds each of them.

One file serves twice. A server imports it (`streamlit run app.py`, `uvicorn app:app`): then it
offers `app`. Each visit runs it: then it shows a page. `st.navigation` is called both times,
because the first call in a process ends Streamlit's old-style page discovery in `pages/`; made
only by the first visitor, it would greet a deep link with "Page not found".
"""

import gc
from pathlib import Path

import streamlit as st

from pages.ui import drawings, theme

ROOT = Path(__file__).resolve().parent
NAMES = [
    "overview", "compare", "hours", "topics", "officer", "roster", "brief", "sources", "method",
]  # fmt: skip
TITLES = {name: name.title() for name in NAMES}
views = {name: ROOT / "pages" / "views" / f"{name}.py" for name in TITLES}
is_visit = st.runtime.exists()

page = st.navigation(
    [st.Page(path, title=TITLES[name]) for name, path in views.items() if path.exists()],
    position="top",
)
if is_visit:
    st.set_page_config(page_title=f"{page.title} · SRO Law Compared", layout="wide")
    st.logo(ROOT / "static" / "wordmark.svg")
    theme.inject()
    page.run()
else:
    drawings.warm_up()  # reads the data once, before the first visitor waits for it
    from pages.ui import charts  # noqa: F401 - likewise: Altair takes a quarter of a second

    gc.freeze()  # what was imported and read is permanent: no later collection walks it
    app = st.App(__file__)

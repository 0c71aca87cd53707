"""The two servers that are held against each other: ours, and a bare page with ours' settings."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90  # seconds until a server must answer

BARE_APP = """
import streamlit as st

MAKE = {
    "switch": lambda: st.toggle("Change"),
    "slider": lambda: st.slider("Change", 1, 20, 5),
    "combobox": lambda: st.selectbox("Change", ["Mississippi", "New Mexico"]),
    "textbox": lambda: st.text_input("Change"),
}
CHART = {
    "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
    "mark": "line",
    "encoding": {axis: {"field": axis, "type": "quantitative"} for axis in "xy"},
}
make = MAKE.get(st.query_params.get("widget"))
st.title("A bare page")
st.html(f'<p id="said">Chosen: {make() if make else None}</p>')
if "chart" in st.query_params:
    st.vega_lite_chart(spec=CHART)
"""


@contextmanager
def serving(directory: Path) -> Iterator[str]:
    """The address of `app.py` in the directory, started as the README's run command starts it."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=directory, **quiet)
    address = f"http://localhost:{port}"
    try:
        _wait_until_healthy(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def write_bare_app(directory: Path, *, as_shipped: bool = False) -> Path:
    """A tiny app under the settings of ours, without its theme, or under Streamlit's own.

    Returns the directory.
    """
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    (directory / ".streamlit").mkdir(parents=True)
    (directory / "static").mkdir()
    own = "[server]\nheadless = true\n" if as_shipped else settings.partition("\n[theme]")[0]
    (directory / ".streamlit" / "config.toml").write_text(own, encoding="utf-8")
    (directory / "app.py").write_text(BARE_APP, encoding="utf-8")
    return directory


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def _wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server at {address} did not start")

"""A visitor without a browser: Streamlit's own websocket messages, sent and read as its page does.

The server cannot tell such a visitor from a window of a browser, and fifty of them fit beside it
on two cores. What only a browser does (drawing) is left out on both sides.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 180  # seconds until a run must have ended
_VALUE = {"checkbox": "bool_value", "selectbox": "string_value"}
_DONE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass
class Visitor:
    """One session: what it holds, as a browser's page holds it.

    `html` is the markup of the last run, block by block; `widgets` each widget's id by its label.
    Large blocks are kept by their hash, so that the server need not send them again.
    """

    socket: ClientConnection
    page: str
    query: str
    html: list[str] = field(default_factory=list)
    widgets: dict[str, str] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)
    _script: str = ""

    async def run(self) -> None:
        """Ask for the page and take in its run; AssertionError where it is not a whole one."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.query, self._script
        state.page_name = "" if self._script else self.page
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._kept)
        await self.socket.send(asked.SerializeToString())
        self.html.clear()
        async with asyncio.timeout(PATIENCE):
            async for data in self.socket:
                if self._is_last(ForwardMsg.FromString(data)):
                    return
        raise AssertionError(f"the server closed the connection of /{self.page}")

    async def change(self, kind: str, label: str, value: bool | str) -> None:
        """Set a widget and wait for the run that follows."""
        widget = WidgetState(id=self.widgets[label])
        setattr(widget, _VALUE[kind], value)
        self._states[label] = widget
        await self.run()

    def _is_last(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            raise AssertionError(f"the server knows no page /{self.page}")
        elif kind == "script_finished":
            assert message.script_finished == _DONE, message
        elif kind in ("delta", "ref_hash"):
            self._take(message)
        return kind == "script_finished"

    def _take(self, message: ForwardMsg) -> None:
        if message.HasField("ref_hash"):
            message = self._kept[message.ref_hash]
        elif message.metadata.cacheable:
            self._kept[message.hash] = message
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        assert kind != "exception", f"/{self.page} ended in {element.exception.type}"
        if kind == "html":
            self.html.append(element.html.body)
        elif kind in _VALUE:
            drawn = getattr(element, kind)
            self.widgets[drawn.label] = drawn.id


@asynccontextmanager
async def arrived(address: str, page: str, query: str = "") -> AsyncIterator[Visitor]:
    """A visitor before the first run of a page of the server at `http://…`."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    # No pings: a browser sends none, and a server at work on fifty runs answers one too late.
    settings = {"max_size": None, "compression": None, "ping_interval": None}
    async with connect(
        stream, subprotocols=["streamlit"], open_timeout=PATIENCE, **settings
    ) as socket:
        yield Visitor(socket, page, query)

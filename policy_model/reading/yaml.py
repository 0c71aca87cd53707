"""YAML as plain data: every scalar stays text, every part knows its line, hostile input is refused.

PyYAML's own guesses destroy citations (6.10 becomes 6.1) and codes (NO becomes False), its merge
keys and aliases explode, and its C composer dies (SIGSEGV) of 120 KB of brackets. So nothing is
composed or constructed: one pass over the parser's events, which do not recurse, builds the data.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from policy_model.errors import DataProblems, Problem
from policy_model.reading.collector import collector_paused
from policy_model.reading.yaml_refusals import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SCALAR,
    Refused,
    check_key,
    check_scalar,
    check_unmarked,
    checked,
    existing,
    line_at,
    needs_care,
    refuse,
    refuse_key,
    refuse_size,
    refuse_syntax,
)

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the pure one takes ten times as long


class YamlMap(dict):
    """A mapping of the file: text -> YamlMap, YamlList or str, in the file's order.

    `line` is where it starts, `lines` the line of each key; both count from 1.
    """

    __slots__ = ("line", "lines")
    line: int
    lines: dict[str, int]


class YamlList(list):
    """A list of the file; `line` is where it starts, `lines` the line of each item, from 1."""

    __slots__ = ("line", "lines")
    line: int
    lines: list[int]


Node = YamlMap | YamlList | str


def read_yaml(source: Path | bytes, *, name: str | None = None) -> Node:
    """The one document of a file, or of bytes, with every scalar as the text that stands there.

    `name` is what messages call the source. Raises DataProblems with one problem, and its line,
    for anything that is not plain YAML within the limits of yaml_refusals.

    >>> read_yaml(b"pinpoint: 6.10\\nstates: [NO, null]")
    {'pinpoint': '6.10', 'states': ['NO', 'null']}
    >>> try:
    ...     read_yaml(b"id: nm\\nid: ms", name="nm.yaml")
    ... except DataProblems as refused:
    ...     print(refused)
    nm.yaml:2: field id: the field stands already in line 1. Repair: Keep one of them.
    """
    try:
        data = checked(source if isinstance(source, bytes) else _bytes_of(source))
        with collector_paused():
            return _document(data)
    except Refused as refused:
        line, rule, repair, field = refused.args
        file = _name_of(source) if name is None else name
        raise DataProblems([Problem(file, line, "", field, rule, repair)]) from None


def line_of(document: Node, location: Sequence[str | int]) -> int | None:
    """The line of the deepest part of a location that exists; None where no line is known.

    >>> document = read_yaml(b"id: nm\\ntopics:\\n  - drills\\n  - arrest")
    >>> line_of(document, ["topics", 1]), line_of(document, ["topics", 7, "id"])
    (4, 2)
    >>> line_of(document, []), line_of("text", [])
    (1, None)
    """
    line, here = getattr(document, "line", None), document
    for step in location:
        try:
            line, here = here.lines[step], here[step]  # type: ignore[union-attr, call-overload]
        except (AttributeError, LookupError, TypeError):
            break
    return line


def _name_of(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        return "YAML text"
    here = Path.cwd()
    return str(source.relative_to(here) if source.is_relative_to(here) else source)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        rule = f"the file cannot be read ({error.strerror})"
        refuse(None, rule, "Check its name and its permissions.")


def _document(data: bytes) -> Node:
    loader = _Loader(data)
    try:
        return _Builder(loader.get_event, careful=needs_care(data)).document()
    except Refused as refused:
        line, *why = refused.args
        refuse(existing(line, data), *why)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: pure, "\UFFFFFFFF"
        refuse_syntax(error, data)
    finally:
        loader.dispose()


class _Builder:
    """Builds one document. The loops of mapping and sequence decide the speed of all reading:

    they keep names local, take a line only to store it, and check a scalar only where the file
    needs care or the scalar is empty or long. MAX_DEPTH bounds their recursion.
    """

    __slots__ = ("careful", "get_event", "room")

    def __init__(self, get_event: Callable[[], Event], *, careful: bool) -> None:
        self.get_event, self.careful = get_event, careful
        self.room = MAX_NODES - 1  # the root is a node

    def document(self) -> Node:
        self.get_event()  # the stream's start
        if type(self.get_event()) is StreamEndEvent:
            refuse(1, "the file is empty", "Fill it or delete it.")
        event = self.get_event()
        root = _BUILD[type(event)](self, event, 1)
        self.get_event()  # the document's end
        if type(after := self.get_event()) is DocumentStartEvent:
            refuse(line_at(after), "a second document begins here", "Use one file for each.")
        return root

    def mapping(self, start: MappingStartEvent, depth: int, field: str = "") -> YamlMap:
        get_event, careful, room = self.get_event, self.careful, self.room
        if careful or depth > MAX_DEPTH:
            _check_start(start, depth, field)
        node, lines = YamlMap(), {}
        node.line, node.lines = start.start_mark.line + 1, lines
        while type(event := get_event()) is ScalarEvent:
            key = event.value
            if careful or key in lines or not key or len(key) > MAX_SCALAR:
                check_key(event, lines)
            lines[key] = event.start_mark.line + 1
            if (room := room - 2) < 0:
                refuse_size(event)
            if type(event := get_event()) is ScalarEvent:
                node[key] = text = event.value
                if careful or not text or len(text) > MAX_SCALAR:
                    check_scalar(event, key)
            else:
                self.room = room
                node[key] = _BUILD[type(event)](self, event, depth + 1, key)
                room = self.room
        if type(event) is not MappingEndEvent:
            refuse_key(event)
        self.room = room
        return node

    def sequence(self, start: SequenceStartEvent, depth: int, field: str = "") -> YamlList:
        get_event, careful, room = self.get_event, self.careful, self.room
        if careful or depth > MAX_DEPTH:
            _check_start(start, depth, field)
        node, lines = YamlList(), []
        node.line, node.lines = start.start_mark.line + 1, lines
        while type(event := get_event()) is not SequenceEndEvent:
            lines.append(event.start_mark.line + 1)
            if (room := room - 1) < 0:
                refuse_size(event)
            if type(event) is ScalarEvent:
                node.append(text := event.value)
                if careful or not text or len(text) > MAX_SCALAR:
                    check_scalar(event)
            else:
                self.room = room
                node.append(_BUILD[type(event)](self, event, depth + 1))
                room = self.room
        self.room = room
        return node

    def scalar(self, event: ScalarEvent, _depth: int) -> str:
        """A document that is one scalar; those inside others never come here."""
        check_scalar(event)
        return event.value

    def alias(self, event: AliasEvent, _depth: int, field: str = "") -> None:
        check_unmarked(event, field)


_BUILD = {
    MappingStartEvent: _Builder.mapping,
    SequenceStartEvent: _Builder.sequence,
    ScalarEvent: _Builder.scalar,
    AliasEvent: _Builder.alias,
}


def _check_start(event: Event, depth: int, field: str) -> None:
    check_unmarked(event, field)
    if depth > MAX_DEPTH:
        rule = f"the data nest deeper than {MAX_DEPTH} levels"
        refuse(line_at(event), rule, "Write it flatter.", field)

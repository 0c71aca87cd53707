"""What is refused of a YAML text, on which line and in which words: bytes, events and syntax."""

import re
from typing import NoReturn

from yaml.events import AliasEvent, Event, ScalarEvent

from policy_model.errors import shown

MAX_BYTES = 2_000_000
MAX_DEPTH = 32  # mappings and lists inside one another
MAX_NODES = 200_000  # scalars (keys too), mappings and lists
MAX_SCALAR = 8_000  # characters

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # of UTF-16 and UTF-32
_ORDINARY = bytes([9, 10, *range(32, 127)])
# Control characters; line ends that editors do not count, with which our lines would be wrong;
# marks that turn the direction of text, with which a file is not what a reader sees.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
    "|\r(?!\n)"
)
# Where an anchor or a tag may begin, unlike "A & B", "AT&T", "No!"; a sign in front is found fast.
_ANCHOR, _TAG = re.compile(rb"&(?<!\w&)[\w-]"), re.compile(rb"!(?<!\w!)")

# What the C and the pure parser say as "context: problem", and what we say; the first match wins.
_SYNTAX = (
    ("quoted scalar: found unexpected", "a quote opens here and never closes", "Close it."),
    ("escape", "YAML has no such escape", "Use single quotes: in them \\ is a plain character."),
    ("',' or", "a [ or { opens here and is not closed", "Close it; put commas between items."),
    ("cannot start any", "a value begins with @, ` or %, which YAML reserves", "Quote the value."),
    ("simple key", "the line has no ': ' after a field's name", "Write it, or indent the line."),
    ("mapping values", "': ' stands inside a value", "Quote the value, or mend the indentation."),
    ("alphabetic", "a value begins with & or *, which YAML reserves", "Quote the value."),
    ("tag", "a value begins with !, which YAML reserves", "Quote the value."),
    ("entries are", "'- ' stands inside a value", "Begin a list on its own line; quote a value."),
    ("node content", "a value is missing before a , or a bracket", "Write it, or quote the value."),
    ("block scalar", "a value begins with > or |, which YAML reserves", "Quote the value."),
    ("block ", "the line does not fit what is above it", "Align it; quote the whole of a value."),
    ("document start", "something follows the end of the data", "Quote the whole of a value."),
)
# For these, where a thing begins is the line to mend, not where the parser gave up.
_OPENING = ("quoted scalar: found unexpected", "simple key", "',' or")


class Refused(Exception):  # noqa: N818 - foreseen, not an error
    """Why a text is refused: line, rule, repair, field; it does not know the file's name."""


def refuse(line: int | None, rule: str, repair: str, field: str = "") -> NoReturn:
    """Stop reading, with the one problem that is the reason."""
    raise Refused(line, rule, repair, field)


def line_at(event: Event) -> int:
    """The line where an event starts, from 1."""
    return event.start_mark.line + 1


def existing(line: int, data: bytes) -> int:
    """The line, or the last that is not blank: parsers miss things one line below the end.

    >>> existing(2, b"a: [b"), existing(2, b"a: b\\nc: d")
    (1, 2)
    """
    return min(line, data.rstrip(b" \n").count(b"\n") + 1)


def checked(data: bytes) -> bytes:
    r"""The bytes without a UTF-8 mark at their start; Refused before any parser sees the rest.

    >>> checked(b"\xef\xbb\xbfid: nm")
    b'id: nm'
    """
    if len(data) > MAX_BYTES:
        refuse(None, f"the file has more than {MAX_BYTES:,} bytes", "Split it.")
    if data.startswith(_WIDE_MARKS):
        refuse(1, "the file is UTF-16 or UTF-32", "Save it as UTF-8.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    _check_characters(data)
    # 2 MB of %TAG lines keep the C parser busy for 16 s before its first event.
    if b"%" in data and (start := (b"\n" + data).find(b"\n%")) >= 0:
        line = data.count(b"\n", 0, start) + 1
        refuse(line, "a line begins with % (a YAML directive)", "Delete it, or indent a text.")
    return data


def _check_characters(data: bytes) -> None:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        rule = f"byte 0x{data[error.start]:02x} is not UTF-8"
        refuse(line, rule, "Save the file as UTF-8.")
    # Little is left without plain ASCII: searching that takes a tenth of a search of the text.
    lines = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    if _UNSAFE.search(lines.translate(None, _ORDINARY).decode()):
        found = _UNSAFE.search(text)
        line = text.count("\n", 0, found.start()) + 1
        refuse(line, f"the character {shown(found[0])} is not allowed", "Delete it.")


def needs_care(data: bytes) -> bool:
    r"""Whether anchors, tags, merge keys or escapes may occur: a file without them reads faster.

    >>> needs_care(b"name: AT&T & Co! (50%)"), needs_care(b"a: &b c"), needs_care(b'"\\0"')
    (False, True, True)
    """
    if b"<<" in data or (b"\\" in data and b'"' in data):
        return True
    signs = ((b"&", _ANCHOR), (b"!", _TAG))
    return any(sign in data and pattern.search(data) for sign, pattern in signs)


def check_scalar(event: ScalarEvent, field: str = "") -> None:
    """Refuses a scalar that is marked, absent, too long or holds an escaped control character."""
    text = event.value
    if event.anchor is not None or event.tag is not None:
        check_unmarked(event, field)
    if not text and not event.style:  # a plain one; '' and "" are values
        rule = "nothing stands where a value should"
        refuse(line_at(event), rule, "Leave the field out; quote a value beginning with #.", field)
    if len(text) > MAX_SCALAR:
        rule = f"{shown(text, 20)} has more than {MAX_SCALAR:,} characters"
        refuse(line_at(event), rule, "Shorten it or split it.", field)
    if not text.isprintable() and (found := _UNSAFE.search(text)):
        rule = f"an escape for {shown(found[0])} is not allowed"
        refuse(line_at(event), rule, "Delete it.", field)


def check_key(event: ScalarEvent, lines: dict[str, int]) -> None:
    """Refuses what check_scalar does, a merge key, and a key that has a line already."""
    key = event.value
    check_scalar(event)
    if key == "<<":
        refuse(line_at(event), "the merge key << is not allowed", "Write the fields out.")
    if key in lines:
        rule = f"the field stands already in line {lines[key]}"
        refuse(line_at(event), rule, "Keep one of them.", key)


def check_unmarked(event: Event, field: str = "") -> None:
    """Refuses an alias, an anchor and a tag: the first two explode, the last one guesses."""
    if type(event) is AliasEvent:
        mark = f"the alias {shown('*' + event.anchor)}"
    elif event.anchor is not None:
        mark = f"the anchor {shown('&' + event.anchor)}"
    elif event.tag is not None:
        mark = f"the tag {shown(event.tag)}"
    else:
        return
    repair = "Write values out; quote one that begins with *, & or !."
    refuse(line_at(event), f"{mark} is not allowed", repair, field)


def refuse_key(event: Event) -> NoReturn:
    """Refuses what is no scalar where a key must stand."""
    check_unmarked(event)
    rule = "a list or a mapping stands where a field's name should"
    refuse(line_at(event), rule, "Write a word; quote a value that begins with [ or {.")


def refuse_size(event: Event) -> NoReturn:
    """Refuses a file of more values than a person writes."""
    refuse(line_at(event), f"the file holds more than {MAX_NODES:,} values", "Split it.")


def refuse_syntax(error: Exception, data: bytes) -> NoReturn:
    """What a parser could not read, in our words, on the line that a person has to mend."""
    said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', error)}"
    opening = any(words in said for words in _OPENING)
    mark = getattr(error, "context_mark" if opening else "problem_mark", None)
    line = existing(mark.line + 1, data) if mark else None
    if line and data.split(b"\n")[line - 1].lstrip(b" ").startswith(b"\t"):
        refuse(line, "a tab indents the line", "Indent with spaces.")
    for words, rule, repair in _SYNTAX:
        if words in said:
            refuse(line, rule, repair)
    refuse(line, f"this is not YAML ({said})", "Quote the value, or mend the line.")

"""YAML is read as text with lines; whatever is hostile is refused, in words, on its line, in time.

The hostile cases that could kill or stall a process run in a child with bounded memory and time.
"""

import gc
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model.errors import DataProblems
from policy_model.reading import yaml as reading
from policy_model.reading.yaml import YamlList, YamlMap, line_of, read_yaml
from policy_model.reading.yaml_refusals import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SCALAR,
    needs_care,
)

unhurried = settings(deadline=None)  # a machine may pause; time is measured further below


@pytest.fixture(params=["C", "pure"])
def each_parser(request, monkeypatch):
    """Both parsers of PyYAML: the pure one serves where the C one is not installed."""
    if request.param == "pure":
        monkeypatch.setattr(reading, "_Loader", yaml.BaseLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


def the_problem(source, **named):
    """The one problem for which a source is refused."""
    with pytest.raises(DataProblems) as caught:
        read_yaml(source, **named)
    (problem,) = caught.value.problems
    return problem


# What is read


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize(
    "word",
    ["6.10", "NO", "yes", "null", "~", "12:30", "010", "0x1F", "1e3", ".inf", "2022-07-01", "="],
)
def test_a_scalar_stays_the_text_that_stands_there(word):
    assert read_yaml(f"{word}: {word}".encode()) == {word: word}
    assert read_yaml(f"[{word}, '{word}']".encode()) == [word, word]


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: ''\nb: \"\"", {"a": "", "b": ""}),
        ("a: []\nb: {}", {"a": [], "b": {}}),
        ("a: [b: c]", {"a": [{"b": "c"}]}),
        ("? a\n: b", {"a": "b"}),
        ("just text", "just text"),
        ("- - a\n  - b\n- c", [["a", "b"], "c"]),
        ("a: one\n  two", {"a": "one two"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: 'one\n\n  two'", {"a": "one\ntwo"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: AT&T * (50%) !\nb: x & y", {"a": "AT&T * (50%) !", "b": "x & y"}),
        ("a: 'C:\\new'\nb: \"tab\\t and caf\\u00e9\"", {"a": "C:\\new", "b": "tab\t and café"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
        ("a: § 22-10A-40 ¶1 – “so”\n", {"a": "§ 22-10A-40 ¶1 – “so”"}),
        ("a: 1\n# a comment\nb: '%2'\n", {"a": "1", "b": "%2"}),
    ],
)
def test_plain_yaml_is_read_as_plain_data(text, wanted):
    assert read_yaml(text.encode()) == wanted


def test_a_long_text_block_keeps_its_percent_signs_and_backslashes():
    assert read_yaml(b'a: |\n  %d\n  "\\x00"\n') == {"a": '%d\n"\\x00"\n'}


plain_text = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029"), max_size=20
)
plain_keys = st.text("abXY <&*!#:-'\"é", min_size=1, max_size=6).filter("<<".__ne__)
plain_data = st.recursive(
    plain_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_keys, inner, max_size=4),
    max_leaves=20,
)


@unhurried
@given(plain_data, st.booleans(), st.sampled_from(["'", '"']))
def test_what_pyyaml_writes_is_read_back_equal(data, flow, style):
    options = {"default_flow_style": flow, "default_style": style, "allow_unicode": True}
    text = yaml.dump(data, Dumper=PlainDumper, sort_keys=False, **options)
    assert read_yaml(text.encode()) == data


class PlainDumper(yaml.SafeDumper):
    """Writes equal lists twice instead of an anchor and an alias."""

    def ignore_aliases(self, data):
        return True


# Which line a part stands in

DOCUMENT = """\
# a comment
id: nm
instruments:
  - id: one
    title: Long
      over two lines
    roles: [a,
      b]
  -
    id: two
last: {x: 1,
  y: 2}
"""


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 2),
        (("id",), 2),
        (("instruments",), 3),
        (("instruments", 0), 4),
        (("instruments", 0, "title"), 5),
        (("instruments", 0, "roles"), 7),
        (("instruments", 0, "roles", 0), 7),
        (("instruments", 0, "roles", 1), 8),
        (("instruments", 1), 10),
        (("instruments", 1, "id"), 10),
        (("last", "y"), 12),
        (("instruments", 0, "absent"), 4),
        (("instruments", 7, "id"), 3),
        (("instruments", "id"), 3),
        (("id", "inside a text", 3), 2),
        (("absent",), 2),
        ((0,), 2),
    ],
)
def test_the_line_of_a_part_is_that_of_the_deepest_part_that_exists(location, line):
    assert line_of(read_yaml(DOCUMENT.encode()), location) == line


@pytest.mark.parametrize("document", ["text", {"plain": "dict"}, YamlMap(a="b"), YamlList("a"), {}])
def test_what_was_not_read_from_a_file_has_no_line(document):
    assert line_of(document, ["plain", 0]) is None


def test_maps_and_lists_know_the_line_of_each_part():
    document = read_yaml(DOCUMENT.encode())
    assert document.lines == {"id": 2, "instruments": 3, "last": 11}
    assert (document.line, document["instruments"].line) == (2, 4)
    assert document["instruments"].lines == [4, 10]
    assert document["last"].lines == {"x": 11, "y": 12}


def test_a_document_with_its_lines_survives_pickling():
    document = read_yaml(DOCUMENT.encode())
    again = pickle.loads(pickle.dumps(document))
    assert again == document
    assert line_of(again, ["instruments", 1]) == 10
    assert not hasattr(document, "__dict__")


@unhurried
@given(st.dictionaries(plain_keys, plain_data, min_size=1, max_size=4))
def test_each_line_is_the_one_that_pyyaml_composes(data):
    text = yaml.dump(data, Dumper=PlainDumper, default_style='"', allow_unicode=True)
    composed = yaml.compose(text, Loader=yaml.BaseLoader)
    lines = {key.value: key.start_mark.line + 1 for key, _ in composed.value}
    assert read_yaml(text.encode()).lines == lines


# What is refused

HOSTILE = {
    "anchor on a value": ("a: 1\nb: &x 2", 2, "the anchor '&x' is not allowed"),
    "anchor on a key": ("a: 1\n&x b: 2", 2, "the anchor '&x' is not allowed"),
    "anchor on a list": ("a: 1\nb: &x [1]", 2, "the anchor '&x' is not allowed"),
    "anchor on a list item": ("- a\n- &x b", 2, "the anchor '&x' is not allowed"),
    "anchor on the document": ("&x {a: 1}", 1, "the anchor '&x' is not allowed"),
    "anchor after a bracket": ("a: [&x b]", 1, "the anchor '&x' is not allowed"),
    "anchor after a comma": ("a: [b,&x c]", 1, "the anchor '&x' is not allowed"),
    "anchor after a quoted key": ('{"a":&x c}', 1, "the anchor '&x' is not allowed"),
    "anchor of 500 letters": ("a: &" + "x" * 500 + " b", 1, "x…' is not allowed"),
    "alias": ("a: 1\nb: *x", 2, "the alias '*x' is not allowed"),
    "alias in a list": ("- a\n- *x", 2, "the alias '*x' is not allowed"),
    "alias as a key": ("a: 1\n*x : 2", 2, "the alias '*x' is not allowed"),
    "alias as the document": ("*x", 1, "the alias '*x' is not allowed"),
    "tag !!str": ("a: 1\nb: !!str 2", 2, "the tag 'tag:yaml.org,2002:str' is not allowed"),
    "tag of python": ("!!python/object/apply:os.system [a]", 1, "os.system' is not allowed"),
    "tag of its own": ("a: !x 2", 1, "the tag '!x' is not allowed"),
    "tag in full": ("a: !<tag:x> 2", 1, "the tag 'tag:x' is not allowed"),
    "tag without a name": ("a: ! 2", 1, "the tag '!' is not allowed"),
    "tag on a list": ("a:\n  !x\n  - b", 2, "the tag '!x' is not allowed"),
    "tag on a key": ("a: 1\n!x b: 2", 2, "the tag '!x' is not allowed"),
    "tag with an unknown handle": ("a: 1\nb: !x!y z", 2, "begins with !"),
    "merge key": ("a: 1\n<<: {b: 2}", 2, "the merge key << is not allowed"),
    "merge key in quotes": ("a: 1\n'<<': {b: 2}", 2, "the merge key << is not allowed"),
    "merge key spelt in escapes": ('a: 1\n"\\x3c<": 2', 2, "the merge key << is not allowed"),
    "key twice": ("a: 1\nb: 2\na: 3", 3, "the field stands already in line 1"),
    "key twice in braces": ("x: 0\nb: {a: 1, a: 2}", 2, "the field stands already in line 2"),
    "key twice in two spellings": ("a: 1\n'a': 2", 2, "the field stands already in line 1"),
    "list as a key": ("a: 1\n[b]: 2", 2, "a list or a mapping stands where a field's name"),
    "mapping as a key": ("a: 1\n{b: c}: 2", 2, "a list or a mapping stands where a field's name"),
    "list as a key, at length": ("? - a\n: b", 1, "a list or a mapping stands where"),
    "two documents": ("a: 1\n---\nb: 2", 2, "a second document begins here"),
    "two documents after an end": ("a: 1\n...\n---\nb: 2", 3, "a second document begins here"),
    "nothing": ("", 1, "the file is empty"),
    "only comments": ("# a\n# b\n", 1, "the file is empty"),
    "only a document's mark": ("---\n", 1, "nothing stands where a value should"),
    "field without a value": ("a: 1\nb:\nc: 2", 2, "nothing stands where a value should"),
    "field whose value is a comment": ("a: #1", 1, "nothing stands where a value should"),
    "field in braces without a value": ("x: 0\na: {b, c: 1}", 2, "nothing stands where a value"),
    "field without a name": ("a: 1\n? \n: b", 2, "nothing stands where a value should"),
    "field without a value or an end": ("? a", 1, "nothing stands where a value should"),
    "item without a value": ("- a\n-\n- b", 2, "nothing stands where a value should"),
    "empty item in brackets": ("x: 0\na: [b,,c]", 2, "a value is missing before a ,"),
    "long scalar": ("a: 1\nb: " + "x" * (MAX_SCALAR + 1), 2, "has more than 8,000 characters"),
    "long key": ("? " + "x" * (MAX_SCALAR + 1) + "\n: b", 1, "has more than 8,000 characters"),
    "escaped NUL": ('a: 1\nb: "x\\0"', 2, "an escape for '\\x00' is not allowed"),
    "escaped line separator": ('a: "\\L"', 1, "an escape for '\\u2028' is not allowed"),
    "escaped turn of direction": ('a: "\\u202e"', 1, "an escape for '\\u202e' is not allowed"),
    "escaped carriage return": ('a: "\\r"', 1, "an escape for '\\r' is not allowed"),
    "escaped control in a key": ('"a\\a": b', 1, "an escape for '\\x07' is not allowed"),
    "NUL": ("a: 1\nb: \0", 2, "the character '\\x00' is not allowed"),
    "escape of a terminal": ("a: 1\nb: \x1b[31m", 2, "the character '\\x1b' is not allowed"),
    "DEL": ("a: \x7f", 1, "the character '\\x7f' is not allowed"),
    "next line": ("a: 1\n# \x85\nb: 2", 2, "the character '\\x85' is not allowed"),
    "line separator": ("a: 1\nb: \u2028", 2, "the character '\\u2028' is not allowed"),
    "turn of direction": ("a: 1\n# \u202e", 2, "the character '\\u202e' is not allowed"),
    "isolated turn of direction": ("a: \u2067b", 1, "the character '\\u2067' is not allowed"),
    "byte-order mark inside": ("a: 1\nb: \ufeff", 2, "the character '\\ufeff' is not allowed"),
    "carriage return alone": ("a: 1\r\nb: \rc: 2", 2, "the character '\\r' is not allowed"),
    "noncharacter": ("a: \uffff", 1, "the character '\\uffff' is not allowed"),
    "directive of the version": ("%YAML 1.1\n---\na: b", 1, "a line begins with %"),
    "directive of tags": ("a: 1\n...\n%TAG ! x\n---\nb: 1", 3, "a line begins with %"),
    "quote not closed": ("a: 1\nb: 'x\nc: 2", 2, "a quote opens here and never closes"),
    "quote over a document's mark": ("a: 'x\n---\n'", 1, "a quote opens here and never closes"),
    "bracket not closed": ("a: 1\nb: [x\nc: 2", 2, "a [ or { opens here and is not closed"),
    "bracket not closed at the end": ("a: [x\n", 1, "a [ or { opens here and is not closed"),
    "brace not closed": ("a: 1\nb: {x: y\nc: 2", 2, "a [ or { opens here and is not closed"),
    "bracket closed by a brace": ("a: [x}", 1, "a [ or { opens here and is not closed"),
    "bracket closed twice": ("a: 1\nb: [x]]", 2, "the line does not fit"),
    "value that begins with @": ("a: 1\nb: @x", 2, "begins with @, ` or %"),
    "value that begins with *": ("a: 1\nb: * x", 2, "begins with & or *"),
    "value that begins with >": ("a: 1\nb: >=16 hours", 2, "begins with > or |"),
    "value with a colon": ("a: 1\nb: x: y", 2, "': ' stands inside a value"),
    "value with a dash": ("a: 1\nb: - x", 2, "'- ' stands inside a value"),
    "line without a colon": ("a: 1\nb\nc: 2", 2, "the line has no ': '"),
    "tab as indentation": ("a:\n\t- b", 2, "a tab indents the line"),
    "tab after spaces": ("a:\n  \t- b", 2, "a tab indents the line"),
    "tab in a mapping": ("a: 1\n\tb: 2", 2, "a tab indents the line"),
    "field out of line": ("a:\n    b: 1\n  c: 2", 3, "the line does not fit what is above it"),
    "field among items": ("- a\nb: 1", 2, "the line does not fit what is above it"),
    "item among fields": ("a: 1\n- b", 2, "the line does not fit what is above it"),
    "text after a quote": ("a: 1\nb: 'x' y", 2, "the line does not fit what is above it"),
    "text after the end": ("'a' b", 1, "something follows the end of the data"),
    "unknown escape": ('a: 1\nb: "\\q"', 2, "YAML has no such escape"),
}


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize(("text", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_plain_yaml_is_refused_on_its_line(text, line, words):
    problem = the_problem(text.encode(), name="nm.yaml")
    assert (problem.file, problem.line) == ("nm.yaml", line)
    assert words in problem.rule
    assert problem.repair
    assert "\n" not in str(problem)


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize("escape", ["\\ud800", "\\UFFFFFFFF", "\\U00110000"])
def test_an_escape_for_no_character_is_refused(escape):
    assert the_problem(f'a: "{escape}"'.encode()).line in {1, None}


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("a: 1".encode("utf-16"), 1, "the file is UTF-16 or UTF-32"),
        (b"\xfe\xff\0a", 1, "the file is UTF-16 or UTF-32"),
        ("a: 1".encode("utf-32"), 1, "the file is UTF-16 or UTF-32"),
        (b"\0\0\xfe\xff\0\0\0a", 1, "the file is UTF-16 or UTF-32"),
        ("a: 1".encode("utf-16-le"), 1, "the character '\\x00' is not allowed"),
        (b"a: 1\nb: caf\xe9", 2, "byte 0xe9 is not UTF-8"),
        (b"a: \xc0\xaf", 1, "byte 0xc0 is not UTF-8"),
        (b"a: \xed\xa0\x80", 1, "byte 0xed is not UTF-8"),
        (b"a: 1\n\xc2b\xa7", 2, "byte 0xc2 is not UTF-8"),
    ],
    ids=["16le", "16be", "32le", "32be", "16 unmarked", "latin-1", "overlong", "surrogate", "torn"],
)
def test_bytes_that_are_not_utf_8_are_refused_on_their_line(data, line, words):
    problem = the_problem(data)
    assert (problem.line, problem.rule) == (line, words)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a: 1\na: 2", "a"),
        ("x: {deep: }", "deep"),
        ("x: &y [1]", "x"),
        ("x: *y", "x"),
        ("x: !!int 1", "x"),
        ('x: "\\0"', "x"),
        ("- \n- a", ""),
        ("&y x: 1", ""),
    ],
)
def test_a_problem_names_the_field_where_there_is_one(text, field):
    assert the_problem(text.encode()).field == field


# The limits, to the last one allowed

NESTED = {
    "brackets": lambda depth: "[" * depth + "]" * depth,
    "braces": lambda depth: "{a: " * depth + "b" + "}" * depth,
    "dashes": lambda depth: "- " * depth + "a",
    "indented dashes": lambda depth: (
        "".join(f"{' ' * n}-\n" for n in range(depth)) + " " * 99 + "a"
    ),
    "indented fields": lambda depth: (
        "".join(f"{' ' * n}a:\n" for n in range(depth)) + " " * 99 + "b"
    ),
    "question marks": lambda depth: "a: " + "[? a : " * (depth // 2) + "b" + "]" * (depth // 2),
}


@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
def test_data_may_nest_to_the_limit_and_no_deeper(nested):
    read_yaml(nested(MAX_DEPTH - 1).encode())
    if nested is not NESTED["question marks"]:  # each of its steps is two levels
        read_yaml(nested(MAX_DEPTH).encode())
    problem = the_problem(nested(MAX_DEPTH + 1).encode())
    assert problem.rule == "the data nest deeper than 32 levels"
    assert problem.line == (MAX_DEPTH + 1 if "\n" in nested(3) else 1)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("- a\n" * (MAX_NODES - 1), MAX_NODES),
        ("- a\n" * MAX_NODES, MAX_NODES + 1),
        ("".join(f"k{n}: a\n" for n in range(MAX_NODES // 2 - 2)) + "k: []", MAX_NODES - 1),
        ("".join(f"k{n}: a\n" for n in range(MAX_NODES // 2)), MAX_NODES + 1),
        ("- [a]\n" * (MAX_NODES // 2 - 1) + "- b", MAX_NODES),
        ("- [a]\n" * (MAX_NODES // 2), MAX_NODES + 1),
        ("- {a: b}\n" * (MAX_NODES // 3 - 1) + "- [c]", MAX_NODES - 2),
        ("- {a: b}\n" * (MAX_NODES // 3) + "- [c]", MAX_NODES + 1),
    ],
    ids=lambda value: f"{value:,} nodes" if isinstance(value, int) else "",
)
def test_a_file_may_hold_so_many_values_and_no_more(text, nodes):
    if nodes <= MAX_NODES:
        assert len(read_yaml(text.encode())) > 1
        return
    problem = the_problem(text.encode())
    assert problem.rule == "the file holds more than 200,000 values"
    assert problem.line == text.count("\n") + (not text.endswith("\n"))


def test_a_scalar_may_be_so_long_and_no_longer():
    assert len(read_yaml(b"a: " + b"x" * MAX_SCALAR)["a"]) == MAX_SCALAR
    words = the_problem(b"a: '" + b"x" * (MAX_SCALAR + 1) + b"'").rule
    assert words == "'xxxxxxxxxxxxxxxxxxx…' has more than 8,000 characters"


def test_a_file_may_have_so_many_bytes_and_no_more(tmp_path):
    fits = b"a: b\n#" + b"x" * (MAX_BYTES - 6)
    assert read_yaml(fits) == {"a": "b"}
    (tmp_path / "big.yaml").write_bytes(fits + b"x")
    problem = the_problem(tmp_path / "big.yaml")
    assert problem.rule == "the file has more than 2,000,000 bytes"


# Files


def test_a_file_is_named_as_it_stands_under_the_working_directory(tmp_path, monkeypatch):
    file = tmp_path / "data" / "nm.yaml"
    file.parent.mkdir()
    file.write_bytes(b"a: 1\na: 2")
    assert the_problem(file).file == str(file)
    assert the_problem(file, name="upload").file == "upload"
    monkeypatch.chdir(tmp_path)
    assert the_problem(file).file == str(Path("data/nm.yaml"))
    assert the_problem(Path("data/nm.yaml")).file == str(Path("data/nm.yaml"))
    assert the_problem(b"").file == "YAML text"


def test_a_file_that_cannot_be_read_is_a_problem_too(tmp_path):
    assert "No such file" in the_problem(tmp_path / "absent.yaml").rule
    assert "cannot be read" in the_problem(tmp_path).rule


def test_the_annotated_template_is_read_whole():
    file = Path(__file__).parent.parent / "data" / "sources" / "_template.yaml"
    document = read_yaml(file)
    lines = file.read_text("utf-8").splitlines()
    assert {key: lines[line - 1].split(":")[0] for key, line in document.lines.items()} == {
        key: key for key in document
    }


# The garbage collector


@pytest.mark.parametrize("was_on", [True, False])
@pytest.mark.parametrize("text", [b"a: b", b"a: *b", b"a: [", b"\xff"])
def test_the_garbage_collector_is_left_as_it_was(text, was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        read_yaml(text)
    except DataProblems:
        pass
    finally:
        left = gc.isenabled()
        gc.enable()
    assert left is was_on


# Anything at all

SIGNS = st.sampled_from("abk12é\\'\"[]{},:-?#&*!|>%@`~\n\t \u2028\ufeff\0\x85")
BEGINNINGS = st.sampled_from(
    [": ", "- ", "? ", "\n  ", "\n- ", "a: ", "<<: ", "&a ", "*a", "!!str "]
)
MARKS = st.sampled_from(["---\n", "...\n", "\r\n", '"\\0"'])
yaml_like = st.lists(SIGNS | BEGINNINGS | MARKS, max_size=40).map("".join)


def outcome(data):
    try:
        return read_yaml(data)
    except DataProblems as problems:
        return problems.problems


@unhurried
@given(yaml_like.map(str.encode) | st.binary(max_size=60))
def test_anything_is_either_read_or_refused_with_one_problem_on_a_line_that_exists(data):
    result = outcome(data)
    if isinstance(result, tuple):
        (problem,) = result
        assert problem.line is None or 1 <= problem.line <= data.count(b"\n") + 1
        assert str(problem).isprintable()
    else:
        assert isinstance(result, (str, YamlList, YamlMap))


@unhurried
@given(yaml_like)
def test_reading_without_care_misses_nothing_that_care_would_find(text):
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "needs_care", lambda _data: True)
        careful = outcome(data)
    assert outcome(data) == careful


@unhurried
@given(yaml_like)
def test_what_is_read_holds_no_character_that_is_refused(text):
    result = outcome(text.encode())
    if not isinstance(result, tuple):
        spelt = json.dumps(result, ensure_ascii=False)
        assert not set("\0\x85\u2028\ufeff") & set(spelt)
        assert "\\u0000" not in spelt


def test_only_files_with_signs_of_danger_need_care():
    assert not needs_care(b"a: AT&T, 50%, Stop!\naddress: https://x.org/?a=1&b=2 # C:\\new")
    for sign in (b"&a", b"!a", b'"\\0"', b"<<: a"):
        assert needs_care(b"a: b\nc: [" + sign)


# Time and memory: a child with bounded memory reads each, so that a crash is a failure, not an end

CHILD = """
import json, resource, sys, time
from pathlib import Path
from policy_model.errors import DataProblems
from policy_model.reading.yaml import read_yaml
own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (own + 200_000_000, own + 200_000_000))
for file in sorted(Path(sys.argv[1]).iterdir()):
    start = time.process_time()
    try:
        said = type(read_yaml(file)).__name__
    except DataProblems as problems:
        said = problems.problems[0].rule
    seconds = time.process_time() - start
    print(json.dumps([file.name, said, seconds]), flush=True)
"""
MAX_SECONDS = 2.0  # of one core; 0.35 at most when measured, but other tests run beside


def many(unit, size=MAX_BYTES, *, begin=""):
    """The beginning, then the unit again and again, to the limit of bytes or another size."""
    room = size - len(begin)
    return begin.encode() + unit.encode() * (room // len(unit.encode()))


def numbered(form, *, begin=""):
    count = MAX_BYTES // len(form.format(999_999))
    return (begin + "".join(form.format(number) for number in range(count))).encode()


DEEP, FULL, LONG = "nest deeper", "more than 200,000 values", "more than 8,000 characters"
VALUE, KEY, QUOTE = "nothing stands where a value", "a field's name should", "never closes"
WORST = {
    "60,000 brackets": (lambda: many("[", 60_000), DEEP),
    "60,000 brackets on lines": (lambda: many("[\n", 120_000), DEEP),
    "60,000 braces": (lambda: many("{a: ", 240_000), DEEP),
    "60,000 dashes": (lambda: many("- ", 120_000), DEEP),
    "60,000 question marks": (lambda: many("? ", 120_000), KEY),
    "60,000 bracketed question marks": (lambda: many("[? ", 180_000), KEY),
    "60,000 braces and brackets": (lambda: many('{"":[', 300_000), DEEP),
    "1,900 steps of dashes": (lambda: b"".join(b" " * n + b"-\n" for n in range(1_900)), DEEP),
    "1,900 steps of fields": (lambda: b"".join(b" " * n + b"a:\n" for n in range(1_900)), DEEP),
    "brackets": (lambda: many("["), DEEP),
    "dashes": (lambda: many("- "), DEEP),
    "braces": (lambda: many("{a: "), DEEP),
    "question marks": (lambda: many("? "), KEY),
    "closing brackets": (lambda: many("]"), "a value is missing"),
    "one scalar": (lambda: many("a"), LONG),
    "one scalar of many words": (lambda: many("a "), LONG),
    "one scalar of many lines": (lambda: many("a\n"), LONG),
    "one scalar of section signs": (lambda: many("§"), LONG),
    "one text block": (lambda: many(" x\n", begin="a: |\n"), LONG),
    "one text block of line ends": (lambda: many("\n", begin="a: |\n x\n"), "YamlMap"),
    "open double quote": (lambda: many("a", begin='"'), QUOTE),
    "open single quote": (lambda: many("a\n", begin="'"), QUOTE),
    "open quote of line ends": (lambda: many("\n", begin='"'), QUOTE),
    "open quote of escapes": (lambda: many("\\x41", begin='"'), QUOTE),
    "quotes": (lambda: many('"a" '), "something follows"),
    "200,000 tiny keys": (lambda: numbered("k{}: 1\n"), FULL),
    "tiny items": (lambda: many("a,", begin="["), FULL),
    "tiny items inside 31 lists": (lambda: many("a,", begin="[" * 31), FULL),
    "tiny items with escapes": (lambda: many('"\\t",', begin="["), FULL),
    "tiny items on lines": (lambda: many("- a\n"), FULL),
    "tiny lists": (lambda: many("[],", begin="["), FULL),
    "tiny mappings": (lambda: many("{},", begin="["), FULL),
    "tiny pairs": (lambda: many("a: b,", begin="["), FULL),
    "empty items": (lambda: many("-\n"), VALUE),
    "long keys": (lambda: numbered("a" * 900 + "{}: 1\n"), "YamlMap"),
    "comments": (lambda: many("#\n"), "the file is empty"),
    "one comment": (lambda: many("#"), "the file is empty"),
    "comments after a field": (lambda: many("# x\n", begin="a: b\n"), "YamlMap"),
    "anchors": (lambda: many("&a "), "anchor '&a'"),
    "aliases": (lambda: many("*a "), "alias '*a'"),
    "tags": (lambda: many("!!a "), "tag 'tag:yaml.org,2002:a'"),
    "one tag": (lambda: many("!"), "tag 'tag:yaml.org,2002:!!!"),
    "one tag in full": (lambda: b"!<" + b"a" * 1_999_990 + b"> x", "tag 'aaa"),
    "tag directives": (lambda: numbered("%TAG !a{}! b\n"), "begins with %"),
    "later tag directives": (lambda: numbered("%TAG !a{}! b\n", begin="a\n...\n"), "begins with %"),
    "percent signs on lines": (lambda: many(" %\n", begin="a: |\n"), LONG),
    "documents": (lambda: many("--- a\n"), "a second document"),
    "numbers of 400 digits": (lambda: many("- " + "9" * 400 + "\n"), "YamlList"),
    "tabs": (lambda: many("\t"), "a tab indents"),
    "tabs before a value": (lambda: many("\t", begin="a: "), VALUE),
    "spaces": (lambda: many(" "), "the file is empty"),
    "spaces inside a value": (lambda: many(" ", MAX_BYTES - 9, begin="a: b") + b"c", LONG),
    "line ends": (lambda: many("\n"), "the file is empty"),
    "carriage returns": (lambda: many("\r\n"), "the file is empty"),
    "colons": (lambda: many(": "), "does not fit"),
    "commas": (lambda: many(",", begin="["), "a value is missing"),
    "NULs": (lambda: many("\0"), "'\\x00' is not allowed"),
    "line separators": (lambda: many("\u2028"), "'\\u2028' is not allowed"),
    "byte-order marks": (lambda: many("\ufeff"), "'\\ufeff' is not allowed"),
    "merge bomb": (lambda: b"a: &a {x: 1}\n" + b"b: {<<: [*a, *a]}\n" * 9, "anchor '&a'"),
    "alias bomb": (lambda: b"a: &a [x]\nb: &b [*a, *a]\n" + b"c: [*b, *b]\n" * 9, "anchor '&a'"),
    "40 MB": (lambda: b"a" * 40_000_000, "more than 2,000,000 bytes"),
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    """What one child said of each file of WORST: words and seconds; '' is how it ended."""
    folder = tmp_path_factory.mktemp("worst")
    for name, (make, _words) in WORST.items():
        (folder / name).write_bytes(make())
    command = [sys.executable, "-c", CHILD, str(folder)]
    root = Path(__file__).parent.parent
    child = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    for file in folder.iterdir():
        file.unlink()
    said = {name: rest for name, *rest in map(json.loads, child.stdout.splitlines())}
    return {"": f"the child ended with {child.returncode}: {child.stderr[-500:]}", **said}


@pytest.mark.parametrize(("name", "words"), [(name, WORST[name][1]) for name in WORST], ids=WORST)
def test_the_worst_input_is_answered_in_little_time_and_memory(readings, name, words):
    assert name in readings, readings[""]
    said, seconds = readings[name]
    assert words in said
    assert seconds < MAX_SECONDS

"""Hostile data: whatever lies in the directory, the answer is a list of problems, and exit code 1.

Each case is tried three times: through `load_dataset`, through the command line in this process,
and through the command line as a process of its own, which may neither die nor take long.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from policy_model.__main__ import run
from policy_model.dataset import load_dataset
from policy_model.errors import DataProblems, Problem
from policy_model.reading.yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR
from policy_model.records.vocabularies import VOCABULARY_FILES
from tests.builders import DataDir

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60  # far above what any case takes, far below what a hang takes
ACT = "sources/aa.yaml"
SHOWN = f"data/{ACT}"


@dataclass(frozen=True)
class Hostile:
    """What is done to a sound directory, and the problem that has to come of it.

    `line` is None where no line can be named, counts from the end of the file where negative, and
    is asked of the data where they decide it.
    """

    do: Callable[[DataDir], object]
    rule: str
    line: int | Callable[[DataDir], int] | None = None
    file: str = SHOWN
    field: str = ""


def _append(text: str) -> Callable[[DataDir], object]:
    """Lines after the sound ones of a source file."""
    return lambda data: data.files.update({ACT: data.text(ACT) + text})


def _whole(content: str | bytes) -> Callable[[DataDir], object]:
    return lambda data: data.files.update({ACT: content})


def _of(*steps: str | int) -> Callable[[DataDir], int]:
    """The line of something under the requirement that the cases change."""
    return lambda data: data.of("aa-drills", *steps)[1]


def _hours(value: str) -> Hostile:
    """An amount that no text prints."""
    return Hostile(
        do=lambda data: data.record("aa-drills")["amount"].update(value=value),
        rule="it is not a number from 0 to 999999 with at most two decimals",
        line=_of("amount", "value"),
        field="value",
    )


def _instead_of_file(make: Callable[[Path], object]) -> Callable[[DataDir], object]:
    """Something else where a source file was."""

    def do(data: DataDir) -> None:
        data.write()
        del data.files[ACT]
        (data.root / ACT).unlink()
        make(data.root / ACT)

    return do


CONTENTS = {
    "a field twice": Hostile(
        _append("title: Arcadia again\n"), "the field stands already in line 3", -1, field="title"
    ),
    "an anchor": Hostile(
        _append("note: &a x\n"), "the anchor '&a' is not allowed", -1, field="note"
    ),
    "an alias": Hostile(_append("note: *a\n"), "the alias '*a' is not allowed", -1, field="note"),
    "a tag that runs code": Hostile(
        _append("note: !!python/object/apply:os.system [echo]\n"), "the tag ", -1, field="note"
    ),
    "a tag that guesses": Hostile(_append("note: !!bool NO\n"), "the tag ", -1, field="note"),
    "a merge key": Hostile(
        _append("<<: {title: x}\n"), "the merge key << is not allowed", -1
    ),
    "a bomb of aliases": Hostile(
        _whole("a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(60))),
        "the anchor '&a' is not allowed", 1, field="a",
    ),
    "a directive": Hostile(_whole("%TAG ! tag:x,2000:\n---\nid: aa\n"), "a line begins with %", 1),
    "a second document": Hostile(_append("---\nid: bb\n"), "a second document begins here", -2),
    "an unknown id": Hostile(
        lambda data: data.record("aa-drills").update(topics=["drill"]),
        "'drill' is not a known topic", _of("topics", 0), field="topics",
    ),
    "a date that does not exist": Hostile(
        lambda data: data.record("aa-drills").update(ends_on="2026-02-30"),
        "2026-02-30 is not a day of the calendar", _of("ends_on"), field="ends_on",
    ),
    "not a number": _hours(".nan"),
    "infinity": _hours(".inf"),
    "1e308": _hours("1e308"),
    "negative hours": _hours("-8"),
    "four hundred digits": _hours("9" * 400),
    "60,000 lists deep": Hostile(
        _whole("[" * 60_000), f"the data nest deeper than {MAX_DEPTH} levels", 1
    ),
    "60,000 mappings deep": Hostile(
        _whole("{a: " * 60_000), f"the data nest deeper than {MAX_DEPTH} levels", 1, field="a"
    ),
    "60,000 levels of dashes": Hostile(
        _whole("- " * 60_000 + "x"), f"the data nest deeper than {MAX_DEPTH} levels", 1
    ),
    "two megabytes of one scalar": Hostile(
        _whole(b"id: " + b"x" * MAX_BYTES), f"the file has more than {MAX_BYTES:,} bytes"
    ),
    "just under two megabytes of one scalar": Hostile(
        _whole(b"id: " + b"x" * (MAX_BYTES - 4)), f"has more than {MAX_SCALAR:,} characters", 1,
        field="id",
    ),
    "a million small values": Hostile(
        _whole("- x\n" * (MAX_NODES * 2)), f"the file holds more than {MAX_NODES:,} values",
        MAX_NODES,
    ),
    "NUL": Hostile(_append("note: a\0b\n"), r"the character '\x00' is not allowed", -1),
    "an escape for NUL": Hostile(
        _append('note: "a\\0b"\n'), r"an escape for '\x00' is not allowed", -1, field="note"
    ),
    "text that runs backwards": Hostile(
        _append("note: a\u202eb\n"), r"the character '\u202e' is not allowed", -1
    ),
    "bytes that are no UTF-8": Hostile(
        lambda data: data.files.update({ACT: data.text(ACT).encode() + b"note: \xff\n"}),
        "byte 0xff is not UTF-8", -1,
    ),
    "UTF-16": Hostile(
        lambda data: data.files.update({ACT: data.text(ACT).encode("utf-16")}),
        "the file is UTF-16 or UTF-32", 1,
    ),
    "a bracket that never closes": Hostile(_append("note: [a, b\n"), "a [ or { opens here", -1),
    "a quote that never closes": Hostile(_append('note: "a\n'), "a quote opens here", -1),
    "a tab that indents": Hostile(_append("note:\n\ta: b\n"), "a tab indents the line", -1),
    "an empty file": Hostile(_whole(b""), "the file is empty", 1),
    "comments alone": Hostile(_whole("# Nothing.\n\n"), "the file is empty", 1),
    "a field without a value": Hostile(
        _append("note:\n"), "nothing stands where a value should", -1, field="note"
    ),
    "a list for the whole": Hostile(
        _whole("- id: aa\n- id: bb\n"), "a list of 2 items stands where a mapping is expected", 1
    ),
    "one word for the whole": Hostile(
        _whole("Arcadia\n"), "'Arcadia' stands where a mapping is expected"
    ),
    "a list where a mapping is expected": Hostile(
        lambda data: data.record("aa-drills").update(amount=["8", "hour"]),
        "a list of 2 items stands where a mapping is expected", _of("amount"), field="amount",
    ),
    "a mapping where a list is expected": Hostile(
        lambda data: data.record("aa-drills").update(roles={"first": "officer"}),
        "a mapping of 1 field stands where a list is expected", _of("roles"), field="roles",
    ),
    "no file of topics": Hostile(
        lambda data: data.files.pop("topics.yaml"), "the file cannot be read (No such file",
        file="data/topics.yaml",
    ),
}  # fmt: skip

THINGS = {
    "a directory for a file": Hostile(
        _instead_of_file(Path.mkdir), "the file cannot be read (Is a directory)"
    ),
    "a link that leads to itself": Hostile(
        _instead_of_file(lambda file: file.symlink_to(file.name)),
        "the file cannot be read (Too many levels of symbolic links)",
    ),
    "a link that leads nowhere": Hostile(
        _instead_of_file(lambda file: file.symlink_to("gone")),
        "the file cannot be read (No such file",
    ),
    "a pipe that nobody fills": Hostile(
        _instead_of_file(lambda file: os.mkfifo(file)), "it is a pipe or a device, not a file"
    ),
    "a device without end": Hostile(
        _instead_of_file(lambda file: file.symlink_to("/dev/zero")),
        "it is a pipe or a device, not a file",
    ),
}


def _remade(data: DataDir, make: Callable[[Path], object]) -> None:
    data.write()
    data.files.clear()
    shutil.rmtree(data.root)
    make(data.root)


ROOT = "there is no such directory, or it may not be read"
ROOTS = {
    "no directory": (lambda root: None, ROOT),
    "a file for the directory": (lambda root: root.write_text("id: aa\n"), ROOT),
    "a link to itself for the directory": (lambda root: root.symlink_to(root.name), ROOT),
    "an empty directory": (Path.mkdir, "there are no source files, or they may not be read"),
    "a directory of directories": (
        lambda root: (root / "sources").mkdir(parents=True),
        "there are no source files, or they may not be read",
    ),
    "a file for the directory of sources": (
        lambda root: (root.mkdir(), (root / "sources").write_text("id: aa\n")),
        "there are no source files, or they may not be read",
    ),
}

MANY = {
    "90,000 unknown fields": _whole("".join(f"k{at}: x\n" for at in range(90_000))),
    "60,000 unknown topics": lambda data: data.record("aa-drills").update(
        topics=[f"topic_{at}" for at in range(60_000)]
    ),
    "60,000 roles twice": lambda data: data.record("aa-drills").update(roles=["officer"] * 60_000),
    "a chain of 3,000 parts": lambda data: _chain(data, range(1, 3001)),
    "a ring of 3,000 parts": lambda data: _chain(data, [*range(1, 3000), 0]),
}


def _chain(data: DataDir, following: object) -> None:
    """Many requirements, each part of the one that follows; the last of a chain leads nowhere."""
    plain = {k: v for k, v in data.record("aa-drills").items() if k not in ("amount", "part_of")}
    parts = [
        {**plain, "id": f"aa-{at}", "part_of": f"aa-{after}"}
        for at, after in enumerate(following)  # type: ignore[arg-type]
    ]
    data.record("aa-act")["provisions"][0]["requirements"].extend(parts)


def _problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataProblems) as caught:
        load_dataset(root)
    return caught.value.problems


def _line(data: DataDir, line: int | Callable[[DataDir], int] | None) -> int | None:
    if callable(line):
        return line(data)
    if line is None or line > 0:
        return line
    content = (data.root / ACT).read_bytes()
    return len(content.splitlines()) + 1 + line


CASES = CONTENTS | (THINGS if os.name == "posix" else {})


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
class TestEachCase:
    """One directory, one problem."""

    def test_loading_gives_one_problem_in_its_place(self, case: Hostile, tmp_path: Path) -> None:
        data = _made(case, tmp_path)
        [problem] = _problems(data.root)
        assert case.rule in str(problem)
        assert (problem.file, problem.line) == (case.file, _line(data, case.line))
        assert problem.field == case.field
        assert problem.repair

    def test_the_command_line_says_it_and_exits_with_1(
        self, case: Hostile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        root = _made(case, tmp_path).root
        assert run(["validate", str(root)]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        _assert_listed(said.err, case)


ALONE = (
    "a million small values", "a bomb of aliases", "just under two megabytes of one scalar",
    "60,000 levels of dashes", "a tag that runs code", "UTF-16", "an unknown id",
)  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_a_process_of_its_own_says_it_soon(name: str, tmp_path: Path) -> None:
    """Of each kind one, and whatever is large; a process costs more than all of its check."""
    done = _validated(_made(CASES[name], tmp_path).root)
    assert (done.returncode, done.stdout) == (1, "")
    _assert_listed(done.stderr, CASES[name])


def _made(case: Hostile, folder: Path) -> DataDir:
    data = DataDir(folder)
    case.do(data)
    data.write()
    return data


def _assert_listed(said: str, case: Hostile) -> None:
    """One line for the problem and one that counts; nothing of Python."""
    assert "Traceback" not in said
    problem, count = said.splitlines()
    assert problem.startswith(f"{case.file}:")
    assert case.rule in problem
    assert count == "1 problem(s)."


def _validated(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policy_model", "validate", str(root)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize("name", VOCABULARY_FILES)
def test_each_vocabulary_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    del data.files[name]
    [problem] = _problems(data.write())
    assert (problem.file, problem.line) == (f"data/{name}", None)
    assert problem.rule.startswith("the file cannot be read (No such file")


@pytest.mark.parametrize(("make", "rule"), ROOTS.values(), ids=list(ROOTS))
def test_a_directory_that_is_none_is_said_once(
    make: Callable[[Path], object], rule: str, tmp_path: Path
) -> None:
    data = DataDir(tmp_path)
    _remade(data, make)
    first, *others = _problems(data.root)
    assert (first.file, first.line, first.rule) == (str(data.root), None, rule)
    missing = {f"data/{name}" for name in VOCABULARY_FILES} if data.root.is_dir() else set()
    assert {other.file for other in others} == missing
    done = _validated(data.root)
    assert done.returncode == 1
    assert rule in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("do", MANY.values(), ids=list(MANY))
def test_very_much_of_what_is_wrong_ends_soon(
    do: Callable[[DataDir], object], tmp_path: Path
) -> None:
    """Each was once minutes or hours: a search for a near word, a walk along each chain."""
    data = DataDir(tmp_path)
    do(data)
    done = _validated(data.write())
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 202


def test_a_name_with_nul_is_no_directory() -> None:
    [problem] = _problems(Path("a\0b"))
    assert problem.rule == ROOT
    assert str(problem).startswith(r"a\x00b: ")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(
    ("closed", "rule"),
    [
        ("", "the file cannot be read (Permission denied)"),
        ("sources", "there are no source files, or they may not be read"),
        (ACT, "the file cannot be read (Permission denied)"),
        ("topics.yaml", "the file cannot be read (Permission denied)"),
    ],
    ids=["the directory", "the directory of sources", "a source", "a vocabulary"],
)
def test_what_may_not_be_read_is_said(closed: str, rule: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = DataDir(Path(folder)).write()
        (root / closed).chmod(0)
        try:
            with _as_nobody():
                problems = _problems(root)
        finally:
            (root / closed).chmod(0o755)
    assert rule in {problem.rule for problem in problems}


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Root may read everything; as somebody else it may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)

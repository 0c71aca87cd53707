"""The guides of docs/guides/ say what the app says: each address, each command, each quotation.

A step is an address (`/page?query`), a command or a piece of Python; the lines after it that begin
with `>` must stand in what it shows, word for word. Pictures and links to files must be there.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from policy_model.__main__ import run
from tests.browser import ROOT, TITLES
from tests.visits import markup, shown, visit

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
READERS = {"legislator", "school-board", "training-coordinator", "researcher", "drafter"}
_STEP = re.compile(
    r"`(?P<address>/[a-z]*(?:\?[^`\s]*)?)`"
    r"|^ *python -m policy_model (?P<command>.+)$"
    r"|```python\n(?P<python>(?:.*\n)*?) *```"
    r"|^ *> (?P<said>.+)$",
    re.MULTILINE,
)
_LINKED = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@dataclass(frozen=True, slots=True)
class Step:
    """What a guide has the reader do, and what it says is then to be seen."""

    guide: str
    kind: str
    what: str
    said: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.guide}: {self.what[:60]}"


def steps(text: str, guide: str = "") -> list[Step]:
    """The steps of a guide in order, each with the quotations that follow it.

    >>> steps("Open `/hours?years=3`.\\n\\n  > After 3 years\\n")
    [Step(guide='', kind='address', what='/hours?years=3', said=('After 3 years',))]
    """
    found: list[Step] = []
    for match in _STEP.finditer(text):
        kind, what = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "said":
            last = found.pop()
            found.append(Step(guide, last.kind, last.what, (*last.said, what.strip())))
        else:
            found.append(Step(guide, kind, what))
    return found


ALL = [step for file in GUIDES for step in steps(file.read_text(encoding="utf-8"), file.stem)]


def of_kind(kind: str) -> list[Step]:
    return [step for step in ALL if step.kind == kind]


def holds(step: Step, shown_text: str) -> None:
    """Every quotation stands there, whatever the line breaks."""
    whole = " ".join(shown_text.split())
    assert [each for each in step.said if " ".join(each.split()) not in whole] == []


def test_there_is_a_guide_for_each_kind_of_reader_with_steps_of_its_own():
    assert READERS | {"README"} == {file.stem for file in GUIDES}
    for reader in READERS:
        own = [step for step in ALL if step.guide == reader]
        assert len(own) >= 3, reader
        assert any(step.said for step in own), reader


@pytest.mark.parametrize("step", of_kind("address"), ids=str)
def test_an_address_is_known_in_all_its_parts_and_shows_what_is_quoted(step: Step):
    address = urlsplit(step.what)
    page = TITLES[address.path.strip("/")].lower()
    at = visit(page, **parse_qs(address.query, keep_blank_values=True, strict_parsing=True))
    assert "Ignored “" not in markup(at)
    assert not address.fragment or f'id="{address.fragment}"' in markup(at)
    holds(step, shown(at))


@pytest.mark.parametrize("step", of_kind("command"), ids=str)
def test_a_command_ends_well_and_prints_what_is_quoted(step: Step, tmp_path, monkeypatch, capfd):
    beside_the_checkout(tmp_path, monkeypatch)
    words = shlex.split(step.what)
    arguments = words[: words.index(">")] if ">" in words else words
    assert run(arguments) == 0
    printed = capfd.readouterr()
    holds(step, printed.out + printed.err)


@pytest.mark.parametrize("step", of_kind("python"), ids=str)
def test_the_python_runs_and_prints_what_is_quoted(step: Step, tmp_path, monkeypatch, capfd):
    beside_the_checkout(tmp_path, monkeypatch)
    lines = [line.strip() for line in step.what.splitlines() if line.strip()]
    assert len(lines) <= 10
    exec(compile("\n".join(lines), step.guide, "exec"), {})
    holds(step, capfd.readouterr().out)


def beside_the_checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guides read is there, what they write goes nowhere else."""
    (folder / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(folder)


@pytest.mark.parametrize("file", [ROOT / "README.md", *GUIDES], ids=lambda file: file.stem)
def test_every_file_and_picture_that_is_linked_is_there(file: Path):
    linked = _LINKED.findall(file.read_text(encoding="utf-8"))
    assert [each for each in linked if not (file.parent / each).exists()] == []

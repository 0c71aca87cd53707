"""Break the officer check on purpose, one small change at a time, and show what no test notices.

    python3 scripts/dev.py mutants                                  all of policy_model/rules/
    python3 scripts/dev.py mutants "policy_model.rules.days.*"      only these

mutmut makes the changes and runs the tests that pyproject.toml names under [tool.mutmut]; what it
has found stays in mutants/, so that a run goes on where the last one ended. A change that no test
can notice is written down in docs/mutants.md with its reason. Every other change that survives
fails the run, and so does an entry there that is no longer needed.

The tools live in .venv-mutants/, apart from everything else.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv-mutants"
PYTHON, MUTMUT = TOOLS / "bin" / "python", TOOLS / "bin" / "mutmut"
KNOWN = ROOT / "docs" / "mutants.md"

SURVIVED = {"survived", "no tests"}
NOTICED = {"killed", "timeout", "caught by type check"}
_SECTION = re.compile(r"^### (\S+)\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_DIFF = re.compile(r"^```diff\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)
_RESULT = re.compile(r"^\s+(\S+): (.+)$", re.MULTILINE)
_NAME = re.compile(r"(?P<module>.+)\.x(?:_|ǁ(?P<kind>.+)ǁ)(?P<function>\w+?)__mutmut_\d+")


class Change(NamedTuple):
    """A change of a function: the lines taken out and the lines put in, without their indent."""

    function: str
    taken: tuple[str, ...]
    put: tuple[str, ...]

    def __str__(self) -> str:
        lines = [*(f"-{line}" for line in self.taken), *(f"+{line}" for line in self.put)]
        return "\n".join([f"### {self.function}", "```diff", *lines, "```"])


def main(arguments: list[str]) -> int:
    ensure_tools()
    selected = [each for each in arguments if not each.startswith("-") and not each.isdigit()]
    children = [] if "--max-children" in arguments else ["--max-children", "2"]
    done = subprocess.call([str(MUTMUT), "run", *children, *arguments], cwd=ROOT)
    if done != 0:
        return done
    results = dict(results_in(_told("results")))
    survivors = {
        name: change_of(name, _told("show", name))
        for name, status in results.items()
        if status in SURVIVED
    }
    wrong = [
        *unfinished(results if not selected else {}),
        *unexplained(survivors, known_in(KNOWN.read_text(encoding="utf-8")), whole=not selected),
    ]
    print("\n\n".join([*wrong, _summary(survivors, wrong)]))
    return 1 if wrong else 0


def ensure_tools() -> None:
    """Leave .venv-mutants/ with what the lock pins, and the extra `mutants` on top."""
    if MUTMUT.exists():
        return
    print("Installing the tools into .venv-mutants.", flush=True)
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [sys.executable, "-m", "venv", str(TOOLS)],
        [*install, "--require-hashes", "--requirement", str(ROOT / "requirements.lock")],
        [*install, *described["project"]["optional-dependencies"]["mutants"]],
    ):
        subprocess.run(command, check=True)


def _told(*question: str) -> str:
    asked = [str(MUTMUT), *question]
    return subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def results_in(told: str) -> Iterator[tuple[str, str]]:
    """Each mutant that is not killed, and what became of it."""
    yield from _RESULT.findall(told)


def change_of(name: str, diff: str) -> Change:
    """The change that a mutant makes.

    >>> change_of("rules.days.x_later__mutmut_3", "--- a\\n+++ a\\n@@\\n def f():\\n-  x\\n+  y\\n")
    Change(function='rules.days.later', taken=('x',), put=('y',))
    """
    match = _NAME.fullmatch(name)
    assert match, name
    inner = f"{match['kind']}." if match["kind"] else ""
    return _change(f"{match['module']}.{inner}{match['function']}", diff)


def _change(function: str, diff: str) -> Change:
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    taken, put = (
        tuple(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return Change(function, taken, put)


def known_in(text: str) -> dict[Change, str]:
    """The changes that are written down, and why no test can notice each.

    ValueError for a section without a change or without a reason.
    """
    known = {}
    for function, body in _SECTION.findall(text):
        diffs, reason = _DIFF.findall(body), _DIFF.sub("", body).strip()
        if not diffs or not reason:
            raise ValueError(f"{function}: a section needs a diff and a reason")
        known |= {_change(function, diff): reason for diff in diffs}
    return known


def unfinished(results: Mapping[str, str]) -> Iterator[str]:
    """Mutants of which nothing is known, because their tests were stopped."""
    for name, status in results.items():
        if status not in SURVIVED | NOTICED:
            yield f"{name}: {status}; run the command again."


def unexplained(
    survivors: Mapping[str, Change], known: Mapping[Change, str], *, whole: bool
) -> Iterator[str]:
    """Survivors that nobody has written down; after a whole run, also entries without one."""
    for name, change in survivors.items():
        if change not in known:
            yield f"No test notices {name}:\n{change}"
    for change in _stale(known, survivors.values()) if whole else ():
        yield f"Written down, and either noticed by a test or no longer made:\n{change}"


def _stale(known: Mapping[Change, str], found: Iterable[Change]) -> Iterator[Change]:
    kept = set(found)
    yield from (change for change in known if change not in kept)


def _summary(survivors: Mapping[str, Change], wrong: list[str]) -> str:
    if wrong:
        return f"{len(wrong)} to look at: write a test that notices it, or its reason into {KNOWN}."
    return f"Every change is noticed by a test, but for {len(survivors)} that none can notice."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

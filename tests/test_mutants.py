"""The list of changes that no test can notice, and how a run of mutants is held against it."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parent.parent


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", PROJECT / "scripts" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MUTANTS = _script()
NAME = "policy_model.rules.days.x_later__mutmut_2"
DIFF = """--- policy_model/rules/days.py
+++ policy_model/rules/days.py
@@ -1,3 +1,3 @@
 def later(days):
-    return days + 1
+    return days - 1
"""
WRITTEN = """# Heading

### policy_model.rules.days.later
```diff
-    return days + 1
+    return days - 1
```
```diff
-    return days + 1
+    return days + 2
```
There is no such day.

## Another heading
"""


def test_a_change_is_known_by_its_function_and_its_lines() -> None:
    change = MUTANTS.change_of(NAME, DIFF)
    assert change == ("policy_model.rules.days.later", ("return days + 1",), ("return days - 1",))
    assert MUTANTS.known_in(WRITTEN)[change] == "There is no such day."
    assert MUTANTS.known_in(str(change) + "\nSo.") == {change: "So."}


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("policy_model.rules.days.x__sums__mutmut_12", "policy_model.rules.days._sums"),
        (
            "policy_model.rules.columns.xǁViewǁtake__mutmut_1",
            "policy_model.rules.columns.View.take",
        ),
    ],
)
def test_a_mutant_is_named_after_its_function(name: str, function: str) -> None:
    assert MUTANTS.change_of(name, DIFF).function == function


def test_what_survives_is_written_down_and_what_is_written_down_survives() -> None:
    known, survivors = MUTANTS.known_in(WRITTEN), {NAME: MUTANTS.change_of(NAME, DIFF)}
    assert list(MUTANTS.unexplained(survivors, known, whole=False)) == []
    [stale] = MUTANTS.unexplained(survivors, known, whole=True)
    assert stale.startswith("Written down, and")
    assert "+return days + 2" in stale
    [new] = MUTANTS.unexplained(survivors, {}, whole=True)
    assert new.startswith(f"No test notices {NAME}:")


def test_a_run_that_was_stopped_is_not_whole() -> None:
    told = (
        f"    {NAME}: survived\n    a.x_b__mutmut_1: not checked\n    a.x_c__mutmut_1: segfault\n"
    )
    results = dict(MUTANTS.results_in(told))
    assert results[NAME] == "survived"
    assert list(MUTANTS.unfinished(results)) == [
        "a.x_b__mutmut_1: not checked; run the command again.",
        "a.x_c__mutmut_1: segfault; run the command again.",
    ]


@pytest.mark.parametrize("body", ["```diff\n-a\n+b\n```\n", "Only a reason.\n"])
def test_a_section_has_a_change_and_a_reason(body: str) -> None:
    with pytest.raises(ValueError, match="needs a diff and a reason"):
        MUTANTS.known_in(f"### policy_model.rules.days.later\n{body}")


def test_each_change_written_down_is_of_a_line_that_stands_there() -> None:
    known = MUTANTS.known_in((PROJECT / "docs" / "mutants.md").read_text(encoding="utf-8"))
    for change in known:
        module, lines = _lines_of(change.function)
        for taken in change.taken:
            assert taken in lines, f"{module}: {taken}"


def _lines_of(function: str) -> tuple[Path, set[str]]:
    """The lines of the function's module, without their indent; the function must be there."""
    package, layer, name, *inner = function.split(".")
    file = PROJECT / package / layer / f"{name}.py"
    text = file.read_text(encoding="utf-8")
    names = {
        n.name for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.ClassDef)
    }
    assert set(inner) <= names, function
    return file, {line.strip() for line in text.splitlines()}

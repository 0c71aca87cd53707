"""The walls of the house: who may import whom, how long a thing may be, what must be said of it.

Every import is walked, also those inside functions and under TYPE_CHECKING, by reading the code
and without running it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import takewhile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

# Ground first. A module may import what stands on lower lines, and its own package; modules of one
# line never import each other.
LADDER = (
    ("vocabulary", "errors", "plain"),
    ("citation", "quantity", "calendar"),
    ("reading",),
    ("records",),
    ("checks",),
    ("dataset",),
    ("divergence", "publication"),
    ("frames",),
    ("standing",),
    ("fuller", "differences", "selection", "cells", "holdings", "peers"),
    ("coverage",),
    ("comparison", "hours", "search", "topics", "rules", "officers"),
    ("matrix", "spread"),
    ("export", "brief"),
    ("roster",),
    ("clusters",),
    ("",),  # the package itself: the names that others use
    ("commands",),
    ("__main__",),
)
RUNG = {name: rung for rung, names in enumerate(LADDER) for name in names}

# What the screen may know: the questions, the words, small values, standing, and files out.
PUBLIC = {
    "policy_model",
    "policy_model.brief",
    "policy_model.brief.blocks",
    "policy_model.calendar",
    "policy_model.citation",
    "policy_model.export",
    "policy_model.plain",
    "policy_model.quantity",
    "policy_model.roster",
    "policy_model.standing",
    "policy_model.vocabulary",
}

# Each engine is known to its own adapter, and there for the types alone.
ENGINES = {"policy_model.clusters.spark": {"pyspark"}, "policy_model.clusters.dask": {"dask"}}

MAX_FUNCTION, MAX_MODULE, MAX_VIEW, MAX_ROUTER = 35, 250, 60, 40
LONGER_FUNCTIONS: dict[str, str] = {}
LONGER_MODULES = {
    "policy_model/vocabulary.py": "every closed vocabulary in one place, a line a word",
}


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def _files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (PROJECT / folder).rglob("*.py"))


def _module(file: Path) -> str:
    parts = file.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


DOMAIN = {_module(file): file for file in _files("policy_model")}
SCREEN = {_module(file): file for file in _files("pages")}
EVERYTHING = DOMAIN | SCREEN | {"app": PROJECT / "app.py"}


def _imports(name: str, file: Path) -> Iterator[str]:
    """Each module that a file imports, by its whole name; of ours, the innermost there is."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name if file.name == "__init__.py" else name.rpartition(".")[0]
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, *([base] if base else [])])
            yield from (_home(base, alias.name) for alias in node.names)
        elif _is_import_call(node):
            raise AssertionError(f"{file}:{node.lineno} imports by a name that cannot be read here")


def _home(base: str, name: str) -> str:
    """Where a name comes from: a module of that name, unless the package offers another thing.

    `from policy_model import coverage` is the function of the package, not the module.
    """
    inner = f"{base}.{name}"
    return inner if inner in EVERYTHING and name not in _offered(base) else base


@cache
def _offered(package: str) -> set[str]:
    froms = [n for n in _tree(EVERYTHING[package]).body if isinstance(n, ast.ImportFrom)]
    return {alias.name for node in froms if node.module != package for alias in node.names}


def _is_import_call(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in {"__import__", "import_module"}


def _part(module: str) -> str:
    """The part of the domain package to which a module belongs: its line on the ladder."""
    return module.removeprefix("policy_model").removeprefix(".").partition(".")[0]


def test_every_part_of_the_domain_has_its_place_on_the_ladder() -> None:
    assert {_part(module) for module in DOMAIN} == set(RUNG)


@pytest.mark.parametrize("module", DOMAIN)
def test_a_module_imports_only_what_stands_beneath_it(module: str) -> None:
    own = _part(module)
    ours = [name for name in _imports(module, DOMAIN[module]) if name.startswith("policy_model")]
    assert set(ours) <= set(DOMAIN)
    above = [name for name in ours if _part(name) != own and RUNG[_part(name)] >= RUNG[own]]
    assert above == []


def test_no_module_of_the_domain_leads_back_to_itself() -> None:
    graph = {name: set(_imports(name, file)) & set(DOMAIN) for name, file in DOMAIN.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(DOMAIN)


@pytest.mark.parametrize("module", DOMAIN)
def test_the_domain_knows_nothing_of_the_screen(module: str) -> None:
    tops = {name.partition(".")[0] for name in _imports(module, DOMAIN[module])}
    assert tops & {"streamlit", "altair", "pages", "app", "benchmarks", "tests", "scripts"} == set()
    allowed = {"policy_model", "pandas", "numpy", "yaml", "pydantic", "click", "pyarrow", "docx"}
    allowed |= ENGINES.get(module, set())
    assert tops - set(sys.stdlib_module_names) <= allowed


def test_yaml_the_command_line_and_word_each_have_one_place() -> None:
    users = {
        library: {name for name, file in DOMAIN.items() if library in _tops(name, file)}
        for library in ("yaml", "click", "docx")
    }
    assert {_part(name) for name in users["yaml"]} == {"reading"}
    assert users["docx"] == {"policy_model.brief.word"}
    assert {_part(name) for name in users["click"]} == {"commands", "__main__"}


def _tops(name: str, file: Path) -> set[str]:
    return {each.partition(".")[0] for each in _imports(name, file)}


@pytest.mark.parametrize("module", [*SCREEN, "app"])
def test_the_screen_uses_public_names_of_the_domain(module: str) -> None:
    file = EVERYTHING[module]
    ours = {name for name in _imports(module, file) if name.startswith("policy_model")}
    assert ours <= PUBLIC
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("policy_model"):
            assert [alias.name for alias in node.names if alias.name.startswith("_")] == []


@pytest.mark.parametrize("module", [name for name in SCREEN if name.startswith("pages.ui")])
def test_the_parts_of_the_screen_know_no_page(module: str) -> None:
    tops = {name.rpartition(".")[0] for name in _imports(module, SCREEN[module])}
    assert not any(name.startswith(("pages.views", "app")) for name in tops)


def test_a_page_is_imported_by_nobody() -> None:
    others = {_module(file): file for file in _files("tests", "benchmarks", "scripts")}
    for module, file in (EVERYTHING | others).items():
        assert [name for name in _imports(module, file) if name.startswith("pages.views")] == []


def test_a_page_stands_in_views_and_shows_with_parts_of_the_screen() -> None:
    views = [name for name in SCREEN if name.startswith("pages.views.")]
    assert views
    for name in views:
        assert any(each.startswith("pages.ui") for each in _imports(name, SCREEN[name]))
    assert {name.split(".")[1] for name in SCREEN if name.count(".") > 1} == {"ui", "views"}


@pytest.mark.parametrize("module", EVERYTHING)
def test_no_module_is_called_after_nothing(module: str) -> None:
    assert module.rpartition(".")[2] not in {"utils", "util", "helpers", "helper", "common", "misc"}


@pytest.mark.parametrize("module", EVERYTHING)
def test_nothing_imports_a_star(module: str) -> None:
    nodes = ast.walk(_tree(EVERYTHING[module]))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    assert [node.lineno for node in froms if node.names[0].name == "*"] == []


@pytest.mark.parametrize("module", EVERYTHING)
def test_a_module_is_short(module: str) -> None:
    file = EVERYTHING[module]
    name = file.relative_to(PROJECT).as_posix()
    limit = MAX_VIEW if name.startswith("pages/views/") else MAX_MODULE
    limit = MAX_ROUTER if name == "app.py" else limit
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= limit or name in LONGER_MODULES
    assert not (lines <= limit and name in LONGER_MODULES), "it is no longer too long"


@pytest.mark.parametrize("module", EVERYTHING)
def test_a_function_is_short_its_docstring_not_counted(module: str) -> None:
    """A frame function has to say rows, columns, missing values and an example."""
    for name, node in _definitions(EVERYTHING[module]):
        if isinstance(node, ast.ClassDef):
            continue
        lines = _length(node)
        place = f"{module}.{name}"
        assert lines <= MAX_FUNCTION or place in LONGER_FUNCTIONS, f"{place} has {lines} lines"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    said = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    docstring = (said.end_lineno or 0) - said.lineno + 1 if said else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(
    file: Path, node: ast.AST | None = None, within: str = ""
) -> Iterator[tuple[str, Definition]]:
    """Functions and classes at the top of a module and in its classes, by dotted name."""
    for child in ast.iter_child_nodes(node or _tree(file)):
        if isinstance(child, Definition):
            yield within + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from _definitions(file, child, f"{within}{child.name}.")


@pytest.mark.parametrize("module", EVERYTHING)
def test_every_module_and_public_definition_says_what_it_is(module: str) -> None:
    file = EVERYTHING[module]
    empty = file.name == "__init__.py" and not _tree(file).body
    assert empty or ast.get_docstring(_tree(file)), f"{module} has no docstring"
    unsaid = [
        name
        for name, node in _definitions(file)
        if not any(part.startswith("_") for part in name.split(".")) and not ast.get_docstring(node)
    ]
    assert unsaid == []


def test_only_a_page_or_the_command_line_asks_for_today() -> None:
    askers = {name for name, file in DOMAIN.items() if _asks_for_today(file)}
    assert askers == {"policy_model.__main__"}


def _asks_for_today(file: Path) -> bool:
    names = {"today", "now", "utcnow"}
    return any(isinstance(n, ast.Attribute) and n.attr in names for n in ast.walk(_tree(file)))


@pytest.mark.parametrize("module", DOMAIN)
def test_a_function_that_depends_on_the_day_takes_it_by_keyword(module: str) -> None:
    for name, node in _definitions(DOMAIN[module]):
        if isinstance(node, ast.FunctionDef) and not name.startswith("_"):
            positional = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
            command = _part(module) in ("commands", "__main__")  # click passes by keyword
            assert command or "as_of" not in positional, f"{module}.{name}"


def test_every_name_that_the_package_offers_is_there_and_in_order() -> None:
    import policy_model

    # As ruff sorts them: constants, then classes, then functions.
    in_order = sorted(policy_model.__all__, key=lambda n: (not n.isupper(), n[0].islower(), n))
    assert policy_model.__all__ == in_order
    assert all(hasattr(policy_model, name) for name in policy_model.__all__)


def test_the_readme_draws_the_same_ladder() -> None:
    """Prose about an architecture that no test holds would soon be wrong."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    drawing = text.partition("\n   policy_model/\n")[2].partition("\n   data/")[0]
    lines = [line.replace("/", "").split() for line in drawing.splitlines()]
    rungs = [set(takewhile(RUNG.__contains__, words)) for words in lines]
    drawn = [rung for rung in rungs if rung]
    assert drawn == [set(rung) for rung in reversed(LADDER) if rung != ("",)]

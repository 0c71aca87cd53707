"""Fifty visitors at once: is each served, and how many runs a second does the server manage?

Ours against a bare page with the same kind of widget, under the same settings. Every run of every
visitor is looked at: it must end well, hold no exception, reach the page's foot, and say what the
visitor's own choice asks for.
"""

import asyncio
import os
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.serving import ROOT, serving, write_bare_app
from benchmarks.timing import show, verdict
from benchmarks.views import views
from benchmarks.visitors import Visitor, arrived
from pages.ui.carried import carries, is_behind
from policy_model import (
    Officer,
    check_officer,
    frames,
    load_dataset,
    preset_officers,
    shown_first,
)

SESSIONS = int(os.environ.get("BENCH_SESSIONS", "50"))
CHANGES = 2  # of each visitor, one after the other, in each stint
STINTS = 2
AIM = 3
_HEADS = ("each checked", "ours", "bare page", "ratio", "with our settings", "ratio")
_ROW = '<th scope="row" role="rowheader"'
_OWN = "example=&role=school_resource_officer&assigned_on=2024-08-01&employed_on=2020-01-15"
_FINDING = 'class="f-why"'


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, the widget that is changed on it, and what must then stand there.

    `said` finds in the markup what `expected` gives for a choice; `end` stands at its end.
    """

    name: str
    page: str
    query: str
    kind: str
    label: str
    choices: Sequence[bool | str]
    said: Callable[[str], str]
    expected: Callable[[bool | str], str]
    end: str = 'class="foot"'

    async def step(self, visitor: Visitor, choice: bool | str | None = None) -> None:
        """The first run, or the one after a choice; AssertionError where it is not right."""
        if choice is None:
            await visitor.run()
        else:
            await visitor.change(self.kind, self.label, choice)
        markup = "\n".join(_read(block) for block in visitor.html)
        assert self.end in markup, f"{self.name}: the page has no end"
        if choice is not None:
            said, expected = self.said(markup), self.expected(choice)
            assert said == expected, f"{self.name}: {choice} gave {said!r}, not {expected!r}"


def _read(block: str) -> str:
    """The markup of a block; panels, which nobody opens here, are left unread."""
    return block if is_behind(block) else str(carries(block) or block)


def measure() -> None:
    """Each page in turn with the bare ones; prints runs a second and their ratios."""
    with tempfile.TemporaryDirectory() as directory:
        shipped = write_bare_app(Path(directory, "shipped"), as_shipped=True)
        alike = write_bare_app(Path(directory, "alike"))
        with serving(ROOT) as ours, serving(shipped) as plain, serving(alike) as same:
            for visit in visits():
                rows = asyncio.run(_beside(visit, ours, plain, same))
                show(f"{visit.name}, {SESSIONS} sessions at once: runs a second", _HEADS, rows)


def visits() -> list[Visit]:
    """What is asked of the app: a switch, an example, and an officer of one's own.

    What the first two come to is kept once a process; of one's own officer it is worked out in
    each session, and again after each change.
    """
    compare = next(view for view in views() if view.name == "Compare")
    officers = [each for each in preset_officers().values() if each.sources][::2]
    found = {str(each.title): str(_findings(each)) for each in officers}
    own = {label: str(_findings(each)) for label, each in _own_officers().items()}
    return [
        Visit(
            "Compare", "compare", "", "checkbox", compare.label, (True, False),
            lambda markup: str(markup.count(_ROW)), lambda is_on: compare.expected(str(is_on)),
        ),
        Visit(
            "Officer", "officer", "", "selectbox", "Start from", tuple(found),
            lambda markup: str(markup.count(_FINDING)), lambda title: found[str(title)],
        ),
        Visit(
            "Officer of one's own", "officer", _OWN, "selectbox", "Role", tuple(own),
            lambda markup: str(markup.count(_FINDING)), lambda role: own[str(role)],
        ),
    ]  # fmt: skip


def _own_officers() -> dict[str, Officer]:
    """The officer of `_OWN` in two roles, by the label of each."""
    facts = {"assigned_on": date(2024, 8, 1), "employed_on": date(2020, 1, 15)}
    roles = {"School resource officer": "school_resource_officer",
             "School safety officer": "school_safety_officer"}  # fmt: skip
    first = tuple(shown_first(frames(load_dataset())))
    return {label: Officer(role, facts, sources=first) for label, role in roles.items()}


def _findings(officer: object) -> int:
    return len(check_officer(officer, as_of=date.today(), sources=list(officer.sources)))


def bare(visit: Visit) -> Visit:
    """The bare page with the same kind of widget."""
    widget, choices = {
        "checkbox": ("switch", (True, False)),
        "selectbox": ("combobox", ("New Mexico", "Mississippi")),
    }[visit.kind]
    said = re.compile(r"Chosen: ([^<]*)<")
    return Visit(
        "bare page", "", f"widget={widget}", visit.kind, "Change", choices,
        lambda markup: said.findall(markup)[0], str, end='id="said"',
    )  # fmt: skip


async def _beside(visit: Visit, ours: str, *plain: str) -> list[list[str]]:
    """Two rows: the first runs of all, and the runs after their changes."""
    sides = [(visit, ours), *((bare(visit), address) for address in plain)]
    async with AsyncExitStack() as stack:
        entered = [await stack.enter_async_context(_crowd(*side)) for side in sides]
        crowds = [crowd for _, crowd in entered]
        stints = [[await _stint(*crowd) for crowd in crowds] for _ in range(STINTS + 1)]
    firsts = [SESSIONS / first for first, _ in entered]
    warm = zip(*stints[1:], strict=True)  # the first of each is not counted
    changes = [SESSIONS * CHANGES / median(seconds) for seconds in warm]
    return [_row("first view", *firsts), _row(f"change: {visit.label}", *changes)]


def _row(what: str, own: float, shipped: float, alike: float) -> list[str]:
    return [
        what, f"{own:,.1f}", f"{shipped:,.1f}", verdict(shipped / own, AIM), f"{alike:,.1f}",
        f"{alike / own:.1f}x",
    ]  # fmt: skip


@asynccontextmanager
async def _crowd(visit: Visit, address: str):
    """Seconds until every one of the visitors has the page, and all of them with their visit."""
    async with AsyncExitStack() as stack:
        for_each = (arrived(address, visit.page, visit.query) for _ in range(SESSIONS))
        visitors = [await stack.enter_async_context(each) for each in for_each]
        start = time.perf_counter()
        await asyncio.gather(*(visit.step(visitor) for visitor in visitors))
        yield time.perf_counter() - start, (visit, visitors)


async def _stint(visit: Visit, visitors: Sequence[Visitor]) -> float:
    """Seconds in which every visitor makes all changes, each waiting for the one before."""
    start = time.perf_counter()
    await asyncio.gather(*(_changes(visit, nth, each) for nth, each in enumerate(visitors)))
    return time.perf_counter() - start


async def _changes(visit: Visit, nth: int, visitor: Visitor) -> None:
    """Neighbours choose differently, so that no two answers in a row are the same."""
    for step in range(CHANGES):
        await visit.step(visitor, visit.choices[(nth + step) % len(visit.choices)])

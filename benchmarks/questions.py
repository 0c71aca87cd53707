"""The questions asked of the tables, and how their time grows with the number of sources."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pandas as pd

from benchmarks.copies import SEED, dataset_of_copies
from benchmarks.timing import in_turn, milliseconds, show, verdict
from policy_model import (
    Frames,
    compare,
    coverage,
    frames,
    hour_ledger,
    load_dataset,
    search,
    search_index,
)

AS_OF = date(2026, 11, 21)
SIZES = (50, 500)
REPEATS = 3
_WORDS = "training hours before employment"
GROWTH_AIM = 12  # ten times the sources may take twelve times as long


def measure() -> None:
    """Every question on the project's tables and on 50 and 500 copies; prints one table."""
    project = frames(load_dataset())
    copies = [frames(dataset_of_copies(count)) for count in SIZES]
    for count, held in zip(SIZES, copies, strict=True):
        _assert_same_answers(held, project, count)
    rows = [_row(name, [project, *copies], ask) for name, ask in _questions().items()]
    heads = ["question", "project", *(f"{count} copies" for count in SIZES), "growth"]
    show("Questions (processor time)", heads, rows)


def _questions() -> dict[str, Callable[[Frames], Callable[[], object]]]:
    """Name -> what, given the tables, makes the work that is measured."""
    return {
        "compare": lambda held: lambda: compare(held, as_of=AS_OF),
        "compare, differences": lambda held: lambda: compare(held, as_of=AS_OF, differences=True),
        "hour_ledger": lambda held: lambda: hour_ledger(held, as_of=AS_OF, years=5),
        "coverage": lambda held: lambda: coverage(held),
        "search_index": lambda held: lambda: search_index(held),
        "search": _searching,
    }


def _searching(held: Frames) -> Callable[[], object]:
    index = search_index(held)
    return lambda: search(index, _WORDS)


def _row(name: str, sizes: list[Frames], ask: Callable) -> list[str]:
    seconds = [in_turn(REPEATS, ask(held))[0] for held in sizes]
    growth = verdict(seconds[-1] / seconds[-2], GROWTH_AIM)
    return [name, *map(milliseconds, seconds), growth]


def _assert_same_answers(held: Frames, project: Frames, count: int) -> None:
    """Each copy is answered as the file that was copied; else the sizes did different work."""
    for ask in (_answers, _ledger_hours):
        once = ask(project, SEED)
        assert once
        assert ask(held, None) == Counter({key: n * count for key, n in once.items()})
    found, of_seed = search(search_index(held), _WORDS), search(search_index(project), _WORDS)
    seeds = [i for i in of_seed if i.startswith(f"{SEED}-")]
    assert seeds
    assert len(found) == count * len(seeds)


def _answers(held: Frames, source: str | None) -> Counter:
    rows = compare(held, as_of=AS_OF, sources=None if source is None else [source])
    return _counted(rows, ["question", "role", "state", "answer", "modality"])


def _ledger_hours(held: Frames, source: str | None) -> Counter:
    rows = hour_ledger(held, as_of=AS_OF, sources=None if source is None else [source])
    return _counted(rows, ["role", "phase", "anchor", "modality", "total_hours", "unquantified"])


def _counted(rows: pd.DataFrame, columns: list[str]) -> Counter:
    return Counter(rows[columns].astype(object).fillna("").itertuples(index=False, name=None))

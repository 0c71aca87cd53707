"""The officer check beside its peers: equal findings first, then the time of each, in turn."""

import os
import time
from statistics import median

from benchmarks.officers import floor, ours, peers
from benchmarks.officers.ours import assert_same_answers, assert_same_rules
from benchmarks.officers.prepared import Prepared, by_role, prepared
from benchmarks.officers.rosters import AS_OF, Made, five, roster_of
from benchmarks.timing import Taken, at_least, both_in_turn, show, verdict
from policy_model import check_officer

SIZE = int(os.environ.get("BENCH_OFFICERS", "1000000"))
RECORDS = 1000
REPEATS = 5
CORES = os.cpu_count() or 1
AIMS = {"OpenFisca-core": 25, "Polars, offset_by": 2, "Polars, tricks": 1}
FLOOR_AIM, ONE_AIM = 20, 0.005
WARM = 100  # calls before the first that counts: Python has then specialised what they run


def measure() -> None:
    """One officer, columns, the long table, and one record at a time."""
    peers.tell_missing()
    _one()
    made = by_role(roster_of(SIZE, five()))
    ready = prepared(made)
    cells = sum(part.size * len(part.said) for part in ready.parts)
    print(f"\n{SIZE:,} officers, {cells:,} findings, {CORES} cores.")
    _columns(made, ready, cells)
    _training(made, ready, cells)
    _records(cells / SIZE)


def _columns(made: Made, ready: Prepared, cells: int) -> None:
    mine = ours.from_columns(made, ready, CORES)
    others = list(peers.from_columns(ready))
    _prove(mine, others, made, ready)
    memory = floor.question(ready.parts, CORES)
    work = [mine, memory, *(peer.work for peer in others)]
    taken = both_in_turn(REPEATS, *work)
    names = ["ours", "memory: columns read, answers written", *(peer.name for peer in others)]
    show(
        "From prepared columns: status and due day of every rule", HEADS,
        [_row(name, each, taken[0], cells) for name, each in zip(names, taken, strict=True)],
    )  # fmt: skip
    ratio = taken[0].clock / taken[1].clock
    print(f"  ours / memory: {verdict(ratio, FLOOR_AIM)} by the clock,", end=" ")
    print(f"{taken[0].processor / taken[1].processor:.1f}x of the processor")
    for name, each in zip(names[2:], taken[2:], strict=True):
        if name in AIMS:
            print(f"  {name} / ours: {at_least(each.clock / taken[0].clock, AIMS[name])}")


HEADS = ["", "clock", "processor", "M findings/s", "clock / ours", "processor / ours"]


def _row(name: str, taken: Taken, mine: Taken, cells: int) -> list[str]:
    return [
        name, f"{taken.clock:.3f} s", f"{taken.processor:.3f} s",
        f"{cells / taken.clock / 1e6:,.1f}", f"{taken.clock / mine.clock:.2f}x",
        f"{taken.processor / mine.processor:.2f}x",
    ]  # fmt: skip


def _prove(mine: object, others: list[peers.Peer], made: Made, ready: Prepared) -> None:
    """Every finding of every officer is the same; an AssertionError names the first that is not."""
    grids = mine()
    assert_same_rules(grids, ready.parts, made.plan)
    for peer in others:
        assert_same_answers(grids, ready.parts, peer.read(peer.work()), peer.name)
        print(f"  {peer.name}: equal findings")


def _training(made: Made, ready: Prepared, cells: int) -> None:
    mine = ours.from_training(made, CORES)
    others = list(peers.from_training(made, ready))
    _prove(mine, others, made, ready)
    taken = both_in_turn(max(REPEATS - 2, 1), mine, *(peer.work for peer in others))
    names = ["ours", *(peer.name for peer in others)]
    rows = [_row(name, each, taken[0], cells) for name, each in zip(names, taken, strict=True)]
    count = len(made.officers.completions.day)
    show(f"From the long table of {count:,} completions", HEADS, rows)


def _records(each_officer: float) -> None:
    """The engines that take one record at a time, on a small roster; ours on the same."""
    made = by_role(roster_of(RECORDS, five()))
    ready = prepared(made)
    mine = ours.from_columns(made, ready, 1)
    others = list(peers.from_records(ready))
    if not others:
        return
    _prove(mine, others, made, ready)
    taken = both_in_turn(3, mine, *(peer.work for peer in others))
    names = ["ours", *(peer.name for peer in others)]
    cells = int(RECORDS * each_officer)
    rows = [_row(name, each, taken[0], cells) for name, each in zip(names, taken, strict=True)]
    show(f"{RECORDS:,} officers, one record at a time", HEADS, rows)


def _one() -> None:
    """One officer against all sources, words and reasons included, once warm."""
    officer = {
        "role": "school_resource_officer",
        "assigned_on": "2026-01-31",
        "courses": [{"course": "nasro_basic", "completed_on": "2025-06-30", "hours": 40}],
    }
    asked = {"as_of": AS_OF, "dataset": five().dataset}
    found = check_officer(officer, **asked)
    assert len(found) > 20
    assert not found["status"].isna().any()
    for _ in range(WARM):
        check_officer(officer, **asked)
    clock, processor = [], []
    for _ in range(2 * WARM):
        wall, used = time.perf_counter(), time.process_time()
        check_officer(officer, **asked)
        clock.append(time.perf_counter() - wall)
        processor.append(time.process_time() - used)
    is_met = median(clock) <= ONE_AIM
    print(f"\nOne officer, {len(found)} findings with their reasons:", end=" ")
    print(
        f"{median(clock) * 1000:.1f} ms by the clock, {median(processor) * 1000:.1f} of the", end=""
    )
    print(f" processor, best {min(clock) * 1000:.1f}; {'within' if is_met else 'ABOVE'} 5 ms")

"""`roster` on a million officers from file to file, and how the check grows to five million."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from benchmarks.officers import ours
from benchmarks.officers.measure import CORES, SIZE
from benchmarks.officers.prepared import by_role, prepared
from benchmarks.officers.rosters import AS_OF, five, roster_of, write_parquet
from benchmarks.timing import both_in_turn, show, verdict

SECONDS_AIM, GIBIBYTES_AIM, GROWTH_AIM = 30, 6, 1.2


class Run(NamedTuple):
    """A command that has ended: seconds by the clock and of the processors, most memory held."""

    clock: float
    processor: float
    gibibytes: float


def measure_files() -> None:
    """The command line, Parquet to Parquet and Parquet to CSV."""
    with tempfile.TemporaryDirectory() as folder:
        officers, training = Path(folder, "officers.parquet"), Path(folder, "training.parquet")
        made = roster_of(SIZE, five())
        write_parquet(made, officers, training)
        rows = [
            _row(officers, training, Path(folder, f"findings.{kind}"), made.officers.size)
            for kind in ("parquet", "csv")
        ]
    title = f"`roster`: {SIZE:,} officers, {len(made.officers.completions.day):,} completions"
    show(title, ["findings to", "clock", "processor", "memory", ""], rows)


def _row(officers: Path, training: Path, output: Path, size: int) -> list[str]:
    command = [
        sys.executable, "-m", "policy_model", "roster", str(officers), "--training",
        str(training), "--as-of", AS_OF.isoformat(), "--output", str(output), "--source", "first",
    ]  # fmt: skip
    run = timed(command)
    if output.suffix == ".parquet":
        assert len(pq.read_table(output, columns=["officer_id"])["officer_id"].unique()) == size
    said = verdict(run.clock, SECONDS_AIM).replace("x", " s")
    memory = verdict(run.gibibytes, GIBIBYTES_AIM).replace("x", " GiB")
    return [output.suffix, f"{run.clock:.1f} s", f"{run.processor:.1f} s", memory, said]


def timed(command: list[str]) -> Run:
    """Run a command to its end; it must end well."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(status) == 0, said.decode()[-2000:]
    return Run(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def measure_growth() -> None:
    """A tenth, one and five times the roster: the cost of one officer stays what it is."""
    rows, costs = [], []
    for size in (SIZE // 10, SIZE, SIZE * 5):
        made = by_role(roster_of(size, five()))
        ready = prepared(made)
        work = [ours.from_columns(made, ready, CORES), ours.from_training(made, CORES)]
        for each in work:
            each()
        taken = both_in_turn(3, *work)
        costs.append([each.processor / size for each in taken])
        rows.append([f"{size:,}", *(f"{each.clock:.2f} s" for each in taken),
                     *(f"{each.processor / size * 1e9:,.0f} ns" for each in taken)])  # fmt: skip
        del made, ready, work
    heads = ["officers", "columns", "long table", "an officer, columns", "an officer, long table"]
    show("Growth (an officer: processor time)", heads, rows)
    for name, first, last in zip(("columns", "long table"), costs[1], costs[2], strict=True):
        print(f"  {name}, {SIZE:,} to {SIZE * 5:,}: {verdict(last / first, GROWTH_AIM)}")

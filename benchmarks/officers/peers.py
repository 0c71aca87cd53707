"""The peers that are installed, each as work to time and a way to read its answer."""

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from benchmarks.officers.ours import Answer, days_of_arrow, days_of_numpy
from benchmarks.officers.prepared import Prepared
from benchmarks.officers.rosters import Made
from policy_model.rules.days import UNKNOWN_DAY

PEERS = {
    "polars": "Polars", "duckdb": "DuckDB", "openfisca_core": "OpenFisca-core",
    "zen": "zen-engine", "json_logic": "json-logic-qubit",
}  # fmt: skip
"""Module -> the name by which people know it."""


class Peer(NamedTuple):
    """A peer: its name, what is timed, and how its answer is read."""

    name: str
    work: Callable[[], object]
    read: Callable[[object], Answer]


def installed(module: str) -> bool:
    """Whether a peer is there."""
    return find_spec(module) is not None


def tell_missing() -> None:
    """Say which peers are left out."""
    for module, name in PEERS.items():
        if not installed(module):
            print(f"  {name} is not installed (extra `bench`): left out.")


def from_columns(ready: Prepared) -> Iterator[Peer]:
    """Every columnar peer on the digested columns."""
    parts = ready.parts
    if installed("polars"):
        from benchmarks.officers import polars_peer as polars

        for name, writer in (
            ("Polars, offset_by", polars.Writer),
            ("Polars, tricks", polars.Tricks),
        ):
            asked = [polars.question(part, writer()) for part in parts]
            yield Peer(name, _each(asked), _of_polars)
    if installed("duckdb"):
        from benchmarks.officers import duckdb_peer

        connection = connected()
        asked = [duckdb_peer.question(part, connection) for part in parts]
        yield Peer("DuckDB", _each(asked), _of_arrow)
    if installed("openfisca_core"):
        from benchmarks.officers import openfisca_peer

        yield Peer("OpenFisca-core", openfisca_peer.question_of_all(ready), _of_numpy)
        asked = [openfisca_peer.question(part) for part in parts]
        yield Peer("OpenFisca-core, role by role", _each(asked), _of_numpy)


def from_training(made: Made, ready: Prepared) -> Iterator[Peer]:
    """The peers that read the long table of completions themselves."""
    if installed("polars"):
        from benchmarks.officers import long_polars, polars_peer

        for name, make in (
            ("Polars, offset_by", polars_peer.Writer), ("Polars, tricks", polars_peer.Tricks)
        ):  # fmt: skip
            yield Peer(name, long_polars.question(made, ready.parts, make), _of_polars)
    if installed("duckdb"):
        from benchmarks.officers import long_duckdb

        work = long_duckdb.question(made, ready.parts, connected())
        yield Peer("DuckDB", work, _of_arrow)


def connected() -> object:
    """DuckDB in memory, on as many threads as there are cores."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {os.cpu_count()}")
    return connection


def _each(asked: list[Callable[[], object]]) -> Callable[[], list[object]]:
    return lambda: [each() for each in asked]


def _of_polars(answer: object) -> Answer:
    return _of_arrow([frame.to_arrow() for frame in answer])


def _of_arrow(tables: list) -> Answer:
    def read(number: int, at: int, kind: str) -> np.ndarray:
        column = tables[number].column(f"{kind}_{at}")
        return days_of_arrow(column) if kind == "due" else column.to_numpy()

    return read


def _of_numpy(answers: list) -> Answer:
    def read(number: int, at: int, kind: str) -> np.ndarray:
        column = answers[number][f"{kind}_{at}"]
        return days_of_numpy(column) if kind == "due" else column

    return read


def from_records(ready: Prepared) -> Iterator[Peer]:
    """The peers that take one record at a time."""
    from benchmarks.officers import json_peers

    for module, ask in (("zen", json_peers.zen), ("json_logic", json_peers.json_logic)):
        if installed(module):
            asked = [ask(part, json_peers.records(part, part.size)) for part in ready.parts]
            yield Peer(PEERS[module], _each(asked), _of_records)


def _of_records(answers: list) -> Answer:
    def read(number: int, at: int, kind: str) -> np.ndarray:
        values = [each[0 if kind == "status" else 1][at] for each in answers[number]]
        return np.array([UNKNOWN_DAY if each is None else each for each in values], "int32")

    return read

"""Reading, typing, checking and tabulating the data, against the bare scan of the same bytes."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.copies import copies_for, data_files, write_copies
from benchmarks.timing import in_turn, milliseconds, show, verdict
from policy_model import Frames, frames, load_dataset
from policy_model.dataset import DATA_DIR
from policy_model.reading.yaml import Node, read_yaml

Texts = dict[Path, bytes]
AIM = 3
SIZES = {1: 9, 10: 5, 100: 3}
"""How many times the project's source files -> how often each side is run."""


def measure() -> None:
    """The project's own data, then copies of about 1, 10 and 100 times their size."""
    rows = [_row("the project", DATA_DIR, repeats=9)]
    for factor, repeats in SIZES.items():
        with tempfile.TemporaryDirectory() as directory:
            data = write_copies(Path(directory) / "data", copies_for(factor))
            rows.append(_row(f"copies, {factor}x", data, repeats=repeats))
    heads = ["data", "size", "load", "event scan", "ratio", "load a MB", "scan a MB"]
    show("Load: read, type, check, tabulate (processor time)", heads, rows)


def _row(name: str, directory: Path, *, repeats: int) -> list[str]:
    texts = {file: file.read_bytes() for file in data_files(directory)}
    megabytes = sum(map(len, texts.values())) / 1e6
    _assert_same_work(directory, texts)
    ours, peer = in_turn(repeats, _load(directory), _scan(texts))
    times = [ours, peer, ours / megabytes, peer / megabytes]
    load, scan, *each = map(milliseconds, times)
    return [name, f"{megabytes:.1f} MB", load, scan, verdict(ours / peer, AIM), *each]


def _load(directory: Path) -> Callable[[], Frames]:
    return lambda: frames(load_dataset(directory))


def _scan(texts: Texts) -> Callable[[], None]:
    def scan() -> None:
        for text in texts.values():
            for _ in yaml.parse(text, Loader=yaml.CLoader):
                pass

    return scan


def _assert_same_work(directory: Path, texts: Texts) -> None:
    """Both sides see every scalar, and every requirement comes out as a row."""
    scalars = {file: _scalars_seen(text) for file, text in texts.items()}
    assert {file: _scalars_in(read_yaml(file)) for file in texts} == {
        file: len(seen) for file, seen in scalars.items()
    }
    stated = sum(
        seen.count("locator") for file, seen in scalars.items() if file.parent != directory
    )
    assert len(frames(load_dataset(directory)).requirements) == stated


def _scalars_seen(text: bytes) -> list[str]:
    events = yaml.parse(text, Loader=yaml.CLoader)
    return [event.value for event in events if isinstance(event, yaml.ScalarEvent)]


def _scalars_in(node: Node) -> int:
    if isinstance(node, str):
        return 1
    if isinstance(node, dict):
        return len(node) + sum(map(_scalars_in, node.values()))
    return sum(map(_scalars_in, node))

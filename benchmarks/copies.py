"""Data sets of any size: New Mexico's file again and again, with ids of each copy's own.

A copy is the real file, byte for byte, but for its ids, so that its mix of keys, lists and long
sentences is the project's. Everything that names a source is copied with it; the data set passes
every check, which `load_dataset` proves each time.
"""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from policy_model.dataset import DATA_DIR, load_dataset
from policy_model.reading.yaml import read_yaml
from policy_model.records.law import Source
from policy_model.records.vocabularies import VOCABULARY_FILES
from policy_model.records.whole import Dataset

SEED = "nm"
_SEED_FILE = DATA_DIR / "sources" / f"{SEED}.yaml"
# The seed's own ids: nm-..., nm_..., and those of its instruments, nmsa-... and nmac-....
_OWN_ID = re.compile(rf"(?<![\w./-]){SEED}(?=(?:[a-z]{{2}})?[-_][a-z0-9])")
_LISTS = {
    "roles.yaml": "roles",
    "courses.yaml": "courses",
    "interpretations.yaml": "interpretations",
}


def data_files(directory: Path) -> list[Path]:
    """The files that `load_dataset` reads."""
    sources = sorted(file for file in (directory / "sources").glob("[!_]*.yaml"))
    return [*(directory / name for name in VOCABULARY_FILES), *sources]


def copies_for(factor: int) -> int:
    """How many copies hold as much as the project's source files, so many times."""
    held = sum(file.stat().st_size for file in data_files(DATA_DIR) if file.parent != DATA_DIR)
    return round(factor * held / _SEED_FILE.stat().st_size)


def write_copies(directory: Path, count: int) -> Path:
    """A data directory of so many sources; returns it."""
    (directory / "sources").mkdir(parents=True)
    text = _SEED_FILE.read_text(encoding="utf-8")
    for name in _names(count):
        own = _renamed(text, name).replace(f"\nid: {SEED}\n", f"\nid: {name}\n", 1)
        (directory / "sources" / f"{name}.yaml").write_text(own, encoding="utf-8")
    for file in VOCABULARY_FILES:
        shutil.copyfile(DATA_DIR / file, directory / file)
    for file, content in _vocabularies(count).items():
        with (directory / file).open("w", encoding="utf-8") as out:
            yaml.dump(content, out, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return directory


def dataset_of_copies(count: int) -> Dataset:
    """The same as records, for sizes that the limits on a vocabulary file keep out of a file."""
    seed = json.dumps(read_yaml(_SEED_FILE))
    sources = [
        Source.model_validate(json.loads(_renamed(seed, name)) | {"id": name})
        for name in _names(count)
    ]
    lists = {
        _LISTS[file]: getattr(VOCABULARY_FILES[file].model_validate(content), _LISTS[file])
        for file, content in _vocabularies(count).items()
    }
    return replace(load_dataset(), sources=tuple(sources), **lists)


def _names(count: int) -> list[str]:
    return [f"s{at:04d}" for at in range(1, count + 1)]


def _renamed(text: str, name: str) -> str:
    return _OWN_ID.sub(name, text)


def _vocabularies(count: int) -> dict[str, Any]:
    """File -> its content: the seed's roles, courses and readings, once for each copy."""
    held = {file: json.loads(json.dumps(read_yaml(DATA_DIR / file))) for file in _LISTS}
    for role in (roles := held["roles.yaml"]["roles"]):
        role["sources"] = _each(role["sources"], count)
    held["roles.yaml"]["roles"] = [role for role in roles if role["sources"]]
    for file in ("courses.yaml", "interpretations.yaml"):
        held[file][_LISTS[file]] = _each(held[file][_LISTS[file]], count)
    return held


def _each(entries: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The entries of the seed, once for each copy and under its name."""
    own = json.dumps([entry for entry in entries if entry["source"] == SEED])
    return [
        entry | {"source": name}
        for name in _names(count)
        for entry in json.loads(_renamed(own, name))
    ]

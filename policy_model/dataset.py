"""The whole data set: read, typed, checked, or refused with every problem at once."""

import stat
from itertools import chain
from pathlib import Path

from policy_model.checks import (
    amounts,
    cells,
    codebook,
    identity,
    references,
    tests,
    texts,
    timing,
    wording,
)
from policy_model.checks.material import Material
from policy_model.errors import DataProblems, Problem, gathered
from policy_model.reading.collector import collector_paused
from policy_model.reading.yaml import Node, read_yaml
from policy_model.records.law import Record, Source
from policy_model.records.typing_problems import read_record
from policy_model.records.vocabularies import VOCABULARY_FILES
from policy_model.records.whole import Dataset

DATA_DIR = Path(__file__).resolve().parent.parent / "data"
_FAMILIES = (identity, references, wording, amounts, timing, cells, tests, codebook)
__all__ = ["DATA_DIR", "Dataset", "load_dataset"]


@collector_paused()  # around it, not in it: the documents are gone before the collector is back
def load_dataset(
    data_dir: Path | str | None = None, *, texts_dir: Path | str | None = None
) -> Dataset:
    """Everything in a data directory, checked; with `texts_dir`, locators against the texts too.

    Without a directory the project's own data are read. Raises DataProblems with every problem
    found: file, line, record, field, rule and repair of each.
    """
    root = Path(data_dir) if data_dir is not None else DATA_DIR
    if not stat.S_ISDIR(_mode(root)):
        rule = "there is no such directory, or it may not be read"
        repair = "Name a directory that holds codebook.yaml and sources/."
        raise DataProblems([Problem(str(root), None, "", "", rule, repair)])
    documents, problems = _read_documents(root)
    records, more = _type_documents(documents)
    problems += more
    if problems:
        raise DataProblems(problems)
    return _checked(documents, records, Path(texts_dir) if texts_dir else None)


def _shown_path(root: Path, file: Path) -> str:
    return (Path(root.absolute().name) / file.relative_to(root)).as_posix()


def _mode(path: Path) -> int:
    """What kind of thing it is, as `stat` has it; 0 where that cannot be asked."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return 0


def _waits(file: Path) -> bool:
    """Whether to read it might never end."""
    mode = _mode(file)
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _source_files(root: Path) -> list[Path]:
    try:
        files = sorted((root / "sources").glob("*.yaml"))
    except OSError:
        return []
    return [file for file in files if not file.name.startswith("_")]


def _read_documents(root: Path) -> tuple[dict[str, Node], list[Problem]]:
    documents: dict[str, Node] = {}
    problems: list[Problem] = []
    sources = _source_files(root)
    if not sources:
        repair = "Name a directory that holds sources/<source_id>.yaml."
        rule = "there are no source files, or they may not be read"
        problems.append(Problem(str(root), None, "", "", rule, repair))
    for file in [*(root / name for name in VOCABULARY_FILES), *sources]:
        shown = _shown_path(root, file)
        if _waits(file):
            rule = "it is a pipe or a device, not a file"
            problems.append(Problem(shown, None, "", "", rule, "Put a file in its place."))
            continue
        try:
            documents[shown] = read_yaml(file, name=shown)
        except DataProblems as error:
            problems.extend(error.problems)
    return documents, problems


def _record_type(file: str) -> type[Record]:
    return (
        VOCABULARY_FILES.get(file.rsplit("/", 1)[-1], Source) if "/sources/" not in file else Source
    )


def _type_documents(documents: dict[str, Node]) -> tuple[dict[str, Record], list[Problem]]:
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for file, document in documents.items():
        record, found = read_record(_record_type(file), document, file=file)
        problems.extend(found)
        if record is not None:
            records[file] = record
    return records, problems


def _checked(
    documents: dict[str, Node], records: dict[str, Record], texts_dir: Path | None
) -> Dataset:
    dataset = _assembled(records)
    files = tuple(file for file, record in records.items() if isinstance(record, Source))
    material = Material.of(dataset, documents, files)
    found = [family.problems(material) for family in _FAMILIES]
    if texts_dir is not None:
        found.append(texts.problems(material, texts_dir))
    if problems := gathered(chain.from_iterable(found), files[0].partition("/")[0]):
        raise DataProblems(problems)
    return dataset


def _assembled(records: dict[str, Record]) -> Dataset:
    sources = tuple(record for record in records.values() if isinstance(record, Source))
    lists: dict[str, object] = {}
    for file, record in records.items():
        if isinstance(record, Source):
            continue
        if file.endswith("codebook.yaml"):
            lists["codebook"] = record
        else:
            lists.update({name: getattr(record, name) for name in type(record).model_fields})
    return Dataset(sources=sources, **lists)  # type: ignore[arg-type]

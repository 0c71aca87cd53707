"""Officers from files: one that somebody wrote, or a preset of the project's own."""

from pathlib import Path

from policy_model.dataset import DATA_DIR, load_dataset
from policy_model.errors import DataProblems
from policy_model.reading.yaml import read_yaml
from policy_model.records.officers import Officer, read_officer
from policy_model.records.whole import Dataset

OFFICERS_DIR = DATA_DIR / "officers"


def read_officer_file(
    source: Path | bytes, dataset: Dataset | None = None, *, name: str | None = None
) -> Officer:
    """The officer of a YAML file, or of bytes: `role` and the facts at top level, ISO dates.

    An unknown key is a problem that names the nearest known one. Raises DataProblems with every
    problem: file, line, field, rule and repair.

    >>> read_officer_file(b"role: school_resource_officer\\nassigned_on: 2023-01-31").role
    'school_resource_officer'
    """
    shown = name or (source.name if isinstance(source, Path) else "officer")
    document = read_yaml(source, name=shown)
    known = load_dataset() if dataset is None else dataset
    officer, problems = read_officer(document, known, file=shown)  # type: ignore[arg-type]
    if officer is None:
        raise DataProblems(problems)
    return officer


def preset_officers(
    dataset: Dataset | None = None, *, directory: Path | None = None
) -> dict[str, Officer]:
    """The example officers of `data/officers`, by name, in the order of their names.

    Raises DataProblems where one of them is not sound.
    """
    known = load_dataset() if dataset is None else dataset
    files = sorted((directory or OFFICERS_DIR).glob("*.yaml"))
    return {file.stem: read_officer_file(file, known) for file in files}

"""How often two blind coders differed, by source and field, from data/coding.

    .venv/bin/python scripts/divergence.py            rewrite data/coding/divergence.csv
    .venv/bin/python scripts/divergence.py --check    exit 1 if the file is out of date

Records are paired by `reconciliation.yaml`. A field of free words (title, summary, cautions) is not
compared: two people never write the same sentence. The field `record` counts statements that only
one of the two made a record.
"""

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from policy_model.reading.yaml import read_yaml

CODING = Path(__file__).resolve().parent.parent / "data" / "coding"
OUTPUT = CODING / "divergence.csv"
FIELDS = (
    "pinpoint", "roles", "actor", "mechanism", "modality", "category", "topics", "topics_extent",
    "courses", "amount", "deadline", "repeats", "effective_on", "ends_on", "part_of",
    "alternative_to", "exception_to", "answers",
)  # fmt: skip
_UNORDERED = {"roles", "topics", "courses", "alternative_to", "exception_to"}


def requirements(file: Path) -> dict[str, dict]:
    """Requirements of a coding by id, each with its pinpoint."""
    document = read_yaml(file)
    return {
        requirement["id"]: {**requirement, "pinpoint": provision["pinpoint"]}
        for instrument in document["instruments"]
        for provision in instrument["provisions"]
        for requirement in provision["requirements"]
    }


def comparable(requirement: Mapping, field: str) -> object:
    """The value of a field in a form in which order and wording do not matter."""
    value = requirement.get(field)
    if field == "answers":
        return sorted(value or {})
    if field == "part_of":
        return value is not None
    return sorted(value or []) if field in _UNORDERED else value


def rows(source: Path) -> Iterator[tuple[str, str, int, int]]:
    """(source, field, records compared, records that differ) of one source."""
    decisions = read_yaml(source / "reconciliation.yaml")["decisions"]
    first, second = (requirements(source / f"{name}.yaml") for name in ("first", "second"))
    pairs = [(d["first"], d["second"]) for d in decisions if "first" in d and "second" in d]
    statements = len({d["first"] for d in decisions if "first" in d})
    statements += sum("first" not in d and "second" in d for d in decisions)
    yield source.name, "record", statements, statements - len(pairs)
    for field in FIELDS:
        differing = sum(
            comparable(first[one], field) != comparable(second[two], field) for one, two in pairs
        )
        yield source.name, field, len(pairs), differing


def table() -> str:
    """The whole table as CSV text."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\n")
    write.writerow(["source", "field", "compared", "differing", "rate"])
    for source in sorted(path.parent for path in CODING.glob("*/reconciliation.yaml")):
        for name, field, compared, differing in rows(source):
            write.writerow([name, field, compared, differing, f"{differing / compared:.3f}"])
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write the table, or say whether it is up to date."""
    text = table()
    if arguments == ["--check"]:
        return 0 if OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == text else 1
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

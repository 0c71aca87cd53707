"""What the edition says of itself: how the data set is cited, and what changed in it.

CITATION.cff and CHANGELOG.md lie at the root of a checkout and are no part of an installed wheel.
Where one is absent, the answer is None; a page then says where it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from policy_model.calendar import PartialDate
from policy_model.citation import bibtex
from policy_model.dataset import DATA_DIR
from policy_model.errors import DataProblems, Problem, shown
from policy_model.reading.yaml import Node, read_yaml

ROOT = DATA_DIR.parent
CITATION_FILE, CHANGES_FILE = "CITATION.cff", "CHANGELOG.md"
CHANGE_COLUMNS = ["version", "title", "kind", "sources", "dates", "text"]
KINDS = ("law amended", "coding corrected", "feature")
_ABOUT = re.compile(r"Kind: (?P<kind>.+?) · Sources: (?P<sources>.+?) · Dates: (?P<dates>.+)")
_FORM = "Write 'Kind: … · Sources: … · Dates: …' in the line below the title."
_MAX_BYTES = 1_000_000
_UNNAMED, _KEY = "SRO Law Compared: coded provisions", "sro-law-compared"


@dataclass(frozen=True, slots=True)
class Citation:
    """How the data set is cited; `released_on` is the day of the version, not of any law."""

    title: str
    authors: tuple[str, ...]
    version: str
    released_on: PartialDate
    license: str
    message: str


def data_set_words(cited: Citation | None, day: str, address: str = "") -> str:
    """The citation of the data set; `day`, on which the law is read, is not that of the version.

    `address` is that of the view which is cited, where one is.

    >>> data_set_words(None, "21 Nov 2026")
    'SRO Law Compared: coded provisions (data set). Law as of 21 Nov 2026.'
    """
    said = f"{_UNNAMED} (data set)."
    if cited is not None:
        said = f"{', '.join(cited.authors)}. {cited.title} (data set), {_edition(cited)}."
    return " ".join(part for part in (said, f"Law as of {day}.", address) if part)


def data_set_bibtex(cited: Citation | None, day: str, address: str) -> str:
    """The same as an entry of BibTeX.

    >>> print(data_set_bibtex(None, "21 Nov 2026", "https://a.example/compare"))
    @misc{sro-law-compared,
      title = {{SRO Law Compared: coded provisions}},
      note = {Data set. Law as of 21 Nov 2026},
      url = {https://a.example/compare},
    }
    """
    read = f"Law as of {day}"
    if cited is None:
        return bibtex(_KEY, title=_UNNAMED, note=f"Data set. {read}", url=address)
    return bibtex(
        f"{_KEY}-{cited.version}",
        *cited.authors,
        title=cited.title,
        year=str(cited.released_on.year),
        note=f"Data set, {_edition(cited)}. {read}",
        url=address,
    )


def _edition(cited: Citation) -> str:
    return f"version {cited.version}, released {cited.released_on.words}, {cited.license}"


def data_set_citation(root: Path | str | None = None) -> Citation | None:
    """The data set's own entry in CITATION.cff; None where the file is not there.

    Raises DataProblems for a file that cannot be read or lacks an entry of type `data`.
    """
    file = (ROOT if root is None else Path(root)) / CITATION_FILE
    if not file.is_file():
        return None
    document = read_yaml(file, name=CITATION_FILE)
    try:
        return _citation(document)
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        rule = f"no whole entry of type data stands under references ({error or 'none'})"
        repair = "Give it title, authors, version, date-released and license."
        raise DataProblems([Problem(CITATION_FILE, None, "", "references", rule, repair)]) from None


def _citation(document: Node) -> Citation:
    entry = next(each for each in document["references"] if each["type"] == "data")
    return Citation(
        title=entry["title"],
        authors=tuple(author["name"] for author in entry["authors"]),
        version=entry["version"],
        released_on=PartialDate.parse(entry["date-released"]),
        license=entry["license"],
        message=document["message"],
    )


def changes(root: Path | str | None = None) -> pd.DataFrame | None:
    """What changed for somebody who relies on an answer; None where CHANGELOG.md is not there.

    Rows: one an entry, newest first as in the file. Columns: version, title, kind, sources, dates,
    text (str; paragraphs of `text` are parted by an empty line). Missing: never.
    Raises DataProblems that name the line of every entry without its kind, sources and dates.
    """
    file = (ROOT if root is None else Path(root)) / CHANGES_FILE
    if not file.is_file():
        return None
    entries = list(_entries(_text(file).splitlines()))
    if problems := [problem for entry in entries for problem in _problems(*entry)]:
        raise DataProblems(problems)
    rows = [_row(version, lines) for version, _, lines in entries]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS, dtype="str")


def _text(file: Path) -> str:
    try:
        with file.open("rb") as held:
            return held.read(_MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        rule, repair = "the file is not UTF-8", "Save it as UTF-8."
        raise DataProblems([Problem(CHANGES_FILE, None, "", "", rule, repair)]) from None


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Version, line of the title, and lines of each entry; a fenced example is none."""
    version, entry, first, is_fenced = "", [], 0, False
    for number, line in enumerate(lines, 1):
        is_fenced ^= line.startswith("```")
        is_head = line.startswith(("## ", "### ")) and not is_fenced
        if is_head and entry:
            yield version, first, entry
            entry = []
        if is_head and line.startswith("### "):
            first, entry = number, [line[4:].strip()]
        elif is_head:
            version = line[3:].strip()
        elif entry:
            entry.append(line.strip())
    if entry:
        yield version, first, entry


def _problems(version: str, line: int, lines: list[str]) -> Iterator[Problem]:
    about = _ABOUT.fullmatch(lines[1]) if len(lines) > 1 else None
    if not version:
        rule, repair = "the entry stands under no version", "Write '## <version>' above it."
        yield Problem(CHANGES_FILE, line, lines[0], "", rule, repair)
    if about is None:
        rule = "the entry does not say its kind, sources and dates"
        yield Problem(CHANGES_FILE, line, lines[0], "", rule, _FORM)
    elif about["kind"] not in KINDS:
        rule = f"{shown(about['kind'])} is no kind of change"
        repair = f"Write one of: {', '.join(KINDS)}."
        yield Problem(CHANGES_FILE, line + 1, lines[0], "kind", rule, repair)


def _row(version: str, lines: list[str]) -> tuple[str, ...]:
    about = _ABOUT.fullmatch(lines[1])
    paragraphs = re.split(r"\n{2,}", "\n".join(lines[2:]).strip())
    text = "\n\n".join(" ".join(each.split()) for each in paragraphs)
    return (version, lines[0], *(about.groups() if about else ()), text)

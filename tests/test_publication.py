"""How the edition is cited and what changed in it, from the files at the root."""

from pathlib import Path

import pytest

from policy_model import DataProblems, changes, data_set_citation, load_dataset
from policy_model.publication import CHANGE_COLUMNS, KINDS

CFF = """
message: Please cite.
references:
  - type: article
    title: Another thing
  - type: data
    title: Coded provisions
    authors: [{name: Ann}, {name: Bob}]
    version: 0.10
    date-released: 2026-11
    license: CC-BY-4.0
"""
CHANGELOG = """# Changes

Words before any version.

```
### An example that is none
Kind: coding corrected · Sources: nm · Dates: from 2022-07-01
```

## 0.2.0

### A duty read anew
Kind: coding corrected · Sources: nm, ms · Dates: from 2022-07-01

It was read
in two lines.

A second paragraph.

### Another source
Kind: feature · Sources: va · Dates: all
At once.

## 0.1.0

### The first
Kind: law amended · Sources: nm · Dates: all
"""


def root(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / {"cff": "CITATION.cff", "changes": "CHANGELOG.md"}[name]
        path.write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        changes(root(folder, changes=text))
    return [str(problem) for problem in caught.value.problems]


def test_entries_stand_under_their_versions_in_the_order_of_the_file(tmp_path):
    rows = changes(root(tmp_path, changes=CHANGELOG))
    assert list(rows.columns) == CHANGE_COLUMNS
    assert rows.values.tolist() == [
        [
            "0.2.0", "A duty read anew", "coding corrected", "nm, ms", "from 2022-07-01",
            "It was read in two lines.\n\nA second paragraph.",
        ],
        ["0.2.0", "Another source", "feature", "va", "all", "At once."],
        ["0.1.0", "The first", "law amended", "nm", "all", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Kind: feature · Sources: va", "Kind: feature", ":20: record Another source: the entry "
         "does not say its kind, sources and dates. Repair: Write 'Kind: …"),
        ("Kind: feature", "Kind: novelty", ":21: record Another source, field kind: 'novelty' is "
         "no kind of change. Repair: Write one of: law amended, coding corrected, feature."),
        ("## 0.2.0\n", "", ":11: record A duty read anew: the entry stands under no version."),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_say_enough_is_named_by_line(tmp_path, old, new, said):
    found = refused(tmp_path, CHANGELOG.replace(old, new))
    assert any(problem.startswith(f"CHANGELOG.md{said}") for problem in found), found


def test_a_title_alone_at_the_end_is_refused(tmp_path):
    (said,) = refused(tmp_path, "## 1\n### Only a title")
    assert said.startswith("CHANGELOG.md:2: record Only a title: the entry does not say")


def test_a_changelog_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "CHANGELOG.md").write_bytes(b"## \xff")
    with pytest.raises(DataProblems, match="not UTF-8"):
        changes(tmp_path)


def test_an_installation_without_the_files_has_neither(tmp_path):
    assert changes(tmp_path) is None
    assert data_set_citation(tmp_path) is None


def test_the_data_set_is_cited_by_its_own_entry(tmp_path):
    cited = data_set_citation(root(tmp_path, cff=CFF))
    assert (cited.title, cited.authors) == ("Coded provisions", ("Ann", "Bob"))
    assert cited.version == "0.10"  # text: a loader that guesses would say 0.1
    assert (cited.released_on.words, cited.license) == ("Nov 2026", "CC-BY-4.0")
    assert cited.message == "Please cite."


@pytest.mark.parametrize(
    "text",
    [
        CFF.replace("type: data", "type: book"),
        CFF.replace("    license: CC-BY-4.0\n", ""),
        CFF.replace("2026-11", "November"),
        "message: Please cite.",
        "just words",
    ],
)
def test_a_citation_file_without_a_whole_entry_is_refused(tmp_path, text):
    with pytest.raises(DataProblems, match=r"CITATION.cff: field references: no whole entry"):
        data_set_citation(root(tmp_path, cff=text))


def test_the_projects_own_entries_name_known_sources_and_kinds():
    rows, known = changes(), {source.id for source in load_dataset().sources}
    assert len(rows)
    assert set(rows["kind"]) <= set(KINDS)
    named = {source for cell in rows["sources"] for source in cell.split(", ")}
    assert named <= known | {"all"}
    assert rows["text"].ne("").all()


def test_the_projects_own_citation_is_that_of_its_version():
    cited = data_set_citation()
    assert cited.version in changes()["version"].tolist()
    assert cited.released_on.day is not None

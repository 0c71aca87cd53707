"""Files out: CSV that spreadsheets can open safely and programs read back without loss.

UTF-8 with a byte order mark, RFC 4180 (comma, CRLF, doubled quotes), text always quoted, numbers
never. Text that a spreadsheet would run as a formula is neutralised, reversibly.
"""

import json
from pathlib import Path

import pandas as pd

from policy_model.coverage import answers_with_state, coverage
from policy_model.errors import UnknownName
from policy_model.frames import Frames
from policy_model.frames.table import joined
from policy_model.holdings import holdings
from policy_model.quantity import number_words

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_FIRST_CHANGED = frozenset((*_FORMULA_STARTS, "'"))


def neutralised(text: str) -> str:
    """Text as it may stand in a spreadsheet cell: never the start of a formula.

    A leading quote is doubled, so that `restored` gives back every text.

    >>> neutralised("=1+1"), neutralised("'tis"), neutralised("44 hours")
    ("'=1+1", "''tis", '44 hours')
    """
    return f"'{text}" if text.startswith((*_FORMULA_STARTS, "'")) else text


def restored(text: str) -> str:
    """The text that `neutralised` was given.

    >>> restored(neutralised("=1+1")), restored(neutralised("'tis"))
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") else text


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV.

    Lists become text joined with ` | `, booleans true and false, whole numbers whole; a missing
    value is an empty cell (`""`).

    >>> csv_bytes(pd.DataFrame({"title": ["=1", None], "hours": [44.0, None]}))
    b'\\xef\\xbb\\xbf"title","hours"\\r\\n"\\'=1",44\\r\\n"",""\\r\\n'
    """
    head = [_quoted(neutralised(str(name))) for name in frame.columns]
    columns = [_cells(frame[name]) for name in frame.columns]
    lines = map(",".join, [head, *zip(*columns, strict=True)])
    # Lines are joined here because csv.writer looks at every letter by itself; encoded one by one
    # because a single dash would make the whole text one of two bytes a letter.
    return b"\xef\xbb\xbf" + b"".join(f"{line}\r\n".encode() for line in lines)


def _cells(column: pd.Series) -> list[str]:
    """The column's cells as they stand in the file."""
    values = column.tolist()
    if not isinstance(column.dtype, pd.StringDtype) or column.hasnans:
        return [_field(_cell(value)) for value in values]
    # Nearly all columns of text are harmless: one look at their first letters.
    if not _FIRST_CHANGED.isdisjoint({text[:1] for text in values}):
        values = [neutralised(text) for text in values]
    return ['"' + text.replace('"', '""') + '"' for text in values]  # a call each costs as much


def _field(value: str | int | float | None) -> str:
    return _quoted(value or "") if value is None or isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _cell(value: object) -> str | int | float | None:
    """Text for text, a bare number for a number, None for what is missing."""
    if isinstance(value, (list, tuple)):
        items = [number_words(v) if isinstance(v, float) else str(v) for v in value]
        value = joined(items)
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or value is pd.NA or value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)  # type: ignore[arg-type]


def json_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as JSON, a list of objects: lists as lists, whole numbers whole, missing as null.

    >>> json_bytes(pd.DataFrame({"title": ["One", None], "hours": [44.0, 7.5]})).decode().split()
    ['[', '{', '"title":', '"One",', '"hours":', '44', '},', '{', '"title":', 'null,', \
'"hours":', '7.5', '}', ']']
    """
    rows = frame.astype(object).to_dict("records")
    plain = [{name: plain_value(value) for name, value in row.items()} for row in rows]
    return f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode()


def plain_value(value: object) -> object:
    """A value of a frame as JSON has it.

    >>> plain_value([1.0, None, "a"])
    [1, None, 'a']
    """
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, str | bool):
        return value
    if value is None or value is pd.NA or value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)  # type: ignore[arg-type]


def answers_table(frames: Frames) -> pd.DataFrame:
    """Every answer, and every cell without one with the word for its silence.

    Rows: one an answer; one for a cell without answers. Columns: question, source, role,
    requirement, value, state (str). Missing: requirement and value where there is no answer.
    """
    keys = ["source_id", "role_id", "question_id"]
    answers = answers_with_state(frames)[[*keys, "requirement_id", "value", "state"]]
    cells = coverage(frames)
    rows = cells[[*keys, "state"]].merge(answers, on=keys, how="left", suffixes=("_cell", ""))
    rows["state"] = rows["state"].fillna(rows["state_cell"])
    names = {
        "question_id": "question",
        "source_id": "source",
        "role_id": "role",
        "requirement_id": "requirement",
    }
    columns = ["question", "source", "role", "requirement", "value", "state"]
    return rows.rename(columns=names)[columns]


def tables(frames: Frames) -> dict[str, pd.DataFrame]:
    """What is exported: file stem -> table; each frame, every cell, and what is held."""
    exported = {name: frame for name, frame in frames.items() if name != "coded_answers"}
    return {
        **exported,
        "answers": answers_table(frames),
        "coverage": coverage(frames),
        "holdings": holdings(frames),
    }


def export_package(frames: Frames, directory: Path) -> list[Path]:
    """Write every table as CSV, and a datapackage.json that describes them.

    The directory is made where it is missing; files of the same names are replaced, nothing else
    is touched. Returns the files written. Raises OSError where the directory cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables(frames).items():
        written.append(_written(directory / f"{name}.csv", csv_bytes(table)))
    described = json.dumps(data_package(frames), ensure_ascii=False, indent=2) + "\n"
    return [*written, _written(directory / "datapackage.json", described.encode())]


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def data_package(frames: Frames) -> dict[str, object]:
    """The Frictionless description of the export; every column is defined by the codebook.

    Raises UnknownName for a column that the codebook does not define.
    """
    resources = [_resource(name, table, frames) for name, table in tables(frames).items()]
    return {
        "profile": "tabular-data-package",
        "name": "sro-law-compared",
        "title": "What law and policy ask of school resource officers, coded clause by clause",
        "description": (
            "Lists in a cell are joined with ' | '. An empty cell is a missing value, never zero. "
            "Text that a spreadsheet would take for a formula has one apostrophe before it, and "
            "text that begins with one has it doubled: take one leading apostrophe away."
        ),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": resources,
    }


def _resource(name: str, table: pd.DataFrame, frames: Frames) -> dict[str, object]:
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": _fields(table, frames), "missingValues": [""]},
    }


def _fields(table: pd.DataFrame, frames: Frames) -> list[dict[str, str]]:
    defined = frames.codebook_columns.set_index("column_id")
    fields = []
    for name in table.columns:
        if name not in defined.index:
            raise UnknownName(name, defined.index.tolist(), "column of the codebook")
        entry = defined.loc[name]
        field = {"name": name, "type": entry["type"], "description": entry["definition"]}
        if isinstance(entry["unit"], str):
            field["unit"] = entry["unit"]
        fields.append(field)
    return fields

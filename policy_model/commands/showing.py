"""What commands share: a day as an argument, the three formats, and tables on standard output."""

import json
from datetime import date
from typing import Any

import click
import pandas as pd

from policy_model.calendar import PartialDate
from policy_model.export import csv_bytes
from policy_model.quantity import number_words

FORMATS = click.Choice(["csv", "json", "markdown"])


class Day(click.ParamType):
    """A full ISO date."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day, or a refusal that says how one is written."""
        if isinstance(value, date):
            return value
        try:
            day = PartialDate.parse(value)
        except ValueError as error:
            self.fail(f"{error}; write a day as YYYY-MM-DD", param, ctx)
        if day.day is None:
            self.fail(f"{value} is not a day; write it as YYYY-MM-DD", param, ctx)
        return day.first_day


def format_option(command: Any) -> Any:
    """`--format`, as `form`."""
    option = click.option("--format", "form", type=FORMATS, default="markdown", show_default=True)
    return option(command)


def show(table: pd.DataFrame, form: str) -> None:
    """On standard output, as UTF-8 whatever the terminal's own encoding is."""
    if form == "csv":
        shown = csv_bytes(table)
    elif form == "json":
        shown = f"{json.dumps(_plain_rows(table), ensure_ascii=False, indent=1)}\n".encode()
    else:
        shown = f"{_markdown(table)}\n".encode()
    click.echo(shown, nl=False)


def _plain_rows(table: pd.DataFrame) -> list[dict[str, object]]:
    rows = table.astype(object).to_dict("records")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    """A value as JSON has it: lists as lists, whole numbers whole, missing as null."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str | bool):
        return value
    if value is None or value is pd.NA or value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)  # type: ignore[arg-type]


def _markdown(table: pd.DataFrame) -> str:
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[_markdown_cell(value) for value in row] for row in table.astype(object).values]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _markdown_cell(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, list):
        return ", ".join(_markdown_cell(item) for item in plain)
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return number_words(plain)
    text = "" if plain is None else str(plain)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")

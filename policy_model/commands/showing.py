"""What commands share: a day as an argument, the three formats, and tables on standard output."""

from datetime import date
from typing import Any

import click
import pandas as pd

from policy_model import Frames, resolved
from policy_model.calendar import PartialDate
from policy_model.export import csv_bytes, json_bytes, plain_value
from policy_model.quantity import number_words

SOURCES = "Ids of sources or names of sets (first, all, near:nm), separated by commas"
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


def listed_names(names: str | None) -> list[str] | None:
    """The names of an option that takes several, or None where it was left out."""
    if names is None:
        return None
    listed = [name.strip() for name in names.split(",") if name.strip()]
    if not listed:
        raise click.UsageError("An option names nothing; leave it out where all are meant.")
    return listed


def named_sources(frames: Frames, names: str | None) -> list[str] | None:
    """The sources that an option names, those of sets among them; None where it was left out."""
    listed = listed_names(names)
    return None if listed is None else resolved(frames, listed)


def show(table: pd.DataFrame, form: str) -> None:
    """On standard output, as UTF-8 whatever the terminal's own encoding is."""
    if form == "csv":
        shown = csv_bytes(table)
    elif form == "json":
        shown = json_bytes(table)
    else:
        shown = f"{_markdown(table)}\n".encode()
    click.echo(shown, nl=False)


def _markdown(table: pd.DataFrame) -> str:
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[_markdown_cell(value) for value in row] for row in table.astype(object).values]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _markdown_cell(value: object) -> str:
    plain = plain_value(value)
    if isinstance(plain, list):
        return ", ".join(_markdown_cell(item) for item in plain)
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return number_words(plain)
    text = "" if plain is None else str(plain)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")

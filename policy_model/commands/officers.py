"""`check`: one officer's file against the texts."""

from datetime import date
from pathlib import Path

import click

from policy_model import check_officer, load_dataset
from policy_model.commands.choosing import ONLY_THIS, named_sources
from policy_model.commands.showing import Day, format_option, show
from policy_model.officers import read_officer_file

COLUMNS = [
    "source", "instrument", "pinpoint", "requirement", "title", "role", "actor", "mechanism",
    "modality", "status", "due_on", "satisfied_on", "reason", "facts_used", "missing", "assumed",
    "interpretations", "consequence", "cautions",
]  # fmt: skip
_File = click.Path(exists=True, dir_okay=False, path_type=Path)
_READABLE = ["source", "pinpoint", "title", "words", "due_on", "reason"]


@click.command()
@click.option(
    "--officer", "file", required=True, type=_File,
    help="A YAML file with role and the facts that are known.",
)  # fmt: skip
@click.option("--source", "sources", multiple=True, help=ONLY_THIS)
@click.option("--as-of", type=Day(), required=True, help="The day on which the record is judged.")
@format_option
def check(file: Path, sources: tuple[str, ...], as_of: date, form: str) -> None:
    """Check one officer's record against the texts, requirement by requirement."""
    dataset = load_dataset()
    officer = read_officer_file(file, dataset)
    chosen = named_sources(sources, dataset)
    found = check_officer(officer, as_of=as_of, sources=chosen, dataset=dataset)
    show(found[_READABLE if form == "markdown" else COLUMNS], form)

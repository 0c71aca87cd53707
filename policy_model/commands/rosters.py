"""`roster`: officers and their training from files, the findings and the problems to files."""

import sys
from datetime import date
from pathlib import Path

import click

from policy_model import DataProblems
from policy_model.commands.choosing import ONLY_THIS, named_sources
from policy_model.commands.showing import Day
from policy_model.roster import Roster, read_roster, write_findings, write_problems
from policy_model.rules.plan import Plan, plan_of

_File = click.Path(exists=True, dir_okay=False, path_type=Path)
_SUFFIXES = (".csv", ".parquet")


@click.command()
@click.argument("officers", type=_File)
@click.option(
    "--training", type=_File, help="Completions: officer_id, course, completed_on, hours."
)
@click.option("--source", "sources", multiple=True, help=ONLY_THIS)
@click.option("--as-of", type=Day(), required=True, help="The day on which the roster is judged.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="Findings, as .csv or .parquet; rejected rows go to OUTPUT.problems.csv.",
)  # fmt: skip
def roster(
    officers: Path, training: Path | None, sources: tuple[str, ...], as_of: date, output: Path
) -> None:
    """Check every officer of the file OFFICERS (.csv or .parquet) against the texts.

    It has officer_id, role and a column for each fact that is known; an empty cell is unknown.
    """
    _check_suffixes(officers, training, output)
    plan = plan_of(None)
    chosen = plan.source_ids(named_sources(sources, plan.dataset))
    click.echo("Reading the roster ...", err=True)
    given = read_roster(officers, training, plan, as_of=as_of)
    try:
        count = _written(given, plan, chosen, output, as_of=as_of)
        problems = write_problems(given, output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from None
    _tell(given, count, output)
    if problems:
        click.echo(f"What was rejected, row by row, is in {problems}.", err=True)
        raise DataProblems(given.problems)


def _check_suffixes(*files: Path | None) -> None:
    for file in files:
        if file is not None and file.suffix.lower() not in _SUFFIXES:
            raise click.UsageError(
                f"{file} is neither .csv nor .parquet; its name has to say which."
            )


def _written(
    given: Roster, plan: Plan, sources: tuple[str, ...], output: Path, *, as_of: date
) -> int:
    """Write the findings, with a bar on the terminal while it lasts."""
    size = given.officers.size
    with click.progressbar(length=size, label="Checking officers", file=sys.stderr) as bar:
        return write_findings(given, plan, sources, output, as_of=as_of, told=bar.update)


def _tell(given: Roster, count: int, output: Path) -> None:
    rows = f"{given.rows_in:,} rows of officers: {given.officers.size:,} checked"
    click.echo(f"{rows}, {given.rows_rejected:,} rejected.", err=True)
    if given.training_rows_in:
        rows = f"{given.training_rows_in:,} rows of training"
        click.echo(f"{rows}: {given.training_rows_rejected:,} rejected.", err=True)
    if given.later:
        later = f"{given.later:,} completions lie after the day asked about"
        click.echo(f"{later} and are not counted.", err=True)
    click.echo(f"Wrote {count:,} findings to {output}.", err=True)

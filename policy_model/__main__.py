"""The command line: validate, compare, spread, hours, export, brief, check, roster.

Exit codes: 0 fine; 1 the data or the input has problems, which are listed; 2 wrong usage.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from policy_model import (
    DataProblems,
    Frames,
    UnknownName,
    compare,
    comparison_matrix,
    frames,
    hour_ledger,
    load_dataset,
    spread,
    spread_answers,
    spread_counts,
)
from policy_model.commands.briefs import brief
from policy_model.commands.officers import check
from policy_model.commands.rosters import roster
from policy_model.commands.showing import (
    SOURCES,
    Day,
    format_option,
    listed_names,
    named_sources,
    show,
)
from policy_model.export import export_package


def _as_of_option(command: Any) -> Any:
    words = "The day on which the law is read; today if left out."
    return click.option("--as-of", type=Day(), default=None, help=words)(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """What law and policy ask of school resource officers, clause by clause."""


@main.command()
@click.argument("data_dir", type=click.Path(path_type=Path), required=False)
@click.option(
    "--texts", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of source texts: every locator is looked up in its instrument's own words.",
)  # fmt: skip
def validate(data_dir: Path | None, texts: Path | None) -> None:
    """Check the data set in DATA_DIR, or the project's own."""
    dataset = load_dataset(data_dir, texts_dir=texts)
    requirements = len(frames(dataset).requirements)
    also = ", every locator found in its text" if texts else ""
    click.echo(f"No problem in {len(dataset.sources)} sources, {requirements} requirements{also}.")


@main.command("compare")
@click.option("--sources", help=f"{SOURCES}, in the order to show them.")
@click.option("--role-class", help="Only roles of this class, such as sworn_sro.")
@click.option("--questions", help="Question ids, separated by commas.")
@_as_of_option
@click.option("--baseline", help="The source against which the others read same or different.")
@click.option("--differences", is_flag=True, help="Leave out questions that all answer alike.")
@click.option("--wide", is_flag=True, help="One row a source and role, one column a question.")
@format_option
def compare_command(
    sources: str | None,
    role_class: str | None,
    questions: str | None,
    as_of: date | None,
    baseline: str | None,
    differences: bool,
    wide: bool,
    form: str,
) -> None:
    """Put sources side by side: one row for each answer, or with --wide for each source."""
    if wide and baseline and not differences:
        raise click.UsageError("--wide has no place for a baseline; add --differences to use it.")
    tables, chosen = _frames(), {"as_of": as_of or date.today(), "role_class": role_class}
    chosen |= {"sources": named_sources(tables, sources), "questions": listed_names(questions)}
    if differences or not wide:
        rows = compare(tables, **chosen, baseline=baseline, differences=differences)
        chosen["questions"] = rows["question"].drop_duplicates().tolist()
    show(comparison_matrix(tables, **chosen) if wide else rows, form)


@main.command("spread")
@click.option("--question", required=True, help="The id of the question.")
@click.option("--role-class", default="sworn_sro", show_default=True, help="The class of roles.")
@_as_of_option
@click.option("--counts", "what", flag_value="counts", help="How many stand where, of how many.")
@click.option("--answers", "what", flag_value="answers", help="The answers behind it.")
@format_option
def spread_command(
    question: str, role_class: str, as_of: date | None, what: str | None, form: str
) -> None:
    """Where a question stands across the states: one row a state, of its binding law."""
    asked = {"as_of": as_of or date.today(), "role_class": role_class, "questions": [question]}
    found = (spread_answers if what == "answers" else spread)(_frames(), **asked)
    show(spread_counts(found) if what == "counts" else found, form)


@main.command()
@click.option("--sources", help=f"{SOURCES}.")
@_as_of_option
@click.option("--years", type=click.IntRange(1, 40), help="Also hours reached after each year.")
@format_option
def hours(sources: str | None, as_of: date | None, years: int | None, form: str) -> None:
    """Total the hours of training: never across roles, phases or force."""
    tables = _frames()
    chosen = named_sources(tables, sources)
    show(hour_ledger(tables, as_of=as_of or date.today(), sources=chosen, years=years), form)


@main.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def export(directory: Path) -> None:
    """Write every table as CSV into DIRECTORY, with a datapackage.json."""
    tables = _frames()
    try:
        written = export_package(tables, directory)
    except OSError as error:
        raise click.UsageError(f"{directory} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {len(written)} files to {directory}.")


main.add_command(brief)
main.add_command(check)
main.add_command(roster)


def _frames() -> Frames:
    return frames(load_dataset())


def run(arguments: list[str] | None = None) -> int:
    """The command line with its exit code: 0 fine, 1 problems in data or input, 2 wrong usage."""
    try:
        main.main(args=arguments, prog_name="python -m policy_model", standalone_mode=False)
    except DataProblems as problems:
        click.echo(str(problems), err=True)
        click.echo(f"{len(problems.problems)} problem(s).", err=True)
        return 1
    except UnknownName as error:
        click.echo(str(error), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run())

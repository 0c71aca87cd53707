"""`brief`: chosen sources and questions as a document, to be printed, mailed or edited."""

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from policy_model import data_set_citation, frames, load_dataset
from policy_model.brief import (
    MOST_PAGES,
    brief_of,
    document,
    markdown_text,
    page_count,
    word_bytes,
)
from policy_model.brief.blocks import Block
from policy_model.commands.showing import SOURCES, Day, listed_names, named_sources

_WRITERS: dict[str, Callable[[tuple[Block, ...]], bytes]] = {
    "markdown": lambda blocks: markdown_text(blocks).encode(),
    "docx": word_bytes,
}
_File = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--sources", required=True, help=f"{SOURCES}, in order.")
@click.option("--questions", help="Question ids, separated by commas; five where left out.")
@click.option("--role-class", help="Only roles of this class, such as sworn_sro.")
@click.option("--as-of", type=Day(), required=True, help="The day on which the law is read.")
@click.option("--baseline", help="The source against which the others read same or different.")
@click.option("--format", "form", type=click.Choice([*_WRITERS]), default="markdown")
@click.option("--output", type=_File, required=True, help="The file to write; replaced if there.")
def brief(
    sources: str,
    questions: str | None,
    role_class: str | None,
    as_of: date,
    baseline: str | None,
    form: str,
    output: Path,
) -> None:
    """Write a brief of one to three pages: answers, pinpoints, cautions, silences, how to cite."""
    given = {"sources": sources, "questions": questions, "role-class": role_class}
    given |= {"baseline": baseline, "as-of": as_of.isoformat(), "format": form}
    tables = frames(load_dataset())
    blocks = document(
        brief_of(
            tables,
            as_of=as_of,
            sources=named_sources(tables, sources) or [],
            role_class=role_class,
            questions=listed_names(questions),
            baseline=baseline,
            cited=data_set_citation(),
            again=_command(given),
        )
    )
    _write(output, _WRITERS[form](blocks))
    _tell(output, page_count(blocks))


def _command(given: dict[str, str | None]) -> str:
    """The command that makes the same brief again, wherever its file is put."""
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, value in given.items() if value)
    return f"python -m policy_model brief {options} --output FILE"


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from None


def _tell(output: Path, pages: int) -> None:
    click.echo(f"Wrote about {pages} page(s) to {output}.", err=True)
    if pages > MOST_PAGES:
        click.echo(f"A brief has up to {MOST_PAGES}: ask fewer sources or questions.", err=True)

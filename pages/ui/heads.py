"""The head of a matrix's column: who speaks, in which instruments, with what force, of whom."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from pages.ui.details import Details, Fields
from pages.ui.markup import query_address
from pages.ui.matrix import Column
from pages.ui.names import Names
from policy_model.vocabulary import Authority


def column_head(
    pair: tuple[str, str],
    named: Collection[str],
    details: Details,
    *,
    is_mixed: bool,
    is_baseline: bool = False,
) -> Column:
    """The head of the column (source, role).

    `named` holds the instruments that its cells cite; without one, all of the source are named.
    Where roles are mixed, the short head says the role too.
    """
    source, role = pair
    held = {
        key: fields
        for key, fields in details.instruments.items()
        if fields["source_id"] == source and fields["authority"] != Authority.SUMMARY
    }
    cited = [fields for key, fields in held.items() if key in named] or list(held.values())
    names = details.names
    title, short = names.sources[source], names.short_roles[pair]
    return Column(
        column_id=f"{source}.{role}",
        head=title,
        sub="; ".join(str(fields["short_citation"]) for fields in cited),
        force=_forces(cited, names),
        role=names.roles[pair],
        short=f"{title} {short}" if is_mixed else title,
        is_baseline=is_baseline,
    )


def in_large_table(head: Column, source: str, details: Details) -> Column:
    """The head in few words, which leads to the source and bears the badges of its copies.

    It stays beside every cell; the cells of a large table do not repeat them.
    """
    place = query_address("sources", {"source": source})
    return replace(head, sub="", place=place, copies=details.copies_of_silence(source))


def is_mixed(pairs: Iterable[tuple[str, str]], names: Names) -> bool:
    """Whether the columns are about roles of different names."""
    return len({names.roles[pair] for pair in pairs}) > 1


def _forces(instruments: Iterable[Fields], names: Names) -> str:
    """The force of the instruments, in words, strongest first."""
    held = {fields["authority"] for fields in instruments}
    return "; ".join(names.labels.label("authority", a) for a in Authority if a in held)

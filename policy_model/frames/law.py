"""Frames of the law itself: sources, instruments, provisions, requirements."""

from collections.abc import Iterator

import pandas as pd

from policy_model.citation import cite
from policy_model.frames.table import joined, table, text
from policy_model.records.law import Instrument, Requirement, Source
from policy_model.records.whole import Dataset

__all__ = ["instruments", "provisions", "requirements", "sources"]


def sources(dataset: Dataset) -> pd.DataFrame:
    """What is held.

    Rows: one a source, key `source_id`, in file order.
    Columns: source_id, jurisdiction_id, title, summary, is_shown_first (bool: shown before a reader
    chooses), supplements (str: ids of the sources whose cited law it holds in fuller texts),
    position (Int64).
    Missing: supplements of a document that stands by itself.
    """
    return table(
        [
            "source_id",
            "jurisdiction_id",
            "title",
            "summary",
            "is_shown_first",
            "supplements",
            "position",
        ],
        (
            (
                source.id,
                source.jurisdiction,
                source.title,
                source.summary,
                source.shown_first,
                joined(source.supplements),
                at,
            )
            for at, source in enumerate(dataset.sources, 1)
        ),
    )


_INSTRUMENT_DATES = (
    "adopted_on", "approved_on", "effective_on", "ends_on", "retrieved_on", "checked_on",
)  # fmt: skip


def instruments(dataset: Dataset) -> pd.DataFrame:
    """The texts of each source.

    Rows: one an instrument, key `instrument_id`, in document order.
    Columns: instrument_id, source_id, position (within the source), kind, authority, title,
    citation, short_citation, publisher, address, address_note, six dates (ISO text, a year or a
    month where no more is known), copy_kind, extent, extent_note, completes, text_file.
    Missing: a date the copy does not give; notes where there is nothing to note.
    """
    plain = ("kind", "authority", "title", "citation", "short_citation", "publisher", "address")
    columns = [
        "instrument_id", "source_id", "position", *plain, "address_note", *_INSTRUMENT_DATES,
        "copy_kind", "extent", "extent_note", "completes", "text_file",
    ]  # fmt: skip

    def row(instrument: Instrument, source: Source, at: int) -> tuple[object, ...]:
        return (
            instrument.id,
            source.id,
            at,
            *(str(getattr(instrument, name)) for name in plain),
            instrument.address_note,
            *(text(getattr(instrument, name)) for name in _INSTRUMENT_DATES),
            str(instrument.copy_kind),
            str(instrument.extent),
            instrument.extent_note,
            instrument.completes,
            instrument.text.file,
        )

    return table(
        columns,
        (
            row(instrument, source, at)
            for source in dataset.sources
            for at, instrument in enumerate(source.instruments, 1)
        ),
    )


def provisions(dataset: Dataset) -> pd.DataFrame:
    """The places of each instrument at which something is coded.

    Rows: one a provision, key (instrument_id, pinpoint), in document order.
    Columns: instrument_id, source_id, pinpoint, heading, citation (str), position (within source).
    Missing: never.
    """

    def rows() -> Iterator[tuple[object, ...]]:
        for source in dataset.sources:
            at = 0
            for instrument in source.instruments:
                for provision in instrument.provisions:
                    at += 1
                    citation = cite(instrument.citation, provision.pinpoint)
                    yield (
                        instrument.id, source.id, provision.pinpoint, provision.heading,
                        citation, at,
                    )  # fmt: skip

    return table(
        ["instrument_id", "source_id", "pinpoint", "heading", "citation", "position"], rows()
    )


_REQUIREMENT_COLUMNS = [
    "requirement_id", "source_id", "instrument_id", "position", "pinpoint", "citation", "locator",
    "nth", "title", "summary", "role_ids", "actor", "mechanism", "modality", "category", "topics",
    "topics_extent", "courses", "amount_value", "amount_unit", "amount_basis", "amount_period",
    "deadline", "deadline_boundary", "deadline_period", "deadline_anchor", "repeats", "condition",
    "exception_to", "effective_on", "ends_on", "replaces", "restates", "part_of", "alternative_to",
    "consequence", "cautions", "coding_note", "interpretations", "formerly", "authority",
    "adopted_on", "approved_on", "decided_by", "untested",
]  # fmt: skip


def requirements(dataset: Dataset) -> pd.DataFrame:
    """Every coded statement.

    Rows: one a requirement, key `requirement_id`, in document order.
    Columns: as the codebook defines them; `position` counts within the source; lists are joined
    with ` | `; amount_value is a number in amount_unit on amount_basis; effective_on and ends_on
    (the LAST day) are the instrument's where the requirement has none; authority, adopted_on and
    approved_on are the instrument's.
    Missing: the text says nothing of it; amount_value without a number is a duty unquantified.
    """
    return table(
        _REQUIREMENT_COLUMNS,
        (row for source in dataset.sources for row in _requirement_rows(source)),
    )


def _requirement_rows(source: Source) -> Iterator[tuple[object, ...]]:
    at = 0
    for instrument in source.instruments:
        for provision in instrument.provisions:
            citation = cite(instrument.citation, provision.pinpoint)
            for requirement in provision.requirements:
                at += 1
                place = (source.id, instrument.id, at, provision.pinpoint, citation)
                yield (requirement.id, *place, *_said(requirement, instrument))


def _said(requirement: Requirement, instrument: Instrument) -> tuple[object, ...]:
    """The requirement's own columns, in the order of _REQUIREMENT_COLUMNS from `locator` on."""
    r = requirement
    return (
        r.locator, r.nth, r.title, r.summary, joined(r.roles), r.actor.value, r.mechanism.value,
        r.modality.value, r.category.value, joined(r.topics), text(r.topics_extent),
        joined(r.courses), *_amount(r), *_deadline(r), text(r.repeats), r.condition,
        joined(r.exception_to), text(r.effective_on or instrument.effective_on),
        text(r.ends_on or instrument.ends_on), joined(r.replaces), r.restates, r.part_of,
        joined(r.alternative_to), r.consequence, joined(r.cautions), r.coding_note,
        joined(r.interpretations), joined(r.formerly), instrument.authority.value,
        text(instrument.adopted_on), text(instrument.approved_on),
        joined(r.facts_read()), r.untested,
    )  # fmt: skip


def _amount(requirement: Requirement) -> tuple[object, ...]:
    amount = requirement.amount
    if amount is None:
        return (None, None, None, None)
    return (amount.value, amount.unit.value, text(amount.basis), text(amount.period))


def _deadline(requirement: Requirement) -> tuple[object, ...]:
    deadline = requirement.deadline
    if deadline is None:
        return (None, None, None, None)
    return (str(deadline), deadline.boundary.value, text(deadline.period), deadline.anchor)

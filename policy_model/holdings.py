"""What is held of each jurisdiction: which texts, how much of them, whose copies, how fresh."""

import pandas as pd

from policy_model.frames import Frames

_OF_TEXT = [
    "source_id", "instrument_id", "citation", "authority", "extent", "copy_kind", "retrieved_on",
    "checked_on", "text_file", "address",
]  # fmt: skip


def holdings(frames: Frames) -> pd.DataFrame:
    """The texts that were read, jurisdiction by jurisdiction, and where none was.

    Rows: one a text, in the order of jurisdictions.yaml, then of the sources; one for a
    jurisdiction of which nothing has been read.
    Columns: jurisdiction_id, label, jurisdiction_kind (str), is_read (bool), source_id,
    instrument_id, citation, authority, extent, copy_kind, retrieved_on, checked_on, text_file,
    address (str, of the text), entries (Int64: how many are coded from it).
    Missing: all about the text where none was read; retrieved_on where it is not recorded.

    >>> from policy_model import load_dataset, frames
    >>> held = holdings(frames(load_dataset())).set_index("jurisdiction_id")
    >>> bool(held.loc["hi", "is_read"]), held.loc["nasro", "copy_kind"]
    (False, 'official')
    """
    owner = frames.sources[["source_id", "jurisdiction_id"]]
    texts = owner.merge(frames.instruments[_OF_TEXT], on="source_id")
    entries = frames.requirements.groupby("instrument_id").size()
    texts["entries"] = texts["instrument_id"].map(entries).astype("Int64")
    named = frames.jurisdictions[["jurisdiction_id", "label", "jurisdiction_kind"]]
    rows = named.merge(texts, on="jurisdiction_id", how="left")
    rows.insert(3, "is_read", rows["instrument_id"].notna())
    return rows


__all__ = ["holdings"]

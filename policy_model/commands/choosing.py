"""Which sources an officer is checked against: ids, or the names of sets of them."""

from collections.abc import Sequence

from policy_model import Dataset, frames, resolved

ONLY_THIS = "Only this source, or set of sources (near:nm); may be given again."


def named_sources(names: Sequence[str], dataset: Dataset) -> list[str] | None:
    """Each source once; None, which stands for all, where nothing is named.

    Tables are made only where a name is no source's id. Raises UnknownName for an unknown one.
    """
    if not names:
        return None
    if set(names) <= {source.id for source in dataset.sources}:
        return list(dict.fromkeys(names))
    return resolved(frames(dataset), names)

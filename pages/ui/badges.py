"""What sort of copy was read, as a badge: how much of the text, and whose copy it is."""

from pages.ui.labels import Labels
from pages.ui.markup import Safe, join, span
from policy_model.vocabulary import CopyKind, Extent


def badge(extent: str, copy_kind: str, labels: Labels) -> Safe:
    """`⋯ In part, code mirror`; a restatement is one whatever its length, an official copy plain.

    Both words are the codebook's.
    """
    if copy_kind == CopyKind.RESTATED:
        return span("badge b-part", labels.mark("copy_kind", copy_kind))
    said = [labels.mark("extent", extent)]
    if copy_kind != CopyKind.OFFICIAL:
        said.append(span("badge-copy", _within(labels.label("copy_kind", copy_kind))))
    css = "badge b-part" if extent == Extent.PART else "badge"
    return span(css, join(said, ", "))


def _within(label: str) -> str:
    """A label within a sentence."""
    return f"{label[0].lower()}{label[1:]}"

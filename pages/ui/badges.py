"""What sort of copy was read, as a badge: how much of the text, and whose copy it is."""

from pages.ui.labels import Labels
from pages.ui.markup import Safe, element, join, span
from policy_model.vocabulary import CopyKind, Extent


def badge(extent: str, copy_kind: str, labels: Labels) -> Safe:
    """`⋯ In part, code mirror`; a restatement is one whatever its length, an official copy plain.

    Both words are the codebook's, and so is the glyph of what is not the whole text.
    """
    if copy_kind == CopyKind.RESTATED:
        return _drawn("copy_kind", copy_kind, "", labels)
    is_plain = copy_kind == CopyKind.OFFICIAL
    whose = "" if is_plain else _within(labels.label("copy_kind", copy_kind))
    return _drawn("extent", extent, whose, labels)


def is_partial(extent: str, copy_kind: str) -> bool:
    """Whether words of the law itself are missing from the copy."""
    return extent == Extent.PART or copy_kind == CopyKind.RESTATED


def _drawn(field: str, value: str, whose: str, labels: Labels) -> Safe:
    word = labels.word(field, value)
    glyph = element("span", {"class": "g", "aria-hidden": "true"}, word.glyph)
    said = join([element("strong", None, word.label), whose], ", ")
    return span("badge", join([glyph if word.glyph else "", said], " "))


def _within(label: str) -> str:
    """A label within a sentence."""
    return f"{label[0].lower()}{label[1:]}"

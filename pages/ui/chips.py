"""The word of a finding as a chip: glyph of its status, words by modality and mechanism.

Red and solid is an unmet duty of the officer's, and nothing else: what a board has to ask for,
what a definition says and what is only advised are never red.
"""

from pages.ui.labels import Labels
from pages.ui.markup import Safe, element, join, span


def chip(words: object, status: str, manner: str, labels: Labels, count: int = 0) -> Safe:
    """Glyph and words; with a count, how many findings say so.

    >>> import pandas as pd
    >>> columns = ["field_id", "value_id", "label", "glyph", "definition"]
    >>> labels = Labels(pd.DataFrame([("status", "unmet", "Not met", "✕", "")], columns=columns))
    >>> drawn = chip("Not met", "unmet", "duty", labels, 2)
    >>> 'class="chip s-unmet m-duty"' in drawn, drawn.endswith("Not met (2)</span>")
    (True, True)
    """
    glyph = element(
        "span", {"class": "g", "aria-hidden": "true"}, labels.word("status", status).glyph
    )
    said = f"{words} ({count:,})" if count else words
    return span(f"chip {css_of(status, manner)}", glyph, said)


def css_of(status: str, manner: str) -> str:
    """The classes by which the style sheet knows a finding.

    >>> css_of("met_late", "duty_of_others")
    's-met-late m-duty-of-others'
    """
    return f"s-{status.replace('_', '-')} m-{manner.replace('_', '-')}"


def chips(items: list[Safe]) -> Safe:
    """Chips in a row that wraps."""
    return element("ul", {"class": "chips"}, *(element("li", None, item) for item in items))


def turn(before: Safe, after: Safe) -> Safe:
    """From one finding to another."""
    return join([before, span("soft", "then"), after], " ")

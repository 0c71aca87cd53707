"""Cite: how what is shown is cited, in a panel that opens without a rerun."""

from collections.abc import Iterable, Iterator

from pages.ui import store, theme
from pages.ui.drawer import closing_head, copy_box
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, element, element_id
from pages.ui.permalinks import Choices, view_address
from policy_model import data_set_bibtex, data_set_words
from policy_model.sentences import Fields, instrument_bibtex, instrument_citation

RULE = (
    "When you rely on one provision, cite the law itself with its pinpoint: a sentence to copy "
    "stands behind each citation, and on Sources under each provision."
)


def cite_button(
    choices: Choices, sources: Iterable[str] = (), *, with_summaries: bool = False
) -> None:
    """The button and its panel: the texts of the sources shown, and the data set as of the day.

    The address in it has nothing that a visitor entered.
    """
    texts = store.details().texts(sources, with_summaries=with_summaries)
    panel_id = element_id("cite", choices.page_id)
    attributes = {"class": "cite-open", "type": "button", "popovertarget": panel_id}
    opener = element("button", attributes, "Cite")
    theme.show(opener, panel(panel_id, texts, _data_set(choices)), width="content")


def panel(panel_id: str, texts: tuple[Fields, ...], data_set: tuple[str, str]) -> Safe:
    """The data set, which is short; then the texts of law; each in words and as BibTeX."""
    head_id = f"{panel_id}-h"
    attributes = {
        "popover": "auto", "id": panel_id, "class": "drawer",
        "role": "dialog", "aria-labelledby": head_id,
    }  # fmt: skip
    head = closing_head(panel_id, head_id, "To cite", "What is shown here")
    rule = element("p", {"class": "small"}, RULE)
    return element("div", attributes, head, rule, *_boxes("The data set", data_set), *_texts(texts))


def _texts(texts: tuple[Fields, ...]) -> Iterator[Safe]:
    if texts:
        words = "\n\n".join(map(instrument_citation, texts))
        entries = "\n\n".join(map(instrument_bibtex, texts))
        yield from _boxes(f"The law: {counted(len(texts), 'text')}", (words, entries))


def _boxes(head: str, cited: tuple[str, str]) -> Iterator[Safe]:
    words, entry = cited
    yield element("h3", None, head)
    yield copy_box("In words", words, "Copy citation")
    yield copy_box("BibTeX", entry, "Copy BibTeX", "pre")


def _data_set(choices: Choices) -> tuple[str, str]:
    cited, day = store.data_set_citation(), date_words(choices["as_of"], "")
    address = view_address(choices, choices.open_query())
    return data_set_words(cited, day, address), data_set_bibtex(cited, day, address)

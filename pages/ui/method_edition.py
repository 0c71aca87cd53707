"""What the edition says of itself: how to cite it, what changed, how a coding is disputed."""

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from pages.ui.details import reader_address
from pages.ui.folds import Part, bullets, facts, item
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, element, element_id, esc, join, link
from pages.ui.names import Names
from pages.ui.rows import Fields, plain
from pages.ui.tables import Head, table
from policy_model import Citation, Frames, data_set_words
from policy_model.sentences import place_words

CITE = "cite"


def how_to_cite() -> Part:
    """The heading of what `citations` shows below its inputs."""
    note = "When you rely on one provision, cite the law itself and give its pinpoint."
    return Part(part_id=CITE, title="How to cite", note=note)


def citations(
    frames: Frames, names: Names, cited: Citation | None, as_of: date, requirement_id: str
) -> Safe:
    """How to cite the data set as of a day, and one provision in it."""
    requirements, instruments = frames.requirements, frames.instruments
    (row,) = plain(requirements[requirements["requirement_id"] == requirement_id])
    (instrument,) = plain(instruments[instruments["instrument_id"] == row["instrument_id"]])
    day = date_words(as_of, "")
    edition = "SRO Law Compared" if cited is None else f"{cited.title}, version {cited.version}"
    provision = (
        f"{place_words([str(row['citation'])], instrument, row)}; "
        f"as coded in {edition}, entry {requirement_id}, law as of {day}."
    )
    return join(
        [
            facts(
                [
                    (
                        "The data set",
                        element("span", {"class": "cite"}, data_set_words(cited, day)),
                    ),
                    ("This provision", element("span", {"class": "cite"}, provision)),
                ]
            ),
            element("p", {"class": "small"}, cited.message if cited else NO_CITATION_FILE),
            element(
                "p",
                {"class": "small"},
                link(reader_address(str(row["source_id"]), requirement_id), "Read this provision"),
                f" as {names.sources[str(row['source_id'])]} has it.",
            ),
        ]
    )


NO_CITATION_FILE = (
    "Who made this edition and its version stand in CITATION.cff at the root of the repository, "
    "which this installation does not carry."
)


def changes(entries: pd.DataFrame | None, names: Names) -> Part:
    """What changed for somebody who relies on an answer, newest first."""
    absent = element(
        "p",
        None,
        "What changed stands in CHANGELOG.md at the root of the repository, which this "
        "installation does not carry.",
    )
    shown = absent if entries is None else join(_change(row, names) for row in plain(entries))
    return Part(
        part_id="changes",
        title="What changed",
        note="Each entry says whether the law was amended, our coding corrected, or something new "
        "can be asked; which sources it touches; and from which day on an answer may differ.",
        size="" if entries is None else counted(len(entries), "entry", "entries"),
        body=shown,
        table=entries,
        file_name="changes.csv",
    )


def _change(row: Fields, names: Names) -> Safe:
    touched = ", ".join(names.sources.get(s, s) for s in str(row["sources"]).split(", "))
    said = [f"Version {row['version']}", row["kind"], touched, f"Dates: {row['dates']}"]
    about = " · ".join(map(str, said))
    return item(
        element_id("change", row["version"], row["title"]),
        row["title"],
        element("p", {"class": "small"}, about),
        *(element("p", None, inline(text)) for text in str(row["text"]).split("\n\n")),
    )


_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*")


def inline(text: str) -> Safe:
    """A line of the changelog: code, bold and emphasis as markup, all else as text.

    >>> inline("See `data/` and *this* <b>")
    'See <code>data/</code> and <em>this</em> &lt;b&gt;'
    """

    def pieces() -> Iterator[Safe]:
        at = 0
        for found in _MARKED.finditer(text):
            yield esc(text[at : found.start()])
            tag = ("code", "strong", "em")[(found.lastindex or 1) - 1]
            yield element(tag, None, found[found.lastindex or 1])
            at = found.end()
        yield esc(text[at:])

    return join(pieces())


def dispute() -> Part:
    """How anyone can show that a coding is wrong, and what follows."""
    heads = [Head(words="It turns out that"), Head(words="What is done")]
    return Part(
        part_id="dispute",
        title="Dispute a coding",
        note="A coding is a claim about a text. Anyone may show that it is wrong, and nobody needs "
        "to program for it.",
        body=join(
            [
                element("p", None, "Open an issue with the project that says"),
                bullets(_TO_SAY),
                table("What follows", heads, _FOLLOWS, hide_caption=True),
                element("p", None, "No coding is changed to make a test pass."),
            ]
        ),
    )


_TO_SAY = (
    "which entry it is about (each panel, page and export names it), or which question and source, "
    "if you think that something is missing;",
    "the pinpoint and, in at most eight words, the place in the text on which you rely;",
    "how you read it, and what the answer should be;",
    "the address and the day of your copy, if it is another than ours.",
)
_FOLLOWS = (
    (
        "We misread the text",
        "The record is corrected. The changes say “coding corrected”, with the days for which the "
        "earlier answer was wrong.",
    ),
    (
        "The law has changed",
        "The old record gets its last day and a new one replaces it, so that earlier days are "
        "answered as before. The changes say “law amended”.",
    ),
    (
        "The text is open",
        "Neither of us is right. The open words become a caution and, where a date rests on them, "
        "a named reading with its alternative.",
    ),
    (
        "Our copy lacks the passage",
        "The instrument says what is missing, and the cell reads “Not in our copy” until somebody "
        "supplies it.",
    ),
)

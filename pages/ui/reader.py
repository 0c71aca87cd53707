"""A source in document order: contents, provisions, and one line for each requirement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pages.ui.drawer import caution_box, copy_box, quotation
from pages.ui.labels import Labels, counted
from pages.ui.markup import Safe, div, element, element_id, join, link, span

NOTHING = Safe()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One requirement: its mark, our summary, on whom it falls and what it answers (`meta`).

    `sentence` is what is pasted of it, folded under it.
    """

    requirement_id: str
    modality: str
    locator: str
    summary: str
    meta: object = ""
    standing: str = ""
    cautions: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A pinpoint and the requirements that stand there; `heading` is ours."""

    provision_id: str
    pinpoint: str
    heading: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """What is held of an instrument: name, force and dates, and who publishes which copy where."""

    name: str
    about: str
    publisher: str = ""
    address: str = ""
    badge: Safe = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An instrument and its provisions."""

    section_id: str
    heading: str
    entrance: Entrance
    provisions: tuple[Provision, ...]

    @property
    def entries(self) -> int:
        """How many requirements it holds."""
        return sum(len(provision.duties) for provision in self.provisions)


def contents(name: str, sections: Sequence[Section]) -> Safe:
    """The instruments, and under each its provisions with their counts."""
    return element(
        "nav",
        {"class": "contents", "aria-label": f"Contents of {name}"},
        *(part for section in sections for part in _contents_of(section)),
    )


def _contents_of(section: Section) -> Iterator[Safe]:
    name = link(f"#{section.section_id}", section.entrance.name)
    yield element("p", {"class": "contents-name"}, name)
    yield element("p", {"class": "small"}, counted(section.entries, "entry", "entries"))
    items = (
        element(
            "li",
            None,
            link(f"#{provision.provision_id}", provision.pinpoint),
            " ",
            span("soft", provision.heading),
        )
        for provision in section.provisions
    )
    yield element("ol", None, *items)


def reading(name: str, sections: Sequence[Section], labels: Labels) -> Safe:
    """Contents beside the text; on phones above it."""
    said = element(
        "p",
        {"class": "small"},
        element("q", {"class": "law"}, "Serif in quotation marks"),
        " is the document speaking, at most eight words, to find the place."
        " Everything else is our reading.",
    )
    text = div("text", said, *(_section(section, labels) for section in sections))
    return div("reader", contents(name, sections), text)


def anchor(requirement_id: str) -> str:
    """The id of a requirement's line on the Sources page.

    >>> anchor("nm-sro-training")
    'r-nm-sro-training'
    """
    return element_id("r", requirement_id)


def _section(section: Section, labels: Labels) -> Safe:
    return element(
        "section",
        {"class": "part", "aria-labelledby": section.section_id},
        element("h2", {"id": section.section_id}, section.heading),
        element(
            "p", {"class": "small"}, join([section.entrance.badge, section.entrance.about], " · ")
        ),
        element("p", {"class": "small"}, *_publisher(section.entrance)),
        *(_provision(provision, labels) for provision in section.provisions),
    )


def _publisher(entrance: Entrance) -> Iterator[object]:
    yield entrance.publisher
    if entrance.address:
        yield " "
        yield link(entrance.address, "Open at the publisher")


def _provision(provision: Provision, labels: Labels) -> Safe:
    heading = span("p-heading", provision.heading)
    return div(
        "provision",
        element(
            "h3",
            {"class": "pinpoint", "id": provision.provision_id},
            provision.pinpoint,
            " ",
            heading,
        ),
        div("says", *_passages(provision, labels)),
    )


def _passages(provision: Provision, labels: Labels) -> Iterator[Safe]:
    """Each locator once, with the duties that it finds, then their cautions."""
    for locator, run in groupby(provision.duties, key=lambda duty: duty.locator):
        duties = list(run)
        yield element("p", {"class": "said"}, quotation(locator))
        yield element("ul", {"class": "duties"}, *(_duty(duty, labels) for duty in duties))
        cautions = tuple(dict.fromkeys(text for duty in duties for text in duty.cautions))
        if cautions:
            yield caution_box(cautions, labels, unfolded=1)


def _duty(duty: Duty, labels: Labels) -> Safe:
    standing = span("standing", duty.standing) if duty.standing else None
    return element(
        "li",
        {"id": anchor(duty.requirement_id), "class": "duty"},
        div("duty-mark", labels.modality(duty.modality)),
        div(
            "duty-text",
            element("p", None, duty.summary, " " if standing else None, standing),
            element("p", {"class": "small"}, duty.meta) if duty.meta else None,
            _to_paste(duty) if duty.sentence else None,
        ),
    )


def _to_paste(duty: Duty) -> Safe:
    box = copy_box("", duty.sentence, "Copy sentence")
    summary = element("summary", None, "As one sentence")
    return element("details", {"class": "to-paste"}, summary, box)

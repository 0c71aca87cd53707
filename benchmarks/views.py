"""What a reader changes on each page, and what must then stand there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from playwright.sync_api import Page

from policy_model import (
    Frames,
    compare,
    frames,
    load_dataset,
    search,
    search_index,
    shown_first,
    topic_counts,
    topic_crosswalk,
)

CHART = "[data-testid=stVegaLiteChart] :is(canvas, svg)"
_TERMS = ("hours", "minimum age", "firearms", "29-7-14", "assignment", "certified")


@dataclass(frozen=True, slots=True)
class View:
    """A page and the one thing that is changed on it.

    `landmark` selects what appears last. `widget` is the ARIA role of what is changed, `label` its
    name, `choices` what is typed into it in turn. `said` is the JavaScript of the text that the
    change must alter, `expected` what that text must begin with after a choice.
    """

    name: str
    path: str
    landmark: str
    widget: str
    label: str
    said: str
    expected: Callable[[str], str]
    choices: tuple[str, ...] = ("New Mexico", "Mississippi")


def views() -> list[View]:
    """The pages of the app, each with its change."""
    foot = ".foot-said"
    after = (
        "[...document.querySelectorAll('p')].map(p => p.innerText).find(t => /^After \\d/.test(t))"
    )
    rows = "String(document.querySelectorAll('th[role=rowheader][scope=row]').length)"
    contents = "document.querySelector('nav.contents').ariaLabel"
    cited = "document.querySelectorAll('.cite')[1].innerText"
    found = "document.querySelector('h2.section').innerText"
    return [
        View(
            "Overview", "/", foot, "textbox", "Search every coded provision", found, _found, _TERMS
        ),
        View("Compare", "/compare", foot, "switch", "Differences only", rows, _rows),
        View("Hours", "/hours", CHART, "slider", "Years of service", after, "After {} year".format),
        View("Topics", "/topics", foot, "switch", "Topics that no text names", rows, _topics),
        View("Method", "/method", foot, "combobox", "Provision", cited, _cited, _provisions()),
        View("Sources", "/sources", foot, "combobox", "Source", contents, "Contents of {}".format),
    ]


def bare_with_chart() -> View:
    """The bare page with a line of two points: what a chart costs whoever draws one."""
    return replace(bare(), name="bare page, chart", path="/?chart", landmark=CHART)


def bare(widget: str = "") -> View:
    """The bare page, with one widget or none."""
    said = "document.querySelector('#said').innerText"
    path = f"/?widget={widget}" if widget else "/"
    return View("bare page", path, "#said", widget, "Change", said, "Chosen: {}".format)


def set_up(page: Page, view: View, nth: int) -> tuple[str, str]:
    """Bring the widget one key press before its nth change: the key, and what it will choose."""
    widget = page.get_by_role(view.widget, name=view.label)
    if view.widget == "switch":
        widget.focus()
        return "Space", str(nth % 2 == 0)
    if view.widget == "slider":
        widget.focus()
        return "ArrowRight", str(6 + nth)
    choice = view.choices[nth % len(view.choices)]
    if view.widget == "combobox":
        widget.click()  # its list is not there before; typed too soon, nothing is looked for
    widget.fill(choice)
    if view.widget == "combobox":
        page.get_by_role("option").filter(has_text=choice).first.wait_for()
    return "Enter", choice


@cache
def _tables() -> Frames:
    return frames(load_dataset())


@cache
def _found(term: str) -> str:
    count = len(search(search_index(_tables()), term))
    return f"{count:,} {'entry' if count == 1 else 'entries'} found for “{term}”"


@cache
def _rows(is_on: str) -> str:
    asked = {"as_of": date.today(), "role_class": "sworn_sro", "differences": is_on == "True"}
    asked["sources"] = shown_first(_tables())
    return str(compare(_tables(), **asked)["question"].nunique())


@cache
def _topics(is_on: str) -> str:
    asked = {"as_of": date.today(), "role_class": "sworn_sro", "group": "training_subject"}
    asked["sources"] = shown_first(_tables())
    counts = topic_counts(_tables(), topic_crosswalk(_tables(), **asked))
    return str(len(counts) if is_on == "True" else (counts["marks"] > 0).sum())


def _provisions() -> tuple[str, ...]:
    """Two entries by their ids; not the first, which is chosen already."""
    return tuple(_tables().requirements["requirement_id"].iloc[[20, 40]])


def _cited(choice: str) -> str:
    citations = _tables().requirements.set_index("requirement_id")["citation"]
    return f"{citations[choice]}; "

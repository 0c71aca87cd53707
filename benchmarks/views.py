"""What a reader changes on each page, and what must then stand there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from playwright.sync_api import Page

from policy_model import (
    Frames,
    check_officer,
    compare,
    frames,
    load_dataset,
    preset_officers,
    search,
    search_index,
    shown_first,
    topic_counts,
    topic_crosswalk,
)
from policy_model.roster import checked_roster, missing_facts, work_list

# What a change must alter, as JavaScript.
_FOUND = "document.querySelector('h2.section').innerText"
_ROWS = "String(document.querySelectorAll('th[role=rowheader][scope=row]').length)"
_AFTER = "[...document.querySelectorAll('p')].map(p => p.innerText).find(t => /^After \\d/.test(t))"
_FINDINGS = "String(document.querySelectorAll('.f-why').length)"
_LINES = (
    "[...document.querySelectorAll('caption')].map(c => c.innerText)"
    ".find(words => /^\\d+ line/.test(words))"
)
_TITLE = "document.querySelector('.b-title').innerText"
_CONTENTS = "document.querySelector('nav.contents').ariaLabel"
_CITED = "document.querySelectorAll('.cite')[1].innerText"

CHART = "[data-testid=stVegaLiteChart] :is(canvas, svg)"
_GOVERNING = ("nm", "nasro")
_EXAMPLES = {
    "New Mexico armed school security": "nm-armed-security",
    "Mississippi school safety officer": "ms-safety-officer",
}
"""Two officers of whom a different number of things is asked, by their titles."""
_CLASSES = ("Armed school security", "School resource officer (sworn)")
_TERMS = ("hours", "minimum age", "firearms", "29-7-14", "assignment", "certified")


@dataclass(frozen=True, slots=True)
class View:
    """A page and the one thing that is changed on it.

    `landmark` selects what appears last. `widget` is the ARIA role of what is changed, `label` its
    name, `choices` what is typed into it in turn. `said` is the JavaScript of the text that the
    change must alter, `expected` what that text must begin with after a choice. `prepare` does what
    a reader does before there is anything to change.
    """

    name: str
    path: str
    landmark: str
    widget: str
    label: str
    said: str
    expected: Callable[[str], str]
    choices: tuple[str, ...] = ("New Mexico", "Mississippi")
    prepare: Callable[[Page], None] | None = None


def views() -> list[View]:
    """The pages of the app, each with its change."""
    foot = ".foot-said"
    roster = f"/roster?sources={'&sources='.join(_GOVERNING)}"
    search = "Search every coded provision"
    of_years, of_source = "After {} year".format, "Contents of {}".format
    return [
        View("Overview", "/", foot, "textbox", search, _FOUND, _found, _TERMS),
        View("Compare", "/compare", foot, "switch", "Differences only", _ROWS, _rows),
        View("Hours", "/hours", CHART, "slider", "Years of service", _AFTER, of_years),
        View("Topics", "/topics", foot, "switch", "Topics that no text names", _ROWS, _topics),
        View("Officer", "/officer", foot, "combobox", "Start from", _FINDINGS, _findings,
             tuple(_EXAMPLES)),
        View("Roster", roster, foot, "combobox", "Only (agency)", _LINES, _lines,
             ("North", "South"), _with_roster),
        View("Brief", "/brief", foot, "combobox", "Role", _TITLE, "{}: what".format, _CLASSES),
        View("Sources", "/sources", foot, "combobox", "Source", _CONTENTS, of_source),
        View("Method", "/method", foot, "combobox", "Provision", _CITED, _cited, _provisions()),
    ]  # fmt: skip


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


def _findings(title: str) -> str:
    officer = preset_officers()[_EXAMPLES[title]]
    return str(len(check_officer(officer, as_of=date.today(), sources=list(officer.sources))))


def _with_roster(page: Page) -> None:
    """Give the page a roster and wait until it is checked."""
    file = {"name": "officers.csv", "mimeType": "text/csv", "buffer": _roster()}
    page.get_by_role("region", name="Officers").locator("input[type=file]").set_input_files(file)
    page.locator(".claim").wait_for()


@cache
def _roster() -> bytes:
    """Sixty school resource officers of two agencies, each on duty a month after the last."""
    months = (f"{2021 + nth // 12}-{nth % 12 + 1:02}-01" for nth in range(60))
    rows = [
        f"A-{nth},school_resource_officer,{day},{'North' if nth % 3 else 'South'}"
        for nth, day in enumerate(months)
    ]
    return "\n".join(["officer_id,role,assigned_on,agency", *rows]).encode()


@cache
def _lines(agency: str) -> str:
    asked = {"as_of": date.today(), "sources": _GOVERNING, "dataset": load_dataset()}
    check = checked_roster(_roster(), **asked)
    work = work_list(check, missing_facts(check))
    return f"{(work['agency'] == agency).sum()} line"


def _provisions() -> tuple[str, ...]:
    """Two entries by their ids; not the first, which is chosen already."""
    return tuple(_tables().requirements["requirement_id"].iloc[[20, 40]])


def _cited(choice: str) -> str:
    citations = _tables().requirements.set_index("requirement_id")["citation"]
    return f"{citations[choice]}; "

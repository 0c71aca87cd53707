"""Roster: every officer of a file against the texts that govern, and what is to be done."""

from pages.ui import citing, downloads, inputs, roster_input, roster_sections, store, theme
from pages.ui.permalinks import sync
from pages.ui.roster_input import Held

dataset, names, sets = store.dataset(), store.names(), store.peer_sets()
choices = sync("roster", [inputs.as_of_param(), roster_input.governing_param(names, sets)])
theme.page_head(
    "Check a roster",
    "Which officers have what the texts ask for, what falls due next, and which facts to ask for?",
    "A roster is held in this session's memory while you work on it, and in no file, log or "
    "address. “Clear the roster” lets go of it.",
)
with theme.controls("roster"):
    sources = roster_input.governing_input(choices, names, sets)
    as_of = inputs.as_of_input(choices, label="As of")
details, held = store.details(as_of), None
if not sources:
    theme.empty_state(
        "First: which texts govern these officers?",
        "A state's law, a district's or an agency's policy, advice that you want to follow. "
        "Nothing is checked against a text that you do not name.",
    )
theme.section("The files", roster_input.LIMITS)
roster_input.templates(list(store.presets().values()), sources, dataset)
if sources:
    held = roster_input.uploads(as_of, sources, dataset)
if isinstance(held, Held):
    roster_sections.claim(held, names, as_of)
    if held.check.roster.problems:
        roster_sections.problems(held.check.roster.problems, roster_input.ROWS_KEPT)
    roster_sections.work(held, details, names, as_of)
    roster_sections.seats(held, dataset, names, as_of)
    roster_sections.summary(held, details, as_of)
    roster_sections.panels(held, details)
elif held is not None:
    roster_sections.problems(held, roster_input.FILE_REFUSED)
elif sources:
    theme.empty_state("No roster yet.", "Fill in the template, then upload it above.")
with theme.controls("cite_roster"):
    downloads.link_button(choices)
    citing.cite_button(choices, sources)
theme.foot()

"""Officer: what one record comes to under each text, and what would change it."""

from pages.ui import choosing, downloads, inputs, officer_form, officer_sections, store, theme
from pages.ui import officer_facts as facts
from pages.ui.labels import date_words
from pages.ui.officer_check import checked
from pages.ui.officer_record import record
from pages.ui.officer_view import facts_words
from pages.ui.permalinks import sync
from pages.ui.timeline import KEY

dataset, names, sets, presets = store.dataset(), store.names(), store.peer_sets(), store.presets()
choices = sync(
    "officer",
    [
        inputs.as_of_param(),
        *facts.officer_params(dataset, presets),
        facts.example_sources_param(names, sets, presets),
        *officer_sections.section_params(dataset, presets),
    ],
)
theme.page_head(
    "Check an officer",
    "What does each text ask of this officer: what is met, what is due and when, and what would "
    "change it?",
)
with theme.controls("officer"):
    officer_form.example_input(choices, presets)
    officer_form.role_input(choices, dataset)
    as_of = inputs.as_of_input(choices, label="As of")
    sources = choosing.sources_input(choices, names, sets)
officer_form.facts_form(choices, sources, dataset)
officer = facts.officer_of(choices, dataset)
asked = {"as_of": as_of, "sources": sources}
found = checked(officer, asked, dataset)
if found is not None:
    governing = facts.sources_sentence(choices, names, sets, presets)
    theme.prose(facts_words(officer, dataset), governing, small=True)
    memory = facts.memory_of(choices, officer, presets)
    drawn = memory.kept("record", officer, asked, lambda: record(officer, found, asked, dataset))
    theme.claim(f"On this record, as of {date_words(as_of, '')}", drawn.claim)
    theme.show(drawn.verdicts)
    if drawn.timeline:
        theme.section("When each falls due")
        theme.show(drawn.timeline)
        theme.prose(KEY, small=True)
    theme.section("Findings", "Sorted by what needs attention first.")
    theme.show(drawn.findings)
    with theme.controls("leave_officer"):
        downloads.csv_button(found, f"officer-findings-{as_of.isoformat()}.csv")
        downloads.json_button(found, f"officer-findings-{as_of.isoformat()}.json")
        query = facts.link_query(choices, officer, presets)
        downloads.private_link_button(choices, query, facts.LINK_NOTE, sources)
    officer_sections.changes(officer, asked, dataset, names, memory)
    officer_sections.other_days(choices, officer, found, asked, dataset, names, memory)
    officer_sections.beside(choices, officer, asked, presets, dataset, names)
theme.foot()

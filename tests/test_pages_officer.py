"""The Officer page: what a record comes to, the form, and what stands in an address."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.officer_facts import officer_params
from pages.ui.officer_form import FORM
from pages.ui.permalinks import read_query
from policy_model import (
    check_officer,
    load_dataset,
    preset_officers,
    what_would_change,
)
from tests.visits import (
    DAY,
    between,
    markup,
    notice,
    ran,
    shown,
    text,
    visit,
    written_to_caches,
)

PRESETS = preset_officers()
OWN = {"example": "", "as_of": DAY.isoformat()}
SRO = "school_resource_officer"
TRAINED = {"role": SRO, "duties_on": "2023-09-05", "courses": "nasro_basic~2024-06-14~40"}


def opened(**query: object) -> AppTest:
    return visit("officer", **{**OWN, **query})


def verdict(at: AppTest, source: str) -> str:
    """The line of one source."""
    lines = re.findall(r"<li><div class=\"v-who\">.*?</ul></li>", markup(at), re.S)
    return next(text(line) for line in lines if source in text(line)[:60])


def findings(at: AppTest) -> dict[str, list[str]]:
    """Requirement -> its cells, of the table of findings."""
    rows = re.findall(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", markup(at), re.S)
    cells = [[text(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]
    return {row[0]: row[1:] for row in cells if len(row) == 5}


def field(at: AppTest, label: str) -> object:
    return next(each for kind in (at.date_input, at.selectbox, at.number_input) for each in kind
                if each.label.startswith(label))  # fmt: skip


class TestJourneyOfABoardMember:
    """Journey 1.2: NASRO's course of June 2024, on duty since September 2023."""

    def test_the_claim_and_the_district_s_line(self):
        at = opened(**TRAINED)
        line = verdict(at, "Minnesota, District 196")
        assert "Binding in one district" in line
        assert "Still time for 1 duty, until 31 May 2027." in line
        assert "Still in time under Minnesota, District 196" in shown(at)

    def test_the_finding_is_pending_and_its_caution_is_marked(self):
        [cells] = [c for c in findings(opened(**TRAINED)).values() if "5.2" in c[-1]]
        assert cells[0] == "◷ Not yet due"
        assert cells[1] == "31 May 2027"
        assert "Caution" in cells[-1]


@pytest.mark.parametrize("name", PRESETS)
def test_every_finding_is_shown_in_its_words(name):
    at = visit("officer", example=name, as_of=DAY.isoformat())
    sources = at.multiselect[0].value
    found = check_officer(PRESETS[name], as_of=DAY, sources=sources)
    whole = shown(at)
    assert all(title in whole for title in found["title"])
    for words, number in found["words"].value_counts().items():
        assert whole.count(words) >= number


def test_advice_that_is_not_followed_is_never_red_nor_called_a_duty():
    at = opened(**TRAINED, sources="nasro")
    assert "s-unmet m-recommendation" in markup(at)
    assert "m-duty" not in markup(at)
    assert "Not met" not in shown(at)
    assert "none is a duty." in verdict(at, "NASRO")


def test_what_binds_a_board_never_reads_as_the_officers_breach():
    at = visit("officer", example="nm-armed-security", as_of=DAY.isoformat(), sources="nm")
    assert "Not shown: the duty is the school board's" in shown(at)
    assert "Not met" not in shown(at)
    assert 's-unmet m-duty"' not in markup(at)
    assert "What others must ask for is not shown under New Mexico." in shown(at)


def test_an_officer_of_ones_own_starts_with_what_to_do():
    at = opened()
    assert "Choose a role above" in shown(at)
    assert at.expander[0].proto.expanded
    assert not at.get("download_button")


def test_every_fact_may_be_not_known_and_none_is_a_name():
    at = opened(role=SRO)
    facts = [f for f in load_dataset().facts if f.type not in ("role", "courses")]
    for fact in facts:
        assert field(at, fact.question.rstrip("?")).value in (None, "")
    assert at.text_input == []
    assert at.text_area == []


def test_facts_of_a_link_fill_the_form_and_decide():
    at = opened(role=SRO, assigned_on="2026-01-31", age="27", background_clear="no", courses="")
    assert field(at, "When was the officer assigned").value == date(2026, 1, 31)
    assert field(at, "How old").value == 27.0
    assert field(at, "Was the background").value == "no"
    assert "courses: none completed" in shown(at)
    line = verdict(at, "New Mexico")
    assert "Still time for 1 duty, until 31 Jan 2027." in line


def test_an_entered_fact_changes_the_findings_and_stands_in_no_address():
    at = opened(role=SRO)
    field(at, "When was the officer assigned").set_value(date(2024, 8, 18))
    at = ran(at.run())
    assert "18 Aug 2025" in shown(at)
    assert "2024-08-18" not in str(dict(at.query_params))
    assert "assigned_on" not in at.query_params


def test_an_entered_fact_outlives_a_change_of_the_address():
    at = opened(role=SRO)
    field(at, "When was the officer assigned").set_value(date(2024, 8, 18))
    at = ran(at.run())
    at.multiselect[0].set_value(["nm"])
    at = ran(at.run())
    assert field(at, "When was the officer assigned").value == date(2024, 8, 18)
    assert at.query_params["sources"] == "nm"


def with_form(at: AppTest, *, is_open: bool) -> AppTest:
    """The page of an example with its form opened or closed."""
    at.session_state[f"{FORM}_of_example"] = is_open
    return ran(at.run())


def test_the_form_of_an_example_is_made_once_it_is_opened():
    at = visit("officer", example="nm-new-sro", as_of=DAY.isoformat())
    assert not at.number_input
    assert with_form(at, is_open=True).number_input


def test_what_was_entered_holds_while_the_form_is_closed():
    at = visit("officer", example="nm-new-sro", as_of=DAY.isoformat())
    at = with_form(at, is_open=True)
    field(at, "When was the officer assigned").set_value(date(2024, 8, 18))
    at.segmented_control[0].set_value("complete")
    at = ran(at.run())
    at = ran(next(each for each in at.button if each.label == "Add a course").click().run())
    at = ran(field(at, "Course 1").set_value("nasro_basic").run())
    before = findings(at)
    at = with_form(at, is_open=False)
    at.date_input[0].set_value(DAY)  # something else changes meanwhile
    at = ran(at.run())
    assert findings(at) == before
    assert "18 Aug 2025" in shown(at)
    at = with_form(at, is_open=True)
    assert field(at, "When was the officer assigned").value == date(2024, 8, 18)
    assert at.segmented_control[0].value == "complete"
    assert field(at, "Course 1").value == "nasro_basic"


def test_another_example_starts_over():
    at = visit("officer", example="nm-new-sro", as_of=DAY.isoformat())
    at = with_form(at, is_open=True)
    field(at, "How many years of police").set_value(30.0)
    at = ran(at.run())
    at.selectbox[0].set_value("nm-incumbent-sro")
    at = ran(at.run())
    assert field(at, "How many years of police").value is None
    assert field(at, "When was the officer assigned").value == date(2019, 8, 12)


def link_made(at: AppTest) -> dict[str, list[str]]:
    button = next(each for each in at.button if each.label == "Copy link")
    at = ran(button.click().run())
    return parse_qs(urlsplit(at.code[0].value).query, keep_blank_values=True)


def test_no_link_is_made_before_somebody_asks_for_it():
    at = opened(**TRAINED)
    assert at.code == []


def test_the_link_asked_for_shows_the_same_again():
    first = opened(**TRAINED, background_clear="yes", age="41", sweep="duties_on", beside="day")
    link = link_made(first)
    assert link["courses"] == ["nasro_basic~2024-06-14~40"]
    assert link["age"] == ["41"]
    assert markup(visit("officer", **link)) == markup(first)


def test_the_link_to_an_example_names_it_and_no_fact():
    link = link_made(visit("officer", example="nm-new-sro", as_of="2026-11-21"))
    assert link == {"example": ["nm-new-sro"], "as_of": ["2026-11-21"]}


def test_a_link_made_before_a_change_is_shown_no_longer():
    at = opened(**TRAINED)
    link_made(at)
    assert at.code
    field(at, "How old").set_value(50.0)
    at = ran(at.run())
    assert at.code == []


def test_every_fact_of_every_example_survives_the_way_through_a_link():
    params = officer_params(load_dataset(), PRESETS)
    for officer in PRESETS.values():
        link = link_made(opened(role=officer.role, **_texts(officer)))
        values, ignored = read_query(params, {k: v for k, v in link.items() if k != "as_of"})
        assert not ignored
        assert values["courses"] == officer.courses
        assert {k: v for k, v in values.items() if k in officer.facts and v is not None}.keys() == (
            officer.facts.keys()
        )


def _texts(officer: object) -> dict[str, object]:
    flags = {True: "yes", False: "no"}
    facts = {
        name: flags[value] if isinstance(value, bool) else f"{value:g}" if isinstance(value, float)
        else value.isoformat()
        for name, value in officer.facts.items()
    }  # fmt: skip
    done = [
        f"{c.course}~{c.completed_on or ''}~{'' if c.hours is None else f'{c.hours:g}'}"
        for c in officer.courses or ()
    ]
    return {**facts, "courses": done or ""}


class TestCourses:
    """The list of courses: lines added, changed, taken out; or not known at all."""

    def test_not_known_and_none_completed_are_two_things(self):
        assert "courses: not known" in shown(opened(role=SRO))
        assert "courses: none completed" in shown(opened(role=SRO, courses=""))

    def test_a_line_is_added_filled_in_and_counts(self):
        at = opened(role=SRO, assigned_on="2026-01-31", courses="", sources="nm")
        at = ran(next(b for b in at.button if b.label == "Add a course").click().run())
        assert "courses: none completed" in shown(at)
        field(at, "Course 1").set_value("nm_sro_29_7_14_b")
        at = ran(at.run())
        field(at, "Completed on").set_value(date(2026, 5, 5))
        at = ran(at.run())
        assert "New Mexico SRO training (NMSA 29-7-14 B) on 5 May 2026" in shown(at)
        assert "All met." in verdict(at, "New Mexico")

    def test_a_line_is_taken_out_and_the_others_stay(self):
        done = ["nasro_basic~2024-06-14~40", "school_cpted~2025-01-02~8"]
        at = opened(role=SRO, courses=done)
        at = ran(next(b for b in at.button if b.label == "Take out course 1").click().run())
        assert field(at, "Course 1").value == "school_cpted"
        assert field(at, "Completed on").value == date(2025, 1, 2)
        assert "NASRO Basic SRO Course on" not in between(at, "Role: ", "</p>")

    def test_the_list_can_be_said_to_be_unknown(self):
        at = opened(**TRAINED)
        known = next(each for each in at.segmented_control if "Which courses" in each.label)
        at = ran(known.set_value("unknown").run())
        assert "courses: not known" in shown(at)
        assert "Which courses are completed?" in text(between(at, "Findings, those", "</table>"))


def test_contradicting_facts_are_named_with_their_repair():
    at = opened(role=SRO, born_on="1990-01-01", age="20")
    assert "contradict" in notice(at)
    assert "born_on gives 36" in notice(at)
    assert "Correct one of them" in notice(at)


def test_every_change_offered_is_one_that_the_engine_found():
    at = opened(**TRAINED, sources="mn-isd196")
    done = [{"course": "nasro_basic", "completed_on": "2024-06-14", "hours": 40}]
    asked = {"role": SRO, "duties_on": "2023-09-05", "courses": done}
    changes = what_would_change(asked, as_of=DAY, sources=["mn-isd196"])
    assert set(changes["subject"]) == {"mn_626_8482_subd4", "mn_supplemental_626_8482_4b"}
    said = between(at, "What would change a finding", "</table>")
    assert text(said).count("is completed by 31 May 2027") == 2
    assert text(said).count("✓ Met") == 2


def test_what_could_not_change_anything_says_so():
    at = opened(role="school_safety_officer", sources="nm")
    assert "None of the chosen texts has a rule for this role" in shown(at)


def test_a_text_that_asks_nothing_of_the_role_is_named_and_not_left_out():
    at = visit(
        "officer", example="nm-armed-security", as_of=DAY.isoformat(), sources=["nm", "nasro"]
    )
    lines = re.findall(r"<li><div class=.v-who.*?</li>", markup(at), re.S)
    assert any(
        text(line) == "NASRO No rule for this role that a record can decide." for line in lines
    )


def test_the_sweep_of_days_shows_each_turn_and_its_table():
    at = opened(role=SRO, assigned_on="2026-08-10", courses="", sources="nm")
    table = text(between(at, "each stretch of days with one finding", "</table>"))
    assert "◷ Not yet due" in table
    assert "10 Aug 2027" in table
    assert "11 Aug 2027" in table
    assert "✕ Not met" in table


def test_a_fact_that_is_not_known_cannot_be_swept_and_the_page_says_so():
    at = opened(role=SRO, assigned_on="2026-08-10", courses="", sweep="employed_on")
    assert "not known of this officer" in shown(at)


def test_two_days_side_by_side():
    at = opened(role=SRO, assigned_on="2026-08-10", courses="", sources="nm", beside="day",
                beside_on="2027-08-11")  # fmt: skip
    row = text(between(at, "Findings side by side", "</table>"))
    assert "This officer, 21 Nov 2026" in row
    assert "This officer, 11 Aug 2027" in row
    assert "◷ Not yet due due 10 Aug 2027 ✕ Not met due 10 Aug 2027 Other finding" in row


def test_an_officer_can_be_kept_and_held_against_a_changed_one():
    at = opened(role=SRO, assigned_on="2026-08-10", courses="", sources="nm", beside="kept")
    assert "No officer is kept in this session." in shown(at)
    at = ran(next(b for b in at.button if b.label.startswith("Keep this officer")).click().run())
    field(at, "When was the officer assigned").set_value(date(2024, 8, 10))
    at = ran(at.run())
    row = text(between(at, "Findings side by side", "</table>"))
    assert "✕ Not met due 10 Aug 2025 ◷ Not yet due due 10 Aug 2027 Other finding" in row


def test_the_panel_is_the_one_of_compare_with_the_finding_on_top():
    at = opened(**TRAINED)
    panel = text(between(at, 'id="d-finding-mn-isd196-earlier-course-before-june-2027"', "</dl>"))
    for said in ("Falls on", "In force", "Why", "Due by 31 May 2027", "Facts used", "Citation"):
        assert said in panel
    links = re.findall(r'<p class="d-reader"><a ([^>]*)>', markup(at))
    assert links
    assert all('target="_blank"' in each for each in links)


def test_a_completion_without_a_day_is_asked_for():
    at = opened(role=SRO, assigned_on="2026-01-31", courses="nm_sro_29_7_14_b~~", sources="nm")
    assert "When was the New Mexico SRO training (NMSA 29-7-14 B) completed?" in shown(at)


@pytest.mark.parametrize("example", ["", "ms-district-sro"])
def test_an_officer_who_is_no_unchanged_example_reaches_no_cache(example, monkeypatch):
    written = written_to_caches(monkeypatch)
    own = {"example": example, "role": "school_resource_officer", "assigned_on": "2019-03-07"}
    at = visit("officer", **own)
    assert "7 Mar 2019" in shown(at)
    assert written  # the law's own tables, which are the same for all
    assert [said for said in ("2019-03-07", "7 Mar 2019") if said in repr(written)] == []

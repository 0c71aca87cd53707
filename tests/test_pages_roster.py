"""The Roster page: the texts first, problems by row, what is to be done, nothing left behind."""

import ast
import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.browser import ROOT
from tests.visits import (
    DAY,
    HOSTILE,
    between,
    link_of,
    markup,
    ran,
    shown,
    text,
    visit,
    written_to_caches,
)

SRO, SSP = "school_resource_officer", "school_security_personnel"
HEAD = "officer_id,role,assigned_on,agency\n"
OFFICERS = f"A-1,{SRO},2025-01-10,North\nA-2,{SRO},2026-01-10,South\nA-3,{SSP},2020-01-01,North\n"
TRAINING = "officer_id,course,completed_on,hours\nA-2,nasro_basic,2024-02-01,40\n"
MARKER = "zq7marker"


def opened(*sources: str, as_of: str = DAY.isoformat()) -> AppTest:
    return visit("roster", as_of=as_of, sources=list(sources))


def uploaded(
    officers: str | bytes = HEAD + OFFICERS, training: str | None = TRAINING, *sources: str
) -> AppTest:
    at = opened(*(sources or ("nm",)))
    content = officers if isinstance(officers, bytes) else officers.encode()
    at.file_uploader[0].upload("my officers.csv", content, "text/csv")
    if training is not None:
        at.file_uploader[1].upload("mine.csv", training.encode(), "text/csv")
    return ran(at.run())


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.get("download_button")]


def test_it_asks_first_which_texts_govern():
    at = opened()
    assert "First: which texts govern these officers?" in shown(at)
    assert len(at.file_uploader) == 0
    assert labels(at) == ["Template for officers", "Template for training"]


def test_with_the_texts_it_asks_for_the_files_and_says_how_large():
    at = opened("nm")
    assert len(at.file_uploader) == 2
    assert all(each.proto.max_upload_size_mb == 1 for each in at.file_uploader)
    assert "up to 1 MB" in shown(at)
    assert "python -m policy_model roster" in shown(at)
    assert "No roster yet." in shown(at)


def test_the_ids_that_the_columns_take_are_listed():
    whole = shown(opened("nm"))
    assert "nm_sro_29_7_14_b New Mexico SRO training (NMSA 29-7-14 B)" in whole
    assert "school_resource_officer school resource officer" in whole


def test_own_duties_and_those_of_others_are_counted_apart():
    at = uploaded()
    assert "Of 3 officers checked, 1 has a duty overdue." in shown(at)
    assert "For 1, what a board or an agency has to ask for is not shown." in shown(at)
    assert "3 rows of officers: 3 checked, 0 rejected. 1 row of training: 1 used" in shown(at)
    assert "Checked against New Mexico." in shown(at)


def test_without_training_nobodys_courses_are_known():
    at = uploaded(HEAD + OFFICERS, None)
    assert "No training was given: nobody's courses are known." in shown(at)
    assert "Of 3 officers checked, 0 have a duty overdue." in shown(at)
    assert "Ask: Which courses are completed?" in shown(at)


def test_problems_stand_by_row_and_column_and_the_other_rows_are_checked():
    bad = f"A-1,{SRO},2025-01-10,North\nA-2,{SRO},02/03/2024,South\nA-3,school_resorce_officer,,\n"
    at = uploaded(HEAD + bad, TRAINING + "A-9,nasro_basic,2024-02-01,40\n")
    rows = text(between(at, "problems. Rows are counted below the head.", "</table>"))
    assert "officers.csv 2 assigned_on it is not a day written YYYY-MM-DD: '02/03/2024'" in rows
    assert "officers.csv 3 role the role 'school_resorce_officer' is not known" in rows
    assert "Did you mean 'school_resource_officer'?" in rows
    assert "training.csv 2 officer_id there is no officer 'A-9'" in rows
    assert "3 rows of officers: 1 checked, 2 rejected." in shown(at)
    assert "Download the problems as CSV" in labels(at)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04zip", "officers.csv"),
        ("officer_id,role\n7,school_resource_officer\n".encode("utf-16"), "UTF-16"),
        (b"officer_id,roel\n7,x\n", "the column role is missing"),
        (b"", "there is no header"),
        (b"officer_id,role,asigned_on\n7,school_resource_officer,2026-01-01\n", "nearly one"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, said):
    at = uploaded(content, None)
    assert "The file as a whole could not be read; nothing is checked." in shown(at)
    assert said in shown(at)


def test_the_lines_can_be_narrowed_to_a_list_and_an_agency():
    at = uploaded()
    boxes = {each.label: each for each in at.selectbox}
    assert boxes["Show"].options[1] == "Overdue (1)"
    boxes["Show"].set_value("overdue")
    at = ran(at.run())
    table = text(between(at, "1 line.", "</table>"))
    assert "A-1 Overdue Complete SRO training within twelve months of assignment" in table
    assert "10 Jan 2026, 315 days ago North" in table
    boxes = {each.label: each for each in at.selectbox}
    boxes["Only (agency)"].set_value("South")
    assert "0 lines." in shown(ran(at.run()))


def test_lines_are_counted_by_agency():
    table = text(between(uploaded(), "Lines of the work list by agency", "</table>"))
    assert re.search(r"North 1 \d+ .*South 0 0", table)


def test_seats_are_counted_by_course_and_month():
    at = uploaded()
    table = text(between(at, "Seats needed by course and month", "</table>"))
    assert "New Mexico SRO training (NMSA 29-7-14 B) ■ Required 1" in table
    assert "Now" in table
    assert "Jan 2027" in table


def test_the_summary_names_each_requirement_with_its_counts():
    table = text(between(uploaded(), "Officers by requirement and finding", "</table>"))
    assert "Complete SRO training within twelve months of assignment New Mexico ■ Required" in table
    assert "✕ Not met (1)" in table
    assert "◷ Not yet due (1)" in table
    assert "✕ Not shown: the duty is the school board's (1)" in table


def test_everything_can_be_taken_away():
    assert {
        "Download these lines as CSV", "Download the seats as CSV", "Download all findings as CSV",
        "Download this table as CSV",
    } <= set(labels(uploaded()))  # fmt: skip


def test_hostile_cells_are_shown_as_text():
    head = f'officer_id,role,assigned_on,"{HOSTILE}"\n'
    at = uploaded(f'{head}"{HOSTILE}",{SRO},2020-01-01,"{HOSTILE}"\n')
    assert "<img" not in markup(at)
    assert HOSTILE in shown(at)


def test_clear_lets_go_of_files_and_findings():
    at = uploaded()
    assert "remembered_roster" in at.session_state
    at = ran(next(each for each in at.button if each.label == "Clear the roster").click().run())
    assert "No roster yet." in shown(at)
    assert "A-1" not in shown(at)
    assert "remembered_roster" not in at.session_state


def test_a_roster_is_let_go_of_when_no_text_governs_any_more():
    at = uploaded()
    at.multiselect[0].set_value([])
    at = ran(at.run())
    assert "remembered_roster" not in at.session_state


def test_another_day_judges_the_same_files_again():
    at = uploaded()
    at.date_input[0].set_value(DAY.replace(year=2027))
    at = ran(at.run())
    assert "Of 3 officers checked, 2 have a duty overdue." in shown(at)


class TestNothingPersonalIsLeftBehind:
    """Of a roster nothing stands in an address, a link, a log, a cache or another's page."""

    ROWS = f"{MARKER}-1,{SRO},2025-01-10,{MARKER}-agency\n{MARKER}-2,{MARKER}-role,,\n"
    DONE = f"officer_id,course,completed_on,hours\n{MARKER}-1,{MARKER}-course,2024-02-01,40\n"

    @pytest.fixture
    def at(self, caplog, capfd) -> AppTest:
        caplog.set_level(logging.DEBUG)
        at = uploaded(HEAD + self.ROWS, self.DONE)
        assert MARKER in shown(at)  # it was read, and is shown to whom it belongs
        self.logged = caplog.text + "".join(capfd.readouterr())
        return at

    def test_neither_in_the_address_nor_in_the_link(self, at):
        assert MARKER not in str(dict(at.query_params))
        assert set(link_of(at)) == {"as_of", "sources"}

    def test_nor_in_what_was_logged_or_printed(self, at):
        assert MARKER not in self.logged

    def test_nor_for_the_next_visitor(self, at):
        other = uploaded()
        assert MARKER not in markup(other)
        assert MARKER not in repr(other.session_state["remembered_roster"])

    def test_nor_in_any_cache(self, monkeypatch):
        written = written_to_caches(monkeypatch)
        at = uploaded(HEAD + self.ROWS, self.DONE)
        assert MARKER in shown(at)
        assert written  # the law's own tables are cached, and that is all
        assert MARKER not in repr(written)


ROSTER_MODULES = [
    *("pages/views/roster.py", "pages/views/officer.py", "pages/ui/session.py"),
    *("pages/ui/worklist_view.py", "pages/ui/course_rows.py"),
    *(f"pages/ui/{file.name}" for file in sorted((ROOT / "pages" / "ui").glob("roster_*.py"))),
    *(f"pages/ui/{file.name}" for file in sorted((ROOT / "pages" / "ui").glob("officer_*.py"))),
]


def _named(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@pytest.mark.parametrize("module", ROSTER_MODULES)
def test_nothing_that_handles_persons_caches_writes_or_logs(module):
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    names = {_named(node) for node in ast.walk(tree)}
    called = {_named(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    banned = {
        "cache_data", "cache_resource", "lru_cache", "cache", "write_bytes", "write_text",
        "print", "logging", "getLogger", "query_params", "tempfile", "to_csv", "to_parquet",
    }  # fmt: skip
    assert names & banned == set()
    assert "open" not in called  # a form may be open, no file is opened

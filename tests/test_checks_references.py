"""References: an unknown id is refused at its line, with the nearest known one; so is a cycle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import DataDir, Refusal

ACT, MANUAL = "sources/aa.yaml", "sources/bb.yaml"


def _item(
    record: str, field: str, given: Any, kind: str, named: str, meant: str, *under: str | int
) -> Refusal:
    """An unknown id in a field of a record; `under` leads from the field to the id."""
    return Refusal(
        change=lambda data: data.record(record).update({field: given}),
        place=lambda data: data.of(record, field, *under),
        record=record,
        field=field,
        rule=f"'{named}' is not a known {kind}",
        repair=f"Did you mean '{meant}'?",
    )


ROLE = "role of this source"
CUT = {"question": "minimum_age", "roles": ["guard"], "missing": "Much."}
UNASKED = {"question": "training_due", "roles": ["guard"], "reason": "None."}

UNKNOWN = {
    "jurisdiction of a source": Refusal(
        change=lambda data: data.files[ACT].update(jurisdiction="ab"),
        place=lambda data: data.at(ACT, "jurisdiction"),
        record="aa",
        field="jurisdiction",
        rule="'ab' is not a known jurisdiction",
        repair="Did you mean 'bb'?",
    ),
    "role of a column": Refusal(
        change=lambda data: data.files[ACT].update(columns=["guard", "wardn"], not_applicable=[]),
        place=lambda data: data.at(ACT, "columns", 1),
        record="aa",
        field="columns",
        rule="'wardn' is not a known role of this source",
        repair="Did you mean 'guard'?",
    ),
    "role that another source has": Refusal(
        change=lambda data: data.files[ACT].update(coded_for=["officer", "warden"]),
        place=lambda data: data.at(ACT, "coded_for", 1),
        record="aa",
        field="coded_for",
        rule="'warden' is not a known role of this source",
        repair="Did you mean 'guard'?",
    ),
    "question that cannot arise": Refusal(
        change=lambda data: data.files[ACT].update(
            not_applicable=[UNASKED, {**UNASKED, "question": "training_do"}]
        ),
        place=lambda data: data.at(ACT, "not_applicable", 1, "question"),
        record="aa",
        field="not_applicable",
        rule="'training_do' is not a known question",
        repair="Did you mean 'training_due'?",
    ),
    "role for which a question cannot arise": Refusal(
        change=lambda data: data.files[ACT].update(
            not_applicable=[{**UNASKED, "roles": ["guard", "oficer"]}]
        ),
        place=lambda data: data.at(ACT, "not_applicable", 0, "roles", 1),
        record="aa",
        field="not_applicable",
        rule="'oficer' is not a known role of this source",
        repair="Did you mean 'officer'?",
        also=("oficer is not among the columns",),
    ),
    "question of a cut": _item(
        "aa-rule", "cut_may_answer", [CUT, {**CUT, "question": "minimum_ages"}],
        "question", "minimum_ages", "minimum_age", 1, "question",
    ),
    "role of a cut": _item(
        "aa-rule", "cut_may_answer", [{**CUT, "roles": ["guard", "gard"]}],
        ROLE, "gard", "guard", 0, "roles", 1,
    ),
    "instrument that is completed": _item(
        "bb-notes", "completes", "bb-manuel", "instrument", "bb-manuel", "bb-manual"
    ),
    "topic": _item(
        "aa-drills", "topics", ["arming", "drill"], "topic", "drill", "drills", 1
    ),
    "course": _item("aa-drills", "courses", ["aa_basics"], "course", "aa_basics", "aa_basic", 0),
    "interpretation": _item(
        "aa-drills", "interpretations", ["aa-year-is-calender"],
        "interpretation", "aa-year-is-calender", "aa-year-is-calendar", 0,
    ),
    "fact that decides": _item(
        "aa-drills", "decided_by", ["assigned_on", "ages"], "fact", "ages", "age", 1
    ),
    "an event decides nothing": Refusal(
        change=lambda data: data.record("aa-drills").update(decided_by=["offer"]),
        place=lambda data: data.of("aa-drills", "decided_by", 0),
        record="aa-drills",
        field="decided_by",
        rule="'offer' is not a known fact",
        repair="Use one of: 'age', 'assigned_on', 'employed_on'.",
    ),
    "requirement that is set aside": _item(
        "aa-drills", "exception_to", ["aa-due", "aa-refreshers"],
        "requirement", "aa-refreshers", "aa-refresher", 1,
    ),
    "requirement that is replaced": _item(
        "aa-drills", "replaces", ["aa-refreshers"],
        "requirement", "aa-refreshers", "aa-refresher", 0,
    ),
    "requirement that is an alternative": _item(
        "aa-drills", "alternative_to", ["aa-refreshers"],
        "requirement", "aa-refreshers", "aa-refresher", 0,
    ),
    "requirement that this one is part of": _item(
        "aa-drills", "part_of", "aa-basic-curse",
        "requirement", "aa-basic-curse", "aa-basic-course",
    ),
    "requirement that is restated": _item(
        "bb-training", "restates", "aa-basic-curse",
        "requirement", "aa-basic-curse", "aa-basic-course",
    ),
    "an old id is no id": _item(
        "bb-training", "restates", "aa-course", "requirement", "aa-course", "aa-basic-course"
    ),
    "role of a requirement": _item(
        "aa-drills", "roles", ["officer", "gard"], ROLE, "gard", "guard", 1
    ),
    "question that is answered": _item(
        "aa-drills", "answers", {"initial_hour": "8 hours"},
        "question", "initial_hour", "initial_hours", "initial_hour",
    ),
    "role of an answer, of the source but not of the requirement": Refusal(
        change=lambda data: data.record("aa-drills").update(
            answers={"initial_hours": {"value": "8 hours", "roles": ["guard"]}}
        ),
        place=lambda data: data.of("aa-drills", "answers", "initial_hours"),
        record="aa-drills",
        field="answers",
        rule="'guard' is not a known role of this requirement",
        repair="Use one of: 'officer'.",
    ),
    "source of a role": Refusal(
        change=lambda data: data.record("guard")["sources"].append(
            {"source": "bbb", "classes": ["sworn"], "definition": "None."}
        ),
        place=lambda data: data.of("guard", "sources", 1, "source"),
        record="guard",
        field="sources",
        rule="'bbb' is not a known source",
        repair="Did you mean 'bb'?",
    ),
    "class of a role": Refusal(
        change=lambda data: data.record("guard")["sources"][0].update(classes=["sworn", "sworm"]),
        place=lambda data: data.of("guard", "sources", 0, "classes", 1),
        record="guard",
        field="sources",
        rule="'sworm' is not a known class",
        repair="Did you mean 'sworn'?",
    ),
    "source of a course": _item("aa_basic", "source", "aaa", "source", "aaa", "aa"),
    "source of an interpretation": _item(
        "aa-year-is-calendar", "source", "aaa", "source", "aaa", "aa"
    ),
    "theme of a question": _item(
        "minimum_age", "theme", "choices", "theme", "choices", "choice"
    ),
    "asker of a question": _item(
        "minimum_age", "asked_by", ["DRAFT", "ECS91"], "asker", "ECS91", "ECS19", 1
    ),
    "fact of a deadline": Refusal(
        change=lambda data: data.record("aa-drills").update(deadline="before assigned_onn"),
        place=lambda data: data.of("aa-drills", "deadline"),
        record="aa-drills",
        field="deadline",
        rule="'assigned_onn' is not a known date fact, event or course",
        repair="Did you mean 'assigned_on'?",
    ),
    "fact of a deadline that is no date": Refusal(
        change=lambda data: data.record("aa-drills").update(deadline="before age"),
        place=lambda data: data.of("aa-drills", "deadline"),
        record="aa-drills",
        field="deadline",
        rule="'age' is not a known date fact, event or course",
        repair="Use one of: 'assigned_on', 'course:aa_basic', 'employed_on', 'offer'.",
    ),
    "course of a deadline": Refusal(
        change=lambda data: data.record("aa-drills").update(
            deadline="within P1Y of course:aa_basics"
        ),
        place=lambda data: data.of("aa-drills", "deadline"),
        record="aa-drills",
        field="deadline",
        rule="'course:aa_basics' is not a known date fact, event or course",
        repair="Did you mean 'course:aa_basic'?",
    ),
    "an alternative to itself": Refusal(
        change=lambda data: data.record("aa-drills").update(alternative_to=["aa-drills"]),
        place=lambda data: data.of("aa-drills", "alternative_to"),
        record="aa-drills",
        field="alternative_to",
        rule="it is named as an alternative to itself",
        repair="name the other limb of the either-or",
    ),
}  # fmt: skip


LANDS = "jurisdictions.yaml"


def _land(data: DataDir, at: int) -> dict[str, object]:
    return data.files[LANDS]["jurisdictions"][at]


MAP = {
    "unknown neighbour": Refusal(
        change=lambda data: _land(data, 0).update(borders=["bc"]),
        place=lambda data: data.at(LANDS, "jurisdictions", 0, "borders", 0),
        record="aa",
        field="borders",
        rule="'bc' is not a known jurisdiction",
        repair="Did you mean 'bb'?",
    ),
    "neighbour that names nobody": Refusal(
        change=lambda data: _land(data, 0).update(borders=["bb"]),
        place=lambda data: data.at(LANDS, "jurisdictions", 0, "borders", 0),
        record="aa",
        field="borders",
        rule="bb does not name aa as its neighbour",
        repair="name each under the other, or neither",
    ),
    "tile on a tile": Refusal(
        change=lambda data: [
            _land(data, at).update(tile={"row": "1", "column": "2"}) for at in (0, 1)
        ],
        place=lambda data: data.at(LANDS, "jurisdictions", 1, "tile"),
        record="bb",
        field="tile",
        rule="aa lies on the same tile",
        repair="choose another row or column",
    ),
}


@pytest.mark.parametrize("refusal", MAP.values(), ids=list(MAP))
def test_the_map_is_one_that_can_be_drawn(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def test_neighbours_that_name_each_other_and_tiles_apart_are_accepted(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    _land(data, 0).update(borders=["bb"], tile={"row": "1", "column": "1"})
    _land(data, 1).update(borders=["aa"], tile={"row": "1", "column": "2"})
    assert data.problems() == []


@pytest.mark.parametrize("refusal", UNKNOWN.values(), ids=list(UNKNOWN))
def test_each_unknown_id_is_refused_where_it_stands(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def _as_list(name: str) -> list[str]:
    return [name]


LINKS: dict[str, Callable[[str], object]] = {
    "part_of": str,
    "exception_to": _as_list,
    "replaces": _as_list,
    "alternative_to": _as_list,
}


def _cycle(field: str, name: str, change: Callable[[DataDir], object]) -> Refusal:
    return Refusal(
        change=change,
        place=lambda data: data.of(name, field),
        record=name,
        field=field,
        rule=f"{field} leads from {name} back to itself",
        repair="take out the link that is not the text's",
    )


@pytest.mark.parametrize("field", [field for field in LINKS if field != "alternative_to"])
def test_a_requirement_may_not_name_itself(field: str, tmp_path: Path) -> None:
    own = {field: LINKS[field]("aa-drills")}
    _cycle(field, "aa-drills", lambda data: data.record("aa-drills").update(own)).assert_in(
        tmp_path
    )


@pytest.mark.parametrize("field", LINKS)
def test_every_member_of_a_ring_is_named_and_who_leads_into_it_is_not(
    field: str, tmp_path: Path
) -> None:
    ring = ("aa-drills", "aa-refresher", "aa-due-old")
    data = DataDir(tmp_path)
    for name, following in zip(ring, (*ring[1:], ring[0]), strict=True):
        data.record(name)[field] = LINKS[field](following)
    data.record("aa-unarmed")[field] = LINKS[field]("aa-drills")
    expected = [_cycle(field, name, id).expected(data) for name in ring]
    assert data.problems() == sorted(expected)


@pytest.mark.parametrize("field", LINKS)
def test_a_chain_that_ends_is_accepted(field: str, tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    for name, following in (
        ("aa-drills", "aa-refresher"),
        ("aa-refresher", "aa-due-old"),
        ("aa-unarmed", "aa-refresher"),
    ):
        data.record(name)[field] = LINKS[field](following)
    assert data.problems() == []


@pytest.mark.parametrize(
    "deadline",
    ["before offer", "within P1Y of course:aa_basic", "by 2027-01-01", "about P2M of assigned_on"],
)
def test_a_deadline_hangs_on_a_date_fact_an_event_a_course_or_a_day(
    deadline: str, tmp_path: Path
) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills")["deadline"] = deadline
    assert data.problems() == []

"""Worked totals of the coded law, each a sentence that a lawyer can dispute.

Where one fails, the law was amended or the coding is wrong: a person decides, and no code is bent.
All are read as of 21 November 2026.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from policy_model import career, compare, hour_ledger
from policy_model.hours import counted_duties
from policy_model.quantity import sum_words
from tests.synthetic import held

DAY = date(2026, 11, 21)
LAW = held("coded law")[1]
DOCUMENTS = ["nm", "ms", "mn-isd196", "mn-post", "nasro"]  # whose hours were added up by hand
LEDGER = hour_ledger(LAW, as_of=DAY, years=10, sources=DOCUMENTS)

SRO, SSP = "school_resource_officer", "school_security_personnel"
CEO, SSO = "campus_enforcement_officer", "school_safety_officer"
POP = "peace_officer_powers_position"
FIVE = ("mn-isd196", "mn-post", "ms", "nasro", "nm")


@dataclass(frozen=True)
class Total:
    """One row of the ledger: who, when, with what force; the sum in words, or None; the places."""

    source: str
    role: str
    phase: str
    anchor: str | None
    modality: str
    sum: str | None
    places: list[str]
    per: str | None = None


WORKED = {
    "New Mexico school security personnel need 16 + 4 + 8 + 16 = 44 h before employment": Total(
        "nm", SSP, "before", "employed_on", "must", "16 + 4 + 8 + 16 = 44 h",
        ["B", "C", "D(1)", "D(2)"],
    ),
    "New Mexico school security personnel then need 4 h each year": Total(
        "nm", SSP, "recurring", None, "must", "4 h", ["D(4)"], per="P1Y"
    ),
    "A New Mexico school resource officer has twelve months to train, no hours stated": Total(
        "nm", SRO, "within", "assigned_on", "must", None, ["C(1)"]
    ),
    "A New Mexico officer serving before 2022-2023 had until 1 July 2023, no hours stated": Total(
        "nm", SRO, "within", "2023-07-01", "must", None, ["C(2)"]
    ),
    "A Mississippi school resource officer needs 40 h each year": Total(
        "ms", SRO, "recurring", None, "must", "40 h", ["SRO 3.c"], per="P1Y"
    ),
    "A Mississippi school safety officer needs 40 h each year": Total(
        "ms", SSO, "recurring", None, "must", "40 h", ["SSO 3.b"], per="P1Y"
    ),
    "A Mississippi campus enforcement officer is advised to take 40 h each year": Total(
        "ms", CEO, "recurring", None, "should", "40 h", ["CEO 3.b"], per="P1Y"
    ),
    "Whoever has police powers in a Mississippi school has two years, no hours stated": Total(
        "ms", POP, "within", "employed_on", "must", None, ["(2)"]
    ),
    "A Mississippi school resource officer has two years for the department's course": Total(
        "ms", SRO, "within", "assigned_on", "must", None, ["SRO 3.b"]
    ),
    "A Mississippi school resource officer needs the police officer course, no day stated": Total(
        "ms", SRO, "undated", None, "must", None, ["SRO 3.a"]
    ),
    "A Mississippi campus enforcement officer needs the reserve course, no day stated": Total(
        "ms", CEO, "undated", None, "must", None, ["CEO 3.a"]
    ),
    "A Mississippi school safety officer needs the department's course, no day stated": Total(
        "ms", SSO, "undated", None, "must", None, ["SSO 3.a"]
    ),
    "A District 196 officer trains before assuming the duties, no hours stated": Total(
        "mn-isd196", SRO, "before", "duties_on", "must", None, ["5.1"]
    ),
    "The Minnesota model policy trains an officer before the duties, no hours stated": Total(
        "mn-post", SRO, "before", "duties_on", "must", None, ["Training ¶1"]
    ),
    "The Minnesota model policy wants a refresher every three years, no hours stated": Total(
        "mn-post", SRO, "recurring", None, "must", None, ["Training ¶2"], per="P3Y"
    ),
    "NASRO advises the basic course before the assignment, no hours stated": Total(
        "nasro", SRO, "before", "assigned_on", "should", None, ["Basic SRO Course ¶1"]
    ),
    "NASRO advises three more courses about a year after the basic one, no hours stated": Total(
        "nasro", SRO, "within", "course:nasro_basic", "should", None,
        [
            "Advanced SRO Course ¶1", "Adolescent Mental Health Training ¶1",
            "Crime Prevention Through Environmental Design (CPTED) ¶1",
        ],
    ),
}  # fmt: skip


def rows_where(**wanted: str | None) -> pd.DataFrame:
    """The ledger's rows with these values; None asks for a missing one."""
    rows = LEDGER
    for name, value in wanted.items():
        rows = rows[rows[name].isna() if value is None else rows[name] == value]
    return rows


def places_of(requirements: list[str]) -> list[str]:
    pinpoints = LAW.requirements.set_index("requirement_id")["pinpoint"]
    return pinpoints.loc[requirements].tolist()


@pytest.mark.parametrize("total", WORKED.values(), ids=WORKED)
def test_worked_total(total: Total) -> None:
    rows = rows_where(
        source=total.source, role=total.role, phase=total.phase, anchor=total.anchor,
        modality=total.modality, per=total.per,
    )  # fmt: skip
    assert len(rows) == 1
    row = rows.iloc[0]
    if total.sum is None:
        assert row["parts"] == []
        assert pd.isna(row["total_hours"])
        assert row["unquantified"] >= 1
        assert places_of(row["unquantified_requirements"]) == total.places
    else:
        assert sum_words(row["parts"]) == total.sum
        assert row["total_hours"] == sum(row["parts"])
        stated = [r for r in row["requirements"] if r not in row["unquantified_requirements"]]
        assert places_of(stated) == total.places


@pytest.mark.parametrize(
    ("role", "modalities"),
    [(SRO, ["must"]), (SSO, ["must"]), (CEO, ["should"]), (POP, [])],
    ids=["SRO required", "SSO required", "CEO recommended", "no in-service hours for POP"],
)
def test_mississippi_states_in_service_hours_of_each_role_with_its_own_force(
    role: str, modalities: list[str]
) -> None:
    rows = rows_where(source="ms", role=role, phase="recurring")
    assert rows["modality"].tolist() == modalities


def test_no_hours_at_all_are_stated_for_a_new_mexico_school_resource_officer() -> None:
    rows = rows_where(source="nm", role=SRO)
    assert rows["total_hours"].isna().all()
    assert rows["unquantified"].sum() >= 1


@pytest.mark.parametrize("source", ["mn-isd196", "mn-post", "nasro"])
def test_minnesota_and_nasro_state_no_hours_and_that_is_not_zero_hours(source: str) -> None:
    rows = rows_where(source=source)
    assert rows["total_hours"].isna().all()
    assert rows["parts"].map(len).eq(0).all()
    assert rows["unquantified"].ge(1).all()


def test_nasro_advises_and_never_requires() -> None:
    assert set(rows_where(source="nasro")["modality"]) == {"should"}


def test_new_mexicos_forty_four_hours_are_nobody_elses() -> None:
    assert LEDGER.loc[LEDGER["total_hours"] == 44, ["source", "role"]].values.tolist() == [
        ["nm", SSP]
    ]


def test_forty_and_forty_are_never_eighty() -> None:
    """Required and recommended hours, one role's and another's, stand in rows of their own."""
    in_mississippi = rows_where(source="ms", phase="recurring")
    assert in_mississippi["total_hours"].tolist() == [40, 40, 40]
    assert in_mississippi["parts"].tolist() == [[40], [40], [40]]


def test_hours_before_employment_and_hours_each_year_are_never_added() -> None:
    rows = rows_where(source="nm", role=SSP)
    assert 48 not in rows["total_hours"].tolist()


@pytest.mark.parametrize(
    ("source", "role", "modality", "after"),
    [
        ("nm", SSP, "must", {0: 44, 1: 48, 2: 52, 5: 64, 10: 84}),
        ("ms", SRO, "must", {0: 0, 1: 40, 5: 200, 10: 400}),
        ("ms", SSO, "must", {0: 0, 1: 40, 5: 200, 10: 400}),
        ("ms", CEO, "should", {0: 0, 1: 40, 5: 200, 10: 400}),
    ],
    ids=["nm security personnel", "ms SRO", "ms safety officer", "ms CEO, advice"],
)
def test_hours_of_a_career(source: str, role: str, modality: str, after: dict[int, float]) -> None:
    told = career(LEDGER, years=10).set_index(["source", "role", "modality"])
    line = told.loc[(source, role, modality)].set_index("year")["hours"]
    assert {year: line[year] for year in after} == after


def test_nobody_else_has_a_line_of_hours() -> None:
    told = career(LEDGER, years=10)
    lines = told[["source", "role", "modality"]].drop_duplicates().values.tolist()
    assert sorted(lines) == sorted(
        [["nm", SSP, "must"], ["ms", SRO, "must"], ["ms", SSO, "must"], ["ms", CEO, "should"]]
    )


def test_every_stated_hour_is_in_the_ledger_or_left_out_for_a_reason() -> None:
    """No hour of the coded law vanishes: it is counted, or inside or beside what is counted."""
    counted = set(counted_duties(LAW, as_of=DAY)["requirement"])
    stated = LAW.requirements[LAW.requirements["amount_unit"] == "hour"].set_index("requirement_id")
    for requirement_id, row in stated.iterrows():
        if requirement_id in counted:
            continue
        others = [row["part_of"], *str(row["alternative_to"]).split(" | ")]
        reasons = {
            "inside or beside what is counted": any(other in counted for other in others),
            "an exception": isinstance(row["exception_to"], str),
            "a restatement": isinstance(row["restates"], str),
            "no duty": row["modality"] not in ("must", "should"),
            "a definition, a course's author, money": row["mechanism"]
            in ("definition", "curriculum", "grant", "none"),
            "a compiler's word": row["authority"] == "summary",
            "out of force": isinstance(row["ends_on"], str) or isinstance(row["effective_on"], str),
        }
        assert any(reasons.values()), requirement_id


def test_no_hour_that_a_part_states_is_lost_with_its_whole() -> None:
    """What is part of something is part, in the end, of something that the ledger can count."""
    parents = LAW.requirements.set_index("requirement_id")["part_of"].dropna().to_dict()
    known = set(LAW.requirements["requirement_id"])
    for child in parents:
        whole = child
        while whole in parents:
            whole = parents[whole]
        assert whole in known
        assert whole != child


@pytest.mark.parametrize(
    ("question", "source", "role", "answer", "pinpoint"),
    [
        ("minimum_age", "ms", SRO, "24", "SRO 2"),
        ("training_due", "nm", SRO, "12 months", "C(1)"),
        ("in_service_hours", "ms", SRO, "40 hours", "SRO 3.c"),
        ("in_service_hours", "ms", CEO, "40 hours", "CEO 3.b"),
        ("in_service_hours", "nm", SSP, "4 hours", "D(4)"),
        ("police_experience", "nm", SSP, "3 years", "D(1)"),
        ("training_due", "mn-isd196", SRO, "Before assuming duties", "5.1"),
        ("training_due", "mn-isd196", SRO, "6 months", "5.3"),
        ("training_due", "mn-post", SRO, "Before assuming", "Training ¶1"),
        ("training_due", "nasro", SRO, "Before being assigned", "Basic SRO Course ¶1"),
        ("training_due", "nasro", SRO, "1 year", "Basic SRO Course ¶2"),
        ("incumbents", "mn-isd196", SRO, "1 Jun 2027", "5.2"),
        ("incumbents", "mn-post", SRO, "1 Jun 2027", "Training ¶1 bullet 1"),
        ("follow_on_training", "mn-post", SRO, "every 3 years", "Training ¶2"),
        ("discipline_role", "mn-isd196", SRO, "no part", "4.3"),
        (
            "public_accountability",
            "mn-post",
            SRO,
            "notice",
            "General Contractual Agreements bullet 4",
        ),
        ("who_pays", "nasro", SRO, "can be agreed", "Expenses ¶1"),
    ],
)
def test_an_answer_that_is_known_by_heart(
    question: str, source: str, role: str, answer: str, pinpoint: str
) -> None:
    rows = compare(LAW, as_of=DAY, sources=[source], questions=[question])
    own = rows[(rows["role"] == role) & (rows["pinpoint"] == pinpoint)]
    assert own["answer"].str.contains(answer, regex=False).any(), own["answer"].tolist()
    assert own["state"].eq("answered").all()


@pytest.mark.parametrize(
    ("question", "source", "role", "state"),
    [
        ("initial_hours", "nm", SRO, "unquantified"),
        ("minimum_age", "nm", SRO, "silent"),
        ("minimum_age", "ms", SSO, "silent"),
        ("in_service_hours", "nm", SRO, "silent"),
        ("role_definition", "nm", SSP, "not_in_extract"),
        ("arms_and_equipment", "nm", SSP, "not_in_extract"),
        *(("initial_hours", source, SRO, "unquantified") for source in FIVE),
        *(("incumbents", source, SRO, "silent") for source in ("ms", "nasro")),
        *(("who_pays", source, SRO, "silent") for source in FIVE if source != "nasro"),
        *(("discipline_role", source, SRO, "silent") for source in ("nm", "ms", "mn-post")),
        *(("supervision", source, SRO, "silent") for source in ("mn-isd196", "mn-post")),
        *(("public_accountability", s, SRO, "silent") for s in FIVE if s != "mn-post"),
    ],
)
def test_silence_is_told_by_its_right_name(
    question: str, source: str, role: str, state: str
) -> None:
    rows = compare(LAW, as_of=DAY, sources=[source], questions=[question])
    assert rows.loc[rows["role"] == role, "state"].unique().tolist() == [state]


@pytest.mark.parametrize(("source", "pinpoint"), [("mn-isd196", "5.1"), ("mn-post", "Training ¶1")])
@pytest.mark.parametrize(
    ("day", "standing"),
    [(date(2024, 1, 1), "from 1 Sep 2025"), (date(2025, 9, 1), "in force")],
    ids=["before", "on the day"],
)
def test_minnesotas_training_before_the_duties_begins_on_1_september_2025(
    source: str, pinpoint: str, day: date, standing: str
) -> None:
    rows = compare(LAW, as_of=day, sources=[source], questions=["training_due"])
    own = rows[(rows["pinpoint"] == pinpoint) & (rows["modality"] == "must")]
    assert set(own["role"]) == {SRO, "substitute_school_resource_officer"}
    assert set(own["standing"]) == {standing}


def test_where_the_two_minnesota_texts_agree_their_officers_cells_agree() -> None:
    rows = compare(
        LAW, as_of=DAY, sources=["mn-isd196"], role_class="sworn_sro", baseline="mn-post"
    )
    answered = rows[rows["answer"].notna() & rows["same_as_baseline"].eq(True)]
    assert answered["question"].unique().tolist() == [
        "accepted_courses", "training_approver", "incumbents", "training_records",
    ]  # fmt: skip


def test_before_that_day_the_ledger_counts_no_minnesota_training() -> None:
    early = hour_ledger(LAW, as_of=date(2025, 8, 31), sources=["mn-isd196"])
    assert early.empty

"""Cells: what is coded for a question and a role may not contradict itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import DataDir, Refusal

ACT = "sources/aa.yaml"
UNASKED = {"question": "training_due", "roles": ["guard"], "reason": "No guard is trained."}
CUT = {"question": "minimum_age", "roles": ["guard"], "missing": "Subsection B."}
AGE = {"value": "21 years"}


def _answered_twice(answers: list[dict[str, object]]) -> Refusal:
    return Refusal(
        change=lambda data: data.record("bb-age").update(answers={"minimum_age": answers}),
        place=lambda data: data.of("bb-age", "answers", "minimum_age"),
        record="bb-age",
        field="answers",
        rule="the same answer to minimum_age stands twice for a role",
        repair="write it once",
    )


REFUSALS = {
    "a cut copy that does not say what is missing": Refusal(
        change=lambda data: data.record("aa-rule").pop("extent_note"),
        place=lambda data: data.of("aa-rule"),
        record="aa-rule",
        field="extent_note",
        rule="the copy is cut, unsaid where",
        repair="say what is missing",
    ),
    "a whole copy whose missing part may answer": Refusal(
        change=lambda data: data.record("aa-act").update(cut_may_answer=[CUT]),
        place=lambda data: data.of("aa-act", "cut_may_answer"),
        record="aa-act",
        field="cut_may_answer",
        rule="a whole text has no missing part that could answer",
        repair="write extent: part, or take the list out",
    ),
    "a cut that is listed twice for a role": Refusal(
        change=lambda data: data.record("aa-rule").update(
            cut_may_answer=[CUT, {**CUT, "roles": ["officer", "guard"]}]
        ),
        place=lambda data: data.of("aa-rule", "cut_may_answer", 1),
        record="aa-rule",
        field="cut_may_answer",
        rule="minimum_age is listed twice for a role",
        repair="say once what is missing",
    ),
    "facts that decide it, and a reason why none can": Refusal(
        change=lambda data: data.record("aa-basic-course").update(decided_by=["age"]),
        place=lambda data: data.of("aa-basic-course", "untested"),
        record="aa-basic-course",
        field="untested",
        rule="it names the facts that decide it and says that none can",
        repair="take out decided_by or untested",
    ),
    "a cell not applicable that no comparison shows": Refusal(
        change=lambda data: data.files[ACT].update(columns=["officer"]),
        place=lambda data: data.at(ACT, "not_applicable", 0, "roles", 0),
        record="aa",
        field="not_applicable",
        rule="guard is not among the columns",
        repair="name a role of columns",
    ),
    "two reasons for one cell": Refusal(
        change=lambda data: data.files[ACT].update(not_applicable=[UNASKED, UNASKED]),
        place=lambda data: data.at(ACT, "not_applicable", 1, "roles", 0),
        record="aa",
        field="not_applicable",
        rule="training_due is coded not applicable for guard twice",
        repair="give one reason",
    ),
    "an answer where the question cannot arise": Refusal(
        change=lambda data: data.record("aa-unarmed").update(
            answers={"minimum_age": AGE, "training_due": "At once"}
        ),
        place=lambda data: data.of("aa-unarmed", "answers", "training_due"),
        record="aa-unarmed",
        field="answers",
        rule="training_due is coded not applicable for guard, yet answered here",
        repair="take out the answer, or the entry in not_applicable",
    ),
    "evidence from a compiler": Refusal(
        change=lambda data: data.record("bb-note").update(answers={"minimum_age": AGE}),
        place=lambda data: data.of("bb-note", "answers"),
        record="bb-note",
        field="answers",
        rule="a compiler's own words are evidence of nothing",
        repair="take the answers out; code the law itself",
    ),
    "one answer twice for all roles": _answered_twice([AGE, AGE]),
    "one answer for all roles and again for one": _answered_twice(
        [AGE, {**AGE, "roles": ["warden"]}]
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def test_an_answer_for_another_role_of_the_requirement_is_no_contradiction(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    answer = {"value": "At once", "roles": ["officer"]}
    data.record("aa-unarmed").update(roles=["officer", "guard"], answers={"training_due": [answer]})
    assert data.problems() == []


def test_a_role_may_have_two_unequal_answers(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("bb-age")["answers"] = {"minimum_age": [AGE, {"value": "22 years"}]}
    assert data.problems() == []


def test_one_question_may_be_cut_for_two_roles_in_two_entries(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-rule")["cut_may_answer"] = [CUT, {**CUT, "roles": ["officer"]}]
    assert data.problems() == []


def test_a_cut_copy_need_not_name_a_question(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    del data.record("aa-rule")["cut_may_answer"]
    assert data.problems() == []

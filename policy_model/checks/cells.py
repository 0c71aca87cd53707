"""Cells: what is coded for a question and a role does not contradict itself."""

from collections.abc import Iterator

from policy_model.checks.material import Material, Placed
from policy_model.errors import Problem
from policy_model.vocabulary import Authority, Extent


def problems(material: Material) -> Iterator[Problem]:
    """Answers where the question cannot arise, cells coded twice, cut wholes, a compiler's word."""
    yield from _extents(material)
    yield from _not_applicable(material)
    not_applicable = {
        (source.id, entry.question, role)
        for source, _ in material.sources()
        for entry in source.not_applicable
        for role in entry.roles
    }
    for placed in material.placed:
        yield from _no_evidence_from_summaries(placed)
        yield from _not_both(placed, not_applicable)
        yield from _decided_or_not(placed)
        yield from _answered_once(placed)


def _extents(material: Material) -> Iterator[Problem]:
    for instrument, _, place in material.instruments():
        is_part = instrument.extent is Extent.PART
        if is_part and instrument.extent_note is None:
            yield place.problem(
                "extent_note", "the copy is cut, unsaid where", "say what is missing"
            )
        if instrument.cut_may_answer and not is_part:
            rule = "a whole text has no missing part that could answer"
            yield place.problem("cut_may_answer", rule, "write extent: part, or take the list out")
        seen: set[tuple[str, str]] = set()
        for at, entry in enumerate(instrument.cut_may_answer):
            cells = {(entry.question, role) for role in entry.roles}
            if cells & seen:
                rule = f"{entry.question} is listed twice for a role"
                yield place.problem("cut_may_answer", rule, "say once what is missing", under=(at,))
            seen |= cells


def _not_applicable(material: Material) -> Iterator[Problem]:
    for source, place in material.sources():
        seen: set[tuple[str, str]] = set()
        for at, entry in enumerate(source.not_applicable):
            for i, role in enumerate(entry.roles):
                under = (at, "roles", i)
                if role not in source.columns:
                    rule = f"{role} is not among the columns"
                    yield place.problem(
                        "not_applicable", rule, "name a role of columns", under=under
                    )
                if (entry.question, role) in seen:
                    rule = f"{entry.question} is coded not applicable for {role} twice"
                    yield place.problem("not_applicable", rule, "give one reason", under=under)
                seen.add((entry.question, role))


def _no_evidence_from_summaries(placed: Placed) -> Iterator[Problem]:
    if placed.instrument.authority is Authority.SUMMARY and placed.requirement.answers:
        rule = "a compiler's own words are evidence of nothing"
        yield placed.place.problem("answers", rule, "take the answers out; code the law itself")


def _decided_or_not(placed: Placed) -> Iterator[Problem]:
    if placed.requirement.decided_by and placed.requirement.untested:
        rule = "it names the facts that decide it and says that none can"
        yield placed.place.problem("untested", rule, "take out decided_by or untested")


def _not_both(placed: Placed, not_applicable: set[tuple[str, str, str]]) -> Iterator[Problem]:
    requirement = placed.requirement
    for question, answers in requirement.answers.items():
        for answer in answers:
            for role in answer.roles or requirement.roles:
                if (placed.source.id, question, role) in not_applicable:
                    rule = f"{question} is coded not applicable for {role}, yet answered here"
                    repair = "take out the answer, or the entry in not_applicable"
                    yield placed.place.problem("answers", rule, repair, under=(question,))


def _answered_once(placed: Placed) -> Iterator[Problem]:
    requirement = placed.requirement
    for question, answers in requirement.answers.items():
        seen: set[tuple[str, str]] = set()
        for answer in answers:
            cells = {(answer.value, role) for role in answer.roles or requirement.roles}
            if cells & seen:
                rule = f"the same answer to {question} stands twice for a role"
                yield placed.place.problem("answers", rule, "write it once", under=(question,))
            seen |= cells

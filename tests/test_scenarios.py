"""Scenarios that a lawyer can dispute: tests/scenarios/*.yaml, one officer and what the texts give.

A failing scenario means that the law changed or that the coding is wrong: a person decides.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_model import check_officer, load_dataset
from tests.provisional import coded_law

SCENARIOS = [
    pytest.param(scenario, id=scenario["id"])
    for file in sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))
    for scenario in yaml.safe_load(file.read_text(encoding="utf-8"))
]
REQUIREMENTS = {
    requirement.id
    for source in load_dataset().sources
    for instrument in source.instruments
    for provision in instrument.provisions
    for requirement in provision.requirements
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_texts_give_these_findings(scenario: dict[str, Any]) -> None:
    found = check_officer(
        scenario["officer"],
        as_of=date.fromisoformat(scenario["as_of"]),
        sources=[scenario["source"]],
        dataset=coded_law(),
    )
    for expected in scenario["expect"]:
        assert _is_among(found, expected), _shown(found, expected)


def _is_among(found: Any, expected: dict[str, Any]) -> bool:
    """Whether a finding at the place is the expected one; none there is not applicable too.

    Where `what` is a requirement's id, no other one at the same place will do.
    """
    place = (found["instrument"] == expected["instrument"]) & (
        found["pinpoint"] == expected["pinpoint"]
    )
    if expected.get("what") in REQUIREMENTS:
        place &= found["requirement"] == expected["what"]
    if not place.any():
        return expected["status"] == "not_applicable"
    fits = place & (found["status"] == expected["status"])
    for field in ("due_on", "satisfied_on"):
        if expected.get(field):
            fits &= found[field] == expected[field]
    return bool(fits.any())


def _shown(found: Any, expected: dict[str, Any]) -> str:
    columns = [
        "instrument",
        "pinpoint",
        "requirement",
        "status",
        "due_on",
        "satisfied_on",
        "reason",
    ]
    here = found[found["pinpoint"] == expected["pinpoint"]]
    return f"{expected} is not among\n{here[columns].to_string()}"

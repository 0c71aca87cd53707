"""The invented law of tests/invented_law.yaml: as a data set for the check, and as plain rules.

It holds what the coded law leaves unused of the tests' grammar, so that nothing of the grammar is
believed without having been tried.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from policy_model import Dataset, load_dataset
from policy_model.reading.yaml import read_yaml
from policy_model.records.vocabularies import Role
from tests.oracle import DATA
from tests.random_officers import random_officer
from tests.synthetic import requirement, source

SOURCE = "invented"
ROLES = {"school_resource_officer": "sworn_sro", "school_security_personnel": "armed_security"}
COURSES = ("nasro_basic", "nm_sro_29_7_14_b", "nm_special_needs")
AS_OF = ("2025-08-31", "2025-09-01", "2026-08-31", "2026-09-01", "2027-05-31", "2028-02-29")


@cache
def invented_rules() -> list[dict[str, Any]]:
    """The requirements as plain rules."""
    rules = read_yaml(Path(__file__).with_name("invented_law.yaml"))
    return [{"source": SOURCE, "modality": "must", "roles": list(ROLES), **each} for each in rules]


@cache
def invented_roles() -> list[dict[str, Any]]:
    """The project's roles, two of which the invented law knows too."""
    return [
        {**each, "sources": [*each["sources"], _entry(each["id"])]} if each["id"] in ROLES else each
        for each in read_yaml(DATA / "roles.yaml")["roles"]
    ]


def _entry(role: str) -> dict[str, Any]:
    return {"source": SOURCE, "classes": [ROLES[role]], "definition": "Known here too."}


@cache
def project() -> Dataset:
    """The project's data set, read once."""
    return load_dataset()


@cache
def invented_law() -> Dataset:
    """The project's data set with the invented law in the place of its sources."""
    return law_of(*invented_rules())


def law_of(*rules: dict[str, Any], **replaced: Any) -> Dataset:
    """The project's data set with these plain rules, for the invented roles, as its only source."""
    plain = [
        requirement(
            **{"roles": list(ROLES)}
            | {name: value for name, value in each.items() if name != "source"}
        )
        for each in rules
    ]
    roles = tuple(map(Role.model_validate, invented_roles()))
    sources = (source(SOURCE, *plain, columns=list(ROLES)),)
    return replace(project(), **{"sources": sources, "roles": roles, **replaced})


def invented_officer(rng: Random, as_of: Any) -> dict[str, Any]:
    """An officer of a role that the invented law knows, who has taken the courses it names."""
    officer = random_officer(rng, rng.choice(list(ROLES)), as_of)
    for done in officer.get("courses", ()):
        done["course"] = rng.choice(COURSES)
    return officer

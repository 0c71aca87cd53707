"""Test blocks for the requirements of the five seed documents, until the data carry their own.

`coded_law()` gives the project's dataset with these blocks wherever a requirement has none, so that
the engine is exercised on law and not only on made-up rules.
"""

from functools import cache
from typing import Any

from policy_model import load_dataset
from policy_model.records.law import Requirement
from policy_model.records.tests import Test
from policy_model.records.whole import Dataset

_MN = "mn_626_8482_subd4"
_MN_ANY = [_MN, "mn_supplemental_626_8482_4b"]
_OLDER = ["nasro_basic", "mn_school_safety_center_basic"]
_SHOOTS = [{"fact": "qualified_day_on"}, {"fact": "qualified_low_light_on"}]
_FROM_SEPTEMBER = {"duties_on": {"ge": "2025-09-01"}}
_UNTRAINED = {
    "all": [
        _FROM_SEPTEMBER,
        {"employer_can_train_before_duties": {"is": "false"}},
        {"not": {"completed": {"any_of": [_MN], "before": "duties_on"}}},
    ]
}
_EMPLOYED = {
    "any": [
        {"role": {"is": "peace_officer_powers_position"}},
        {"employed_by_district": {"is": "true"}},
    ]
}


def _course(*courses: str, min_hours: str | None = None, **more: Any) -> dict[str, Any]:
    items = [{"course": c, "min_hours": min_hours} if min_hours else c for c in courses]
    return {"completes": {"any_of": items}, **more}


def _minnesota(source: str, release: str, review: str | None) -> dict[str, dict[str, Any]]:
    bullets = [f"{source}-earlier-course-before-june-2027", f"{source}-training-within-six-months"]
    older = {"completed": {"any_of": _OLDER, "before": "2025-09-01"}}
    tests = {
        f"{source}-training-before-duties": _course(
            _MN, applies=_FROM_SEPTEMBER, unless=[*bullets, release]
        ),
        bullets[0]: _course(*_MN_ANY, applies=older, unless=[release]),
        bullets[1]: _course(_MN, applies=_UNTRAINED, unless=[bullets[0], release]),
        f"{source}-untrained-policy-review": {
            "completes": {"any_of": [{"fact": "agency_policy_reviewed_on"}]},
            "applies": _UNTRAINED,
            "unless": [bullets[0], release],
        },
        release: {"applies": {"substitute_contact_days": {"lt": "60"}}},
    }
    if review:
        tests[review] = {"completes": {"any_of": [{"fact": "agency_policy_reviewed_on"}]}}
    return tests


def _in_service() -> dict[str, Any]:
    first = "within P1Y of assigned_on"
    return {"accumulates": {"any_of": ["ms_mde_in_service"], "hours": "40", "first": first}}


BLOCKS: dict[str, dict[str, Any]] = {
    "nm-sro-training-within-a-year": _course(
        "nm_sro_29_7_14_b", applies={"assigned_on": {"ge": "2022-07-01"}}
    ),
    "nm-sro-incumbents-by-july-2023": _course(
        "nm_sro_29_7_14_b",
        applies={
            "all": [
                {"assigned_on": {"lt": "2022-07-01"}},
                {"not": {"completed": {"any_of": ["nm_sro_29_7_14_b"], "before": "2022-07-01"}}},
            ]
        },
    ),
    "nm-ssp-three-years-certified-rule": {"has": {"law_enforcement_years": {"ge": "3"}}},
    "nm-ssp-good-standing-rule": {"has": {"left_in_good_standing": {"is": "true"}}},
    "nm-ssp-special-needs-16-hours": _course("nm_special_needs", min_hours="16"),
    "nm-ssp-cultural-competency-4-hours": _course("nm_cultural_competency", min_hours="4"),
    "nm-ssp-use-of-force-8-hours": _course("nm_use_of_force", min_hours="8"),
    "nm-ssp-firearms-16-hours": _course("nm_firearms_initial", min_hours="16"),
    "nm-ssp-qualification-before-employment": {"completes": {"all_of": _SHOOTS}},
    "nm-ssp-qualification-annually": {
        "renews": {"all_of": _SHOOTS, "first": "within P1Y of employed_on"}
    },
    "nm-ssp-firearms-manipulation-annual": {
        "renews": {
            "any_of": ["nm_firearms_manipulation"],
            "min_hours": "4",
            "first": "within P1Y of employed_on",
        }
    },
    "nm-ssp-background-check-rule": {"has": {"background_clear": {"is": "true"}}},
    "ms-basic-training-within-two-years": _course(
        "ms_police_officer_basic", "ms_reserve_basic", applies=_EMPLOYED
    ),
    "ms-mde-certification-within-two-years": _course(
        "ms_mde_certification", applies={"all": [{"full_time_percent": {"gt": "75"}}, _EMPLOYED]}
    ),
    "ms-sro-minimum-age-24": {"has": {"age": {"ge": "24"}}},
    "ms-sro-three-years-experience-before-assignment": {
        "has": {"law_enforcement_years": {"ge": "3"}}
    },
    "ms-sro-weapon-qualification-six-months": {
        "renews": {"any_of": [_SHOOTS[0]], "first": "within P6M of assigned_on"}
    },
    "ms-sro-police-officer-basic": _course("ms_police_officer_basic"),
    "ms-sro-mde-basic-within-two-years": _course("ms_mde_sro_basic"),
    "ms-sro-in-service-40-hours": _in_service(),
    "ms-ceo-reserve-basic": _course("ms_reserve_basic"),
    "ms-ceo-in-service-40-hours": _in_service(),
    "ms-sso-mde-basic": _course("ms_mde_sso_basic"),
    "ms-sso-in-service-40-hours": _in_service(),
    **_minnesota(
        "mn-isd196", "mn-isd196-substitute-need-not-train", "mn-isd196-substitute-policy-review"
    ),
    **_minnesota("mn-post", "mn-post-substitutes-need-not-train", None),
    "mn-isd196-substitute-policy-review": {
        "completes": {"any_of": [{"fact": "agency_policy_reviewed_on"}]},
        "applies": {"substitute_contact_days": {"lt": "60"}},
    },
    "mn-post-substitutes-review-policies": {
        "completes": {"any_of": [{"fact": "agency_policy_reviewed_on"}]}
    },
    "mn-post-refresher-every-three-years": {
        "renews": {
            "any_of": ["mn_refresher"],
            "first": "within P36M of course:mn_626_8482_subd4",
        }
    },
    "nasro-three-years-experience": {"has": {"law_enforcement_years": {"ge": "3"}}},
    "nasro-basic-before-assignment": _course("nasro_basic", unless=["nasro-basic-within-a-year"]),
    "nasro-basic-within-a-year": _course(
        "nasro_basic",
        applies={
            "all": [
                {"practical_before_assignment": {"is": "false"}},
                {"not": {"completed": {"any_of": ["nasro_basic"], "before": "assigned_on"}}},
            ]
        },
    ),
    "nasro-advanced-course": _course("nasro_advanced"),
    "nasro-mental-health-course": _course("adolescent_mental_health"),
    "nasro-cpted-course": _course("school_cpted"),
}


def _with_block(requirement: Requirement) -> Requirement:
    block = BLOCKS.get(requirement.id)
    if block is None or requirement.test is not None:
        return requirement
    test = Test.model_validate(block)
    return requirement.model_copy(update={"test": test, "decided_by": ()})


def with_blocks(dataset: Dataset) -> Dataset:
    """The dataset with a block at each requirement that has none."""
    from dataclasses import replace

    sources = []
    for source in dataset.sources:
        instruments = []
        for instrument in source.instruments:
            provisions = tuple(
                provision.model_copy(
                    update={"requirements": tuple(map(_with_block, provision.requirements))}
                )
                for provision in instrument.provisions
            )
            instruments.append(instrument.model_copy(update={"provisions": provisions}))
        sources.append(source.model_copy(update={"instruments": tuple(instruments)}))
    return replace(dataset, sources=tuple(sources))


@cache
def coded_law() -> Dataset:
    """The project's dataset, read once."""
    return with_blocks(load_dataset())

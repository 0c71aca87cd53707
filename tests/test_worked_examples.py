"""Worked examples are about what the data hold, and every test in the data has some.

Whether the findings come out is asked elsewhere; here only that no test stands without an example
of its status on both sides, and that no example speaks of something that is not there.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policy_model import load_dataset
from policy_model.reading.yaml import read_yaml
from policy_model.records.law import Instrument, Provision, Requirement
from policy_model.vocabulary import Boundary, Modality, Status

FOLDER = Path(__file__).parent / "scenarios"
SATISFIED = {Status.MET, Status.MET_LATE}


@cache
def examples(source: str) -> tuple[dict[str, Any], ...]:
    """The examples of a source; none where nobody has written any."""
    file = FOLDER / f"{source}.yaml"
    return tuple(read_yaml(file)) if file.exists() else ()


@cache
def placed() -> dict[str, tuple[str, Instrument, Provision, Requirement]]:
    """Every requirement by its id, with the source it stands in and its place there."""
    return {
        r.id: (source.id, instrument, provision, r)
        for source in load_dataset().sources
        for instrument in source.instruments
        for provision in instrument.provisions
        for r in provision.requirements
    }


SOURCES = [source.id for source in load_dataset().sources]
TESTED = [
    name
    for name, (_, _, _, r) in placed().items()
    if r.test and r.modality is not Modality.NEED_NOT and r.restates is None
]


def expected(source: str) -> list[dict[str, Any]]:
    """Every expected finding of a source."""
    return [each for example in examples(source) for each in example["expect"]]


@pytest.mark.parametrize("name", TESTED)
def test_it_is_shown_kept_not_kept_and_not_known(name: str) -> None:
    shown = {each["status"] for each in expected(placed()[name][0]) if each["what"] == name}
    assert shown & SATISFIED
    assert Status.UNKNOWN in shown
    missed = shown - SATISFIED - {Status.UNKNOWN, Status.NOT_APPLICABLE}
    assert missed or _hides_the_first(name) or _leaves_the_time_open(name)


def _hides_the_first(name: str) -> bool:
    """Where a record holds the latest day alone, a first one is never shown to be missing."""
    test = placed()[name][3].test
    latest = {fact.id for fact in load_dataset().facts if fact.latest}
    return bool(test and test.completes and {i.fact for i in test.completes.items} <= latest)


def _leaves_the_time_open(name: str) -> bool:
    """Where another body fixes the period, nobody is ever shown to be late."""
    deadline = placed()[name][3].deadline
    return bool(deadline and deadline.boundary is Boundary.UNSTATED)


@pytest.mark.parametrize("source", SOURCES)
def test_an_example_names_what_stands_at_its_place(source: str) -> None:
    for each in expected(source):
        at, instrument, provision, _ = placed()[each["what"]]
        named = (source, each["instrument"], each["pinpoint"])
        assert named == (at, instrument.id, provision.pinpoint), each


@pytest.mark.parametrize("source", SOURCES)
def test_each_example_has_an_id_of_its_own_and_a_note(source: str) -> None:
    ids = [example["id"] for example in examples(source)]
    assert len(ids) == len(set(ids))
    assert all(example["source"] == source and example["note"] for example in examples(source))

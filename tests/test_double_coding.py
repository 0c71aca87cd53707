"""The record of double coding is whole: every record of both codings has its decision."""

import subprocess
import sys
from pathlib import Path

import pytest

from policy_model import load_dataset
from policy_model.citation import MAX_LOCATOR_WORDS, word_count
from policy_model.reading.yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
CODED_TWICE = sorted(path.parent for path in (ROOT / "data/coding").glob("*/reconciliation.yaml"))


def ids_in(file: Path) -> list[str]:
    return [
        requirement["id"]
        for instrument in read_yaml(file)["instruments"]
        for provision in instrument["provisions"]
        for requirement in provision["requirements"]
    ]


def locators_in(file: Path) -> list[str]:
    return [
        requirement["locator"]
        for instrument in read_yaml(file)["instruments"]
        for provision in instrument["provisions"]
        for requirement in provision["requirements"]
    ]


def test_every_source_was_coded_twice():
    assert {path.name for path in CODED_TWICE} == {s.id for s in load_dataset().sources}


@pytest.mark.parametrize("source", CODED_TWICE, ids=lambda path: path.name)
@pytest.mark.parametrize("coding", ["first", "second", "final"])
def test_every_record_has_exactly_one_decision(source, coding):
    decisions = read_yaml(source / "reconciliation.yaml")["decisions"]
    decided = [decision[coding] for decision in decisions if coding in decision]
    final = ROOT / "data" / "sources" / f"{source.name}.yaml"
    records = ids_in(final if coding == "final" else source / f"{coding}.yaml")
    assert sorted(set(decided)) == sorted(records)
    if coding == "final":
        assert len(decided) == len(records)


@pytest.mark.parametrize("source", CODED_TWICE, ids=lambda path: path.name)
def test_every_decision_gives_its_reason(source):
    decisions = read_yaml(source / "reconciliation.yaml")["decisions"]
    assert all(decision["decision"].strip() for decision in decisions)


@pytest.mark.parametrize("source", CODED_TWICE, ids=lambda path: path.name)
@pytest.mark.parametrize("coding", ["first", "second"])
def test_codings_store_no_more_of_the_text_than_a_locator(source, coding):
    locators = locators_in(source / f"{coding}.yaml")
    assert max(word_count(locator) for locator in locators) <= MAX_LOCATOR_WORDS


def test_the_published_rates_of_divergence_are_those_of_the_codings():
    script = ROOT / "scripts" / "divergence.py"
    done = subprocess.run([sys.executable, script, "--check"], cwd=ROOT, timeout=120)
    assert done.returncode == 0, "run scripts/divergence.py and commit data/coding/divergence.csv"

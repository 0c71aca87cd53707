"""Pictures: the command is known, every page has one with choices that hold, README's are there.

What a picture shows is looked at by a person.
"""

import importlib.util
import re
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from scripts.screenshots import IN_README, SCREEN, SHOTS, Shot, invented_roster
from tests.browser import ROOT, TITLES, WIDE
from tests.visits import markup, visit

README = (ROOT / "README.md").read_text(encoding="utf-8")
HEAVIEST = 250_000  # bytes


@pytest.fixture
def dev(monkeypatch) -> ModuleType:
    """scripts/dev.py, which installs nothing and says what it would start."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "scripts" / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("ensure_environment", "prepare_machine"):
        monkeypatch.setattr(module, name, lambda: None)
    return module


def test_the_command_starts_the_script_with_what_follows_it(dev, monkeypatch):
    started = []
    monkeypatch.setattr(dev, "python", lambda *words: started.append(words) or 0)
    assert dev.main(["screenshots", "out", "--pages", "hours"]) == 0
    assert started == [("-m", "scripts.screenshots", "out", "--pages", "hours")]


def test_every_page_is_taken():
    assert [shot.name for shot in SHOTS] == [title.lower() for title in TITLES.values()]


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_choices_of_a_picture_are_known_and_its_day_is_fixed(shot: Shot):
    query = parse_qs(urlsplit(shot.address).query, keep_blank_values=True)
    assert "as_of" in query
    assert "Ignored “" not in markup(visit(shot.name, **query))


def test_the_roster_is_the_templates_with_an_officer_of_each_example():
    with invented_roster() as (officers, training):
        ids = [line.split(",")[0] for line in officers.read_text("utf-8").splitlines()]
        done = {line.split(",")[0] for line in training.read_text("utf-8").splitlines()}
    assert len(ids) == len(set(ids)) > 5
    assert ids[0] == "officer_id"
    assert done <= set(ids)


def test_the_readme_shows_first_screens_with_words_for_who_cannot_see_them():
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    wanted = {f"docs/screenshots/{shot.name}.png" for shot in SHOTS if shot.is_in_readme}
    assert {path for _, path in pictures} == wanted
    assert all(len(words.split()) > 8 for words, _ in pictures)
    assert {path.name for path in IN_README.iterdir()} == {path.split("/")[-1] for path in wanted}


@pytest.mark.parametrize("name", [shot.name for shot in SHOTS if shot.is_in_readme])
def test_a_picture_of_the_readme_is_a_light_one(name: str):
    path = IN_README / f"{name}.png"
    assert path.stat().st_size < HEAVIEST
    with Image.open(path) as picture:
        assert picture.size == (WIDE, SCREEN)

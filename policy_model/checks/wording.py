"""Words: short locators, lists that survive a CSV cell, answers that fit a cell."""

from collections.abc import Iterable, Iterator

from policy_model.checks.material import Material, Place, Placed
from policy_model.citation import MAX_LOCATOR_WORDS, fold, word_count
from policy_model.errors import Problem, shown
from policy_model.vocabulary import LIST_SEPARATOR

MAX_ANSWER_WORDS = 14


def problems(material: Material) -> Iterator[Problem]:
    """Locators over eight words, separators inside list items, answers too long for a cell."""
    for placed in material.placed:
        yield from _locator(placed)
        yield from _separators(placed.place, "cautions", placed.requirement.cautions)
        yield from _answers(placed)
    places = material.vocabulary("questions.yaml", "questions")
    for question, place in zip(material.dataset.questions, places, strict=True):
        yield from _separators(place, "traps", question.traps)


def _locator(placed: Placed) -> Iterator[Problem]:
    requirement, place = placed.requirement, placed.place
    count = word_count(requirement.locator)
    if count > MAX_LOCATOR_WORDS:
        rule = f"the locator has {count} words; {MAX_LOCATOR_WORDS} are the most that is stored"
        yield place.problem("locator", rule, "choose a shorter fragment that is found once")
    locator, summary = requirement.locator, requirement.summary
    if count > 4 and fold(locator).casefold() in fold(summary).casefold():
        rule = "the summary repeats the locator's words"
        yield place.problem("summary", rule, "say it in our words")


def _separators(place: Place, field: str, items: Iterable[str]) -> Iterator[Problem]:
    for at, item in enumerate(items):
        if LIST_SEPARATOR in f" {item} ":
            rule = f"{shown(LIST_SEPARATOR)} stands inside an item; it separates items in CSV"
            yield place.problem(field, rule, "write a comma or a dash", under=(at,))


def _answers(placed: Placed) -> Iterator[Problem]:
    for question, answers in placed.requirement.answers.items():
        for answer in answers:
            if (count := word_count(answer.value)) > MAX_ANSWER_WORDS:
                rule = f"the answer has {count} words; a cell holds {MAX_ANSWER_WORDS}"
                repair = "number first, with unit and basis; the rest is for the summary"
                yield placed.place.problem("answers", rule, repair, under=(question,))
            if LIST_SEPARATOR in answer.value:
                rule = f"{shown(LIST_SEPARATOR)} stands inside an answer"
                yield placed.place.problem("answers", rule, "write a comma", under=(question,))

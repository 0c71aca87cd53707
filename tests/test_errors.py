"""Problems say where, what and how to repair, whatever a hostile file puts into them."""

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model.errors import (
    MAX_LISTED,
    MAX_OFFERED,
    DataProblems,
    Problem,
    did_you_mean,
    escaped,
    nearest,
    shown,
)


def problem(file="nm.yaml", line=12, record="", field="", rule="wrong", repair=""):
    return Problem(file, line, record, field, rule, repair)


@pytest.mark.parametrize(
    ("given_problem", "words"),
    [
        (
            Problem("data/nm.yaml", 12, "nm-x", "modality", "'mst' is unknown", "Write 'must'."),
            "data/nm.yaml:12: record nm-x, field modality: 'mst' is unknown. Repair: Write 'must'.",
        ),
        (problem(record="nm-x"), "nm.yaml:12: record nm-x: wrong."),
        (problem(field="id"), "nm.yaml:12: field id: wrong."),
        (problem(repair="mend it"), "nm.yaml:12: wrong. Repair: mend it"),
        (problem(line=None), "nm.yaml: wrong."),
        (problem(file="", line=None), "wrong."),
        (problem(rule="wrong."), "nm.yaml:12: wrong."),
        (problem(rule="is it wrong?"), "nm.yaml:12: is it wrong?"),
    ],
)
def test_a_problem_names_its_place_its_rule_and_its_repair(given_problem, words):
    assert str(given_problem) == words


def test_a_message_stays_on_one_line_whatever_the_file_is_called():
    hostile = problem(
        file="a\nb\x1b[31m.yaml", record="\u202e", field="x\0", rule="\r", repair="\t"
    )
    assert str(hostile) == (
        "a\\nb\\x1b[31m.yaml:12: record \\u202e, field x\\x00: \\r. Repair: \\t"
    )


def test_a_message_shortens_a_name_that_no_reader_would_finish():
    assert len(str(problem(record="r" * 8000, field="f" * 8000))) < 220


def test_problems_are_sorted_by_file_then_line_and_those_without_a_line_come_first():
    wanted = [
        problem("a.yaml", None, rule="of the whole file"),
        problem("a.yaml", 2),
        problem("a.yaml", 10),
        problem("b.yaml", 1),
    ]
    mixed = random.Random(7).sample(wanted, len(wanted))
    assert sorted(mixed) == wanted
    assert DataProblems(mixed).problems == tuple(wanted)
    assert max(mixed) == wanted[-1]
    assert wanted[0] <= wanted[1] < wanted[2]


def test_a_problem_cannot_be_compared_with_another_kind_of_thing():
    with pytest.raises(TypeError):
        _ = problem() < "nm.yaml"


def test_equal_problems_are_one_in_a_set_and_cannot_be_changed():
    assert len({problem(), problem()}) == 1
    with pytest.raises(AttributeError):
        problem().line = 3


def test_data_problems_list_each_problem_on_its_own_line():
    problems = DataProblems(problem(line=line) for line in (2, 1))
    assert str(problems) == "nm.yaml:1: wrong.\nnm.yaml:2: wrong."


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MAX_LISTED, "nm.yaml:200: wrong."),
        (MAX_LISTED + 1, "... and 1 more problem."),
        (MAX_LISTED + 1_500, "... and 1,500 more problems."),
    ],
)
def test_a_long_list_of_problems_ends_with_a_count_of_the_rest(count, last):
    problems = DataProblems(problem(line=line) for line in range(1, count + 1))
    lines = str(problems).split("\n")
    assert len(problems.problems) == count
    assert len(lines) == min(count, MAX_LISTED + 1)
    assert lines[-1] == last


def test_data_problems_without_a_problem_are_a_mistake_of_ours():
    with pytest.raises(ValueError, match="at least one"):
        DataProblems([])


def test_data_problems_survive_pickling():
    back = pickle.loads(pickle.dumps(DataProblems([problem(), problem(line=None)])))
    assert back.problems == (problem(line=None), problem())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("plain", "'plain'"),
        ("", "''"),
        ("§ 22-10A-40 ¶1", "'§ 22-10A-40 ¶1'"),
        ("a\nb\x00\u2028", "'a\\nb\\x00\\u2028'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
        ("\0" * 60, "'" + "\\x00" * 14 + "…'"),
        (None, "nothing"),
        (6.1, "6.1"),
        (True, "True"),
        (10**5000, "a number of thousands of digits"),
        (10**70, "1" + "0" * 58 + "…"),
        (["a"], "a list of 1 item"),
        ((), "a list of 0 items"),
        (frozenset({"a"}), "a list of 1 item"),
        ({"a": "x" * 9999, "b": 2}, "a mapping of 2 fields"),
    ],
    ids=lambda value: repr(value)[:20] if not isinstance(value, int) else "number",
)
def test_a_value_is_shown_quoted_and_short(value, words):
    assert shown(value) == words


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(min_value=1, max_value=80))
def test_a_shown_text_is_printable_and_within_its_limit(text, limit):
    words = shown(text, limit)
    assert words.isprintable()
    assert len(words) <= limit + 2
    assert words.endswith("…'") or words == f"'{escaped(text)}'"


@settings(deadline=None)
@given(st.text())
def test_escaping_changes_nothing_that_prints_and_leaves_nothing_that_does_not(text):
    assert escaped(text).isprintable()
    assert escaped(escaped(text)) == escaped(text)
    if text.isprintable():
        assert escaped(text) == text


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("modalty", "modality"),
        ("MODALITY", "modality"),
        ("nmae", "Name"),
        ("zebra", None),
        ("", None),
        ("modality" * 20, None),
    ],
)
def test_the_nearest_known_word_is_found_or_none(word, wanted):
    assert nearest(word, ["mechanism", "modality", "Name"]) == wanted


def test_a_word_longer_than_any_name_is_compared_with_none():
    assert nearest("m" * 80, ["m" * 81]) == "m" * 81
    assert nearest("m" * 81, ["m" * 81]) is None


def test_the_nearest_word_does_not_depend_on_the_order_of_the_known_ones():
    known = ["nm", "ms", "mn", "NM", "mt"]
    assert len({nearest("mm", random.Random(seed).sample(known, 5)) for seed in range(30)}) == 1


@settings(deadline=None)
@given(st.sampled_from(["must", "must_not", "should", "may"]))
def test_a_known_word_is_nearest_to_itself(word):
    assert nearest(word, {"must", "must_not", "should", "may"}) == word


def test_a_repair_offers_the_nearest_word_else_the_known_ones_else_to_leave_it_out():
    assert did_you_mean("mus", ["must", "may"]) == "Did you mean 'must'?"
    assert did_you_mean("zebra", iter(["must", "may"])) == "Use one of: 'may', 'must'."
    assert did_you_mean("zebra", []) == "Leave it out."


def test_a_repair_does_not_spell_out_hundreds_of_words():
    words = did_you_mean("zebra", [f"{number:03}" for number in range(100)])
    assert words.count("'") == 2 * MAX_OFFERED
    assert words.endswith("'011' (and 88 more).")

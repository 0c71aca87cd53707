"""The comparison as one table and its CSV, at 5, 500 and 13,000 sources, beside plain pandas.

13,000 is about the number of school districts in the United States.
"""

import csv
import io
from collections import Counter
from datetime import date

import pandas as pd

from benchmarks.synthetic import frames_of
from benchmarks.timing import in_turn, milliseconds, show, verdict
from policy_model import Frames, compare, comparison_matrix
from policy_model.export import csv_bytes
from policy_model.vocabulary import LIST_SEPARATOR

AS_OF = date(2026, 11, 21)
SIZES = {5: 15, 500: 7, 13_000: 3}
"""Number of sources -> how often each is run."""
GROWTH_AIM, SECONDS_AIM = 1.2, 1.0


def measure() -> None:
    """Each size in turn; prints seconds, and how the cost of one source grows."""
    taken = {count: _seconds(frames_of(count), repeats) for count, repeats in SIZES.items()}
    heads = ["work", *(f"{count:,} sources" for count in SIZES), "a source, 500 to 13,000"]
    show("Comparison matrix (processor time)", heads, [_row(name, taken) for name in taken[5]])
    both = taken[13_000]["matrix"] + taken[13_000]["its CSV"]
    floor = taken[13_000]["pivot_table + to_csv"]
    print(f"\n  13,000 sources, matrix and its CSV: {both:.2f} s, aim {SECONDS_AIM:g} s;", end=" ")
    print(f"{both / floor:.2f}x pandas, which says nothing of silence, standing or citation.")


def _row(name: str, taken: dict[int, dict[str, float]]) -> list[str]:
    seconds = {count: each[name] for count, each in taken.items()}
    growth = (seconds[13_000] / 13_000) / (seconds[500] / 500)
    return [name, *map(milliseconds, seconds.values()), verdict(growth, GROWTH_AIM)]


def _seconds(held: Frames, repeats: int) -> dict[str, float]:
    table, answers = comparison_matrix(held, as_of=AS_OF), held.coded_answers
    across = table.set_index("source").drop(columns="role").T.reset_index(names="question")
    _assert_same_answers(table, answers)
    work = {
        "matrix": lambda: comparison_matrix(held, as_of=AS_OF),
        "its CSV": lambda: csv_bytes(table),
        "pivot_table + to_csv": lambda: _pivoted(answers).to_csv(),
        "to_csv alone, sources as rows": lambda: table.to_csv(index=False),
        "to_csv alone, sources as columns": lambda: across.to_csv(index=False),
        "compare, one row an answer": lambda: compare(held, as_of=AS_OF),
        "compare, against a baseline": lambda: compare(held, as_of=AS_OF, baseline="s000000"),
    }
    return dict(zip(work, in_turn(repeats, *work.values()), strict=True))


def _pivoted(answers: pd.DataFrame) -> pd.DataFrame:
    """The floor: one answer a cell, without order, place, standing or the word of a silence."""
    return answers.pivot_table(
        index="source_id", columns="question_id", values="value", aggfunc="first"
    )


def _assert_same_answers(table: pd.DataFrame, answers: pd.DataFrame) -> None:
    """The CSV read back has every answer that was coded, each in its cell, and no blank."""
    text = csv_bytes(table).decode("utf-8-sig")
    read = {row["source"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert len(read) == len(table)
    assert not any(value == "" for row in read.values() for value in row.values())
    told = Counter(
        (source, question, item.partition(": ")[2].partition(" (")[0])
        for source, row in read.items()
        for question, said in row.items()
        for item in said.split(LIST_SEPARATOR)
        if item.endswith(")")
    )
    coded = answers[["source_id", "question_id", "value"]].itertuples(index=False, name=None)
    assert told == Counter(coded)

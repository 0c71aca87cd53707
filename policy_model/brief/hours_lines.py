"""The hours ledger in a brief: its rows in words, none added to another."""

from collections.abc import Iterator

import pandas as pd

from policy_model.brief.records import HourLine
from policy_model.brief.register import UNDATED, Register
from policy_model.calendar import Period
from policy_model.quantity import sum_words
from policy_model.vocabulary import Phase


def hour_lines(ledger: pd.DataFrame, register: Register, is_mixed: bool) -> Iterator[HourLine]:
    """One line a row of the ledger, with the places of everything that it counts."""
    for row in ledger.to_dict("records"):
        yield HourLine(
            who=register.who(row["source"], row["role"], is_mixed=is_mixed),
            modality=row["modality"],
            when=when_words(row, register),
            hours=sum_words(row["parts"]) if row["parts"] else "",
            unquantified=int(row["unquantified"]),
            places=tuple(map(register.place, row["requirements"])),
        )


def when_words(row: dict, register: Register) -> str:
    """The phase of a row, and what it runs to or how often it returns."""
    if row["phase"] == Phase.RECURRING:
        return "each year" if row["per"] == "P1Y" else f"every {Period.parse(row['per']).words}"
    if row["phase"] == Phase.UNDATED:
        return UNDATED
    return " or ".join(sorted({register.due(each) for each in row["requirements"]}))

"""From career hours to a chart's lines, its table and its sentences; Streamlit is not known here.

Each line is one role under one force: required and recommended hours are never on one line.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from pages.ui.labels import counted, hours_words, listed
from pages.ui.markup import Safe, element
from pages.ui.names import Names
from pages.ui.tables import Head, table
from policy_model import Frames
from policy_model.vocabulary import Modality, Phase

COUNTED = (
    "What is owed once is counted at the start, what is owed each year at the end of each year; "
    "required and recommended hours are on lines of their own."
)
_FORCE = {Modality.MUST.value: "required", Modality.SHOULD.value: "recommended"}


def lines(career: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The rows of `policy_model.career` with names for the chart.

    Rows: one a line and year. Columns: line (str, key with year), year (int), hours (float, h),
    modality, label (the words at the line's end), who (str). Missing: never.
    """
    last = career["year"].max()
    pairs = zip(career["source"], career["role"], strict=True)
    who = [f"{names.sources[pair[0]]} {names.short_roles[pair]}" for pair in pairs]
    line = [f"{w} ({_FORCE[m]})" for w, m in zip(who, career["modality"], strict=True)]
    drawn = career.assign(line=line, who=who)
    ends = drawn[drawn["year"] == last].set_index("line")["hours"].map(hours_words)
    label = [f"{w}: {ends[n]}" for w, n in zip(drawn["who"], drawn["line"], strict=True)]
    return drawn.assign(label=label)[["line", "year", "hours", "modality", "label", "who"]]


def sentence(drawn: pd.DataFrame) -> str:
    """What each role has been asked for at the end, in one sentence."""
    years = int(drawn["year"].max())
    ends = drawn[drawn["year"] == years].sort_values("hours", ascending=False, kind="stable")
    said = [
        f"{row.who} {hours_words(row.hours)} {_FORCE[row.modality]}" for row in ends.itertuples()
    ]
    return f"After {counted(years, 'year')}: {listed(said)}."


def coinciding(followed: Mapping[str, str]) -> str:
    """Which lines are not drawn because they run along another."""
    if not followed:
        return ""
    said = [f"{line} runs along {kept}" for line, kept in followed.items()]
    return f"Not drawn: {listed(said)}."


def career_table(drawn: pd.DataFrame, names: Names) -> Safe:
    """The chart's numbers: years down, one column a role and force."""
    ends = drawn.drop_duplicates("line")
    heads = [Head(words="After")]
    heads += [Head(words=r.who, sub=names.labels.modality(r.modality)) for r in ends.itertuples()]
    wide = drawn.pivot(index="year", columns="line", values="hours")[ends["line"].tolist()]
    rows: list[tuple[object, ...]] = [
        (counted(int(year), "year"), *(hours_words(value) for value in row))
        for year, row in zip(wide.index, wide.itertuples(index=False), strict=True)
    ]
    return table("The same numbers. A role whose texts state no hours has no column.", heads, rows)


def readings(frames: Frames, ledger: pd.DataFrame) -> Safe:
    """The readings behind recurring hours, folded: what we took, and what else the words allow."""
    texts = frames.interpretations.set_index("interpretation_id")
    items = [
        element(
            "li",
            None,
            text["reading"],
            " ",
            element("span", {"class": "soft"}, f"Or: {text['alternative']}"),
        )
        for text in texts.loc[_used(frames, ledger)].to_dict("records")
    ]
    if not items:
        return Safe()
    said = f"{counted(len(items), 'reading')} of open words used for the recurring hours"
    return element(
        "details", {"class": "more"}, element("summary", None, said), element("ul", None, *items)
    )


def _used(frames: Frames, ledger: pd.DataFrame) -> Sequence[str]:
    """Ids of the readings on which recurring hours rest, each once."""
    recurring = ledger[(ledger["phase"] == Phase.RECURRING) & ledger["total_hours"].notna()]
    ids = {i for listed_ids in recurring["requirements"] for i in listed_ids}
    links = frames.requirement_interpretations
    return links.loc[links["requirement_id"].isin(ids), "interpretation_id"].unique().tolist()

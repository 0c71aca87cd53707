"""Finding a requirement by words, citation, topic or jurisdiction."""

import unicodedata
from collections.abc import Sequence

import pandas as pd

from policy_model.citation import fold
from policy_model.frames import Frames
from policy_model.vocabulary import Authority

MAX_QUERY = 200
_LAST = 2
_WEIGHTS = {"citation": 8, "title": 5, "topic_words": 4, "source_words": 3, "summary": 2, "rest": 1}


def search_index(frames: Frames) -> pd.DataFrame:
    """What is searched, folded once.

    Rows: one a requirement, in document order. Columns: requirement_id, source_id, place (0 for a
    document, 1 for a fuller text that supplements it, 2 for a compiler's own words) and the
    searched texts (citation, title, topic_words, source_words, summary, rest). Missing: never.
    """
    r = frames.requirements
    labels = frames.topics.set_index("topic_id")["label"]
    topics = frames.requirement_topics
    by_requirement = topics["topic_id"].map(labels).groupby(topics["requirement_id"]).agg(" ".join)
    roles = frames.roles.assign(words=frames.roles["label"] + " " + frames.roles["short_label"])
    pairs = frames.requirement_roles.merge(roles, on=["source_id", "role_id"])
    role_words = pairs.groupby("requirement_id")["words"].agg(" ".join)
    short = frames.instruments.set_index("instrument_id")["short_citation"]
    held = frames.sources.set_index("source_id", drop=False)
    jurisdictions = frames.jurisdictions.set_index("jurisdiction_id")["label"]
    source_words = _joined(
        held["title"], held["jurisdiction_id"].map(jurisdictions), held["source_id"]
    )
    index = pd.DataFrame(
        {
            "requirement_id": r["requirement_id"],
            "source_id": r["source_id"],
            "place": _places(frames),
            "citation": _joined(r["citation"], r["instrument_id"].map(short)),
            "title": r["title"],
            "topic_words": r["requirement_id"].map(by_requirement).astype("str"),
            "source_words": r["source_id"].map(source_words),
            "summary": r["summary"],
            "rest": _joined(
                r["requirement_id"].map(role_words), r["cautions"], r["condition"], r["locator"]
            ),
        }
    )
    searched = list(_WEIGHTS)
    index[searched] = index[searched].fillna("").map(_searchable)
    return index


def _places(frames: Frames) -> pd.Series:
    """Where a requirement stands among equals: a document's, a fuller text's, a compiler's."""
    fuller = frames.sources.loc[frames.sources["supplements"].notna(), "source_id"]
    is_fuller = frames.requirements["source_id"].isin(fuller).astype("int64")
    return is_fuller.mask(frames.requirements["authority"] == Authority.SUMMARY.value, _LAST)


def _searchable(text: str) -> str:
    """Text as both sides of a search are: spaces, quotes, dashes, letter case and accents alike.

    >>> _searchable("Do\u00f1a Ana \u2014 \u201cTraining\u201d")
    'dona ana - "training"'
    """
    bare = unicodedata.normalize("NFKD", fold(text).casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def search(index: pd.DataFrame, query: str, *, sources: Sequence[str] | None = None) -> list[str]:
    """Ids of the requirements that hold every word of the query, best first.

    A word counts more in a citation or a title than in a caution; among equals a document comes
    before the fuller text of its law, then document order decides. A compiler's own words come
    after all law. An empty query finds nothing.

    >>> from policy_model import load_dataset, frames
    >>> found = search(search_index(frames(load_dataset())), "Mississippi minimum age")
    >>> found[0].startswith("ms-")
    True
    """
    words = _searchable(query[:MAX_QUERY]).split()
    if not words:
        return []
    rows = index if sources is None else index[index["source_id"].isin(sources)]
    score = pd.Series(0, index=rows.index)
    holds_all = pd.Series(True, index=rows.index)
    for word in words:
        found = pd.DataFrame(
            {name: rows[name].str.contains(word, regex=False) for name in _WEIGHTS}
        )
        score += sum(found[name] * weight for name, weight in _WEIGHTS.items())
        holds_all &= found.any(axis=1)
    hits = rows.loc[holds_all, ["requirement_id", "place"]].assign(score=-score[holds_all])
    hits["is_last"] = hits["place"] == _LAST
    return hits.sort_values(["is_last", "score", "place"])["requirement_id"].tolist()


def _joined(*texts: pd.Series) -> pd.Series:
    whole = texts[0].fillna("")
    for text in texts[1:]:
        whole = whole + " " + text.fillna("")
    return whole

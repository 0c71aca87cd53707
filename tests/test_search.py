"""Finding a requirement by what a reader remembers of it."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import Frames, search, search_index
from policy_model.records.law import Source
from policy_model.search import MAX_QUERY
from tests.synthetic import HELD, framed, held, instrument, requirement, source

INDEXES = {which: search_index(held(which)[1]) for which in HELD}
LAW = INDEXES["coded law"]
SOURCE_OF = LAW.set_index("requirement_id")["source_id"].to_dict()


def found(*sources: Source, query: str) -> list[str]:
    return search(search_index(framed(*sources)), query)


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


class TestIndex:
    def test_one_row_a_requirement_in_document_order(self, tables: Frames) -> None:
        ids = search_index(tables)["requirement_id"]
        assert ids.tolist() == tables.requirements["requirement_id"].tolist()

    def test_every_column_is_text_and_nothing_is_missing(self, tables: Frames) -> None:
        index = search_index(tables)
        types = index.dtypes.astype(str).to_dict()
        assert types.pop("place") == "int64"
        assert set(types.values()) == {"str"}
        assert index.notna().all(axis=None)

    def test_it_works_without_topics_and_cautions(self) -> None:
        assert found(source("alpha", requirement("alpha-x")), query="title") == ["alpha-x"]


def everywhere() -> Source:
    """One requirement, with a word of its own in each searched place."""
    code = instrument(
        "alpha-code",
        requirement(
            "alpha-x",
            pinpoint="C(1)",
            title="A titleword",
            summary="A summaryword.",
            topics=["topic_word"],
            cautions=["A cautionword.", "Another one."],
            condition="A conditionword.",
            locator="a locatorword",
        ),
        citation="Alpha Code § 22-10A-40",
        short_citation="Short-A",
    )
    return source("alpha", code, jurisdiction="landword", title="A sourceword")


class TestWhereItLooks:
    @pytest.mark.parametrize(
        "query",
        [
            "titleword", "summaryword", "topic word", "cautionword", "another one",
            "conditionword", "locatorword", "22-10A-40", "§ 22-10A-40", "C(1)", "22-10a-40 c(1)",
            "sourceword", "alpha", "Land of Landword", "school officer", "OFF",
            "titleword cautionword 22-10A-40 off", "Short-A C(1)",
        ],
    )  # fmt: skip
    def test_each_place_is_searched(self, query: str) -> None:
        assert found(everywhere(), query=query) == ["alpha-x"]

    @pytest.mark.parametrize("query", ["otherword", "titleword otherword", "22-10A-41", "gua"])
    def test_what_stands_nowhere_is_not_found(self, query: str) -> None:
        assert found(everywhere(), query=query) == []

    def test_every_word_must_be_there_but_in_any_order_and_place(self) -> None:
        assert found(everywhere(), query="locatorword titleword") == ["alpha-x"]

    def test_part_of_a_word_is_enough(self) -> None:
        assert found(everywhere(), query="autionw") == ["alpha-x"]

    def test_a_source_is_found_by_the_state_it_lies_in(self) -> None:
        """A district's regulation does not name its state; its record does."""
        district = source(
            "isd", requirement("isd-x"), jurisdiction="minnesota", title="District 196"
        )
        assert found(district, query="land of minnesota") == ["isd-x"]

    def test_roles_are_those_of_the_requirement_and_its_own_source(self) -> None:
        told = source("alpha", requirement("alpha-o"), requirement("alpha-g", roles=["guard"]))
        assert found(told, query="school guard") == ["alpha-g"]
        assert found(told, query="GUA") == ["alpha-g"]


FORMS = {
    "case": ("within TWELVE months", "Within twelve MONTHS"),
    "curly and straight quotes": ("the “school’s” plan", 'the "school\'s" plan'),
    "dashes": ("29–7—14 and 6‑12", "29-7-14 and 6-12"),
    "white space": ("two  \t years", "two\u00a0years"),
    "accents": ("Doña Ana and Española", "Dona Ana and Espanola"),
    "composed and decomposed accents": ("caf\u00e9", "cafe\u0301"),
    "soft hyphens": ("class\u00adroom", "classroom"),
    "full-width letters": ("ＳＲＯ ３", "SRO 3"),
    "sharp s": ("Straße", "STRASSE"),
}


class TestAlike:
    """Letter case, quotes, dashes, spaces and accents make no difference, on either side."""

    @pytest.mark.parametrize(("one", "other"), FORMS.values(), ids=FORMS)
    def test_forms_find_each_other(self, one: str, other: str) -> None:
        for stored, asked in ((one, other), (other, one), (one, one)):
            told = source("alpha", requirement("alpha-x", summary=f"So: {stored}."))
            assert found(told, query=asked) == ["alpha-x"]


class TestRank:
    ORDER = ("citation", "title", "topic", "source", "summary", "caution")

    def ranked(self, query: str) -> list[str]:
        """Six requirements in six sources, the weakest place first in the document."""
        word = "needle"
        topic = requirement("c-topic", topics=[word])
        cited = instrument("f-code", requirement("f-citation"), citation="Needle Code § 1")
        told = [
            source("a", requirement("a-caution", cautions=[word])),
            source("b", requirement("b-summary", summary=word)),
            source("c", topic),
            source("d", requirement("d-source"), title=word),
            source("e", requirement("e-title", title=word)),
            source("f", cited),
        ]
        return [id.split("-")[1] for id in found(*told, query=query)]

    def test_a_citation_counts_most_and_a_caution_least(self) -> None:
        assert tuple(self.ranked("needle")) == self.ORDER

    def test_two_places_count_more_than_one(self) -> None:
        told = source(
            "alpha",
            requirement("alpha-one", title="needle"),
            requirement("alpha-two", title="needle", summary="needle"),
        )
        assert found(told, query="needle") == ["alpha-two", "alpha-one"]

    def test_among_equals_the_document_decides(self) -> None:
        told = source("alpha", *(requirement(f"alpha-{at}", title="needle") for at in range(9)))
        assert found(told, query="needle") == [f"alpha-{at}" for at in range(9)]

    def test_a_word_said_often_counts_once(self) -> None:
        told = source(
            "alpha",
            requirement("alpha-once", title="needle"),
            requirement("alpha-often", title="needle needle needle"),
        )
        assert found(told, query="needle") == ["alpha-once", "alpha-often"]


class TestQueries:
    @pytest.mark.parametrize("query", ["", " ", "\t\n", "\u00a0", "\u200b", "\u00ad", "\u0301"])
    def test_an_empty_one_finds_nothing(self, query: str) -> None:
        assert search(LAW, query) == []

    @pytest.mark.parametrize(
        "query", [".*", "^", "$", "[a-z]", "(", "C(1", "a|b", "\\", "\\d", "+", "?", "{2}", "(?i)x"]
    )
    def test_characters_of_patterns_mean_themselves(self, query: str) -> None:
        told = source("alpha", requirement("alpha-with", summary=f"It says {query} so."))
        bare = source("bravo", requirement("bravo-not", summary="It says so."))
        ids = found(told, bare, query=query)
        assert "alpha-with" in ids
        assert "bravo-not" not in ids or query in "bravo code § 1 1"

    def test_what_comes_after_the_limit_is_not_read(self) -> None:
        told = source("alpha", requirement("alpha-x", title="needle"))
        padded = "needle" + " " * (MAX_QUERY - len("needle"))
        assert found(told, query=padded + "zebra") == ["alpha-x"]
        assert found(told, query=padded[:-1] + "zebra") == []

    @pytest.mark.parametrize("query", ["x" * 1_000_000, "a " * 500_000, "(" * 100_000])
    def test_a_very_long_one_is_answered(self, query: str) -> None:
        assert isinstance(search(LAW, query), list)

    def test_sources_narrow_the_search(self) -> None:
        both = search(LAW, "training")
        assert {id.split("-")[0] for id in both} >= {"nm", "ms"}
        assert search(LAW, "training", sources=["nm"]) == [i for i in both if SOURCE_OF[i] == "nm"]
        assert search(LAW, "training", sources=[]) == []


class TestCodedLaw:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("NMSA 29-7-14 C(1)", "nm-sro-training-within-a-year"),
            ("29-7-14 C(2)", "nm-sro-incumbents-by-july-2023"),
            ("NMAC 6.12.12.9 16 hours special needs", "nm-ssp-special-needs-16-hours"),
            ("Mississippi 37-7-321(2) two years", "ms-basic-training-within-two-years"),
            ("SRO 3.c", "ms-sro-in-service-40-hours"),
            ("CEO 3.b in-service", "ms-ceo-in-service-40-hours"),
            ("Mississippi minimum age", "ms-sro-minimum-age-24"),
        ],
    )
    def test_a_citation_or_plain_words_lead_to_the_clause(self, query: str, first: str) -> None:
        assert search(LAW, query)[:1] == [first]

    @pytest.mark.parametrize(("query", "source_id"), [("New Mexico", "nm"), ("Mississippi", "ms")])
    def test_a_state_finds_all_of_its_law(self, query: str, source_id: str) -> None:
        requirements = held("coded law")[1].requirements
        own = requirements.loc[requirements["source_id"] == source_id, "requirement_id"]
        assert set(own) <= set(search(LAW, query))

    @pytest.mark.parametrize(
        ("abbreviation", "role"),
        [("SSP", "school_security_personnel"), ("CEO", "campus_enforcement_officer")],
    )
    def test_an_abbreviation_finds_the_requirements_of_its_role(
        self, abbreviation: str, role: str
    ) -> None:
        roles = held("coded law")[1].requirement_roles
        own = set(roles.loc[roles["role_id"] == role, "requirement_id"])
        assert own <= set(search(LAW, abbreviation))

    def test_a_topic_finds_what_is_coded_with_it(self) -> None:
        told = held("coded law")[1]
        label = told.topics.set_index("topic_id").loc["de_escalation", "label"]
        linked = told.requirement_topics
        own = set(linked.loc[linked["topic_id"] == "de_escalation", "requirement_id"])
        assert own
        assert own <= set(search(LAW, label))


# Properties


@pytest.mark.parametrize("which", HELD)
@given(query=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_known_ids_once(which: str, query: str) -> None:
    ids = search(INDEXES[which], query)
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(INDEXES[which]["requirement_id"])


@given(st.lists(st.sampled_from(sorted(set(" ".join(LAW["summary"]).split()))), max_size=4))
@settings(max_examples=40, deadline=None)
def test_one_more_word_never_finds_more(words: list[str]) -> None:
    found_by = [set(search(LAW, " ".join(words[:n]))) for n in range(1, len(words) + 1)]
    assert all(later <= earlier for earlier, later in pairwise(found_by))


@given(st.sampled_from(LAW["requirement_id"].tolist()), st.data())
@settings(max_examples=40, deadline=None)
def test_words_of_a_requirement_find_it(requirement_id: str, data: st.DataObject) -> None:
    row = held("coded law")[1].requirements.set_index("requirement_id").loc[requirement_id]
    words = f"{row['citation']} {row['title']} {row['summary']}".split()
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=6))
    assert requirement_id in search(LAW, " ".join(chosen))


def test_the_index_stays_as_it_is() -> None:
    before = LAW.copy()
    search(LAW, "training (SRO)")
    pd.testing.assert_frame_equal(LAW, before)

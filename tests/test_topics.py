"""The crosswalk of topics: a place behind each mark, a word in each empty cell, no norm twice."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import Frames, UnknownName, frames, topic_counts, topic_crosswalk
from policy_model.coverage import topic_coverage
from policy_model.topics import CROSSWALK_COLUMNS
from policy_model.vocabulary import Modality, order_of
from tests.builders import DataDir
from tests.synthetic import HELD, Given, framed, held, instrument, requirement, source

DAY = date(2026, 11, 21)
CUT: Given = {"extent": "part", "extent_note": "Part 2 is not in the copy."}
KEY = ["topic", "source", "role"]


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


def naming(id: str, *topics: str, **given: object) -> Given:
    return requirement(id, topics=list(topics or ["drills"]), **given)


def rows_of(*sources: object, as_of: date = DAY, **asked: object) -> pd.DataFrame:
    return topic_crosswalk(framed(*sources), as_of=as_of, **asked)


def counts_of(*sources: object, as_of: date = DAY, **asked: object) -> dict:
    law = framed(*sources)
    (row,) = topic_counts(law, topic_crosswalk(law, as_of=as_of, **asked)).to_dict("records")
    return row


class TestEveryDataSet:
    def test_every_topic_meets_every_column(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY)
        cells = rows[KEY].drop_duplicates()
        assert len(cells) == len(tables.topics) * len(tables.columns)
        assert list(rows.columns) == CROSSWALK_COLUMNS

    def test_a_mark_for_each_requirement_that_names_it_and_no_other(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY).dropna(subset=["requirement"])
        law = tables.requirements[tables.requirements["authority"] != "summary"]
        columns = set(zip(tables.columns["source_id"], tables.columns["role_id"], strict=True))
        expected = {
            (topic, record.source_id, role, record.requirement_id)
            for record in law.dropna(subset=["topics"]).itertuples()
            for topic in record.topics.split(" | ")
            for role in record.role_ids.split(" | ")
            if (record.source_id, role) in columns
        }
        found = list(rows[[*KEY, "requirement"]].itertuples(index=False, name=None))
        assert set(found) == expected
        assert len(found) == len(expected)

    def test_a_mark_says_what_its_record_says(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY).dropna(subset=["requirement"])
        records = tables.requirements.set_index("requirement_id").loc[rows["requirement"]]
        for name in ("modality", "category", "topics_extent", "pinpoint", "mechanism", "actor",
                     "authority", "cautions", "restates"):  # fmt: skip
            ours, theirs = rows[name].fillna("").tolist(), records[name].fillna("").tolist()
            assert ours == theirs, name

    def test_without_a_mark_nothing_of_one_is_said(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY)
        empty = rows[rows["requirement"].isna()]
        assert (rows["topic_state"].eq("named") == rows["requirement"].notna()).all()
        about = [*CROSSWALK_COLUMNS[5:-1]]
        assert empty[about].isna().all(axis=None)
        assert (empty["missing"].notna() == empty["topic_state"].eq("not_named_in_part")).all()
        assert rows.loc[rows["requirement"].notna(), "missing"].isna().all()

    def test_topics_and_columns_keep_their_order(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY)
        assert rows["topic"].drop_duplicates().tolist() == tables.topics["topic_id"].tolist()
        first = rows[rows["topic"] == rows["topic"].iloc[0]][["source", "role"]].drop_duplicates()
        assert first.values.tolist() == tables.columns[["source_id", "role_id"]].values.tolist()

    def test_counts_are_those_of_the_cells(self, tables: Frames) -> None:
        rows = topic_crosswalk(tables, as_of=DAY)
        counts = topic_counts(tables, rows).set_index("topic")
        assert counts["marks"].sum() == rows["requirement"].notna().sum()
        assert (counts["named"] <= counts["read"] + counts["unread"]).all()
        is_law = rows["standing_kind"].isin(["in_force", "cannot_tell"])
        cells = rows[is_law].drop_duplicates(KEY).groupby("topic").size()
        expected = cells.reindex(counts.index, fill_value=0)
        assert (counts["named"] + counts["again"]).tolist() == expected.tolist()


class TestEmptyCells:
    def test_read_whole_is_not_named(self) -> None:
        other = requirement("alpha-other", roles=["guard"])
        rows = rows_of(source("alpha", naming("alpha-x"), other)).set_index("role")
        assert rows["topic_state"].to_dict() == {"officer": "named", "guard": "not_named"}

    def test_a_cut_copy_that_speaks_of_the_role_is_not_in_part_held(self) -> None:
        whole = instrument("alpha-code", naming("alpha-x"))
        cut = instrument("alpha-rule", requirement("alpha-y", roles=["guard"]), **CUT)
        rows = rows_of(source("alpha", whole, cut)).set_index("role")
        assert rows.loc["guard", "topic_state"] == "not_named_in_part"
        assert rows.loc["guard", "missing"] == "Alpha-Rule: Part 2 is not in the copy."

    def test_a_cut_copy_that_never_speaks_of_the_role_is_no_excuse(self) -> None:
        cut = instrument("alpha-rule", naming("alpha-x"), **CUT)
        whole = instrument("alpha-code", requirement("alpha-y", roles=["guard"]))
        rows = rows_of(source("alpha", cut, whole)).set_index("role")
        assert rows.loc["guard", "topic_state"] == "not_named"

    def test_a_cut_copy_whose_missing_part_may_speak_of_the_role_is_one(self) -> None:
        gap = [{"question": "age", "roles": ["guard"], "missing": "Part 2, on guards."}]
        cut = instrument("alpha-rule", naming("alpha-x"), **CUT, cut_may_answer=gap)
        whole = instrument("alpha-code", requirement("alpha-y", roles=["guard"]))
        rows = rows_of(source("alpha", cut, whole)).set_index("role")
        assert rows.loc["guard", "topic_state"] == "not_named_in_part"

    def test_a_compilers_cut_page_leaves_the_law_whole(self) -> None:
        page = instrument(
            "alpha-page",
            requirement("alpha-said", roles=["guard"]),
            authority="summary",
            kind="compilation",
            **CUT,
        )
        code = instrument("alpha-code", naming("alpha-x"))
        rows = rows_of(source("alpha", code, page)).set_index("role")
        assert rows.loc["guard", "topic_state"] == "not_named"

    def test_a_role_not_read_for_is_not_yet_read_even_where_the_copy_is_cut(self) -> None:
        cut = instrument(
            "alpha-rule", naming("alpha-x"), requirement("alpha-y", roles=["guard"]), **CUT
        )
        rows = rows_of(source("alpha", cut, coded_for=["officer"])).set_index("role")
        assert rows.loc["guard", ["topic_state"]].tolist() == ["not_coded"]
        assert pd.isna(rows.loc["guard", "missing"])

    def test_a_mark_coded_before_the_role_was_read_for_is_shown(self) -> None:
        rows = rows_of(source("alpha", naming("alpha-x"), coded_for=[]))
        assert rows["topic_state"].tolist() == ["named"]

    def test_each_column_has_one_word(self, tables: Frames) -> None:
        told = topic_coverage(tables)
        assert told[["source_id", "role_id"]].equals(tables.columns[["source_id", "role_id"]])
        assert (told["missing"].notna() == (told["topic_state"] == "not_named_in_part")).all()


class TestMarks:
    def test_a_summary_makes_none(self) -> None:
        page = instrument(
            "alpha-page", naming("alpha-said"), authority="summary", kind="compilation"
        )
        code = instrument("alpha-code", requirement("alpha-x"))
        rows = rows_of(source("alpha", code, page))
        assert rows["topic_state"].tolist() == ["not_named"]

    def test_a_restating_record_marks_its_own_column_only(self) -> None:
        first = source("alpha", naming("alpha-x"))
        again = source("bravo", naming("bravo-x", restates="alpha-x"))
        rows = rows_of(first, again, source("charlie", requirement("charlie-x")))
        marks = rows.set_index("source")["requirement"].dropna().to_dict()
        assert marks == {"alpha": "alpha-x", "bravo": "bravo-x"}

    def test_one_of_two_roles_marks_both_columns(self) -> None:
        rows = rows_of(source("alpha", naming("alpha-x", roles=["officer", "guard"])))
        assert rows["requirement"].tolist() == ["alpha-x", "alpha-x"]

    def test_stronger_first_then_as_the_document_has_them(self) -> None:
        rows = rows_of(
            source(
                "alpha",
                naming("alpha-a", modality="is"),
                naming("alpha-b", modality="should"),
                naming("alpha-c"),
                naming("alpha-d", modality="should"),
            )
        )
        assert rows["requirement"].tolist() == ["alpha-c", "alpha-b", "alpha-d", "alpha-a"]
        ranks = rows["modality"].map(order_of(Modality)).tolist()
        assert ranks == sorted(ranks)

    def test_a_list_is_open_closed_or_none(self) -> None:
        rows = rows_of(
            source(
                "alpha",
                naming("alpha-a", topics_extent="open"),
                naming("alpha-b", topics_extent="closed"),
                naming("alpha-c"),
            )
        )
        assert rows["topics_extent"].fillna("").tolist() == ["open", "closed", ""]

    @pytest.mark.parametrize(
        ("day", "kind", "words"),
        [
            (date(2025, 8, 31), "not_yet", "from 1 Sep 2025"),
            (date(2025, 9, 1), "in_force", "until 30 Jun 2026"),
            (date(2026, 7, 1), "ended", "until 30 Jun 2026"),
        ],
    )
    def test_it_stays_on_every_day_with_its_standing(
        self, day: date, kind: str, words: str
    ) -> None:
        alpha = source("alpha", naming("alpha-x", effective_on="2025-09-01", ends_on="2026-06-30"))
        (row,) = rows_of(alpha, as_of=day).to_dict("records")
        assert (row["standing_kind"], row["standing"]) == (kind, words)

    @given(day=st.dates(date(2000, 1, 1), date(2040, 12, 31)))
    @settings(max_examples=15, deadline=None)
    def test_the_day_changes_standing_and_nothing_else(self, day: date) -> None:
        hard = held("hard cases")[1]
        said = ["standing", "standing_kind"]
        then, now = topic_crosswalk(hard, as_of=day), topic_crosswalk(hard, as_of=DAY)
        pd.testing.assert_frame_equal(then.drop(columns=said), now.drop(columns=said))


class TestCounts:
    def test_columns_are_counted_not_marks(self) -> None:
        alpha = source("alpha", naming("alpha-x"), naming("alpha-y"))
        said = counts_of(alpha, source("bravo", requirement("bravo-x")))
        assert said == {
            "topic": "drills", "named": 1, "read": 2, "unread": 0, "again": 0, "marks": 2,
        }  # fmt: skip

    def test_what_is_not_law_on_the_day_is_not_counted(self) -> None:
        later = source("alpha", naming("alpha-x", effective_on="2027-01-01"))
        assert counts_of(later)["named"] == 0
        assert counts_of(later)["marks"] == 1
        assert counts_of(later, as_of=date(2027, 1, 1))["named"] == 1

    def test_a_day_that_cannot_decide_counts_it(self) -> None:
        vague = source("alpha", naming("alpha-x", effective_on="2026"))
        assert counts_of(vague)["named"] == 1

    def test_a_norm_restated_counts_once(self) -> None:
        first, again = naming("alpha-x"), naming("bravo-x", restates="alpha-x")
        said = counts_of(source("alpha", first), source("bravo", again))
        assert (said["named"], said["again"], said["read"]) == (1, 1, 1)

    def test_a_norm_restated_counts_where_the_first_is_not_shown(self) -> None:
        first, again = naming("alpha-x"), naming("bravo-x", restates="alpha-x")
        both = (source("alpha", first), source("bravo", again))
        assert counts_of(*both, sources=["bravo"])["named"] == 1

    def test_a_fuller_text_is_not_counted_beside_its_document(self) -> None:
        document = source("alpha", requirement("alpha-x"))
        fuller = source("alpha-law", naming("alpha-law-x"), supplements=["alpha"])
        said = counts_of(document, fuller)
        assert (said["named"], said["read"], said["again"], said["marks"]) == (0, 1, 1, 1)

    def test_a_fuller_text_shown_by_itself_counts(self) -> None:
        document = source("alpha", requirement("alpha-x"))
        fuller = source("alpha-law", naming("alpha-law-x"), supplements=["alpha"])
        said = counts_of(document, fuller, sources=["alpha-law"])
        assert (said["named"], said["read"], said["again"]) == (1, 1, 0)

    def test_a_column_with_a_norm_of_its_own_beside_a_restated_one_counts(self) -> None:
        again = source("bravo", naming("bravo-x", restates="alpha-x"), naming("bravo-y"))
        said = counts_of(source("alpha", naming("alpha-x")), again)
        assert (said["named"], said["again"], said["read"]) == (2, 0, 2)

    def test_a_column_not_read_is_no_part_of_the_whole(self) -> None:
        unread = source("bravo", requirement("bravo-x"), coded_for=[])
        said = counts_of(source("alpha", naming("alpha-x")), unread)
        assert (said["named"], said["read"], said["unread"]) == (1, 1, 1)


class TestChoice:
    HARD = held("hard cases")[1]

    def test_sources_stand_in_the_order_asked_for(self) -> None:
        rows = topic_crosswalk(held("coded law")[1], as_of=DAY, sources=["nm", "ms"])
        assert rows["source"].drop_duplicates().tolist() == ["nm", "ms"]

    def test_a_class_of_roles(self) -> None:
        rows = topic_crosswalk(self.HARD, as_of=DAY, role_class="unsworn")
        assert set(rows["role"]) == {"guard", "relief"}

    @pytest.mark.parametrize("group", ["training_subject", "policy_subject"])
    def test_a_group(self, group: str) -> None:
        law = held("coded law")[1]
        rows = topic_crosswalk(law, as_of=DAY, group=group)
        topics = law.topics.loc[law.topics["group"] == group, "topic_id"]
        assert rows["topic"].drop_duplicates().tolist() == topics.tolist()
        assert set(rows["group"]) == {group}

    def test_no_sources_and_no_topics_give_the_columns_all_the_same(self) -> None:
        for law, sources in (
            (self.HARD, []),
            (framed(source("alpha", requirement("alpha-x"))), None),
        ):
            rows = topic_crosswalk(law, as_of=DAY, sources=sources)
            assert rows.empty
            assert list(rows.columns) == CROSSWALK_COLUMNS
            assert topic_counts(law, rows).empty

    @pytest.mark.parametrize(
        ("asked", "kind"),
        [
            ({"sources": ["zz"]}, "source"),
            ({"role_class": "zz"}, "role class"),
            ({"group": "zz"}, "topic group"),
        ],
    )
    def test_a_name_that_does_not_exist_is_refused(self, asked: dict, kind: str) -> None:
        with pytest.raises(UnknownName, match=kind):
            topic_crosswalk(self.HARD, as_of=DAY, **asked)


def test_of_files_written_by_hand(tmp_path) -> None:
    """One record lists both topics; the guard's rule is cut, the warden is not read for."""
    held_here = frames(DataDir(tmp_path).dataset())
    rows = topic_crosswalk(held_here, as_of=DAY)
    cells = rows.groupby(["source", "role"])["topic_state"].agg(set).to_dict()
    assert cells == {
        ("aa", "officer"): {"named"},
        ("aa", "guard"): {"not_named_in_part"},
        ("bb", "officer"): {"not_named_in_part"},
        ("bb", "warden"): {"not_coded"},
    }
    assert set(rows["requirement"].dropna()) == {"aa-basic-course"}

"""Method: what the frames say of words, readings, cautions, copies and coders is all there."""

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import drawings, store
from pages.ui.badges import badge
from pages.ui.markup import element_id
from pages.ui.method_edition import inline
from pages.ui.method_record import dated_words
from pages.ui.method_words import codebook_table
from policy_model import (
    changes,
    coverage,
    data_set_citation,
    divergence,
    holdings,
    pooled_divergence,
)
from tests.visits import LABELS, LAW, NAMES, between, link_of, markup, ran, shown, text, visit

SECTIONS = (
    "questions", "codebook", "readings", "cautions", "jurisdictions", "coverage", "divergence",
    "cite", "changes", "dispute",
)  # fmt: skip


@pytest.fixture(scope="module")
def method() -> AppTest:
    return visit("method", source="all")


@pytest.fixture(scope="module")
def words(method) -> str:
    return shown(method)


def section(method: AppTest, name: str) -> str:
    after = [*SECTIONS, ""][SECTIONS.index(name) + 1]
    return between(method, f'id="{name}"', f'id="{after}"' if after else '<div class="foot">')


def squeezed(said: object) -> str:
    return " ".join(str(said).split())


def test_the_contents_lead_to_every_section_in_order(method):
    contents = between(method, '<nav class="toc"', "</nav>")
    assert re.findall(r'href="#([^"]+)"', contents) == list(SECTIONS)
    heads = re.findall(r'<h2 class="section" id="([^"]+)"', markup(method))
    assert heads == list(SECTIONS)


def test_every_id_is_given_once(method):
    ids = re.findall(r' id="([^"]+)"', markup(method))
    assert len(ids) == len(set(ids))


def test_each_question_has_its_guidance_and_who_asks(method):
    said = text(section(method, "questions"))
    titles = LAW.askers.set_index("asker_id")["title"]
    for row in LAW.questions.fillna("").itertuples():
        parts = [row.label, row.counts, row.not_counted, *row.traps.split(" | ")]
        parts += [titles[key] for key in row.asked_by.split(" | ")]
        assert [part for part in parts if squeezed(part) not in said] == []


def test_each_field_value_and_column_of_the_codebook_is_there(method):
    said = text(section(method, "codebook"))
    for row in LAW.codebook_fields.fillna("").itertuples():
        assert squeezed(row.definition) in said
        assert squeezed(row.guidance) in said
        assert f'id="field-{row.field_id}"' in markup(method)
    for row in LAW.codebook_values.fillna("").itertuples():
        assert squeezed(f"{row.glyph} {row.label} {row.value_id} {row.definition}") in said
    for row in LAW.codebook_columns.itertuples():
        assert squeezed(f"{row.column_id} {row.type}") in said


def test_the_codebook_as_a_table_has_every_field_and_value():
    table = codebook_table(LAW)
    assert table["field_id"].drop_duplicates().tolist() == LAW.codebook_fields["field_id"].tolist()
    assert table["value_id"].notna().sum() == len(LAW.codebook_values)


def test_each_reading_has_its_alternative_its_reason_and_its_uses(method):
    part = section(method, "readings")
    said = text(part)
    for row in LAW.interpretations.itertuples():
        assert all(squeezed(each) in said for each in (row.reading, row.alternative, row.reason))
    used = LAW.requirement_interpretations
    for reading, links in used.groupby("interpretation_id"):
        own = part[part.index(f'id="reading-{reading}"') :].partition('<div class="item">')[0]
        assert set(links["requirement_id"]) == set(re.findall(r"#r-([^\"]+)", own))


def test_every_caution_stands_with_its_place(method):
    part = section(method, "cautions")
    items = [text(each) for each in part.split('<div class="item">')[1:]]
    cautions = LAW.requirement_cautions
    assert len(items) == cautions["requirement_id"].nunique()
    citation = LAW.requirements.set_index("requirement_id")["citation"]
    for said, (requirement, own) in zip(
        items, cautions.groupby("requirement_id", sort=False), strict=True
    ):
        assert said.startswith(squeezed(citation[requirement]))
        assert all(squeezed(caution) in said for caution in own["caution"])


def test_cautions_and_differences_are_counted_and_one_text_is_told_in_full():
    counted = visit("method")
    lines = text(section(counted, "cautions"))
    cautions = LAW.requirement_cautions.merge(LAW.requirements, on="requirement_id")
    for source, own in cautions.groupby("source_id"):
        assert f"{NAMES.sources[source]} {len(own):,} " in f"{lines} "
        assert f'href="method?source={source}#cautions"' in markup(counted)
    assert '<div class="item">' not in section(counted, "cautions")
    at = visit("method", source="nm")
    told = text(section(at, "cautions"))
    is_own = cautions["source_id"] == "nm"
    assert all(squeezed(each) in told for each in cautions.loc[is_own, "caution"])
    assert section(at, "cautions").count('<div class="item">') == (
        cautions.loc[is_own, "requirement_id"].nunique()
    )
    assert "Differences by field, New Mexico" in text(section(at, "divergence"))
    assert "Differences by field, Mississippi" not in text(section(at, "divergence"))


def test_each_instrument_says_what_is_held_and_keeps_its_dates_apart(method):
    part = section(method, "coverage")
    for row in LAW.instruments.astype(object).where(LAW.instruments.notna(), None).itertuples():
        own = text(part[part.index(f'id="{element_id("instrument", row.instrument_id)}"') :])
        own = own.partition("Publisher")[0]
        for term, value, missing in (
            ("Adopted", row.adopted_on, "not in our copy"),
            ("Approved", row.approved_on, "not in our copy"),
            ("In force from", row.effective_on, "not in our copy"),
            ("Copy taken", row.retrieved_on, "not recorded"),
            ("Last checked", row.checked_on, "not recorded"),
        ):
            assert f"{term} {dated_words(value, missing)}" in own
        assert squeezed(row.extent_note or "") in own
        assert f"Coded {(LAW.requirements['instrument_id'] == row.instrument_id).sum()} " in own


def test_every_jurisdiction_has_a_row_and_an_unread_one_says_so(method):
    part = section(method, "jurisdictions")
    rows = [text(row) for row in part.split("<tr")[2:]]
    held = holdings(LAW)
    assert len(rows) == len(LAW.jurisdictions)
    for row, (_, texts) in zip(rows, held.groupby("jurisdiction_id", sort=False), strict=True):
        first = texts.iloc[0]
        assert first["label"] in row
        assert (text(LABELS.mark("map_standing", "not_read")) in row) == (not first["is_read"])
        for read in texts[texts["is_read"]].itertuples():
            said = f"{squeezed(read.citation)} {text(badge(read.extent, read.copy_kind, LABELS))}"
            assert said in squeezed(row)


def test_a_month_is_shown_as_a_month(words):
    assert "Adopted Oct 2024 (no day given)" in words


def test_each_column_says_how_many_questions_it_answers(method):
    counts = coverage(LAW).groupby(["source_id", "role_id"])["state"].value_counts()
    said = text(section(method, "coverage"))
    states = set(coverage(LAW)["state"])
    for source, role in LAW.columns[["source_id", "role_id"]].itertuples(index=False):
        numbers = said.partition(f"{NAMES.column(source, role)} ")[2].split()[: len(states)]
        assert sum(map(int, numbers)) == len(LAW.questions)
        assert int(numbers[0]) == counts.get((source, role, "answered"), 0)


def test_each_field_says_how_many_were_compared_and_how_many_differed(method):
    said = text(section(method, "divergence"))
    for row in pooled_divergence(divergence()).itertuples():
        unit = "statements" if row.field == "record" else "records"
        assert f"{row.compared:,} {unit} {row.differing:,} {row.rate:.1%}" in said
    assert "does not say how many mistakes remain" in said
    assert "not corrected for chance" in said


def test_the_data_set_and_a_provision_are_cited_as_of_the_day():
    at = visit("method", as_of="2025-09-01", entry="nm-sro-training-within-a-year")
    said, cited = text(section(at, "cite")), data_set_citation()
    assert f"{cited.authors[0]}. {cited.title} (data set), version {cited.version}" in said
    assert said.count("aw as of 1 Sep 2025.") == 2
    row = LAW.requirements.set_index("requirement_id").loc["nm-sro-training-within-a-year"]
    assert row["citation"] in said
    assert "entry nm-sro-training-within-a-year" in said
    assert 'href="sources?source=nm#r-nm-sro-training-within-a-year"' in markup(at)


def test_another_provision_can_be_chosen():
    at = visit("method")
    entry = next(box for box in at.selectbox if box.label == "Provision")
    entry.set_value(LAW.requirements["requirement_id"].iloc[9])
    said = text(section(ran(at.run()), "cite"))
    assert LAW.requirements["citation"].iloc[9] in said
    assert link_of(at)["entry"] == [LAW.requirements["requirement_id"].iloc[9]]


def test_what_changed_is_shown_with_kind_sources_and_dates(method):
    said = text(section(method, "changes"))
    for row in changes().itertuples():
        assert f"{row.title} Version {row.version} · {row.kind} · " in said
        assert f"Dates: {row.dates}" in said
        plain = squeezed(re.sub(r"[`*]", "", row.text).replace("\n\n", " "))
        assert "".join(plain.split())[:80] in "".join(said.split())


def test_an_installation_without_the_root_files_says_where_they_are(monkeypatch):
    monkeypatch.setattr("policy_model.changes", lambda: None)
    monkeypatch.setattr("policy_model.data_set_citation", lambda: None)
    drawings.method_parts.clear()
    store.data_set_citation.clear()
    said = shown(visit("method"))
    drawings.method_parts.clear()
    store.data_set_citation.clear()
    assert "CHANGELOG.md at the root of the repository" in said
    assert "CITATION.cff at the root of the repository" in said
    assert "SRO Law Compared: coded provisions (data set). Law as of" in said


def test_a_dispute_has_its_four_steps_and_its_four_ends(method):
    part = section(method, "dispute")
    assert part.count("<li>") == 4
    assert part.count('<th scope="row"') == 4


def test_each_table_can_be_taken_along_under_a_name_of_its_own(method):
    labels = [button.proto.label for button in method.get("download_button")]
    assert len(labels) == len(set(labels)) == 8
    assert all(label.startswith("Download as CSV: ") for label in labels)


def test_nothing_of_the_changelog_is_markup():
    bad = "<img src=x onerror=alert(1)> `<b>` **<i>** *<u>*"
    said = inline(bad)
    assert re.findall(r"</?(\w+)", said) == ["code", "code", "strong", "strong", "em", "em"]
    assert "<img" in unescape(said)


def test_today_is_the_day_of_a_plain_link(words):
    day = date.today()
    assert f"Law as of {day.day} {day:%b} {day.year}." in words

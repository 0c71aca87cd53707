"""A brief: every answer with its place, every silence with its word, the same in every form."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given
from hypothesis import strategies as st

from policy_model import UnknownName, compare, data_set_citation, hour_ledger, tally
from policy_model.brief import (
    FIRST_QUESTIONS,
    MOST_PAGES,
    Brief,
    brief_of,
    counts_words,
    document,
    first_questions,
    markdown_text,
    page_count,
    title,
    word_bytes,
)
from policy_model.brief.blocks import Heading, Items, Paragraph, Strong, Table, line_words
from policy_model.brief.markdown import escaped
from policy_model.brief.records import Answer
from policy_model.quantity import sum_words
from tests.visits import DAY, HOSTILE, LAW

FIVE = ["mn-isd196", "mn-post", "ms", "nasro", "nm"]
EARLY = date(2021, 5, 1)  # before NMSA 29-7-14 C(1) and 506.9AR 5.1 take effect
CHOICES = [
    {"sources": FIVE, "role_class": "sworn_sro"},
    {"sources": FIVE, "role_class": "sworn_sro", "as_of": EARLY, "baseline": "nm"},
    {"sources": ["nm", "ms", "nm-law"], "questions": ["background_bars", "in_service_hours"]},
    {"sources": LAW.sources["source_id"].tolist(), "questions": ["minimum_age", "discipline_role"]},
]


def made(**asked) -> Brief:
    return brief_of(LAW, **{"as_of": DAY, "cited": data_set_citation(), **asked})


def rows_of(**asked):
    """The comparison behind a brief."""
    return compare(LAW, **{"as_of": DAY, "questions": list(FIRST_QUESTIONS), **asked})


@pytest.fixture(params=range(len(CHOICES)))
def asked(request) -> dict:
    return CHOICES[request.param]


def test_every_answer_of_the_comparison_is_there_with_its_place_and_standing(asked):
    rows = rows_of(**asked).dropna(subset="requirement")
    columns = ["question", "source", "role", "requirement", "answer", "pinpoint", "standing"]
    found = Counter(
        (
            each.question,
            a.source,
            a.role,
            a.place.requirement,
            a.words,
            a.place.pinpoint,
            a.standing,
        )
        for each in made(**asked).asked
        for a in each.answers
        if not a.is_fuller
    )
    assert found == Counter(rows[columns].itertuples(index=False, name=None))


def where(answer: Answer) -> tuple[str, str]:
    return answer.place.pinpoint, answer.standing


def test_every_cell_without_an_answer_says_which_silence_it_keeps(asked):
    rows = rows_of(**asked)
    rows = rows[rows["requirement"].isna()]
    brief = made(**asked)
    found = {
        (each.question, one.source, one.role, one.state, one.missing)
        for each in brief.asked
        for one in each.silences
    }
    columns = ["question", "source", "role", "state", "missing"]
    wanted = rows[columns].astype(object).where(rows[columns].notna(), "")
    assert found == set(wanted.itertuples(index=False, name=None))
    said = markdown_text(document(brief))
    for state in rows["state"].unique():
        assert brief.labels["state", state] in said
        assert escaped(brief.definitions["state", state]) in said


def test_no_cell_line_or_paragraph_is_blank(asked):
    for block in document(made(**asked)):
        match block:
            case Table():
                assert all(
                    line_words(line).strip() for row in block.rows for c in row for line in c
                )
                assert all(cell for row in block.rows for cell in row)
            case Items():
                assert all(line_words(line).strip() for line in block.lines)
            case Paragraph():
                assert line_words(block.line).strip()


def test_counts_are_the_tally_s(asked):
    brief, counts = made(**asked), tally(LAW, rows_of(**asked))
    for each in brief.asked:
        own = counts[counts["question"] == each.question]
        assert each.counts == tuple(zip(own["word"], own["columns"], strict=True))
        assert each.of == own["of"].iloc[0]
        said = counts_words(each, brief)
        assert said.startswith(f"Of {each.of} ")
        assert [int(n) for n in re.findall(r"\d+", said)[1:]] == own["columns"].tolist()


def test_hours_are_the_ledger_s_and_only_where_a_question_asks_for_them():
    brief = made(sources=["nm", "ms"], questions=["in_service_hours"])
    ledger = hour_ledger(LAW, as_of=DAY, sources=["nm", "ms"])
    found = [(line.hours, line.unquantified, line.modality) for line in brief.hours]
    wanted = [
        (sum_words(row.parts) if row.parts else "", row.unquantified, row.modality)
        for row in ledger.itertuples()
    ]
    assert Counter(found) == Counter(wanted)
    said = markdown_text(document(brief))
    assert "16 + 4 + 8 + 16 = 44 h" in said
    assert "never as zero" in said
    assert made(sources=["nm"], questions=["minimum_age"]).hours is None


def test_hours_of_a_role_that_is_not_asked_about_are_left_out():
    brief = made(sources=["nm"], role_class="sworn_sro", questions=["initial_hours"])
    assert {line.hours for line in brief.hours} == {""}
    assert "44 h" not in markdown_text(document(brief))


def test_each_number_leads_to_one_note_under_its_own_text():
    brief = made(sources=FIVE, role_class="sworn_sro")
    numbers = [note.number for note in brief.notes]
    assert numbers == list(range(1, len(numbers) + 1))
    held = {note.number: note for note in brief.notes}
    for each in brief.asked:
        for answer in each.answers:
            cautions = LAW.requirement_cautions.set_index("requirement_id")["caution"]
            requirement_id = answer.place.requirement
            if requirement_id not in cautions.index:
                continue
            note = held[answer.place.number]
            assert note.instrument == answer.place.instrument
            assert answer.place.pinpoint in note.places
            assert note.caution == cautions.loc[[requirement_id]].iloc[0]
    total = sum(bool(note.caution) for note in brief.notes)
    assert total
    assert all(note.more >= 0 for note in brief.notes)


def test_cautions_that_are_left_out_are_counted():
    brief = made(sources=["nm"], role_class="sworn_sro", questions=["training_due"])
    (note,) = brief.notes
    held = LAW.requirement_cautions
    own = held[held["requirement_id"] == "nm-sro-training-within-a-year"]
    assert note.more == len(own) - 1
    assert f"{note.more} others open behind the pinpoints" in markdown_text(document(brief))


def test_what_only_the_fuller_text_answers_is_said_beside_the_extract():
    brief = made(sources=["nm"], questions=["background_bars"])
    added = [answer for each in brief.asked for answer in each.answers if answer.is_fuller]
    assert {answer.source for answer in added} == {"nm"}
    said = markdown_text(document(brief))
    assert said.count("in the fuller text alone: ") == len(added) > 0
    fuller = {text.source for text in brief.texts}
    assert "New Mexico, fuller texts" in fuller


def test_a_baseline_says_of_each_column_whether_it_differs():
    rows = rows_of(sources=FIVE, role_class="sworn_sro", baseline="nm")
    brief = made(sources=FIVE, role_class="sworn_sro", baseline="nm")
    for each in brief.asked:
        own = rows[(rows["question"] == each.question) & (rows["source"] != "nm")]
        same = own.drop_duplicates("source")["same_as_baseline"].tolist()
        assert [found for _, found in each.against] == same
    post, ms = "Minnesota POST Board model policy", "Mississippi"  # silent on discipline, as nm is
    said = f"Held against New Mexico: the same in {post}; and {ms}; different in"
    assert said in markdown_text(document(brief))


def test_a_source_without_the_role_is_named_and_not_passed_over():
    brief = made(sources=["ms", "nm"], role_class="campus_enforcement")
    assert brief.without_role == ("New Mexico",)
    assert "not shown: New Mexico." in markdown_text(document(brief))
    nobody = document(made(sources=["nm"], role_class="campus_enforcement"))
    assert "no source chosen has a role of this kind" in markdown_text(nobody)


def test_an_answer_that_is_not_law_on_the_day_says_from_when():
    brief = made(sources=["nm"], role_class="sworn_sro", as_of=EARLY, questions=["training_due"])
    said = markdown_text(document(brief))
    assert "from 1 Jul 2022" in said
    assert "Not every answer is plainly in force on that day" in said


def test_it_says_how_it_is_cited_and_made_again():
    brief = made(sources=["nm"], again="https://example.org/brief?sources=nm")
    said = markdown_text(document(brief))
    assert "SRO Law Compared: coded provisions (data set), version 0.1.0" in said
    assert "Law as of 21 Nov 2026." in said
    assert "<https://example.org/brief?sources=nm>" in said
    for address in LAW.instruments.loc[LAW.instruments["source_id"] == "nm", "address"]:
        assert f"<{address}>" in said


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="nm"):
        made(sources=["nmm"])


def test_five_texts_and_five_questions_make_at_most_three_pages():
    assert first_questions(LAW) == [*FIRST_QUESTIONS]
    assert page_count(document(made(sources=FIVE, role_class="sworn_sro"))) <= MOST_PAGES
    everything = made(sources=LAW.sources["source_id"].tolist())
    assert page_count(document(everything)) > MOST_PAGES


def test_another_set_of_questions_has_its_own_first_ones():
    others = LAW.questions[~LAW.questions["question_id"].isin(FIRST_QUESTIONS)]
    law = replace(LAW, questions=others)
    assert first_questions(law) == others["question_id"].tolist()[:5]


# Forms.


def words(text: str) -> list[str]:
    return re.sub(r"[|\s]+", " ", text).split()


def of_markdown(text: str) -> list[str]:
    """The words that a reader of Markdown sees."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"\|( --- \|)+", line)]
    bare = (re.sub(r"^(#+|-) ", "", line).replace("<br>", " ") for line in lines)
    seen = re.sub(r"(?<!\\)\*\*", "", "\n".join(bare))
    seen = re.sub(r"(?<!\\)<(https?://[^>]+)>", r"\1", seen)
    return words(re.sub(r"(?<!\\)\|", " ", seen).replace("\\", ""))


def of_word(content: bytes) -> list[str]:
    """The words of a .docx file in the order of the document."""
    held = docx.Document(BytesIO(content))
    parts: list[str] = []
    for item in held.iter_inner_content():
        if isinstance(item, WordTable):
            parts += [cell.text for row in item.rows for cell in row.cells]
        else:
            parts.append(item.text)
    return words("\n".join(parts))


def test_word_and_markdown_say_the_same_words(asked):
    blocks = document(made(**asked, again="https://example.org/brief?a=b&c=d"))
    assert of_word(word_bytes(blocks)) == of_markdown(markdown_text(blocks))


def test_a_word_file_has_what_a_screen_reader_and_a_printer_need():
    blocks = document(made(sources=FIVE, role_class="sworn_sro"))
    held = docx.Document(BytesIO(word_bytes(blocks, author="Somebody")))
    own = held.core_properties
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert (own.title, own.language, own.author) == (headings[0].words, "en-US", "Somebody")
    assert own.subject
    styled = [p for p in held.paragraphs if p.style.name.startswith("Heading")]
    assert [(p.style.name, p.text) for p in styled] == [
        (f"Heading {each.level}", each.words) for each in headings
    ]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(held.tables) == len(tables)
    for table, block in zip(held.tables, tables, strict=True):
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert [cell.text for cell in first.cells] == list(block.heads)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == block.caption
    fields = held.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_the_same_brief_is_the_same_bytes_and_says_nothing_of_when_it_was_made():
    blocks = document(made(sources=["nm"]))
    content = word_bytes(blocks)
    assert word_bytes(document(made(sources=["nm"]))) == content
    with ZipFile(BytesIO(content)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert b"dcterms" not in re.sub(rb'xmlns:\w+="[^"]*"', b"", parts.read("docProps/core.xml"))


@given(st.text(max_size=60))
def test_text_in_markdown_is_shown_as_it_is(text):
    """Take the backslashes away and the text is there; every sign that could mark is behind one."""
    found = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_<>|`~\[\]$&]", found)
    assert not re.match(r"\s*([#+=-]|[0-9]+[.)])", found)
    folded = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text)
    assert re.sub(r"\\(.)", r"\1", found) == folded


@pytest.mark.parametrize("form", [markdown_text, word_bytes])
def test_hostile_text_stays_text_in_every_form(form):
    evil = f"{HOSTILE} | **x** [a](javascript:b) \x07 `c`"
    line = (Strong(evil), evil)
    blocks = (
        Heading(1, evil),
        Paragraph(line),
        Items((line,)),
        Table(evil, ("A", "B"), (((line,), (line,)),)),
    )
    content = form(blocks)
    if isinstance(content, str):
        assert not re.search(r"(?<!\\)[<`\[]", content.replace("<br>", ""))
        rows = [row for row in content.splitlines() if row.startswith("|")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
    else:
        held = docx.Document(BytesIO(content))
        assert held.paragraphs[0].text == evil.replace("\x07", "")
        assert held.tables[0].cell(1, 0).text == 2 * evil.replace("\x07", "")


def test_the_title_counts_in_the_singular_too():
    one = made(sources=["nm"], role_class="sworn_sro", questions=["minimum_age"])
    assert title(one) == "School resource officer (sworn): what 1 source says on 1 question"

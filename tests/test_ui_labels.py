"""Labels: words and glyphs come from the codebook; dates and counts say their unit."""

from datetime import date

import pandas as pd
import pytest

from pages.ui.labels import Labels, counted, date_words, dated, hours_words, listed
from policy_model.calendar import PartialDate

ROWS = [
    ("modality", "must", "Required", "■", "It commands."),
    ("modality", "must_not", "Prohibited", "⊠", "It forbids."),
    ("state", "silent", "Silent", "—", "It does not say."),
    ("standing", "in_force", "In force", None, "It is law."),
    ("authority", "model", "Model: <binds> if adopted", None, "A model."),
]
LABELS = Labels(
    pd.DataFrame(ROWS, columns=["field_id", "value_id", "label", "glyph", "definition"])
)


def test_a_mark_is_a_hidden_glyph_and_a_word():
    assert LABELS.modality("must_not") == (
        '<span class="w w-must-not"><span class="g" aria-hidden="true">⊠</span>Prohibited</span>'
    )


def test_a_value_without_a_glyph_is_its_word():
    assert LABELS.standing("in_force") == '<span class="w w-in-force">In force</span>'


def test_words_of_the_codebook_are_escaped():
    assert "&lt;binds&gt;" in LABELS.authority("model")


def test_a_value_that_the_codebook_lacks_is_named():
    with pytest.raises(KeyError, match=r"no value 'shall' of 'modality'"):
        LABELS.modality("shall")


def test_the_key_line_has_one_item_a_mark_and_its_note():
    line = LABELS.key([("state", "silent"), ("caution", "")], {"silent": "we read it"})
    assert line.count("<li>") == 2
    assert "we read it" in line
    assert "⚠" in line


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-08-18", "18 Aug 2025"),
        ("2025-08", "Aug 2025"),
        ("2025", "2025"),
        (date(2024, 2, 29), "29 Feb 2024"),
        (pd.Timestamp("2025-01-02"), "2 Jan 2025"),
        (PartialDate(2024, 10), "Oct 2024"),
        *[(nothing, "no deadline") for nothing in (None, "", pd.NA, pd.NaT, float("nan"))],
    ],
)
def test_dates_read_as_people_write_them_and_a_missing_one_has_words(value, words):
    assert date_words(value, "no deadline") == words


def test_a_date_that_is_none_is_refused_and_never_guessed():
    with pytest.raises(ValueError, match="not a date"):
        date_words("18/08/2025", "")


def test_a_missing_date_is_no_time_element():
    assert dated(None, "cannot be <dated>") == "cannot be &lt;dated&gt;"


def test_amounts_and_counts_name_their_unit():
    assert [hours_words(4.0), hours_words(1.5)] == ["4 h", "1.5 h"]
    assert counted(12, "entry", "entries") == "12 entries"
    assert listed([]) == ""

"""The badge of a copy: how much of the text, and whose copy it is."""

import pytest

from pages.ui.badges import badge, is_partial
from policy_model.vocabulary import CopyKind, Extent
from tests.visits import LABELS, text


@pytest.mark.parametrize(
    ("extent", "copy_kind", "said"),
    [
        ("whole", "official", "Whole"),
        ("whole", "mirror", "Whole, code mirror"),
        ("part", "official", "⋯ In part"),
        ("part", "mirror", "⋯ In part, code mirror"),
        ("part", "compiled", "⋯ In part, compiler's copy"),
        ("part", "restated", "⋯ Restated by an agency"),
        ("whole", "restated", "⋯ Restated by an agency"),
    ],
)
def test_it_says_how_much_and_whose(extent: str, copy_kind: str, said: str) -> None:
    assert text(badge(extent, copy_kind, LABELS)) == said


def test_each_of_both_vocabularies_has_a_badge_and_a_glyph_where_something_lacks() -> None:
    for extent in Extent:
        for copy_kind in CopyKind:
            said = text(badge(extent, copy_kind, LABELS))
            assert said.startswith("⋯ ") == is_partial(extent, copy_kind)

"""Markup: nothing reaches the page unescaped unless it was built as markup."""

import pytest

from pages.ui.markup import Safe, element, esc, join, link

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


def test_text_is_escaped_in_content_and_in_attributes():
    built = element("p", {"title": HOSTILE}, HOSTILE)
    assert "<img" not in built
    assert built.count("&lt;img") == 2
    assert '"&#x27;' not in built.replace("&quot;", "")


def test_markup_glued_with_plus_is_no_longer_trusted():
    glued = Safe("<b>") + HOSTILE
    assert type(glued) is str
    assert "<b>" not in esc(glued)


def test_markup_stays_markup_when_it_is_nested():
    assert element("p", None, element("b", None, "x")) == "<p><b>x</b></p>"
    assert esc(esc("<")) == "&lt;"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x",
        "//evil.example", " javascript:alert(1)", "java\nscript:alert(1)", "http:evil",
        "\\\\evil.example", "/\\evil.example",
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_to_a_page_of_ours(address):
    with pytest.raises(ValueError, match="neither a relative nor an http address"):
        link(address, "here")


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "sources?source=nm", "#r-x", "compare", ""]
)
def test_good_addresses_pass(address):
    assert link(address, "here").startswith("<a href=")


def test_names_of_elements_and_attributes_are_checked():
    with pytest.raises(ValueError, match="not the name"):
        element("p onclick=x")
    with pytest.raises(ValueError, match="not the name"):
        element("p", {"x y": "1"})


def test_empty_things_leave_no_separator_behind():
    assert join([None, "", "a", Safe()], ", ") == "a"

"""HTML that is escaped unless said otherwise: every page builds its markup here and nowhere else.

`element` escapes each child that is not `Safe`; `+` on a `Safe` gives a plain `str`, which is then
escaped again, so that a forgotten escape shows as visible entities and never as live markup.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

Attributes = Mapping[str, object]

VOID_TAGS = frozenset({"br", "hr", "wbr"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_-]+")
# A relative address, or one of the two schemes a source may have; never javascript: or data:.
# Blanks, control characters and backslashes, which browsers drop or turn, are in neither.
_ADDRESS = re.compile(r"(https?://|(?![^/?#]*:)(?!//))[^\x00-\x20\x7f\\]*")


class Safe(str):
    """Markup that is already escaped."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Itself, so that Streamlit shows it as it is: trimming a megabyte takes 15 ms."""
        return str(self)


def esc(text: object) -> Safe:
    """Text as markup; what is `Safe` stays as it is, None is nothing.

    >>> esc("A & <b>")
    'A &amp; &lt;b&gt;'
    >>> esc(Safe("<b>A</b>"))
    '<b>A</b>'
    """
    if isinstance(text, Safe):
        return text
    return Safe("" if text is None else html.escape(str(text), quote=True))


def element(tag: str, attributes: Attributes | None = None, /, *children: object) -> Safe:
    """One element. An attribute that is None or False is left out; True stands bare.

    >>> element("p", {"class": "lede"}, "Less < more")
    '<p class="lede">Less &lt; more</p>'
    >>> element("details", {"open": True, "id": None}, Safe("<b>x</b>"), None)
    '<details open><b>x</b></details>'
    """
    opening = f"<{_checked(tag)}{_attributes(attributes or {})}>"
    if tag in VOID_TAGS:
        return Safe(opening)
    return Safe(f"{opening}{''.join(map(esc, children))}</{tag}>")


def join(children: Iterable[object], separator: object = "") -> Safe:
    """The children one after another, each escaped; empty ones are left out.

    >>> join(["a", "", None, "<"], ", ")
    'a, &lt;'
    """
    parts = (esc(child) for child in children)
    return Safe(esc(separator).join(part for part in parts if part))


def div(css_class: str, /, *children: object) -> Safe:
    """A block with a class.

    >>> div("note", "One")
    '<div class="note">One</div>'
    """
    return element("div", {"class": css_class}, *children)


def span(css_class: str, /, *children: object) -> Safe:
    """A stretch of text with a class.

    >>> span("soft", "in brackets")
    '<span class="soft">in brackets</span>'
    """
    return element("span", {"class": css_class}, *children)


def link(
    address: str, /, *children: object, css_class: str | None = None, apart: bool = False
) -> Safe:
    """A link, `apart` in a window of its own; an address of an unknown scheme is refused.

    >>> link("sources?source=nm#r-x", "Read")
    '<a href="sources?source=nm#r-x">Read</a>'
    """
    window = {"target": "_blank", "rel": "noopener"} if apart else {}
    return element("a", {"href": address, "class": css_class, **window}, *children)


def query_address(page: str, query: Mapping[str, object], fragment: str = "") -> str:
    """The relative address of a page's view; a list gives its parameter once for each item.

    >>> query_address("sources", {"source": "nm", "show": ["a b", "c"]}, "r-x")
    'sources?source=nm&show=a%20b&show=c#r-x'
    """
    text = urlencode(query, doseq=True, quote_via=quote)
    return page + (f"?{text}" if text else "") + (f"#{fragment}" if fragment else "")


def element_id(*parts: object) -> str:
    """An id made of the parts, with nothing in it that an address or a selector would mind.

    >>> element_id("d", "training_due", "nm.school_resource_officer", 0)
    'd-training_due-nm-school_resource_officer-0'
    """
    return "-".join(_UNSAFE_ID.sub("-", str(part)) for part in parts)


@lru_cache(maxsize=512)
def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of an element or attribute")
    return name


def _attributes(attributes: Attributes) -> str:
    return "".join(
        f" {_checked(name)}" if value is True else f' {_checked(name)}="{_value(name, value)}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _value(name: str, value: object) -> str:
    text = str(value)
    if name == "href" and not _ADDRESS.fullmatch(text):
        raise ValueError(f"{text[:60]!r} is neither a relative nor an http address")
    return html.escape(text, quote=True)

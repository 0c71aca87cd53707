"""Pinpoints, citations and locators: how a reader finds the place in the text.

A locator is an exact fragment of the source, at most eight words; nothing longer is stored.
"""

MAX_LOCATOR_WORDS = 8

_FOLDED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Text with white space, quotes and dashes made alike, as both sides of a search are.

    >>> fold("the person\u2019s\\n initial \u2014 employment")
    "the person's initial - employment"
    """
    return " ".join(text.translate(_FOLDED).split())


def word_count(text: str) -> int:
    """Number of words between white space.

    >>> word_count("within two (2) years of appointment")
    6
    """
    return len(text.split())


def occurrences(fragment: str, folded_text: str) -> int:
    """How often a fragment stands in a text that is already folded.

    >>> occurrences("two  years", fold("within two years, or two\\nyears"))
    2
    """
    return folded_text.count(fold(fragment))


def passage(text: str, start: str | None, end: str | None) -> str | None:
    """The folded part of a file from `start` up to `end`; None where either is not found.

    `start` and `end` are fragments; without one the file's beginning or end is meant.

    >>> passage("Head. 1. One thing. 2. Another.", "1. One", "2. Another")
    '1. One thing. '
    >>> passage("Head.", "absent", None) is None
    True
    """
    folded = fold(text)
    first = folded.find(fold(start)) if start else 0
    if first < 0:
        return None
    last = folded.find(fold(end), first + 1) if end else len(folded)
    return folded[first:last] if last >= 0 else None


def cite(citation: str, pinpoint: str) -> str:
    """The citation of a provision: the instrument's, then the pinpoint as the text prints it.

    A subsection is written on to its section; a heading of a manual is set off by a comma.

    >>> cite("NMSA 29-7-14", "C(1)")
    'NMSA 29-7-14 C(1)'
    >>> cite("Miss. Code § 37-7-321", "(2)")
    'Miss. Code § 37-7-321(2)'
    >>> cite("Miss. School Safety Manual", "School Safety Personnel ¶1")
    'Miss. School Safety Manual, School Safety Personnel ¶1'
    """
    if pinpoint.startswith("("):
        return citation + pinpoint
    is_heading = " " in pinpoint or "¶" in pinpoint
    return f"{citation}, {pinpoint}" if is_heading else f"{citation} {pinpoint}"


# A reader pastes an entry into a file of her own: what TeX would take for a command is escaped.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "§": r"{\S}", "¶": r"{\P}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)  # fmt: skip
_TEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(key: str, *authors: str, **fields: str) -> str:
    """An entry of BibTeX; a name or title is kept as it is, an address too, empty fields go.

    >>> print(bibtex("nm-1", title="A & B, § 2", note="", url="https://a.example/?b=1&c_d"))
    @misc{nm-1,
      title = {{A \\& B, {\\S} 2}},
      url = {https://a.example/?b=1&c_d},
    }
    """
    written = {name: _tex(name, text) for name, text in fields.items() if text}
    if authors:
        written = {"author": " and ".join(f"{{{_tex('', name)}}}" for name in authors), **written}
    lines = [f"  {name} = {{{text}}}," for name, text in written.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _tex(name: str, text: str) -> str:
    if name == "url":
        return text.translate(_TEX_ADDRESS)
    escaped = text.translate(_TEX)
    return f"{{{escaped}}}" if name == "title" else escaped

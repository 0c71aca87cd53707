"""Small turns of phrase that every part of a brief uses."""

from collections.abc import Iterable


def closed(sentence: str) -> str:
    """A sentence with its full stop."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def counted(number: int, singular: str, plural: str = "") -> str:
    """A count with its unit.

    >>> counted(1, "duty", "duties"), counted(2, "source")
    ('1 duty', '2 sources')
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Iterable[str]) -> str:
    """Names that may have commas of their own, as a sentence lists them.

    >>> listed(["Minnesota, District 196", "NASRO"])
    'Minnesota, District 196; and NASRO'
    """
    *first, last = list(words) or [""]
    return f"{'; '.join(first)}; and {last}" if first else last

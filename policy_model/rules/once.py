"""Things worked out once for an object that is too large to compare: kept by identity."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
_KEPT = 8


def once_for_each(function: Callable[[K], V]) -> Callable[[K], V]:
    """The function, remembering what it gave for the latest few objects.

    >>> @once_for_each
    ... def length(items):
    ...     print("counting")
    ...     return len(items)
    >>> given = [1, 2]
    >>> length(given), length(given)
    counting
    (2, 2)
    """
    # The object is held beside its value, so that its id stays its own.
    kept: OrderedDict[int, tuple[K, V]] = OrderedDict()
    lock = Lock()

    @wraps(function)
    def remembering(given: K) -> V:
        found = kept.get(id(given))
        if found is not None:
            return found[1]
        value = function(given)
        with lock:
            kept[id(given)] = (given, value)
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        return value

    remembering.cache_clear = kept.clear  # type: ignore[attr-defined]
    return remembering

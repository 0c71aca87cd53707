"""Measuring two things in turn, so that what disturbs one disturbs the other; and saying it."""

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

Work = Callable[[], object]


def in_turn(repeats: int, *work: Work) -> list[float]:
    """Median processor seconds of each, run A B A B; the caller has run each once, to compare.

    Processor time, not the clock's: what else the machine does is left out as far as can be.
    """
    taken: list[list[float]] = [[] for _ in work]
    for _ in range(repeats):
        for each, seconds in zip(work, taken, strict=True):
            gc.collect()
            start = time.process_time()
            made = each()
            seconds.append(time.process_time() - start)
            del made  # taken apart while no clock runs
    return [median(seconds) for seconds in taken]


def verdict(ratio: float, aim: float) -> str:
    """A ratio, its aim, and whether it is met.

    >>> verdict(2.04, 3), verdict(3.21, 3)
    ('2.0x, within 3x', '3.2x, ABOVE 3x')
    """
    return f"{ratio:.1f}x, {'within' if ratio <= aim else 'ABOVE'} {aim:g}x"


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column as text, the others to the right."""
    cells = [list(map(str, row)) for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for first, *others in cells:
        right = (text.rjust(width) for text, width in zip(others, widths[1:], strict=True))
        print("  " + "  ".join([first.ljust(widths[0]), *right]))


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds with their unit.

    >>> milliseconds(0.01234)
    '12 ms'
    """
    return f"{seconds * 1000:,.0f} ms"


class Taken(NamedTuple):
    """Median seconds of a piece of work: by the clock, and of all processors together."""

    clock: float
    processor: float


def both_in_turn(repeats: int, *work: Work) -> list[Taken]:
    """Medians of each, run A B A B; the caller has run each once, to compare.

    The clock is what a reader waits for; what else the machine does bends it. Work on two cores
    takes half the clock and all of the processor time.
    """
    taken: list[list[Taken]] = [[] for _ in work]
    for _ in range(repeats):
        for each, seconds in zip(work, taken, strict=True):
            gc.collect()
            clock, processor = time.perf_counter(), time.process_time()
            made = each()
            seconds.append(Taken(time.perf_counter() - clock, time.process_time() - processor))
            del made
    return [Taken(*map(median, zip(*seconds, strict=True))) for seconds in taken]


def at_least(ratio: float, aim: float) -> str:
    """A ratio that should not be small.

    >>> at_least(31.2, 25), at_least(1.52, 2)
    ('31.2x, at least 25x', '1.5x, BELOW 2x')
    """
    return f"{ratio:.1f}x, {'at least' if ratio >= aim else 'BELOW'} {aim:g}x"

"""`python -m benchmarks [load] [questions] [matrix] [pages]`: those named, or all of them."""

import os
import platform
import sys

from benchmarks import load, matrix, pages, questions

MEASUREMENTS = {
    "load": load.measure,
    "questions": questions.measure,
    "matrix": matrix.measure,
    "pages": pages.measure,
}


def main(names: list[str]) -> int:
    """Run what is named, in the order above; 2 for a name that is not known."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"Not a measurement: {', '.join(unknown)}. Known: {', '.join(MEASUREMENTS)}.")
        return 2
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {busy:.1f} before.")
    for name, measure in MEASUREMENTS.items():
        if not names or name in names:
            measure()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

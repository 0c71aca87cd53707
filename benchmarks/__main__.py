"""`python -m benchmarks [load] [questions] [matrix] [officers] [roster] [growth] [pages]
[sessions]`.

Those named, or all of them.
"""

import os
import platform
import sys

from benchmarks import load, matrix, pages, questions, sessions
from benchmarks.officers import measure, scale

MEASUREMENTS = {
    "load": load.measure,
    "questions": questions.measure,
    "matrix": matrix.measure,
    "officers": measure.measure,
    "roster": scale.measure_files,
    "growth": scale.measure_growth,
    "pages": pages.measure,
    "sessions": sessions.measure,
}


def main(names: list[str]) -> int:
    """Run what is named, in the order above; 2 for a name that is not known."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"Not a measurement: {', '.join(unknown)}. Known: {', '.join(MEASUREMENTS)}.")
        return 2
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {busy:.1f} before.")
    for name, work in MEASUREMENTS.items():
        if not names or name in names:
            work()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Forgets what the officer check has worked out, before each run of tests in one process.

Mutation testing breaks the check after the tests have run once unbroken. What was remembered then
must not stand in for what is broken now. While it notes which test reaches which function, nothing
is remembered from one test to the next either: else only the first would be seen to reach what is
worked out once. `-p tests.forgetting` loads this.
"""

from __future__ import annotations

import os
import sys
from typing import Any

KEPT = {"_own_dataset"}  # the data, which the check does not make


def pytest_sessionstart(session: Any) -> None:
    _forget()


def pytest_runtest_setup(item: Any) -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("policy_model.rules"):
            for of, value in vars(module).items():
                if of not in KEPT and hasattr(value, "cache_clear"):
                    value.cache_clear()

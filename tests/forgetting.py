"""Forgets what the officer check has worked out, before each run of tests in one process.

Mutation testing breaks the check after the tests have run once unbroken. What was remembered then
must not stand in for what is broken now: `-p tests.forgetting` loads this.
"""

from __future__ import annotations

import sys
from typing import Any

KEPT = {"_own_dataset"}  # the data, which the check does not make


def pytest_sessionstart(session: Any) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("policy_model.rules"):
            for of, value in vars(module).items():
                if of not in KEPT and hasattr(value, "cache_clear"):
                    value.cache_clear()

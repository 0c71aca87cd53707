"""Where a question stands across the jurisdictions, and by which words of which law."""

from policy_model.spread.counting import (
    READ,
    spread,
    spread_answers,
    spread_counts,
    spread_with_answers,
)

__all__ = ["READ", "spread", "spread_answers", "spread_counts", "spread_with_answers"]

"""What the codes of the result chain are called. How its tables are arranged is `results.py`."""

from __future__ import annotations

MOVEMENTS = {
    "wanted_way": "moved in the wanted direction",
    "other_way": "moved in the other direction",
    "unchanged": "as at the baseline",
    "not_measured": "no value after the baseline",
    "no_baseline": "no baseline to compare with",
    "no_direction": "no wanted direction named",
}
MILESTONES = {
    "start": "the day of its start has passed, and it is still planned",
    "end": "the day of its end has passed, and it is not said to be completed",
}
MISSING_LINKS = {
    "no_action": "no action",
    "no_indicator": "no indicator",
}

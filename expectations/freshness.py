"""Is the published edition of the cycle that it should be of by now?

No gate: it depends on the day, so it is in no release and stops nothing. The calendar is in `assets/cycles/calendar.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.cycles.calendar import find_calendar, find_late_release, read_calendar
from assets.home import Home
from assets.intake.assets import today
from assets.publication.release import find_latest, read_manifest

EDITION = dg.AssetKey(["release", "edition"])
NAME = "the_edition_is_of_the_cycle_that_is_due"


def judge_freshness(home: Home, day: date) -> tuple[bool, str]:
    """Whether the latest release is of the newest cycle whose day of release has come, and the sentence that says so."""
    release = find_latest(home.published)
    published = read_manifest(release)["cycle"] if release else None
    state = (
        f"The published edition {release.name} is of the cycle {published}" if release else "Nothing has been published"
    )
    late = find_late_release(read_calendar(find_calendar()), published, day)
    if late is None:
        return True, f"{state}; by the calendar nothing newer is due."
    return False, (
        f"{state}, but the cycle {late.cycle} was to be released on {late.releases_on}. Close and release it, or put the new "
        "date into the seed cycle_calendar."
    )


def build_freshness_check() -> dg.AssetChecksDefinition:
    spec = dg.AssetCheckSpec(
        name=NAME,
        asset=EDITION,
        description="The latest release is of the newest cycle whose day of release, in the seed cycle_calendar, has come.",
    )

    @dg.multi_asset_check(name="compare_with_calendar", specs=[spec], compute_kind="python")
    def freshness(home: Home) -> Iterator[dg.AssetCheckResult]:
        is_fresh, sentence = judge_freshness(home, today())
        yield dg.AssetCheckResult(
            asset_key=EDITION,
            check_name=NAME,
            passed=is_fresh,
            severity=dg.AssetCheckSeverity.WARN,
            description=sentence,
        )

    return freshness

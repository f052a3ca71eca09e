"""Is the published edition of the cycle that it should be of by now, and are values of indicators as recent as their frequency says?

No gates: they depend on the day, so they are in no release and stop nothing. The calendar is in `assets/cycles/calendar.py`; when a
value is overdue is the rule of the ticket (`assets/monitoring/alerts.py`), here as of today instead of the day of the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.cycles.calendar import find_calendar, find_late_release, read_calendar
from assets.home import Home
from assets.intake.assets import today
from assets.monitoring.release import count_overdue
from assets.publication.release import find_latest, read_manifest

EDITION = dg.AssetKey(["release", "edition"])
NAME = "the_edition_is_of_the_cycle_that_is_due"
MEASUREMENTS = dg.AssetKey(["marts", "measurements"])
MEASURED = "every_indicator_is_measured_as_often_as_it_says"
NAMED = 5  # indicators that a sentence names, the longest overdue first


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


def judge_measurements(home: Home, day: date) -> tuple[bool, str, int]:
    """Whether no value is overdue on a day, the sentence that says so, and how many indicators are.

    They are those of the latest release, of all cities of the register, published or not.
    """
    release = find_latest(home.published)
    if release is None:
        return True, "Nothing has been published, so no value is expected.", 0
    expected, overdue = count_overdue(release, day)
    if overdue.empty:
        return (
            True,
            f"On {day} no value is overdue. Indicators of {release.name} with a known frequency: {expected}.",
            0,
        )
    longest = [f"{row.city_code} {row.detail}" for row in overdue.head(NAMED).itertuples()]
    more = f", and {len(overdue) - NAMED} more" if len(overdue) > NAMED else ""
    return (
        False,
        f"On {day} the next value is overdue for {len(overdue)} of {expected} indicators with a known frequency; the longest, each with "
        f"the day of its latest value: {', '.join(longest)}{more}. Ask the cities for their values: `intercultural template --strategy` "
        "writes a workbook with what is due.",
        len(overdue),
    )


def build_measurement_check() -> dg.AssetChecksDefinition:
    spec = dg.AssetCheckSpec(
        name=MEASURED,
        asset=MEASUREMENTS,
        additional_deps=[EDITION],  # it looks at what is published, so in a run it waits for that
        description="No indicator is without a new value for a quarter longer than its frequency of collection, as of today.",
    )

    @dg.multi_asset_check(name="compare_with_frequencies", specs=[spec], compute_kind="python")
    def freshness_of_measurements(home: Home) -> Iterator[dg.AssetCheckResult]:
        is_fresh, sentence, overdue = judge_measurements(home, today())
        yield dg.AssetCheckResult(
            asset_key=MEASUREMENTS,
            check_name=MEASURED,
            passed=is_fresh,
            severity=dg.AssetCheckSeverity.WARN,
            description=sentence,
            metadata={"overdue": overdue},
        )

    return freshness_of_measurements

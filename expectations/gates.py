"""The gates as Dagster sees them: one blocking multi-asset check per layer.

What is checked stands in `raw.py`, `marts.py` and `release.py`; how it is run, in `bridge.py`.
"""

from collections.abc import Iterable, Iterator, Sequence

import dagster as dg

from assets.home import Home
from expectations import marts, raw, release
from expectations.bridge import run_checks
from expectations.checks import Check
from expectations.results import CheckResult, clear_results, write_results

# Whose results a gate makes old; None: all of them, the Data Docs as well.
RENEWED: dict[str, tuple[str, ...] | None] = {"raw": None, "marts": ("gate_marts", "gate_release")}


def report_results(checks: Sequence[Check], results: Iterable[CheckResult]) -> Iterator[dg.AssetCheckResult]:
    """Results in Dagster's form, on the assets that they are about."""
    tables = {check.name: check for check in checks}
    for result in results:
        check = tables[result.check_name]
        yield dg.AssetCheckResult(
            asset_key=[check.layer, check.table],
            check_name=check.name,
            passed=result.passed,
            severity=dg.AssetCheckSeverity.ERROR if check.stops_the_run else dg.AssetCheckSeverity.WARN,
            description=None if result.passed else " ".join(filter(None, (check.explanation, result.where))),
            metadata={"failing_rows": result.failing_rows},
        )


def specify(checks: Sequence[Check]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(
            name=check.name,
            asset=[check.layer, check.table],
            description=check.explanation,
            blocking=check.stops_the_run,
        )
        for check in checks
    ]


def build_table_gate(layer: str, checks: Sequence[Check]) -> dg.AssetChecksDefinition:
    """The gate behind a layer of tables, checked with Great Expectations. It forgets what it and later gates found before."""

    @dg.multi_asset_check(name=f"gate_{layer}", specs=specify(checks), compute_kind="great_expectations")
    def gate(home: Home) -> Iterator[dg.AssetCheckResult]:
        clear_results(home.quality, RENEWED[layer])
        with home.connect() as connection:
            results = run_checks(layer, checks, connection, home.quality)
        write_results(home.quality, f"gate_{layer}", results)
        yield from report_results(checks, results)

    return gate


def build_release_gate() -> dg.AssetChecksDefinition:
    """The gate before a release is switched to: the files that are about to be public are read as a stranger would."""

    @dg.multi_asset_check(name="gate_release", specs=specify(release.CHECKS), compute_kind="python")
    def gate(home: Home) -> Iterator[dg.AssetCheckResult]:
        with home.connect() as connection:
            drafts = connection.sql("select city_code from marts.draft_cities order by city_code").fetchall()
        results = release.check_public_files(home.next_release, [row[0] for row in drafts], home.programme.is_fictional)
        write_results(home.quality, "gate_release", results)
        yield from report_results(release.CHECKS, results)

    return gate


def build_gates() -> list[dg.AssetChecksDefinition]:
    return [
        build_table_gate("raw", raw.CHECKS),
        build_table_gate("marts", marts.CHECKS),
        build_release_gate(),
    ]

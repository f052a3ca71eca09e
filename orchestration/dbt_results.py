"""What dbt's public artifacts (manifest.json, run_results.json) say about a run, as check results and materialisations.

Calling dbt is in `dbt.py`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from assets.home import Home
from expectations.examples import find_examples
from expectations.results import CheckResult


class DbtFault(Exception):
    """dbt could not do its work: a fault of ours, never of the data."""


def test_results(manifest: Mapping[str, Any], results: list[dict[str, Any]], home: Home) -> list[CheckResult]:
    """The tests of a run as rows of `quality_checks`; of those that failed, the first rows are looked up."""
    rows = []
    for result in results:
        node = manifest["nodes"].get(result["unique_id"])
        if node is None or node["resource_type"] != "test" or result["status"] == "skipped":
            continue
        rows.append(
            CheckResult(
                layer=layer_of(manifest, node),
                check_name=node["name"],
                severity="error" if node["config"]["severity"].lower() == "error" else "warning",
                passed=result["status"] == "pass",
                failing_rows=result["failures"] or 0,
                explanation=node.get("description") or node["config"].get("meta", {}).get("description") or "",
                examples=look_up(home, result) if result["status"] in {"fail", "warn"} else "",
            )
        )
    return rows


def look_up(home: Home, result: Mapping[str, Any]) -> str:
    """Where the first rows are that a test found."""
    with home.connect() as connection:
        return find_examples(connection, result["compiled_code"])


def layer_of(manifest: Mapping[str, Any], test: Mapping[str, Any]) -> str:
    """The layer of the table that a test is about: the one it is attached to, or the one that its `meta` names."""
    attached = test.get("attached_node")
    if attached is None:
        name = test["config"]["meta"]["dagster"]["ref"]["name"]
        attached = next(key for key, node in manifest["nodes"].items() if node["name"] == name)
    node = manifest["nodes"].get(attached) or manifest["sources"][attached]
    return str(node["schema"])


def report_tests(
    manifest: Mapping[str, Any],
    results: list[dict[str, Any]],
    checks: Mapping[str, dg.AssetCheckSpec],
    found_in: Mapping[str, str],
) -> Iterator[dg.AssetCheckResult]:
    """One check result per test; `found_in` says where its failing rows are, by the name of the test. Raises DbtFault where a test could not be run: that says nothing about the data."""
    for result in results:
        spec = checks.get(result["unique_id"])
        if result["status"] == "error" and manifest["nodes"][result["unique_id"]]["resource_type"] == "test":
            raise DbtFault(f"The dbt test {result['unique_id']} could not run: {result['message']}")
        if spec is None or result["status"] == "skipped":
            continue
        yield dg.AssetCheckResult(
            asset_key=spec.asset_key,
            check_name=spec.name,
            passed=result["status"] == "pass",
            severity=dg.AssetCheckSeverity.ERROR if spec.blocking else dg.AssetCheckSeverity.WARN,
            description=found_in.get(manifest["nodes"][result["unique_id"]]["name"]) or None,
            metadata={"failing_rows": result["failures"] or 0, "seconds": round(result["execution_time"], 3)},
        )


def report_tables(
    manifest: Mapping[str, Any], results: list[dict[str, Any]], home: Home
) -> Iterator[dg.MaterializeResult]:
    """One materialisation per model and seed, a table with its row count. Raises DbtFault where one could not be built.

    A view has no rows of its own, and counting them would compute it.
    """
    with home.connect() as connection:
        counts = {
            (schema, table): rows
            for schema, table, rows in connection.execute(
                "select schema_name, table_name, estimated_size from duckdb_tables()"
            ).fetchall()
        }
    for result in results:
        node = manifest["nodes"][result["unique_id"]]
        if node["resource_type"] not in {"model", "seed"} or result["status"] == "skipped":
            continue
        if result["status"] != "success":
            raise DbtFault(f"dbt could not build {node['schema']}.{node['name']}: {result['message']}")
        key = (node["schema"], node["name"])
        yield dg.MaterializeResult(
            asset_key=key,
            metadata={
                **({"dagster/row_count": counts[key]} if key in counts else {}),
                "seconds": round(result["execution_time"], 3),
            },
        )

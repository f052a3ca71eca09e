"""Runs checks through Great Expectations and turns what it says into our results.

The one place that knows Great Expectations. A check that could not be made raises: a bug in a check must never read as
bad data, nor as good data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.checks import Check
from expectations.examples import SHOWN, describe_rows, find_examples
from expectations.results import CheckResult

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    from great_expectations import ExpectationSuite


class CheckFault(Exception):
    """A check could not be made: a fault of ours."""


def build_suite(name: str, checks: Sequence[Check]) -> ExpectationSuite:
    """The checks of one set of rows as a suite; their names and explanations stand in it for the Data Docs."""
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=name)
    for check in checks:
        expectation = getattr(gx.expectations, check.expectation)
        suite.add_expectation(
            expectation(
                **check.arguments,
                severity="critical" if check.stops_the_run else "warning",
                meta={
                    "check_name": check.name,
                    "notes": {"format": "markdown", "content": [check.explanation]},
                },
            )
        )
    return suite


def group_by_rows(checks: Sequence[Check]) -> dict[str, list[Check]]:
    """Checks that look at the same rows share a batch; the name of the batch is that of its table and a number."""
    by_sql: dict[str, list[Check]] = {}
    for check in checks:
        by_sql.setdefault(check.sql, []).append(check)
    groups: dict[str, list[Check]] = {}
    for group in by_sql.values():
        name = group[0].table if group[0].rows is None else group[0].name
        groups[name] = group
    return groups


def run_checks(
    gate: str, checks: Sequence[Check], connection: duckdb.DuckDBPyConnection, folder: Path
) -> list[CheckResult]:
    """Run all checks of a gate. The Data Docs of all gates of a run are built in `folder/data_docs`.

    Raises CheckFault where a check raised instead of answering.
    """
    import great_expectations as gx

    working = folder / "gx"
    working.mkdir(parents=True, exist_ok=True)
    context = gx.get_context(mode="file", project_root_dir=str(working))
    # No variables are used; where the file of examples for them stands, it is read again for every single check.
    (working / "gx" / "uncommitted" / "config_variables.yml").unlink(missing_ok=True)
    context.variables.progress_bars = {"globally": False}
    for site in list(context.get_site_names()):
        context.delete_data_docs_site(site)
    context.add_data_docs_site(
        "local",
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder / "data_docs"),
            },
        },
    )
    # Great Expectations writes its whole configuration again with every asset: one takes the rows of all suites in turn.
    frames = context.data_sources.add_or_update_pandas(gate).add_dataframe_asset(name=gate)
    batches = frames.add_batch_definition_whole_dataframe("rows")
    results: list[CheckResult] = []
    for name, group in group_by_rows(checks).items():
        suite = context.suites.add_or_update(build_suite(f"{gate}.{name}", group))
        validation = context.validation_definitions.add_or_update(
            gx.ValidationDefinition(name=f"{gate}.{name}", data=batches, suite=suite)
        )
        frame = connection.execute(group[0].sql).df()
        outcome = validation.run(batch_parameters={"dataframe": frame}, result_format="SUMMARY")
        answers = {answer.expectation_config.meta["check_name"]: answer for answer in outcome.results}
        for check in group:
            result = read_answer(check, answers[check.name])
            results.append(result if result.passed else locate(result, check, answers[check.name], frame, connection))
    context.build_data_docs()
    return results


def read_answer(check: Check, answer: Any) -> CheckResult:
    """One answer of Great Expectations as a result. Raises CheckFault where the expectation itself failed to run."""
    info = answer.exception_info or {}
    faults = [info] if "raised_exception" in info else list(info.values())
    raised = [str(fault.get("exception_message")) for fault in faults if fault.get("raised_exception")]
    if raised:
        raise CheckFault(f"The check {check.name} could not be made: {'; '.join(raised)}")
    failing = answer.result.get("unexpected_count")
    return CheckResult(
        layer=check.layer,
        check_name=check.name,
        severity=check.severity,
        passed=bool(answer.success),
        failing_rows=int(failing) if failing is not None else int(not answer.success),
        explanation=check.explanation,
    )


def locate(
    result: CheckResult, check: Check, answer: Any, frame: pd.DataFrame, connection: duckdb.DuckDBPyConnection
) -> CheckResult:
    """The result of a failed check with the place of its first failing rows."""
    if check.located:
        return replace(result, examples=find_examples(connection, check.located))
    # Where rows are counted and none should be there, each one is an example; else those that were named.
    positions = answer.result.get("partial_unexpected_index_list", range(min(SHOWN, len(frame))))
    named = frame.iloc[list(positions)[:SHOWN]]
    return replace(result, examples=describe_rows(dict(row) for _, row in named.iterrows()))

"""What dbt's artifacts say: a failed test names file and row, a test that could not run is a fault of ours."""

from __future__ import annotations

from typing import Any

import dagster as dg
import pytest

from assets.home import Home
from orchestration.dbt_results import DbtFault, report_tests
from orchestration.dbt_results import test_results as read_tests

TEST = "test.p.keys_are_unique"
MANIFEST: dict[str, Any] = {
    "nodes": {
        TEST: {
            "resource_type": "test",
            "name": "keys_are_unique",
            "config": {"severity": "ERROR", "meta": {}},
            "description": "Otherwise a score would count twice.",
            "attached_node": "model.p.stg",
        },
        "model.p.stg": {"resource_type": "model", "name": "stg", "schema": "staging"},
    },
    "sources": {},
}
SPEC = dg.AssetCheckSpec("keys_are_unique", asset=["staging", "stg"], blocking=True)


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(folder=str(tmp_path))
    made.prepare()
    return made


def result(status: str) -> dict[str, Any]:
    sql = "select 'answers.csv' as source_file, 7 as source_row, 'xa-alba' as city_code"
    failures = None if status == "error" else int(status != "pass")
    return {
        "unique_id": TEST, "status": status, "failures": failures, "execution_time": 0.1, "compiled_code": sql, "message": "m",
    }  # fmt: skip


def test_a_failed_test_names_file_and_row(home) -> None:
    found = read_tests(MANIFEST, [result("fail")], home)[0]
    assert found.stops_the_run
    assert found.layer == "staging"
    assert found.where == "Found in: answers.csv, row 7 (city_code xa-alba)."
    told = next(report_tests(MANIFEST, [result("fail")], {TEST: SPEC}, {found.check_name: found.where}))
    assert not told.passed
    assert told.description == found.where


def test_a_passed_test_names_nothing(home) -> None:
    found = read_tests(MANIFEST, [result("pass")], home)[0]
    assert (found.passed, found.where) == (True, "")
    assert next(report_tests(MANIFEST, [result("pass")], {TEST: SPEC}, {found.check_name: ""})).passed


def test_a_test_that_could_not_run_is_a_fault(home) -> None:
    with pytest.raises(DbtFault, match=f"The dbt test {TEST} could not run: m"):
        list(report_tests(MANIFEST, [result("error")], {TEST: SPEC}, {}))

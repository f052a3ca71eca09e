"""The worked cases of the contract on progress, from filed rows to statuses."""

from __future__ import annotations

import pandas as pd
import pytest
from support.cases import CASES, build_case, find_differences, list_cases, list_expected, name_table

from assets.monitoring.progress import follow_indicators
from assets.monitoring.study import INDICATORS, MEASUREMENTS, TARGETS, read_frame

TABLE = "indicator_progress"
CASES_OF_PROGRESS = [case for case in list_cases() if TABLE in map(name_table, list_expected(case))]


def test_there_are_cases() -> None:
    assert len(CASES_OF_PROGRESS) >= 4


@pytest.mark.parametrize("case", CASES_OF_PROGRESS)
def test_case(project, case) -> None:
    connection = build_case(project, case)
    expected = CASES / case / "expected" / f"{TABLE}.csv"
    days = pd.read_csv(expected)["as_of"].unique()
    rows = pd.concat(
        follow_indicators(
            *(read_frame(connection, sql) for sql in (INDICATORS, TARGETS, MEASUREMENTS)), pd.Timestamp(day)
        )
        for day in days
    )
    dates = ["as_of", "target_on", "latest_on"]
    rows[dates] = rows[dates].map(lambda day: day.date().isoformat() if pd.notna(day) else None)
    assert find_differences(rows.reset_index(drop=True), expected) == []

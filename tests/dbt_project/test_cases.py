"""The worked cases: each expected row is in the tables that dbt publishes, each absent row is not.

The progress of strategies, which a case wants as of a day of its own, is compared in `tests/assets/monitoring`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.built_models import CompiledProject
from support.cases import build_case, find_differences, list_cases, list_expected, name_table

from assets.schema import mart_tables

COMPARED_ELSEWHERE = {"indicator_progress"}


def compared_files(case: str) -> list[Path]:
    return [path for path in list_expected(case) if name_table(path) not in COMPARED_ELSEWHERE]


@pytest.mark.parametrize("case", [case for case in list_cases() if compared_files(case)])
def test_case(project: CompiledProject, case: str) -> None:
    with build_case(project, case) as connection:
        for path in compared_files(case):
            table = connection.execute(f"select * from marts.{name_table(path)}").df().astype(object)
            assert find_differences(table, path) == [], path.name


def test_only_the_named_tables_are_compared_elsewhere() -> None:
    expected = {name_table(path) for case in list_cases() for path in list_expected(case)}
    assert expected >= COMPARED_ELSEWHERE
    assert expected <= {*mart_tables(), *(f"draft_{name}" for name in mart_tables())}


def test_a_wrong_figure_is_noticed(project: CompiledProject) -> None:
    case = "03_worked_example_med"
    with build_case(project, case) as connection:
        connection.execute("update marts.area_scores set score = score + 1e-6")
        table = connection.execute("select * from marts.area_scores").df().astype(object)
    path = next(path for path in list_expected(case) if path.name == "area_scores.csv")
    assert find_differences(table, path)

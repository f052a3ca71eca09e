"""Worked cases: where they lie, how one is built, and how its expected tables are read and compared.

The format stands in `tests/cases/README.md`. Which tables are compared is decided by the tests that use this.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
from support.built_models import CompiledProject

from assets.analysis.settings import read_settings
from assets.intake.reading import read_files

CASES = Path(__file__).resolve().parents[1] / "cases"
ABSENT = ".absent.csv"
TOLERANCE = 1e-9
KEYS = {
    "indicator_scores": ("cycle", "city_code", "methodology_id", "question_code"),
    "area_scores": ("cycle", "city_code", "methodology_id", "index_code", "area_code"),
    "index_scores": ("cycle", "city_code", "methodology_id", "index_code"),
    "peer_comparisons": (
        *("cycle", "city_code", "methodology_id", "index_code", "area_code"),
        *("peer_group_kind", "peer_group_code"),
    ),
    "score_changes": ("city_code", "from_cycle", "to_cycle", "index_code", "area_code"),
    "answer_changes": ("city_code", "from_cycle", "to_cycle", "index_code", "question_code"),
    "indicator_progress": ("indicator_id", "group_code", "target_on", "as_of"),
}


def list_cases() -> list[str]:
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


def list_expected(case: str) -> list[Path]:
    """Files of expected and of absent rows."""
    return sorted((CASES / case / "expected").glob("*.csv"))


def name_table(expected: Path) -> str:
    """The table that a file of expected or absent rows is about."""
    return expected.name.split(".")[0]


def build_case(project: CompiledProject, case: str) -> duckdb.DuckDBPyConnection:
    """Read the input of a case as files that arrive, and build all models on its reference."""
    folder = CASES / case
    raw = read_files([(path.name, path.read_bytes()) for path in sorted((folder / "input").glob("*.csv"))])
    reference = folder / "reference"
    settings = replace(read_settings(), draws=40, area_draws=40, sensitivity_power=2, resamples=2)
    return project.build(raw, reference if reference.exists() else None, settings=settings)


def find_differences(table: pd.DataFrame, expected: Path) -> list[str]:
    """What is not as the file of expected or absent rows says, in words; empty where all is."""
    with expected.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    differences: list[str] = []
    for row in rows:
        if expected.name.endswith(ABSENT):
            if len(pick_rows(table, row)):
                differences.append(f"there must be no row with {row}")
            continue
        key = {column: row[column] for column in KEYS[name_table(expected).removeprefix("draft_")] if column in row}
        found = pick_rows(table, key)
        if len(found) != 1:
            differences.append(f"{len(found)} rows instead of one with {key}")
            continue
        for column, value in row.items():
            actual = found.iloc[0][column]
            if not is_same(value, actual):
                differences.append(f"{key}: {column} is {actual!r}, expected {value!r}")
    return differences


def pick_rows(table: pd.DataFrame, values: dict[str, str]) -> pd.DataFrame:
    chosen = pd.Series(True, index=table.index)
    for column, value in values.items():
        chosen &= table[column].map(lambda actual, value=value: is_same(value, actual))
    return table[chosen]


def is_same(expected: str, actual: object) -> bool:
    """Numbers to 1e-9, an empty cell for null, lists as sets, all else as text."""
    if pd.isna(actual):
        return expected == ""
    if isinstance(actual, int | float) and not isinstance(actual, bool):
        try:
            return abs(float(expected) - actual) <= TOLERANCE
        except ValueError:
            return False
    return set(expected.split("|")) == set(str(actual).split("|"))

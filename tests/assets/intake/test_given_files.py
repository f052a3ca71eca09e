"""The files that the project ships read as they should: the worked cases and the public record."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.intake.reading import check_file
from assets.schema import file_kinds
from samples.record import DATA, INPUTS

CASES = sorted((Path(__file__).resolve().parents[2] / "cases").glob("*/input/*.csv"))
OF_A_KIND = [path for path in CASES if path.stem.partition("-")[0] in file_kinds()]


def test_there_are_cases() -> None:
    assert len(OF_A_KIND) > 60


@pytest.mark.parametrize("path", OF_A_KIND, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_files_of_cases_are_read_whole(path) -> None:
    reading = check_file(path.name, path.read_bytes())
    assert reading.kind == path.stem.partition("-")[0]
    assert reading.errors == []
    assert reading.rows_taken == reading.rows_found > 0


@pytest.mark.parametrize("name", INPUTS)
def test_the_public_record_is_read_whole(name) -> None:
    reading = check_file(name, (DATA / name).read_bytes())
    assert reading.kind == name.removesuffix(".csv")
    assert {problem.code for problem in reading.problems} <= {"unknown_column"}
    assert reading.rows_taken == reading.rows_found > 0


def test_what_was_dropped_from_the_record_is_no_input() -> None:
    reading = check_file("dropped.csv", (DATA / "dropped.csv").read_bytes())
    assert reading.kind is None
    assert {problem.code for problem in reading.problems} <= {"kind_not_recognised", "missing_column"}

"""The change between two cycles on methodologies drawn at random: what the models say is what section 6 says, question by question.

The other computation is `support/contract/changes.py`; `test_random_methodologies.py` holds it against fixed draws, together with all that
stands before it. Here hypothesis chooses the seeds, and single figures are bent to see that they are noticed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.built_models import SEEDS, CompiledProject
from support.contract.changes import PARTS
from support.contract.programme import Programme, write_csv
from support.random_submissions import draw_programme, merge_programmes
from support.recomputed import Table, list_differences, read_tables, recompute

from assets.intake.reading import read_files

TOGETHER = 4
TABLES = ("changes", "moves")


def draw(seed: int) -> list[Programme]:
    return [draw_programme(seed + place, place) for place in range(TOGETHER)]


@contextmanager
def build(project: CompiledProject, programmes: list[Programme]) -> Iterator[duckdb.DuckDBPyConnection]:
    together = merge_programmes(programmes)
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in together.reference.items():
            header = (SEEDS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
            (Path(folder) / f"{name}.csv").write_bytes(write_csv(rows, header))
        raw = read_files([(name, write_csv(rows)) for name, rows in together.files])
        with project.build(raw, Path(folder), schemas=("staging", "intermediate", "scores")) as connection:
            yield connection


def expect(programmes: list[Programme]) -> dict[str, Table]:
    tables: dict[str, Table] = {name: {} for name in TABLES}
    for programme in programmes:
        recomputed = recompute(programme)
        for name in TABLES:
            tables[name] |= recomputed[name]
    return tables


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(min_value=10_000, max_value=10**9))
def test_changes_are_those_that_are_worked_out_by_hand(project: CompiledProject, seed: int) -> None:
    programmes = draw(seed)
    with build(project, programmes) as connection:
        assert list(list_differences(expect(programmes), read_tables(connection))) == []
        gaps = connection.execute(
            "select abs(from_answers + from_coverage + from_questions + from_weights - change_official) "
            "from scores.changes_split where from_answers is not null"
        ).fetchall()
        assert max(gap for (gap,) in [*gaps, (0.0,)]) <= 1e-12


@pytest.fixture(scope="module")
def programmes() -> list[Programme]:
    return draw(0)


@pytest.fixture(scope="module")
def expected(programmes: list[Programme]) -> dict[str, Table]:
    return expect(programmes)


@pytest.fixture(scope="module")
def connection(project: CompiledProject, programmes: list[Programme]) -> Iterator[duckdb.DuckDBPyConnection]:
    with build(project, programmes) as built:
        yield built


def test_draws_reach_every_rule(expected: dict[str, Table]) -> None:
    changes = list(expected["changes"].values())
    assert {row[-1] for row in changes} == {None, "only_in_one_version", "no_score_from", "no_score_to"}
    for place, part in enumerate(PARTS, start=3):
        assert any(row[place] and abs(row[place]) > 1 for row in changes), part
    assert any(row[2] is not None and row[3] is None for row in changes), "a value between without any question"
    assert any(row[0] is not None and row[-1] == "only_in_one_version" for row in changes), "a question from elsewhere"
    kinds = frozenset().union(*(row[0] for row in expected["moves"].values()))
    assert kinds == {"answer", "area", "coverage", "entered", "left", "weight"}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("changes", f"from_{part}") for part in PARTS),
        ("changes", "change_like_for_like"),
        ("changes", "questions_compared"),
        ("moves", "index_points"),
    ],
)
def test_a_wrong_change_is_noticed(
    connection: duckdb.DuckDBPyConnection, expected: dict[str, Table], table: str, column: str
) -> None:
    model = {"changes": "changes_split", "moves": "answers_moved"}[table]
    connection.execute("begin")
    try:
        rows = f"select rowid from scores.{model} where {column} is not null limit 1"
        connection.execute(f"update scores.{model} set {column} = {column} + 1 where rowid = ({rows})")
        differences = list(list_differences(expected, read_tables(connection)))
    finally:
        connection.execute("rollback")
    assert len(differences) == 1
    assert differences[0].startswith(table)

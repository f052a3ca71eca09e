"""The models agree with an independent computation of sections 3 to 6 on methodologies and networks drawn at random.

The other computation is `support/contract`, plain Python written from the text of the contract. What is drawn is in
`support/random_methodologies.py` and `random_submissions.py`; the seed of a programme is part of all its codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pytest
from support.built_models import SEEDS, CompiledProject
from support.contract.programme import Programme, write_csv
from support.random_submissions import draw_programme, merge_programmes
from support.recomputed import Table, list_differences, read_tables, recompute

from assets.intake.reading import read_files

TOGETHER = 6  # programmes in one database
BLOCKS = 15
MORE = 250
LAYERS = ("staging", "intermediate", "scores")

# What has to be among the draws, so that agreement means something: table, place of the value, all its values.
VARIETY = (
    (
        "states",
        0,
        {"not_asked", "rejected", "closed", "invalid", "not_applicable", "dont_know", "unanswered", "answered"},
    ),
    ("states", 10, {None, "accepted", "corrected", "rejected", "needs_evidence"}),
    ("nodes", 4, {"full", "partial", "indicative", "insufficient", "no_questions"}),
    ("nodes", 5, {None, "nothing_asked", "area_below_50", "index_below_80", "area_without_score"}),
    ("changes", 7, {None, "only_in_one_version", "no_score_from", "no_score_to"}),
)
GROUPS = {"all", "population", "diversity", "population_diversity", "country", "network"}


def draw_block(block: int) -> list[Programme]:
    return [draw_programme(block * TOGETHER + place, place) for place in range(TOGETHER)]


@contextmanager
def build(project: CompiledProject, programmes: list[Programme], folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """All programmes in one database, taken in as files and computed."""
    together = merge_programmes(programmes)
    for name, rows in together.reference.items():
        header = (SEEDS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        (folder / f"{name}.csv").write_bytes(write_csv(rows, header))
    raw = read_files([(name, write_csv(rows)) for name, rows in together.files])
    with project.build(raw, folder, schemas=LAYERS) as connection:
        yield connection


@cache
def recompute_block(block: int) -> dict[str, Table]:
    """What the contract demands for all programmes of a block."""
    tables: dict[str, Table] = {}
    for programme in draw_block(block):
        for name, table in recompute(programme).items():
            tables.setdefault(name, {}).update(table)
    return tables


@pytest.mark.parametrize("block", range(BLOCKS))
def test_models_agree_with_the_contract(project: CompiledProject, tmp_path: Path, block: int) -> None:
    with build(project, draw_block(block), tmp_path) as connection:
        differences = list(list_differences(recompute_block(block), read_tables(connection)))
    assert not differences, "\n".join([f"{len(differences)} differences", *differences[:20]])


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS, MORE))
def test_models_agree_with_the_contract_on_many_more(project: CompiledProject, tmp_path: Path, block: int) -> None:
    test_models_agree_with_the_contract(project, tmp_path, block)


def test_a_wrong_figure_is_noticed(project: CompiledProject, tmp_path: Path) -> None:
    with build(project, draw_block(0), tmp_path) as connection:
        connection.execute("update scores.nodes_published set score = score + 1e-6 where node_code = 'INDEX'")
        built = read_tables(connection)
    differences = list(list_differences(recompute_block(0), built))
    assert differences
    assert all(line.startswith("nodes ") and "'INDEX'" in line for line in differences)


@pytest.mark.parametrize(("table", "place", "values"), VARIETY)
def test_draws_hold_every_case(table: str, place: int, values: set) -> None:
    assert values <= {row[place] for block in range(BLOCKS) for row in recompute_block(block)[table].values()}


def test_draws_hold_every_kind_of_group_with_ranks() -> None:
    peers = [peers for block in range(BLOCKS) for peers in recompute_block(block)["peers"].items()]
    assert {key[4] for key, _ in peers} == GROUPS
    assert {row[-1] is None for _, row in peers} == {True, False}


def test_draws_hold_deep_trees_bridges_both_rules_and_long_chains() -> None:
    programmes = [programme for block in range(BLOCKS) for programme in draw_block(block)]
    versions = [version for programme in programmes for version in programme.versions.values()]
    assert {1, 2, 3, 4} <= {max(len(version.lineage(area)) for area in version.areas) for version in versions}
    assert {version.missing_rule for version in versions} == {"zero", "exclude"}
    assert {len(programme.versions) for programme in programmes} == {1, 2, 3, 4}
    assert any(programme.reference["question_map"] for programme in programmes)
    assert any(question.weight == 0 for version in versions for question in version.questions.values())

    def above(version, question: str) -> int:
        parent = version.questions[question].parent
        return 1 + above(version, parent) if parent else 0

    assert max(above(version, question) for version in versions for question in version.questions) >= 3

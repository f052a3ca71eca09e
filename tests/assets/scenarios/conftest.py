"""Three cycles of the fictional network, one of each version, as a full run computes them, and the baseline of scenarios."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from support.built_models import CompiledProject

from assets.intake.reading import read_files
from assets.scenarios.baseline import Baseline, read_warehouse
from samples.demo.network import SEED, make_files

CYCLES = ("2014", "2017", "2025")


@pytest.fixture(scope="session")
def network(project: CompiledProject) -> Iterator[duckdb.DuckDBPyConnection]:
    files = [
        (name, content)
        for name, content in make_files(SEED).items()
        if name == "cities.csv" or name.partition("/")[0] in CYCLES
    ]
    with project.build(read_files(files)) as connection:
        yield connection


@pytest.fixture(scope="session")
def baseline(project: CompiledProject, network: duckdb.DuckDBPyConnection) -> Baseline:
    return read_warehouse(network, project.formula)

"""The fictional network, generated once: as files, as read by intake, and as computed."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from support.built_models import CompiledProject

from assets.intake.reading import read_files
from samples.demo.network import SEED, make_files


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return make_files(SEED)


@pytest.fixture(scope="session")
def tables(files: dict[str, bytes]) -> dict[str, pd.DataFrame]:
    return read_files(sorted(files.items()))


@pytest.fixture(scope="session")
def warehouse(project: CompiledProject, tables: dict[str, pd.DataFrame]) -> duckdb.DuckDBPyConnection:
    return project.build(tables)

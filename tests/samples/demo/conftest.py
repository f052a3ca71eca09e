"""The fictional network, generated once: as files, as read by intake, and as computed."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from support.built_models import compile_project

from assets.intake.reading import read_files
from samples.demo.network import SEED, make_files


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return make_files(SEED)


@pytest.fixture(scope="session")
def tables(files: dict[str, bytes]) -> dict[str, pd.DataFrame]:
    return read_files(sorted(files.items()))


@pytest.fixture(scope="session")
def warehouse(tables: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return compile_project(tmp_path_factory.mktemp("compiled")).build(tables)

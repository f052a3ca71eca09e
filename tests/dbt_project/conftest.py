"""The dbt project compiled once for all tests of this folder."""

from __future__ import annotations

import pytest
from support.built_models import CompiledProject, compile_project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> CompiledProject:
    return compile_project(tmp_path_factory.mktemp("compiled"))

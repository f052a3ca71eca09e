"""What many tests look at, made once a session: the compiled dbt project, and each sample after the whole cycle."""

from __future__ import annotations

import pytest
from hypothesis import settings
from support.built_models import CompiledProject, compile_project
from support.homes import RunHome, fill_with_one_cycle, run

# How long an example takes says nothing about whether it is right.
settings.register_profile("platform", deadline=None)
settings.load_profile("platform")


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> CompiledProject:
    """The SQL of the dbt project, to be run on any seeds and submissions."""
    return compile_project(tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> RunHome:
    """The fictional network, published."""
    return run(tmp_path_factory.mktemp("demo"), sample="demo")


@pytest.fixture(scope="session")
def record(tmp_path_factory) -> RunHome:
    """The public record, published."""
    return run(tmp_path_factory.mktemp("record"), sample="public_record")


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> RunHome:
    """One cycle of the fictional network, published: for tests that change something and run again."""
    folder = tmp_path_factory.mktemp("small")
    fill_with_one_cycle(folder, 2025)
    return run(folder)

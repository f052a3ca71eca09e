"""What many tests look at, made once a session: the compiled dbt project, and each sample after the whole cycle."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from support.built_models import CompiledProject, compile_project
from support.homes import FACTORY, RunHome, fill_with_one_cycle, publish
from support.once import once

# How long an example takes says nothing about whether it is right.
settings.register_profile("platform", deadline=None)
settings.load_profile("platform")


HOMES = ("demo", "record", "small")  # what takes longest to make, first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with one file for each home, so that workers make them side by side instead of waiting for one another."""
    needs: dict[Path, set[str]] = {}
    for item in items:
        needs.setdefault(item.path, set()).update({*HOMES} & {*getattr(item, "fixturenames", ())})
    makers = [next((path for path, needed in needs.items() if needed == {home}), None) for home in HOMES]
    items.sort(key=lambda item: makers.index(item.path) if item.path in makers else len(makers))


@pytest.fixture(scope="session", autouse=True)
def factory(tmp_path_factory) -> None:
    """Where homes find what was made once for all of them."""
    FACTORY.append(tmp_path_factory)


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> CompiledProject:
    """The SQL of the dbt project, to be run on any seeds and submissions."""
    return once(tmp_path_factory, "compiled", compile_project)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> RunHome:
    """The fictional network, published."""
    return once(tmp_path_factory, "demo", lambda folder: publish(folder, sample="demo"))


@pytest.fixture(scope="session")
def record(tmp_path_factory) -> RunHome:
    """The public record, published."""
    return once(tmp_path_factory, "record", lambda folder: publish(folder, sample="public_record"))


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> RunHome:
    """One cycle of the fictional network, published: for tests that change something and run again."""

    def make(folder: Path) -> RunHome:
        fill_with_one_cycle(folder, 2025)
        return publish(folder)

    return once(tmp_path_factory, "small", make)

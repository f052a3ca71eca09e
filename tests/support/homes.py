"""Homes for tests: filled, run in this process, and left as a real run leaves them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.once import once

from assets.home import Home
from orchestration.dbt import prepare_manifest
from orchestration.jobs import CYCLE
from orchestration.runner import Outcome, run_job
from orchestration.settings import enter_home
from orchestration.starting import fill_with_sample
from samples.demo.network import SEED, make_files

DRAWS = "200"  # what holds for ten thousand draws holds for these, in a fiftieth of the time
VARIABLES = (
    "INTERCULTURAL_DRAWS", "INTERCULTURAL_HOME", "DAGSTER_HOME", "GX_ANALYTICS_ENABLED",
    "DBT_SEND_ANONYMOUS_USAGE_STATS", "INTERCULTURAL_PDF",
)  # fmt: skip


FACTORY: list[pytest.TempPathFactory] = []  # of this session; `conftest.py` puts it here


@dataclass(frozen=True)
class RunHome:
    """A home and how its last run ended."""

    folder: Path
    outcome: Outcome

    @property
    def home(self) -> Home:
        return Home(folder=str(self.folder))

    @property
    def release(self) -> Path:
        return self.home.published / self.outcome.release["release_id"]


@contextmanager
def inside(folder: Path) -> Iterator[Home]:
    """A prepared home that this process works in; afterwards the environment is as it was."""
    before = {name: os.environ.get(name) for name in VARIABLES}
    home = Home(folder=str(folder))
    os.environ.setdefault("INTERCULTURAL_DRAWS", DRAWS)
    os.environ.setdefault("INTERCULTURAL_PDF", "no")  # tests of the PDFs make the few that they look at
    try:
        enter_home(home)
        lend_manifest(home)
        yield home
    finally:
        for name, value in before.items():
            restore(name, value)


def restore(name: str, value: str | None) -> None:
    """Set a variable of the environment to what it was, or take it away where it was not set."""
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def lend_manifest(home: Home) -> None:
    """Give a home what dbt parsed once in this session: many tests never come to a model. dbt still looks whether it fits."""
    if not FACTORY or (home.dbt / "manifest.fingerprint").exists() or "INTERCULTURAL_SEEDS" in os.environ:
        return
    parsed = Home(folder=once(FACTORY[0], "parsed", parse_project))
    for name in ("manifest.fingerprint", "target/manifest.json"):
        (home.dbt / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(parsed.dbt / name, home.dbt / name)


def parse_project(folder: Path) -> str:
    """The folder of a home of which nothing is used but the manifest of the dbt project."""
    before = os.environ.get("INTERCULTURAL_HOME")
    try:
        prepare_manifest(Home(folder=str(folder)))
    finally:
        restore("INTERCULTURAL_HOME", before)
    return str(folder)


def run(folder: Path, sample: str | None = None, job: str = CYCLE) -> RunHome:
    """Run a job on a home, filled with a sample first where one is named."""
    from orchestration.definitions import defs

    with inside(folder) as home:
        if sample:
            fill_with_sample(home, sample)
        return RunHome(folder, run_job(home, defs(), job))


def publish(folder: Path, sample: str | None = None) -> RunHome:
    """Run the cycle on a home that has to end with a release; whoever waits for it is told why it did not."""
    made = run(folder, sample)
    if made.outcome.status != "published":
        raise AssertionError(f"The run ended as {made.outcome.status}: {made.outcome.message}")
    return made


def fill_with_one_cycle(folder: Path, cycle: int) -> None:
    """Put the register and one cycle of the fictional network into the inbox of a home."""
    for name, content in make_files(SEED).items():
        if name == "cities.csv" or name.startswith(f"{cycle}/"):
            path = folder / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

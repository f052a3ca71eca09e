"""How long a run takes, as ratios measured in one go on one machine; never a test.

    python -m benchmarks.run

Cold: `intercultural run` on the fictional network in an empty home, from process start to release, against importing the
libraries that it cannot do without. Warm: the second run in one process, against a warm `dbt build` of the same nodes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
IMPORTS = "import dagster, dagster_dbt, dbt.cli.main, great_expectations"


def measure(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def start(*arguments: str, home: Path) -> None:
    subprocess.run(  # noqa: S603 (our own commands)
        arguments, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "INTERCULTURAL_HOME": str(home)}
    )


def measure_cold(folder: Path) -> tuple[float, float]:
    """Seconds of a cold run and of the imports alone, both after one run that warms the disk."""
    tool = str(Path(sys.executable).with_name("intercultural"))
    start(sys.executable, "-c", IMPORTS, home=folder)
    start(tool, "run", "--sample", "demo", home=folder / "first")
    imports, _ = measure(lambda: start(sys.executable, "-c", IMPORTS, home=folder))
    cold, _ = measure(lambda: start(tool, "run", "--sample", "demo", home=folder / "cold"))
    return cold, imports


def measure_warm(folder: Path) -> tuple[float, float]:
    """Seconds of the second run in this process, and of a warm `dbt build` of the same nodes."""
    from orchestration.dbt import invoke_dbt, selection_arguments
    from orchestration.definitions import COMPUTE, PUBLISH, defs
    from orchestration.jobs import CYCLE
    from orchestration.runner import run_job
    from orchestration.settings import enter_home, find_home
    from orchestration.starting import fill_with_sample

    home = find_home({"INTERCULTURAL_HOME": str(folder / "warm")})
    enter_home(home)
    fill_with_sample(home, "demo")
    for _ in range(2):
        warm, outcome = measure(lambda: run_job(home, defs(), CYCLE))
        if outcome.status != "published":
            raise RuntimeError(outcome.message)
    for step in outcome.steps:
        print(f"    {step.seconds:6.2f} s  {step.name}")
    for _ in range(2):
        build, _ = measure(lambda: invoke_dbt(home, ["build", *selection_arguments((*COMPUTE, *PUBLISH), None)]))
    return warm, build


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold, imports = measure_cold(folder)
        print(f"cold run {cold:.1f} s, imports alone {imports:.1f} s: ratio {cold / imports:.2f} (aim: at most 3)")
        warm, build = measure_warm(folder)
        print(f"warm run {warm:.1f} s, warm dbt build {build:.1f} s: ratio {warm / build:.2f} (aim: at most 2)")


if __name__ == "__main__":
    main()

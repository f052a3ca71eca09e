"""Runs a job in this process and says how it ended: published, stopped by a gate, or a fault of ours.

The work itself is that of the jobs, which the Dagster UI and `dg launch` run as well; here only their events are read.
Printing belongs to `cli.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import dagster as dg

from assets.home import Home
from expectations.results import CheckResult, read_results
from orchestration.event_log import keep_open
from orchestration.one_writer import HomeInUse, check_free

# What stops a run because of the data or the mappings of the programme: nothing is wrong with the platform.
STOPPING = {"NothingArrived", "NothingToPublish", "NothingComputed", "OutOfOrder", "MappingNotUsable"}
GATE = "DagsterAssetCheckFailedError"


@dataclass
class Step:
    """One step of a run, and how long it took in seconds."""

    name: str
    seconds: float


@dataclass
class Outcome:
    """How a run ended. `failed` are the checks that stopped it, `message` what stopped it otherwise."""

    status: str  # published, stopped, refused or fault
    message: str = ""
    release: dict[str, Any] = field(default_factory=dict)
    failed: list[CheckResult] = field(default_factory=list)
    warnings: list[CheckResult] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    made: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # what was done by year: asset -> what it says of itself


class StepClock(logging.Handler):
    """Listens to the events of a run: tells which step begins, and keeps how long each one took."""

    ENDS = (dg.DagsterEventType.STEP_SUCCESS.value, dg.DagsterEventType.STEP_FAILURE.value)

    def __init__(self, listener: Callable[[str], None]) -> None:
        super().__init__()
        self.listener = listener
        self.started: dict[str, float] = {}
        self.steps: list[Step] = []

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None:
            return
        if event.event_type_value == dg.DagsterEventType.STEP_START.value:
            self.started[event.step_key] = record.created
            self.listener(event.step_key)
        elif event.event_type_value in self.ENDS and event.step_key in self.started:
            self.steps.append(Step(event.step_key, record.created - self.started[event.step_key]))


def build_logger(clock: StepClock) -> dg.LoggerDefinition:
    """A Dagster logger that is silent but for the clock."""

    @dg.logger
    def steps(_context: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger("intercultural.steps")
        logger.addHandler(clock)
        return logger

    return steps


def run_job(
    home: Home,
    definitions: dg.Definitions,
    job: str,
    listener: Callable[[str], None] = lambda _step: None,
    partition: str | None = None,
) -> Outcome:
    """Run a job on a home that has been entered, for one partition where it has some. Where another run works on it,
    nothing is begun."""
    try:
        check_free(home)
    except HomeInUse as error:
        return Outcome("refused", str(error))
    clock = StepClock(listener)
    timed = dg.Definitions.merge(definitions, dg.Definitions(loggers={"steps": build_logger(clock)}))
    with dg.DagsterInstance.get() as instance:
        run_id = str(uuid4())
        with keep_open(instance, run_id):
            result = timed.resolve_job_def(job).execute_in_process(
                instance=instance,
                run_id=run_id,
                raise_on_error=False,
                run_config={"loggers": {"steps": {}}},
                partition_key=partition,
            )
    return read_outcome(home, result, clock.steps)


def read_outcome(home: Home, result: dg.ExecuteInProcessResult, steps: list[Step]) -> Outcome:
    """What the events of a run say about how it ended."""
    checks = read_results(home.quality)
    outcome = Outcome(
        status="published" if result.success else "fault",
        failed=[check for check in checks if check.stops_the_run],
        warnings=[check for check in checks if not check.passed and not check.stops_the_run],
        steps=steps,
    )
    for event in result.get_asset_materialization_events():
        key = tuple(event.materialization.asset_key.path)
        values = {name: value.value for name, value in event.materialization.metadata.items()}
        if key == ("release", "edition"):
            outcome.release = values
        if key[0] == "cycles":
            outcome.made[key[-1]] = values
        if key == ("raw", "files"):
            outcome.files = {
                name.removeprefix("files_"): int(str(value))
                for name, value in values.items()
                if name.startswith("files_")
            }
    errors = [event.step_failure_data.error for event in result.get_step_failure_events()] or [
        event.job_failure_data.error for event in result.all_events if event.is_job_failure and not result.success
    ]
    causes = [cause for error in errors if error for cause in (error, error.cause) if cause]
    stopping = [cause for cause in causes if cause.cls_name in STOPPING]
    in_use = [cause for cause in causes if cause.cls_name == HomeInUse.__name__]
    if in_use:
        outcome.status = "refused"
        outcome.message = in_use[0].message.partition(": ")[2].strip()
    elif stopping:
        outcome.status = "stopped"
        outcome.message = stopping[0].message.partition(": ")[2].strip()
    elif causes and all(error and error.cls_name == GATE for error in errors):
        outcome.status = "stopped"
    elif causes:
        outcome.message = "\n".join(error.to_string() for error in errors if error)
    return outcome

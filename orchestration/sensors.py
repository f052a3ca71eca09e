"""Watches the inbox: one run for all files that arrived, once nothing is being written any more.

What waits is found in `assets/intake/arrivals.py`. The truth is the archive: a file whose bytes are in it needs no run. The
cursor only saves work and remembers what was asked for, so it can be lost or broken without harm.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import dagster as dg

from assets.home import Home
from assets.intake.arrivals import SETTLE_SECONDS, Entry, describe_entries, is_settled, list_entries, pick_new
from assets.intake.exports.mapping import Mapping, MappingNotUsable, read_mappings
from orchestration.jobs import CYCLE

EVERY_SECONDS = 30
LONGEST_WAIT = 600  # seconds after which settled files no longer wait for one that never stops changing
ATTEMPTS = 3  # runs that are asked for where one ends before it has taken its files in
REMEMBERED = 20_000  # files that the cursor knows to need nothing more
TAG = "intercultural/"
ACTIVE = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


@dataclass
class Cursor:
    """`settled` are marks of files that need nothing more; `key`, `attempt` and `asked` the last request and its files."""

    settled: list[str] = field(default_factory=list)
    key: str = ""
    attempt: int = 0
    asked: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text: str | None) -> Cursor:
        """The cursor in a text; a new one where the text is none."""
        try:
            known = json.loads(text or "{}")
            read = cls(list(known["settled"]), str(known["key"]), int(known["attempt"]), list(known["asked"]))
            return read if all(isinstance(mark, str) for mark in (*read.settled, *read.asked)) else cls()
        except (ValueError, KeyError, TypeError):
            return cls()

    def write(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


def find_last_status(instance: dg.DagsterInstance, key: str) -> dg.DagsterRunStatus | None:
    """How the run that was asked for under a key stands; None where there is none."""
    runs = instance.get_runs(filters=dg.RunsFilter(tags={f"{TAG}inbox": key}), limit=1) if key else []
    return runs[0].status if runs else None


def is_working(instance: dg.DagsterInstance) -> bool:
    return bool(instance.get_runs(filters=dg.RunsFilter(job_name=CYCLE, statuses=ACTIVE), limit=1))


def choose_new(cursor: Cursor, new: list[Entry], last: dg.DagsterRunStatus | None) -> tuple[list[Entry], int]:
    """The files that a run is to be asked for, and the number of the attempt.

    Those of the last request are not asked for again where its run succeeded (it has refused them), nor after the last attempt.
    """
    asked = set(cursor.asked)
    fresh = [entry for entry in new if entry.mark not in asked]
    again = [entry for entry in new if entry.mark in asked]
    if not again or last == dg.DagsterRunStatus.SUCCESS or (not fresh and cursor.attempt >= ATTEMPTS):
        return fresh, 1
    return new, cursor.attempt + 1 if not fresh else 1


def look(home: Home, instance: dg.DagsterInstance, text: str | None, now: float) -> dg.SensorResult:
    """One look at the inbox: a request for a run, or why there is none, and the next cursor."""
    cursor = Cursor.read(text)
    entries = list_entries(home.inbox)
    known = set(cursor.settled)
    unknown = [entry for entry in entries if entry.mark not in known]
    resting = [entry for entry in unknown if is_settled(entry, now, SETTLE_SECONDS)]
    new = pick_new(resting, home.archive)
    waiting = {entry.mark for entry in new} | {entry.mark for entry in unknown} - {entry.mark for entry in resting}

    def skip(reason: str) -> dg.SensorResult:
        cursor.settled = [entry.mark for entry in entries if entry.mark not in waiting][:REMEMBERED]
        return dg.SensorResult(skip_reason=reason, cursor=cursor.write())

    if not new:
        changing = len(unknown) - len(resting)
        return skip(f"{changing} file(s) are still being written." if changing else "Nothing new is in the inbox.")
    if is_working(instance):
        return skip(f"{len(new)} file(s) wait for the run that is under way.")
    changing = len(unknown) - len(resting)
    if changing and all(now - entry.changed_at < LONGEST_WAIT for entry in new):
        return skip(f"{len(new)} file(s) wait until {changing} other(s) are written completely.")
    chosen, attempt = choose_new(cursor, new, find_last_status(instance, cursor.key))
    waiting -= {entry.mark for entry in new} - {entry.mark for entry in chosen}
    if not chosen:
        return skip("What is left in the inbox was tried and cannot be taken in; the last runs say why.")
    cursor.asked, cursor.attempt = [entry.mark for entry in chosen][:REMEMBERED], attempt
    cursor.key = name_request(cursor.asked, attempt)
    cursor.settled = [entry.mark for entry in entries if entry.mark not in waiting][:REMEMBERED]
    return dg.SensorResult(run_requests=[request_run(home, chosen, cursor.key)], cursor=cursor.write())


def name_request(marks: Iterable[str], attempt: int) -> str:
    return hashlib.sha256("\n".join([*sorted(marks), str(attempt)]).encode()).hexdigest()[:16]


def request_run(home: Home, entries: list[Entry], key: str) -> dg.RunRequest:
    """One run for all of them. Its intake leaves alone what is still being written when it looks."""
    config: dict[str, Any] = {"ops": {"intake": {"config": {"settle_seconds": SETTLE_SECONDS}}}}
    tags = {f"{TAG}{name}": text for name, text in describe_entries(entries, find_mappings(home)).items()}
    return dg.RunRequest(run_key=key, run_config=config, tags=tags | {f"{TAG}inbox": key})


def find_mappings(home: Home) -> tuple[Mapping, ...]:
    """The mappings of the home; none where one cannot be used, which the run that is asked for says."""
    try:
        return read_mappings(home.mappings)
    except MappingNotUsable:
        return ()


def build_sensor(job: Any, home: Home) -> dg.SensorDefinition:
    """The sensor on the inbox of a home."""

    @dg.sensor(
        name="inbox",
        job=job,
        minimum_interval_seconds=EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Asks for one run of the cycle for all files that arrived, once none of them is being written any more. "
            "The tags of the run say how many files, whose and of which cycles."
        ),
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        return look(home, context.instance, context.cursor, time.time())

    return inbox

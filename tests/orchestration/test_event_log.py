"""The event log stays open during a run, and holds every event after it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import dagster as dg

from orchestration.event_log import keep_open


def report(instance: dg.DagsterInstance, run_id: str) -> None:
    instance.report_engine_event("something happened", job_name="cycle", run_id=run_id)


def messages(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    return [entry.dagster_event.message for entry in instance.all_logs(run_id)]


def test_sqlite_writes_back_once_at_the_end(tmp_path) -> None:
    run_id = str(uuid4())
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        shard = Path(instance.event_log_storage.path_for_shard(run_id))
        log = shard.with_name(f"{shard.name}-wal")
        with keep_open(instance, run_id):
            for _ in range(3):
                report(instance, run_id)
                assert log.exists()
        assert not log.exists()
        assert messages(instance, run_id) == ["something happened"] * 3


def test_another_kind_of_event_log_is_left_alone() -> None:
    run_id = str(uuid4())
    with dg.DagsterInstance.ephemeral() as instance:
        with keep_open(instance, run_id):
            report(instance, run_id)
        assert messages(instance, run_id) == ["something happened"]

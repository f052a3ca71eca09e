"""One writer a home: a second run is held off with a message, and a dead one leaves no lock."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.homes import run

from orchestration.one_writer import HomeInUse, hold


def test_a_second_holder_is_told_who_has_it(tmp_path) -> None:
    said = rf"Another run works on .* \(process {os.getpid()}\)"
    with hold(tmp_path), pytest.raises(HomeInUse, match=said), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_killed_holder_leaves_no_lock(tmp_path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from orchestration.one_writer import hold\n"
        "with hold(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode == -9
    with hold(tmp_path):
        pass


def test_a_run_beside_another_is_refused_and_changes_nothing(tmp_path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.csv").write_text("city_code\n", encoding="utf-8")
    (tmp_path / "warehouse").mkdir()
    with hold(tmp_path / "warehouse"):
        refused = run(tmp_path)
    assert refused.outcome.status == "refused", refused.outcome.message
    assert f"Another run works on {tmp_path}" in refused.outcome.message
    assert list((tmp_path / "archive").iterdir()) == []

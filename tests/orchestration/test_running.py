"""How the end of a run is told: file and row of what stopped it, escaped, with the exit status."""

from __future__ import annotations

import pytest
import typer

from assets.home import Home
from expectations.results import CheckResult
from orchestration.commands.console import Refused
from orchestration.commands.running import report
from orchestration.runner import Outcome

FAILED = CheckResult(
    "raw", "every_row_has_its_key", "error", False, 2, "A row lacks its key.", "answers.csv, row 5 (note [red]x)"
)


def test_a_stopped_run_names_file_and_row(tmp_path, capsys) -> None:
    with pytest.raises(typer.Exit) as ended:
        report(Home(folder=str(tmp_path)), Outcome("stopped", failed=[FAILED]), 1.0)
    assert ended.value.exit_code == 3
    said = capsys.readouterr().err
    assert (
        "Stopped: raw: every_row_has_its_key (2 rows). A row lacks its key. Found in: answers.csv, row 5 (note [red]x)."
        in said
    )


def test_a_warning_names_file_and_row(tmp_path, capsys) -> None:
    with pytest.raises(typer.Exit) as ended:
        report(Home(folder=str(tmp_path)), Outcome("fault", message="m", warnings=[FAILED]), 1.0)
    assert ended.value.exit_code == 70
    assert "Found in: answers.csv, row 5 (note [red]x)." in capsys.readouterr().out


def test_a_home_in_use_is_wrong_usage_now(tmp_path) -> None:
    with pytest.raises(Refused, match="Another run"):
        report(Home(folder=str(tmp_path)), Outcome("refused", message="Another run works on it."), 1.0)

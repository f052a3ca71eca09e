"""The command line as a test types it."""

from __future__ import annotations

import sys

import pytest
from support.homes import inside, lend_manifest

from assets.home import Home
from orchestration import cli

NEED_DBT = ("run", "cycle")


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run `intercultural …` on a home; gives exit status, output and errors."""

    def run(*arguments: str, home=tmp_path / "home") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["intercultural", *arguments])
        with inside(tmp_path / "environment"):
            monkeypatch.setenv("INTERCULTURAL_HOME", str(home))
            if arguments[0] in NEED_DBT and not home.parent.is_file():
                lend_manifest(Home(folder=str(home)))
            with pytest.raises(SystemExit) as ended:
                cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run

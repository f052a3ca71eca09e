"""A folder of seeds of one's own is read by dbt and never written to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from support.homes import inside

from assets.schema import SEEDS
from orchestration.dbt import lend_seeds


def test_dbt_works_on_a_copy_of_named_seeds(tmp_path, monkeypatch) -> None:
    own = tmp_path / "own"
    shutil.copytree(SEEDS, own)
    monkeypatch.setenv("INTERCULTURAL_SEEDS", str(own))
    with inside(tmp_path / "home") as home, lend_seeds(home):
        lent = Path(os.environ["INTERCULTURAL_SEEDS"])
        assert lent != own
        assert {path.name for path in lent.iterdir()} == {path.name for path in own.iterdir()}
        (lent / "areas.csv").write_text("SQL that dbt writes", encoding="utf-8")
    assert os.environ["INTERCULTURAL_SEEDS"] == str(own)
    assert (own / "areas.csv").read_bytes() == (SEEDS / "areas.csv").read_bytes()


def test_the_shipped_seeds_are_read_where_they_are(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("INTERCULTURAL_SEEDS", raising=False)
    with inside(tmp_path) as home, lend_seeds(home):
        assert "INTERCULTURAL_SEEDS" not in os.environ

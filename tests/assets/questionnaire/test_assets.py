"""When a cycle opens, every city of the register gets its questionnaire, once."""

from __future__ import annotations

import json

import dagster as dg
import pytest
from support.questionnaires import read_sheets, texts_of
from support.small_releases import write_release
from support.strategies import write_tables

from assets.home import Home
from assets.questionnaire.assets import NothingPublished, templates
from orchestration.layers import partition_steps

CYCLE = 2026


@pytest.fixture
def home(tmp_path) -> Home:
    """A home in which a release of two cities is published."""
    home = Home(folder=str(tmp_path))
    home.prepare()
    write_release(home.published / "r1")
    (home.published / "latest.json").write_text(json.dumps({"release_id": "r1"}), encoding="utf-8")
    return home


def open_cycle(home: Home) -> dict[str, object]:
    """Materialise the workbooks of the cycle; gives the metadata."""
    asset = dg.map_asset_specs(partition_steps([CYCLE]), [templates])[0]
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            [asset], resources={"home": home}, partition_key=str(CYCLE), instance=instance, selection=[asset]
        )
        found = result.asset_materializations_for_node("cycles__templates")[0].metadata
        return {name: value.value for name, value in found.items()}


def test_every_city_gets_its_workbook_in_its_language_with_its_answers(home) -> None:
    assert open_cycle(home) == {"dagster/row_count": 2, "written": 2, "written_strategies": 0}
    alba = home.outbox / "xa-alba" / "2026" / "questionnaire-xa-alba-2026-fr.xlsx"
    bela = home.outbox / "xa-bela" / "2026" / "questionnaire-xa-bela-2026-en.xlsx"
    assert "Réponse de 2023" in texts_of(read_sheets(alba.read_bytes())[1])
    assert "Answer of 2014" in texts_of(read_sheets(bela.read_bytes())[1])
    assert sorted(path.name for path in home.outbox.rglob("*") if path.is_file()) == [alba.name, bela.name]


def test_a_workbook_that_is_there_stays(home) -> None:
    open_cycle(home)
    alba = home.outbox / "xa-alba" / "2026" / "questionnaire-xa-alba-2026-fr.xlsx"
    alba.write_bytes(b"somebody has begun")
    (home.outbox / "xa-bela" / "2026" / "questionnaire-xa-bela-2026-en.xlsx").unlink()
    assert open_cycle(home)["written"] == 1
    assert alba.read_bytes() == b"somebody has begun"


def test_before_the_first_release_there_is_no_register(tmp_path) -> None:
    home = Home(folder=str(tmp_path))
    home.prepare()
    with pytest.raises(NothingPublished, match="Run `intercultural run` first"):
        open_cycle(home)


def test_a_city_that_has_filed_a_strategy_gets_its_workbook_as_well(home) -> None:
    write_tables(home.published / "r1" / "internal" / "data")
    assert open_cycle(home)["written_strategies"] == 1
    alba = home.outbox / "xa-alba" / "2026" / "strategy-xa-alba-2026-fr.xlsx"
    assert "Alba for all" in {text for grid in read_sheets(alba.read_bytes()) for text in texts_of(grid)}
    alba.write_bytes(b"somebody has begun")
    assert open_cycle(home)["written_strategies"] == 0
    assert alba.read_bytes() == b"somebody has begun"

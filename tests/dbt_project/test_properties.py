"""Every table is described: its grain, its key, its columns and their types, as they really are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml
from support.built_models import DBT_PROJECT, CompiledProject
from support.cases import build_case

GRAIN = "Grain: one row per "
LAYERS = {
    "reference": "seeds",
    "staging": "models",
    "intermediate": "models",
    "scores": "models",
    "marts": "models",
}
# A count of rows is as wide as the engine makes it.
COUNTS = {"bigint", "hugeint"}


def read_properties(layer: str) -> dict[str, dict]:
    folder = DBT_PROJECT / ("seeds" if layer == "reference" else Path("models") / layer)
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))]
    return {entry["name"]: entry for document in documents for entry in document.get(LAYERS[layer], [])}


@pytest.fixture(scope="module")
def built(project: CompiledProject) -> dict[str, dict[str, dict[str, str]]]:
    """Layer, table and column to type."""
    with build_case(project, "01_each_state") as connection:
        return list_columns(connection)


def list_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, dict[str, str]]]:
    layers: dict[str, dict[str, dict[str, str]]] = {}
    for layer, table, column, data_type in connection.execute(
        "select table_schema, table_name, column_name, lower(data_type) from information_schema.columns"
    ).fetchall():
        layers.setdefault(layer, {}).setdefault(table, {})[column] = data_type
    return layers


@pytest.mark.parametrize("layer", LAYERS)
def test_every_table_says_what_a_row_is(layer: str) -> None:
    wrong = [name for name, entry in read_properties(layer).items() if GRAIN not in entry["description"]]
    assert wrong == []


@pytest.mark.parametrize("layer", LAYERS)
def test_every_table_has_a_tested_key(layer: str) -> None:
    without = [
        name
        for name, entry in read_properties(layer).items()
        if not any("unique_key" in test for test in entry.get("data_tests", []))
    ]
    assert without == []


@pytest.mark.parametrize("layer", LAYERS)
def test_columns_are_described_as_they_are(layer: str, built: dict[str, dict[str, dict[str, str]]]) -> None:
    described = {
        name: {column["name"]: column["data_type"] for column in entry["columns"]}
        for name, entry in read_properties(layer).items()
    }
    assert described.keys() == built[layer].keys()
    for name, columns in described.items():
        assert list(columns) == list(built[layer][name]), name
        if layer == "marts":  # dbt itself holds these to their types: the contract is enforced
            continue
        different = {
            column: (said, built[layer][name][column])
            for column, said in columns.items()
            if said != built[layer][name][column] and not {said, built[layer][name][column]} <= COUNTS
        }
        assert not different, f"{name}: {different}"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_column_is_described(layer: str) -> None:
    empty = [
        (name, column["name"])
        for name, entry in read_properties(layer).items()
        for column in entry["columns"]
        if not column.get("description")
    ]
    assert empty == []


def test_no_published_table_knows_scenarios(built: dict[str, dict[str, dict[str, str]]]) -> None:
    assert "scenario_id" in built["scores"]["nodes_published"]
    assert [name for name, columns in built["marts"].items() if "scenario_id" in columns] == []


def test_every_unit_test_and_whole_table_test_says_its_rule() -> None:
    entries = [
        entry
        for path in sorted(DBT_PROJECT.rglob("*.yml"))
        for document in [yaml.safe_load(path.read_text(encoding="utf-8"))]
        for section in ("unit_tests", "data_tests")
        if isinstance(document.get(section), list)
        for entry in document[section]
    ]
    assert [entry["name"] for entry in entries if not entry.get("description", "").endswith(".")] == []
    described = {entry["name"] for entry in entries}
    written = {path.stem for path in (DBT_PROJECT / "tests").rglob("*.sql") if path.parent.name != "generic"}
    assert written <= described

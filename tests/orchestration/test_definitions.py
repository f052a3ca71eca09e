"""The house as its tools see it: definitions load, every layer has a gate, nothing changes unnoticed."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import dagster as dg
import pytest
from support.homes import inside
from support.specs import SNAPSHOT, describe_specs

from assets.schema import SEEDS, mart_tables, raw_tables, reference_tables
from orchestration.layers import LAYERS, OWNERS

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("orchestration", "assets", "expectations", "reports", "samples")


@pytest.fixture(scope="module")
def definitions(tmp_path_factory) -> dg.Definitions:
    from orchestration.definitions import defs

    with inside(tmp_path_factory.mktemp("definitions")):
        return defs()


@pytest.fixture(scope="module")
def specs(definitions) -> list[dg.AssetSpec]:
    return list(definitions.resolve_all_asset_specs())


def test_every_asset_belongs_to_a_layer(specs) -> None:
    for spec in specs:
        layer = spec.key.path[0]
        assert spec.group_name == layer
        assert list(spec.owners) == [OWNERS[layer]]
        assert re.search(r"Grain: |A row is ", spec.description or ""), f"{spec.key} does not say what a row is"
        assert spec.kinds, spec.key
    assert {spec.group_name for spec in specs} == {layer.name for layer in LAYERS}


def test_every_table_of_the_contract_is_an_asset(specs) -> None:
    keys = {tuple(spec.key.path) for spec in specs}
    for schema, tables in (
        ("raw", raw_tables()),
        ("reference", reference_tables()),
        ("marts", mart_tables()),
    ):
        assert {(schema, name) for name in tables} <= keys


def test_tables_have_column_schemas(specs) -> None:
    for spec in specs:
        if spec.key.path[0] not in {"release", "reports", "cycles"}:
            assert "dagster/column_schema" in spec.metadata, spec.key


def test_every_layer_has_a_blocking_gate(definitions) -> None:
    graph = definitions.resolve_asset_graph()
    blocked = {key.asset_key.path[0] for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}
    assert blocked >= {"reference", "raw", "staging", "intermediate", "scores", "marts", "reports"}


def test_the_jobs_are_there(definitions) -> None:
    names = {job.name for job in definitions.resolve_all_job_defs()}
    assert {"cycle", "resume_at_staging", "resume_at_release", "open_cycle", "close_cycle", "release_cycle"} <= names
    assert definitions.resolve_job_def("cycle").executor_def.name == "in_process"


def test_the_specs_are_those_of_the_snapshot(definitions) -> None:
    assert describe_specs(definitions) == SNAPSHOT.read_text(encoding="utf-8"), (
        "The assets changed. If that is meant: python -m tests.support.specs"
    )


@pytest.mark.parametrize("name", PACKAGES)
def test_package_names_resolve_inside_the_repository(name) -> None:
    module = importlib.import_module(name)
    assert Path(str(module.__file__)).is_relative_to(ROOT)


def test_import_layers_hold() -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def read_codes(name: str) -> set[str]:
    lines = (SEEDS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.partition(",")[0] for line in lines}


def test_no_question_or_area_code_is_in_code() -> None:
    # LENS is no choice of a methodology: the scoring contract names the composite.
    codes = (read_codes("questions") | read_codes("areas")) - {"LENS"}
    pattern = re.compile(r"(?<![\w-])(" + "|".join(sorted(codes)) + r")(?![\w-])")
    found = []
    for folder in (*PACKAGES, "dbt_project"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".sql", ".j2", ".js"} and "target" not in path.parts:
                text = re.sub(r"\bint(_|\b)", "", path.read_text(encoding="utf-8"))
                found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_the_house_has_its_rooms() -> None:
    for name in (
        "orchestration",
        "dbt_project",
        "assets",
        "expectations",
        "reports",
        "tests",
        "workspace.yaml",
        "pyproject.toml",
    ):
        assert (ROOT / name).exists()

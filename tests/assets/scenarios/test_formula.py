"""The formula as text: which models lead to a table, in which order, and how a run keeps what it compiled."""

from __future__ import annotations

import pytest
from support.built_models import CompiledProject

from assets.scenarios.baseline import GIVEN, INDICATORS, NODES, Baseline
from assets.scenarios.formula import (
    Formula,
    FormulaMissing,
    Model,
    keep_compiled,
    order_models,
    read_formula,
    write_formula,
)

A = Model("one.a", ("reference.seed",), "select 1")
B = Model("one.b", ("one.a", "one.given"), "select 2")
C = Model("one.c", ("one.b", "one.a"), "select 3")
OTHER = Model("one.other", ("one.missing",), "select 4")


def test_models_lead_from_given_tables_to_wanted_ones() -> None:
    formula = Formula((OTHER, C, B, A))
    assert formula.leading_to(["one.c"], ["one.given"]).models == (A, B, C)
    assert formula.leading_to(["one.c"], ["one.given", "one.b"]).models == (A, C)
    assert formula.leading_to(["one.c"], ["one.given"]).seeds == ["reference.seed"]


def test_a_table_without_sql_is_named() -> None:
    with pytest.raises(FormulaMissing, match=r"The SQL of one\.missing was not kept.*intercultural run"):
        Formula((OTHER,)).leading_to(["one.other"])


def test_what_does_not_depend_on_given_tables_is_found() -> None:
    assert Formula((A, B, C)).untouched_by(["one.given"]).models == (A,)
    assert Formula((A, B, C)).untouched_by([]).models == (A, B, C)


NODES_OF_MANIFEST = {
    "model.a": {
        "schema": "one",
        "name": "a",
        "resource_type": "model",
        "depends_on": {"nodes": ["seed.s", "source.x"]},
    },
    "model.b": {"schema": "one", "name": "b", "resource_type": "model", "depends_on": {"nodes": ["model.a"]}},
    "seed.s": {"schema": "reference", "name": "s", "resource_type": "seed", "depends_on": {"nodes": []}},
}


def test_models_of_a_manifest_come_after_those_that_they_read() -> None:
    formula = order_models(NODES_OF_MANIFEST, {"model.b": "select b", "model.a": "select a"})
    assert formula.models == (
        Model("one.a", ("reference.s",), "select a"),
        Model("one.b", ("one.a",), "select b"),
    )


def test_a_partial_run_renews_what_it_built_and_keeps_the_rest(tmp_path) -> None:
    path = tmp_path / "formula.json"
    manifest = {"nodes": NODES_OF_MANIFEST}

    def build(**compiled: str) -> list[dict[str, str]]:
        return [
            {"unique_id": f"model.{name}", "status": "success", "compiled_code": sql} for name, sql in compiled.items()
        ]

    keep_compiled(path, manifest, build(a="old a", b="old b"))
    failed = {"unique_id": "model.b", "status": "error", "compiled_code": "broken"}
    seeded = {"unique_id": "seed.s", "status": "success", "compiled_code": None}
    keep_compiled(path, manifest, [*build(a="new a"), failed, seeded])
    assert {model.name: model.sql for model in read_formula(path).models} == {"one.a": "new a", "one.b": "old b"}


def test_a_formula_is_read_as_it_was_written(tmp_path) -> None:
    path = tmp_path / "formula.json"
    write_formula(path, Formula((A, B)))
    assert read_formula(path) == Formula((A, B))
    with pytest.raises(FormulaMissing, match="no run has kept its SQL yet"):
        read_formula(tmp_path / "other.json")


def test_scenarios_need_neither_staging_nor_the_network(project: CompiledProject, baseline: Baseline) -> None:
    names = [model.name for model in baseline.formula.models]
    assert {INDICATORS, NODES} <= set(names)
    assert not [name for name in names if name.startswith("staging.") or "peer" in name or "network" in name]
    assert set(GIVEN) <= {model.name for model in project.formula.models}

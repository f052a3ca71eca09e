"""The formula as text: the SQL of the models as dbt compiled it, and in which order it runs.

A run keeps what it compiled, a release carries the part that scenarios need; with it, scores are computed again without dbt
and without the warehouse, by the very SQL that made the published ones. No SQL is written or changed here; how it is run
on scenarios is in `scores.py`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


class FormulaMissing(Exception):
    """There is no compiled SQL for a table that is wanted; the message says which and what to do."""


@dataclass(frozen=True)
class Model:
    """One table that SQL makes. `needs` names the tables that it reads, each as `schema.name`."""

    name: str
    needs: tuple[str, ...]
    sql: str

    def create(self) -> str:
        """The statement that makes the table, anew where it is there."""
        return f"create or replace table {self.name} as ({self.sql}\n)"


@dataclass(frozen=True)
class Formula:
    """Models by name; those that a table needs come before it."""

    models: tuple[Model, ...]

    def leading_to(self, wanted: Collection[str], given: Collection[str] = ()) -> Formula:
        """The models that make the wanted tables out of the given ones and the seeds, in the order in which they run.

        Raises FormulaMissing where a wanted table, or one on the way to it, has no SQL.
        """
        known = {model.name: model for model in self.models}
        ordered: dict[str, Model] = {}

        def visit(name: str) -> None:
            if name in ordered or name in given or name.startswith("reference."):
                return
            if name not in known:
                raise FormulaMissing(
                    f"The SQL of {name} was not kept by any run. Run the whole cycle again: `intercultural run`."
                )
            for needed in known[name].needs:
                visit(needed)
            ordered[name] = known[name]

        for name in wanted:
            visit(name)
        return Formula(tuple(ordered.values()))

    def untouched_by(self, given: Collection[str]) -> Formula:
        """The models that do not depend on any of the given tables."""
        touched = set(given)
        free = []
        for model in self.models:
            if touched.isdisjoint(model.needs):
                free.append(model)
            else:
                touched.add(model.name)
        return Formula(tuple(free))

    @property
    def seeds(self) -> list[str]:
        """Names of the seeds that the models read."""
        return sorted({name for model in self.models for name in model.needs if name.startswith("reference.")})


def order_models(nodes: Mapping[str, Mapping[str, Any]], compiled: Mapping[str, str]) -> Formula:
    """The models of a dbt manifest whose SQL is in `compiled` (both by unique id), each after those that it reads."""

    def name(key: str) -> str:
        return f"{nodes[key]['schema']}.{nodes[key]['name']}"

    models: dict[str, Model] = {}

    def visit(key: str) -> None:
        if key in compiled and name(key) not in models:
            needed = [each for each in nodes[key]["depends_on"]["nodes"] if each in nodes]
            for each in needed:
                visit(each)
            models[name(key)] = Model(name(key), tuple(sorted(map(name, needed))), compiled[key])

    for key in sorted(compiled):
        visit(key)
    return Formula(tuple(models.values()))


def read_formula(path: Path) -> Formula:
    """Raises FormulaMissing where no run has kept its SQL there."""
    if not path.exists():
        raise FormulaMissing(f"{path} is not there: no run has kept its SQL yet. Run `intercultural run` first.")
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    return Formula(tuple(Model(each["name"], tuple(each["needs"]), each["sql"]) for each in models))


def write_formula(path: Path, formula: Formula) -> None:
    content = {"models": [asdict(model) for model in formula.models]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def keep_compiled(path: Path, manifest: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> None:
    """Write the SQL of the models that dbt has just built; of models that it did not build, what is there stays."""
    compiled = {
        result["unique_id"]: result["compiled_code"]
        for result in results
        if result["status"] == "success" and manifest["nodes"][result["unique_id"]]["resource_type"] == "model"
    }
    new = order_models(manifest["nodes"], compiled).models
    names = {model.name for model in new}
    old = [model for model in read_formula(path).models if model.name not in names] if path.exists() else []
    write_formula(path, Formula((*old, *new)))

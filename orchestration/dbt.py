"""dbt inside Dagster: one op per stretch between two gates, run in this process.

What dbt's public artifacts say about it is read in `dbt_results.py`. Models and tests themselves belong to `dbt_project/`.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets

from assets.home import Home
from assets.scenarios.formula import keep_compiled
from expectations.results import write_results
from orchestration.dbt_results import DbtFault, report_tables, report_tests, test_results
from orchestration.settings import DBT_PROJECT

UNIQUE_ID = "dagster_dbt/unique_id"


class LayerTranslator(DagsterDbtTranslator):
    """The group of a node is its layer, which is its schema."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return dbt_resource_props.get("schema")


def project_arguments(home: Home) -> list[str]:
    """Where dbt reads and writes: it writes below the home only."""
    return [
        "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
        "--target-path", str(home.dbt / "target"), "--log-path", str(home.dbt / "logs"),
    ]  # fmt: skip


def select_layers(layers: tuple[str, ...]) -> list[str]:
    """dbt's words for the nodes of some layers; the schema of a node is its layer."""
    return [f"config.schema:{layer}" for layer in layers]


def selection_arguments(layers: tuple[str, ...], nodes: tuple[str, ...] | None) -> list[str]:
    """What one stretch builds: whole layers, or the named nodes of a partial run. Unit tests belong to the tests.

    `buildable` leaves out tests that also need a model of a later stretch.
    """
    chosen = select_layers(layers) if nodes is None else nodes
    return [
        "--select", *chosen, "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable",
    ]  # fmt: skip


@contextmanager
def lend_seeds(home: Home) -> Iterator[None]:
    """Give dbt a copy of the folder in INTERCULTURAL_SEEDS while it runs.

    dbt writes the SQL of a seed below its target, joined to the path of the seed; of an absolute path that is the seed itself.
    """
    named = os.environ.get("INTERCULTURAL_SEEDS")
    if not named:
        yield
        return
    lent = home.dbt / "seeds"
    shutil.rmtree(lent, ignore_errors=True)
    shutil.copytree(named, lent)
    os.environ["INTERCULTURAL_SEEDS"] = str(lent)
    try:
        yield
    finally:
        os.environ["INTERCULTURAL_SEEDS"] = named


def invoke_dbt(home: Home, arguments: list[str]) -> Any:
    """Run dbt in this process. Raises DbtFault where it could not start; failed nodes are left to the caller."""
    from dbt.cli.main import dbtRunner

    os.environ["INTERCULTURAL_HOME"] = str(home.path)
    with lend_seeds(home):
        outcome = dbtRunner().invoke(["--quiet", *arguments, *project_arguments(home)])
    if outcome.exception is not None:
        raise DbtFault(f"dbt {arguments[0]} could not run: {outcome.exception}") from outcome.exception
    return outcome


def fingerprint_project() -> str:
    """Changes with every file that dbt parses."""
    seeds = Path(os.environ.get("INTERCULTURAL_SEEDS") or DBT_PROJECT / "seeds")
    digest = hashlib.sha256(str(seeds).encode())
    for folder in (DBT_PROJECT, seeds):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".sql", ".yml", ".csv", ".md"}:
                digest.update(f"{path}:{path.stat().st_mtime_ns}:{path.stat().st_size}\n".encode())
    return digest.hexdigest()


def prepare_manifest(home: Home) -> Path:
    """Parse the project where its files have changed since the last time, and say where the manifest is."""
    manifest = home.dbt / "target" / "manifest.json"
    stamp = home.dbt / "manifest.fingerprint"
    fingerprint = fingerprint_project()
    if not (manifest.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint):
        # What dbt remembers of an earlier parse names the folder that the project stood in then.
        (home.dbt / "target" / "partial_parse.msgpack").unlink(missing_ok=True)
        if not invoke_dbt(home, ["parse"]).success:
            raise DbtFault("dbt could not parse the project; its log says where: " + str(home.dbt / "logs" / "dbt.log"))
        stamp.write_text(fingerprint, encoding="utf-8")
    return manifest


@cache
def read_manifest(path: Path, fingerprint: str) -> Mapping[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def build_stretch(name: str, layers: tuple[str, ...], home: Home) -> dg.AssetsDefinition:
    """The op that builds and tests all dbt nodes of some layers."""
    manifest = read_manifest(prepare_manifest(home), fingerprint_project())

    @dbt_assets(
        manifest=manifest,
        name=name,
        select=" ".join(select_layers(layers)),
        dagster_dbt_translator=LayerTranslator(),
    )
    def stretch(context: dg.AssetExecutionContext, home: Home):
        nodes = None
        if context.is_subset:
            keys = {tuple(key.path) for key in context.selected_asset_keys}
            nodes = tuple(node["name"] for node in manifest["nodes"].values() if (node["schema"], node["name"]) in keys)
        invoke_dbt(home, ["build", *selection_arguments(layers, nodes)])
        results = json.loads((home.dbt / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
        checks = {
            spec.metadata[UNIQUE_ID]: spec
            for spec in context.assets_def.check_specs
            if spec.key in context.selected_asset_check_keys
        }
        keep_compiled(home.formula, manifest, results)
        found = test_results(manifest, results, home)
        write_results(home.quality, name, found)
        yield from report_tests(manifest, results, checks, {check.check_name: check.where for check in found})
        yield from report_tables(manifest, results, home)

    return stretch

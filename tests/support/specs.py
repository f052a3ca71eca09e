"""A readable list of all assets, kept as a snapshot: a change of the graph is seen in review.

As a program (`python -m tests.support.specs`) it writes the snapshot anew.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import dagster as dg

SNAPSHOT = Path(__file__).resolve().parents[1] / "orchestration" / "asset_specs.txt"


def describe_specs(definitions: dg.Definitions) -> str:
    """One line an asset: key, what it is made from, kinds, owner; then its checks."""
    graph = definitions.resolve_asset_graph()
    checks: dict[dg.AssetKey, list[str]] = {}
    for key in graph.asset_check_keys:
        sign = "!" if graph.get_check_spec(key).blocking else "~"
        checks.setdefault(key.asset_key, []).append(f"    {sign} {key.name}")
    lines = ["# key <- upstream [kinds] owner; ! blocking check, ~ warning"]
    for spec in sorted(definitions.resolve_all_asset_specs(), key=lambda spec: spec.key.path):
        upstream = ", ".join(sorted("/".join(dep.asset_key.path) for dep in spec.deps)) or "nothing"
        lines.append(
            f"{'/'.join(spec.key.path)} <- {upstream} [{', '.join(sorted(spec.kinds))}] {', '.join(spec.owners)}"
        )
        lines.extend(sorted(checks.get(spec.key, [])))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from support.homes import inside

    with tempfile.TemporaryDirectory() as folder, inside(Path(folder)):
        from orchestration.definitions import defs

        SNAPSHOT.write_text(describe_specs(defs()), encoding="utf-8")

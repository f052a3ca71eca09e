"""The jobs: the whole cycle, and the cycle from a later gate on.

`resume_at_<layer>` starts with the gate before the layer and rebuilds everything behind it. It takes the tables before the
gate as they are, which is what one wants after mending what a gate stopped for.
"""

from __future__ import annotations

from typing import Any

import dagster as dg

from expectations import marts, raw
from expectations.checks import Check
from orchestration.layers import LAYERS

CYCLE = "cycle"
GATES: dict[str, tuple[Check, ...]] = {"staging": raw.CHECKS, "release": marts.CHECKS}
# Whose results a job makes anew; None: of all gates.
RENEWED: dict[str, tuple[str, ...] | None] = {
    CYCLE: None,
    "resume_at_staging": None,
    "resume_at_release": ("gate_marts", "gate_release"),
}


def select_from(layer: str) -> dg.AssetSelection:
    """The gate before a layer, the layer, and all layers behind it, with their checks."""
    names = [each.name for each in LAYERS]
    behind = {"reference", *names[names.index(layer) :]} if layer == "staging" else set(names[names.index(layer) :])
    gate = [dg.AssetCheckKey(dg.AssetKey([check.layer, check.table]), check.name) for check in GATES[layer]]
    return dg.AssetSelection.groups(*sorted(behind)) | dg.AssetSelection.checks(*gate)


def build_jobs() -> list[Any]:
    """`cycle` and one job to resume at each gate."""
    return [
        dg.define_asset_job(
            CYCLE,
            selection=dg.AssetSelection.all(),
            description="Take in what is new, compute everything, check it, publish it.",
        ),
        *(
            dg.define_asset_job(
                f"resume_at_{layer}",
                selection=select_from(layer),
                description=f"Start at the gate before {layer}, with the tables before it as they are.",
            )
            for layer in GATES
        ),
    ]

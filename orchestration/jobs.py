"""The jobs: the whole cycle, the cycle from a later gate on, and what is done by year.

`resume_at_<layer>` starts with the gate before the layer and rebuilds everything behind it. It takes the tables before the
gate as they are, which is what one wants after mending what a gate stopped for. `open_cycle`, `chase_cycle`, `close_cycle`
and `release_cycle` run for one cycle, which is their partition; all other jobs compute all cycles.
"""

from __future__ import annotations

from typing import Any

import dagster as dg

from assets.cycles.calendar import STEPS
from expectations import freshness, marts, raw
from expectations.checks import Check
from orchestration.layers import LAYERS

CYCLE = "cycle"
BY_YEAR = "cycles"  # the layer of what people do for one cycle
GATES: dict[str, tuple[Check, ...]] = {"staging": raw.CHECKS, "release": marts.CHECKS}


def select_from(layer: str) -> dg.AssetSelection:
    """The gate before a layer, the layer, and all layers behind it, with their checks."""
    names = [each.name for each in LAYERS]
    behind = {"reference", *names[names.index(layer) :]} if layer == "staging" else set(names[names.index(layer) :])
    gate = [dg.AssetCheckKey(dg.AssetKey([check.layer, check.table]), check.name) for check in GATES[layer]]
    return dg.AssetSelection.groups(*sorted(behind - {BY_YEAR})) | dg.AssetSelection.checks(*gate)


def select_flow() -> dg.AssetSelection:
    """Everything but what is done by year."""
    return dg.AssetSelection.all() - dg.AssetSelection.groups(BY_YEAR)


def build_jobs() -> list[Any]:
    """`cycle`, one job to resume at each gate, the steps of a cycle, and the look at freshness."""
    opened, closed, released = (dg.AssetSelection.assets(dg.AssetKey([BY_YEAR, step])) for step in STEPS)
    templates = dg.AssetSelection.assets(dg.AssetKey([BY_YEAR, "templates"]))
    return [
        dg.define_asset_job(
            CYCLE,
            selection=select_flow(),
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
        dg.define_asset_job(
            "open_cycle",
            selection=opened | templates,
            description="Tell every city that a cycle is open, and hand it its questionnaire. Partition: the year.",
        ),
        dg.define_asset_job(
            "chase_cycle",
            selection=dg.AssetSelection.assets(dg.AssetKey([BY_YEAR, "reminded"])),
            description="Write a reminder to each city that has not answered everything or has to correct something. "
            "Partition: the year.",
        ),
        dg.define_asset_job(
            "close_cycle",
            selection=closed,
            description="Record which cities were in when submissions closed, and confirm it to each. Partition: the year.",
        ),
        dg.define_asset_job(
            "release_cycle",
            selection=select_flow() | released,
            description="Run the whole cycle, publish it, and record it as the release of a year. Partition: the year.",
        ),
        dg.define_asset_job(
            "freshness",
            selection=dg.AssetSelection.checks(
                dg.AssetCheckKey(freshness.EDITION, freshness.NAME),
                dg.AssetCheckKey(freshness.MEASUREMENTS, freshness.MEASURED),
            ),
            description="Look whether the published edition is of the cycle that the calendar says, and whether values of indicators "
            "are overdue.",
        ),
    ]

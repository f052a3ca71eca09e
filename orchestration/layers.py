"""What follows from the layers for assets: owners, and partitions of what people do by year. The layers are in `assets/layers.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import dagster as dg

from assets.layers import LAYERS

OWNERS = {layer.name: layer.owner for layer in LAYERS}


def name_owner(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The owner of an asset is the owner of its layer; an asset without a layer raises."""
    return spec.replace_attributes(owners=[OWNERS[spec.key.path[0]]])


def partition_steps(cycles: Iterable[int]) -> Callable[[dg.AssetSpec], dg.AssetSpec]:
    """Gives assets one partition a cycle of the calendar: what people do by year."""
    partitions = dg.StaticPartitionsDefinition([str(cycle) for cycle in cycles])
    return lambda spec: spec.replace_attributes(partitions_def=partitions)

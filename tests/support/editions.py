"""The public tables of a release and an edition to make pages from, as the site gets them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from reports.assets import read_thresholds
from reports.edition import Edition

EDITION = Edition(
    release_id="2025-abc",
    cycle=2025,
    title="A title",
    statement="Fictional data: all of it.",
    is_fictional=True,
    is_record=False,
    thresholds=read_thresholds(),
    code_version="1",
)


def read_public_frames(release: Path) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Public tables and seeds of a release, by name."""
    data = release / "public" / "data"
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    tables, reference = {}, {}
    for resource in package["resources"]:
        if "parquetPath" not in resource:
            continue
        frame = pd.read_parquet(data / resource["parquetPath"], dtype_backend="numpy_nullable")
        name = resource["path"].removesuffix(".csv")
        (reference if name.startswith("reference/") else tables)[name.removeprefix("reference/")] = frame
    return tables, reference

"""Small releases written by hand, to compare: tables as rows, described as a release describes itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from assets.publication.release import write_json

KEYS = {
    "index_scores": ("cycle", "city_code", "methodology_id", "index_code"),
    "draft_index_scores": ("cycle", "city_code", "methodology_id", "index_code"),
    "area_scores": ("cycle", "city_code", "methodology_id", "index_code", "area_code"),
    "peer_comparisons": (
        *("cycle", "city_code", "methodology_id", "index_code", "area_code"),
        *("peer_group_kind", "peer_group_code"),
    ),
    "answer_provenance": ("cycle", "city_code", "question_code"),
    "review_notes": ("review_id",),
    "participations": ("cycle", "city_code"),
    "network": ("cycle", "city_code"),
    "cities": ("city_code",),
    "draft_cities": ("city_code",),
    "quality_checks": ("layer", "check_name"),
    "reference/methodology_questions": ("methodology_id", "question_code"),
    "reference/areas": ("area_code",),
}
INTERNAL = {
    "answer_provenance",
    "review_notes",
    "participations",
    "draft_index_scores",
    "draft_cities",
    "quality_checks",
}


def make_release(
    published: Path,
    release_id: str,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    finished_at: str = "",
    **manifest: Any,
) -> Path:
    """Write a release that holds these tables; `manifest` replaces entries of its manifest."""
    folder = published / release_id
    resources: dict[str, list[dict[str, Any]]] = {"public": [], "internal": []}
    for name, rows in tables.items():
        audience = "internal" if name in INTERNAL else "public"
        path = folder / audience / "data" / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame(list(rows)).convert_dtypes().to_parquet(path)
        schema = {"fields": [{"name": column} for column in rows[0]], "primaryKey": list(KEYS[name])}
        resources[audience].append({"path": f"{name}.csv", "parquetPath": f"{name}.parquet", "schema": schema})
    for audience, listed in resources.items():
        (folder / audience / "data").mkdir(parents=True, exist_ok=True)
        write_json(folder / audience / "data" / "datapackage.json", {"resources": listed})
    content = {
        "cycle": 2025,
        "inputs": [],
        "files": [],
        "code_version": "c1",
        "code_parts": {"assets": "1", "dbt_project": "1", "dbt_project/seeds": "1", "reports": "1"},
        "lock_sha256": "l1",
        "methodology": {"methodology_ids": ["m"]},
    }
    write_json(folder / "manifest.json", content | manifest)
    if finished_at:
        (folder / "run.json").write_text(json.dumps({"finished_at": finished_at}), encoding="utf-8")
    return folder

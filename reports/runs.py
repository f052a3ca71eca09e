"""The page of runs and releases: what each release of the home was made from, how long it took, and where it is.

It looks at other releases of the home, so it has no checksum (`UNCHECKED` in `assets/publication/release.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assets.publication.history import Known, list_releases
from reports.pages.page import Page

SHOWN = 25  # releases
LONGEST = 3  # steps named for each


def make_runs_page(published: Path, package: Mapping[str, Any]) -> Page:
    """The page; `package` describes the release that is being made (`datapackage.json`), which is not published yet."""
    earlier = [known for known in reversed(list_releases(published)) if known.release_id != package["version"]]
    return Page(
        "runs.html",
        "runs.html.j2",
        "Runs and releases",
        {
            "earlier": [describe_release(known) for known in earlier[:SHOWN]],
            "more": len(earlier[SHOWN:]),
        },
    )


def describe_release(known: Known) -> dict[str, Any]:
    """What `manifest.json` and `run.json` of a release say; None for what a lost `run.json` would have said."""
    manifest = json.loads((known.folder / "manifest.json").read_text(encoding="utf-8"))
    path = known.folder / "run.json"
    run = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    steps: dict[str, float] = run.get("steps", {})
    return {
        "release_id": known.release_id,
        "finished_at": known.finished_at.replace("T", " ")[:16],
        "cycle": manifest["cycle"],
        "code_version": manifest["code_version"],
        "inputs": len(manifest["inputs"]),
        "files": run.get("files"),
        "run_id": run.get("run_id"),
        "seconds": sum(steps.values()) if steps else None,
        "longest": sorted(steps.items(), key=lambda step: (-step[1], step[0]))[:LONGEST],
    }

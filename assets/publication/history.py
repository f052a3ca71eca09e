"""The releases of a home, in the order in which they were made: earlier ones stay, and each can be found again.

What a single release is, is in `release.py`; what differs between two of them, in `reports/difference`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assets.publication.release import find_latest

LATEST, PREVIOUS = "latest", "previous"


class UnknownRelease(Exception):
    """There is no such release in the home; the message lists those that there are."""


@dataclass(frozen=True)
class Known:
    """A release of a home; `finished_at` is its clock time, empty where `run.json` was lost."""

    folder: Path
    finished_at: str

    @property
    def release_id(self) -> str:
        return self.folder.name


def list_releases(published: Path) -> list[Known]:
    """All releases, the earliest first."""
    known = []
    for manifest in published.glob("*/manifest.json"):
        folder = manifest.parent
        if folder.is_symlink() or folder.name.startswith("."):
            continue
        run = folder / "run.json"
        finished_at = str(json.loads(run.read_text(encoding="utf-8")).get("finished_at", "")) if run.exists() else ""
        known.append(Known(folder, finished_at))
    return sorted(known, key=lambda each: (each.finished_at, each.release_id))


def find_release(published: Path, name: str) -> Path:
    """The folder of a release by id, or of `latest`, or of `previous`: the newest one beside the latest.

    Raises UnknownRelease.
    """
    releases = list_releases(published)
    latest = find_latest(published)
    others = [each.folder for each in releases if each.folder != latest]
    if name == LATEST and latest is not None:
        return latest
    if name == PREVIOUS and others and latest is not None:
        return others[-1]
    for each in releases:
        if each.release_id == name:
            return each.folder
    raise UnknownRelease(describe_unknown(name, releases, latest))


def describe_unknown(name: str, releases: list[Known], latest: Path | None) -> str:
    if not releases:
        return "Nothing has been published yet. Run `intercultural run` first."
    begin = "There is no release before the latest." if name == PREVIOUS else f"There is no release '{name}'."
    lines = [
        f"  {each.release_id}  {each.finished_at}{'  (latest)' if each.folder == latest else ''}"
        for each in reversed(releases)
    ]
    return "\n".join([f"{begin} There are:", *lines])

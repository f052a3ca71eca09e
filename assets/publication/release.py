"""What a release is: its id, its manifest, and the one switch that makes it the latest.

A release is made in `published/.next` and moved into place when it is complete, so a run that is killed leaves the last
release untouched. Releases are immutable: the same id always has the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assets.publication.database import DATABASE, compare_database

# No checksum: the first two hold clock times, the pages look at the releases before, and the bytes of a DuckDB file differ each
# time (its rows are compared instead).
UNCHECKED = (
    "internal/data_docs/", "internal/dbt_docs/", "internal/site/quality.html", "internal/site/runs.html", f"public/data/{DATABASE}",
)  # fmt: skip
PDF = "INTERCULTURAL_PDF"  # `no` leaves the PDFs of city reports out of a run
PACKAGES = ("orchestration", "assets", "expectations", "reports", "samples", "dbt_project", "languages")
SEEDS = "dbt_project/seeds"
CODE_SUFFIXES = {".py", ".sql", ".yml", ".j2", ".css", ".js", ".csv", ".typ"}


class ReleaseFault(Exception):
    """A release cannot be what it has to be: a fault of ours."""


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_texts(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def digest_parts(project: Path) -> dict[str, str]:
    """Digest of each part of what decides what a release looks like, apart from its inputs; the seeds are a part of their own."""
    lines: dict[str, list[str]] = {}
    for package in PACKAGES:
        for path in list_files(project / package):
            if path.suffix in CODE_SUFFIXES and not {"__pycache__", "target", "logs"} & set(path.parts):
                relative = path.relative_to(project)
                part = SEEDS if relative.is_relative_to(SEEDS) else package
                lines.setdefault(part, []).append(f"{relative.as_posix()} {digest_file(path)}")
    return {part: digest_texts(texts) for part, texts in sorted(lines.items())}


def digest_code(project: Path) -> str:
    """One digest of all parts."""
    return digest_texts(f"{part} {digest}" for part, digest in digest_parts(project).items())


def wants_pdf() -> bool:
    """Whether a run makes PDFs; the command `report` makes them in any case."""
    return os.environ.get(PDF, "yes") != "no"


def name_release(cycle: int, public_data: Path, inputs: Iterable[str], code_version: str) -> str:
    """`<cycle>-<12 hex digits>`: the same data from the same inputs by the same code has the same name."""
    files = [f"{path.relative_to(public_data).as_posix()} {digest_file(path)}" for path in list_files(public_data)]
    return f"{cycle}-{digest_texts([*files, *sorted(inputs), code_version])[:12]}"


def list_contents(folder: Path) -> list[dict[str, Any]]:
    """Path, SHA-256, bytes and audience of each file of a release."""
    return [
        {
            "path": relative,
            "sha256": digest_file(path),
            "bytes": path.stat().st_size,
            "audience": relative.partition("/")[0],
        }
        for path in list_files(folder)
        if (relative := path.relative_to(folder).as_posix()) not in {"manifest.json", "run.json"}
        and not relative.startswith(UNCHECKED)
    ]


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def place_release(next_release: Path, published: Path, release_id: str) -> bool:
    """Move the finished release into place and make it the latest. Returns False where it was there already.

    Raises ReleaseFault where a release of that id holds other bytes.
    """
    target = published / release_id
    is_new = not target.exists()
    if is_new:
        next_release.rename(target)
    else:
        compare_releases(target, next_release)
        shutil.rmtree(next_release)
    switch_latest(published, release_id)
    return is_new


def compare_releases(old: Path, new: Path) -> None:
    before, after = ({row["path"]: row["sha256"] for row in read_manifest(path)["files"]} for path in (old, new))
    differing = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    if differing:
        raise ReleaseFault(
            f"{old.name} was made again from the same inputs and differs in: {', '.join(differing[:10])}. "
            "The release before stays as it is."
        )


def switch_latest(published: Path, release_id: str) -> None:
    """Make a release the latest: one atomic replace of `latest.json`; the link `latest` follows as a convenience."""
    waiting = published / ".latest.json"
    write_json(waiting, {"release_id": release_id})
    waiting.replace(published / "latest.json")
    link = published / ".latest"
    link.unlink(missing_ok=True)
    link.symlink_to(release_id)
    link.replace(published / "latest")


def read_manifest(release: Path) -> dict[str, Any]:
    return json.loads((release / "manifest.json").read_text(encoding="utf-8"))


def find_latest(published: Path) -> Path | None:
    """The folder of the latest release, None where nothing has been published."""
    pointer = published / "latest.json"
    if not pointer.exists():
        return None
    return published / json.loads(pointer.read_text(encoding="utf-8"))["release_id"]


def verify_release(release: Path) -> list[str]:
    """What differs between a release and its manifest, one sentence a file; empty where all is as it was published.

    The database has no checksum: it has to hold the rows of the Parquet files.
    """
    listed = {row["path"]: row["sha256"] for row in read_manifest(release)["files"]}
    found = {row["path"]: row["sha256"] for row in list_contents(release)}
    return [
        *(f"{path} is missing." for path in sorted(listed.keys() - found.keys())),
        *(f"{path} was added." for path in sorted(found.keys() - listed.keys())),
        *(f"{path} was changed." for path in sorted(listed.keys() & found.keys()) if listed[path] != found[path]),
        *(f"public/data/{what}" for what in compare_database(release / "public" / "data")),
    ]

"""What an edition says about itself on every page, and what can be downloaded from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Download:
    """One table of the release; paths are relative to the folder of the site."""

    name: str
    title: str
    description: str
    rows: int
    csv_path: str
    parquet_path: str


@dataclass(frozen=True)
class Edition:
    """One release as its pages see it. `thresholds` are the figures of the coverage rules, from the models' variables."""

    release_id: str
    cycle: int
    title: str
    statement: str
    is_fictional: bool
    is_record: bool
    thresholds: Mapping[str, float]
    code_version: str
    database_path: str = ""  # relative to the folder of the site
    downloads: tuple[Download, ...] = field(default=(), repr=False)
    reports: frozenset[str] = field(default=frozenset(), repr=False)  # names of the public city reports, without suffix

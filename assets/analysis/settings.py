"""Reads `settings.yml`: seed, draws and limits of the analyses."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("settings.yml")


class SettingsFault(Exception):
    """The settings of the analyses cannot be used; the message says why."""


@dataclass(frozen=True)
class Settings:
    """See `settings.yml` for what each one is."""

    seed: int
    draws: int
    area_draws: int
    sensitivity_power: int
    resamples: int
    cluster_resamples: int
    match_draws: int


@cache
def read_file() -> dict[str, object]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def read_settings() -> Settings:
    """The settings of the file; INTERCULTURAL_DRAWS in the environment stands in for the number of draws,
    and bounds the other samples.

    Raises SettingsFault where it is no whole number of at least 1.
    """
    known = read_file()
    values = {field.name: known[field.name] for field in fields(Settings)}
    named = os.environ.get("INTERCULTURAL_DRAWS", "").strip()
    if named:
        if not named.isdigit() or int(named) < 1:
            raise SettingsFault(f"INTERCULTURAL_DRAWS is '{named}'. Write a whole number of draws, 1000 for example.")
        values["draws"] = int(named)
        for name in ("cluster_resamples", "match_draws"):
            values[name] = min(int(str(known[name])), max(1, int(named) // 10))
        values["sensitivity_power"] = min(int(str(known["sensitivity_power"])), int(named).bit_length() - 1)
    return Settings(**values)  # type: ignore[arg-type]

"""Fills the home of a sample, and starts it anew when the sample has changed.

What a sample holds belongs to `samples/`. A home that holds anything else is never touched.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict

from assets.home import Home, HomeNotUsable, Programme
from samples.registry import SAMPLES, write_sample


def fill_with_sample(home: Home, name: str) -> None:
    """Write the sample into the inbox where the home does not hold it yet, in its present version.

    Raises HomeNotUsable where the sample does not exist, or the home holds other files.
    """
    if name not in SAMPLES:
        raise HomeNotUsable(f"There is no sample '{name}'. Choose one of: {', '.join(SAMPLES)}.")
    sample = SAMPLES[name]
    wanted = Programme(sample.title, sample.statement, sample.is_fictional, sample.is_record, name, sample.version)
    if home.programme == wanted:
        return
    holds_files = any(home.inbox.iterdir()) or any(home.archive.iterdir())
    if holds_files and home.programme.sample != name:
        raise HomeNotUsable(
            f"{home.path} already holds other files. A sample goes into a home of its own: "
            "name an empty folder in INTERCULTURAL_HOME, or leave it unset."
        )
    for folder in (home.inbox, home.archive, home.warehouse):
        shutil.rmtree(folder)
    home.prepare()
    write_sample(name, home.inbox)
    marker = home.path / "programme.json"
    waiting = marker.with_suffix(".tmp")
    waiting.write_text(json.dumps(asdict(wanted), indent=1) + "\n", encoding="utf-8")
    waiting.replace(marker)

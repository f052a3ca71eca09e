"""Which home, which sample: read from the environment, once, in one place.

Belongs here: what differs between installations. What differs between layers is in `layers.py`; what a home looks like
inside is in `assets/home.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from assets.home import Home, HomeNotUsable

PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt_project"


def find_home(environment: Mapping[str, str], sample: str | None = None) -> Home:
    """The home that INTERCULTURAL_HOME names, else `data/` in the checkout, else the home of the sample below it."""
    named = environment.get("INTERCULTURAL_HOME", "").strip()
    if named:
        return Home(folder=str(Path(named).expanduser().resolve()))
    return Home(folder=str(PROJECT / "data" / sample if sample else PROJECT / "data"))


def check_instance(home: Home, environment: Mapping[str, str]) -> None:
    """Raises HomeNotUsable where DAGSTER_HOME is the folder of another home: its history would mix with this one's."""
    named = environment.get("DAGSTER_HOME", "").strip()
    other = Home(folder=str(Path(named).resolve().parent))
    if named and other.path != home.path and other.inbox.is_dir() and other.published.is_dir():
        raise HomeNotUsable(
            f"DAGSTER_HOME belongs to another home ({other.path}) than INTERCULTURAL_HOME ({home.path}). "
            f"Set it to {home.dagster}, or leave it unset."
        )


def enter_home(home: Home) -> None:
    """Prepare the home and make this process, and what it starts, write there alone.

    Raises HomeNotUsable if the home cannot be written.
    """
    home.prepare()
    shutil.copyfile(PROJECT / "dagster.yaml", home.dagster / "dagster.yaml")
    os.environ.update(
        {
            "INTERCULTURAL_HOME": str(home.path),
            "DAGSTER_HOME": str(home.dagster),
            "GX_ANALYTICS_ENABLED": "False",
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
        }
    )

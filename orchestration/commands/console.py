"""What all commands share: where they print, how they refuse, which home they work on.

Commands themselves are in the modules beside this one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from assets.home import Home

FOUND, USAGE, STOPPED, FAULT = 1, 2, 3, 70

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Refused(Exception):
    """The command cannot be carried out as it was given; the message says why and what to do."""


def enter(sample: str | None = None) -> Home:
    """Find the home, write the sample into it where one is asked for, and prepare it."""
    from orchestration.settings import enter_home, find_home
    from orchestration.starting import fill_with_sample

    home = find_home(os.environ, sample)
    enter_home(home)
    if sample:
        fill_with_sample(home, sample)
    return home


def open_latest(home: Home) -> Path:
    """The folder of the latest release. Raises Refused where nothing has been published."""
    from assets.publication.release import find_latest

    release = find_latest(home.published)
    if release is None:
        others = "".join(
            f" The sample '{folder.parent.name}' has been published: INTERCULTURAL_HOME={folder.parent} names its home."
            for folder in sorted(home.path.glob("*/published"))
            if find_latest(folder)
        )
        raise Refused(f"Nothing has been published in {home.path} yet. Run `intercultural run` first.{others}")
    return release

"""Finds Chromium for the tests of the pages; as a program (`python -m tests.support.browser`), installs it where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no Chromium on this machine; the message says how to get one."""


def find_browser() -> str:
    """Path of Chromium: BROWSER_PATH, else the system's, else the one that playwright keeps. Raises NoBrowser."""
    named = os.environ.get("BROWSER_PATH")
    found = named or next(filter(None, map(shutil.which, NAMES)), None) or find_downloaded()
    if not found or not Path(found).exists():
        raise NoBrowser(
            "No Chromium was found for the tests of the pages. On Debian: apt-get install chromium; "
            "elsewhere name Chromium or Chrome in BROWSER_PATH."
        )
    return found


def find_downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> None:
    """From Debian's packages as root, else playwright's own into the user's cache."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        commands = [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    else:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for command in commands:
        print("Installing Chromium for the tests:", " ".join(command), flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    try:
        find_browser()
    except NoBrowser:
        install_browser()
    try:
        print("Chromium:", find_browser())
    except NoBrowser as error:
        sys.exit(str(error))

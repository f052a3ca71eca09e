"""What was done in a cycle, and what was said to its cities: files in the outbox.

`outbox/programme/<cycle>/<step>.json` is the record of a step, `outbox/<city_code>/<cycle>/<step>.txt` what the city is told.
A record and a letter are written once; doing a step again adds what is missing and changes nothing that somebody may have
read. What stands in them is decided in `assets.py` and `letters.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assets.cycles.calendar import STEPS

PROGRAMME = "programme"  # no code of a city: those begin with a country
CITY_CODE = re.compile(r"[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*")


def place_record(outbox: Path, cycle: int, step: str) -> Path:
    return outbox / PROGRAMME / str(cycle) / f"{step}.json"


def write_once(path: Path, text: str) -> bool:
    """Write a file that is there completely or not at all. Returns False, and changes nothing, where it is there already."""
    if path.exists():
        return False
    write_whole(path, text)
    return True


def write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.tmp")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)


def read_record(outbox: Path, cycle: int, step: str) -> dict[str, Any] | None:
    """The record of a step, None where it was not done yet."""
    path = place_record(outbox, cycle, step)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write_record(outbox: Path, cycle: int, step: str, content: Mapping[str, Any]) -> Path:
    path = place_record(outbox, cycle, step)
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path


def list_done(outbox: Path) -> dict[int, set[str]]:
    """The steps of each cycle that have a record."""
    done: dict[int, set[str]] = {}
    for path in outbox.glob(f"{PROGRAMME}/*/*.json"):
        if path.stem in STEPS and path.parent.name.isdecimal():
            done.setdefault(int(path.parent.name), set()).add(path.stem)
    return done


def write_letters(outbox: Path, cycle: int, step: str, letters: Mapping[str, str], anew: bool = False) -> int:
    """Put a letter into the folder of each city (code -> text) that has none of this step yet; returns how many.

    `anew` replaces letters that say something else by now. Raises ValueError for what is no code of a city: it would name a folder elsewhere.
    """
    written = 0
    for city_code, text in sorted(letters.items()):
        if not CITY_CODE.fullmatch(city_code):
            raise ValueError(f"'{city_code}' is no code of a city.")
        path = outbox / city_code / str(cycle) / f"{step}.txt"
        if anew and path.exists() and path.read_text(encoding="utf-8") != text:
            path.unlink()
        written += write_once(path, text)
    return written

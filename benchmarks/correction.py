"""How long a corrected submission takes from file to published release, against rebuilding everything; never a test.

    python -m benchmarks.correction [cities] [cycles]

A generated network is published in this process; then one city corrects one answer of its latest cycle. The run that takes
that in, on the warehouse as it stands, is timed against a run on the same files in a home without warehouse. Both releases
are compared byte by byte. 160 cities and 15 cycles unless said otherwise; every city takes part in every cycle.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.run import measure
from samples.demo.questionnaire import version_of

if TYPE_CHECKING:
    from orchestration.runner import Outcome

LAST = 2025
HEADER = (
    "cycle", "city_code", "submission_id", "submission_version", "question_code", "methodology_id", "option_codes",
)  # fmt: skip
SHOWN = 8  # of the slowest steps


def name_city(number: int) -> str:
    return f"x{chr(97 + number % 26)}-city-{number:04d}"


def write_rows(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *rows])
    return text.getvalue().encode()


def draw_answers(city: int, cycle: int, version: int, change: bool = False) -> list[tuple[object, ...]]:
    """A whole submission, the same every time; with `change` the first question has another option than before."""
    drawn = random.Random(f"{city} {cycle}")  # noqa: S311 (no secret)
    asked = version_of(cycle)
    rows: list[tuple[object, ...]] = []
    for question in asked.questions:
        codes = [option.code for option in question.options]
        chosen = drawn.choice(codes)
        if change and not rows:
            chosen = next(code for code in codes if code != chosen)
        rows.append((cycle, name_city(city), "main", version, question.code, asked.code, chosen))
    return rows


def fill(inbox: Path, cities: int, cycles: int) -> None:
    """The register and one file of answers a city and cycle."""
    inbox.mkdir(parents=True)
    register = [
        (name_city(city), f"City {city}", f"X{chr(65 + city % 26)}", "yes", 20_000 + city * 9_001 % 1_500_000, LAST - 3)
        for city in range(cities)
    ]
    header = ("city_code", "city_name", "country_iso2", "publish", "population", "population_year")
    (inbox / "cities.csv").write_bytes(write_rows(header, register))
    for cycle in range(LAST - cycles + 1, LAST + 1):
        for city in range(cities):
            content = write_rows(HEADER, draw_answers(city, cycle, 1))
            (inbox / f"{cycle}-{city:04d}.csv").write_bytes(content)


def publish(folder: Path) -> Outcome:
    from orchestration.definitions import defs
    from orchestration.jobs import CYCLE
    from orchestration.runner import run_job
    from orchestration.settings import enter_home, find_home

    os.environ.pop("DAGSTER_HOME", None)
    home = find_home({"INTERCULTURAL_HOME": str(folder)})
    os.environ["INTERCULTURAL_HOME"] = str(folder)
    enter_home(home)
    outcome = run_job(home, defs(), CYCLE)
    if outcome.status != "published":
        raise RuntimeError(outcome.message or str(outcome.failed))
    return outcome


def read_release(folder: Path, outcome: Outcome) -> dict[str, str]:
    """The checksum of every file of the release that has one (Data Docs and the page over runs tell of the run itself)."""
    release = folder / "published" / outcome.release["release_id"]
    listed = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["files"]
    files = {each["path"]: each["sha256"] for each in listed}
    for path, wanted in files.items():
        found = hashlib.sha256((release / path).read_bytes()).hexdigest()
        if found != wanted:
            raise RuntimeError(f"{path} is not what the manifest says.")
    return files


def main() -> None:
    cities, cycles = (int(sys.argv[place]) if len(sys.argv) > place else given for place, given in ((1, 160), (2, 15)))
    with tempfile.TemporaryDirectory() as name:
        home, rebuilt = Path(name) / "home", Path(name) / "rebuilt"
        fill(home / "inbox", cities, cycles)
        first, _ = measure(lambda: publish(home))
        (home / "inbox" / "correction.csv").write_bytes(write_rows(HEADER, draw_answers(0, LAST, 2, change=True)))
        shutil.copytree(home / "inbox", rebuilt / "inbox", symlinks=True)
        corrected, after = measure(lambda: publish(home))
        whole, anew = measure(lambda: publish(rebuilt))
        one, other = read_release(home, after), read_release(rebuilt, anew)
        differing = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    print(f"{cities} cities × {cycles} cycles; the first run took {first:.1f} s")
    known = {step.name: step.seconds for step in anew.steps}
    for step in sorted(after.steps, key=lambda step: -step.seconds)[:SHOWN]:
        print(f"  {step.seconds:7.2f} s of {known.get(step.name, 0):7.2f} s  {step.name}")
    print(f"correction {corrected:.1f} s, everything {whole:.1f} s: ratio {corrected / whole:.2f} (aim: at most 0.5)")
    print(f"releases {after.release['release_id']} and {anew.release['release_id']}: {len(one)} files, ", end="")
    print("the same bytes" if not differing else f"{len(differing)} differ: {', '.join(differing[:SHOWN])}")


if __name__ == "__main__":
    main()

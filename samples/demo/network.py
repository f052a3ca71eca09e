"""Puts the fictional network together and writes it as the files that would have arrived.

Formats are mixed on purpose: a collection tool's CSV and newline-delimited JSON for many cities, JSON of single cities, and a
few submissions that are wrong.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from samples.demo.answers import Participation, Row, answer_questionnaire, resubmit
from samples.demo.cities import invent_cities
from samples.demo.context import list_entries, list_facts, list_practices, register_city
from samples.demo.reviews import review_participation

SEED = 20080101
PRACTICES = 80
GRID_FROM = 2016
# Wrong submissions come from a city of their own, which is not published, so that they disturb no other.
TRIAL_CITY: Row = {
    "city_code": "zz-trial",
    "city_name": "Trial (fictional)",
    "country_iso2": "ZZ",
    "region_name": "For trying out (fictional)",
    "publish": "no",
}


def to_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV with the columns in the order in which they first appear; lists joined by `|`."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: to_cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue()


def to_cell(value: object) -> object:
    if isinstance(value, tuple):
        return "|".join(value)
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return value


def to_plain(row: Row) -> dict[str, object]:
    """A row as JSON has it: arrays, booleans, nothing for empty cells."""
    plain = {name: bool(value) if isinstance(value, np.bool_) else value for name, value in row.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items() if value != ""}


def to_json(rows: Sequence[Row]) -> str:
    return json.dumps([to_plain(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def to_lines(rows: Sequence[Row]) -> str:
    return "".join(json.dumps(to_plain(row), ensure_ascii=False) + "\n" for row in rows)


def write_network(inbox: Path) -> None:
    """Write the whole network into an inbox. The same seed gives the same bytes."""
    for name, text in sorted(make_files(SEED).items()):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def make_files(seed: int) -> dict[str, bytes]:
    """All files by name."""
    rng = np.random.default_rng(seed)
    cities = invent_cities(rng)
    difficulty: dict[str, float] = {}
    participations = []
    for city in cities:
        habits: dict[str, float] = {}
        participations.extend(answer_questionnaire(rng, city, cycle, habits, difficulty) for cycle in city.cycles)
    files = {
        "cities.csv": to_csv([*(register_city(city) for city in cities), TRIAL_CITY]),
        "facts.csv": to_csv([fact for city in cities for fact in list_facts(rng, city)]),
        "good-practices.json": to_json(list_practices(rng, participations, PRACTICES)),
    }
    for cycle in sorted({each.cycle for each in participations}):
        files |= make_cycle_files(rng, cycle, [each for each in participations if each.cycle == cycle])
    encoded = {name: text.encode() for name, text in files.items()}
    return encoded | make_bad_files(participations)


def make_cycle_files(rng: np.random.Generator, cycle: int, participations: list[Participation]) -> dict[str, str]:
    """The files of one cycle."""
    files = {}
    tool: list[Row] = []
    lines: list[Row] = []
    earlier: list[Row] = []
    for place, participation in enumerate(participations):
        if rng.random() < 0.06:
            earlier.extend(resubmit(rng, participation))
        if place % 15 == 7:
            files[f"{cycle}/{participation.city.code}/answers.json"] = to_json(participation.rows)
        else:
            (lines if place % 4 == 3 else tool).extend(participation.rows)
    reviews = [row for participation in participations for row in review_participation(rng, participation)]
    for name, rows, write in (
        ("answers-from-the-form.csv", tool, to_csv),
        ("answers-from-departments.ndjson", lines, to_lines),
        ("answers-first-versions.csv", earlier, to_csv),
        ("reviews.csv", reviews, to_csv),
    ):
        if rows:
            files[f"{cycle}/{name}"] = write(rows)
    if cycle >= GRID_FROM:
        entries = [row for participation in participations for row in list_entries(rng, participation)]
        files[f"{cycle}/policy-grid.ndjson"] = to_lines(entries)
    return files


def make_bad_files(participations: list[Participation]) -> dict[str, bytes]:
    """Submissions that are wrong, as they arrive in real life; each makes tickets and disturbs nothing else."""
    latest = max(participations, key=lambda each: each.cycle)
    questions = latest.version.questions
    single = next(each for each in questions if not each.is_multiple and not each.parent)
    base: Row = {
        "cycle": latest.cycle,
        "city_code": TRIAL_CITY["city_code"],
        "submission_id": "trial",
        "submission_version": 1,
        "question_code": single.code,
        "option_codes": (single.options[-1].code,),
    }
    trial = [
        {**base, "city_code": "zz-nowhere"},
        {**base, "question_code": "NOSUCH1"},
        {**base, "cycle": 1999},
        {**base, "question_code": questions[-1].code, "option_codes": ("no_such_option",)},
        {**base, "option_codes": tuple(option.code for option in single.options[:2])},
    ]
    contradiction = [{**base, "submission_id": "trial-2", "dont_know": "yes"}]
    disputed = {**base, "submission_id": "trial-3"}
    umlaut = to_csv([{**base, "submission_id": "trial-4", "evidence_text": "Beschlossen im März, für alle zugänglich"}])
    return {
        "trials/unknown-codes.csv": to_csv(trial).encode(),
        "trials/contradiction.json": to_json(contradiction).encode(),
        "trials/disputed-a.csv": to_csv([disputed]).encode(),
        "trials/disputed-b.csv": to_csv([{**disputed, "option_codes": (single.options[0].code,)}]).encode(),
        "trials/old-encoding.csv": umlaut.encode("latin-1"),
        "trials/missing-column.csv": to_csv([{k: v for k, v in base.items() if k != "option_codes"}]).encode(),
        "trials/semicolons.csv": to_csv([base]).replace(",", ";").encode(),
        "trials/minutes.txt": b"Minutes of the meeting\nNothing to see here\n",
    }

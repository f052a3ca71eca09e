"""Puts the fictional network together and writes it as the files that would have arrived.

Formats are mixed on purpose: CSV and newline-delimited JSON of a collection tool for many cities, JSON of
single cities, earlier versions that have been replaced, and a few submissions that are wrong (`trials.py`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from samples.demo.actions import tie_entries
from samples.demo.answers import Participation, Row, Temper, answer_questionnaire, draw_by_question
from samples.demo.cities import LAST_CYCLE, City, invent_cities
from samples.demo.context import list_facts, register_city
from samples.demo.files import to_csv, to_json, to_lines
from samples.demo.practices import list_entries, list_practices
from samples.demo.programme import list_activities
from samples.demo.register import add_outcomes, list_findings, list_recommendations
from samples.demo.reviews import review_participation
from samples.demo.rumours import list_rumours
from samples.demo.strategies import list_strategies
from samples.demo.submissions import disagree, repeat_answers, resubmit
from samples.demo.surveys import write_surveys
from samples.demo.trials import TRIAL_CITY, make_trials

SEED = 20080101
PRACTICES = 80
DIFFICULTY, HABITS = 0.09, 0.11
# Policy grids came with the second questionnaire.
GRID_FROM = 2016


def write_network(inbox: Path) -> None:
    """Write the whole network into an inbox. The same seed gives the same bytes."""
    for name, content in sorted(make_files(SEED).items()):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def make_files(seed: int) -> dict[str, bytes]:
    """All files by name. Cities, difficulty of questions, practices and activities have a stream of chance each."""
    for_cities, for_questions, for_practices, for_activities = np.random.default_rng(seed).spawn(4)
    cities = invent_cities(for_cities)
    difficulty = draw_by_question(for_questions, DIFFICULTY)
    streams = np.random.default_rng([seed, 1]).spawn(len(cities))
    facts: list[Row] = []
    participations: list[Participation] = []
    earlier: list[Row] = []
    reviews: list[Row] = []
    entries: list[Row] = []
    for city, rng in zip(cities, streams, strict=True):
        facts.extend(list_facts(rng, city))
        for participation in participate(rng, city, difficulty):
            participations.append(participation)
            earlier.extend(resubmit(rng, participation))
            reviews.extend(review_participation(rng, participation))
            entries.extend(list_entries(rng, participation) if participation.cycle >= GRID_FROM else [])
    strategies = list_strategies(np.random.default_rng([seed, 2]), cities)
    entries = tie_entries(np.random.default_rng([seed, 5]), entries, strategies)
    activities, roles = list_activities(for_activities, cities)
    for_rumours, for_outcomes, for_findings, for_advice = np.random.default_rng([seed, 4]).spawn(4)
    rumours = list_rumours(for_rumours, cities)
    activities, roles = [*activities, *rumours["activities"]], [*roles, *rumours["participations"]]
    files = {
        "activities.csv": to_csv(activities),
        "participations.csv": to_csv(add_outcomes(for_outcomes, activities, roles)),
        "rumours.csv": to_csv(rumours["rumours"]),
        "rumour-measurements.csv": to_csv(rumours["rumour_measurements"]),
        "visit-findings.csv": to_csv(list_findings(for_findings, activities)),
        "recommendations.csv": to_csv(list_recommendations(for_advice, participations)),
        "cities.csv": to_csv([*(register_city(city) for city in cities), TRIAL_CITY]),
        "facts.csv": to_csv(facts),
        "good-practices.json": to_json(list_practices(for_practices, participations, PRACTICES)),
    }
    for cycle in sorted({participation.cycle for participation in participations}):
        files |= write_answers(cycle, [each for each in participations if each.cycle == cycle])
        for name, rows, write in (
            ("answers-first-versions.csv", earlier, to_csv),
            ("reviews.csv", reviews, to_csv),
            ("policy-grid.ndjson", entries, to_lines),
        ):
            of_cycle = [row for row in rows if row["cycle"] == cycle]
            if of_cycle:
                files[f"{cycle}/{name}"] = write(of_cycle)
    for name, rows in strategies.items():
        files[f"strategies/{name.replace('_', '-')}.csv"] = to_csv(rows)
    written = {name: text.encode() for name, text in files.items()}
    return written | write_surveys(seed, cities) | make_trials(LAST_CYCLE)


def participate(rng: np.random.Generator, city: City, difficulty: dict[str, float]) -> list[Participation]:
    """What a city files in all of its cycles."""
    temper = Temper(difficulty, draw_by_question(rng, HABITS))
    participations = []
    for cycle in city.cycles:
        participation = answer_questionnaire(rng, city, cycle, temper)
        repeat_answers(rng, participation)
        disagree(rng, participation)
        participations.append(participation)
    return participations


def write_answers(cycle: int, participations: list[Participation]) -> dict[str, str]:
    """The current answers of a cycle: some cities send JSON of their own, a tool sends the others."""
    files: dict[str, str] = {}
    table: list[Row] = []
    lines: list[Row] = []
    for place, participation in enumerate(participations):
        if place % 15 == 7:
            files[f"{cycle}/{participation.city.code}/answers.json"] = to_json(participation.rows)
        elif place % 4 == 3:
            lines.extend(participation.rows)
        else:
            table.extend(participation.rows)
    if table:
        files[f"{cycle}/answers-from-the-form.csv"] = to_csv(table)
    if lines:
        files[f"{cycle}/answers-from-departments.ndjson"] = to_lines(lines)
    return files

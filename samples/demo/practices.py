"""What the fictional cities do: entries of their policy grids, and documented good practices.

A grid goes with the answers: what is ongoing is not denied, and what an area claims is borne out by an entry or by evidence,
with few exceptions, as in a network whose grids have been looked at.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from samples.demo.answers import Participation, Row
from samples.demo.departments import DEPARTMENTS
from samples.demo.questionnaire import Question, read_roles

ACTIONS = {
    "Neighbourhood dialogue": "Residents of different origins talk about one street, and change it.",
    "Welcome desk": "One place where newcomers get all first answers in their language.",
    "School exchange": "Classes of two schools work together for a term.",
    "Shared gardens": "Vacant plots are given to mixed groups of gardeners.",
    "Festival of languages": "Every language of the city has its hour on the main square.",
    "Mentors at work": "Employers give newcomers a mentor for half a year.",
    "Libraries for all": "Shelves, readings and advice in the languages of the quarter.",
    "Mixed juries": "Residents decide together which small projects get money.",
    "Rumours checked": "Volunteers answer what is said at the market with what is known.",
}
KINDS = ("policy", "structure", "action", "service")
STATUSES, STATUS_CHANCES = ("planned", "ongoing", "completed", "discontinued"), (0.15, 0.5, 0.28, 0.07)
LEVELS = ("local", "regional", "national", "european")
EVALUATED, EVALUATED_WHEN_DONE, GOOD_PRACTICE = 0.3, 0.96, 0.1
FORGOTTEN = 0.04  # share of areas that nothing bears out
CLAIMS = 2  # from so many answers worth something on, an area is expected to show what it does


def list_entries(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """The rows of `policy_grid`: what departments do, with money and levels of government."""
    # A stream of its own, so that how many entries there are changes nothing else of the city.
    own = rng.spawn(1)[0]
    rows = [make_entry(rng, participation, number) for number in range(1, int(rng.integers(3, 11)) + 1)]
    for area in list_bare_areas(participation, rows):
        if own.random() >= FORGOTTEN:
            rows.append(make_entry(own, participation, len(rows) + 1, area))
    return rows


def list_bare_areas(participation: Participation, rows: list[Row]) -> list[str]:
    """Areas that claim something which neither evidence nor an entry bears out, or a budget without an amount."""
    questions = participation.questions
    claimed = [questions[code] for code in participation.chosen if not is_denied(participation, questions[code])]
    by_area = Counter(question.area for question in claimed)
    shown = {str(row["area_code"]) for row in rows}
    evidenced = {questions[str(row["question_code"])].area for row in participation.rows if row["evidence_text"]}
    bare = {area for area, count in by_area.items() if count >= CLAIMS and area not in evidenced}
    funded = {question.area for question in claimed if question.code in read_roles()["budget"]}
    return sorted((bare | funded) - shown)


def is_denied(participation: Participation, question: Question) -> bool:
    """Whether the answer of the city to a question is worth nothing."""
    chosen = participation.chosen.get(question.code, ())
    return bool(chosen) and not any(option.points for option in question.options if option.code in chosen)


def make_entry(rng: np.random.Generator, participation: Participation, number: int, area: str | None = None) -> Row:
    """A row of `policy_grid`, about a question of the area or of any."""
    city, cycle = participation.city.code, participation.cycle
    questions = [each for each in participation.version.questions if area in (None, each.area)]
    question = questions[int(rng.integers(len(questions)))]
    title = list(ACTIONS)[int(rng.integers(len(ACTIONS)))]
    status = str(rng.choice(STATUSES, p=STATUS_CHANCES))
    started = cycle + 1 if status == "planned" else cycle - int(rng.integers(1, 5))
    budget = int(rng.integers(5, 400)) * 1000
    is_over = status in STATUSES[2:]
    evaluated = EVALUATED_WHEN_DONE if status == "completed" else EVALUATED
    return {
        "cycle": cycle,
        "city_code": city,
        "entry_id": f"{city}-{cycle}-{number:02d}",
        "area_code": question.area,
        "question_codes": name_questions(participation, question, status),
        "department": list(DEPARTMENTS)[int(rng.integers(len(DEPARTMENTS)))],
        "entry_kind": KINDS[int(rng.integers(len(KINDS)))],
        "title": title,
        "description": f"{ACTIONS[title]} An invented entry of a fictional city.",
        "status": status,
        "started_on": f"{started}-01-01",
        "ended_on": f"{cycle - 1}-12-31" if is_over else "",
        "budget_eur": budget,
        "spent_eur": 0 if status == "planned" else int(budget * float(rng.uniform(0.2, 1.05))),
        "governance_levels": tuple(sorted({LEVELS[0], LEVELS[int(rng.integers(len(LEVELS)))]})),
        "evidence_url": f"https://example.org/{city}/grid/{cycle}-{number:02d}",
        "evaluated": bool(rng.random() < evaluated),
        "good_practice": bool(status != "planned" and rng.random() < GOOD_PRACTICE),
    }


def name_questions(participation: Participation, question: Question, status: str) -> tuple[str, ...]:
    """The question that an entry supports: what is ongoing supports none that the city answers with nothing."""
    if status != "ongoing" or not is_denied(participation, question):
        return (question.code,)
    others = [each for each in participation.version.questions if each.area == question.area]
    return tuple(each.code for each in others if not is_denied(participation, each))[:1]


def list_practices(rng: np.random.Generator, participations: list[Participation], count: int) -> list[Row]:
    """Rows of `good_practices`, mostly from cities that are strong in the area."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        participation, area = pick_strong_area(rng, participations)
        title = list(ACTIONS)[int(rng.integers(len(ACTIONS)))]
        rows.append(
            {
                "practice_id": f"practice-{number:03d}",
                "city_code": participation.city.code,
                "area_code": area,
                "title": title,
                "summary": f"{ACTIONS[title]} An invented practice of a fictional city.",
                "year": participation.cycle,
                "source_url": f"https://example.org/{participation.city.code}/practices/{number:03d}",
            }
        )
    return rows


def pick_strong_area(rng: np.random.Generator, participations: list[Participation]) -> tuple[Participation, str]:
    """Of some cities and areas drawn at random, the one with the highest level."""
    drawn = []
    for place in rng.integers(len(participations), size=8):
        participation = participations[place]
        areas = participation.version.areas
        area = areas[int(rng.integers(len(areas)))]
        drawn.append((participation.city.level + participation.city.area_levels[area], int(place), area))
    _, place, area = max(drawn)
    return participations[place], area

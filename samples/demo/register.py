"""What experts found in the fictional cities, what was recommended to them and what became of it, and what visitors took home.

Findings name types of people, never persons. Recommendations follow each index and each expert visit; old ones rarely stay open.
"""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Participation, Row
from samples.demo.cities import LAST_CYCLE
from samples.demo.practices import ACTIONS
from samples.demo.questionnaire import Question

FINDINGS, RECOMMENDED = (
    6,
    0.6,
)  # findings of a visit at most; share of the participations that are followed by recommendations
STAKEHOLDERS = (
    "politician", "senior_official", "civil_society", "business", "media", "faith", "trade_union", "school", "other",
)  # fmt: skip
SEEN = (
    "Sees diversity as a question of one department.",
    "Knows the strategy and names three things that follow from it.",
    "Asks for figures before anything is decided.",
    "Would host a meeting between groups that do not meet yet.",
    "Has not heard of the strategy, and wants to read it.",
    "Says that money is short, and people are willing.",
)
ADVICE = (
    "Decide who is responsible, and give the task a budget.",
    "Start with one neighbourhood, and say after a year what came of it.",
    "Ask those who are meant before it is planned.",
    "Look at how another city of the network does it.",
)
TAKEN_HOME = (
    "The mayor wants the same in two neighbourhoods next year.",
    "We rewrote our call for projects after the visit.",
    "A colleague came for a week to help us to begin.",
    "We liked it, and it does not fit our rules; we look for another way.",
)
OUTCOMES = 0.85  # share of the guests of study visits that say what they took home
FICTIONAL = "(fictional)"


def list_findings(rng: np.random.Generator, activities: list[Row]) -> list[Row]:
    """Rows of `visit_findings`: whom the experts met, how far they understand, how ready they are."""
    rows: list[Row] = []
    for activity in activities:
        if activity["kind"] != "expert_visit":
            continue
        level = float(rng.uniform(2, 4))
        for number in range(1, int(rng.integers(2, FINDINGS + 1)) + 1):
            understanding = int(np.clip(round(rng.normal(level, 0.9)), 1, 5))
            rows.append(
                {
                    "activity_id": activity["activity_id"],
                    "finding_id": f"{number:02d}",
                    "stakeholder_type": STAKEHOLDERS[int(rng.integers(len(STAKEHOLDERS)))],
                    "understanding": understanding,
                    "readiness": int(np.clip(round(rng.normal(understanding - 0.2, 0.8)), 1, 5)),
                    "area_code": "",
                    "finding": f"{SEEN[int(rng.integers(len(SEEN)))]} {FICTIONAL}",
                }
            )
    return rows


def list_recommendations(rng: np.random.Generator, participations: list[Participation]) -> list[Row]:
    """Rows of `recommendations`: about questions that the city answered with little."""
    rows: list[Row] = []
    for participation in participations:
        if rng.random() >= RECOMMENDED or participation.cycle == LAST_CYCLE:  # its reports are still to come
            continue
        weak = [each for each in participation.questions.values() if is_weak(participation, each)]
        for place in rng.permutation(len(weak))[: int(rng.integers(1, 4))]:
            question = weak[int(place)]
            is_visit = rng.random() < 0.25
            year = participation.cycle
            status, later = draw_status(rng, year)
            rows.append(
                {
                    "recommendation_id": f"{participation.city.code}-{year}-{question.code}",
                    "city_code": participation.city.code,
                    "made_by": "expert_visit" if is_visit else "index_report",
                    "area_code": question.area,
                    "question_codes": (question.code,),
                    "text": f"{ADVICE[int(rng.integers(len(ADVICE)))]} {FICTIONAL}",
                    "made_on": f"{year}-{'12-05' if is_visit else '10-15'}",
                    "status": status,
                    "status_on": f"{later}-03-01" if later else "",
                    "evidence_url": f"https://example.org/{participation.city.code}/done/{question.code.lower()}"
                    if status == "done"
                    else "",
                }
            )
    return rows


def is_weak(participation: Participation, question: Question) -> bool:
    """Whether the city chose options of which none is worth anything."""
    chosen = participation.chosen.get(question.code, ())
    return bool(chosen) and not any(option.points for option in question.options if option.code in chosen)


def draw_status(rng: np.random.Generator, year: int) -> tuple[str, int | None]:
    """What became of a recommendation by the end, and in which year that was said; after two years few are open."""
    age = LAST_CYCLE - year
    if age < 2 and rng.random() < 0.6:
        return "open", None
    if rng.random() < 0.02:
        return "open", None
    status = str(rng.choice(["accepted", "in_progress", "done", "declined"], p=[0.25, 0.3, 0.35, 0.1]))
    return status, min(LAST_CYCLE, year + 1 + int(rng.integers(0, 3)))


def add_outcomes(rng: np.random.Generator, activities: list[Row], participations: list[Row]) -> list[Row]:
    """The rows of `participations`, guests of study visits with what they took home."""
    visits = {row["activity_id"] for row in activities if row["kind"] == "study_visit"}
    rows: list[Row] = []
    for row in participations:
        if row["activity_id"] in visits and row["role"] != "host" and rng.random() < OUTCOMES:
            action = list(ACTIONS)[int(rng.integers(len(ACTIONS)))]
            taken = TAKEN_HOME[int(rng.integers(len(TAKEN_HOME)))]
            row = row | {"outcome": f"{action}: {taken} {FICTIONAL}"}
        rows.append(row)
    return rows

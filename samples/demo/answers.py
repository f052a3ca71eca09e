"""How a fictional city answers: by its level in the area, its own habits, and chance.

Answers hang together over areas and cycles. Some questions are left open, some do not apply, some are
answered although their parent closes them. How departments share the work belongs to `departments.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samples.demo.cities import City
from samples.demo.departments import DEPARTMENTS, Desk, open_desk
from samples.demo.evidence import describe_evidence
from samples.demo.questionnaire import Question, Version, read_versions, version_of

Row = dict[str, object]
REASONS = (
    "The city has no say in this by national law.",
    "There is no such service in a city of our size.",
    "The region, and not the city, is responsible for it.",
)
MIDDLE_CYCLE = 2018
# Of questions that are open: share left blank by careful, average and hasty cities, and how many are such.
BLANKS, BLANK_CITIES = (0.015, 0.04, 0.1), (0.55, 0.33, 0.12)
DONT_KNOW, NOT_APPLICABLE, STALE = 0.015, 0.01, 0.01
# How much of the questionnaire is filled in at all.
FILLED, FILLED_CITIES = (1.0, 0.75, 0.55, 0.35), (0.945, 0.025, 0.015, 0.015)
ONLY_CORE, OLDER_QUESTIONNAIRE, NAMED_QUESTIONNAIRE = 0.15, 0.12, 0.04


@dataclass
class Participation:
    """One city in one cycle: its rows of answers, and what was chosen (option codes by question)."""

    city: City
    cycle: int
    version: Version
    desk: Desk
    names_version: bool
    rows: list[Row] = field(default_factory=list)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_applicable: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    @property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for question in self.version.questions}


@dataclass
class Temper:
    """What stays the same in a city, or in all of them: by question code, in shares of full marks."""

    difficulty: dict[str, float]
    habits: dict[str, float]


def draw_by_question(rng: np.random.Generator, spread: float) -> dict[str, float]:
    """A normal draw around 0 for each question of any version, by code."""
    codes = sorted({question.code for version in read_versions() for question in version.questions})
    return dict(zip(codes, rng.normal(0, spread, len(codes)).tolist(), strict=True))


def choose_version(rng: np.random.Generator, cycle: int) -> Version:
    """The cycle's own questionnaire; in its first cycle some cities still fill in the one before."""
    own = version_of(cycle)
    older = [version for version in read_versions() if version.first_cycle < own.first_cycle]
    is_late = bool(older) and cycle == own.first_cycle and rng.random() < OLDER_QUESTIONNAIRE
    return older[-1] if is_late else own


def answer_questionnaire(rng: np.random.Generator, city: City, cycle: int, temper: Temper) -> Participation:
    """What a city files in a cycle."""
    version = choose_version(rng, cycle)
    names_version = version is not version_of(cycle) or rng.random() < NAMED_QUESTIONNAIRE
    participation = Participation(city, cycle, version, open_desk(rng, version.areas, cycle), names_version)
    only_core = rng.random() < ONLY_CORE
    filled = float(rng.choice(FILLED, p=FILLED_CITIES))
    blank = float(rng.choice(BLANKS, p=BLANK_CITIES))
    level_now = city.level + city.growth * (cycle - MIDDLE_CYCLE) + float(rng.normal(0, 0.02))
    for question in version.questions:
        level = level_now + city.area_levels[question.area] - temper.difficulty[question.code]
        options = choose_options(rng, question, level + temper.habits[question.code])
        is_left_out = (only_core and not question.is_core) or rng.random() >= filled
        answer = None if is_left_out else decide_answer(rng, participation, question, options, blank)
        if answer:
            participation.rows.append(build_row(rng, participation, question, answer))
    return participation


def choose_options(rng: np.random.Generator, question: Question, level: float) -> tuple[str, ...]:
    """The options that a city of that level (0 to 1) takes: the nearest in points, or so many of several."""
    wanted = float(np.clip((level - 0.5) * 1.35 + 0.5 + rng.normal(0, 0.12), 0, 1))
    if not question.is_multiple:
        best = min(question.options, key=lambda option: (abs(option.points - wanted), option.code))
        return (best.code,)
    worth = [option.code for option in question.options if option.points > 0 and not option.is_exclusive]
    count = min(len(worth), round(wanted * question.full_marks))
    if count == 0:
        least = next((option for option in question.options if option.is_exclusive), question.options[0])
        return (least.code,)
    return tuple(sorted(worth[place] for place in rng.permutation(len(worth))[:count]))


def decide_answer(
    rng: np.random.Generator,
    participation: Participation,
    question: Question,
    options: tuple[str, ...],
    blank: float,
) -> Row | None:
    """Options, don't know or a reason; None where the question is left open or closed by its parent."""
    parent = participation.chosen.get(question.parent)
    is_closed = parent is not None and not question.opening.intersection(parent)
    was_skipped = question.parent in participation.closed
    chance = rng.random()
    if is_closed or was_skipped:
        participation.closed.add(question.code)
        return {"option_codes": options} if chance < STALE else None
    if chance < blank:
        return None
    if chance < blank + DONT_KNOW:
        return {"dont_know": "yes"}
    if chance < blank + DONT_KNOW + NOT_APPLICABLE:
        participation.not_applicable.append(question.code)
        return {"not_applicable_reason": REASONS[int(rng.integers(len(REASONS)))]}
    participation.chosen[question.code] = options
    return {"option_codes": options}


def build_row(
    rng: np.random.Generator,
    participation: Participation,
    question: Question,
    answer: Row,
    department: str | None = None,
) -> Row:
    """A row of `answers`, from the department whose area it is or from another."""
    cycle, city = participation.cycle, participation.city
    department = department or participation.desk.by_area[question.area]
    row: Row = {
        "cycle": cycle,
        "city_code": city.code,
        "submission_id": f"{city.code}-{cycle}-{DEPARTMENTS[department]}",
        "submission_version": 1,
        "question_code": question.code,
        "methodology_id": participation.version.code if participation.names_version else "",
        "option_codes": (),
        "dont_know": "no",
        "not_applicable_reason": "",
        "evidence_text": "",
        "evidence_url": "",
        "department": department,
        "answered_on": participation.desk.answered_on[department],
        **answer,
    }
    if answer.get("option_codes"):
        row |= describe_evidence(rng, city.code, cycle, question.code)
    return row

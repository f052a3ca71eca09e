"""How a fictional city answers: by its level in the area, its own habits, and chance.

Answers hang together over areas and cycles. Some are left open, some contradict each other between departments, a few are
wrong in the ways in which real submissions are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samples.demo.cities import City
from samples.demo.questionnaire import Question, Version, read_versions, version_of

Row = dict[str, object]
DEPARTMENTS = ("Mayor's office", "Social affairs", "Culture and youth", "Planning and housing")
SERIES = dict(zip(DEPARTMENTS, ("mayor", "social", "culture", "planning"), strict=True))
REASONS = ("The city has no say in this by national law.", "There is no such service in a city of our size.")
EVIDENCE = (
    "Adopted by the council; the text is on the city's pages.",
    "Part of the yearly programme, with a budget line of its own.",
    "Run together with local associations since {year}.",
    "A pilot began in {year} and became permanent.",
    "The department reports on it once a year.",
)
UNUSUAL_EVIDENCE = (
    "Ask the co-ordinator: coordinator@example.org, or +999 55 010 0199.",
    "<script>alert('no')</script> Minutes of the council are <b>public</b>.",
    "=1+1 programmes in two districts",
    "@home: visits to newcomers in their first month",
    "+ 3 schools joined; the rest follow",
)


@dataclass
class Participation:
    """One city in one cycle: its rows of answers, and what was chosen (option codes by question)."""

    city: City
    cycle: int
    version: Version
    rows: list[Row] = field(default_factory=list)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_applicable: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)

    @property
    def last_answered_on(self) -> str:
        return max(str(row["answered_on"]) for row in self.rows)


def choose_options(rng: np.random.Generator, question: Question, level: float, habit: float) -> tuple[str, ...]:
    """The options that a city of that level (0 to 1) takes; `habit` is what it always does in this question."""
    wanted = float(np.clip((level + habit - 0.5) * 1.35 + 0.5 + rng.normal(0, 0.13), 0, 1))
    if not question.is_multiple:
        best = min(question.options, key=lambda option: (abs(option.points - wanted), option.code))
        return (best.code,)
    worth = [option for option in question.options if option.points > 0 and not option.is_exclusive]
    count = min(len(worth), round(wanted * question.full_marks))
    if count == 0:
        least = next((option for option in question.options if option.is_exclusive), question.options[0])
        return (least.code,)
    order = rng.permutation(len(worth))[:count]
    return tuple(sorted(worth[place].code for place in order))


def answer_questionnaire(
    rng: np.random.Generator, city: City, cycle: int, habits: dict[str, float], difficulty: dict[str, float]
) -> Participation:
    """What a city files in a cycle, by one to four departments."""
    own = version_of(cycle)
    older = [version for version in read_versions() if version.first_cycle < own.first_cycle]
    version = older[-1] if older and cycle == own.first_cycle and rng.random() < 0.25 else own
    participation = Participation(city, cycle, version)
    only_core = rng.random() < 0.15
    kept = float(rng.choice([1.0, 0.75, 0.55, 0.35], p=[0.94, 0.03, 0.02, 0.01]))
    departments = DEPARTMENTS[: int(rng.integers(1, 5))]
    desk = {area: departments[int(rng.integers(len(departments)))] for area in version.areas}
    for question in version.questions:
        if only_core and not question.is_core:
            continue
        level = (
            city.level
            + city.area_levels[question.area]
            + city.growth * (cycle - 2018)
            - difficulty.setdefault(question.code, float(rng.normal(0, 0.1)))
        )
        habit = habits.setdefault(question.code, float(rng.normal(0, 0.12)))
        fill_in(rng, participation, question, level, habit, desk[question.area], kept)
    if len(departments) > 1 and participation.chosen and rng.random() < 0.08:
        disagree(rng, participation, desk, departments)
    if not participation.rows:
        fill_in(rng, participation, version.questions[0], 1.0, 0.0, departments[0], 1.0)
    return participation


def fill_in(
    rng: np.random.Generator,
    participation: Participation,
    question: Question,
    level: float,
    habit: float,
    department: str,
    kept: float,
) -> None:
    """Answer one question, or leave it open, as cities do."""
    parent = participation.chosen.get(question.parent)
    is_closed = bool(question.parent) and parent is not None and not question.opening.intersection(parent)
    chance, is_kept = rng.random(), rng.random() < kept
    options = choose_options(rng, question, level, habit)
    if not is_kept or (is_closed and chance > 0.01):
        return
    answer: Row = {}
    if 0.02 <= chance < 0.035:
        return
    if 0.035 <= chance < 0.05:
        answer["dont_know"] = "yes"
    elif 0.05 <= chance < 0.058:
        answer["not_applicable_reason"] = REASONS[int(rng.integers(len(REASONS)))]
        participation.not_applicable.append(question.code)
    else:
        answer["option_codes"] = options
        participation.chosen[question.code] = options
    participation.rows.append(build_row(rng, participation, question.code, department, answer))


def build_row(
    rng: np.random.Generator, participation: Participation, question: str, department: str, answer: Row
) -> Row:
    """A row of `answers`."""
    cycle, city = participation.cycle, participation.city
    row: Row = {
        "cycle": cycle,
        "city_code": city.code,
        "submission_id": f"{city.code}-{cycle}-{SERIES[department]}",
        "submission_version": 1,
        "question_code": question,
        "methodology_id": "" if participation.version is version_of(cycle) else participation.version.code,
        "option_codes": (),
        "dont_know": "no",
        "department": department,
        "answered_on": f"{cycle}-{int(rng.integers(2, 7)):02d}-{int(rng.integers(1, 28)):02d}",
        **answer,
    }
    chance = rng.random()
    if chance < 0.25 and answer.get("option_codes"):
        texts = UNUSUAL_EVIDENCE if chance < 0.002 else EVIDENCE
        row["evidence_text"] = texts[int(rng.integers(len(texts)))].format(year=cycle - int(rng.integers(1, 9)))
        row["evidence_url"] = f"https://example.org/{city.code}/{cycle}/{question.lower()}"
    return row


def disagree(
    rng: np.random.Generator, participation: Participation, desk: dict[str, str], departments: tuple[str, ...]
) -> None:
    """A second department answers a question that the first has answered, with another option."""
    questions = {question.code: question for question in participation.version.questions}
    singles = [code for code in sorted(participation.chosen) if not questions[code].is_multiple]
    if not singles:
        return
    code = singles[int(rng.integers(len(singles)))]
    question = questions[code]
    other = next(option.code for option in question.options if (option.code,) != participation.chosen[code])
    second = next(each for each in departments if each != desk[question.area])
    participation.rows.append(build_row(rng, participation, code, second, {"option_codes": (other,)}))
    participation.disputed.append(code)
    participation.chosen[code] = tuple(sorted({*participation.chosen[code], other}))


def resubmit(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """An earlier version of one submission, which the present one, now version 2, replaces."""
    submission = sorted({str(row["submission_id"]) for row in participation.rows})[0]
    rows = [row for row in participation.rows if row["submission_id"] == submission]
    for row in rows:
        row["submission_version"] = 2
    keep = max(1, len(rows) - int(rng.integers(1, 4)))
    return [{**row, "submission_version": 1} for row in rows[:keep]]

"""A change between two cycles as a sentence: how much, and from what.

Pure functions on rows of `score_changes` and `answer_changes`; nothing is worked out here but the order of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.wording import round_half_away, show_change, show_points, split_list

PARTS = ("answers", "coverage", "questions", "weights")
GIVEN = {"answered", "closed", "rejected"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def tell_change(change: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]) -> str:
    """The finding in one line: "+6.2: 7.0 from your answers, −0.8 because two questions left the questionnaire".

    `change` is a row of `score_changes` that has its parts, `answers` are the rows of `answer_changes` for the same cycles
    and index. Parts that round to nothing are left out; the largest comes first.
    """
    rows = list(answers)
    causes = {
        "answers": "from your answers",
        "coverage": f"because {tell_coverage(rows)}",
        "questions": f"because {tell_questions(rows)}",
        "weights": "because questions or areas weigh differently",
    }
    parts = [(change[f"from_{part}"], causes[part]) for part in PARTS if round_half_away(change[f"from_{part}"] * 10)]
    parts.sort(key=lambda part: -abs(part[0]))
    told = ", ".join(f"{show_points(points)} {cause}" for points, cause in parts) or "nothing moved the index"
    return f"{show_change(change['change_official'])}: {told}"


def tell_coverage(rows: list[Mapping[str, Any]]) -> str:
    """Which questions were given in one of both cycles only."""
    once = [row for row in rows if "coverage" in split_list(row["what_changed"])]
    gained = sum(row["to_state"] in GIVEN and row["from_state"] not in GIVEN for row in once)
    lost = sum(row["from_state"] in GIVEN and row["to_state"] not in GIVEN for row in once)
    if gained and lost:
        return f"{count(gained)} now {have(gained)} an answer and {name(lost)} no longer {have(lost)} one"
    if gained:
        return f"{count(gained)} now {have(gained)} an answer"
    if lost:
        return f"{count(lost)} no longer {have(lost)} an answer"
    return "of questions without an answer"


def tell_questions(rows: list[Mapping[str, Any]]) -> str:
    """What became of the questionnaire."""
    changed = [kind for row in rows for kind in split_list(row["what_changed"])]
    told: list[str] = []
    for kind, verb in (("left", "left"), ("entered", "entered")):
        if number := changed.count(kind):
            told.append(f"{name(number) if told else count(number)} {verb}")
    sentence = " and ".join(told) + (" the questionnaire" if told else "")
    if moved := changed.count("area"):
        sentence += f"{' and ' + name(moved) if told else count(moved)} moved to another area"
    return sentence or "the areas are arranged in another way"


def name(number: int) -> str:
    """A small number as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def count(number: int) -> str:
    return f"{name(number)} question{'' if number == 1 else 's'}"


def have(number: int) -> str:
    return "has" if number == 1 else "have"

"""A change between two cycles as a sentence: how much, and from what.

Pure functions on rows of `score_changes` and `answer_changes`; nothing is worked out here but the order of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.language import say, say_count
from reports.numbers import round_half_away, show_change, show_points
from reports.wording import count_in_words, split_list

PARTS = ("answers", "coverage", "questions", "weights")
GIVEN = {"answered", "closed", "rejected"}


def tell_change(change: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]) -> str:
    """The finding in one line: "+6.2: 7.0 from your answers, −0.8 because two questions left the questionnaire".

    `change` is a row of `score_changes` that has its parts, `answers` are the rows of `answer_changes` for the same cycles
    and index. Parts that round to nothing are left out; the largest comes first.
    """
    rows = list(answers)
    parts = [(change[f"from_{part}"], part) for part in PARTS if round_half_away(change[f"from_{part}"] * 10)]
    parts.sort(key=lambda part: -abs(part[0]))
    sentences = [tell_part(part, show_points(points), rows) for points, part in parts]
    findings = say(", ", context="change").join(sentences) or say("nothing moved the index")
    return say("{change}: {findings}", change=show_change(change["change_official"]), findings=findings)


def tell_part(part: str, points: str, rows: list[Mapping[str, Any]]) -> str:
    """One part of a change with its cause."""
    if part == "answers":
        return say("{points} from your answers", points=points)
    if part == "weights":
        return say("{points} because questions or areas weigh differently", points=points)
    cause = tell_coverage(rows) if part == "coverage" else tell_questions(rows)
    return say("{points} because {cause}", points=points, cause=cause)


def tell_coverage(rows: list[Mapping[str, Any]]) -> str:
    """Which questions were given in one of both cycles only."""
    once = [row for row in rows if "coverage" in split_list(row["what_changed"])]
    gained = sum(row["to_state"] in GIVEN and row["from_state"] not in GIVEN for row in once)
    lost = sum(row["from_state"] in GIVEN and row["to_state"] not in GIVEN for row in once)
    told = []
    if gained:
        words = count_in_words(gained)
        told.append(
            say_count("{count} question now has an answer", "{count} questions now have an answer", gained, count=words)
        )
    if lost:
        words = count_in_words(lost)
        told.append(
            say_count("{count} no longer has one", "{count} no longer have one", lost, count=words)
            if gained
            else say_count(
                "{count} question no longer has an answer",
                "{count} questions no longer have an answer",
                lost,
                count=words,
            )
        )
    return join_clauses(told) or say("of questions without an answer")


def tell_questions(rows: list[Mapping[str, Any]]) -> str:
    """What became of the questionnaire."""
    changed = [kind for row in rows for kind in split_list(row["what_changed"])]
    left, entered, moved = (changed.count(kind) for kind in ("left", "entered", "area"))
    told = []
    if left:
        words = count_in_words(left)
        told.append(
            say_count(
                "{count} question left the questionnaire", "{count} questions left the questionnaire", left, count=words
            )
        )
    if entered:
        words = count_in_words(entered)
        told.append(
            say_count("{count} has entered it", "{count} have entered it", entered, count=words)
            if left
            else say_count(
                "{count} question entered the questionnaire",
                "{count} questions entered the questionnaire",
                entered,
                count=words,
            )
        )
    if moved:
        words = count_in_words(moved)
        told.append(
            say_count("{count} has moved to another area", "{count} have moved to another area", moved, count=words)
            if told
            else say_count(
                "{count} question moved to another area", "{count} questions moved to another area", moved, count=words
            )
        )
    return join_clauses(told) or say("the areas are arranged in another way")


def join_clauses(clauses: list[str]) -> str:
    """One clause after another, an "and" before the last."""
    *first, last = clauses or [""]
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last

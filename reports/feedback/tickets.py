"""A ticket in the words of a language: where, what, how to fix.

English words are those of the ticket itself. Those of another language come from its file, by the English text of the seed, with the
same placeholders filled in; a ticket whose words a language lacks is told in English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from assets.intake.phrases import read_place, translate_values
from assets.questionnaire.languages import PLACEHOLDER, SOURCE, TICKET, Wording

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """Areas (in order), questions and options by code, the question above each, and the kinds of tickets, as the seeds have them."""

    areas: Mapping[str, str]
    questions: Mapping[str, str]
    parents: Mapping[str, str]
    options: Mapping[tuple[str, str], str]
    kinds: Mapping[str, Row]


@dataclass(frozen=True)
class Task:
    """One ticket as a city reads it. Dates are ISO 8601, empty where they are not known."""

    severity: str
    cycle: int | None
    where: str
    what: str
    how_to_fix: str
    opened_on: str
    closed_on: str
    status: str


def word_ticket(row: Row, names: Names, wording: Wording) -> Task:
    """A row of `tickets` in words."""
    what, how_to_fix = row["what"], row["how_to_fix"]
    if wording.language != SOURCE:
        values = read_values(row, names, wording)
        kind, context = names.kinds[row["ticket_code"]], TICKET + row["ticket_code"]
        what = fill(wording, kind["what"], context, values) or what
        how_to_fix = fill(wording, kind["how_to_fix"], context, values) or how_to_fix
    return Task(
        severity=row["severity"],
        cycle=row["cycle"],
        where=describe_place(row, names, wording),
        what=what,
        how_to_fix=how_to_fix,
        opened_on=str(row["opened_on"] or ""),
        closed_on=str(row["closed_on"] or ""),
        status=row["status"],
    )


def read_values(row: Row, names: Names, wording: Wording) -> dict[str, str]:
    """What the placeholders stand for; words of ours among them are translated."""
    detail = row["detail"] or ""
    given = (
        json.loads(detail)
        if row["found_in"] == "file" and detail.startswith("{")
        else {"detail": detail.replace("|", ", ")}
    )
    area, question = row["area_code"] or "", row["question_code"] or ""
    return {
        "city_code": row["city_code"] or "",
        "cycle": str(row["cycle"] or ""),
        "area_name": wording.translate(names.areas.get(area, area), area),
        "question_code": question,
        "parent_question_code": names.parents.get(question, ""),
        **translate_values(given, wording),
    }


def fill(wording: Wording, source: str, context: str, values: Mapping[str, str]) -> str | None:
    """The translated words with their placeholders filled; None where they are not translated, or a value lacks."""
    text = wording.translate(source, context)
    if text == source or not set(PLACEHOLDER.findall(text)) <= set(values):
        return None
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def describe_place(row: Row, names: Names, wording: Wording) -> str:
    """Where the problem is: the question, entry or area, and in a file of the city's own also the file and the place in it.

    A file that holds rows of other cities is not named: its name may say whose they are.
    """
    area, question = row["area_code"], row["question_code"]
    entry = str(row["subject"] or "").partition(" entry ")[2]
    parts = []
    if question:
        text = wording.translate(names.questions.get(question, ""), question)
        parts.append(f"{question} {text}".strip())
    elif entry:
        parts.append(wording.say("feedback.place.grid_entry", name=entry))
    elif area:
        parts.append(wording.say("feedback.place.area", name=wording.translate(names.areas.get(area, area), area)))
    elif row["found_in"] == "submission":
        parts.append(wording.say("feedback.place.submission"))
    is_own = row["is_own_file"] == "yes"
    if is_own and row["source_file"] and row["found_in"] in ("file", "row"):
        parts.append(PurePosixPath(row["source_file"]).name)
    if row["found_in"] == "file" or (row["found_in"] == "row" and is_own):
        parts.append(read_place(row["location"]).describe(wording))
    return ", ".join(filter(None, parts))

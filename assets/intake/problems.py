"""A problem met while reading, and its words.

The words have one home, the seed `ticket_kinds`; here their placeholders are filled in. What a submission
says is repeated shortened and without characters that cannot be seen, and is escaped wherever it is shown.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assets.intake.bounds import MAX_QUOTED, MAX_TICKETS_OF_A_KIND
from assets.intake.phrases import SUBMITTED, translate_values
from assets.questionnaire.languages import SOURCE, TICKET, read_wording
from assets.schema import SEEDS

# Control characters, marks that turn the direction of writing, separators of lines, halves of characters.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Subject:
    """What a row is about beside city and cycle, as far as it can be read: by it a later file is known to have mended it.

    `kind` of the rows, `key` of what is replaced as a whole (the submission, the entry …), `version` or revision.
    """

    kind: str
    key: str | None
    version: int | None


@dataclass(frozen=True)
class Problem:
    """One problem of a file: `code` is a row of the seed `ticket_kinds`, `location` says where, in words."""

    code: str
    location: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    city_code: str | None = None
    cycle: int | None = None
    subject: Subject = Subject("", None, None)


class FileRefusedError(Exception):
    """The file as a whole cannot be used; holds its problems, and the language of its sender where it is known."""

    def __init__(self, *problems: Problem, language: str = SOURCE) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems, self.language = problems, language


@cache
def ticket_kinds() -> dict[str, dict[str, str]]:
    """The seed `ticket_kinds` by code."""
    with (SEEDS / "ticket_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["ticket_code"]: row for row in csv.DictReader(file)}


def hide_unprintable(text: str) -> str:
    return UNPRINTABLE.sub("·", text)


def quote_value(value: object) -> str:
    """A submitted value as a ticket repeats it."""
    text = hide_unprintable(str(value))
    return text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + "…"


def quote_values(problem: Problem) -> dict[str, str]:
    """What the placeholders of the words stand for."""
    return {name: quote_value(value) if name in SUBMITTED else str(value) for name, value in problem.values.items()}


def word_problem(problem: Problem, language: str = SOURCE) -> tuple[str, str]:
    """What is wrong and how to mend it. Raises KeyError for a placeholder without a value."""
    kind, wording = ticket_kinds()[problem.code], read_wording(language)
    values = translate_values(quote_values(problem), wording)
    what, how_to_fix = (wording.translate(kind[part], TICKET + problem.code) for part in ("what", "how_to_fix"))
    return fill(what, values), fill(how_to_fix, values)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders; other braces (examples of JSON) stay."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: values[match[1]], text)


def cap_problems(problems: Sequence[Problem]) -> list[Problem]:
    """At most so many problems of a kind, and one that counts the rest: a broken file floods nothing."""
    seen: Counter[str] = Counter()
    kept = []
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= MAX_TICKETS_OF_A_KIND:
            kept.append(problem)
    for code, count in sorted(seen.items()):
        if count > MAX_TICKETS_OF_A_KIND:
            values = {
                "value": count - MAX_TICKETS_OF_A_KIND,
                "hint": code.replace("_", " "),
                "limit": count,
            }
            kept.append(Problem("further_problems", values=values))
    return kept

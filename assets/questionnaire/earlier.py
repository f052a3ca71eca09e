"""What is known of cities already, from the latest release: the register, and the answers of the cycle before.

Reads a release and never the warehouse, as everybody who only reads does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.questionnaire.book import Previous
from assets.questionnaire.form import Form, Question, find_methodology, read_seed

CITIES = ("public/data/cities.parquet", "internal/data/draft_cities.parquet")
SCORES = ("public/data/indicator_scores.parquet", "internal/data/draft_indicator_scores.parquet")
# States that are told where there is no answer to take over; a question that was closed or left out says nothing.
TOLD = ("dont_know", "not_applicable", "rejected")


@dataclass(frozen=True)
class City:
    """A city of the register; `languages` are those of its administration, ISO 639-1."""

    code: str
    name: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """The answers of the last cycle in which a city took part, by question of the present form."""

    cycle: int
    answers: Mapping[str, Previous]


def query(release: Path, names: Iterable[str], sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Rows of tables of a release, those of unpublished cities with them; `rows` is what the statement calls them."""
    import duckdb

    files = [str(release / name) for name in names if (release / name).exists()]
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        return connection.execute(
            f"with rows as (from read_parquet(?, union_by_name = true)) {sql}", [files, *values]
        ).fetchall()


def read_register(release: Path) -> dict[str, City]:
    """All cities by code."""
    found = query(release, CITIES, "select city_code, city_name, languages from rows order by city_code", [])
    return {code: City(code, name, tuple(filter(None, (spoken or "").split("|")))) for code, name, spoken in found}


def read_earlier(release: Path, cycle: int, form: Form, cities: Iterable[str] = ()) -> dict[str, Earlier]:
    """What each city answered in its last cycle before this one, as the reviews left it; without `cities`, for all."""
    wanted = sorted(cities)
    found = query(
        release,
        SCORES,
        "select city_code, cycle, methodology_id, question_code, state, option_codes from rows "
        "where cycle < ? and (len(?) = 0 or list_contains(?, city_code)) "
        "qualify cycle = max(cycle) over (partition by city_code) order by city_code, question_code",
        [cycle, wanted, wanted],
    )
    gathered: dict[str, dict[str, Previous]] = {}
    cycles: dict[str, int] = {}
    for city, year, methodology, question_code, state, options in found:
        cycles[city] = year
        answers = gathered.setdefault(city, {})
        if methodology != find_methodology(year):
            continue
        question = carry_question(form, methodology, question_code)
        if question is None:
            continue
        previous = describe_answer(question, state, tuple(filter(None, (options or "").split("|"))))
        if previous is not None:
            answers[question.code] = previous
    return {city: Earlier(cycles[city], answers) for city, answers in gathered.items()}


def carry_question(form: Form, methodology_id: str, code: str) -> Question | None:
    """The question of the present form that an earlier one carries over to: the same code, else by the map, in both directions."""
    if code in form.questions:
        return form.questions[code]
    for row in read_seed("question_map"):
        ends = {(row[f"methodology_id_{end}"], row[f"question_code_{end}"]) for end in ("a", "b")}
        if (methodology_id, code) in ends:
            for other_methodology, other in ends - {(methodology_id, code)}:
                if other_methodology == form.methodology_id and other in form.questions:
                    return form.questions[other]
    return None


def describe_answer(question: Question, state: str, options: tuple[str, ...]) -> Previous | None:
    """What stands beside the question: an answer that may be kept, or why there is none; None where nothing was said."""
    if state != "answered":
        return Previous(state=state) if state in TOLD else None
    if set(options) <= question.option_codes and (question.is_multiple or len(options) == 1):
        return Previous(options)
    return Previous(state="changed")

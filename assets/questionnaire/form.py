"""The form of a version of the questionnaire, made of the seeds: areas, questions, options, and what opens a question.

Everything is in English here; the words of other languages are `languages.py`. How the form looks in a workbook is `layout.py` and
the sheets beside it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from assets.questionnaire.languages import SOURCE, TICKET, Text, read_wording
from assets.schema import SEEDS, Column, file_kinds


class UnknownMethodology(Exception):
    """There is no such version, or no version for the cycle; the message says which there are."""


@dataclass(frozen=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True, eq=False)
class Question:
    """A question of a version. `opening` are the options of the parent that open it; without a parent it is always open."""

    code: str
    text: str
    is_multiple: bool
    options: tuple[Option, ...]
    parent: str
    opening: frozenset[str]

    @property
    def option_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options)


@dataclass(frozen=True, eq=False)
class Area:
    code: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Fact:
    code: str
    name: str
    unit: str
    use: str


@dataclass(frozen=True, eq=False)
class Form:
    """All that a version asks: the areas that have questions, in order, and the facts about the city."""

    methodology_id: str
    areas: tuple[Area, ...]
    facts: tuple[Fact, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for area in self.areas for question in area.questions}


def seeds_folder() -> Path:
    """The seeds of the programme: its own, or those that are shipped."""
    return Path(os.environ.get("INTERCULTURAL_SEEDS") or SEEDS)


def read_seed(name: str) -> list[dict[str, str]]:
    """The rows of a seed as text."""
    return read_csv(seeds_folder() / f"{name}.csv")


@cache
def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def find_methodology(cycle: int) -> str:
    """The version that a cycle belongs to. Raises UnknownMethodology where there is none."""
    versions = read_seed("methodologies")
    for row in versions:
        if int(row["first_cycle"]) <= cycle and (not row["last_cycle"] or cycle <= int(row["last_cycle"])):
            return row["methodology_id"]
    spans = ", ".join(f"{row['methodology_id']} {row['first_cycle']}–{row['last_cycle']}" for row in versions)
    raise UnknownMethodology(f"No questionnaire belongs to the cycle {cycle}. There are: {spans}.")


def read_form(methodology_id: str) -> Form:
    """The form of a version. Raises UnknownMethodology where there is none."""
    return build_form(seeds_folder(), methodology_id)


@cache
def build_form(folder: Path, methodology_id: str) -> Form:
    known = [row["methodology_id"] for row in read_csv(folder / "methodologies.csv")]
    if methodology_id not in known:
        raise UnknownMethodology(f"There is no questionnaire '{methodology_id}'. There are: {', '.join(known)}.")

    def rows_of(name: str) -> list[dict[str, str]]:
        return [row for row in read_csv(folder / f"{name}.csv") if row["methodology_id"] == methodology_id]

    options: dict[str, list[dict[str, str]]] = {}
    for row in rows_of("methodology_options"):
        options.setdefault(row["question_code"], []).append(row)
    texts = {row["question_code"]: row["question_text"] for row in read_csv(folder / "questions.csv")}
    questions: dict[str, list[Question]] = {}
    for row in rows_of("methodology_questions"):
        code = row["question_code"]
        offered = sorted(options.get(code, ()), key=lambda option: int(option["sort_order"]))
        question = Question(
            code=code,
            text=texts[code],
            is_multiple=row["answer_kind"] == "multi",
            options=tuple(Option(option["option_code"], option["option_label"]) for option in offered),
            parent=row["parent_question_code"],
            opening=frozenset(filter(None, row["parent_opening_options"].split("|"))),
        )
        questions.setdefault(row["area_code"], []).append(question)
    named = sorted(read_csv(folder / "areas.csv"), key=lambda row: int(row["sort_order"]))
    areas = tuple(
        Area(row["area_code"], row["area_name"], tuple(questions[row["area_code"]]))
        for row in named
        if row["area_code"] in questions
    )
    facts = tuple(
        Fact(row["fact_code"], row["name"], row["unit"], row["what_it_is_used_for"])
        for row in read_csv(folder / "fact_codes.csv")
    )
    return Form(methodology_id, areas, facts)


def list_texts() -> Iterator[Text]:
    """Every English text that a workbook, or a ticket about one, can show, in all versions."""
    for row in read_seed("areas"):
        yield Text(row["area_name"], row["area_code"])
    for row in read_seed("questions"):
        yield Text(row["question_text"], row["question_code"])
    for row in read_seed("methodology_options"):
        yield Text(row["option_label"], row["question_code"])
    for row in read_seed("fact_codes"):
        for column in ("name", "unit", "what_it_is_used_for"):
            yield Text(row[column], row["fact_code"])
    for row in read_seed("ticket_kinds"):
        yield Text(row["what"], TICKET + row["ticket_code"])
        yield Text(row["how_to_fix"], TICKET + row["ticket_code"])
    for hint in list_hints():
        yield Text(hint)
    for key, text in read_wording(SOURCE).own.items():
        yield Text(text, key)


def list_hints() -> list[str]:
    """What tickets say of the form that a cell should have."""
    from assets.intake.validation import HINTS

    formats = {column.meta.get("format_hint") for kind in file_kinds().values() for column in kind.columns}
    return sorted({*HINTS.values(), *filter(None, formats)})


def accepted_values(column: Column) -> tuple[str, ...]:
    """The values that the contract accepts in a column; their labels are the own words `value.<column>.<value>`."""
    if column.data_type == "yes_no":
        return ("yes", "no")
    return tuple(column.meta.get("values") or ())


def grid_columns() -> dict[str, Column]:
    """The columns of the policy assessment grid by name, as the contract has them."""
    return {column.name: column for column in file_kinds()["policy_grid"].columns}

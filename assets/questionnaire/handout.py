"""Which workbook goes to whom: from a city, a cycle and a department to the bytes of a workbook and the name of its file.

Where files are written is decided by those who call: the command line, and the asset that opens a cycle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assets.questionnaire.book import Request
from assets.questionnaire.earlier import City, Earlier
from assets.questionnaire.form import find_methodology, read_form
from assets.questionnaire.languages import choose_language, list_languages, read_wording
from assets.questionnaire.layout import Assignment
from assets.questionnaire.workbook import write_questionnaire
from assets.schema import file_kinds

WHOLE_CITY = "city"  # the series of submissions of a city that sends one workbook
MAX_SERIES = 60


class NotPossible(Exception):
    """The workbook cannot be made as it was asked for; the message says why and what there is."""


@dataclass(frozen=True)
class Handout:
    """A workbook and the name of its file."""

    name: str
    content: bytes


def check_city_code(code: str) -> None:
    """Raises NotPossible for what is no code of a city; codes name folders."""
    column = next(column for column in file_kinds()["answers"].columns if column.name == "city_code")
    if not re.fullmatch(column.meta["pattern"].strip("^$"), code, re.ASCII):
        raise NotPossible(f"'{code}' is no code of a city: {column.meta['format_hint']}.")


def name_series(department: str) -> str:
    """The series of submissions of a department: its name without what a file name or a list cannot hold.

    Raises NotPossible where nothing is left of it.
    """
    plain = unicodedata.normalize("NFKC", department).casefold()
    series = "-".join(re.findall(r"[^\W_]+", plain))[:MAX_SERIES].rstrip("-")
    if not series:
        raise NotPossible(f"'{department}' is no name of a department: letters or digits are needed.")
    return series


def name_file(cycle: int, city_code: str, language: str, series: str = WHOLE_CITY) -> str:
    """The name of the file of a workbook."""
    department = "" if series == WHOLE_CITY else f"-{series}"
    return f"questionnaire-{city_code}-{cycle}{department}-{language}.xlsx"


def make_handout(
    cycle: int,
    city: City,
    language: str | None = None,
    department: str = "",
    areas: Iterable[str] = (),
    earlier: Earlier | None = None,
) -> Handout:
    """The workbook of a city, or of one of its departments, in a cycle; without a language in the city's own.

    Raises NotPossible for a language or area that there is not, UnknownMethodology for a cycle without a questionnaire.
    """
    check_city_code(city.code)
    language = language or choose_language(city.languages)
    if language not in list_languages():
        raise NotPossible(f"There is no language '{language}'. There are: {', '.join(list_languages())}.")
    form = read_form(find_methodology(cycle))
    wanted, known = frozenset(areas), [area.code for area in form.areas]
    if not wanted <= set(known):
        unknown = ", ".join(sorted(wanted - set(known)))
        raise NotPossible(f"{form.methodology_id} has no area {unknown}. Its areas: {', '.join(known)}.")
    series = name_series(department) if department.strip() else WHOLE_CITY
    request = Request(
        Assignment(cycle, city.code, form.methodology_id, series),
        form,
        read_wording(language),
        city.name,
        department.strip(),
        wanted,
        earlier.cycle if earlier else None,
        earlier.answers if earlier else {},
    )
    return Handout(name_file(cycle, city.code, language, series), write_questionnaire(request))

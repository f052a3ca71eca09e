"""Which strategy workbook goes to a city: from what it has filed to the bytes of a workbook and the name of its file."""

from __future__ import annotations

from datetime import date

from assets.questionnaire.book import Request
from assets.questionnaire.earlier import City
from assets.questionnaire.form import find_methodology, read_form
from assets.questionnaire.handout import Handout, NotPossible, check_city_code
from assets.questionnaire.languages import choose_language, list_languages, read_wording
from assets.questionnaire.layout import Assignment
from assets.strategies.due import list_due
from assets.strategies.filed import Filed
from assets.strategies.workbook import StrategyRequest, write_strategy

SERIES = "strategy"


def name_file(cycle: int, city_code: str, language: str) -> str:
    """The name of the file of a workbook."""
    return f"{SERIES}-{city_code}-{cycle}-{language}.xlsx"


def make_strategy(cycle: int, city: City, filed: Filed, language: str | None = None) -> Handout:
    """The workbook of a city: what it has filed, and the values that fall due until the end of the year of the cycle.

    Without a language in the city's own. Raises NotPossible for a language that there is not, UnknownMethodology for a cycle
    without a questionnaire.
    """
    check_city_code(city.code)
    language = language or choose_language(city.languages)
    if language not in list_languages():
        raise NotPossible(f"There is no language '{language}'. There are: {', '.join(list_languages())}.")
    methodology = find_methodology(cycle)
    request = Request(
        Assignment(cycle, city.code, methodology, SERIES), read_form(methodology), read_wording(language), city.name
    )
    content = write_strategy(StrategyRequest(request, filed, list_due(filed, date(cycle, 12, 31))))
    return Handout(name_file(cycle, city.code, language), content)

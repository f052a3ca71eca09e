"""Which review workbook goes to a reviewer: from a release, a city and a cycle to its bytes and the name of its file."""

from __future__ import annotations

from pathlib import Path

from assets.questionnaire.book import Request
from assets.questionnaire.earlier import City
from assets.questionnaire.form import read_form
from assets.questionnaire.handout import Handout, NotPossible, check_city_code, name_series
from assets.questionnaire.languages import SOURCE, list_languages, read_wording
from assets.questionnaire.layout import Assignment
from assets.reviews.material import read_material
from assets.reviews.workbook import ReviewRequest, write_review

SERIES = "review"  # reviews of somebody who is not named further


def make_review(release: Path, cycle: int, city: City, language: str | None = None, reviewer: str = "") -> Handout:
    """The workbook to review a city in a cycle, in English unless another language is asked for.

    `reviewer` is a role or group that reviews on its own, not the name of a person. Raises NotPossible for a language that there is
    not, NothingToReview where the city has filed nothing.
    """
    check_city_code(city.code)
    language = language or SOURCE
    if language not in list_languages():
        raise NotPossible(f"There is no language '{language}'. There are: {', '.join(list_languages())}.")
    material = read_material(release, city.code, cycle)
    series = f"{SERIES}-{name_series(reviewer)}" if reviewer.strip() else SERIES
    request = Request(
        Assignment(cycle, city.code, material.questionnaire_id, series),
        read_form(material.questionnaire_id),
        read_wording(language),
        city.name,
    )
    content = write_review(ReviewRequest(request, material, material.last_version + 1))
    return Handout(f"{series}-{city.code}-{cycle}-{language}.xlsx", content)

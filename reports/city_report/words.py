"""Names and sentences that several sections of a city report use, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reports.book import Book, Row
from reports.language import say, say_count, spoken_locale, spoken_wording
from reports.numbers import round_half_away, show_score
from reports.pages.city import name_group
from reports.wording import list_items, order_code, split_list
from reports.words_by_code import INDEX_NAMES, STATES

INDEXES = ("core", "extended")
SET_ASIDE = {"XA", "XB", "ZZ"}  # codes that Babel has names for, which are no countries


def name_index(code: str) -> str:
    return say(INDEX_NAMES[code])


def name_area(book: Book, code: str) -> str:
    return spoken_wording().translate(book.area_names[code], code)


def name_question(book: Book, code: str) -> str:
    return spoken_wording().translate(book.questions[code]["question_text"], code)


def name_answer(book: Book, version: str, question: str, codes: str | None) -> str:
    """The options as the form shows them; a code that the version does not have stays a code."""
    return list_items(
        spoken_wording().translate(book.options.get((version, question, option), option), question)
        for option in split_list(codes)
    )


def name_state(code: str) -> str:
    return say(STATES[code])


def name_coverage(code: str) -> str:
    return spoken_wording().say(f"feedback.coverage.{code}")


def name_decision(code: str) -> str:
    """What a review decided."""
    return spoken_wording().say(f"feedback.decision.{code}")


def name_value(column: str, code: str | None) -> str:
    """A value of the policy grid as its workbook calls it."""
    return spoken_wording().find(f"value.{column}.{code}", code or "")


def name_band(book: Book, kind: str, code: str | None) -> str:
    """A band of size or diversity; a dash where the city is in none."""
    label = book.band_names.get((kind, code or ""))
    return spoken_wording().translate(label) if label else "–"


def name_peers(book: Book, kind: str, code: str) -> str:
    """A group of cities, its bands in the language that is spoken."""
    said = {place: spoken_wording().translate(label) for place, label in book.band_names.items()}
    return name_group(replace(book, band_names=said), kind, code)


def name_country(code: str) -> str:
    """The country as the language calls it; its code where the language does not know it, or has set it aside for no country."""
    return code if code in SET_ASIDE else str(spoken_locale().territories.get(code, code))


def name_list(names: Iterable[str]) -> str:
    """Names one after the other, as the language does it."""
    from babel.lists import format_list

    return format_list([*names], locale=spoken_locale())


def tell_distance(difference: float) -> str:
    """How far a score lies from a mean."""
    points = round_half_away(difference)
    if not points:
        return say("The city lies at the mean.")
    if points > 0:
        return say_count("The city lies {number} point above it.", "The city lies {number} points above it.", points)
    return say_count("The city lies {number} point below it.", "The city lies {number} points below it.", -points)


def tell_span(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else say("{low} to {high}", low=show_score(low), high=show_score(high))


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: order_code(row["question_code"] or ""))

"""The page of study visits: for each visiting city the mentor and the fellow, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row, group_rows
from reports.edition import Edition
from reports.language import say
from reports.numbers import write_decimal
from reports.pages.page import Page
from reports.visits import NO_HOST
from reports.wording import list_items, split_list

SURE, SOME = 0.8, 0.5  # shares of the draws
NAMED = 4  # areas that are named in the reasons


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page of the latest cycle; none for the record."""
    if edition.is_record:
        return
    rows = [row for row in book.studies["city_matches"] if row["cycle"] == edition.cycle]
    visits: list[dict[str, Any]] = [
        {"city": book.cities[code], "matches": [describe_match(book, row) for row in own]}
        for code, own in group_rows(rows, "visitor_city_code").items()
    ]
    visits.sort(key=lambda visit: visit["city"]["city_name"].casefold())
    steps: dict[str, int] = {}
    for row in book.studies["membership_journey"]:
        steps[row["city_code"]] = steps.get(row["city_code"], 0) + 1
    mentors = sorted(
        (book.cities[code] for code, count in steps.items() if count == len(book.curriculum)),
        key=lambda city: city["city_name"].casefold(),
    )
    context = {"visits": visits, "mentors": mentors, "draws": rows[0]["draws"] if rows else None}
    context["city_pages"] = set(book.cycles_of)
    yield Page("visits.html", "visits.html.j2", say("Study visits"), context)


def describe_match(book: Book, row: Row) -> dict[str, Any]:
    """A match with its host and areas by name, and how sure it is in words; or why there is none."""
    host = book.cities.get(row["host_city_code"] or "")
    return row | {
        "reasons": tell_reasons(book, row) if host else None,
        "host": host,
        "areas": [book.area_names[code] for code in split_list(row["area_codes"])],
        "sure": None
        if row["survival"] is None
        else say("holds under most choices")
        if row["survival"] >= SURE
        else say("holds under many choices")
        if row["survival"] >= SOME
        else say("others would do as well"),
        "nobody": say(NO_HOST[row["reason"]]) if row["reason"] in NO_HOST else row["reason"],
    }


def tell_reasons(book: Book, row: Row) -> str:
    """Why this host, in words: as `city_matches` tells it in English, from the same figures."""
    visitor, host, cycle = row["visitor_city_code"], row["host_city_code"], row["cycle"]
    needs = book.needs[visitor, cycle]
    offered = next(member["scores"] for member in book.networks[cycle] if member["city_code"] == host)
    areas = split_list(row["area_codes"])
    told = [
        say(
            "{area} (the visitor {need} below the upper quartile of its group, the host {offer} above)",
            area=book.area_names[area],
            need=write_decimal(100 * needs[area]["need"], 0),
            offer=write_decimal(offered[needs[area]["index_code"], area] - needs[area]["reference_p75"], 0),
        )
        for area in areas[:NAMED]
    ]
    strong = list_items(told)
    if len(areas) > NAMED:
        strong = say("{items} and {number} more", items=strong, number=len(areas) - NAMED)
    parts = [say("Strong where the visitor has a need: {areas}.", areas=strong)]
    if row["kind"] == "mentor":
        parts.append(say("Has completed the curriculum."))
    shared = list(list_shared(book, visitor, host, cycle))
    *first, last = shared or [""]
    both = say("{first} and {last}", first=", ".join(first), last=last) if first else last
    parts.append(say("Both share {what}.", what=both) if shared else say("No language and no band is shared."))
    return " ".join(parts)


def list_shared(book: Book, visitor: str, host: str, cycle: int) -> Iterator[str]:
    """What visitor and host have in common, in words."""
    spoken = [set(split_list(book.cities[code]["languages"])) for code in (visitor, host)]
    if languages := sorted(spoken[0] & spoken[1]):
        yield say("a language ({codes})", codes=", ".join(languages))
    mine, other = (book.bands.get((code, cycle), {}) for code in (visitor, host))
    for band, words in (("population_band", say("the size band")), ("diversity_band", say("the diversity band"))):
        if mine.get(band) is not None and mine.get(band) == other.get(band):
            yield words

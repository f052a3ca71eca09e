"""Does it work? How far the index of cities changed, beside how far the outcomes of their strategies did.

The figures are those of the tables `effects` and `effect_links`. They go together or not; what brought them about nobody has asked.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from reports.book import Book, Row
from reports.edition import Edition
from reports.figures_of_effect import draw_effects
from reports.language import say
from reports.pages.page import Chart, Page

LEAST_CITIES = 10


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page where cities follow strategies; under ten cities with both changes it shows none of them and says why."""
    if edition.is_record or not book.plans.of_city:
        return
    link = next(iter(book.studies["effect_links"]), None)
    effects = {row["city_code"]: row for row in book.studies["effects"]}
    rows = [effects[code] | {"city": city} for code, city in book.cities.items() if code in effects]
    is_shown = link is not None and len(rows) >= LEAST_CITIES
    yield Page(
        "effects.html",
        "effects.html.j2",
        say("Does it work?"),
        {
            "link": link,
            "finding": tell_finding(link) if is_shown and link else None,
            "cities": len(rows),
            "least": LEAST_CITIES,
            "rows": rows if is_shown else [],
            "chart": draw(rows) if is_shown else None,
        },
        has_charts=is_shown,
    )


def tell_finding(link: Row) -> str:
    """What the correlation says, in a sentence; less than its interval allows is not said."""
    if link["correlation"] is None:
        return say("All cities changed alike, so nothing can be said about whether the two go together.")
    if link["correlation_low"] > 0:
        return say("Cities whose index rose more also tend to have come further with their outcomes.")
    if link["correlation_high"] < 0:
        return say("Cities whose index rose more tend to have come less far with their outcomes.")
    return say("It cannot be told whether the two go together: the interval of the correlation holds 0.")


def draw(rows: list[Row]) -> Chart:
    return Chart(
        "effects",
        say("Change of the index and of outcomes"),
        say(
            "Each dot is a city. To the right its index rose, to the left it fell; above the line its outcomes moved towards their targets "
            "(100 % has reached them), below it away from them."
        ),
        draw_effects(
            [html.escape(row["city"]["city_name"], quote=False) for row in rows],  # plotly reads a little markup
            [row["index_change"] for row in rows],
            [row["outcome_change"] for row in rows],
        ),
    )

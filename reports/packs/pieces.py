"""What several packs are made of: their title page, the profile of a city, practices, and what many cities need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.book import INDEX, Row
from reports.city_report.content import Programme, say_footer
from reports.city_report.figures_of_city import Figures
from reports.city_report.opening import tell_city
from reports.city_report.results import draw_result, tell_indexes
from reports.city_report.source import City
from reports.city_report.words import name_area, name_country
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.render import Document, shorten, start_document
from reports.language import say
from reports.numbers import show_score

FIRST = 5  # areas that a pack goes through


def start_pack(
    programme: Programme,
    title: str,
    subtitle: str,
    cycle: int,
    cities: Sequence[City],
    sections: Iterable[Block],
    for_whom: str,
) -> Document:
    """A pack as a document; it is never public."""
    return start_document(
        programme=programme.said_title,
        title=title,
        subtitle=subtitle,
        description=f"{subtitle}: {title}",
        status=say("Internal: not for publication"),
        is_draft=True,
        notices=[
            *([programme.said_statement] if programme.is_fictional else []),
            for_whom,
            say("Our computation, not an official result of the Intercultural Cities programme."),
        ],
        running=" · ".join([shorten(title), str(cycle), say("internal")]),
        footer=say_footer(programme),
        meta=[
            (say("Cycle"), str(cycle)),
            *((city.row["city_name"], say("answers of {cycle}", cycle=city.cycle)) for city in cities[:8]),
        ],
        sections=sections,
    )


def name_city(row: Row) -> str:
    return f"{row['city_name']}, {name_country(row['country_iso2'])}"


def tell_profile(figures: Figures, code: str) -> Block:
    """A city at a glance with its result against others."""
    glance = tell_city(figures)
    result = [blocks.text(words, "lead" if not place else "plain") for place, words in enumerate(tell_indexes(figures))]
    drawn = draw_result(figures)
    found = [*result, *([drawn] if drawn else []), *glance["blocks"]]
    return blocks.section(code, name_city(figures.city.row), found)


def list_needs(city: City) -> list[Row]:
    """The areas in which a city has a need, the largest first."""
    rows = [row for row in city.learning.needs.get((city.code, city.cycle), []) if row["need"]]
    return sorted(rows, key=lambda row: (-row["need"], city.book.area_order[row["area_code"]]))


def list_practices(city: City, area: str) -> list[Row]:
    """What a city has documented in an area and everybody may see, the latest first."""
    rows = [
        row for row in city.learning.practices.values() if row["city_code"] == city.code and row["area_code"] == area
    ]
    return sorted(rows, key=lambda row: (-(row["year"] or 0), row["practice_id"]))


def show_practices(city: City, area: str, most: int = 3) -> Iterator[Block]:
    for practice in list_practices(city, area)[:most]:
        yield blocks.item(
            blocks.bound(practice["title"] or practice["practice_id"], 200),
            above=" · ".join([name_city(city.row), *([str(practice["year"])] if practice["year"] else [])]),
            below=blocks.bound(practice["summary"]),
            links=[blocks.link(practice["source_url"] or "", practice["source_url"])],
        )


def find_score(figures: Figures, area: str) -> float | None:
    row = figures.scores.get((figures.main_index(area), area))
    return row["score"] if row else None


def table_of_scores(every: Sequence[Figures], areas: Sequence[str], caption: str) -> Block:
    """Areas by city, in points of 100."""
    book = every[0].city.book
    columns = [(say("Area"), False), *((shorten(figures.city.row["city_name"]), True) for figures in every)]
    rows = [[name_area(book, area), *(show_score(find_score(figures, area)) for figures in every)] for area in areas]
    whole = [
        say("Core index"),
        *(show_score((figures.scores.get(("core", INDEX)) or {}).get("score")) for figures in every),
    ]
    return blocks.table(caption, columns, [whole, *rows], [2.4, *[1.0] * len(every)])

"""The network page: cities as dots by score, with filters; a list by name beside it. No order by score anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import INDEX, Book
from reports.edition import Edition
from reports.figures import draw_network
from reports.language import say
from reports.pages.page import Chart, Page, to_script
from reports.shared_data import list_scripts


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    version = book.version_of[edition.cycle]
    members = [describe_member(book, member, edition.cycle) for member in book.network]
    members.sort(key=lambda member: member["name"].casefold())
    shown = [member for member in members if f"core {INDEX}" in member["scores"]]
    chart = None
    if shown:
        scores = [member["scores"][f"core {INDEX}"] for member in shown]
        chart = Chart(
            "network",
            say("Cities of the network by score"),
            say(
                "Each dot is a city, its place from left to right its score; one row a country. The dashed line is the mean of "
                "the cities that are shown."
            ),
            draw_network([m["name"] for m in shown], scores, [m["country"] for m in shown], sum(scores) / len(scores)),
        )
    areas = [
        (row["area_code"], book.area_names[row["area_code"]], row["index_code"]) for row in book.version_areas[version]
    ]
    context = {
        "members": members,
        "chart": chart,
        "areas": areas,
        "version": version,
        "window": book.versions[version]["sample_window_years"],
        "of_cycle": sum(member["cycle"] == edition.cycle for member in members),
        "countries": sorted({member["country"] for member in members}),
        "bands": {
            kind: sorted(
                {(member[kind], book.band_names[kind, member[kind]]) for member in members if member[kind]},
                key=lambda band: list(book.band_names).index((kind, band[0])),
            )
            for kind in ("population", "diversity")
        },
        "data": to_script(members),
        "least": int(edition.thresholds["peer_group_least"]),
    }
    yield Page(
        "network.html",
        "network.html.j2",
        say("The network"),
        context,
        has_charts=bool(chart),
        files=dict(list_scripts(book)),
    )


def describe_member(book: Book, member: dict[str, Any], cycle: int) -> dict[str, Any]:
    city = book.cities[member["city_code"]]
    band = book.bands.get((member["city_code"], cycle), {})
    return {
        "code": member["city_code"],
        "name": city["city_name"],
        "country": city["country_iso2"],
        "cycle": member["cycle"],
        "population": band.get("population_band"),
        "diversity": band.get("diversity_band"),
        "scores": {f"{index} {area}": score for (index, area), score in member["scores"].items()},
    }

"""The Index Charts: one page on which the reader chooses cities, area, cycle and view; drawn by `static/charts.js`.

Here are the data of the page, as one compact file that a page from the file system can load; the names that are said in the language
of the page are in the page. Only cells that enter means are
in it: full or partial coverage, with a score. What is drawn from them, and in which words, is in `static/charts-views.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import INDEX, Book, Row, group_rows
from reports.edition import Edition
from reports.language import say
from reports.pages.page import Page, to_script
from reports.wording import split_list

DATA_PATH = "assets/charts-data.js"
MOST_CITIES = 6  # that a reader can choose; each has a colour and a mark of its own
DIGITS = 4  # enough to round to whole points as everywhere else
VIEWS = {
    "dots": "Level of achievement",
    "lines": "Progress over time",
    "heat": "Cities by area",
    "pairs": "Core and extended",
    "spread": "Distribution by area",
    "radar": "Areas around a circle",
    "clusters": "Groups of like cities",
    "world": "Map",
}
Place = tuple[str, int, str]  # city_code, cycle of the participation, methodology_id


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    data, words = compose_data(book, edition), compose_words(book, edition)
    views = {name: say(title) for name, title in VIEWS.items() if name != "lines" or not edition.is_record}
    context = {
        "views": views,
        "cycles": sorted(data["network"], reverse=True),
        "areas": list(zip(data["areas"], words["areas"], strict=True)),
        "countries": sorted({city[2] for city in data["cities"]}),
        "networks": data["networks"],
        "most": MOST_CITIES,
        "words": to_script(words),
    }
    text = f"window.INDEX_CHARTS = {to_script(data)};\n"
    yield Page(
        "charts.html",
        "charts.html.j2",
        say("Index Charts"),
        context,
        has_charts=bool(data["network"]),
        files={DATA_PATH: text},
    )


def list_areas(book: Book) -> list[str]:
    return [INDEX, *sorted(book.area_names, key=lambda area: book.area_order[area])]


def compose_words(book: Book, edition: Edition) -> dict[str, Any]:
    """What the page says about its data, in the language of the page: names of areas and bands, and what goes with every download."""
    return {
        "about": describe_edition(edition),
        "areas": [say("whole index") if area == INDEX else book.area_names[area] for area in list_areas(book)],
        "bands": {
            kind: [(code, label) for (of, code), label in book.band_names.items() if of == kind]
            for kind in ("population", "diversity")
        },
    }


def compose_data(book: Book, edition: Edition) -> dict[str, Any]:
    """All that the page shows, in no language: cities, participations with their cells, the network of each cycle."""
    areas = list_areas(book)
    cells = collect_cells(book)
    members = {cycle: [place for place in places if place in cells] for cycle, places in list_members(book).items()}
    members = {cycle: places for cycle, places in members.items() if places}
    own = [place for place in cells if book.version_of[place[1]] == place[2]]
    used = sorted({*own, *(place for places in members.values() for place in places)})
    number = {place: index for index, place in enumerate(used)}
    codes = sorted({place[0] for place in used}, key=lambda code: (book.cities[code]["city_name"].casefold(), code))
    city_number = {code: index for index, code in enumerate(codes)}
    networks = sorted({name for code in codes for name in split_list(book.cities[code]["network_codes"])})
    intervals = {
        (row["city_code"], row["cycle"], row["methodology_id"], row["index_code"]): (
            row["score_low"],
            row["score_high"],
        )
        for row in book.studies["robustness"]
    }
    return {
        "about": describe_edition(edition),
        "least": int(edition.thresholds["peer_group_least"]),
        "most": MOST_CITIES,
        "versions": {cycle: book.version_of[cycle] for cycle in sorted({*members, *(place[1] for place in own)})},
        "areas": areas,
        "networks": networks,
        "cities": [describe_city(book.cities[code], networks) for code in codes],
        "rows": [
            (
                city_number[place[0]],
                place[1],
                place[2],
                [[shorten(cells[place].get((index, area))) for area in areas] for index in ("core", "extended")],
                [[shorten(end) for end in intervals.get((*place, index), ())] for index in ("core", "extended")],
            )
            for place in used
        ],
        "clusters": arrange_clusters(book, city_number),
        "network": {cycle: [number[place] for place in places] for cycle, places in sorted(members.items())},
        "bands_of": {
            cycle: {city_number[place[0]]: describe_bands(book, place[0], cycle) for place in places}
            for cycle, places in sorted(members.items())
        },
    }  # fmt: skip


def collect_cells(book: Book) -> dict[Place, dict[tuple[str, str], float]]:
    """Scores with full or partial coverage by participation and version, then by index and area."""
    cells: dict[Place, dict[tuple[str, str], float]] = {}
    tables = (*book.under_versions.values(), *book.areas_under_versions.values())
    for row in (row for rows in tables for row in rows):
        if row["score"] is not None and row["coverage_status"] in {"full", "partial"}:
            place = (row["city_code"], row["cycle"], row["methodology_id"])
            cells.setdefault(place, {})[row["index_code"], row.get("area_code", INDEX)] = row["score"]
    return cells


def list_members(book: Book) -> dict[int, list[Place]]:
    """The network of each cycle: with which participation each city stands in it, under the version of the cycle."""
    return {
        cycle: [(row["city_code"], row["cycle"], book.version_of[cycle]) for row in rows]
        for cycle, rows in book.networks.items()
    }


def describe_edition(edition: Edition) -> str:
    """What goes with every download."""
    said = say("Our computation, not an official result. Release {release}", release=edition.release_id)
    return f"{say('Fictional data.')} {said}" if edition.is_fictional else said


def describe_city(
    city: Row, networks: list[str]
) -> tuple[str, str, str, list[int], tuple[float | int | None, float | int | None] | None]:
    """Code, name, country, networks, and latitude and longitude where the city gave both."""
    mine = [networks.index(name) for name in split_list(city["network_codes"])]
    place = (shorten(city["latitude"]), shorten(city["longitude"]))
    return city["city_code"], city["city_name"], city["country_iso2"], mine, None if None in place else place


def arrange_clusters(book: Book, numbers: dict[str, int]) -> dict[int, dict[str, Any]]:
    """The learning groups of each cycle under its version: names, how sure they are, and city, group and place of each member."""
    found: dict[int, dict[str, Any]] = {}
    rows = [
        row
        for row in book.studies["learning_clusters"]
        if row["city_code"] in numbers and row["methodology_id"] == book.version_of.get(row["cycle"])
    ]
    for cycle, members in group_rows(rows, "cycle").items():
        groups = sorted({row["cluster"]: row["cluster_name"] for row in members}.items())
        place = {cluster: number for number, (cluster, _) in enumerate(groups)}
        found[cycle] = {
            "names": [name for _, name in groups],
            "silhouette": shorten(members[0]["silhouette"]),
            "stability": shorten(members[0]["stability"]),
            "cities": [
                (numbers[row["city_code"]], place[row["cluster"]], shorten(row["x"]), shorten(row["y"]))
                for row in members
            ],
        }
    return found


def describe_bands(book: Book, code: str, cycle: int) -> tuple[str | None, str | None]:
    band = book.bands.get((code, cycle), {})
    return band.get("population_band"), band.get("diversity_band")


def shorten(value: float | None) -> float | int | None:
    """A score with as many digits as the page needs."""
    if value is None:
        return None
    short = round(value, DIGITS)
    return int(short) if short == int(short) else short

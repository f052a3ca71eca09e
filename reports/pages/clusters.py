"""The page of the learning clusters: who is alike, in what each group is strong and weak, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row, group_rows
from reports.edition import Edition
from reports.language import say
from reports.map_of_cities import draw_map
from reports.pages.page import Chart, Page

HEAVY = 4  # areas named for each direction of the map
CLEAR, LOOSE = 0.5, 0.25  # silhouettes (Kaufman and Rousseeuw 1990)
STEADY = 0.75  # adjusted Rand index from which groups are called steady


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page, of the cycle of the edition; none for the record, whose cycles are no years."""
    if edition.is_record:
        return
    rows = [row for row in book.studies["learning_clusters"] if row["cycle"] == edition.cycle]
    choices = [row for row in book.studies["cluster_choices"] if row["cycle"] == edition.cycle]
    maps = [row for row in book.studies["cluster_maps"] if row["cycle"] == edition.cycle]
    context = {
        "clusters": describe_clusters(book, edition.cycle, rows),
        "first": rows[0] if rows else None,
        "verdict": judge(rows[0]) if rows else None,
        "choices": choices,
        "reason": next((row["reason"] for row in choices if row["reason"]), None if rows else "fewer_than_10_cities"),
        "axes": describe_axes(book, maps),
        "chart": draw_chart(book, rows, maps) if rows else None,
    }
    yield Page("clusters.html", "clusters.html.j2", say("Learning clusters"), context, has_charts=bool(rows))


def describe_clusters(book: Book, cycle: int, rows: list[Row]) -> list[dict[str, Any]]:
    """The groups with their members and what they stand out in."""
    profiles = group_rows((row for row in book.studies["cluster_profiles"] if row["cycle"] == cycle), "cluster")
    return [
        {
            "name": members[0]["cluster_name"],
            "members": sorted(
                (book.cities[row["city_code"]] for row in members), key=lambda city: city["city_name"].casefold()
            ),
            "strong": name_areas(book, profiles[number], "strong"),
            "weak": name_areas(book, profiles[number], "weak"),
            "profile": [
                row | {"name": book.area_names[row["area_code"]]}
                for row in sorted(profiles[number], key=lambda row: book.area_order[row["area_code"]])
            ],
        }
        for number, members in sorted(group_rows(rows, "cluster").items())
    ]


def name_areas(book: Book, profile: list[Row], standing: str) -> list[str]:
    """The areas in which a group is strong or weak, those first that stand out most."""
    rows = [row for row in profile if row["standing"] == standing]
    return [
        book.area_names[row["area_code"]]
        for row in sorted(rows, key=lambda row: (-abs(row["difference"]), row["area_code"]))
    ]


def judge(row: Row) -> str:
    """How far apart and how steady the groups are, in words."""
    apart = (
        say("The groups are clearly apart.")
        if row["silhouette"] >= CLEAR
        else say("The groups are apart, with many cities between them.")
        if row["silhouette"] >= LOOSE
        else say("The groups are not sharply apart: most cities lie between them.")
    )
    steady = (
        say("Found again without a fifth of the cities, they are the same.")
        if row["stability"] >= STEADY
        else say("Found again without a fifth of the cities, they are partly others.")
    )
    return f"{apart} {steady}"


def describe_axes(book: Book, maps: list[Row]) -> list[dict[str, Any]]:
    """What lies in each direction of the map, and how much of the differences it shows."""
    axes = []
    for axis in ("x", "y"):
        rows = sorted(maps, key=lambda row: (-row[f"loading_{axis}"], row["area_code"]))
        if rows:
            axes.append(
                {
                    "axis": axis,
                    "share": rows[0][f"share_{axis}"],
                    "high": [book.area_names[row["area_code"]] for row in rows[:HEAVY] if row[f"loading_{axis}"] > 0],
                    "low": [
                        book.area_names[row["area_code"]]
                        for row in rows[: -HEAVY - 1 : -1]
                        if row[f"loading_{axis}"] < 0
                    ],
                    "rows": [(book.area_names[row["area_code"]], row[f"loading_{axis}"]) for row in rows],
                }
            )
    return axes


def draw_chart(book: Book, rows: list[Row], maps: list[Row]) -> Chart:
    groups = [
        (
            members[0]["cluster_name"],
            [book.cities[row["city_code"]]["city_name"] for row in members],
            [row["x"] for row in members],
            [row["y"] for row in members],
        )
        for _, members in sorted(group_rows(rows, "cluster").items())
    ]
    shares = (maps[0]["share_x"], maps[0]["share_y"]) if maps else (None, None)
    return Chart(
        "clusters",
        say("Cities by how alike their areas are"),
        say(
            "Each mark is a city, its sign the group. Cities that lie close together have a similar profile; neither axis says "
            "what is better."
        ),
        draw_map(groups, shares),
    )

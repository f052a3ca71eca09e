"""Anti-rumours work: how far cities have come with its steps, what is said, what is known, and how many believe it.

Figures and their intervals are those of the tables `rumour_prevalence` and `anti_rumours_path`. A difference is only called one where
its interval does not hold 0; nothing here says what brought it about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from reports.book import Book, Row, group_rows
from reports.edition import Edition
from reports.figures_of_effect import draw_prevalence
from reports.language import say, say_count
from reports.pages.page import Chart, Page

CAMPAIGN, TRAINING = "anti_rumour_campaign", "anti_rumour_training"
VERDICTS = ("fewer", "more", "unclear")


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """The overview, and one page for each city that works on rumours; none where nothing has been filed, nor for the record."""
    paths = group_rows(book.studies["anti_rumours_path"], "city_code")
    if edition.is_record or not paths:
        return
    few = edition.thresholds["sample_small"]
    rumours = list_rumours(book, few)
    by_city = group_rows(rumours, "city_code")
    codes = [code for code in book.cities if code in paths]
    yield Page(
        "anti-rumours.html",
        "anti_rumours.html.j2",
        say("Anti-rumours"),
        {
            "sums": sum_up(book, rumours),
            "steps": count_steps(book, paths),
            "paths": [
                {"city": book.cities[code], "steps": describe_path(book, paths[code]), "rumours": len(by_city.get(code, []))}
                for code in codes
            ],
            "rumours": [row | {"city": book.cities[row["city_code"]]} for code in codes for row in by_city.get(code, [])],
            "areas": {row["area_code"]: row["area_name"] for row in rumours if row["area_code"]},
            "verdicts": count_verdicts(rumours),
            "few": few,
        },
    )  # fmt: skip
    for code in codes:
        mine = by_city.get(code, [])
        yield Page(
            f"anti-rumours/{code}.html",
            "anti_rumours_city.html.j2",
            say("{city}: anti-rumours", city=book.cities[code]["city_name"]),
            {
                "city": book.cities[code],
                "has_page": code in book.cycles_of,
                "steps": describe_path(book, paths[code]),
                "rumours": [row | {"chart": draw(row, place)} for place, row in enumerate(mine, start=1)],
                "few": few,
            },
            has_charts=any(row["shown"] for row in mine),
        )


def list_rumours(book: Book, few: float) -> list[Row]:
    """Every rumour with its measurements in order of time, the latest one with a value, and what it says against the first."""
    measured = group_rows(book.studies["rumour_prevalence"], "rumour_id")
    found = []
    for row in sorted(book.studies["rumours"], key=lambda row: (str(row["recorded_on"] or "9999"), row["rumour_id"])):
        rows = sorted(measured.get(row["rumour_id"], []), key=lambda each: each["observed_on"])
        shown = [
            each | {"is_few": each["sample_size"] is not None and each["sample_size"] < few}
            for each in rows
            if each["prevalence_pct"] is not None
        ]
        latest = shown[-1] if shown else None
        found.append(
            row
            | {
                "area_name": book.area_names.get(row["area_code"] or "", ""),
                "shown": shown,
                "latest": latest,
                "verdict": judge(latest),
            }
        )
    return found


def judge(row: Row | None) -> str | None:
    """Whether fewer or more believe it than at first, or the interval of the difference holds 0; None without an interval."""
    if row is None or row["change_low"] is None:
        return None
    if row["change_high"] < 0:
        return "fewer"
    return "more" if row["change_low"] > 0 else "unclear"


def count_verdicts(rumours: Iterable[Row]) -> Counter[str]:
    return Counter(row["verdict"] for row in rumours if row["verdict"])


def sum_up(book: Book, rumours: list[Row]) -> dict[str, Any]:
    """Sums over the network: each activity counts once, whoever took part in it, and what is not known counts nowhere."""
    activities = {row["activity_id"]: row for row in book.studies["activities"] if row["kind"] in (CAMPAIGN, TRAINING)}
    campaigns = [row for row in activities.values() if row["kind"] == CAMPAIGN]
    reach = [row["reach"] for row in campaigns if row["reach"] is not None]
    trained = [
        role["participants"]
        for role in book.studies["activity_roles"]
        if role["role"] == "trainee" and activities.get(role["activity_id"], {}).get("kind") == TRAINING
    ]
    path = book.studies["anti_rumours_path"]
    return {
        "cities": len({row["city_code"] for row in path}),
        "rumours": len(rumours),
        "with_evidence": sum(row["counted"] or 0 for row in path if row["step_code"] == "evidence"),
        "trained": sum(filter(None, trained)),
        "campaigns": len(campaigns),
        "reach": sum(reach) if reach else None,
        "reach_known": len(reach),
    }


def count_steps(book: Book, paths: dict[str, list[Row]]) -> list[Row]:
    """How many of the cities on the path have reached each step."""
    counts = Counter(row["step_code"] for rows in paths.values() for row in rows if row["is_reached"] == "yes")
    return [step | {"cities": counts[step["step_code"]], "of": len(paths)} for step in book.anti_rumours_steps]


def describe_path(book: Book, rows: Iterable[Row]) -> list[Row]:
    """The steps of a city in their order, each with its day, what it counts, and what shows it."""
    taken = {row["step_code"]: row for row in rows}
    return [
        step | taken[step["step_code"]] | {"shown_by": tell_evidence(book, taken[step["step_code"]]["evidence"])}
        for step in book.anti_rumours_steps
        if step["step_code"] in taken
    ]


def tell_evidence(book: Book, evidence: str | None) -> str | None:
    """What shows a step, by its title where that is an activity; of a rumour the step itself says enough."""
    kind, _, name = (evidence or "").partition(" ")
    if kind != "activity":
        return None
    titles = (row["title"] for row in book.studies["activities"] if row["activity_id"] == name)
    return next(filter(None, titles), say("an activity"))


def draw(rumour: Row, place: int) -> Chart | None:
    """The measurements of a rumour over time, with their intervals."""
    if not rumour["shown"]:
        return None
    count = len(rumour["shown"])
    return Chart(
        f"rumour-{place}",
        say("How many believe it"),
        say_count(
            "One measurement: the share of the people asked who believe it. The line is its 95 % interval.",
            "{number} measurements: the share of the people asked who believe it. The lines are their 95 % intervals; a hollow "
            "point has none, because the number of people asked is not known.",
            count,
        ),
        draw_prevalence(rumour["shown"]),
    )

"""Strategies: one page for the network, and one for each city that has filed a strategy.

Nothing is averaged: a strategy is what its indicators are, the worst first, so that no good news hides bad news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any

from reports.book import Book, Row
from reports.edition import Edition
from reports.figures import draw_trajectory
from reports.language import say
from reports.numbers import show_day, show_value
from reports.pages.page import Chart, Page
from reports.wording import find_words, split_list
from reports.words_by_code import STATUSES

# The worst first; words of other rules, which an indicator can name, come where ours would stand.
ORDER = {
    status: place
    for place, status in enumerate(
        (
            *("moving_away", "deterioration", "none_or_wrong_way", "thunderstorm", "decreasing"),
            *("limited", "cloud", "stagnating"),
            *("needs_acceleration", "moderate", "slightly_cloudy", "moderately_improving"),
            *(
                "invalid_target",
                "insufficient_data",
                "on_track",
                "substantial",
                "sun",
                "maintained",
                "achieved",
                "reached",
            ),
        )
    )
}
UNJUDGED = ("invalid_target", "insufficient_data", "undefined")
FAR = date.max


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    plans = book.plans
    if not plans.of_city:
        return
    yield Page("strategies.html", "strategies.html.j2", say("Strategies"), describe_network(book))
    for city in sorted(plans.of_city):
        numbers = count()
        strategies = [describe_strategy(book, row, numbers) for row in plans.of_city[city]]
        yield Page(
            f"strategy/{city}.html",
            "strategy.html.j2",
            say("{city}: strategy", city=book.cities[city]["city_name"]),
            {
                "city": book.cities[city],
                "strategies": strategies,
                "has_index": city in book.cycles_of,
                "has_results": has_results(book, city),
            },
            has_charts=True,
        )


def has_results(book: Book, city: str) -> bool:
    """Whether there is a page of what the city does for its strategy: it has actions or indicators."""
    rows = book.studies["result_strategies"]
    return any(row["city_code"] == city and (row["actions"] or row["indicators"]) for row in rows)


def rank_status(row: Row) -> tuple[int, bool]:
    return ORDER.get(row["status"], len(ORDER)), row["overdue"] != "yes"


def count_statuses(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """How many rows have each status, the worst first."""
    counts = Counter(row["status"] for row in rows)
    return sorted(counts.items(), key=lambda item: ORDER.get(item[0], len(ORDER)))


def find_main(rows: list[Row]) -> Row | None:
    """The target that an indicator is judged by: that of everybody, the furthest."""
    whole = [row for row in rows if not row["group_code"]]
    return max(whole, key=lambda row: row["target_on"] or FAR, default=None)


def describe_network(book: Book) -> dict[str, Any]:
    """Counts by policy area and by city; both in their own order, not in that of success."""
    plans = book.plans
    cities: list[dict[str, Any]] = []
    by_area: dict[str | None, list[Row]] = {}
    by_objective: dict[str, list[tuple[str, Row]]] = {}
    judged: list[Row] = []
    for city in sorted(plans.of_city, key=lambda code: str(book.cities[code]["city_name"]).casefold()):
        mains = []
        for strategy in plans.of_city[city]:
            for indicator in plans.indicators.get(strategy["strategy_id"], []):
                main = find_main(plans.progress.get(indicator["indicator_id"], []))
                if main:
                    mains.append(main)
                    by_area.setdefault(indicator["area_code"], []).append(main)
                    by_objective.setdefault(indicator["objective"] or say("Without an objective"), []).append(
                        (city, main)
                    )
        judged.extend(mains)
        cities.append(
            {
                "code": city,
                "name": book.cities[city]["city_name"],
                "indicators": len(mains),
                "counts": count_statuses(mains),
                "overdue": sum(row["overdue"] == "yes" for row in mains),
                "has_results": has_results(book, city),
            }
        )
    areas = [
        {
            "name": book.area_names.get(code or "", say("no area")),
            "indicators": len(rows),
            "counts": count_statuses(rows),
        }
        for code, rows in sorted(by_area.items(), key=lambda item: book.area_order.get(item[0] or "", 99))
    ]
    return {
        "cities": cities,
        "areas": areas,
        "objectives": list_objectives(by_objective),
        "counts": count_statuses(judged),
        "indicators": len(judged),
    }


def list_objectives(found: dict[str, list[tuple[str, Row]]]) -> list[dict[str, Any]]:
    """Objectives in the words of the cities, with how many indicators move and how many stall; those that stall most first."""
    objectives = []
    for name, pairs in found.items():
        rows = [row for _, row in pairs]
        judged = [row for row in rows if row["status"] not in UNJUDGED]
        objectives.append(
            {
                "name": name,
                "cities": len({city for city, _ in pairs}),
                "indicators": len(rows),
                "judged": len(judged),
                "stalling": sum(ORDER.get(row["status"], 0) < ORDER["needs_acceleration"] for row in judged),
                "counts": count_statuses(rows),
            }
        )
    return sorted(
        objectives, key=lambda row: (-row["stalling"] / max(row["judged"], 1), -row["indicators"], row["name"])
    )


def describe_strategy(book: Book, strategy: Row, numbers: Iterator[int]) -> dict[str, Any]:
    """One strategy: counts by status, and its indicators by objective, the worst first. `numbers` number the charts of a page."""
    plans = book.plans
    indicators = [
        describe_indicator(
            book,
            next(numbers),
            row,
            plans.progress.get(row["indicator_id"], []),
            plans.values.get(row["indicator_id"], []),
            {each["observed_on"]: each["status"] for each in plans.history.get(row["indicator_id"], [])},
        )
        for row in plans.indicators.get(strategy["strategy_id"], [])
    ]
    mains = [indicator["main"] for indicator in indicators if indicator["main"]]
    objectives: dict[str, list[dict[str, Any]]] = {}
    for indicator in sorted(indicators, key=lambda each: rank_status(each["main"]) if each["main"] else (99, True)):
        objectives.setdefault(indicator["row"]["objective"] or say("Without an objective"), []).append(indicator)
    return {
        "row": strategy,
        "counts": count_statuses(mains),
        "overdue": sum(row["overdue"] == "yes" for row in mains),
        "indicators": len(indicators),
        "as_of": mains[0]["as_of"] if mains else None,
        "objectives": [
            (name, rows, count_statuses(each["main"] for each in rows if each["main"]))
            for name, rows in objectives.items()
        ],
    }


def describe_indicator(
    book: Book, number: int, row: Row, targets: list[Row], values: list[Row], history: dict[date, str]
) -> dict[str, Any]:
    """One indicator: its status in words, what other rules say, its targets and groups, its values and its chart.

    `history` has the status of each day on which everybody was measured.
    """
    main = find_main(targets)
    whole = [value for value in values if not value["group_code"]]
    groups = [each for each in targets if each["group_code"] and main and each["target_on"] == main["target_on"]]
    others = [pair.partition(":")[::2] for pair in split_list(main["other_rules"])] if main else []
    return {
        "row": row,
        "area": book.area_names.get(row["area_code"] or "", ""),
        "main": main,
        "sentence": tell_status(row, main) if main else "",
        "others": [(rule, find_words(STATUSES)(status)) for rule, status in others],
        "further": [each for each in targets if not each["group_code"] and each is not main],
        "groups": sorted(groups, key=rank_status),
        "values": [value | {"status": history.get(value["observed_on"])} for value in whole],
        "chart": Chart(
            f"way-{number}",
            str(row["name"] or row["indicator_id"]),
            say("Dots are measured values, the dashed line leads from baseline to target."),
            draw_trajectory(
                [(value["observed_on"], value["value"]) for value in whole],
                [(main["baseline_on"], main["baseline_value"]), (main["target_on"], main["target_value"])],
                str(row["unit"] or ""),
            ),
        )
        if main and whole
        else None,
    }


def tell_status(row: Row, main: Row) -> str:
    """What the status means, with its figures; nothing that the table does not hold."""
    if main["status"] == "invalid_target":
        return say(
            "The target is not after the baseline, or lies against the wanted direction. It has to be put right first."
        )
    if main["status"] == "insufficient_data":
        return say("A baseline, a target, the wanted direction or a value after the baseline is missing.")
    told = say(
        "{value} {unit} on {day}; the target is {target} by {target_day}.",
        value=show_value(main["latest_value"]),
        unit=row["unit"] or "",
        day=show_day(main["latest_on"]),
        target=show_value(main["target_value"]),
        target_day=show_day(main["target_on"]),
    )
    if main["needed_next_year"] is None:
        return told
    return told + " " + say("A year later it should be {value}.", value=show_value(main["needed_next_year"]))

"""City pages: one per city and cycle, the latest under the name of the city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import INDEX, Book, Row, group_rows, label_options
from reports.edition import Edition
from reports.figures import break_label, draw_cycles
from reports.figures_of_city import fill_areas, fill_radar
from reports.language import say, spoken_language
from reports.pages.changes import list_changes
from reports.pages.learning import read_learning
from reports.pages.page import Chart, Page, to_script
from reports.pages.profile import describe_profile
from reports.pages.programme import describe_journey
from reports.pages.survey import describe_survey
from reports.pages.versions import areas_of_city, grid_of_city, name_lacking
from reports.shared_data import name_network
from reports.wording import list_items

GROUPS = ("all", "population", "diversity", "population_diversity", "country", "network")


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    practices: dict[str, list[Row]] = {}
    for practice in book.practices:
        practices.setdefault(practice["city_code"], []).append(practice)
    has_results = {row["city_code"] for row in book.published}
    learning = read_learning(book)
    journeys = group_rows(book.studies["membership_journey"], "city_code")
    on_the_path = set() if edition.is_record else {row["city_code"] for row in book.studies["anti_rumours_path"]}
    has_journeys = bool(journeys) and not edition.is_record
    for code, cycles in book.cycles_of.items():
        history = [] if edition.is_record else describe_history(book, code)
        over_time = draw_history(history) if sum(row["core"] is not None for row in history) > 1 else None
        for cycle in cycles:
            path = name_page(code, cycle, cycles[-1])
            found = describe_city(book, edition, code, cycle)
            context = found | {
                "changes": [] if edition.is_record else list_changes(book, code, cycle),
                "history": history,
                "over_time": over_time,
                "grids": [] if edition.is_record else grid_of_city(book, code),
                "areas_under": [] if edition.is_record else areas_of_city(book, code, cycle),
                "versions": list(book.versions),
                "practices": practices.get(code, []),
                "survey": describe_survey(book, code, cycle),
                "has_results": code in has_results,
                "has_strategy": code in book.plans.of_city,
                "has_rumours": code in on_the_path,
                "own_group": name_network(cycle) if found["charts"] and not edition.is_record else None,
                "journey": describe_journey(book, code, journeys.get(code, [])) if has_journeys else [],
                "learning": None if edition.is_record else learning.describe(code, cycle),
                "report": find_report(edition, code, cycle),
            }
            title = f"{book.cities[code]['city_name']}, {cycle}"
            yield Page(
                path,
                "city.html.j2",
                title,
                context,
                has_charts=bool(context["charts"] or over_time or context["changes"] or context["survey"]),
            )


def name_page(code: str, cycle: int, last: int) -> str:
    return f"city/{code}.html" if cycle == last else f"city/{code}-{cycle}.html"


def find_report(edition: Edition, code: str, cycle: int) -> str | None:
    """The report of the city in the language that is spoken, where there is a public one."""
    name = f"{code}-{cycle}-{spoken_language()}"
    return f"../reports/{name}.html" if name in edition.reports else None


def describe_city(book: Book, edition: Edition, code: str, cycle: int) -> dict[str, Any]:
    """Everything that the page of a city and cycle shows."""
    cycles = book.cycles_of[code]
    indexes = [
        describe_index(book, code, cycle, index)
        for index in ("core", "extended")
        if (code, cycle, index) in book.indexes
    ]
    version = book.version_of[cycle]
    indicators = [describe_indicator(book, code, cycle, version, row) for row in book.indicators.get((code, cycle), [])]
    asked = [row for row in indicators if row["state"] != "not_asked"]
    found = [row for row in asked if row["state"] != "unanswered"]
    by_area: dict[str, list[Row]] = {}
    for row in found if edition.is_record else indicators:
        by_area.setdefault(row["area_code"], []).append(row)
    charts: dict[str, Chart] = {}
    if any(area["shown"] is not None for index in indexes for area in index["areas"]):
        charts = draw_charts(indexes[0])
    return {
        "city": book.cities[code],
        "cycle": cycle,
        "cycles": [(year, name_page(code, year, cycles[-1]).removeprefix("city/")) for year in cycles],
        "version": book.versions[version],
        "band": book.bands.get((code, cycle)),
        "indexes": indexes,
        "charts": charts,
        "areas": [
            (area, book.area_names[area], by_area[area])
            for area in sorted(by_area, key=lambda area: book.area_order[area])
        ],
        "profile": [] if edition.is_record else describe_profile(book.questions, indicators),
        "found": len(found),
        "asked": len(asked),
        "not_asked": len(indicators) - len(asked),
        "data": to_script(indexes),
    }


def describe_index(book: Book, code: str, cycle: int, index: str) -> dict[str, Any]:
    """One index of a city: its areas, and the means of its groups by area."""
    row = book.indexes[code, cycle, index]
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for peer in book.peers.get((code, cycle, index), []):
        key = (peer["peer_group_kind"], peer["peer_group_code"])
        group = groups.setdefault(key, {"label": name_group(book, *key), "means": {}, "cities": None, "index": None})
        group["means"][peer["area_code"]] = peer["peer_mean"]
        if peer["area_code"] == INDEX:
            group |= {"cities": peer["cities"], "index": peer}
            groups[key] = group
    return {
        "code": index,
        "row": row,
        "lacking": name_lacking(book, row),
        "areas": [
            {
                "code": area["area_code"],
                "name": book.area_names[area["area_code"]],
                "label": break_label(book.area_names[area["area_code"]]),
                "shown": area["score"],
                "coverage": area["coverage"],
                "status": area["coverage_status"],
                "reason": area["comparability_reason"],
                "answered": area["questions_answered"],
                "denominator": area["questions_in_denominator"],
                "low": area["score_zero"],
                "high": area["score_exclude"],
            }
            for area in book.areas.get((code, cycle, index), [])
        ],
        "groups": [groups[key] for key in sorted(groups, key=lambda key: (GROUPS.index(key[0]), key[1]))],
    }


def name_group(book: Book, kind: str, code: str) -> str:
    """A peer group in words."""
    if kind == "all":
        return say("all cities of the network")
    if kind == "country":
        return say("cities of the same country ({country})", country=code.upper())
    if kind == "network":
        return say("cities of the network {network}", network=code)
    if kind == "population_diversity":
        population, diversity = code.split("|")
        return list_items([book.band_names["population", population], book.band_names["diversity", diversity]])
    return book.band_names[kind, code]


def draw_charts(index: dict[str, Any]) -> dict[str, Chart]:
    """Bars and radar of one index against its first group; the page's script switches both."""
    shown = index["areas"]
    names = [area["name"] for area in shown]
    scores = [area["shown"] for area in shown]
    group = index["groups"][0] if index["groups"] else {"means": {}}
    means = [group["means"].get(area["code"]) for area in shown]
    hollow = [area["status"] == "indicative" for area in shown]
    has_group = bool(index["groups"])
    bars = (
        say("Bars are the scores of this city, diamonds the mean of the group that is chosen.")
        if has_group
        else say("Bars are the scores of this city.")
    )
    lines = (
        say("The same figures as in the bars: solid is this city, dashed the mean of the group that is chosen.")
        if has_group
        else say("The same figures as in the bars: the scores of this city.")
    )
    return {
        "areas": Chart(
            "areas",
            say("Areas"),
            bars + " " + say("Hollow bars are indicative; areas without a bar have no score to show."),
            leave_group_out(fill_areas(names, scores, means, hollow), has_group),
        ),
        "radar": Chart(
            "radar",
            say("Areas as a radar"),
            lines,
            leave_group_out(fill_radar([area["label"] for area in shown], scores, means), has_group),
        ),
    }


def leave_group_out(chart: dict[str, Any], has_group: bool) -> dict[str, Any]:
    """The chart without a legend, where there is no group that it could name."""
    return chart if has_group else chart | {"layout": chart["layout"] | {"showlegend": False}}


def describe_history(book: Book, code: str) -> list[Row]:
    """The published index of each cycle of a city, under the version of the cycle."""
    rows = []
    for cycle in book.cycles_of[code]:
        core = book.indexes.get((code, cycle, "core"))
        extended = book.indexes.get((code, cycle, "extended"))
        rows.append(
            {
                "cycle": cycle,
                "version": book.version_of[cycle],
                "core": core and core["score"],
                "extended": extended and extended["score"],
                "status": core and core["coverage_status"],
                "reason": core and core["comparability_reason"],
                "lacking": name_lacking(book, core) if core else [],
                "coverage": core and core["coverage"],
            }
        )
    return rows


def draw_history(history: list[Row]) -> Chart:
    versions = list(dict.fromkeys(row["version"] for row in history))
    series = [
        (
            say("core index, {version}", version=version),
            [row["cycle"] for row in history if row["version"] == version],
            [row["core"] for row in history if row["version"] == version],
        )
        for version in versions
    ]
    return Chart(
        "cycles",
        say("Core index over cycles"),
        say(
            "Each point is a cycle under its own questionnaire. Lines join only cycles with the same questionnaire, because a "
            "change between two questionnaires is not a change of the city alone."
        ),
        draw_cycles(series),
    )


def describe_indicator(book: Book, code: str, cycle: int, version: str, row: Row) -> Row:
    """One indicator with its answer in words and its evidence."""
    question = row["question_code"]
    return row | {
        "text": book.questions[question]["question_text"],
        "labels": label_options(book, version, question, row["option_codes"]),
        "submitted": label_options(book, version, question, row["submitted_option_codes"]),
        "evidence": book.evidence.get((code, cycle, question), []),
    }

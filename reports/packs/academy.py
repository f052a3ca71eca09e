"""The pack of an academy: what a group of cities needs, a curriculum by that, and examples from the cities themselves."""

from __future__ import annotations

from collections.abc import Sequence

from reports.book import Row
from reports.city_report.content import Programme
from reports.city_report.figures_of_city import Figures
from reports.city_report.source import City
from reports.city_report.words import name_area, name_list, name_question
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.render import Document
from reports.language import say, say_count
from reports.packs.pieces import FIRST, list_needs, name_city, show_practices, start_pack, table_of_scores

SHOWN = 6  # questions of a part of the curriculum
Need = tuple[str, list[City], float]  # area, cities that have the need, sum of the needs


def compose_academy(cities: Sequence[City], programme: Programme, cycle: int) -> Document:
    """An academy of these cities, each by its latest answers."""
    every = [Figures(city) for city in cities]
    needs = rank_needs(cities)
    return start_pack(
        programme,
        name_list(city.row["city_name"] for city in cities),
        say("Academy: needs, curriculum, examples"),
        cycle,
        cities,
        [
            tell_group(every),
            tell_needs(every, needs),
            *(tell_part(every, need, place) for place, need in enumerate(needs[:FIRST], 1)),
        ],
        say("For the programme, its trainers and the cities that take part."),
    )


def rank_needs(cities: Sequence[City]) -> list[Need]:
    """Areas of need in the group: those that most cities share first, then by how large the needs are."""
    found: dict[str, list[tuple[City, Row]]] = {}
    for city in cities:
        for row in list_needs(city):
            found.setdefault(row["area_code"], []).append((city, row))
    needs = [(area, [city for city, _ in rows], sum(row["need"] for _, row in rows)) for area, rows in found.items()]
    order = cities[0].book.area_order
    return sorted(needs, key=lambda need: (-len(need[1]), -round(need[2], 9), order[need[0]]))


def tell_group(every: Sequence[Figures]) -> Block:
    areas = sorted(
        {area for figures in every for area in figures.areas}, key=lambda area: every[0].city.book.area_order[area]
    )
    rows = [[name_city(figures.city.row), str(figures.city.cycle), figures.version] for figures in every]
    return blocks.section(
        "group",
        say("The group"),
        [
            blocks.table(say("Cities that take part"), [(say("City"), False), (say("Cycle"), False), (say("Questionnaire"), False)], rows, [2, 1, 1]),
            table_of_scores(every, areas, say("Scores by area, in points of 100; each city by its latest answers")),
        ],
    )  # fmt: skip


def tell_needs(every: Sequence[Figures], needs: Sequence[Need]) -> Block:
    book = every[0].city.book
    rows = [
        [
            name_area(book, area),
            say("{count} of {total}", count=len(cities), total=len(every)),
            name_list(city.row["city_name"] for city in cities),
        ]
        for area, cities, _ in needs
    ]
    lead = say(
        "The curriculum follows what most cities of the group need: {areas}.",
        areas=name_list(name_area(book, area) for area, *_ in needs[:FIRST]),
    )
    return blocks.section(
        "needs",
        say("Needs and curriculum"),
        [
            blocks.text(lead, "lead") if needs else blocks.text(say("Nothing is known about needs of these cities.")),
            blocks.table(say("Areas of need: how far cities lie below the best quarter of those that are alike"), [(say("Area"), False), (say("Cities"), True), (say("Which"), False)], rows, [2, 1, 2.5]) if needs else None,
        ],
    )  # fmt: skip


def tell_part(every: Sequence[Figures], need: Need, place: int) -> Block:
    """One part of the curriculum: what most of those who need it lack, and examples of cities of the group."""
    area, cities, _ = need
    book, in_need = every[0].city.book, {city.code for city in cities}
    lacking: dict[str, int] = {}
    for figures in every:
        if figures.city.code in in_need:
            for row in figures.indicators:
                if (
                    row["area_code"] == area
                    and row["state"] != "not_asked"
                    and not row["score"]
                    and row["score"] is not None
                ):
                    lacking[row["question_code"]] = lacking.get(row["question_code"], 0) + 1
    questions = sorted(lacking, key=lambda code: (-lacking[code], code))[:SHOWN]
    examples = [entry for figures in every for entry in show_practices(figures.city, area, 2)]
    asked = blocks.items(
        blocks.item(name_question(book, code), above=code, below=say_count("{number} city has nothing in place.", "{number} cities have nothing in place.", lacking[code]))
        for code in questions
    )  # fmt: skip
    return blocks.section(
        f"part-{area}",
        f"{place}. {name_area(book, area)}",
        [
            blocks.text(say("For {cities}.", cities=name_list(city.row["city_name"] for city in cities)), "lead"),
            *([blocks.heading(say("What is lacking")), asked] if questions else []),
            blocks.heading(say("Examples from the group")),
            blocks.items(examples)
            if examples
            else blocks.text(say("No city of the group has documented a practice in this area.")),
        ],
        level=2,
    )

"""The pack of a co-ordinators' meeting: results of the network, where need and offer lie, and who could speak with whom."""

from __future__ import annotations

from collections.abc import Sequence

from reports.book import INDEX, Book, Row, group_rows
from reports.city_report.content import Programme
from reports.city_report.source import Source
from reports.city_report.words import name_area, name_list
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.charts import Entry, chart_bars
from reports.documents.render import Document
from reports.language import say
from reports.numbers import show_score, show_share
from reports.packs.pieces import FIRST, name_city, start_pack
from reports.palette import OTHERS, OWN
from reports.wording import list_items, split_list


def compose_meeting(source: Source, programme: Programme) -> Document:
    """The meeting of all cities, on the cycle of the source. Only published cities are in it."""
    book, cycle = source.public_book, source.cycle
    groups = find_groups(book, cycle)
    return start_pack(
        programme,
        programme.said_title,
        say("Co-ordinators’ meeting {cycle}", cycle=cycle),
        cycle,
        [],
        [tell_network(book, cycle, groups), tell_themes(book, cycle), tell_meetings(book, cycle)],
        say("For the co-ordinators of the cities and the programme."),
    )


def find_groups(book: Book, cycle: int) -> dict[str, Row]:
    """The group of all cities by area: every city of the cycle has the same row of it, of the widest index that has the area."""
    found: dict[str, Row] = {}
    for index in ("extended", "core"):
        for (_, year, code), rows in sorted(book.peers.items()):
            if (year, code) == (cycle, index):
                found |= {row["area_code"]: row for row in rows if row["peer_group_kind"] == "all"}
    return found


def tell_network(book: Book, cycle: int, groups: dict[str, Row]) -> Block:
    """Who took part, and the means of all cities by area."""
    taking_part = [code for code, cycles in book.cycles_of.items() if cycle in cycles]
    new = [code for code in taking_part if book.cycles_of[code][0] == cycle]
    whole = groups.get(INDEX, {})
    areas = [
        area
        for area in sorted(book.areas_asked(book.version_of[cycle]), key=lambda area: book.area_order[area])
        if area in groups
    ]
    found: list[Block | None] = [
        blocks.facts(
            [
                (say("Cities of the cycle"), str(len(taking_part)), say("{count} for the first time", count=len(new))),
                (say("Cities of the network"), str(whole.get("cities") or len(book.network)), say("that can be compared")),
                (say("Mean of the core index"), show_score(whole.get("peer_mean")), say("middle half: {low} to {high}", low=show_score(whole.get("peer_p25")), high=show_score(whole.get("peer_p75")))),
            ]
        )
    ]  # fmt: skip
    if areas:
        names = [name_area(book, area) for area in areas]
        means, medians = ([groups[area][column] for area in areas] for column in ("peer_mean", "peer_median"))
        told = list_items(f"{name} {show_score(mean)}" for name, mean in zip(names, means, strict=True))
        legend = [Entry("band", OWN, say("mean of all cities")), Entry("diamond", OTHERS, say("median"))]
        found += [
            blocks.chart(say("Means of the areas"), say("Means of the areas: {scores}.", scores=told), chart_bars(names, means, medians, [False] * len(areas), legend)),
            blocks.table(
                say("Areas of the network, in points of 100"),
                [(say("Area"), False), (say("Cities"), True), (say("Mean"), True), (say("Lowest quarter up to"), True), (say("Best quarter from"), True)],
                [[name_area(book, area), str(row["cities"]), show_score(row["peer_mean"]), show_score(row["peer_p25"]), show_score(row["peer_p75"])] for area in areas for row in [groups[area]]],
                [2.6, 0.8, 0.8, 1.2, 1.2],
            ),
        ]  # fmt: skip
    else:
        found.append(blocks.text(say("Fewer than five cities can be compared: there are no means.")))
    cities = name_list(book.cities[code]["city_name"] for code in taking_part)
    found += [blocks.heading(say("Cities that took part")), blocks.text(blocks.bound(cities, 4000) or "–")]
    return blocks.section("network", say("Results of the network"), found)


def tell_themes(book: Book, cycle: int) -> Block:
    """Areas by how many cities of the cycle have a need, and how many cities can give something."""
    needs = group_rows((row for row in book.studies["city_needs"] if row["cycle"] == cycle), "area_code")
    offers = group_rows((row for row in book.studies["good_practice_cities"] if row["cycle"] == cycle), "area_code")
    counted = {
        area: (
            sum(bool(row["need"]) for row in rows),
            sum(row["need"] is not None for row in rows),
            offers.get(area, []),
        )
        for area, rows in needs.items()
    }
    by_need = sorted(counted, key=lambda area: (-counted[area][0], book.area_order[area]))
    by_offer = sorted(
        (area for area in counted if counted[area][2]), key=lambda area: (-len(counted[area][2]), book.area_order[area])
    )
    rows = [
        [name_area(book, area), say("{count} of {total}", count=counted[area][0], total=counted[area][1]), str(len(counted[area][2])), name_givers(book, counted[area][2])]
        for area in by_need
    ]  # fmt: skip
    return blocks.section(
        "themes",
        say("Themes"),
        [
            blocks.text(say("Most need: {areas}.", areas=name_list(name_area(book, area) for area in by_need[:FIRST])), "lead") if by_need else None,
            blocks.text(say("Most to give: {areas}.", areas=name_list(name_area(book, area) for area in by_offer[:FIRST])), "lead") if by_offer else None,
            blocks.table(
                say("Areas: cities of the cycle with a need, and cities that others can learn from"),
                [(say("Area"), False), (say("With a need"), True), (say("To learn from"), True), (say("Among them"), False)],
                rows,
                [2.2, 1, 1, 2.6],
            ) if rows else blocks.text(say("Nothing is known about needs in this cycle.")),
        ],
    )  # fmt: skip


def name_givers(book: Book, rows: Sequence[Row]) -> str:
    names = [book.cities[row["city_code"]]["city_name"] for row in rows]
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def tell_meetings(book: Book, cycle: int) -> Block:
    """Who could meet whom, by the host, with the areas that they would speak about."""
    rows = [
        row for row in book.studies["city_matches"] if row["cycle"] == cycle and row["host_city_code"] in book.cities
    ]
    entries = []
    for host, matches in sorted(
        group_rows(rows, "host_city_code").items(), key=lambda pair: book.cities[pair[0]]["city_name"].casefold()
    ):
        for row in matches:
            visitor = book.cities[row["visitor_city_code"]]
            entries.append(
                blocks.item(
                    f"{visitor['city_name']} – {book.cities[host]['city_name']}",
                    above=f"{name_city(visitor)} · {name_city(book.cities[host])}",
                    below=say(
                        "About {areas}. The same pair is found in {share} of the draws.",
                        areas=name_list(name_area(book, area) for area in split_list(row["area_codes"])[:FIRST]), share=show_share(row["survival"]),
                    ),
                    mark=say("mentor") if row["kind"] == "mentor" else say("fellow"),
                )
            )  # fmt: skip
    told = blocks.items(entries) if entries else blocks.text(say("No pair was found: nobody offers what others need."))
    return blocks.section("meetings", say("Suggested bilateral meetings"), [told])

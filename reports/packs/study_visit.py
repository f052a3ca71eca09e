"""The pack of a study visit: who visits whom, why, and a programme by area."""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import Row
from reports.city_report.content import Programme
from reports.city_report.figures_of_city import Figures
from reports.city_report.source import City
from reports.city_report.words import name_answer, name_area, name_list, name_question
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.render import Document
from reports.language import say
from reports.numbers import show_day, show_score, show_share
from reports.packs.pieces import FIRST, find_score, list_needs, show_practices, start_pack, tell_profile


def compose_study_visit(visitor: City, host: City, programme: Programme, cycle: int) -> Document:
    """A visit of one city to another, each by its latest answers."""
    guest, giver = Figures(visitor), Figures(host)
    areas = choose_areas(guest, giver)
    return start_pack(
        programme,
        say("{visitor} visits {host}", visitor=visitor.row["city_name"], host=host.row["city_name"]),
        say("Study visit: profiles and programme"),
        cycle,
        [visitor, host],
        [
            tell_reasons(guest, giver, areas),
            tell_profile(guest, "visitor"),
            tell_profile(giver, "host"),
            blocks.section("programme", say("Programme by area"), [blocks.text(tell_programme(giver, areas))]),
            *(tell_part(guest, giver, row) for row in areas),
        ],
        say("For the two cities and the programme."),
    )


def choose_areas(guest: Figures, giver: Figures) -> list[Row]:
    """The needs of the visitor where the host lies at the best quarter or above; the largest first."""
    needs = list_needs(guest.city)
    return [row for row in needs if (find_score(giver, row["area_code"]) or -1.0) >= row["reference_p75"]][:FIRST]


def tell_programme(giver: Figures, areas: list[Row]) -> str:
    if not areas:
        return say(
            "The host does not lie above the best quarter in any area where the visitor has a need: agree on the programme by interest."
        )
    return say(
        "One half-day for each area, with the departments of {host} that are in charge.",
        host=giver.city.row["city_name"],
    )


def tell_reasons(guest: Figures, giver: Figures, areas: list[Row]) -> Block:
    book, visitor, host = guest.city.book, guest.city, giver.city
    match = next(
        (
            row
            for row in visitor.learning.matches.get((visitor.code, visitor.cycle), [])
            if row["host_city_code"] == host.code
        ),
        None,
    )
    rows = [
        [
            name_area(book, row["area_code"]),
            show_score(row["score"]),
            show_score(find_score(giver, row["area_code"])),
            show_score(row["reference_p75"]),
        ]
        for row in areas
    ]
    columns = [(say("Area"), False), (say("Visitor"), True), (say("Host"), True), (say("Best quarter from"), True)]
    return blocks.section(
        "reasons",
        say("Why this visit"),
        [
            blocks.text(say("{host} can give most in: {areas}.", host=host.row["city_name"], areas=name_list(name_area(book, row["area_code"]) for row in areas)), "lead") if areas else blocks.text(tell_programme(giver, areas), "lead"),
            blocks.table(say("Needs of the visitor where the host is strong, in points of 100"), columns, rows, [2.4, 1, 1, 1.4]) if rows else None,
            blocks.text(tell_match(match)),
            blocks.text(tell_kind(giver)),
        ],
    )  # fmt: skip


def tell_match(match: Row | None) -> str:
    if match is None:
        return say("The programme has not matched the two cities; the visit was chosen by people.")
    return say(
        "The two were matched in this cycle; the same pair is found in {share} of the draws.",
        share=show_share(match["survival"]),
    )


def tell_kind(giver: Figures) -> str:
    """Whether the host is a mentor, and since when; its steps of membership."""
    book, host = giver.city.book, giver.city
    taken = {row["step_code"]: row for row in book.studies["membership_journey"] if row["city_code"] == host.code}
    if book.curriculum and all(step["step_code"] in taken for step in book.curriculum):
        last = max((row["reached_on"] for row in taken.values() if row["reached_on"]), default=None)
        return say("The host is a mentor: it has completed the curriculum ({day}).", day=show_day(last))
    return say(
        "The host has taken {count} of {total} steps of the curriculum.", count=len(taken), total=len(book.curriculum)
    )


def tell_part(guest: Figures, giver: Figures, need: Row) -> Block:
    """One area: what the host has in place and the visitor has not, and what the host has documented."""
    area, book = need["area_code"], guest.city.book
    practices = [*show_practices(giver.city, area, 4)]
    return blocks.section(
        f"part-{area}",
        name_area(book, area),
        [
            *list_questions(guest, giver, area),
            *([blocks.heading(say("What the host has documented")), blocks.items(practices)] if practices else []),
        ],
        level=2,
    )


def list_questions(guest: Figures, giver: Figures, area: str) -> Iterator[Block]:
    """Questions where the host has more points; only what everybody may see of it: its answers, no words of its own."""
    own = {row["question_code"]: row for row in guest.indicators}
    rows = []
    for row in giver.indicators:
        mine = own.get(row["question_code"])
        if (
            row["area_code"] == area
            and mine
            and row["state"] == "answered"
            and (row["score"] or 0) > (mine["score"] or 0)
        ):
            code = row["question_code"]
            rows.append([
                f"{code} {name_question(giver.city.book, code)}", name_answer(giver.city.book, giver.version, code, row["option_codes"]),
                name_answer(guest.city.book, guest.version, code, mine["option_codes"]) or "–",
            ])  # fmt: skip
    if rows:
        columns = [(say("Question"), False), (say("Host"), False), (say("Visitor"), False)]
        yield blocks.table(say("What to ask about: the host has more in place"), columns, rows, [2, 1.2, 1.2])
    else:
        yield blocks.text(say("No single answer of the host brings more than that of the visitor."))

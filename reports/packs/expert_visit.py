"""The pack of an expert visit: a briefing about the city, what to ask, whom to meet, and how findings come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assets.questionnaire.form import read_seed
from reports.book import Row, group_rows
from reports.city_report.content import Programme
from reports.city_report.figures_of_city import Figures
from reports.city_report.overview import tell_areas
from reports.city_report.results import tell_change
from reports.city_report.reviews import tell_reviews
from reports.city_report.source import City
from reports.city_report.words import name_answer, name_area, name_list, name_question, name_state, name_value
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.render import Document
from reports.feedback.tickets import Names, word_ticket
from reports.language import say, spoken_wording
from reports.packs.pieces import FIRST, list_needs, start_pack, tell_profile
from reports.wording import list_items, split_list
from reports.words_by_code import STAKEHOLDERS

OPEN = ("contested", "invalid", "dont_know", "unanswered")
WORKBOOK = "findings.xlsx"


def compose_expert_visit(city: City, tickets: Sequence[Row], programme: Programme) -> Document:
    """`tickets` are those of the city that are open."""
    figures = Figures(city)
    return start_pack(
        programme,
        city.row["city_name"],
        say("Expert visit: briefing"),
        city.cycle,
        [city],
        [
            tell_profile(figures, "city"),
            tell_areas(figures),
            blocks.section(
                "before",
                say("What is known so far"),
                [*tell_change(figures), *tell_reviews(figures, about_areas=False)],
            ),
            tell_doubts(figures, tickets),
            tell_open(figures),
            tell_people(figures),
            tell_findings(),
        ],
        say("For the experts of the visit and the programme. It holds answers and remarks that are not public."),
    )


def tell_doubts(figures: Figures, tickets: Sequence[Row]) -> Block:
    """Tickets: first what contradicts itself and a conversation can settle, then what only the city can mend."""
    kinds = {row["ticket_code"]: row for row in read_seed("ticket_kinds")}
    names = read_names(figures, kinds)
    mine = [row for row in tickets if row["addressee"] == "city" and row["cycle"] in (figures.city.cycle, None)]
    doubts = [row for row in mine if kinds.get(row["ticket_code"], {}).get("settled_by_review") == "yes"]
    others = [row for row in mine if row not in doubts]
    found: list[Block] = []
    for title, rows in ((say("Contradictions and doubts"), doubts), (say("What the city still has to mend"), others)):
        if rows:
            found += [blocks.heading(title), blocks.items(describe_ticket(row, names) for row in rows)]
    return blocks.section(
        "doubts", say("Questions to ask"), found or [blocks.text(say("No doubt about the answers is open."))]
    )


def describe_ticket(row: Row, names: Names) -> Block:
    task = word_ticket(row, names, spoken_wording())
    return blocks.item(
        blocks.bound(task.what), above=blocks.bound(task.where, 200), below=blocks.bound(task.how_to_fix)
    )


def read_names(figures: Figures, kinds: dict[str, dict[str, str]]) -> Names:
    book, version = figures.city.book, figures.version
    return Names(
        areas=book.area_names,
        questions={code: row["question_text"] for code, row in book.questions.items()},
        parents={row["question_code"]: row["parent_question_code"] or "" for row in book.version_questions[version]},
        options={
            (question, option): label for (each, question, option), label in book.options.items() if each == version
        },
        kinds=kinds,
    )


def tell_open(figures: Figures) -> Block:
    """Questions whose answer is contested, cannot be used or is missing."""
    book = figures.city.book
    rows = []
    for row in figures.indicators:
        state = "contested" if row["contested"] == "yes" else row["state"]
        if state in OPEN:
            said = name_answer(book, figures.version, row["question_code"], row["option_codes"])
            told = say("contested") if state == "contested" else name_state(state)
            rows.append(
                [
                    f"{row['question_code']} {name_question(book, row['question_code'])}",
                    " – ".join(filter(None, [said, told])),
                ]
            )
    if not rows:
        return blocks.section(
            "open", say("Open answers"), [blocks.text(say("Every question has an answer that stands."))], is_joined=True
        )
    columns = [(say("Question"), False), (say("Answer"), False)]
    return blocks.section(
        "open",
        say("Open answers"),
        [blocks.table(say("Answers that a conversation could settle"), columns, rows, [2, 1])],
        is_joined=True,
    )


def tell_people(figures: Figures) -> Block:
    """Whom to meet: the departments of the policy grid with what they do, then every kind of stakeholder that a visit should hear."""
    city = figures.city
    departments = group_rows(
        (row | {"one": name} for row in city.grid for name in split_list(row["department"])), "one"
    )
    told = [describe_department(figures, name, rows) for name, rows in sorted(departments.items())]
    needs = name_list(name_area(city.book, row["area_code"]) for row in list_needs(city)[:FIRST])
    kinds = [
        [
            say(name),
            say("departments above") if code == "senior_official" and told else say("to be agreed with the city"),
        ]
        for code, name in STAKEHOLDERS.items()
    ]
    return blocks.section(
        "people",
        say("Whom to meet"),
        [
            *([blocks.heading(say("Departments, by the policy grid")), blocks.items(told)] if told else [blocks.text(say("The city has filed no policy grid: ask it who is in charge of what."))]),
            blocks.heading(say("Kinds of stakeholders")),
            blocks.text(say("Ask about the areas where the city could learn most: {areas}.", areas=needs)) if needs else None,
            blocks.table(say("Each kind is heard at least once; findings name no persons"), [(say("Kind"), False), (say("Who"), False)], kinds, [1, 2]),
        ],
    )  # fmt: skip


def describe_department(figures: Figures, name: str, rows: Sequence[Row]) -> Block:
    areas = dict.fromkeys(row["area_code"] for row in rows if row["area_code"])
    entries = [
        " – ".join(
            filter(None, [blocks.bound(row["title"] or row["entry_id"], 120), name_value("status", row["status"])])
        )
        for row in rows
    ]
    return blocks.item(
        blocks.bound(name, 120),
        above=name_list(name_area(figures.city.book, area) for area in areas),
        below=list_items(entries[:8]),
    )


def tell_findings() -> Block:
    """How findings come back."""
    return blocks.section("findings", say("How findings come back"), [*list_steps()], is_joined=True)


def list_steps() -> Iterator[Block]:
    yield blocks.text(
        say(
            "The workbook {name} beside this pack has a sheet for findings and one for recommendations. One row is one finding of a "
            "conversation: who was heard, how far they understand the intercultural approach and how ready they are to act (1 to 5), and "
            "what was found. Names of persons are never written down.",
            name=WORKBOOK,
        )
    )  # fmt: skip
    yield blocks.text(say("Put the filled in workbook into the inbox; the next run takes it in."))

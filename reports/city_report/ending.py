"""The last sections of a city report: overall conclusions, next steps, and the annex with every answer."""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import Row
from reports.city_report.areas import list_evidence
from reports.city_report.figures_of_city import Figures
from reports.city_report.reviews import LONGEST, list_recommendations, tell_subject
from reports.city_report.words import (
    name_answer,
    name_area,
    name_country,
    name_decision,
    name_list,
    name_question,
    name_state,
)
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.language import say
from reports.numbers import round_half_away, show_change, show_difference, show_score, show_share
from reports.wording import list_items, split_list

NOTABLE = 5  # points from which on a distance or a change is named


def conclude(figures: Figures) -> Block:
    """What the figures say when they are put together; what the experts recommend."""
    recommended = list_recommendations(figures)
    told = [*list_findings(figures)] or [(say("There are too few scores to put anything together."), "")]
    advice = [
        blocks.expert(
            say("Expert’s recommendation"), blocks.bound(row["recommendation"], LONGEST), tell_subject(figures, row)
        )
        for row in recommended
    ]
    return blocks.section(
        "conclusions",
        say("Overall conclusions"),
        [
            blocks.items([blocks.item(title, below=below) for title, below in told]),
            *([blocks.heading(say("What the experts recommend")), *advice] if advice else []),
        ],
    )


def list_findings(figures: Figures) -> Iterator[tuple[str, str]]:
    """Areas that lie notably above or below the mean, moved notably, or cannot be told; each as title and names."""
    city = figures.city
    differences, changes, missing = {}, {}, []
    for area in figures.areas:
        key = (figures.main_index(area), area)
        group, change, row = figures.everybody(key), figures.changes.get(key), figures.scores.get(key)
        if row is None or row["score"] is None:
            missing.append(area)
        elif group and group["difference"] is not None:
            differences[area] = group["difference"]
        if change and change["change_like_for_like"] is not None:
            changes[area] = change["change_like_for_like"]

    def name(values: dict[str, float], sign: int) -> str:
        chosen = [area for area, value in values.items() if sign * round_half_away(value) >= NOTABLE]
        chosen.sort(key=lambda area: -sign * values[area])
        return name_list(f"{name_area(city.book, area)} ({show_difference(values[area])})" for area in chosen)

    for title, names in (
        (say("{points} points or more above the mean of all cities", points=NOTABLE), name(differences, 1)),
        (say("{points} points or more below the mean of all cities", points=NOTABLE), name(differences, -1)),
        (
            say("Up by {points} points or more since {cycle}, like for like", points=NOTABLE, cycle=figures.previous),
            name(changes, 1),
        ),
        (
            say("Down by {points} points or more since {cycle}, like for like", points=NOTABLE, cycle=figures.previous),
            name(changes, -1),
        ),
        (say("No score can be shown"), name_list(name_area(city.book, area) for area in missing)),
        (say("Others can learn from the city"), name_list(list_given(figures))),
    ):
        if names:
            yield title, names


def list_given(figures: Figures) -> list[str]:
    """Areas in which the city is an example to others: nearly complete, in the best tenth, with a documented practice."""
    city = figures.city
    rows = city.learning.needs.get((city.code, city.cycle), [])
    return [name_area(city.book, row["area_code"]) for row in rows if city.learning.is_example(row)]


def tell_next(figures: Figures) -> Block:
    """Changes that the city itself can make, with what each would bring; whom it could visit."""
    city, book = figures.city, figures.city.book
    steps = [describe_step(figures, row) for row in city.learning.steps.get((city.code, city.cycle), [])]
    visits = [describe_visit(figures, row) for row in city.learning.matches.get((city.code, city.cycle), [])]
    needs = [row for row in city.learning.needs.get((city.code, city.cycle), []) if row["need"]]
    needs.sort(key=lambda row: (-row["need"], book.area_order[row["area_code"]]))
    return blocks.section(
        "next",
        say("Next steps"),
        [
            blocks.text(
                say(
                    "Each step is a change of an answer that the city itself can make. What it would bring was computed by scoring all "
                    "answers again with the new one, filed and accepted."
                )
            ) if steps else blocks.text(say("No single change of an answer that the city itself can make was found.")),
            blocks.items(steps, is_numbered=True) if steps else None,
            blocks.heading(say("Where the city could learn most")) if needs else None,
            blocks.table(
                say("Areas by need: how far they lie below the best quarter of the cities that are alike"),
                [(say("Area"), False), (say("Score"), True), (say("Best quarter from"), True)],
                [[name_area(book, row["area_code"]), show_score(row["score"]), show_score(row["reference_p75"])] for row in needs[:6]],
                [3, 1, 1.4],
            ) if needs else None,
            blocks.heading(say("Cities to visit")) if any(visits) else None,
            blocks.items([visit for visit in visits if visit]) if any(visits) else None,
        ],
        is_joined=True,
    )  # fmt: skip


def describe_step(figures: Figures, row: Row) -> Block:
    city, book = figures.city, figures.city.book
    changes = [change.partition("=") for change in row["changes"].split("; ")]
    practice = city.learning.practices.get(row["practice_id"] or "")
    return blocks.item(
        list_items(f"{question} – {name_answer(book, row['methodology_id'], question, options)}" for question, _, options in changes),
        above=" / ".join(name_question(book, question) for question, _, _ in changes),
        below=say(
            "{area}: {gain_area} points; index: {gain_index} points.",
            area=name_area(book, row["area_code"]), gain_area=show_change(row["gain_area"]), gain_index=show_change(row["gain_index"]),
        ),
        links=[blocks.link(practice["title"] or practice["practice_id"], practice["source_url"])] if practice else [],
    )  # fmt: skip


def describe_visit(figures: Figures, row: Row) -> Block | None:
    book = figures.city.book
    host = book.cities.get(row["host_city_code"] or "")
    if host is None:
        return None
    return blocks.item(
        f"{host['city_name']}, {name_country(host['country_iso2'])}",
        above=say("Mentor: has completed the curriculum") if row["kind"] == "mentor" else say("Fellow: strong in an area of need"),
        below=say(
            "For {areas}. The same city is found in {share} of the draws.",
            areas=name_list(name_area(book, area) for area in split_list(row["area_codes"])), share=show_share(row["survival"]),
        ),
    )  # fmt: skip


def list_answers(figures: Figures) -> Block:
    """The annex: every question of the questionnaire with its answer, its points and what the review decided."""
    tables = []
    for area in figures.areas:
        rows = [describe_row(figures, row) for row in figures.indicators if row["area_code"] == area]
        if rows:
            columns = [(say("Question"), False), (say("Answer"), False), (say("Points"), True), (say("Review"), False)]
            tables.append(blocks.table(name_area(figures.city.book, area), columns, rows, [4, 2.4, 0.8, 1.2]))
    intro = say("Points of an answer run from 0 to 100. A dash means that the question does not count.")
    return blocks.section("answers", say("Annex: every answer"), [blocks.text(intro, "quiet"), *tables])


def describe_row(figures: Figures, row: Row) -> list[str]:
    book, code = figures.city.book, row["question_code"]
    answer = name_answer(book, figures.version, code, row["option_codes"])
    state = "" if row["state"] == "answered" else name_state(row["state"])
    said = sum(bool(each["evidence_text"] or each["evidence_url"]) for each in list_evidence(figures, row))
    return [
        f"{code} {name_question(book, code)}",
        " – ".join(filter(None, [answer, state, say("with evidence") if said else ""])) or "–",
        show_score(row["score"]),
        name_decision(row["review_decision"]) if row["review_decision"] else "–",
    ]

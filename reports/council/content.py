"""Composes the paper for the council of one city, in the language that is spoken. Pure: rows in, a document out.

Its figures are those of the city itself (`own_result_*`): all that it filed, accepted by a review or not. The sentences are shared with
the public page (`reports/results.py`); how it looks is `reports/documents`, who gets it `deliver.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.book import Row
from reports.city_report.content import Programme, say_footer
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.render import Document, shorten, start_document
from reports.language import say, spoken_wording
from reports.numbers import show_change, show_day, show_number, show_score
from reports.pages.strategies import count_statuses
from reports.results import (
    NOT_SAID,
    Chain,
    Objective,
    list_gaps,
    list_movements,
    name_action_status,
    name_gap,
    tell_action,
    tell_cost,
    tell_late,
    tell_pairs,
    tell_plan,
    tell_time,
    tell_value,
)
from reports.wording import STATUSES, find_words

NAME = 120  # characters of a name in a table


def compose_paper(
    city: Row, chains: Sequence[Chain], programme: Programme, cycle: int, areas: Mapping[str, str]
) -> Document:
    """The paper about all strategies of a city. `areas` are the names of areas by code."""
    name = city["city_name"]
    is_draft = any(action["is_accepted"] == "no" for chain in chains for action in chain.actions)
    as_of = max((chain.row["as_of"] for chain in chains if chain.row["as_of"]), default=None)
    return start_document(
        programme=programme.said_title,
        title=name,
        subtitle=say("What is done, what it costs, what moves"),
        description=say("Paper for the council of {city}: what is done, what it costs, what moves", city=name),
        status=say("Draft: a review has not accepted all actions") if is_draft else say("Reviewed: all actions are accepted"),
        is_draft=is_draft,
        notices=[
            *([programme.said_statement] if programme.is_fictional else []),
            say_no_proof(),
            say("For the council of the city: it holds all that the city filed, and is published nowhere."),
        ],
        running=" · ".join([shorten(name), say("paper for the council")]),
        footer=say_footer(programme),
        meta=[
            (say("As known on"), show_day(as_of)),
            *((say("Strategy"), name_chain(chain)) for chain in chains[:4]),
        ],
        sections=[part for number, chain in enumerate(chains) for part in tell_chain(chain, number, cycle, areas)]
        + [tell_reading()],
        has_contents=len(chains) > 1,
    )  # fmt: skip


def say_no_proof() -> str:
    return say(
        "What is done and what moves stand beside each other under the same objective. That is no proof: an indicator moves for many reasons, and nothing here says that an action moved it."
    )


def name_chain(chain: Chain) -> str:
    return blocks.bound(chain.row["title"] or chain.row["strategy_id"], 200)


def tell_chain(chain: Chain, number: int, cycle: int, areas: Mapping[str, str]) -> list[Block]:
    return [
        blocks.section(
            f"strategy-{number}",
            name_chain(chain),
            [
                tell_figures(chain),
                blocks.text(tell_outcomes(chain), "lead"),
                blocks.notice(say_no_proof()),
                *list_missing(chain),
                table_of_objectives(chain),
            ],
        ),
        *(
            blocks.section(f"objective-{number}-{place}", blocks.bound(each.name, NAME), tell_objective(each, areas), 2)
            for place, each in enumerate(chain.objectives)
        ),
        blocks.section(f"index-{number}", say("Policy: what the index says"), tell_index(chain, areas), 2),
    ]


def tell_figures(chain: Chain) -> Block:
    row = chain.row
    return blocks.facts(
        [
            (say("Outcomes: indicators"), show_number(row["indicators"]), tell_pairs(list_movements(row))),
            (say("Plan: actions"), show_number(row["actions"]), tell_late(row)),
            (
                say("Spent, euro"),
                show_number(row["spent_eur"]),
                say("{number} of {total} actions say", number=row["actions_with_spending"], total=row["actions"]),
            ),
        ]
    )


def tell_statuses(indicators: Sequence[Row]) -> str:
    """How many indicators have each status, the worst first."""
    words = find_words(STATUSES)
    return ", ".join(f"{number} {words(status)}" for status, number in count_statuses(indicators))


def tell_outcomes(chain: Chain) -> str:
    if not chain.indicators:
        return say("No indicator has been filed: nothing can be said of outcomes.")
    return say("Against their targets, the worst first: {statuses}.", statuses=tell_statuses(chain.indicators))


def list_missing(chain: Chain) -> list[Block]:
    gaps = list_gaps(chain.row)
    if not gaps:
        return []
    return [blocks.heading(say("What is missing")), blocks.items(blocks.item(sentence) for sentence in gaps)]


def table_of_objectives(chain: Chain) -> Block:
    titles = (say("Objective"), say("What moves"), say("What is done"), say("What it costs"))
    columns = [(title, False) for title in titles]
    rows = [
        [
            " – ".join(filter(None, [blocks.bound(each.name, NAME), name_gap(each.row)])),
            tell_statuses(each.indicators) or say("no indicator"),
            tell_plan(each.row) or say("no action"),
            tell_cost(each.row),
        ]
        for each in chain.objectives
    ]
    return blocks.table(say("By objective, the worst first"), columns, rows, [1.3, 1.1, 1.7, 1.9])


def tell_objective(objective: Objective, areas: Mapping[str, str]) -> list[Block]:
    words = find_words(STATUSES)
    outcomes = [
        [
            blocks.bound(row["name"] or row["indicator_id"], NAME),
            " – ".join(filter(None, [words(row["status"]), say("overdue") if row["overdue"] == "yes" else ""])),
            tell_value(row),
            str(row["actions"] or say("none")),
        ]
        for row in objective.indicators
    ]
    plan = [
        [
            " – ".join(filter(None, [blocks.bound(row["title"] or row["entry_id"], NAME), name_area(row, areas)])),
            blocks.bound(row["department"], 60) or NOT_SAID,
            "; ".join([f"{name_action_status(row['status'])} ({row['cycle']})", *tell_action(row)]),
            tell_time(row),
            show_number(row["budget_eur"]),
            show_number(row["spent_eur"]),
        ]
        for row in objective.actions
    ]
    moved = [
        (say("Indicator"), False),
        (say("Status"), False),
        (say("What was measured"), False),
        (say("Actions that name it"), True),
    ]
    done = [
        (say("Action"), False), (say("Department"), False), (say("Status, as filed"), False), (say("Time"), False),
        (say("Budget, euro"), True), (say("Spent, euro"), True),
    ]  # fmt: skip
    return [
        blocks.table(say("Outcomes"), moved, outcomes, [1.6, 1.0, 2.2, 0.8]) if outcomes else blocks.text(say("No indicator measures it."), "quiet"),
        blocks.table(say("Plan"), done, plan, [1.7, 1.1, 1.5, 1.3, 0.9, 0.9]) if plan else blocks.text(say("No action is named for it."), "quiet"),
    ]  # fmt: skip


def name_area(row: Row, areas: Mapping[str, str]) -> str:
    code = row["area_code"] or ""
    return spoken_wording().translate(areas[code], code) if code in areas else ""


def tell_index(chain: Chain, areas: Mapping[str, str]) -> list[Block]:
    if not chain.areas:
        return [blocks.text(say("No score of these areas may be shown."))]
    since = (
        say("Change since {cycle}", cycle=chain.areas[0]["from_cycle"])
        if chain.areas[0]["from_cycle"]
        else say("Change")
    )
    rows = [
        [name_area(row, areas), show_score(row["score"]), show_change(row["change_like_for_like"])]
        for row in chain.areas
    ]
    caption = say(
        "Areas of its actions and indicators, the lowest first, 0 to 100, in {cycle}; changes on the questions of both cycles.",
        cycle=chain.areas[0]["cycle"],
    )
    return [blocks.table(caption, [(say("Area"), False), (say("Score"), True), (since, True)], rows)]  # fmt: skip


def tell_reading() -> Block:
    return blocks.section(
        "reading",
        say("How to read this"),
        [
            blocks.text(say("Policy, plan and outcomes are three things. The index says which policies are in place; the plan says what departments do with which money; indicators say what changes for people. They stand beside each other, and no figure is made of two of them.")),
            blocks.text(say("An action belongs to an objective because the city said so: it names the objective, or an indicator of it. An action under several objectives costs what it costs once; the sums by objective therefore overlap. Sums are of the amounts that are known.")),
            blocks.text(say("A status compares the way covered with the time passed, on the straight line from baseline to target, unless the indicator names another rule. Nothing is averaged.")),
        ],
        is_joined=True,
    )  # fmt: skip

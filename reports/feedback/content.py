"""The feedback of one city: plain values in the words of its language, from rows of tables. Pure.

How it looks is `page.py` and `workbook.py`; which rows are read is `rows.py`; the words of tickets are `tickets.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.questionnaire.languages import Wording, choose_language, read_wording
from reports.feedback.tickets import Names, Task, word_ticket
from reports.wording import order_code, split_list

Row = Mapping[str, Any]
STALE = ("stale_answer", "answer_ruled_out")
SEVERITIES = ("blocking", "error", "warning", "info")
KINDS = ("answers", "policy_grid", "facts")
OPEN = "open"


@dataclass(frozen=True)
class Coverage:
    """How far an area is filled in. `share` is between 0 and 1, None where no question counts."""

    area: str
    counted: int
    answered: int
    share: float | None
    status: str


@dataclass(frozen=True)
class Gap:
    """A question without a usable answer. `state_code` is the state as the tables have it, `state` in words."""

    area: str
    code: str
    question: str
    state: str
    state_code: str


@dataclass(frozen=True)
class Filing:
    """What was taken in of one submission, grid or year of facts."""

    kind: str
    name: str
    version: int | None
    departments: str
    rows: int
    arrived_on: str


@dataclass(frozen=True)
class Verdict:
    """What a review says about a question, an area or the whole submission."""

    where: str
    decision: str
    note: str
    recommendation: str


@dataclass(frozen=True)
class Feedback:
    """All that a city reads. `cycle` is its latest; None where it has filed no answers yet."""

    city_code: str
    city_name: str
    language: str
    cycle: int | None
    is_held_back: bool
    is_review_complete: bool
    until: str
    to_do: tuple[Task, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    done: tuple[Task, ...] = ()
    stale: tuple[Task, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    filings: tuple[Filing, ...] = ()


def compose_feedback(city: Row, tables: Mapping[str, Sequence[Row]], names: Names) -> Feedback:
    """The feedback of one city. `tables` holds its own rows only: as `rows.py` reads them."""
    wording = read_wording(choose_language(split_list(city["languages"])))
    latest = max(tables["participations"], key=lambda row: row["cycle"], default=None)
    now = latest["cycle"] if latest else None
    mine = [(row, word_ticket(row, names, wording)) for row in tables["tickets"] if row["addressee"] == "city"]
    is_stale = {row["ticket_id"] for row, _ in mine if row["ticket_code"] in STALE}
    return Feedback(
        city_code=city["city_code"],
        city_name=city["city_name"],
        language=wording.language,
        cycle=now,
        is_held_back=bool(latest and latest["held_back_by"]),
        is_review_complete=bool(latest and latest["is_review_complete"] == "yes"),
        until=max((str(row["arrived_on"]) for row in tables["filings"] if row["arrived_on"]), default=""),
        to_do=sort_tasks(task for row, task in mine if row["status"] == OPEN and row["ticket_id"] not in is_stale),
        stale=sort_tasks(task for row, task in mine if row["ticket_id"] in is_stale and row["cycle"] == now),
        done=sort_tasks(
            task
            for row, task in mine
            if row["status"] != OPEN and row["ticket_id"] not in is_stale and row["cycle"] in (now, None)
        ),
        verdicts=tuple(tell_reviews(tables["reviews"], names, wording)),
        coverage=tuple(cover_areas(tables["coverage"], names, wording)),
        gaps=tuple(list_gaps(tables["states"], names, wording)),
        filings=tuple(list_filings(tables["filings"], now, wording)),
    )


def sort_tasks(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The gravest first, then the latest cycle, then by place."""
    return tuple(
        sorted(tasks, key=lambda task: (SEVERITIES.index(task.severity), -(task.cycle or 9999), task.where, task.what))
    )


def order_areas(names: Names) -> dict[str, int]:
    return {code: place for place, code in enumerate(names.areas)}


def tell_reviews(rows: Sequence[Row], names: Names, wording: Wording) -> Iterable[Verdict]:
    """The reviews of the latest cycle: about the whole first, then area by area, an area before its questions."""
    order = order_areas(names)

    def place(row: Row) -> tuple[Any, ...]:
        return (order.get(row["area_code"] or "", -1), order_code(row["question_code"] or ""))

    for row in sorted(rows, key=place):
        code, area = row["question_code"], row["area_code"]
        where = wording.say("feedback.place.submission")
        if code:
            where = f"{code} {wording.translate(names.questions.get(code, ''), code)}".strip()
        elif area:
            where = wording.say("feedback.place.area", name=wording.translate(names.areas.get(area, area), area))
        decision = wording.say(f"feedback.decision.{row['decision']}")
        if code and row["corrected_option_codes"]:
            labels = [
                wording.translate(names.options.get((code, each), each), code)
                for each in split_list(row["corrected_option_codes"])
            ]
            decision = wording.say("feedback.decision.instead", decision=decision, answer=", ".join(labels))
        yield Verdict(where, decision, row["note"] or "", row["recommendation"] or "")


def cover_areas(rows: Sequence[Row], names: Names, wording: Wording) -> Iterable[Coverage]:
    order = order_areas(names)
    for row in sorted(rows, key=lambda row: order[row["area_code"]]):
        yield Coverage(
            area=wording.translate(names.areas[row["area_code"]], row["area_code"]),
            counted=row["questions_in_denominator"],
            answered=row["questions_answered"],
            share=row["coverage"],
            status=wording.say(f"feedback.coverage.{row['coverage_status']}"),
        )


def list_gaps(rows: Sequence[Row], names: Names, wording: Wording) -> Iterable[Gap]:
    order = order_areas(names)
    for row in sorted(rows, key=lambda row: (order[row["area_code"]], order_code(row["question_code"]))):
        yield Gap(
            area=wording.translate(names.areas[row["area_code"]], row["area_code"]),
            code=row["question_code"],
            question=wording.translate(names.questions.get(row["question_code"], ""), row["question_code"]),
            state=wording.say(f"feedback.state.{row['state']}"),
            state_code=row["state"],
        )


def list_filings(rows: Sequence[Row], cycle: int | None, wording: Wording) -> Iterable[Filing]:
    """What was filed for the latest cycle, and facts of all years."""
    chosen = [row for row in rows if row["kind"] == "facts" or row["cycle"] == cycle]
    for row in sorted(chosen, key=lambda row: (KINDS.index(row["kind"]), row["cycle"], row["filing_id"])):
        yield Filing(
            kind=wording.say(f"feedback.kind.{row['kind']}"),
            name=row["filing_id"] or str(row["cycle"]),
            version=row["version"],
            departments=", ".join(split_list(row["department"])),
            rows=row["row_count"],
            arrived_on=str(row["arrived_on"] or ""),
        )

"""Faults planted in the fictional network, one in a city, each so that a check ought to find it. Seeded; the same every time.

What is found of them is counted in `crosschecks.py`.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assets.schema import file_kinds
from benchmarks.filed import VERSION, Network, Row
from samples.demo.questionnaire import Question, version_of

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Planted:
    """A fault: rows to send by kind of file, and the city, cycle, area and question that the ticket names, where it does."""

    code: str
    rows: Mapping[str, Sequence[Row]] = field(repr=False)
    city: str
    cycle: int | None = None
    area: str | None = None
    question: str | None = None
    also: str | None = None  # a second city that the ticket is about


def revise(row: Row, **changed: object) -> Row:
    return {**row, **changed, "revision": int(row["revision"]) + 1}


def pick(rng: np.random.Generator, choices: Sequence[Any]) -> Any:
    return choices[int(rng.integers(len(choices)))] if choices else None


def leave_unproven(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    shown = {row["area_code"] for row in network.entries[city, cycle]}
    areas = {question.code: question.area for question in version_of(cycle).questions}
    shown |= {areas.get(code) for row in network.entries[city, cycle] for code in row["question_codes"].split("|")}
    claims: dict[str, int] = defaultdict(int)
    for code, question in network.list_questions(city, cycle).items():
        claims[question.area] += code in network.inputs and network.points(city, cycle, question) > 0
    proven = {
        areas.get(row["question_code"])
        for row in network.answers[city, cycle]
        if row["evidence_text"] or row["evidence_url"]
    }
    area = pick(
        rng, sorted(area for area, count in claims.items() if count >= 3 and area not in shown and area in proven)
    )
    if area is None:
        return None

    def blank(row: Row) -> None:
        if areas.get(row["question_code"]) == area:
            row |= {"evidence_text": "", "evidence_url": ""}

    return Planted("area_without_evidence", {"answers": network.resend(city, cycle, blank)}, city, cycle, area)


def deny(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    asked = network.list_questions(city, cycle)
    denied = [
        each
        for code, each in asked.items()
        if code in network.inputs and not each.parent and not network.points(city, cycle, each)
    ]
    question, entry = pick(rng, denied), pick(rng, network.entries[city, cycle])
    if question is None or entry is None:
        return None
    entry = revise(entry, status="ongoing", question_codes=question.code, area_code=question.area, ended_on="")
    return Planted("no_despite_ongoing_policy", {"policy_grid": [entry]}, city, cycle, question.area, question.code)


def shut(network: Network, city: str, cycle: int, is_worth: bool) -> list[tuple[Question, Question, str]]:
    """Questions that are open, their parents, and an option of the parent that would close them."""
    asked, found = network.list_questions(city, cycle), []
    for question in asked.values():
        parent = asked.get(question.parent)
        if parent is None or parent.parent or parent.is_multiple or not question.opening:
            continue
        closing = [option.code for option in parent.options if option.code not in question.opening]
        opens = any(
            row["option_codes"] in question.opening
            for row in network.answers[city, cycle]
            if row["question_code"] == parent.code
        )
        if closing and opens and (network.points(city, cycle, question) > 0) == is_worth:
            found.append((question, parent, closing[0]))
    return found


def rule_out(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    found = pick(rng, shut(network, city, cycle, is_worth=True))
    if found is None:
        return None
    question, parent, closing = found
    rows = network.answer(city, cycle, {parent.code: closing})
    return Planted("answer_ruled_out", {"answers": rows}, city, cycle, question=question.code)


def make_stale(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    found = pick(rng, shut(network, city, cycle, is_worth=False))
    if found is None:
        return None
    question, parent, closing = found
    rows = network.answer(city, cycle, {parent.code: closing})
    return Planted("stale_answer", {"answers": rows}, city, cycle, question=question.code)


def complete(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    entry = pick(rng, network.entries[city, cycle])
    if entry is None:
        return None
    entry = revise(entry, entry_kind="action", status="completed", evaluated="no", ended_on=f"{cycle - 1}-12-31")
    return Planted("completed_without_evaluation", {"policy_grid": [entry]}, city, cycle)


def spend(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    entry = pick(rng, network.entries[city, cycle])
    if entry is None:
        return None
    return Planted(
        "budget_without_amount", {"policy_grid": [revise(entry, budget_eur="", spent_eur=5000)]}, city, cycle
    )


def break_link(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    question = pick(rng, sorted(network.list_questions(city, cycle)))

    def change(row: Row) -> None:
        if row["question_code"] == question:
            row["evidence_url"] = "see the minutes of May"

    return Planted(
        "evidence_link_broken", {"answers": network.resend(city, cycle, change)}, city, cycle, question=question
    )


def contradict_band(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    register = network.register[city]
    fact = next(
        (
            row
            for row in network.facts[city]
            if row["fact_code"] == "population" and row["year"] == register["population_year"]
        ),
        None,
    )
    if fact is None or not register["population"]:
        return None
    other = 8_000 if float(register["population"]) > 60_000 else 900_000
    return Planted("facts_contradict_band", {"facts": [revise(fact, value=other)]}, city)


def move_share(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    shares = sorted(
        (row for row in network.facts[city] if row["fact_code"] == "foreign_born_pct"), key=lambda row: int(row["year"])
    )
    if len(shares) < 2 or int(shares[-1]["year"]) - int(shares[-2]["year"]) > 5:
        return None
    value = float(shares[-2]["value"])
    moved = value + 9 if value < 80 else value - 9
    return Planted("share_jumped", {"facts": [revise(shares[-1], value=moved)]}, city)


def jump(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    earlier = max((year for code, year in network.answers if code == city and year < cycle), default=None)
    if earlier is None or version_of(earlier) is not version_of(cycle):
        return None
    before = network.list_questions(city, earlier)
    for area in rng.permutation(version_of(cycle).areas):
        questions = [each for each in version_of(cycle).questions if each.area == area]
        worth = [network.points(city, earlier, before[each.code]) for each in questions if each.code in before]
        if len(worth) == len(questions) >= 3 and sum(worth) / len(worth) < 0.4 and sum(each < 1 for each in worth) >= 2:
            best = {each.code: name_best(each) for each in questions}
            return Planted("area_jumped", {"answers": network.answer(city, cycle, best)}, city, cycle, str(area))
    return None


def name_best(question: Question) -> str:
    """The options that give full marks."""
    worth = [option for option in question.options if option.points and not option.is_exclusive]
    best = worth if question.is_multiple and worth else [max(question.options, key=lambda option: option.points)]
    return "|".join(sorted(option.code for option in best))


def straighten(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    version = version_of(cycle)
    wanted = {each.code: network.first[version.code, each.code] for each in version.questions if not each.is_multiple}
    given = {row["question_code"] for row in network.answers[city, cycle]}
    rows = network.answer(city, cycle, {code: option for code, option in wanted.items() if code in given})
    return Planted("straight_lined", {"answers": rows}, city, cycle)


def copy_city(rng: np.random.Generator, network: Network, city: str, cycle: int) -> Planted | None:
    others = sorted(code for code, year in network.answers if year == cycle and code != city)
    other = pick(
        rng,
        [
            code
            for code in others
            if network.answers[code, cycle][0]["methodology_id"] == network.answers[city, cycle][0]["methodology_id"]
        ],
    )
    if other is None:
        return None
    own = {row["submission_id"]: int(row["submission_version"]) for row in network.answers[city, cycle]}
    theirs = network.answers[other, cycle]
    rows = [
        {**row, "city_code": city, "submission_id": series, "submission_version": version + 1}
        for number, (series, version) in enumerate(sorted(own.items()))
        for row in (theirs if number == 0 else theirs[:1])
    ]
    return Planted("submissions_identical", {"answers": rows}, city, cycle, also=other)


FAULTS = (
    leave_unproven, deny, rule_out, make_stale, complete, spend, break_link, contradict_band, move_share, jump, straighten,
    copy_city,
)  # fmt: skip


def plant(rng: np.random.Generator, network: Network, each: int) -> list[Planted]:
    """So many of every kind as there are cities for, each in the latest cycle of a city that has no other fault."""
    cities = sorted({city for city, _ in network.answers} & network.register.keys())
    free = list(rng.permutation(cities))
    planted: list[Planted] = []
    for fault in FAULTS:
        found = 0
        for city in list(free):
            if found == each:
                break
            if city not in free:
                continue
            made = fault(rng, network, str(city), network.last(str(city)))
            if made is None or (made.also is not None and made.also not in free):
                continue
            planted.append(made)
            free = [code for code in free if code not in (made.city, made.also)]
            found += 1
    return planted


def write_files(planted: Sequence[Planted]) -> dict[str, bytes]:
    """The rows of all faults, one file a kind, as a collection tool would send them."""
    files = {}
    for kind in VERSION:
        rows = [row for each in planted for row in each.rows.get(kind, ())]
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, file_kinds()[kind].column_names, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        files[f"planted/{kind}.csv"] = buffer.getvalue().encode()
    return files

"""What a city is told when a cycle is opened, closed and released: short plain texts.

Pure functions. Names and statements come from submissions and from `programme.json`; they are shown without characters that
cannot be seen, one line each, and nothing in them is interpreted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assets.cycles.calendar import Deadlines
from assets.home import Programme
from assets.intake.problems import hide_unprintable

Row = Mapping[str, Any]


def write_letter(programme: Programme, city: Row, heading: str, lines: list[str]) -> str:
    """Title, heading, the lines, and what kind of scores these are."""
    name = hide_unprintable(str(city["city_name"]))
    parts = [programme.title, f"{heading}: {name} ({city['city_code']})", "", *lines, "", programme.statement]
    return "\n".join(hide_unprintable(part) for part in parts) + "\n"


def announce_opening(programme: Programme, city: Row, dates: Deadlines, version: Row) -> str:
    """`city` has city_code, city_name and last_cycle; `version` has methodology_id, core_count and extended_count."""
    last = city["last_cycle"]
    questions = f"{version['core_count']} questions"
    if version["extended_count"]:
        questions += f", and {version['extended_count']} for the extended index"
    return write_letter(
        programme,
        city,
        f"Cycle {dates.cycle} is open",
        [
            f"Questionnaire: {version['methodology_id']} ({questions})",
            f"Submissions until: {dates.submissions_due_on}",
            f"Reviews until: {dates.reviews_due_on}",
            f"Results: {dates.releases_on}",
            "",
            f"You took part last in {last}." if last else "We have no earlier submission from you.",
            "The workbook beside this letter is your questionnaire: fill it in and send it back.",
        ],
    )


def confirm_closing(programme: Programme, city: Row, cycle: int) -> str:
    """`city` has city_code, city_name and, where it took part, what `assets.py` records of it."""
    if not city["submission_count"]:
        lines = ["We have received nothing from you for this cycle.", "If you did submit, tell the programme now."]
    else:
        reviewed = "complete" if city["is_review_complete"] == "yes" else "not complete yet"
        lines = [
            f"Received: {city['submission_count']} submission(s), {city['answers']} answers, the last file on {city['arrived_on']}",
            *(["The last file came after the day on which submissions were due."] if city["is_late"] else []),
            f"Review: {reviewed}",
            f"Open tickets: {city['open_tickets']}",
        ]
    return write_letter(programme, city, f"Cycle {cycle} is closed for submissions", lines)


def announce_release(programme: Programme, city: Row, cycle: int, release_id: str) -> str:
    """`city` has city_code, city_name and publish."""
    if city["publish"] == "yes":
        lines = [f"Release {release_id}. Your page in it: site/city/{city['city_code']}.html"]
    else:
        lines = [f"Release {release_id}. Your results are in no public file; the programme has a draft for you."]
    return write_letter(programme, city, f"Results of the cycle {cycle} are released", lines)

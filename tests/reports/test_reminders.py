"""Reminders: in the language of the city, only for what is missing, and safe to open."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from reports.feedback.content import Feedback, Gap
from reports.feedback.reminders import ASKED, COLUMNS, SHOWN, find_reminder, write_list, write_reminder
from reports.feedback.tickets import Task

DUE, TODAY = date(2026, 6, 30), date(2026, 6, 20)


def gap(state: str = "unanswered", code: str = "EX1", area: str = "Education") -> Gap:
    return Gap(area, code, "Is it?", state, state)


def task(severity: str = "error", cycle: int | None = 2026, number: int = 1) -> Task:
    return Task(severity, cycle, f"row {number}", "It is wrong.", "Mend it.", "", "", "open")


def feedback(language: str = "en", cycle: int | None = 2026, name: str = "Alba", **changed: Any) -> Feedback:
    return Feedback("xa-alba", name, language, cycle, False, False, "", **changed)


def write(given: Feedback, today: date = TODAY, is_closed: bool = False) -> str:
    found = find_reminder(given, 2026)
    assert found is not None
    return write_reminder(found, 2026, DUE, today, "Title", "Our own computation.", is_closed)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (feedback(cycle=None), "nothing_received"),
        (feedback(cycle=2023, gaps=(gap(),)), "nothing_received"),
        (feedback(cycle=None, to_do=(task(),)), "nothing_usable"),
        (feedback(cycle=2023, to_do=(task(cycle=2023),)), "nothing_received"),
        (feedback(gaps=(gap(),)), "incomplete"),
        (feedback(gaps=(gap("invalid"),)), "incomplete"),
        (feedback(to_do=(task(),)), "to_correct"),
        (feedback(to_do=(task("blocking", None),)), "to_correct"),
        (feedback(), None),
        (feedback(gaps=(gap("dont_know"),)), None),
        (feedback(to_do=(task("warning"),)), None),
        (feedback(to_do=(task(cycle=2023),)), None),
        (feedback(cycle=2028, gaps=(gap(),)), None),
    ],
)
def test_who_is_reminded_and_why(given, reason) -> None:
    found = find_reminder(given, 2026)
    assert (found and found.reason) == reason


def test_a_letter_names_deadline_questions_by_area_and_what_to_correct() -> None:
    text = write(feedback(gaps=(gap(), gap(code="EX2"), gap(code="EX3", area="Language")), to_do=(task(),)))
    assert text.startswith("Title\nReminder for cycle 2026: Alba (xa-alba)\n")
    assert "due on 2026-06-30 (days left: 10)." in text
    assert "answer: 3\n- Education\n  - EX1 Is it?\n  - EX2 Is it?\n- Language\n  - EX3 Is it?\n" in text
    assert "To be corrected: 1\n- row 1: It is wrong. Mend it.\n" in text
    assert text.endswith("\nOur own computation.\n")


def test_of_many_questions_the_codes_alone_are_named() -> None:
    text = write(feedback(gaps=tuple(gap(code=f"EX{number}") for number in range(ASKED + 1))))
    assert f"Questions without an answer: {ASKED + 1}\n- Education: EX0, EX1, " in text
    assert "Is it?" not in text


def test_the_day_itself_and_the_days_after() -> None:
    assert "due today, 2026-06-30." in write(feedback(cycle=None), DUE)
    assert "were due on 2026-06-30" in write(feedback(cycle=None), date(2026, 7, 1))


def test_after_closing_the_day_is_that_of_corrections() -> None:
    incomplete = feedback(gaps=(gap(),))
    assert "corrections are taken in until 2026-06-30 (days left: 10)" in write(incomplete, is_closed=True)
    assert "today, 2026-06-30, is the last day for corrections" in write(incomplete, DUE, is_closed=True)
    assert "Corrections were due on 2026-06-30" in write(incomplete, date(2026, 7, 1), is_closed=True)


def test_a_city_of_which_nothing_could_be_used_reads_why() -> None:
    text = write(feedback(cycle=None, to_do=(task(),)))
    assert "could not be used yet" in text
    assert "received nothing" not in text
    assert "- row 1: It is wrong. Mend it.\n" in text


def test_a_long_list_of_tickets_is_cut_and_says_so() -> None:
    text = write(feedback(to_do=tuple(task(number=number) for number in range(SHOWN + 3))))
    assert text.count("It is wrong.") == SHOWN
    assert "- further points: 3\n" in text


def test_a_letter_in_french() -> None:
    text = write(feedback("fr", gaps=(gap(),), to_do=(task(),)))
    assert "- row 1\u00a0: It is wrong." in text
    assert "Rappel pour le cycle 2026\u00a0: Alba (xa-alba)" in text
    assert "Questions sans réponse\u00a0: 1" in text
    assert "days" not in text


def test_names_stay_one_line_and_no_formula() -> None:
    evil = feedback(cycle=None, name="=HYPERLINK(1)\n\u202eAlba")
    assert "=HYPERLINK(1)··Alba (xa-alba)" in write(evil)
    found = find_reminder(evil, 2026)
    assert found is not None
    rows = list(csv.DictReader(io.StringIO(write_list([(found, "xa-alba/2026/x.txt")], DUE, TODAY))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["city_name"] == "'=HYPERLINK(1)··Alba"
    assert rows[0]["days_left"] == "10"

"""Reminders: what a city has not done yet in an open cycle, as a short plain text in its language, and as a list for the programme.

Pure. Made of the same feedback that the city gets; who is reminded when is decided in `assets/cycles`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assets.intake.problems import hide_unprintable
from assets.questionnaire.languages import Wording, read_wording
from assets.spreadsheets import neutralise
from reports.feedback.content import Feedback, Gap
from reports.feedback.tickets import Task

MISSING = ("unanswered", "invalid")  # "don't know" is an answer
PRESSING = ("blocking", "error")  # what is only a doubt is no reason to write
NOTHING, UNUSABLE, INCOMPLETE, TO_CORRECT = "nothing_received", "nothing_usable", "incomplete", "to_correct"
SHOWN = 10  # tickets in a letter; the others stand in the feedback
ASKED = 20  # questions whose words a letter repeats; of more the codes alone
COLUMNS = (
    *("city_code", "city_name", "language", "reason", "questions_missing", "areas_missing", "tickets_open"),
    *("due_on", "days_left", "file"),
)


@dataclass(frozen=True)
class Reminder:
    """What one city is reminded of. `gaps` and `tasks` are empty where nothing was received at all; a city of which nothing
    could be used has `tasks` alone."""

    city_code: str
    city_name: str
    language: str
    reason: str
    gaps: tuple[Gap, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def is_absent(self) -> bool:
        """No answer of the city counts in the cycle yet."""
        return self.reason in (NOTHING, UNUSABLE)

    @property
    def areas(self) -> dict[str, list[Gap]]:
        """Areas with their questions without an answer, in order."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            found.setdefault(gap.area, []).append(gap)
        return found


def find_reminder(feedback: Feedback, cycle: int) -> Reminder | None:
    """What there is to remind a city of in a cycle; None where it has answered everything and nothing has to be corrected."""
    about = (feedback.city_code, feedback.city_name, feedback.language)
    tasks = tuple(task for task in feedback.to_do if task.severity in PRESSING and task.cycle in (cycle, None))
    if feedback.cycle is None or feedback.cycle < cycle:
        return Reminder(*about, UNUSABLE if tasks else NOTHING, tasks=tasks)
    if feedback.cycle > cycle:
        return None
    gaps = tuple(gap for gap in feedback.gaps if gap.state_code in MISSING)
    if not gaps and not tasks:
        return None
    return Reminder(*about, INCOMPLETE if gaps else TO_CORRECT, gaps, tasks)


def write_reminder(
    reminder: Reminder, cycle: int, due_on: date, today: date, title: str, statement: str, is_closed: bool = False
) -> str:
    """The letter to a city: until when, what is missing area by area, what has to be corrected and how.

    After submissions were closed, `due_on` is the day until which corrections are taken in, and the letter says so.
    """
    wording = read_wording(reminder.language)
    lines = [
        title,
        wording.say("reminder.heading", cycle=cycle, name=reminder.city_name, code=reminder.city_code),
        "",
        tell_deadline(wording, due_on, today, is_closed),
        *(tell_nothing(reminder, wording) if reminder.is_absent else ()),
        *(tell_rest(reminder, wording) if reminder.gaps or reminder.tasks else ()),
        "",
        statement,
    ]
    return "\n".join(hide_unprintable(line) for line in lines) + "\n"


def tell_deadline(wording: Wording, due_on: date, today: date, is_closed: bool) -> str:
    left = (due_on - today).days
    when = "over" if left < 0 else "today" if left == 0 else "due"
    return wording.say(f"reminder.{'closed_' if is_closed else ''}{when}", date=due_on.isoformat(), days=left)


def tell_nothing(reminder: Reminder, wording: Wording) -> list[str]:
    return [wording.say(f"reminder.{reminder.reason}"), wording.say("reminder.send")]


def tell_rest(reminder: Reminder, wording: Wording) -> Iterable[str]:
    """What is missing and what has to be corrected."""
    if reminder.gaps:
        yield ""
        yield wording.say("reminder.missing", count=len(reminder.gaps))
        for area, gaps in reminder.areas.items():
            if len(reminder.gaps) > ASKED:
                yield f"- {wording.say('reminder.area', area=area, codes=', '.join(gap.code for gap in gaps))}"
            else:
                yield f"- {area}"
                yield from (f"  - {gap.code} {gap.question}" for gap in gaps)
    if reminder.tasks:
        yield ""
        yield wording.say("reminder.to_correct", count=len(reminder.tasks))
        for task in reminder.tasks[:SHOWN]:
            yield f"- {wording.say('reminder.task', where=task.where, what=task.what, how_to_fix=task.how_to_fix)}"
        if len(reminder.tasks) > SHOWN:
            yield f"- {wording.say('reminder.more', count=len(reminder.tasks) - SHOWN)}"
    yield ""
    yield wording.say("reminder.details")


def write_list(reminders: Sequence[tuple[Reminder, str]], due_on: date, today: date) -> str:
    """The list for the programme as CSV, one row a city to remind, each with the file of its letter; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each, file in reminders:
        cells = (
            *(each.city_code, each.city_name, each.language, each.reason, len(each.gaps), "; ".join(each.areas)),
            *(len(each.tasks), due_on.isoformat(), (due_on - today).days, file),
        )
        writer.writerow(neutralise(hide_unprintable(cell)) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue()

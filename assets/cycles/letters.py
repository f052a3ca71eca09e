"""What a city is told when a cycle is opened, closed and released: short plain texts in its language.

Pure functions. Names and statements come from submissions and from `programme.json`; they are shown without characters that
cannot be seen, one line each, and nothing in them is interpreted. The words are `letter.…` in `languages/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assets.cycles.calendar import Deadlines
from assets.home import Programme
from assets.intake.problems import hide_unprintable
from assets.questionnaire.languages import SOURCE, Wording, choose_language, read_wording

Row = Mapping[str, Any]


def choose_wording(city: Row) -> Wording:
    """The words of the first language of a city that is shipped; `languages` is a list in a cell, or empty."""
    return read_wording(choose_language((city.get("languages") or "").split("|")))


def write_letter(programme: Programme, city: Row, heading: str, lines: list[str]) -> str:
    """Title, heading, the lines, and what kind of scores these are."""
    name = hide_unprintable(str(city["city_name"]))
    wording = choose_wording(city)
    about = wording.say("letter.about", heading=heading, name=name, code=city["city_code"])
    parts = [wording.translate(programme.title), about, "", *lines, "", wording.translate(programme.statement)]
    return "\n".join(hide_unprintable(part) for part in parts) + "\n"


def announce_opening(programme: Programme, city: Row, dates: Deadlines, version: Row) -> str:
    """`city` has city_code, city_name, languages and last_cycle; `version` has methodology_id, core_count and extended_count."""
    say = choose_wording(city).say
    last, more = city["last_cycle"], version["extended_count"]
    counted = {"version": version["methodology_id"], "core": version["core_count"]}
    return write_letter(
        programme,
        city,
        say("letter.open", cycle=dates.cycle),
        [
            say("letter.questions_extended", extended=more, **counted) if more else say("letter.questions", **counted),
            say("letter.submissions_due", date=dates.submissions_due_on),
            say("letter.reviews_due", date=dates.reviews_due_on),
            say("letter.results_on", date=dates.releases_on),
            "",
            say("letter.took_part", cycle=last) if last else say("letter.first_time"),
            say("letter.fill_in"),
        ],
    )


def confirm_closing(programme: Programme, city: Row, cycle: int) -> str:
    """`city` has city_code, city_name, languages and, where it took part, what `assets.py` records of it."""
    say = choose_wording(city).say
    if not city["submission_count"]:
        lines = [say("letter.received_nothing"), say("letter.tell_us")]
    else:
        received = {name: city[name] for name in ("answers", "arrived_on")}
        lines = [
            say("letter.received", submissions=city["submission_count"], **received),
            *([say("letter.late")] if city["is_late"] else []),
            say("letter.review_complete" if city["is_review_complete"] == "yes" else "letter.review_open"),
            say("letter.open_tickets", count=city["open_tickets"]),
        ]
    return write_letter(programme, city, say("letter.closed", cycle=cycle), lines)


def announce_release(programme: Programme, city: Row, cycle: int, release_id: str) -> str:
    """`city` has city_code, city_name, languages and publish."""
    wording = choose_wording(city)
    say, folder = wording.say, "" if wording.language == SOURCE else f"{wording.language}/"
    if city["publish"] == "yes":
        line = say("letter.your_page", release=release_id, path=f"site/{folder}city/{city['city_code']}.html")
    else:
        line = say("letter.your_draft", release=release_id)
    return write_letter(programme, city, say("letter.released", cycle=cycle), [line])

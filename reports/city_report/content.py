"""Composes the City Index report of one city and cycle, in the language that is spoken. Pure: rows in, a document out.

Generated sentences are templates filled with facts; only what reviewers wrote judges. How it looks is `reports/documents`, who gets it
`deliver.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.book import Row
from reports.city_report.areas import tell_area
from reports.city_report.ending import conclude, list_answers, tell_next
from reports.city_report.figures_of_city import Figures
from reports.city_report.opening import tell_city, tell_method
from reports.city_report.overview import tell_areas
from reports.city_report.results import tell_result
from reports.city_report.source import City
from reports.city_report.words import name_country
from reports.documents.render import Document, shorten, start_document
from reports.language import say, spoken_wording
from reports.numbers import show_day


@dataclass(frozen=True)
class Programme:
    """What every report says of the programme."""

    title: str
    statement: str
    is_fictional: bool

    @property
    def said_title(self) -> str:
        """In the language that is spoken, where its file has it."""
        return spoken_wording().translate(self.title)

    @property
    def said_statement(self) -> str:
        return spoken_wording().translate(self.statement)


def compose_report(city: City, programme: Programme) -> Document:
    """The report of a city that took part in the cycle."""
    figures = Figures(city)
    name = city.row["city_name"]
    status = say("Final: the review is complete") if city.is_final else say("Draft: the review is not complete")
    return start_document(
        programme=programme.said_title,
        title=name,
        subtitle=say("City Index report {cycle}", cycle=city.cycle),
        description=say("City Index report of {city}, cycle {cycle}", city=name, cycle=city.cycle),
        status=status,
        is_draft=not city.is_final,
        notices=list_notices(city, programme),
        running=" · ".join([shorten(name), str(city.cycle), *([] if city.is_final else [say("draft")])]),
        footer=say_footer(programme),
        meta=list_meta(city, figures),
        sections=[
            tell_method(figures),
            tell_city(figures),
            tell_result(figures),
            tell_areas(figures),
            *(tell_area(figures, area) for area in figures.areas),
            conclude(figures),
            tell_next(figures),
            list_answers(figures),
        ],
    )


def list_notices(city: City, programme: Programme) -> list[str]:
    """What has to be known before anything is read."""
    return [
        *([programme.said_statement] if programme.is_fictional else []),
        say("Our computation, not an official result of the Intercultural Cities programme."),
        *([] if city.is_final else [say("This draft is for the city alone. Scores and texts can change until the review of the whole submission is complete.")]),
        *([say("The city has chosen not to be published: this report is for the city alone.")] if city.participation["publish"] != "yes" and city.row["publish"] == "no" else []),
    ]  # fmt: skip


def say_footer(programme: Programme) -> str:
    """Stands on every page."""
    ours = say("Our computation, not an official result.")
    return f"{say('Fictional data.')} {ours}" if programme.is_fictional else ours


def list_meta(city: City, figures: Figures) -> list[tuple[str, str]]:
    completed = max((row["reviewed_on"] for row in city.reviews if is_whole(row) and row["reviewed_on"]), default=None)
    return [
        (say("Country"), name_country(city.row["country_iso2"])),
        (say("Cycle"), str(city.cycle)),
        (say("Questionnaire"), figures.version),
        (say("Last answer"), show_day(city.participation["last_answered_on"])),
        *([(say("Review completed"), show_day(completed))] if city.is_final and completed else []),
    ]


def is_whole(row: Row) -> bool:
    return row["question_code"] is None and row["area_code"] is None and row["decision"] == "accepted"

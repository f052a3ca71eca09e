"""The first sections of a city report: what the index is, the city at a glance."""

from __future__ import annotations

from reports.city_report.figures_of_city import Figures
from reports.city_report.words import name_band, name_country
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.language import say
from reports.numbers import show_day, show_number, show_score
from reports.wording import split_list

OPEN = {"unanswered", "dont_know", "invalid"}


def tell_method(figures: Figures) -> Block:
    """Definition and method in short."""
    book, version = figures.city.book, figures.version
    questions = book.version_questions[version]
    extended = sum(row["index_code"] == "extended" for row in questions)
    return blocks.section(
        "method",
        say("What the index is"),
        [
            blocks.text(
                say(
                    "The Intercultural Cities Index shows how far the policies, structures and actions of a city take up the "
                    "intercultural approach: equality, diversity as an advantage, meaningful interaction, and participation."
                ),
                "lead",
            ),
            blocks.text(
                say(
                    "The questionnaire {version} of this cycle has {count} questions in {areas} areas. Each answer brings between 0 and "
                    "100 points; the mean of its questions is the score of an area, and the mean of the areas is the index.",
                    version=version, count=len(questions), areas=len(figures.areas),
                )
            ),
            blocks.text(
                say(
                    "The core index rests on the questions that all questionnaires share in substance; the extended index adds {count} "
                    "questions of 2019.", count=extended,
                )
            ) if extended else None,
            blocks.text(
                say(
                    "The index is a self-assessment that experts review, and a tool for learning. It is not a ranking: no place among "
                    "other cities is given. A score is compared with the mean of the cities of the network, and of those that are alike "
                    "in size and diversity."
                )
            ),
            blocks.text(
                say(
                    "Points and weights could have been chosen otherwise. The robustness interval says how far a result moves under "
                    "{draws} other choices; it is not a confidence interval. A score with too few answers is not shown.",
                    draws=show_number(next((row["draws"] for row in figures.intervals.values()), None)),
                ) if figures.intervals else say(
                    "Points and weights could have been chosen otherwise. A score with too few answers is not shown."
                )
            ),
            blocks.notice(
                say(
                    "Everything is our own computation from what the city filed, with points and weights of our own: it is not an "
                    "official result of the Intercultural Cities programme."
                )
            ),
        ],
    )  # fmt: skip


def tell_city(figures: Figures) -> Block:
    """The city at a glance."""
    city, book = figures.city, figures.city.book
    row, band = city.row, book.bands.get((city.code, city.cycle), {})
    asked = [each for each in figures.indicators if each["state"] != "not_asked"]
    answered = sum(each["state"] not in OPEN for each in asked)
    population, year = band.get("population", row["population"]), band.get("population_year", row["population_year"])
    share, share_year = band.get("share_pct", row["foreign_born_pct"]), band.get("share_year", row["foreign_born_year"])
    kind = band.get("share_kind", row["share_kind"]) or "foreign_born"
    departments = sorted(
        {name for rows in city.answers.values() for each in rows for name in split_list(each["department"])}
    )
    cycles = book.cycles_of[city.code]
    networks = split_list(row["network_codes"])
    details = [
        (say("Cycles in which the city took part"), ", ".join(str(cycle) for cycle in cycles)),
        (say("Member since"), show_day(row["joined_on"]) if row["joined_on"] else "–"),
        (say("Networks"), ", ".join(networks) or "–"),
        (say("Cities of about this size"), name_band(book, "population", band.get("population_band"))),
        (say("Cities of about this diversity"), name_band(book, "diversity", band.get("diversity_band"))),
        (say("Departments that answered"), blocks.bound(", ".join(departments), 300) or "–"),
    ]
    return blocks.section(
        "city",
        say("The city at a glance"),
        [
            blocks.facts(
                [
                    (say("Country"), name_country(row["country_iso2"]), row["region_name"] or ""),
                    (say("Inhabitants"), show_number(population), name_year(population, year)),
                    (
                        say("Residents born abroad") if kind == "foreign_born" else say("Residents of foreign nationality"),
                        "–" if share is None else f"{show_score(share)} %",
                        name_year(share, share_year),
                    ),
                    (say("Questions answered"), say("{count} of {total}", count=answered, total=len(asked)), say("cycle {cycle}", cycle=city.cycle)),
                    (say("Cycles"), str(len(cycles)), say("since {cycle}", cycle=cycles[0])),
                    (say("What the city does, by its policy grid"), str(len(city.grid)), say("entries")),
                ]
            ),
            blocks.table(
                say("More about the city"), [(say("What"), False), (say("Value"), False)], [[*pair] for pair in details], [1, 2]
            ),
        ],
        is_joined=True,
    )  # fmt: skip


def name_year(value: object, year: object) -> str:
    return "" if value is None else str(year) if year is not None else say("year unknown")

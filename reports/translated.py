"""What the seeds and the programme say, in the language that is spoken: names of areas, questions, options, bands, facts, versions.

What cities wrote, and their names, stay as they were filed. The words of our own texts are in `language.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assets.questionnaire.form import read_seed
from assets.questionnaire.languages import SOURCE, Text
from reports.book import Book, Row
from reports.edition import Edition
from reports.language import spoken_language, spoken_wording

# Columns of seeds that pages show and workbooks do not.
SEEDS = (
    *(("methodologies", "description"), ("peer_bands", "label"), ("curriculum", "name")),
    *(("anti_rumours_steps", "name"), ("anti_rumours_steps", "shows"), ("anti_rumours_steps", "counts")),
    *(("survey_items", "statement"), ("survey_items", "dimension"), ("survey_groups", "group_label")),
)


def list_texts() -> Iterator[Text]:
    """The texts of seeds, samples and programmes that pages show beyond those of workbooks."""
    from assets.home import Programme
    from samples.registry import SAMPLES

    for seed, column in SEEDS:
        yield from (Text(row[column]) for row in read_seed(seed))
    for title, statement in [
        (Programme.title, Programme.statement),
        *((sample.title, sample.statement) for sample in SAMPLES.values()),
    ]:
        yield from (Text(title), Text(statement))


def translate_edition(edition: Edition) -> Edition:
    """Title and statement in the language, where its file has them."""
    wording = spoken_wording()
    return replace(edition, title=wording.translate(edition.title), statement=wording.translate(edition.statement))


def translate_book(book: Book) -> Book:
    """The same tables with the names and texts of the seeds in the language; the book itself where that is English."""
    if spoken_language() == SOURCE:
        return book
    say = spoken_wording().translate

    def put(row: Row, column: str, context: str = "") -> dict[str, Any]:
        return row | {column: say(row[column], context)}

    return replace(
        book,
        area_names={code: say(name, code) for code, name in book.area_names.items()},
        questions={code: put(row, "question_text", code) for code, row in book.questions.items()},
        options={place: say(label, place[1]) for place, label in book.options.items()},
        versions={code: put(row, "description") for code, row in book.versions.items()},
        version_options={
            place: [put(row, "option_label", place[1]) for row in rows] for place, rows in book.version_options.items()
        },
        band_names={place: say(label) for place, label in book.band_names.items()},
        fact_names={code: say(name, code) for code, name in book.fact_names.items()},
        curriculum=[put(row, "name") for row in book.curriculum],
        anti_rumours_steps=[put(put(put(row, "name"), "shows"), "counts") for row in book.anti_rumours_steps],
        survey=replace(
            book.survey,
            items=[put(put(row, "statement"), "dimension") for row in book.survey.items],
            groups=[put(row, "group_label") for row in book.survey.groups],
        ),
    )

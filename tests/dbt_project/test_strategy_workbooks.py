"""The workbook of a strategy after files of the same city: what stays the same, what a correction does, what mends a ticket."""

from __future__ import annotations

import hashlib
from datetime import date

from support.built_models import CompiledProject
from support.filled_files import fill_file
from support.questionnaires import read_sheets
from support.strategies import FIRST, ROWS, make_template, put, set_version, to_csv

from assets.intake.reading import read_files
from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, OF_STRATEGY

CITIES = ("cities.csv", b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\n")
FILES = [CITIES, *(to_csv(kind) for kind in OF_STRATEGY)]
SHEETS = read_sheets(make_template())
DAY = date(2026, 1, 1)
TABLES = [f"marts.{prefix}{kind}" for kind in OF_STRATEGY for prefix in ("", "filed_")]
TICKETS = [f"intermediate.int_tickets__{family}" for family in ("read", "placed", "planned")]


def send(*edits: list, language: str = "en") -> tuple[str, bytes]:
    return f"post/{len(edits)}.xlsx", fill_file(make_template(language), [each for edit in edits for each in edit])


def look(project: CompiledProject, *files: tuple[str, bytes], revision: bool = True) -> dict[str, list[tuple]]:
    """What was filed and what is published, and the tickets; files arrive a day after each other."""
    days = {hashlib.sha256(content).hexdigest(): date(2026, 5, 1 + place) for place, (_, content) in enumerate(files)}
    with project.build(read_files(files, days), wanted=[*TABLES, *TICKETS]) as connection:
        found = {
            kind: connection.execute(f"select * from marts.{kind} order by all").fetchall() for kind in OF_STRATEGY
        }
        left_out = "" if revision else " exclude (revision)"
        for kind in OF_STRATEGY:
            found[f"filed_{kind}"] = connection.execute(
                f"select *{left_out} from marts.filed_{kind} order by all"
            ).fetchall()
        told = " union all ".join(f"select ticket_code, city_code, cycle, is_open from {name}" for name in TICKETS)
        found["tickets"] = connection.execute(f"{told} order by all").fetchall()
    return {name: [tuple(map(to_fifteen_digits, row)) for row in rows] for name, rows in found.items()}


def to_fifteen_digits(cell: object) -> object:
    """A spreadsheet program keeps no more of a number."""
    return float(f"{cell:.15g}") if isinstance(cell, float) else cell


def test_an_untouched_workbook_changes_no_table_and_makes_no_ticket(project: CompiledProject) -> None:
    before = look(project, *FILES)
    assert before["tickets"] == []
    assert [len(before[f"filed_{kind}"]) for kind in OF_STRATEGY] == [len(ROWS[kind]) for kind in OF_STRATEGY]
    assert look(project, *FILES, send()) == before
    assert look(project, *FILES, send(language="fr")) == before


def test_all_of_it_sent_once_more_is_the_same_under_the_next_revision(project: CompiledProject) -> None:
    before = look(project, *FILES, revision=False)
    assert look(project, *FILES, send(set_version(SHEETS, 2)), revision=False) == before


def test_a_workbook_alone_gives_all_of_it(project: CompiledProject) -> None:
    before = look(project, *FILES, revision=False)
    assert look(project, CITIES, send(set_version(SHEETS, 2)), revision=False) == before


def test_a_value_and_a_correction_are_published(project: CompiledProject) -> None:
    edits = [
        *put(SHEETS, MEASUREMENTS, FIRST, observed_on=DAY, value=49.5),
        *put(SHEETS, INDICATORS, FIRST, target_value=70),
    ]
    found = look(project, *FILES, send(edits))
    assert found["tickets"] == []
    assert len(found[MEASUREMENTS]) == len(ROWS[MEASUREMENTS]) + 1
    assert [row[13] for row in found[INDICATORS] if row[13]] == [70.0]


def test_a_value_that_was_left_out_is_mended_by_the_next_version(project: CompiledProject) -> None:
    wrong = send(put(SHEETS, MEASUREMENTS, FIRST, observed_on=DAY, value=490))
    right = send(put(SHEETS, MEASUREMENTS, FIRST, observed_on=DAY, value=49), set_version(SHEETS, 2))
    told = look(project, *FILES, wrong)["tickets"]
    assert told == [("value_outside_scale", "xa-alba", None, True)]
    assert look(project, *FILES, wrong, right)["tickets"] == [("value_outside_scale", "xa-alba", None, False)]

"""Workbooks of several departments, and later versions of one, come together as the scoring contract says."""

from __future__ import annotations

from support.built_models import CompiledProject
from support.filled_files import fill_file
from support.questionnaires import Given, Wanted, fill, form, make_template, read_sheets

from assets.intake.reading import read_files
from assets.questionnaire.layout import Assignment

QUESTIONS = form().questions
FIRST, SECOND, THIRD = [code for code, each in QUESTIONS.items() if not each.is_multiple and not each.parent][:3]
CITIES = ("cities.csv", b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\n")


def option(code: str, place: int) -> Given:
    return Given((QUESTIONS[code].options[place].code,))


def send(series: str, wanted: Wanted, language: str = "en") -> tuple[str, bytes]:
    """The workbook of a department as it arrives."""
    template = make_template(Assignment(2026, "xa-alba", "icc-2019", series), language, department=series)
    return f"post/{series}", fill_file(template, fill(read_sheets(template), wanted, language))


def compute(project: CompiledProject, *files: tuple[str, bytes]) -> tuple[dict[str, tuple], list[tuple]]:
    """State and options of the three questions, and what open tickets say."""
    tables = read_files([CITIES, *files])
    with project.build(tables) as connection:
        stated = connection.execute(
            "select question_code, state, option_codes from marts.indicator_scores "
            "where cycle = 2026 and methodology_id = 'icc-2019' and question_code in (?, ?, ?)",
            [FIRST, SECOND, THIRD],
        ).fetchall()
        tickets = connection.execute("select what from marts.tickets where status = 'open' order by what").fetchall()
    return {code: tuple(others) for code, *others in stated}, tickets


def test_departments_fill_in_their_part(project: CompiledProject) -> None:
    states, tickets = compute(
        project,
        send("culture", Wanted({FIRST: option(FIRST, 0), SECOND: option(SECOND, 1)})),
        send("schools", Wanted({SECOND: option(SECOND, 1), THIRD: option(THIRD, 0)}), "fr"),
        send("parks", Wanted()),
    )
    assert states == {
        FIRST: ("answered", QUESTIONS[FIRST].options[0].code),
        SECOND: ("answered", QUESTIONS[SECOND].options[1].code),
        THIRD: ("answered", QUESTIONS[THIRD].options[0].code),
    }
    assert tickets == []


def test_departments_that_disagree_get_a_ticket(project: CompiledProject) -> None:
    states, tickets = compute(
        project,
        send("culture", Wanted({FIRST: option(FIRST, 0)})),
        send("schools", Wanted({FIRST: option(FIRST, 1)})),
    )
    assert states[FIRST][0] == "invalid"
    assert any("Departments answered" in what for (what,) in tickets)


def test_a_corrected_workbook_replaces_the_earlier_one(project: CompiledProject) -> None:
    entry, fact = {"title": "Plan", "status": "Planned"}, {"year": 2025, "value": 1000}
    first = Wanted({FIRST: option(FIRST, 0), SECOND: option(SECOND, 0)}, (entry,), {"population": fact})
    second = Wanted(
        {FIRST: option(FIRST, 1)},
        ({**entry, "status": "Ongoing"},),
        {"population": {**fact, "value": 1200}},
        {"submission_version": 2},
    )
    for files in ((first, second), (second, first)):
        states, tickets = compute(project, *(send("city", wanted) for wanted in files))
        assert states[FIRST] == ("answered", QUESTIONS[FIRST].options[1].code)
        assert states[SECOND][0] == "unanswered"
        assert tickets == []


def test_a_workbook_that_was_not_touched_is_no_participation(project: CompiledProject) -> None:
    with project.build(read_files([CITIES, send("city", Wanted())])) as connection:
        assert connection.execute("select count(*) from marts.participations").fetchall() == [(0,)]

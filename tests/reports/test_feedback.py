"""What goes back to a city: in its language, its own rows only, as a page and as a workbook that run nothing."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.questionnaires import load

from assets.intake.problems import ticket_kinds
from assets.questionnaire.form import read_seed
from assets.questionnaire.languages import PLACEHOLDER, read_wording
from assets.schema import SEEDS
from reports.feedback.content import Feedback, compose_feedback
from reports.feedback.outbox import PAGE, WORKBOOK, write_outbox
from reports.feedback.page import write_page
from reports.feedback.tickets import Names, word_ticket
from reports.feedback.workbook import write_workbook

EVIL = "<script>alert(1)</script>"
AREAS = {row["area_code"]: row["area_name"] for row in read_seed("areas")}
QUESTIONS = {row["question_code"]: row["question_text"] for row in read_seed("questions")}
OPTIONS = {(row["question_code"], row["option_code"]): row["option_label"] for row in read_seed("methodology_options")}
NAMES = Names(AREAS, QUESTIONS, {}, OPTIONS, ticket_kinds())
QUESTION, AREA = next(iter(QUESTIONS)), next(iter(AREAS))
NOTHING: dict[str, list[dict[str, Any]]] = {
    name: [] for name in ("participations", "tickets", "reviews", "coverage", "states", "filings")
}


def city(languages: str | None = "en", name: str = "Alba") -> dict[str, Any]:
    return {"city_code": "xa-alba", "city_name": name, "languages": languages}


def ticket(code: str = "unknown_option", **changed: Any) -> dict[str, Any]:
    kind = ticket_kinds()[code]
    return {
        "ticket_id": f"{code} {changed}",
        "ticket_code": code,
        "city_code": "xa-alba",
        "cycle": 2026,
        "area_code": None,
        "question_code": QUESTION,
        "subject": f"2026 {QUESTION}",
        "opened_on": date(2026, 5, 2),
        "closed_on": None,
        "severity": kind["severity"],
        "addressee": kind["addressee"],
        "source_file": "inbox/ours.csv",
        "is_own_file": "yes",
        "found_in": "row",
        "location": "row 3",
        "what": "English what",
        "how_to_fix": "English how",
        "detail": "perhaps",
        "status": "open",
        **changed,
    }


def taking_part(cycle: int = 2026, held_back_by: str | None = None) -> dict[str, Any]:
    return {"cycle": cycle, "held_back_by": held_back_by, "is_review_complete": "no"}


def compose(languages: str | None = "en", name: str = "Alba", **tables: Any) -> Feedback:
    return compose_feedback(city(languages, name), {**NOTHING, **tables}, NAMES)


def show(feedback: Feedback) -> str:
    return write_page(feedback, "Title", "Statement", "made")


def read_cells(feedback: Feedback) -> dict[str, list[list[Any]]]:
    workbook = load(write_workbook(feedback, "Statement"))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in workbook}


def test_the_gravest_comes_first_and_only_what_the_city_can_do(tmp_path) -> None:
    feedback = compose(
        participations=[taking_part()],
        tickets=[
            ticket("evidence_link_broken", what="a doubt"),
            ticket("unknown_option", what="an error"),
            ticket("submissions_identical", what="blocks"),
            ticket("unknown_option", what="for the programme", addressee="programme"),
            ticket("unknown_option", what="mended", status="closed", closed_on=date(2026, 5, 4)),
            ticket("stale_answer", what="not used"),
        ],
    )
    assert [task.what for task in feedback.to_do] == ["blocks", "an error", "a doubt"]
    assert [(task.what, task.closed_on) for task in feedback.done] == [("mended", "2026-05-04")]
    assert [task.what for task in feedback.stale] == ["not used"]
    page = show(feedback)
    assert "3 points are left to do." in page
    assert page.index("blocks") < page.index("an error") < page.index("a doubt") < page.index("mended")
    assert "for the programme" not in page


def test_a_city_that_has_sent_nothing_reads_that(tmp_path) -> None:
    assert "No answers have come from your city yet." in show(compose())
    assert "Aucune réponse de votre ville" in show(compose("fr"))


def test_what_holds_back_is_said_first() -> None:
    page = show(compose(participations=[taking_part(held_back_by="t1"), taking_part(2023)]))
    assert "Your submission of 2026 is held back" in page
    assert "held back" not in show(compose(participations=[taking_part(), taking_part(2023, "t1")]))


def test_nothing_left_to_do() -> None:
    assert "Nothing is left to do" in show(compose(participations=[taking_part()]))


def test_it_speaks_the_language_of_the_city() -> None:
    tables = {
        "participations": [taking_part()],
        "tickets": [ticket()],
        "coverage": [
            {
                "area_code": AREA, "questions_in_denominator": 8, "questions_answered": 5, "coverage": 0.625,
                "coverage_status": "indicative",
            }
        ],
        "states": [{"area_code": AREA, "question_code": QUESTION, "state": "dont_know"}],
        "filings": [
            {
                "cycle": 2026, "kind": "answers", "filing_id": "city", "version": 2, "department": "Culture|Parcs",
                "row_count": 60, "arrived_on": date(2026, 5, 2),
            }
        ],
    }  # fmt: skip
    page = show(compose("fr|de", **tables))
    wording = read_wording("fr")
    assert '<html lang="fr">' in page
    assert wording.translate(QUESTIONS[QUESTION], QUESTION).replace("'", "&#39;") in page
    for text in (
        "perhaps",
        "ours.csv",
        "ligne 3",
        "63\N{NO-BREAK SPACE}%",
        "environ la moitié",
        "ne sait pas",
        "Culture, Parcs",
    ):
        assert text in page
    assert "English" not in page
    cells = read_cells(compose("fr", **tables))
    assert list(cells) == [wording.say(f"feedback.section.{each}") for each in ("to_do", "coverage", "gaps", "filings")]
    assert cells[wording.say("feedback.section.coverage")][1][1:4] == [8, 5, 0.625]


def reviewed(area: str | None, question: str | None, decision: str, **said: str | None) -> dict[str, Any]:
    empty = dict.fromkeys(("corrected_option_codes", "note", "recommendation"))
    return {"area_code": area, "question_code": question, "decision": decision, **empty, **said}


def test_the_city_reads_what_the_review_says() -> None:
    option, label = next((code, label) for (question, code), label in OPTIONS.items() if question == QUESTION)
    feedback = compose(
        "fr",
        participations=[taking_part()],
        reviews=[
            reviewed(AREA, QUESTION, "corrected", corrected_option_codes=option, note="Pas écrit."),
            reviewed(AREA, None, "accepted", recommendation="Continuez."),
            reviewed(None, None, "accepted", note=EVIL),
        ],
    )
    wording = read_wording("fr")
    assert [row.where.split()[0] for row in feedback.verdicts] == ["l’envoi", "domaine", QUESTION]
    assert feedback.verdicts[2].decision == f"Corrigé\N{NO-BREAK SPACE}: {wording.translate(label, QUESTION)}"
    page = show(feedback)
    assert page.index("Ce que dit la relecture") < page.index("Continuez.") < page.index("Pas écrit.")
    assert "<script" not in page
    assert read_cells(feedback)["Ce que dit la relecture"][3][1:3] == [feedback.verdicts[2].decision, "Pas écrit."]


def list_kinds() -> list[str]:
    with (SEEDS / "ticket_kinds.csv").open(encoding="utf-8", newline="") as file:
        return [row["ticket_code"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("code", list_kinds())
def test_every_kind_of_ticket_is_told_in_french(code) -> None:
    """With the placeholders that such a ticket carries: those of the models, or those that intake kept."""
    kind = ticket_kinds()[code]
    names = PLACEHOLDER.findall(kind["what"] + kind["how_to_fix"])
    own = {name: f"of {name}" for name in names}
    row = ticket(code, area_code=AREA, found_in="file" if own.keys() - {"detail"} else "row", detail=json.dumps(own))
    task = word_ticket(row, NAMES, read_wording("fr"))
    assert "English" not in task.what + task.how_to_fix
    assert not PLACEHOLDER.search(task.what.replace("{}", ""))


def test_a_hint_of_a_cell_is_told_in_the_language_of_the_city() -> None:
    values = {"column_name": "cycle", "value": "soon", "hint": "a whole number"}
    row = ticket("value_wrong_type", found_in="file", location="sheet 'X', cell B3", detail=json.dumps(values))
    task = word_ticket(row, NAMES, read_wording("fr"))
    assert "un nombre entier" in task.what + task.how_to_fix
    assert "feuille «\N{NO-BREAK SPACE}X\N{NO-BREAK SPACE}», cellule B3" in task.where


def test_a_file_of_several_cities_is_not_named() -> None:
    row = ticket(source_file="all-of-them.csv", is_own_file="no")
    assert word_ticket(row, NAMES, read_wording("en")).where.startswith(QUESTION)
    assert "all-of-them" not in show(compose(participations=[taking_part()], tickets=[row]))


def test_what_was_sent_is_shown_and_never_run() -> None:
    feedback = compose(
        name=f"=cmd()|{EVIL}",
        participations=[taking_part()],
        tickets=[ticket(what=f"=HYPERLINK('x') {EVIL}"), ticket(how_to_fix="@SUM(A1)")],
    )
    page = show(feedback)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    workbook = load(write_workbook(feedback, "=1+1"))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell.value for cell in cells if cell.data_type == "f" or re.match(r"[=+\-@\t]", cell.value)]


def test_only_what_changed_is_written(tmp_path) -> None:
    feedback = compose(participations=[taking_part()])
    folder = tmp_path / "xa-alba"
    assert write_outbox(tmp_path, [feedback], "T", "S") == 1
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert set(before) == {PAGE, WORKBOOK}
    assert write_outbox(tmp_path, [feedback], "T", "S") == 0
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    (folder / WORKBOOK).unlink()
    assert write_outbox(tmp_path, [feedback], "T", "S") == 1
    changed = compose(participations=[taking_part()], tickets=[ticket()])
    assert write_outbox(tmp_path, [changed], "T", "S") == 1
    assert "perhaps" not in (folder / PAGE).read_text(encoding="utf-8")
    assert "English what" in (folder / PAGE).read_text(encoding="utf-8")


def test_every_city_of_a_run_gets_its_feedback_and_no_score(small) -> None:
    folders = [path for path in small.home.outbox.iterdir() if path.name != "programme"]
    cities = {row.split(",")[0] for row in (small.release / "public/data/cities.csv").read_text().splitlines()[1:]}
    assert cities <= {folder.name for folder in folders}
    for folder in folders:
        assert (folder / WORKBOOK).exists()
        page = (folder / PAGE).read_text(encoding="utf-8")
        assert not [other for other in cities - {folder.name} if re.search(rf"\b{other}\b", page)]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_in_a_browser(page, small, width) -> None:
    path = max(small.home.outbox.glob(f"*/{PAGE}"), key=lambda each: each.stat().st_size)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

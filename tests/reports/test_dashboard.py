"""The dashboard: what to do comes first, every figure is that of its rows, and nothing that was sent is run."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe

from assets.publication.release import list_contents
from reports.dashboard.content import Dashboard, compose_dashboard, move_year
from reports.dashboard.experts import make_experts_page
from reports.dashboard.pages import list_pages, make_start_page, order_cities, shade, write_exports
from reports.internal import InternalEdition, build_internal_site

EDITION = InternalEdition("2026-now", 2026, "A title", "A statement.", False, "c1")
EVIL = "<script>alert(1)</script>"


def taking_part(city: str, cycle: int = 2026, **changed: Any) -> dict[str, Any]:
    return {
        "city_code": city, "cycle": cycle, "publish": "yes", "held_back_by": None, "is_review_complete": "no",
        "coverage": 1.0, "coverage_status": "full", "last_answered_on": date(cycle, 5, 1), "arrived_on": date(cycle, 5, 2),
        "reviewed_on": None, **changed,
    }  # fmt: skip


def ticket(city: str | None, severity: str = "error", **changed: Any) -> dict[str, Any]:
    return {
        "ticket_id": f"{city}{severity}{changed}", "ticket_code": "unknown_option", "city_code": city, "cycle": 2026,
        "area_code": "ONE", "question_code": None, "severity": severity, "addressee": "city", "status": "open",
        "opened_on": date(2026, 5, 3), "closed_on": None, "source_file": "a.csv", "location": "row 3", "what": f"What {EVIL}",
        "how_to_fix": "How", **changed,
    }  # fmt: skip


NAMES = ("alba", "brina", "corvo", "dena", "esk", "fara")
TABLES: dict[str, list[dict[str, Any]]] = {
    "cities": [{"city_code": f"xa-{name}", "city_name": name.capitalize()} for name in NAMES],
    "areas": [{"area_code": "ONE", "area_name": "First"}, {"area_code": "TWO", "area_name": "Second"}],
    "participations": [
        taking_part("xa-alba", is_review_complete="yes", reviewed_on=date(2026, 5, 20)),
        taking_part("xa-brina", held_back_by="t", publish="no"),
        taking_part("xa-corvo", coverage=0.4, coverage_status="insufficient"),
        taking_part("xa-alba", 2025, is_review_complete="yes", reviewed_on=date(2025, 7, 1)),
        taking_part("xa-brina", 2025, last_answered_on=date(2025, 6, 15)),
        taking_part("xa-dena", 2023),
        taking_part("xa-esk", 2024),
    ],
    "coverage": [
        {"city_code": "xa-alba", "area_code": "ONE", "coverage": 1.0},
        {"city_code": "xa-corvo", "area_code": "ONE", "coverage": 0.25},
    ],
    "evidence": [{"city_code": "xa-alba", "area_code": "ONE", "answers": 4, "evidenced": 1}],
    "tickets": [
        ticket("xa-brina", "blocking", ticket_code="submissions_identical", opened_on=date(2026, 5, 1)),
        ticket("xa-corvo", area_code="TWO"),
        ticket("xa-corvo", "warning", cycle=2023, ticket_code="area_jumped", opened_on=date(2026, 5, 2)),
        ticket("xa-corvo", status="closed", what="Mended"),
        ticket("xa-alba", "warning", addressee="programme"),
        ticket(None, cycle=None, source_file="who.csv", opened_on=None),
    ],
    "history": [],
    "filings": [
        {
            "city_code": "xa-alba", "cycle": 2026, "kind": "answers", "filing_id": "s", "version": 2, "department": None,
            "row_count": 70, "arrived_on": date(2026, 6, 1),
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def dashboard() -> Dashboard:
    return compose_dashboard(TABLES, 2026)


def test_the_cycle_at_a_glance_beside_the_last_on_the_same_day(dashboard) -> None:
    assert (dashboard.last_cycle, dashboard.as_of, dashboard.same_day) == (2025, date(2026, 6, 1), date(2025, 6, 1))
    assert {step.name: (step.now, step.same_day, step.in_the_end) for step in dashboard.steps} == {
        "Submitted": (3, 1, 2),
        "Complete": (2, 1, 2),
        "Reviewed": (1, 0, 1),
        "Publishable": (1, 1, 2),
    }


def test_the_most_pressing_comes_first(dashboard) -> None:
    assert [(task.title, task.count, [name for _, name in task.cities]) for task in dashboard.tasks] == [
        ("Release what is held back", 1, ["Brina"]),
        ("Find out who sent these", 1, []),
        ("Ask for corrections", 2, ["Brina", "Corvo"]),
        ("Decide yourselves", 1, ["Alba"]),
        ("Ask for the rest", 1, ["Corvo"]),
        ("Review", 1, ["Brina"]),
        ("Remind", 1, ["Dena"]),
    ]


def test_many_cities_are_named_in_part() -> None:
    cities = [{"city_code": f"xa-c{number:02}", "city_name": f"City {number:02}"} for number in range(12)]
    rows = [taking_part(city["city_code"]) for city in cities]
    (task,) = compose_dashboard({**TABLES, "cities": cities, "participations": rows, "tickets": []}, 2026).tasks
    assert (task.title, task.count, len(task.shown), task.more) == ("Review", 12, 8, 4)


def test_stages(dashboard) -> None:
    assert [city.stage for city in dashboard.cities.values()] == [
        "reviewed", "held back", "incomplete", *["not submitted"] * 3,
    ]  # fmt: skip


def test_the_heat_map_holds_who_submitted(dashboard) -> None:
    cell = dashboard.cells["xa-alba", "ONE"]
    assert (cell.coverage, cell.evidence, cell.tickets) == (1.0, 0.25, 1)
    assert {code for code, _ in dashboard.cells} == {"xa-alba", "xa-brina", "xa-corvo"}
    assert dashboard.cells["xa-corvo", "TWO"].tickets == 1
    assert shade("coverage", cell) == ("h0", "100")
    assert shade("coverage", dashboard.cells["xa-corvo", "ONE"]) == ("h3", "25")
    assert shade("coverage", dashboard.cells["xa-alba", "TWO"]) == ("hx", "–")
    assert shade("evidence", cell) == ("h1", "25")
    assert shade("tickets", dashboard.cells["xa-alba", "TWO"]) == ("h0", "·")
    shown = [city for city in dashboard.cities.values() if city.is_submitted]
    assert [city.name for city in order_cities(shown, dashboard, "coverage")] == ["Brina", "Corvo", "Alba"]


def test_the_oldest_and_the_unusual(dashboard) -> None:
    assert [(row["city_code"], row["days"]) for row in dashboard.oldest][:2] == [("xa-brina", 31), ("xa-corvo", 29)]
    assert [row["ticket_code"] for row in dashboard.unusual] == ["submissions_identical", "area_jumped"]


def test_an_empty_cycle_has_its_page(tmp_path) -> None:
    empty = compose_dashboard({**{name: [] for name in TABLES}, "cities": TABLES["cities"]}, 2026)
    assert (empty.as_of, empty.last_cycle, empty.tasks) == (None, None, [])
    page = build_internal_site(list_pages(empty, {name: [] for name in TABLES}), EDITION, tmp_path)[0]
    assert "Nothing: every city" in page.read_text(encoding="utf-8")


def test_29_february_has_a_same_day() -> None:
    assert move_year(date(2028, 2, 29), -1) == date(2027, 2, 28)


def test_pages_show_texts_as_texts_and_lead_to_the_cities(dashboard, tmp_path) -> None:
    pages = build_internal_site(list_pages(dashboard, TABLES), EDITION, tmp_path, write_exports(dashboard))
    text = pages[0].read_text(encoding="utf-8")
    assert text.index("To do today") < text.index("At a glance") < text.index("Cities by area")
    for page in pages:
        content = page.read_text(encoding="utf-8")
        assert "<script>alert" not in content
        for target in re.findall(r'href="([^"#:]+)"', content):
            path = (page.parent / target).resolve()
            if path.is_relative_to(tmp_path.resolve()) and "quality" not in target:
                assert path.exists(), target
    corvo = (tmp_path / "cities" / "xa-corvo.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in corvo
    assert corvo.index("Open tickets") < corvo.index("Mended and settled")
    assert "Brina" not in corvo
    assert [name for name, _ in re.findall(r">([^<]+)</a></li>()", text)][:2] == ["Cycle 2026", "Public site"]


def test_in_an_opened_cycle_all_that_were_told_and_sent_nothing_are_reminded() -> None:
    everybody = [row["city_code"] for row in TABLES["cities"]]
    remind = next(task for task in compose_dashboard(TABLES, 2026, everybody).tasks if task.title == "Remind")
    sent = {row["city_code"] for row in TABLES["participations"] if row["cycle"] == 2026}
    assert {code for code, _ in remind.cities} == set(everybody) - sent
    assert "Were told that it is open" in remind.advice
    assert "Remind" not in [task.title for task in compose_dashboard(TABLES, 2026, []).tasks]


def test_the_export_names_every_city_of_every_task() -> None:
    dashboard = compose_dashboard(TABLES, 2026)
    listed = list(csv.DictReader(io.StringIO(write_exports(dashboard)["to_do.csv"])))
    assert [(row["task"], row["city_name"]) for row in listed] == [
        (task.title, name) for task in dashboard.tasks for _, name in task.cities
    ]


def test_exports_hold_the_same_and_no_formula() -> None:
    tables = {**TABLES, "cities": [{"city_code": "xa-alba", "city_name": "=1+1"}]}
    exports = write_exports(compose_dashboard(tables, 2026))
    (status,) = csv.DictReader(io.StringIO(exports["city_status.csv"]))
    assert (status["city_name"], status["stage"], status["reviewed"]) == ("'=1+1", "reviewed", "yes")
    areas = list(csv.DictReader(io.StringIO(exports["city_areas.csv"])))
    assert [(row["area_code"], row["coverage"], row["evidence_share"]) for row in areas] == [
        ("ONE", "1.0", "0.25"),
        ("TWO", "", ""),
    ]


def test_the_figures_are_those_of_the_release(small) -> None:
    text = (small.release / "internal" / "site" / "cycle.html").read_text(encoding="utf-8")
    figures = [int(found) for found in re.findall(r'<td class="n figure">(\d+)</td>', text)]
    wanted = duckdb.sql(
        f"""
        select count(*), count(*) filter (is_review_complete = 'yes')
        from '{small.release}/internal/data/participations.parquet' where cycle = 2025
        """
    ).fetchone()
    assert (figures[0], figures[2]) == wanted
    with (small.release / "internal/site/export/city_status.csv").open(encoding="utf-8", newline="") as file:
        assert sum(row["submitted"] == "yes" for row in csv.DictReader(file)) == wanted[0]
    assert "internal/site/cycle.html" in {row["path"] for row in list_contents(small.release)}


def test_experts_see_who_waits_longest_and_the_packs(dashboard) -> None:
    names = ["expert-visit-xa-brina-2026-en", "meeting-2026-en"]
    later = {
        **TABLES,
        "participations": [*TABLES["participations"], taking_part("xa-fara", last_answered_on=date(2026, 2, 1))],
    }
    shown = make_experts_page(compose_dashboard(later, 2026), names).context
    assert [(row["city"].name, row["days"], row["pack"]) for row in shown["queue"]] == [
        ("Fara", 120, None),
        ("Brina", 31, names[0]),
    ]
    assert [row["city"].name for row in shown["reviewed"]] == ["Alba"]
    assert (shown["incomplete"], shown["other_packs"]) == (1, names[1:])
    assert [row["city"].name for row in make_experts_page(dashboard, []).context["queue"]] == ["Brina"]


def test_without_a_day_nobody_says_how_long_a_city_waits() -> None:
    unknown = taking_part("xa-alba", last_answered_on=None, arrived_on=None)
    shown = make_experts_page(compose_dashboard({**TABLES, "participations": [unknown]}, 2026), []).context
    assert [(row["since"], row["days"]) for row in shown["queue"]] == [(None, None)]


def test_each_of_those_who_run_the_programme_has_a_way_in(dashboard, tmp_path) -> None:
    pages = [make_start_page(dashboard, has_register=False), make_experts_page(dashboard, [])]
    start, experts = (path.read_text(encoding="utf-8") for path in build_internal_site(pages, EDITION, tmp_path))
    assert start.index("Programme managers") < start.index("Experts") < start.index("Data engineers")
    assert "1 city waits for a review" in start
    assert "register.html" not in start
    assert "--city CODE --review" in experts
    assert "None yet" not in experts


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_in_a_browser(page, small, width) -> None:
    site = small.release / "internal" / "site"
    page.set_viewport_size({"width": width, "height": 900})
    named = ("index", "cycle", "experts", "runs")
    for path in (
        *(site / f"{name}.html" for name in named),
        max(site.glob("cities/*.html"), key=lambda each: each.stat().st_size),
    ):
        page.emulate_media(color_scheme="dark" if width == 390 else "light")
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for target in re.findall(r'(?:href|src)="([^"#]+)[^"]*"', path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), target

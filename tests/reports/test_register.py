"""The internal register: counts with what they are of, follow-up in words, nothing that was sent is run."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from assets.schema import raw_tables
from reports.dashboard.register import make_register_page
from reports.dashboard.rows import read_tables
from reports.internal import InternalEdition, build_internal_site
from reports.words_of_register import FOLLOWED_UP, MADE_BY, RECOMMENDATION_STATUSES

EDITION = InternalEdition("2026-now", 2026, "A title", "A statement.", False, "c1")
EVIL = "<script>alert(1)</script>"


def recommended(name: str, status: str, followed_up: str, **more: Any) -> dict[str, Any]:
    return {
        "recommendation_id": name, "city_code": "xa-alba", "made_by": "expert_visit", "area_code": "ONE", "question_codes": "Q1|Q2",
        "text": f"Do {EVIL}", "made_on": date(2020, 1, 1), "status": status, "status_on": None, "evidence_url": "javascript:alert(1)",
        "followed_up": followed_up, "from_cycle": 2019, "to_cycle": 2022, "gained_question_codes": None,
    } | more  # fmt: skip


def found(name: str, **more: Any) -> dict[str, Any]:
    return {
        "activity_id": "v", "finding_id": name, "kind": "expert_visit", "city_code": "xa-alba", "visited_on": date(2020, 1, 1),
        "stakeholder_type": "media", "understanding": 2, "readiness": None, "area_code": None, "finding": f"Saw {EVIL}",
    } | more  # fmt: skip


TABLES: dict[str, list[dict[str, Any]]] = {
    "cities": [{"city_code": "xa-alba", "city_name": "Alba"}],
    "area_names": [{"area_code": "ONE", "area_name": "First"}],
    "open_long": [{"subject": "recommendations old"}],
    "recommendations": [
        recommended("old", "open", "not_followed"),
        recommended("gained", "accepted", "answer_gained", gained_question_codes="Q2"),
        recommended("done", "done", "done"),
        recommended("new", "open", "no_later_cycle", city_code="xa-gone", to_cycle=None, made_by=None),
    ],
    "visit_findings": [found("1"), found("2", stakeholder_type=None, city_code=None)],
    "stakeholder_findings": [
        {"stakeholder_type": "media", "visits": 1, "cities": 1, "findings": 1, "understanding_count": 1, "understanding_median": 2.5,
         "readiness_count": 0, "readiness_median": None},
        {"stakeholder_type": "not_named", "visits": 1, "cities": 0, "findings": 1, "understanding_count": 1, "understanding_median": 2.0,
         "readiness_count": 0, "readiness_median": None},
    ],
}  # fmt: skip


@pytest.fixture
def html(tmp_path) -> str:
    page = make_register_page(TABLES)
    assert page is not None
    build_internal_site([page], EDITION, tmp_path)
    return (tmp_path / "register.html").read_text(encoding="utf-8")


def test_every_code_has_words() -> None:
    columns = {column.name: column for column in raw_tables()["recommendations"].columns}
    assert set(columns["status"].meta["values"]) == set(RECOMMENDATION_STATUSES)
    assert set(columns["made_by"].meta["values"]) == set(MADE_BY)


def test_recommendations_are_counted_by_status_and_by_what_became_of_them() -> None:
    page = make_register_page(TABLES)
    assert page is not None
    assert page.context["by_status"] == [("open", 2), ("accepted", 1), ("done", 1)]
    assert [count for _, count in page.context["by_follow_up"]] == [1, 1, 1, 1]
    assert (page.context["judged"], page.context["open_long"]) == (3, 1)


def test_the_page_says_what_was_followed_up_and_where(html) -> None:
    assert "an answer gained points" in html
    assert '<span class="quiet">Q2</span>' in html
    assert "2019 → 2022" in html
    assert html.count("open for long") == 1
    assert 'href="cities/xa-alba.html"' in html
    assert "cities/xa-gone.html" not in html
    assert "../data/recommendations.csv" in html


def test_medians_stand_beside_their_number(html) -> None:
    assert '2.5 <span class="quiet">n = 1</span>' in html
    assert '– <span class="quiet">n = 0</span>' in html
    assert "Not named" in html


def test_what_was_sent_stays_text(html) -> None:
    assert EVIL not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_nothing_filed_gives_no_page() -> None:
    assert make_register_page(TABLES | {"recommendations": [], "visit_findings": []}) is None


def test_the_demo_network_has_recommendations_of_every_end(demo) -> None:
    tables = read_tables(demo.release, 2025)
    page = make_register_page(tables)
    assert page is not None
    assert {row["followed_up"] for row in page.context["recommendations"]} >= {"done", "answer_gained", "not_followed"}
    assert {row["status"] for row in page.context["recommendations"]} == set(RECOMMENDATION_STATUSES)
    assert set(FOLLOWED_UP) >= {row["followed_up"] for row in page.context["recommendations"]}
    assert 0 < page.context["open_long"] < 20
    medians = duckdb.sql(
        f"select stakeholder_type, median(understanding) from '{demo.release}/internal/data/visit_findings.parquet' group by all"
    ).fetchall()
    assert dict(medians) == {
        row["stakeholder_type"]: row["understanding_median"] for row in page.context["stakeholders"]
    }


def test_the_register_is_in_no_public_file(demo) -> None:
    text = (demo.release / "internal" / "site" / "register.html").read_text(encoding="utf-8")
    assert "For the programme alone." in text
    public = {path.stem for path in (demo.release / "public" / "data").glob("*.csv")}
    assert not public & {"recommendations", "visit_findings", "stakeholder_findings"}

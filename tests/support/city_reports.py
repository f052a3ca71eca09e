"""A little network with cities that are hard to write reports about, built by the models: for tests of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
from support.built_models import CompiledProject
from support.little import write_methodology

from assets.intake.reading import read_files
from reports.city_report.content import Programme

VERSION = {"early": {"AA": ["Q1", "Q2"], "BB": ["Q3", "Q4"]}}
QUESTIONS = ("Q1", "Q2", "Q3", "Q4")
CYCLE = 2047  # the fortieth
PROGRAMME = Programme("A title", "Fictional data: all of it.", True)
EVIL = '#panic("read as markup") *b* $x$ <script>alert(1)</script> </svg> \\u{202e} `raw` @label // comment'
ARABIC = "مدينة الحوار بين الثقافات"
LONG = "Sankt " + "Vielnamigheim-" * 8 + "am See"
CITIES = {
    "xa-alba": "Alba",
    "xa-one": "One answer",
    "xa-none": "No answer",
    "xa-long": LONG[:120],
    "xa-right": ARABIC,
    "xa-evil": EVIL[:100],
    "xa-hidden": "Hidden",
    **{f"xa-plain{number}": f"Plain {number}" for number in range(5)},
}
ANSWERS = (
    "cycle",
    "city_code",
    "submission_id",
    "submission_version",
    "question_code",
    "option_codes",
    "dont_know",
    "evidence_text",
    "evidence_url",
    "answered_on",
)
REVIEWS = (
    "review_id",
    "review_version",
    "cycle",
    "city_code",
    "area_code",
    "question_code",
    "decision",
    "expected_option_codes",
    "note",
    "recommendation",
    "reviewer_role",
    "reviewed_on",
)
GRID = (
    "cycle",
    "city_code",
    "entry_id",
    "area_code",
    "department",
    "entry_kind",
    "title",
    "description",
    "status",
    "evidence_url",
)


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def list_answers(cycles: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []

    def answer(
        cycle: int, city: str, question: str, option: str = "yes", text: str = "", url: str = "", dont_know: str = ""
    ) -> None:
        rows.append((cycle, city, "s1", 1, question, option, dont_know, text, url, f"{cycle}-03-01"))

    for city in ("xa-long", "xa-right", "xa-evil", "xa-hidden", *(name for name in CITIES if "plain" in name)):
        text = {"xa-right": ARABIC, "xa-evil": EVIL, "xa-hidden": "a hidden text"}.get(city, "")
        for question in QUESTIONS:
            answer(
                CYCLE,
                city,
                question,
                "no" if question == "Q4" else "yes",
                text,
                "javascript:alert(1)" if text else "https://example.org/a",
            )
    for cycle in range(CYCLE + 1 - cycles, CYCLE + 1):
        for place, question in enumerate(QUESTIONS):
            answer(
                cycle,
                "xa-alba",
                question,
                "yes" if (cycle + place) % 3 else "no",
                "said and shown" if cycle == CYCLE else "",
            )
    answer(CYCLE, "xa-one", "Q1")
    answer(CYCLE, "xa-none", "Q1", "", dont_know="yes")
    return rows


def list_reviews() -> list[tuple[object, ...]]:
    """Everybody but one plain city is accepted as a whole; of Alba a question is rejected, and one recommended about."""
    day = f"{CYCLE}-06-01"
    whole = [
        (
            f"r-{city}",
            1,
            CYCLE,
            city,
            "",
            "",
            "accepted",
            "",
            EVIL if city == "xa-evil" else "analysis of the whole",
            "",
            "expert",
            day,
        )
        for city in CITIES
        if city != "xa-plain0"
    ]
    option = "yes" if (CYCLE + 1) % 3 else "no"
    return [
        *whole,
        (
            "r-a2",
            1,
            CYCLE,
            "xa-alba",
            "",
            "Q2",
            "rejected",
            option,
            "a remark on what is wrong",
            "do it another way",
            "expert",
            day,
        ),
        (
            "r-a3",
            1,
            CYCLE,
            "xa-alba",
            "BB",
            "",
            "accepted",
            "",
            "analysis of an area",
            "go on like this",
            "expert",
            day,
        ),
        ("r-p0", 1, CYCLE, "xa-plain0", "", "Q1", "needs_evidence", "yes", "please show it", "", "expert", day),
    ]


def build_network(project: CompiledProject, folder: Path, cycles: int = 40) -> duckdb.DuckDBPyConnection:
    """All models on the little network, Alba with so many cycles; the seeds go into `folder`."""
    reference = write_methodology(folder, VERSION)
    register = [
        (code, name, "XA", "no" if code == "xa-hidden" else "yes", "fr" if code == "xa-long" else "en")
        for code, name in CITIES.items()
    ]
    grid = [
        (CYCLE, "xa-evil", "g1", "AA", EVIL, "policy", EVIL, EVIL, "ongoing", "https://example.org/x"),
        (
            CYCLE,
            "xa-alba",
            "g1",
            "AA",
            "Culture",
            "service",
            "A welcome desk",
            "Open every day",
            "ongoing",
            "https://example.org/desk",
        ),
    ]
    files: Mapping[str, bytes] = {
        "answers.csv": write_csv(ANSWERS, list_answers(cycles)),
        "cities.csv": write_csv(("city_code", "city_name", "country_iso2", "publish", "languages"), register),
        "reviews.csv": write_csv(REVIEWS, list_reviews()),
        "grid.csv": write_csv(GRID, grid),
    }
    return project.build(read_files(list(files.items())), reference)

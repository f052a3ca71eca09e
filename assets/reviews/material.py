"""What there is to review of a city: its answers as they count now, what was decided, and what tickets say. Read from a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
# Tables of the internal part, and what is read of them.
QUERIES = {
    "participations": "select questionnaire_id from rows where city_code = $city and cycle = $cycle",
    "answers_merged": "select * from rows where city_code = $city and cycle = $cycle order by question_code",
    "answer_versions": (
        "select * from rows where city_code = $city and cycle = $cycle and is_current = 'yes' "
        "order by question_code, submission_id, answer_number"
    ),
    "review_notes": (
        "select * from rows where city_code = $city and cycle = $cycle order by reviewed_on nulls first, review_id"
    ),
    "tickets": (
        "select question_code, area_code, ticket_code, what from rows "
        "where city_code = $city and cycle = $cycle and status = 'open' order by ticket_id"
    ),
}


class NothingToReview(ValueError):
    """There is nothing to review; the message says why."""


@dataclass(frozen=True)
class Answered:
    """One answer: options (of all departments where they disagree), what else was said, and who said it on what evidence."""

    option_codes: tuple[str, ...] = ()
    reason: str = ""
    form: str = "blank"
    is_disagreed: bool = False
    said: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Material:
    """All that a reviewer sees, by question; reviews and remarks of an area by its code, those of the city by ''."""

    questionnaire_id: str
    answers: Mapping[str, Answered] = field(default_factory=dict)
    reviews: Mapping[str, Row] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    last_version: int = 0


def read_material(release: Path, city_code: str, cycle: int) -> Material:
    """Raises NothingToReview where the city has not filed answers for the cycle."""
    import duckdb

    tables: dict[str, list[Row]] = {}
    with duckdb.connect() as connection:
        for name, sql in QUERIES.items():
            path = release / "internal" / "data" / f"{name}.parquet"
            if not path.exists():
                raise NothingToReview(f"The release {release.name} lacks {name}. Run `intercultural run` first.")
            found = connection.execute(
                f"with rows as (from read_parquet($path)) {sql}",
                {"path": str(path), "city": city_code, "cycle": cycle},
            )
            names = [column[0] for column in found.description]
            tables[name] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    if not tables["participations"]:
        raise NothingToReview(f"{city_code} has filed no answers for {cycle} that the release {release.name} knows of.")
    return build_material(tables)


def build_material(tables: Mapping[str, Sequence[Row]]) -> Material:
    said: dict[str, tuple[Row, ...]] = {}
    for row in tables["answer_versions"]:
        said[row["question_code"]] = (*said.get(row["question_code"], ()), row)
    remarks: dict[str, list[str]] = {}
    for row in tables["tickets"]:
        remarks.setdefault(row["question_code"] or row["area_code"] or "", []).append(row["what"])
    answers = {
        row["question_code"]: Answered(
            tuple(filter(None, (row["option_codes"] or "").split("|"))),
            row["not_applicable_reason"] or "",
            row["answer_form"],
            row["is_disagreed"] == "yes",
            said.get(row["question_code"], ()),
        )
        for row in tables["answers_merged"]
    }
    reviews = tables["review_notes"]
    return Material(
        questionnaire_id=tables["participations"][0]["questionnaire_id"],
        answers=answers,
        reviews={row["question_code"] or row["area_code"] or "": row for row in reviews},
        remarks=remarks,
        last_version=max((row["review_version"] for row in reviews), default=0),
    )


def is_outdated(review: Row, answered: Answered) -> bool:
    """Whether a review was made on other options than those that count now, and so has no effect."""
    expected = set(filter(None, (review["expected_option_codes"] or "").split("|")))
    return review["question_code"] is not None and expected != set(answered.option_codes)

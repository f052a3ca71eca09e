"""A programme as the contract speaks of it: a methodology, and files that arrived. Rows are dicts of text, as in CSV.

The modules of this folder compute sections 3 to 6 of the scoring contract a second time: written from its text, in
plain Python with exact fractions, and knowing nothing of the SQL. What the SQL makes is held against it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

Row = Mapping[str, str]
FOREVER = 9999


@dataclass(frozen=True)
class Programme:
    """`reference` holds the rows of each seed, `files` pairs of a file's name and its rows; the name begins with the kind."""

    reference: Mapping[str, Sequence[Row]]
    files: Sequence[tuple[str, Sequence[Row]]]

    def rows_of(self, kind: str) -> list[tuple[str, Row]]:
        """Rows of a kind of file, each with the name of its file."""
        return [(name, row) for name, rows in self.files if name.partition("-")[0] == kind for row in rows]

    @cached_property
    def versions(self) -> dict[str, Version]:
        return {row["methodology_id"]: self.read_version(row) for row in self.reference["methodologies"]}

    @cached_property
    def cities(self) -> dict[str, Row]:
        return {row["city_code"]: row for _, row in self.rows_of("cities")}

    def version_of(self, cycle: int) -> Version | None:
        """The version whose cycles contain this one."""
        return next((version for version in self.versions.values() if version.first <= cycle <= version.last), None)

    def read_version(self, row: Row) -> Version:
        def own(seed: str) -> list[Row]:
            return [each for each in self.reference[seed] if each["methodology_id"] == row["methodology_id"]]

        options: dict[str, dict[str, Option]] = {}
        for each in own("methodology_options"):
            option = Option(Fraction(each["points"]), each["is_exclusive"] == "yes")
            options.setdefault(each["question_code"], {})[each["option_code"]] = option
        return Version(
            code=row["methodology_id"],
            first=int(row["first_cycle"]),
            last=int(row["last_cycle"] or FOREVER),
            missing_rule=row["missing_rule"],
            window=int(row["sample_window_years"]),
            areas={
                each["area_code"]: Area(
                    each["area_code"], each["parent_area_code"] or None, each["index_code"], Fraction(each["weight"])
                )
                for each in own("methodology_areas")
            },
            questions={
                each["question_code"]: Question(
                    code=each["question_code"],
                    area=each["area_code"],
                    index=each["index_code"],
                    weight=Fraction(each["weight"]),
                    is_multiple=each["answer_kind"] == "multi",
                    full_marks=Fraction(each["full_marks"] or 1),
                    parent=each["parent_question_code"] or None,
                    opening=split(each["parent_opening_options"]),
                    options=options.get(each["question_code"], {}),
                )
                for each in own("methodology_questions")
            },
        )


@dataclass(frozen=True)
class Option:
    points: Fraction
    is_exclusive: bool


@dataclass(frozen=True)
class Question:
    code: str
    area: str
    index: str
    weight: Fraction
    is_multiple: bool
    full_marks: Fraction
    parent: str | None
    opening: frozenset[str]
    options: Mapping[str, Option]


@dataclass(frozen=True)
class Area:
    code: str
    parent: str | None
    index: str
    weight: Fraction


@dataclass(frozen=True)
class Version:
    code: str
    first: int
    last: int
    missing_rule: str
    window: int
    areas: Mapping[str, Area]
    questions: Mapping[str, Question]
    lineages: dict[str, list[str]] = field(default_factory=dict)

    def lineage(self, area: str) -> list[str]:
        """The area, and the areas above it."""
        above = self.areas[area].parent
        return [area, *self.lineage(above)] if above else [area]


def split(cell: str | None) -> frozenset[str]:
    """A list inside a cell, as a set: trimmed, each once."""
    return frozenset(part.strip() for part in (cell or "").split("|") if part.strip())


def write_csv(rows: Iterable[Row], header: Sequence[str] = ()) -> bytes:
    """Rows as a CSV file; the header is the one given, and else has every column that some row has."""
    rows = list(rows)
    names = header or list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()

"""The rows that city reports are made of: of a release that is there, or of one that is being made.

A city that is published gets its report from the public tables and what reviewers wrote about it; for one that is not, the draft forms
of the tables are put with them. What the rows become is `content.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assets.publication.export import quote
from assets.schema import mart_tables, reference_tables
from reports.book import Book, Row, build_book, group_rows
from reports.pages.learning import Learning, read_learning

if TYPE_CHECKING:
    import duckdb

DRAFT = "draft_"
# Large tables of which only the cycle of the reports is read.
OF_A_CYCLE = {
    "indicator_scores",
    "peer_comparisons",
    "answer_evidence",
    "answer_versions",
    "answer_provenance",
    "grid_entries",
}
INTERNAL = ("participations", "review_notes", "answer_provenance", "answer_versions", "grid_entries")


class SourceLacks(Exception):
    """A table that reports need is not there; the message says which."""


@dataclass(frozen=True)
class City:
    """Everything about one city and cycle that a report tells. `answers` is what the city wrote, by question."""

    code: str
    cycle: int
    book: Book
    learning: Learning
    participation: Row
    reviews: list[Row]
    answers: Mapping[str, list[Row]]
    grid: list[Row]

    @property
    def row(self) -> Row:
        return self.book.cities[self.code]

    @property
    def is_final(self) -> bool:
        """Whether the review of the whole city is complete."""
        return bool(self.participation["is_review_complete"] == "yes")

    @property
    def is_public(self) -> bool:
        """Whether its report may be published."""
        return self.is_final and self.participation["publish"] == "yes"


@dataclass(frozen=True)
class Source:
    """Tables by name, as what DuckDB reads them from; one cycle of them."""

    connection: duckdb.DuckDBPyConnection
    relations: Mapping[str, str]
    cycle: int

    def read(self, name: str) -> list[Row]:
        """The rows of a table in an order that does not change."""
        if name not in self.relations:
            raise SourceLacks(
                f"The release lacks the table {name}: it was made before reports needed it. Run `intercultural run` first."
            )
        chosen = "where cycle = $cycle" if name in OF_A_CYCLE else ""
        found = self.connection.execute(
            f"select * from {self.relations[name]} {chosen} order by all", {"cycle": self.cycle} if chosen else None
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @cached_property
    def internal(self) -> Mapping[str, list[Row]]:
        return {name: self.read(name) for name in INTERNAL}

    @cached_property
    def open_tickets(self) -> list[Row]:
        return [row for row in self.read("tickets") if row["status"] == "open"]

    @cached_property
    def public_tables(self) -> Mapping[str, list[Row]]:
        return {name: self.read(name) for name, table in mart_tables().items() if table.audience == "public"}

    @cached_property
    def reference(self) -> Mapping[str, list[Row]]:
        return {name: self.read(name) for name, table in reference_tables().items() if table.audience == "public"}

    @cached_property
    def public_book(self) -> Book:
        return build_book(self.public_tables, self.reference, self.cycle)

    @cached_property
    def whole_book(self) -> Book:
        """With the cities that are not published; only what is about such a city is taken from it."""
        drafts = {name: self.read(DRAFT + name) for name in self.public_tables if DRAFT + name in mart_tables()}
        together = {name: [*rows, *drafts.get(name, ())] for name, rows in self.public_tables.items()}
        return build_book(together, self.reference, self.cycle)

    def list_cities(self) -> list[str]:
        """The cities that took part in the cycle."""
        return sorted(row["city_code"] for row in self.internal["participations"] if row["cycle"] == self.cycle)

    def find_city(self, code: str) -> City | None:
        """A city of the cycle; None where it took no part."""
        own = {name: rows.get(code, []) for name, rows in self.by_city.items()}
        participation = next((row for row in own["participations"] if row["cycle"] == self.cycle), None)
        if participation is None:
            return None
        is_published = participation["publish"] == "yes"
        book = self.public_book if is_published else self.whole_book
        learning = self.public_learning if is_published else self.whole_learning
        reviews = [row for row in own["review_notes"] if row["cycle"] == self.cycle]
        return City(
            code, self.cycle, book, learning, participation,
            reviews=keep_effective(reviews, own["answer_provenance"]),
            answers=group_rows((row for row in own["answer_versions"] if row["is_current"] == "yes"), "question_code"),
            grid=own["grid_entries"],
        )  # fmt: skip

    @cached_property
    def by_city(self) -> Mapping[str, dict[str, list[Row]]]:
        return {name: group_rows(rows, "city_code") for name, rows in self.internal.items()}

    @cached_property
    def public_learning(self) -> Learning:
        return read_learning(self.public_book)

    @cached_property
    def whole_learning(self) -> Learning:
        return read_learning(self.whole_book)


def keep_effective(reviews: list[Row], provenance: list[Row]) -> list[Row]:
    """Without reviews of a question that another one replaced, or that no longer fit what the city says."""
    effective = {row["question_code"]: (row["review_id"], row["review_decision"]) for row in provenance}
    return [
        row
        for row in reviews
        if row["question_code"] not in effective
        or (effective[row["question_code"]][0] == row["review_id"] and effective[row["question_code"]][1] is not None)
    ]


@contextmanager
def open_release(release: Path, cycle: int) -> Iterator[Source]:
    """The files of a release."""
    import duckdb

    folders = [release / part / "data" for part in ("public", "internal")]
    files = [path for folder in folders for path in [*folder.glob("*.parquet"), *folder.glob("reference/*.parquet")]]
    with duckdb.connect() as connection:
        yield Source(
            connection,
            {path.stem: f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')" for path in files},
            cycle,
        )


def open_warehouse(connection: duckdb.DuckDBPyConnection, cycle: int) -> Source:
    """The tables of a release that is being made."""
    marts = {name: f"marts.{quote(name)}" for name in mart_tables()}
    return Source(connection, {**marts, **{name: f"reference.{quote(name)}" for name in reference_tables()}}, cycle)

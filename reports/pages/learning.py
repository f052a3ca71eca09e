"""What a city can learn from whom: its needs by area, and the cities to look at with what they have documented.

Arranges what the analysis found; nothing is worked out here. The pages of all cities together are in `examples.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.book import Book, Row, group_rows, label_options
from reports.language import say
from reports.pages.visits import describe_match
from reports.wording import split_list

ALIKE = 0.2  # a distance in size or diversity below which cities are called alike
NEAR = 5  # cities of the own cluster that are named
SHOWN = 3  # cities to look at in one area; the page of good practices has all


@dataclass(frozen=True)
class Learning:
    """The tables of the analysis by what pages ask them for."""

    book: Book
    needs: dict[tuple[str, int], list[Row]]
    examples: dict[tuple[int, str], list[Row]]  # cycle, area_code -> rows of good_practice_cities
    practices: dict[str, Row]
    steps: dict[tuple[str, int], list[Row]]
    matches: dict[tuple[str, int], list[Row]]
    near: dict[tuple[str, int], list[Row]]
    clusters: dict[tuple[str, int], Row]
    cluster_members: dict[tuple[int, int], list[Row]]  # cycle, cluster -> rows of learning_clusters

    def describe(self, code: str, cycle: int) -> dict[str, Any] | None:
        """What the page of a city and cycle says; None where the analysis has nothing about them."""
        rows = self.needs.get((code, cycle))
        if not rows:
            return None
        order = self.book.area_order
        rows = sorted(rows, key=lambda row: order[row["area_code"]])
        needs = sorted((row for row in rows if row["need"]), key=lambda row: (-row["need"], order[row["area_code"]]))
        return {
            "needs": [self.describe_need(row) for row in needs],
            "measured": sum(row["need"] is not None for row in rows),
            "others": [{"name": self.book.area_names[row["area_code"]], "reason": row["reason"]} for row in rows if row["reason"]],
            "near": [
                row | {"city": self.book.cities[row["other_city_code"]], "why": list_likeness(row)}
                for row in sorted(self.near.get((code, cycle), []), key=lambda row: row["place"])[:NEAR]
            ],
            "steps": [self.describe_step(row) for row in self.steps.get((code, cycle), [])],
            "visits": [describe_match(self.book, row) for row in self.matches.get((code, cycle), [])],
            "cluster": self.describe_cluster(code, cycle),
            "gives": [self.book.area_names[row["area_code"]] for row in rows if self.is_example(row)],
        }  # fmt: skip

    def is_example(self, row: Row) -> bool:
        found = self.examples.get((row["cycle"], row["area_code"]), [])
        return any(example["city_code"] == row["city_code"] for example in found)

    def describe_need(self, row: Row) -> Row:
        others = [
            each
            for each in self.examples.get((row["cycle"], row["area_code"]), [])
            if each["city_code"] != row["city_code"]
        ]
        others.sort(key=lambda each: (not self.is_alike(row, each), each["city_code"]))
        return row | {
            "name": self.book.area_names[row["area_code"]],
            "examples": [self.describe_example(each) for each in others[:SHOWN]],
            "more": max(0, len(others) - SHOWN),
        }

    def describe_step(self, row: Row) -> Row:
        """A step with its questions and new answers in words, and a practice to look at."""
        changes = [change.partition("=") for change in row["changes"].split("; ")]
        return row | {
            "area": self.book.area_names[row["area_code"]],
            "answers": [
                {
                    "code": question,
                    "text": self.book.questions[question]["question_text"],
                    "labels": label_options(self.book, row["methodology_id"], question, options),
                }
                for question, _, options in changes
            ],
            "practice": self.practices.get(row["practice_id"] or ""),
        }

    def describe_cluster(self, code: str, cycle: int) -> dict[str, Any] | None:
        """The group of the city and the cities of it that lie nearest on the map."""
        own = self.clusters.get((code, cycle))
        if own is None:
            return None
        others = [row for row in self.cluster_members[cycle, own["cluster"]] if row["city_code"] != code]
        others.sort(key=lambda row: ((row["x"] - own["x"]) ** 2 + (row["y"] - own["y"]) ** 2, row["city_code"]))
        return own | {
            "cities": len(others) + 1,
            "near": [self.book.cities[row["city_code"]] for row in others[:NEAR]],
        }

    def is_alike(self, row: Row, other: Row) -> bool:
        """Whether the other city is of the size, and where that is the group, of the diversity, of this one."""
        wanted = split_list(row["reference_group_code"])
        band = self.book.bands.get((other["city_code"], row["cycle"]), {})
        return bool(wanted) and wanted == [band.get("population_band"), band.get("diversity_band")][: len(wanted)]

    def describe_example(self, row: Row) -> Row:
        practices = [self.practices[each] for each in split_list(row["practice_ids"]) if each in self.practices]
        practices.sort(key=lambda each: (-(each["year"] or 0), each["practice_id"]))
        return row | {"city": self.book.cities[row["city_code"]], "practices": practices}


def list_likeness(row: Row) -> str:
    """What two cities have in common, in words."""
    likeness = [
        *([say("size")] if row["size_distance"] is not None and row["size_distance"] < ALIKE else []),
        *(
            [say("share of residents born abroad")]
            if row["diversity_distance"] is not None and row["diversity_distance"] < ALIKE
            else []
        ),
        *([say("country")] if row["country_distance"] == 0 else []),
        *([say("language")] if row["language_distance"] == 0 else []),
    ]
    return ", ".join(likeness) or say("nothing in particular")


def read_learning(book: Book) -> Learning:
    grid = [
        row | {"year": row["cycle"], "summary": row["description"], "source_url": row["evidence_url"]}
        for row in book.studies["grid_practices"]
    ]
    return Learning(
        book,
        group_rows(book.studies["city_needs"], "city_code", "cycle"),
        group_rows(book.studies["good_practice_cities"], "cycle", "area_code"),
        {row["practice_id"]: row for row in [*grid, *book.practices]},
        group_rows(book.studies["next_steps"], "city_code", "cycle"),
        group_rows(book.studies["city_matches"], "visitor_city_code", "cycle"),
        group_rows(book.studies["nearest_cities"], "city_code", "cycle"),
        {(row["city_code"], row["cycle"]): row for row in book.studies["learning_clusters"]},
        group_rows(book.studies["learning_clusters"], "cycle", "cluster"),
    )

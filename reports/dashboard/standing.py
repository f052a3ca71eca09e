"""How far each city is in the cycle, from rows of tables. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.book import Row, group_rows

COMPLETE = ("full", "partial")
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class City:
    """How far a city is in the cycle. Counts are of its open tickets of the cycle."""

    code: str
    name: str
    latest: Row | None = field(repr=False)  # its participation in the cycle
    last_cycle: int | None = None  # the one before
    blocking: int = 0
    errors: int = 0
    doubts: int = 0

    @property
    def is_submitted(self) -> bool:
        return self.latest is not None

    @property
    def is_complete(self) -> bool:
        return is_complete(self.latest)

    @property
    def is_reviewed(self) -> bool:
        return is_reviewed(self.latest)

    @property
    def is_publishable(self) -> bool:
        return is_publishable(self.latest)

    @property
    def stage(self) -> str:
        """The furthest step that it has come to, in a word."""
        if self.latest is None:
            return "not submitted"
        if self.latest["held_back_by"]:
            return "held back"
        if not self.is_complete:
            return "incomplete"
        return "reviewed" if self.is_reviewed else "to review"


def is_complete(row: Row | None) -> bool:
    return row is not None and row["coverage_status"] in COMPLETE


def is_reviewed(row: Row | None) -> bool:
    return row is not None and row["is_review_complete"] == "yes"


def is_publishable(row: Row | None) -> bool:
    """Whether it may be shown, and has an index to show."""
    return row is not None and row["publish"] == "yes" and row["coverage_status"] not in (None, "insufficient")


def list_cities(tables: Tables, open_tickets: Iterable[Row], cycle: int) -> dict[str, City]:
    """All cities of the register by code."""
    own = group_rows(list(tables["participations"]), "city_code")
    counts = Counter((row["city_code"], row["severity"]) for row in open_tickets if row["cycle"] in (cycle, None))
    cities = {}
    for row in tables["cities"]:
        code = row["city_code"]
        taking_part = own.get(code, [])
        cities[code] = City(
            code,
            row["city_name"],
            next((each for each in taking_part if each["cycle"] == cycle), None),
            max((each["cycle"] for each in taking_part if each["cycle"] < cycle), default=None),
            counts[code, "blocking"],
            counts[code, "error"],
            counts[code, "warning"] + counts[code, "info"],
        )
    return cities

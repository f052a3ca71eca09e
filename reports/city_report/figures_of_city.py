"""What the sections of a city report look up: scores, means and earlier scores of one city and cycle. Nothing is worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reports.book import INDEX, Row
from reports.city_report.source import City
from reports.city_report.words import INDEXES

GROUPS = ("all", "population", "diversity", "population_diversity", "country", "network")
CLOSEST = (
    "population_diversity",
    "population",
    "diversity",
    "country",
)  # of the groups of a city, the one that is most like it
Key = tuple[str, str]  # index_code, area_code (INDEX for the whole)


@dataclass(frozen=True)
class Figures:
    """Rows of tables by index and area."""

    city: City

    @cached_property
    def version(self) -> str:
        return self.city.book.version_of[self.city.cycle]

    @cached_property
    def indexes(self) -> list[str]:
        return [index for index in INDEXES if (self.city.code, self.city.cycle, index) in self.city.book.indexes]

    @cached_property
    def scores(self) -> dict[Key, Row]:
        """Rows of index_scores and area_scores."""
        code, cycle, book = self.city.code, self.city.cycle, self.city.book
        found: dict[Key, Row] = {(index, INDEX): book.indexes[code, cycle, index] for index in self.indexes}
        for index in self.indexes:
            found |= {(index, row["area_code"]): row for row in book.areas.get((code, cycle, index), [])}
        return found

    @cached_property
    def groups(self) -> dict[Key, list[Row]]:
        """Rows of peer_comparisons, all cities first."""
        found: dict[Key, list[Row]] = {}
        for index in self.indexes:
            for row in self.city.book.peers.get((self.city.code, self.city.cycle, index), []):
                found.setdefault((index, row["area_code"]), []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (GROUPS.index(row["peer_group_kind"]), row["peer_group_code"]))
        return found

    def everybody(self, key: Key) -> Row | None:
        return next((row for row in self.groups.get(key, []) if row["peer_group_kind"] == "all"), None)

    def closest(self, key: Key) -> Row | None:
        """The group of the cities that are most like this one."""
        rows = {row["peer_group_kind"]: row for row in self.groups.get(key, [])}
        return next((rows[kind] for kind in CLOSEST if kind in rows), None)

    @cached_property
    def previous(self) -> int | None:
        """The cycle in which the city took part before."""
        earlier = [cycle for cycle in self.city.book.cycles_of[self.city.code] if cycle < self.city.cycle]
        return max(earlier, default=None)

    @cached_property
    def before(self) -> dict[Key, float | None]:
        """The scores of the cycle before under the questionnaire of this one, as far as it was asked then."""
        book, code = self.city.book, self.city.code
        if self.previous is None:
            return {}
        areas = [(row, row["area_code"]) for row in book.areas_under_versions.get((code, self.previous), [])]
        indexes = [(row, INDEX) for row in book.under_versions.get(code, []) if row["cycle"] == self.previous]
        return {
            (row["index_code"], area): row["score"]
            for row, area in [*areas, *indexes]
            if row["methodology_id"] == self.version
        }

    @cached_property
    def changes(self) -> dict[Key, Row]:
        """Rows of score_changes since the cycle before."""
        rows = self.city.book.changes.get((self.city.code, self.previous or 0, self.city.cycle), [])
        return {(row["index_code"], row["area_code"]): row for row in rows}

    @cached_property
    def intervals(self) -> dict[str, Row]:
        """Rows of robustness by index."""
        return {
            row["index_code"]: row
            for row in self.city.book.studies["robustness"]
            if (row["city_code"], row["cycle"], row["methodology_id"])
            == (self.city.code, self.city.cycle, self.version)
        }

    @cached_property
    def indicators(self) -> list[Row]:
        """Rows of indicator_scores, in the order of the questions."""
        return self.city.book.indicators.get((self.city.code, self.city.cycle), [])

    @cached_property
    def areas(self) -> list[str]:
        """The areas that hold questions, in their order."""
        asked = self.city.book.areas_asked(self.version)
        return sorted(asked, key=lambda area: self.city.book.area_order[area])

    def main_index(self, area: str) -> str:
        """The index under which an area is told: the core index where it is a part of it."""
        return next((index for index in self.indexes if (index, area) in self.scores), "core")

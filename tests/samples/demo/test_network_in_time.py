"""The network of every cycle, worked out once more in plain Python from the scores of the cities: who stands in it, which
bands the facts of the years set, and what each peer group of section 6 of the methodology says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

Row = dict[str, Any]
KEY = ("cycle", "city_code", "methodology_id", "index_code", "area_code", "peer_group_kind", "peer_group_code")
FIGURES = ("cities", "sample_basis", "peer_mean", "peer_p25", "peer_median", "peer_p75", "score", "difference", "rank")
LEAST, FACT_WINDOW = 5, 3
COMPARED = {"full", "partial"}


class Network:
    """Scores, facts and register, read once, and what follows from them at each cycle."""

    def __init__(self, warehouse) -> None:
        def read(table: str) -> list[Row]:
            relation = warehouse.sql(f"select * from {table}")
            return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]

        self.cities = {row["city_code"]: row for row in read("marts.cities")}
        self.versions, self.bands = read("reference.methodologies"), read("reference.peer_bands")
        self.scores: dict[tuple[int, str, str], dict[tuple[str, str], Row]] = defaultdict(dict)
        for row in read("marts.index_scores") + read("marts.area_scores"):
            of_city = self.scores[row["cycle"], row["city_code"], row["methodology_id"]]
            of_city[row["index_code"], row.get("area_code", "INDEX")] = row
        self.facts: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for row in read("intermediate.int_facts__current"):
            if row["value"] is not None:
                self.facts[row["city_code"], row["fact_code"]].append((row["year"], row["value"]))
        self.took_part = {(cycle, city) for cycle, city, _ in self.scores}
        self.cycles = sorted({cycle for cycle, _ in self.took_part})
        self.members = {cycle: dict(self.find_members(cycle)) for cycle in self.cycles}

    def version(self, cycle: int) -> Row:
        return next(row for row in self.versions if row["first_cycle"] <= cycle <= (row["last_cycle"] or 9999))

    def find_members(self, cycle: int) -> Iterator[tuple[str, int]]:
        """Each city's latest cycle within the window in which its own core index is complete enough."""
        for city in self.cities:
            for year in range(cycle, cycle - self.version(cycle)["sample_window_years"] - 1, -1):
                own = (
                    self.scores.get((year, city, self.version(year)["methodology_id"])) if year in self.cycles else None
                )
                if own and is_compared(own["core", "INDEX"]):
                    yield city, year
                    break

    def find_bands(self, cycle: int, city: str) -> tuple[str | None, str | None]:
        year, register = self.members[cycle].get(city, cycle), self.cities[city]
        size = self.find_value(city, ("population",), (register["population_year"], register["population"]), year)
        share_of_register = (register["foreign_born_year"], register["foreign_born_pct"])
        share = self.find_value(
            city,
            ("foreign_born_pct", "foreign_residents_pct"),
            share_of_register if register["share_kind"] != "other" else (None, None),
            year,
        )
        is_sized = register["unit_kind"] in {"city", "district"}
        return self.band("population", size, cycle) if is_sized else None, self.band("diversity", share, cycle)

    def find_value(
        self, city: str, codes: tuple[str, ...], register: tuple[int | None, float | None], year: int
    ) -> float | None:
        """The nearest fact, of two as near the earlier one; else the register; neither from further than three years."""
        for candidates in (*(self.facts[city, code] for code in codes), [register]):
            near = [
                (abs(of_year - year), of_year, value)
                for of_year, value in candidates
                if of_year is not None and value is not None and abs(of_year - year) <= FACT_WINDOW
            ]
            if near:
                return min(near)[2]
        return None

    def band(self, kind: str, value: float | None, cycle: int) -> str | None:
        for band in self.bands:
            if (
                value is not None
                and band["band_kind"] == kind
                and band["first_cycle"] <= cycle <= (band["last_cycle"] or 9999)
                and band["lower_inclusive"] <= value < (band["upper_exclusive"] or math.inf)
            ):
                return band["band_code"]
        return None

    def find_groups(self, cycle: int, city: str) -> list[tuple[str, str]]:
        population, diversity = self.find_bands(cycle, city)
        named = [
            ("all", "all"),
            ("population", population),
            ("diversity", diversity),
            ("population_diversity", f"{population}|{diversity}" if population and diversity else None),
            ("country", self.cities[city]["country_iso2"].lower()),
            *(("network", code) for code in (self.cities[city]["network_codes"] or "").split("|") if code),
        ]
        return [(kind, code) for kind, code in named if code]

    def compare(self, cycle: int) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Keys and figures of all rows of `peer_comparisons` of one cycle."""
        version = self.version(cycle)["methodology_id"]
        taking_part = [city for year, city in self.took_part if year == cycle]
        groups = {city: self.find_groups(cycle, city) for city in {*self.members[cycle], *taking_part}}
        cells: dict[tuple[Any, ...], list[tuple[float, int]]] = defaultdict(list)
        for city, year in self.members[cycle].items():
            for place, row in self.scores[year, city, version].items():
                if is_compared(row):
                    for group in groups[city]:
                        cells[(*place, *group)].append((row["score"], year))
        summaries = {key: summarise(found, cycle) for key, found in cells.items() if len(found) >= LEAST}
        for city in taking_part:
            for place, row in self.scores[cycle, city, version].items():
                for group in groups[city]:
                    if (*place, *group) not in summaries:
                        continue
                    figures = dict(summaries[*place, *group])
                    scores = figures.pop("scores")
                    is_ranked = self.members[cycle].get(city) == cycle and is_compared(row)
                    yield (
                        (cycle, city, version, *place, *group),
                        figures
                        | {
                            "score": row["score"],
                            "difference": None if row["score"] is None else row["score"] - figures["peer_mean"],
                            "rank": 1 + sum(round(score, 12) > round(row["score"], 12) for score in scores)
                            if is_ranked
                            else None,
                        },
                    )


def is_compared(row: Row) -> bool:
    return row["score"] is not None and row["coverage_status"] in COMPARED


def summarise(found: list[tuple[float, int]], cycle: int) -> dict[str, Any]:
    scores = [score for score, _ in found]
    low, median, high = np.percentile(scores, [25, 50, 75])
    return {
        "cities": len(scores),
        "sample_basis": sum(year == cycle for _, year in found),
        "peer_mean": math.fsum(scores) / len(scores),
        "peer_p25": low,
        "peer_median": median,
        "peer_p75": high,
        "scores": scores,
    }


@pytest.fixture(scope="module")
def network(warehouse) -> Network:
    return Network(warehouse)


def test_the_members_of_every_cycle(network, warehouse) -> None:
    expected = {(cycle, city, year) for cycle, found in network.members.items() for city, year in found.items()}
    assert set(warehouse.sql("select cycle, city_code, member_cycle from marts.network").fetchall()) == expected
    assert any(cycle - year == 5 for cycle, _, year in expected), "the edge of the window is in the data"


def test_the_bands_of_every_cycle(network, warehouse) -> None:
    rows = warehouse.sql("select cycle, city_code, population_band, diversity_band from marts.city_bands").fetchall()
    expected = {
        (cycle, city)
        for cycle in network.cycles
        for city in {*network.members[cycle], *(city for year, city in network.took_part if year == cycle)}
    }
    assert {(cycle, city) for cycle, city, *_ in rows} == expected
    assert [row for row in rows if row[2:] != network.find_bands(*row[:2])] == []
    assert {row[2] for row in rows} >= {row["band_code"] for row in network.bands if row["band_kind"] == "population"}


def test_every_row_of_the_peer_groups(network, warehouse) -> None:
    # the rank as the scores layer has it: the mart shows it only beside its interval, which other tests look at
    named = [{"area_code": "node_code", "rank": "score_rank"}.get(name, name) for name in (*KEY, *FIGURES)]
    relation = warehouse.sql(f"select {', '.join(named)} from scores.peers_compared where publish = 'yes'")
    found = {row[: len(KEY)]: row[len(KEY) :] for row in relation.fetchall()}
    expected = dict(pair for cycle in network.cycles for pair in network.compare(cycle))
    assert found.keys() == expected.keys()
    assert len(found) > 10_000
    assert {key[5] for key in found} == {"all", "population", "diversity", "population_diversity", "country", "network"}
    for key, figures in found.items():
        for name, value in zip(FIGURES, figures, strict=True):
            wanted = expected[key][name]
            assert value == wanted or value == pytest.approx(wanted, abs=1e-9), (key, name)


def test_nothing_is_said_of_fewer_than_five_cities(warehouse) -> None:
    for table in ("peer_comparisons", "draft_peer_comparisons"):
        assert warehouse.sql(f"select min(cities) from marts.{table}").fetchone() >= (LEAST,)

"""Whom could a city visit? All hosts for one visitor, from a release alone: the figures of the matches, before anybody is assigned.

What a visit is worth is in `pairs.py`, the matches of a whole cycle in `matching.py`, how it reads in `reports/visits.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.analysis.pairs import find_contexts, find_offers, value_visits
from assets.scenarios.baseline import read_published

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


class VisitNotPossible(ValueError):
    """Nobody can be named for what was asked; the message says why and what there is."""


@dataclass(frozen=True)
class Visit:
    """The visitor with its needs, and hosts, those first that bring most; each with the areas that it offers."""

    city: Row
    cycle: int
    needs: list[Row]
    hosts: list[Row]
    planned: list[Row]
    area_names: dict[str, str]
    city_names: dict[str, str]


def read_rows(connection: duckdb.DuckDBPyConnection, path: Path, **equal: str | int) -> list[Row]:
    """The rows of a file whose columns have these values."""
    import duckdb

    rows = connection.read_parquet(str(path))
    for name, value in equal.items():
        rows = rows.filter(duckdb.ColumnExpression(name) == duckdb.ConstantExpression(value))
    return rows.to_arrow_table().to_pylist()


def find_visit(release: Path, city_code: str, area_code: str | None = None, cycle: int | None = None) -> Visit:
    """Raises VisitNotPossible for a city, cycle or area that the release does not have, or that has no need."""
    import duckdb

    data = release / "public" / "data"
    cities = read_published(release, "cities", city_code)
    needs = read_published(release, "city_needs", city_code)
    with duckdb.connect() as connection:
        names = {row["area_code"]: row["area_name"] for row in read_rows(connection, data / "reference/areas.parquet")}
        everybody = {row["city_code"]: row for row in read_rows(connection, data / "cities.parquet")}
        needs, cycle = choose_needs(cities, needs, city_code, area_code, cycle, sorted(everybody))
        methodology_id = needs[0]["methodology_id"]
        cells = [
            row
            for row in read_rows(connection, data / "area_scores.parquet", methodology_id=methodology_id)
            if row["score"] is not None and row["coverage_status"] in {"full", "partial"}
        ]
        network = {
            row["city_code"]: row["member_cycle"]
            for row in read_rows(connection, data / "network.parquet", cycle=cycle)
        }
        bands = {
            row["city_code"]: (row["population_band"], row["diversity_band"])
            for row in read_rows(connection, data / "city_bands.parquet", cycle=cycle)
        }
        steps = read_rows(connection, data / "reference/curriculum.parquet")
        reached = read_rows(connection, data / "membership_journey.parquet")
        examples = read_rows(connection, data / "good_practice_cities.parquet", cycle=cycle)
        planned = read_rows(connection, data / "city_matches.parquet", cycle=cycle, visitor_city_code=city_code)
    counts: dict[str, int] = {}
    for row in (row for row in reached if row["reached_on"].year <= cycle):
        counts[row["city_code"]] = counts.get(row["city_code"], 0) + 1
    mentors = {code for code, count in counts.items() if count == len(steps)}
    own = cities[0]
    hosts = weigh_hosts(own, needs, cells, network, bands, everybody)
    practices = {(row["city_code"], row["area_code"]): row["practice_ids"] for row in examples}
    for host in hosts:
        host["kind"] = "mentor" if host["city_code"] in mentors else "fellow"
        host["practice_ids"] = [
            practices[host["city_code"], area["area_code"]]
            for area in host["areas"]
            if (host["city_code"], area["area_code"]) in practices
        ]
    city_names = {code: row["city_name"] for code, row in everybody.items()}
    return Visit(own, cycle, needs, hosts, planned, names, city_names)


def choose_needs(
    cities: list[Row], needs: list[Row], city_code: str, area_code: str | None, cycle: int | None, known: list[str]
) -> tuple[list[Row], int]:
    """The needs of the city in a cycle (the latest without one), in one area where it is named."""
    from assets.scenarios.changes import suggest

    if not cities:
        raise VisitNotPossible(f"There is no city '{city_code}' in this release.{suggest(city_code, known)}")
    cycles = sorted({row["cycle"] for row in needs})
    if cycle is None and cycles:
        cycle = cycles[-1]
    if cycle not in cycles:
        raise VisitNotPossible(
            f"{city_code} has no needs for the cycle {cycle}. Its cycles: {', '.join(map(str, cycles)) or 'none'}."
        )
    own = [row for row in needs if row["cycle"] == cycle]
    codes = sorted(row["area_code"] for row in own)
    if area_code is not None and area_code not in codes:
        raise VisitNotPossible(f"There is no area '{area_code}' with questions in {cycle}. Areas: {', '.join(codes)}.")
    chosen = [row for row in own if area_code in (None, row["area_code"])]
    if not any(row["need"] for row in chosen):
        reasons = {row["reason"] for row in chosen if row["reason"]}
        why = f" ({', '.join(sorted(reasons))})" if reasons else ": it is at or above the upper quartile of its group"
        where = f"in {area_code}" if area_code else "in any area"
        raise VisitNotPossible(f"{city_code} has no need {where} in {cycle}{why}.")
    return [row for row in chosen if row["need"]], int(cycle or 0)


def weigh_hosts(
    visitor: Row,
    needs: list[Row],
    cells: list[Row],
    network: dict[str, int],
    bands: dict[str, tuple[str | None, str | None]],
    cities: dict[str, Row],
) -> list[Row]:
    """Cities of the network that offer something where the visitor has a need, with what each area brings."""
    import numpy as np

    codes = [code for code in sorted(network) if code != visitor["city_code"]]
    place = {code: number for number, code in enumerate(codes)}
    columns = {(row["index_code"], row["area_code"]): number for number, row in enumerate(needs)}
    scores, is_full = np.full((len(codes), len(needs)), np.nan), np.zeros((len(codes), len(needs)), dtype=bool)
    for cell in cells:
        column = columns.get((cell["index_code"], cell["area_code"]))
        host = place.get(cell["city_code"])
        if column is not None and host is not None and network[cell["city_code"]] == cell["cycle"]:
            scores[host, column] = cell["score"]
            is_full[host, column] = cell["coverage_status"] == "full"
    offers = find_offers(scores, np.array([[row["reference_p75"] for row in needs]]), is_full)
    everybody = [visitor, *(cities[code] for code in codes)]
    languages = [set(filter(None, (city["languages"] or "").split("|"))) for city in everybody]
    own_bands = [bands.get(city["city_code"], (None, None)) for city in everybody]
    contexts = find_contexts(languages, own_bands, [0])[:, 1:]
    values = value_visits(np.array([[row["need"] for row in needs]]), offers, contexts)[0]
    hosts = [
        {
            "city_code": code,
            "value": float(values[number].sum()),
            "context": float(contexts[0, number]),
            "languages": sorted(languages[0] & languages[number + 1]),
            "same_population": own_bands[0][0] is not None and own_bands[0][0] == own_bands[number + 1][0],
            "same_diversity": own_bands[0][1] is not None and own_bands[0][1] == own_bands[number + 1][1],
            "areas": [
                {**needs[area], "offer": float(offers[0, number, area]), "value": float(values[number, area])}
                for area in np.argsort(-values[number], kind="stable")
                if values[number, area] > 0
            ],
        }
        for number, code in enumerate(codes)
        if values[number].any()
    ]
    return sorted(hosts, key=lambda host: (-round(float(host["value"]), 12), host["city_code"]))

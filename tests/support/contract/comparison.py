"""Section 6: the network of a cycle, bands, peer groups with quartiles and ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from support.contract.answers import Participation
from support.contract.nodes import INDEX, Node
from support.contract.programme import FOREVER, Programme, Row, Version, split

Nodes = Mapping[tuple[int, str, str], Mapping[tuple[str, str], Node]]  # cycle, city, version -> index, node
LEAST = 5
YEARS = 3


@dataclass(frozen=True)
class Bands:
    population: str | None
    diversity: str | None


@dataclass(frozen=True)
class Peers:
    """One city against one group in one cell."""

    cities: int
    sample_basis: int
    mean: Fraction
    quartiles: tuple[Fraction, Fraction, Fraction]
    score: Fraction | None
    rank: int | None


def find_members(
    programme: Programme, participations: Sequence[Participation], nodes: Nodes
) -> dict[int, dict[str, int]]:
    """Cycle to city to the cycle with which the city stands in the network."""
    complete = [
        each for each in participations if nodes[each.cycle, each.city, each.own.code]["core", INDEX].is_comparable
    ]
    members: dict[int, dict[str, int]] = {}
    for cycle in {each.cycle for each in participations}:
        version = programme.version_of(cycle)
        assert version is not None
        within = [each for each in complete if each.cycle <= cycle and cycle - each.cycle <= version.window]
        members[cycle] = {each.city: max(e.cycle for e in within if e.city == each.city) for each in within}
    return members


def find_bands(programme: Programme, city: str, cycle: int, anchor: int) -> Bands:
    """Bands of a cycle, from what is known nearest to the city's own cycle that counts there."""
    facts = [row for _, row in programme.rows_of("facts") if row["city_code"] == city and row["value"]]
    register = programme.cities[city]

    def nearest(code: str) -> Fraction | None:
        dated = [row for row in facts if row["fact_code"] == code and abs(int(row["year"]) - anchor) <= YEARS]
        best = min(dated, key=lambda row: (abs(int(row["year"]) - anchor), int(row["year"])), default=None)
        return Fraction(best["value"]) if best else None

    def registered(value: str, year: str) -> Fraction | None:
        if not register[value] or not register[year] or abs(int(register[year]) - anchor) > YEARS:
            return None
        return Fraction(register[value])

    population = first_known(nearest("population"), registered("population", "population_year"))
    share = first_known(
        nearest("foreign_born_pct"),
        nearest("foreign_residents_pct"),
        None if register["share_kind"] == "other" else registered("foreign_born_pct", "foreign_born_year"),
    )
    is_town = (register["unit_kind"] or "city") in {"city", "district"}
    return Bands(
        name_band(programme, "population", population, cycle) if is_town else None,
        name_band(programme, "diversity", share, cycle),
    )


def first_known(*values: Fraction | None) -> Fraction | None:
    return next((value for value in values if value is not None), None)


def name_band(programme: Programme, kind: str, value: Fraction | None, cycle: int) -> str | None:
    for row in programme.reference["peer_bands"]:
        if (
            value is not None
            and row["band_kind"] == kind
            and int(row["first_cycle"]) <= cycle <= int(row["last_cycle"] or FOREVER)
            and Fraction(row["lower_inclusive"]) <= value
            and (not row["upper_exclusive"] or value < Fraction(row["upper_exclusive"]))
        ):
            return row["band_code"]
    return None


def list_groups(city: Row, bands: Bands) -> Iterable[tuple[str, str]]:
    yield "all", "all"
    if bands.population:
        yield "population", bands.population
    if bands.diversity:
        yield "diversity", bands.diversity
    if bands.population and bands.diversity:
        yield "population_diversity", f"{bands.population}|{bands.diversity}"
    yield "country", city["country_iso2"].lower()
    for network in sorted(split(city["network_codes"])):
        yield "network", network


def compare_peers(
    programme: Programme, participations: Sequence[Participation], nodes: Nodes
) -> dict[tuple[int, str, str, str, str, str], Peers]:
    """By cycle, city, index, node, kind and code of the group, for the cities that took part in the cycle."""
    members = find_members(programme, participations, nodes)
    compared = {}
    for cycle, standing in members.items():
        version = programme.version_of(cycle)
        assert version is not None
        present = {each.city for each in participations if each.cycle == cycle}
        bands = {
            city: find_bands(programme, city, cycle, standing.get(city, cycle)) for city in present | set(standing)
        }
        groups: dict[tuple[str, str], list[str]] = {}
        for city in sorted(present | set(standing)):
            for group in list_groups(programme.cities[city], bands[city]):
                groups.setdefault(group, []).append(city)
        for group, cities in groups.items():
            compared |= compare_in_group(programme, version, cycle, group, cities, standing, present, nodes)
    return compared


def compare_in_group(
    programme: Programme,
    version: Version,
    cycle: int,
    group: tuple[str, str],
    cities: Sequence[str],
    standing: Mapping[str, int],
    present: set[str],
    nodes: Nodes,
) -> dict[tuple[int, str, str, str, str, str], Peers]:
    public = [city for city in cities if city in standing and programme.cities[city]["publish"] != "no"]
    compared = {}
    for city in (city for city in cities if city in present):
        for (index, code), node in nodes[cycle, city, version.code].items():
            cells = {
                other: cell
                for other in public
                if (cell := nodes[standing[other], other, version.code].get((index, code))) and cell.is_comparable
            }
            if len(cells) < LEAST:
                continue
            scores = sorted(cell.score for cell in cells.values())
            stands = city in cells and standing[city] == cycle
            compared[(cycle, city, index, code, *group)] = Peers(
                cities=len(cells),
                sample_basis=sum(standing[other] == cycle for other in cells),
                mean=sum(scores, Fraction(0)) / len(scores),
                quartiles=(quantile(scores, 1), quantile(scores, 2), quantile(scores, 3)),
                score=node.score,
                rank=1 + sum(round(score, 12) > round(node.score, 12) for score in scores) if stands else None,
            )
    return compared


def quantile(scores: Sequence[Fraction], quarters: int) -> Fraction:
    """Linear between the two scores that it falls between."""
    place = Fraction(quarters, 4) * (len(scores) - 1)
    below = int(place)
    above = min(below + 1, len(scores) - 1)
    return scores[below] + (scores[above] - scores[below]) * (place - below)

"""The fictional cities: size, share of residents born abroad, levels, and when each takes part.

What cities are called belongs to `places.py`, how they answer to `answers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samples.demo.places import COUNTRIES, SHARED_LANGUAGE, Country, invent_names, write_slug
from samples.demo.questionnaire import read_versions

FIRST_CYCLE, LAST_CYCLE, LAST_START = 2012, 2025, 2022
CITIES_PER_COUNTRY = 10
# How many of the cities are something else, or want no publication; the rest are published cities.
OTHER_UNITS = {"district": 6, "region": 4, "island": 4}
UNPUBLISHED = 6
NETWORKS = ("northern-lights", "river-cities", "harbour-league", "lake-council")


@dataclass(frozen=True)
class City:
    """A fictional city. Levels are shares of full marks; `growth` is what they gain in a year."""

    code: str
    name: str
    country: Country
    unit_kind: str
    population: int
    foreign_born_pct: float
    share_kind: str
    languages: tuple[str, ...]
    networks: tuple[str, ...]
    latitude: float
    longitude: float
    joined_on: str
    is_published: bool
    cycles: tuple[int, ...]
    level: float
    growth: float
    area_levels: dict[str, float] = field(repr=False)


def invent_cities(rng: np.random.Generator) -> list[City]:
    """All cities, in the order of their codes."""
    kinds = assign_unit_kinds(rng)
    is_published = rng.permutation(len(kinds)) >= UNPUBLISHED
    cities: list[City] = []
    for row, country in enumerate(COUNTRIES):
        country_level = float(rng.normal(0, 0.035))
        for name in invent_names(rng, country, CITIES_PER_COUNTRY):
            place = len(cities)
            cities.append(invent_city(rng, country, name, row, kinds[place], bool(is_published[place]), country_level))
    return sorted(cities, key=lambda city: city.code)


def assign_unit_kinds(rng: np.random.Generator) -> list[str]:
    """The kind of each unit: so many of the rare ones as wanted, anywhere."""
    rare = [kind for kind, count in OTHER_UNITS.items() for _ in range(count)]
    total = len(COUNTRIES) * CITIES_PER_COUNTRY
    kinds = [*rare, *["city"] * (total - len(rare))]
    return [kinds[place] for place in rng.permutation(total)]


def invent_city(
    rng: np.random.Generator,
    country: Country,
    name: str,
    row: int,
    unit_kind: str,
    is_published: bool,
    country_level: float,
) -> City:
    """One city. `row` is the place of the country on the map: four columns of three in the open ocean."""
    population = float(np.clip(np.exp(rng.normal(11.9, 1.05)), 9_000, 2_600_000))
    share_kind = str(rng.choice(["foreign_born", "foreign_residents", "other", ""], p=[0.7, 0.2, 0.05, 0.05]))
    cycles = choose_cycles(rng)
    return City(
        code=f"{country.code.lower()}-{write_slug(name)}",
        name=name,
        country=country,
        unit_kind=unit_kind,
        population=int(population * (4 if unit_kind == "region" else 1)),
        foreign_born_pct=round(float(np.clip(np.exp(rng.normal(2.55, 0.55)), 1.5, 55)), 1),
        share_kind=share_kind,
        languages=tuple(sorted({country.language, *([SHARED_LANGUAGE] if rng.random() < 0.2 else [])})),
        networks=tuple(network for network in NETWORKS if rng.random() < 0.25),
        latitude=round(-44 + 8 * (row // 4) + float(rng.normal(0, 1.2)), 4),
        longitude=round(-30 + 7 * (row % 4) + float(rng.normal(0, 1.2)), 4),
        joined_on=f"{cycles[0] - int(rng.integers(0, 3))}-{int(rng.integers(1, 13)):02d}-01",
        is_published=is_published,
        cycles=cycles,
        level=float(0.605 + country_level + rng.normal(0, 0.07)),
        growth=float(rng.normal(0.009, 0.009)),
        area_levels={area: float(rng.normal(0, 0.09)) for area in list_areas()},
    )


def list_areas() -> list[str]:
    """The areas that have questions, in any version."""
    return sorted({area for version in read_versions() for area in version.areas})


def choose_cycles(rng: np.random.Generator) -> tuple[int, ...]:
    """When a city takes part: from some year on, every two to four years; a few leave after two cycles."""
    starts = np.arange(FIRST_CYCLE, LAST_START + 1)
    weights = np.linspace(2.4, 0.5, len(starts))
    cycle = int(rng.choice(starts, p=weights / weights.sum()))
    leaves = rng.random() < 0.05
    cycles: list[int] = []
    while cycle <= LAST_CYCLE and not (leaves and len(cycles) == 2):
        cycles.append(cycle)
        cycle += int(rng.choice([2, 3, 4], p=[0.4, 0.4, 0.2]))
    return tuple(cycles)

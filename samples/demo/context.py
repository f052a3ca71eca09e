"""What the fictional cities file beside answers: the register, and facts by year.

What they do, as policy grids and good practices, belongs to `practices.py`.
"""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Row
from samples.demo.cities import LAST_CYCLE, City
from samples.demo.questionnaire import read_units

SPACING = 8  # degrees of latitude; see `cities.py`
FIRST_YEAR, GAPS = 2008, 0.08
POPULATION, WITH_UNEMPLOYMENT = "population", 0.4
SHARES = {"foreign_born": "foreign_born_pct", "foreign_residents": "foreign_residents_pct"}
UNEMPLOYMENT, UNEMPLOYMENT_OF_FOREIGN_BORN = "unemployment_pct", "unemployment_foreign_born_pct"


def register_city(city: City) -> Row:
    """A row of `cities`."""
    is_counted = bool(city.share_kind)
    return {
        "city_code": city.code,
        "city_name": city.name,
        "unit_kind": city.unit_kind,
        "country_iso2": city.country.code,
        "region_name": f"{name_half(city)} of {city.country.name} (fictional)",
        "network_codes": city.networks,
        "population": city.population,
        "population_year": LAST_CYCLE - 1,
        "foreign_born_pct": city.foreign_born_pct if is_counted else "",
        "foreign_born_year": LAST_CYCLE - 1 if is_counted else "",
        "share_kind": city.share_kind,
        "languages": city.languages,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "joined_on": city.joined_on,
        "publish": "yes" if city.is_published else "no",
        "source_url": f"https://example.org/{city.code}",
    }


def name_half(city: City) -> str:
    """The half of its country that a city lies in; the middles of countries are eight degrees apart."""
    return "North" if city.latitude % SPACING >= SPACING / 2 else "South"


def list_facts(rng: np.random.Generator, city: City) -> list[Row]:
    """Rows of `facts`: what is counted every year or two, with gaps."""
    rows: list[Row] = []
    units = read_units()

    def add(fact_code: str, year: int, value: float) -> None:
        rows.append(
            {
                "city_code": city.code,
                "fact_code": fact_code,
                "year": year,
                "value": value,
                "unit": units[fact_code],
                "source_url": f"https://example.org/{city.code}/statistics/{year}",
            }
        )

    growth, drift = float(rng.normal(0.006, 0.008)), float(rng.normal(0.25, 0.2))
    unemployment, gap = float(rng.uniform(3, 12)), float(rng.uniform(0.5, 6))
    has_unemployment = rng.random() < WITH_UNEMPLOYMENT
    for year in range(FIRST_YEAR, LAST_CYCLE + 1, int(rng.integers(1, 3))):
        back = LAST_CYCLE - 1 - year
        if rng.random() < GAPS:
            continue
        add(POPULATION, year, round(city.population / (1 + growth) ** back))
        if city.share_kind in SHARES and year % 2 == 0:
            share = float(np.clip(city.foreign_born_pct - drift * back, 0.5, 60))
            add(SHARES[city.share_kind], year, round(share, 1))
        if has_unemployment and year % 2 == 0:
            rate = float(np.clip(unemployment + rng.normal(0, 0.8), 1, 25))
            add(UNEMPLOYMENT, year, round(rate, 1))
            add(UNEMPLOYMENT_OF_FOREIGN_BORN, year, round(rate + gap, 1))
    return rows

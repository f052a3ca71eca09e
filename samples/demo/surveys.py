"""What residents of some fictional cities say: microdata of the survey, a row per respondent and item.

Six cities ask in all of their cycles since 2019, one of them without publishing. Answers follow a level of the item, the
city, the background of the respondent and the year. In one city few people live who are old, so that their results are hidden.
"""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

from samples.demo.cities import LAST_CYCLE, City
from samples.demo.questionnaire import read_seed

SURVEYED, FIRST = 6, 2019
LEAST, MOST = 240, 330  # respondents of a city and cycle
SILENT = 0.03  # share of the items that a respondent leaves out
MINORITY = 0.35
GAP, GROWTH = 0.35, 0.03  # points of the scale
OLDEST_ARE_FEW = 0.05


def write_surveys(seed: int, cities: list[City]) -> dict[str, bytes]:
    """Files by name: most as CSV, one city as newline-delimited JSON, one as Parquet."""
    files = {}
    rng = np.random.default_rng([seed, 3])
    for place, city in enumerate(choose_cities(cities)):
        level = rng.normal(0, 0.2)
        gap = rng.normal(GAP, 0.1)
        for cycle in (year for year in city.cycles if year >= FIRST):
            rows = ask_residents(rng, city, cycle, level + GROWTH * (cycle - FIRST), gap, few_are_old=place == 0)
            name = f"{cycle}/surveys/{city.code}"
            if place == 1:
                files[f"{name}.ndjson"] = rows.to_json(orient="records", lines=True).encode()
            elif place == 2:
                buffer = io.BytesIO()
                rows.to_parquet(buffer, index=False)
                files[f"{name}.parquet"] = buffer.getvalue()
            else:
                files[f"{name}.csv"] = rows.to_csv(index=False, lineterminator="\n").encode()
    return files


def choose_cities(cities: list[City]) -> list[City]:
    """Cities that took part in the last cycle and before: those that publish, and one that does not."""
    fitting = [city for city in cities if LAST_CYCLE in city.cycles and sum(year >= FIRST for year in city.cycles) > 1]
    public = [city for city in fitting if city.is_published and city.unit_kind == "city"]
    return [*public[: SURVEYED - 1], *[city for city in fitting if not city.is_published][:1]]


def ask_residents(
    rng: np.random.Generator, city: City, cycle: int, level: float, gap: float, few_are_old: bool
) -> pd.DataFrame:
    """The answers of a sample of residents, in the order of the respondents."""
    items, groups = read_seed("survey_items"), read_seed("survey_groups")
    codes = {
        kind: [row["group_code"] for row in groups if row["group_kind"] == kind] for kind in ("age_band", "gender")
    }
    count = int(rng.integers(LEAST, MOST))
    ages = len(codes["age_band"])
    shares = np.full(ages, 1 / ages)
    if few_are_old:
        shares = np.array([*[(1 - OLDEST_ARE_FEW) / (ages - 1)] * (ages - 1), OLDEST_ARE_FEW])
    age = rng.choice(codes["age_band"], count, p=shares)
    gender = rng.choice(codes["gender"][:2], count)
    is_minority = rng.random(count) < MINORITY
    person = rng.normal(0, 0.5, count)
    weight = np.round(np.clip(np.exp(rng.normal(0, 0.35, count)), 0.3, 3), 3)
    signs = np.array([1.0 if item["good_direction"] == "up" else -1.0 for item in items])
    levels = 3.3 + level + 0.23 * np.arange(len(items)) % 0.8
    gaps = gap * (0.4 + 0.31 * np.arange(len(items)) % 1.2)
    mean = levels + person[:, None] - gaps * is_minority[:, None] + rng.normal(0, 0.9, (count, len(items)))
    value = np.clip(np.rint(3 + signs * (mean - 3)), 1, 5).astype(int)
    silent = rng.random(value.shape) < SILENT
    number = np.repeat(np.arange(count), len(items))
    return pd.DataFrame(
        {
            "city_code": city.code,
            "cycle": cycle,
            "respondent_id": [f"r{cycle}-{each:04d}" for each in number + 1],
            "item_code": np.tile([item["item_code"] for item in items], count),
            "value": pd.Series(value.ravel()).astype("Int64").mask(silent.ravel()),
            "weight": weight[number],
            "age_band": age[number],
            "gender": gender[number],
            "background": np.where(is_minority, "migrant_or_minority", "majority")[number],
        }
    )

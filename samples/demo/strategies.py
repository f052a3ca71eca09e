"""The strategies of the fictional cities: indicators chosen from the library, targets, and what was measured since.

Most indicators move towards their targets at a pace of their own, some stall, some turn away. A few are wrong on purpose: a
target against the wanted direction, an indicator that nobody has measured.
"""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Row
from samples.demo.cities import LAST_CYCLE, City
from samples.demo.questionnaire import read_library

WITH_STRATEGY = 0.3  # share of the cities
INDICATORS = 6  # of a strategy
YEARS = 8  # that a strategy runs
MISSED = 0.12  # share of the years in which nothing is measured
WRONG, NEVER_MEASURED, KEPT, WITH_GROUPS = 0.03, 0.04, 0.06, 0.25
GROUPS = ("women", "men")
OBJECTIVES = ("Live together", "Take part", "Equal chances", "A city administration for all")
WIDE = 100.0  # where the library gives no scale


def list_strategies(rng: np.random.Generator, cities: list[City]) -> dict[str, list[Row]]:
    """Rows of `strategies`, `strategy_indicators`, `indicator_targets` and `measurements`."""
    rows: dict[str, list[Row]] = {
        name: [] for name in ("strategies", "strategy_indicators", "indicator_targets", "measurements")
    }
    for city in cities:
        if rng.random() > WITH_STRATEGY:
            continue
        start = int(rng.integers(LAST_CYCLE - 9, LAST_CYCLE - 3))
        strategy = f"{city.code}-{start}"
        rows["strategies"].append(
            {
                "strategy_id": strategy,
                "city_code": city.code,
                "title": f"{city.name}: an intercultural city (fictional)",
                "adopted_on": f"{start - 1}-11-15",
                "starts_on": f"{start}-01-01",
                "ends_on": f"{start + YEARS}-12-31",
                "evaluation_planned_on": f"{start + YEARS // 2}-06-30",
                "url": f"https://example.org/{city.code}/strategy",
            }
        )
        library = read_library()
        for place in sorted(rng.choice(len(library), INDICATORS, replace=False)):
            indicator, further, measured = invent_indicator(rng, strategy, start, library[place])
            rows["strategy_indicators"].append(indicator)
            rows["indicator_targets"].extend(further)
            rows["measurements"].extend(measured)
    return rows


def invent_indicator(
    rng: np.random.Generator, strategy: str, start: int, entry: dict[str, str]
) -> tuple[Row, list[Row], list[Row]]:
    """One indicator with its further targets and values."""
    low = float(entry["scale_min"] or 0)
    high = float(entry["scale_max"] or WIDE)
    sign = 1.0 if entry["wanted_direction"] == "up" else -1.0
    baseline = low + (high - low) * float(rng.uniform(0.3, 0.6))
    way = 0.0 if rng.random() < KEPT else sign * (high - low) * float(rng.uniform(0.08, 0.25))
    target = baseline - way if rng.random() < WRONG else baseline + way
    code = f"{strategy}-{entry['indicator_code']}"
    first, last = start, start + YEARS
    indicator = {
        "indicator_id": code,
        "strategy_id": strategy,
        "objective": OBJECTIVES[int(rng.integers(len(OBJECTIVES)))],
        "area_code": entry["area_code"],
        "name": entry["name"],
        "unit": entry["unit"],
        "kind": entry["kind"],
        "wanted_direction": entry["wanted_direction"],
        "scale_min": entry["scale_min"],
        "scale_max": entry["scale_max"],
        "baseline_value": round(baseline, 2),
        "baseline_on": f"{first}-01-01",
        "target_value": round(target, 2),
        "target_on": f"{last}-01-01",
        "tolerance_pct": "",
        "progress_rule": "",
        "source": entry["source"],
        "collection_frequency": entry["collection_frequency"],
    }
    halfway = {
        "indicator_id": code,
        "group_code": "",
        "target_on": f"{first + YEARS // 2}-01-01",
        "target_value": round(baseline + way / 2, 2),
    }
    pace = float(rng.normal(0.9, 0.55))
    groups = ("", *GROUPS) if rng.random() < WITH_GROUPS else ("",)
    gap = (high - low) * float(rng.uniform(0.01, 0.06))
    never = rng.random() < NEVER_MEASURED
    measured = []
    for year in range(first, LAST_CYCLE + 1):
        if never or (year > first and rng.random() < MISSED):
            continue
        expected = baseline + way * pace * (year - first) / YEARS
        for group in groups:
            shift = {"": 0.0, GROUPS[0]: gap, GROUPS[1]: -gap}[group]
            noise = float(rng.normal(0, 0.012)) * (high - low) if year > first else 0.0
            measured.append(
                {
                    "indicator_id": code,
                    "observed_on": f"{year}-01-01",
                    "group_code": group,
                    "value": round(min(max(expected + shift + noise, low), high), 2),
                    "source_url": f"https://example.org/{strategy}/values/{year}",
                    "note": "",
                }
            )
    return indicator, [halfway] if way else [], measured

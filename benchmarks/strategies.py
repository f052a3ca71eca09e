"""How long the progress of many strategies takes, against DuckDB scanning the measurements; never a test.

    python -m benchmarks.strategies

160 cities with 40 indicators, each with 20 yearly values of everybody and of four groups, as Parquet: read, judged by all rules.
Reading files as they arrive is measured in `intake.py`, drawing pages in `run.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from assets.monitoring.progress import follow_indicators
from assets.monitoring.study import with_days
from benchmarks.run import measure

CITIES, INDICATORS, YEARS, GROUPS = 160, 40, 20, ("", "a", "b", "c", "d")
SCAN = "select count(value), sum(value), min(observed_on), max(group_code), max(indicator_id) from '{path}'"


def make_tables(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Indicators, and their measurements."""
    number = CITIES * INDICATORS
    codes = np.array([f"indicator-{place:06}" for place in range(number)])
    baseline = rng.uniform(20, 60, number)
    indicators = pd.DataFrame(
        {
            "indicator_id": codes,
            "strategy_id": np.repeat([f"strategy-{place:04}" for place in range(CITIES)], INDICATORS),
            "wanted_direction": rng.choice(["up", "down"], number),
            "scale_min": 0.0,
            "scale_max": 100.0,
            "baseline_value": baseline,
            "baseline_on": pd.Timestamp(2005, 1, 1),
            "target_value": baseline + rng.uniform(-20, 20, number),
            "target_on": pd.Timestamp(2030, 1, 1),
            "tolerance_pct": np.nan,
            "progress_rule": "linear",
        }
    )
    days = pd.to_datetime([f"{2005 + year}-01-01" for year in range(YEARS)])
    rows = number * YEARS * len(GROUPS)
    measurements = pd.DataFrame(
        {
            "indicator_id": np.repeat(codes, YEARS * len(GROUPS)),
            "group_code": np.tile(np.repeat(GROUPS, YEARS), number),
            "observed_on": np.tile(days, number * len(GROUPS)),
            "value": rng.uniform(0, 100, rows),
        }
    )
    return indicators, measurements


def main() -> None:
    further = pd.DataFrame({"indicator_id": [], "group_code": [], "target_on": [], "target_value": []})
    further = with_days(further.astype({"indicator_id": object, "group_code": object, "target_value": float}))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "measurements.parquet"
        indicators, measurements = make_tables(np.random.default_rng(1))
        measurements.to_parquet(path, index=False)

        def follow() -> pd.DataFrame:
            return follow_indicators(indicators, further, pd.read_parquet(path), pd.Timestamp(2025, 1, 1))

        for _ in range(2):
            scan, _ = measure(lambda: duckdb.sql(SCAN.format(path=path)).fetchall())
            seconds, rows = measure(follow)
    print(
        f"{len(measurements):,} measurements, {len(rows):,} statuses by five rules: {seconds:.2f} s; "
        f"one scan {scan:.3f} s: ratio {seconds / scan:.0f} (aim: at most 20)"
    )


if __name__ == "__main__":
    main()

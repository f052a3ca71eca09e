"""What indicators say once more, from the tables of a release and as of any day: their progress, and which values are overdue."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.monitoring.study import with_days

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("strategies", "strategy_indicators", "indicator_targets", "measurements")


class NoStrategy(Exception):
    """The release holds no strategy of the city; the message says which cities have one."""


def read_table(data: Path, name: str) -> pd.DataFrame:
    """A public table, its days as `datetime64`, the group of everybody as the empty text."""
    import pandas as pd

    frame = with_days(pd.read_parquet(data / f"{name}.parquet"))
    return frame.fillna({"group_code": ""}) if "group_code" in frame.columns else frame


def follow_city(release: Path, city: str, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """What `indicator_progress` says of a city, as known on a day (else the day of the release), with names and units.

    Raises NoStrategy where the release has none of that city.
    """
    import pandas as pd

    from assets.monitoring.progress import follow_indicators

    data = release / "public" / "data"
    strategies, indicators, further, measurements = (read_table(data, name) for name in TABLES)
    own = indicators[indicators["city_code"] == city]
    if own.empty:
        known = ", ".join(sorted(set(strategies["city_code"]))) or "none"
        raise NoStrategy(
            f"The release {release.name} holds no indicators of a strategy of {city!r}. Cities with some: {known}."
        )
    if as_of is None:
        as_of = pd.to_datetime(pd.read_parquet(data / "indicator_progress.parquet")["as_of"]).max()
    measured = measurements[measurements["indicator_id"].isin(own["indicator_id"])]
    rows = follow_indicators(own.drop(columns="city_code"), further, measured, as_of)
    return rows.merge(own[["indicator_id", "name", "unit", "objective"]], on="indicator_id")


def count_overdue(release: Path, day: date) -> tuple[int, pd.DataFrame]:
    """How many indicators of registered cities have a known frequency, and those whose next value is overdue on a day.

    By the rule of the ticket (`find_gaps`). The frame has city_code, indicator_id, from_on and detail, the longest overdue first.
    """
    import pandas as pd

    from assets.monitoring.alerts import find_gaps
    from assets.questionnaire.earlier import read_register

    internal, public = release / "internal" / "data", release / "public" / "data"
    if not (internal / f"filed_{TABLES[1]}.parquet").exists():  # a release of an earlier version of the platform
        return 0, pd.DataFrame(columns=["city_code", "indicator_id", "from_on", "detail"])
    indicators, further, measurements = (read_table(internal, f"filed_{name}") for name in TABLES[1:])
    indicators = indicators[indicators["city_code"].isin(read_register(release))]
    measurements = measurements[measurements["indicator_id"].isin(indicators["indicator_id"])]
    frequencies = pd.read_parquet(public / "reference" / "collection_frequencies.parquet")
    months = frequencies.set_index("collection_frequency")["months_between"]
    known = indicators["collection_frequency"].str.strip().str.casefold().isin(months.index)
    gaps = find_gaps(indicators.drop(columns="city_code"), further, measurements, months, pd.Timestamp(day))
    overdue = gaps[gaps["to_on"].isna()].merge(indicators[["indicator_id", "city_code"]], on="indicator_id")
    ordered = overdue.sort_values(["from_on", "city_code", "indicator_id"], ignore_index=True)
    return int(known.sum()), ordered[["city_code", "indicator_id", "from_on", "detail"]]

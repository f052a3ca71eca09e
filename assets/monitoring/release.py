"""The progress of the indicators of one city once more, from the public tables of a release and as of any day."""

from __future__ import annotations

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

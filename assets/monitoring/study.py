"""Reads the strategies of all cities and writes how far each indicator has come; the formulas are in `progress.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.analysis.studies import Bench, Study

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# Indicators of a strategy that nobody has filed have no city: they get a ticket (int_tickets__planned).
INDICATORS = """
    select indicators.*
    from intermediate.int_strategy_indicators__current as indicators
    inner join intermediate.int_strategies__current as strategies on indicators.strategy_id = strategies.strategy_id
    inner join intermediate.int_cities__current as cities on strategies.city_code = cities.city_code
    order by indicators.indicator_id
"""
TARGETS = """
    select indicator_id, coalesce(group_code, '') as group_code, target_on, target_value
    from intermediate.int_indicator_targets__current
    order by all
"""
MEASUREMENTS = """
    select indicator_id, coalesce(group_code, '') as group_code, observed_on, value
    from intermediate.int_measurements__usable
    order by all
"""
# The day of which the inputs tell last: something was measured, answered or reviewed on it.
LATEST_DAY = """
    select max(day) from (
        select max(observed_on) as day from intermediate.int_measurements__current
        union all select max(answered_on) from staging.stg_intake__answers
        union all select max(reviewed_on) from staging.stg_intake__reviews
    )
"""
DAYS = {"baseline_on", "target_on", "observed_on"}


def with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with its days as `datetime64`, as the formulas need them."""
    import pandas as pd

    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in DAYS & set(frame.columns)})


def read_frame(connection: duckdb.DuckDBPyConnection, sql: str) -> pd.DataFrame:
    return with_days(connection.execute(sql).df())


def follow_strategies(bench: Bench) -> dict[str, pd.DataFrame]:
    """The tables `progress`, `progress_history` and `alerts`, as known on the latest day of the inputs."""
    import pandas as pd

    from assets.monitoring.alerts import find_alerts, list_history
    from assets.monitoring.progress import follow_indicators

    connection = bench.connection
    day = (connection.execute(LATEST_DAY).fetchone() or (None,))[0]
    indicators = read_frame(connection, INDICATORS)
    if day is None or indicators.empty:
        return dict.fromkeys(STUDY.tables, pd.DataFrame())
    filed = (indicators, read_frame(connection, TARGETS), read_frame(connection, MEASUREMENTS))
    return {
        "progress": follow_indicators(*filed, pd.Timestamp(day)),
        "progress_history": list_history(*filed, pd.Timestamp(day)),
        "alerts": find_alerts(*filed, read_months(connection), pd.Timestamp(day)),
    }


def read_months(connection: duckdb.DuckDBPyConnection) -> pd.Series:
    """Months between two values by frequency of collection."""
    found = connection.execute("select collection_frequency, months_between from reference.collection_frequencies").df()
    return found.set_index("collection_frequency")["months_between"]


STUDY = Study(
    name="progress",
    question="Are the indicators of the cities' strategies on their way to their targets?",
    tables=("progress", "progress_history", "alerts"),
    reads=(
        ("intermediate", "int_strategies__current"),
        ("intermediate", "int_strategy_indicators__current"),
        ("intermediate", "int_indicator_targets__current"),
        ("intermediate", "int_measurements__current"),
        ("intermediate", "int_measurements__usable"),
        ("intermediate", "int_cities__current"),
        ("staging", "stg_intake__answers"),
        ("staging", "stg_intake__reviews"),
        ("reference", "collection_frequencies"),
    ),
    compute=follow_strategies,
    layer="monitoring",
)

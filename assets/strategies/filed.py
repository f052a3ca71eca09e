"""What cities have filed about their strategies, as it counts now: read from a release, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, OF_STRATEGY, STRATEGIES, TARGETS
from assets.strategies.fields import INDICATOR_ID, OBSERVED_ON, STRATEGY_ID, name_key

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, str]
ORDER = {
    STRATEGIES: (STRATEGY_ID,),
    INDICATORS: (STRATEGY_ID, INDICATOR_ID),
    TARGETS: (INDICATOR_ID, "group_code", "target_on"),
    MEASUREMENTS: (INDICATOR_ID, "group_code", OBSERVED_ON),
}


@dataclass(frozen=True)
class Filed:
    """The rows of one city by kind, every cell as text and empty where nothing was filed, in the order in which they are shown."""

    rows: Mapping[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in OF_STRATEGY})

    def index(self, kind: str) -> dict[str, Row]:
        """The rows of a kind by what they are about."""
        return {name_key(kind, row): row for row in self.rows[kind]}


def read_filed(release: Path, cities: Iterable[str] = ()) -> dict[str, Filed]:
    """What each city has filed; of cities without a strategy nothing is said. Without `cities`, for all."""
    import duckdb

    wanted = sorted(cities)
    found: dict[str, Filed] = {}
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        for kind in OF_STRATEGY:
            path = release / "internal" / "data" / f"filed_{kind}.parquet"
            if path.exists():  # a release of an earlier version of the platform does not have it
                for row in read_rows(connection, path, wanted):
                    found.setdefault(row["city_code"], Filed()).rows[kind].append(row)
    for filed in found.values():
        for kind, names in ORDER.items():
            filed.rows[kind].sort(key=lambda row: tuple(row[name] for name in names))
    return found


def read_rows(connection: duckdb.DuckDBPyConnection, path: Path, cities: list[str]) -> list[dict[str, str]]:
    """The rows of a table, each cell as text."""
    rows = connection.execute(
        "select * from read_parquet(?) where len(?) = 0 or list_contains(?, city_code)", [str(path), cities, cities]
    )
    names = [column[0] for column in rows.description]
    return [
        {name: "" if cell is None else str(cell) for name, cell in zip(names, row, strict=True)}
        for row in rows.fetchall()
    ]

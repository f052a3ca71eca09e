"""What a study is: a question that Python answers from the scores layer, with the tables that hold the answer.

A study that fails is no reason to hold a release back: its tables are then empty and a warning says so. What must never be
wrong (a recomputed score that differs from the published one) is checked by the gate in front of the release.
The list of studies is in `assets.py`; the contract of their tables in `dbt_project/models/marts/_analysis.yml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.analysis.settings import Settings
from assets.schema import Table, study_tables

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

    from assets.scenarios.formula import Formula


@dataclass(frozen=True)
class Bench:
    """What a study works with: the warehouse, the settings, where results are kept from one run to the next, and how to get
    the SQL of the scores layer, for scenarios."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    memory: Path | None = None
    formula: Callable[[], Formula] | None = None

    def remember(self, name: str, about: bytes, compute: Callable[[], Mapping[str, pd.DataFrame]]) -> dict[str, Any]:
        """The frames of `compute`, from an earlier run where everything that they depend on is the same.

        `about` is what the result depends on, beside the settings and the code of the analyses.
        """
        import pandas as pd

        if self.memory is None:
            return dict(compute())
        key = hashlib.sha256(
            b"\0".join([digest_code(), repr(self.settings).encode(), name.encode(), about])
        ).hexdigest()
        folder = self.memory / name / key
        if not folder.exists():
            made = compute()
            waiting = self.memory / name / f"{key}.part"
            waiting.mkdir(parents=True, exist_ok=True)
            for table, frame in made.items():
                frame.to_parquet(waiting / f"{table}.parquet", index=False)
            waiting.rename(folder)
        return {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


@dataclass(frozen=True)
class Study:
    """`compute` gives a frame per table, with the columns of its contract; `reads` are the tables that it reads."""

    name: str
    question: str
    tables: tuple[str, ...]
    reads: tuple[tuple[str, str], ...]
    compute: Callable[[Bench], Mapping[str, pd.DataFrame]]
    layer: str = "analysis"

    @property
    def contract(self) -> dict[str, Table]:
        """Its tables with their columns, in the order in which it names them."""
        return {name: study_tables(self.layer)[name] for name in self.tables}


def digest_code() -> bytes:
    """Changes with every file of the analyses."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def digest_arrays(*arrays: np.ndarray | str | bytes) -> bytes:
    """A digest of arrays, texts and bytes together."""
    digest = hashlib.sha256()
    for each in arrays:
        content = each.encode() if isinstance(each, str) else each if isinstance(each, bytes) else each.tobytes()
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


def write_table(connection: duckdb.DuckDBPyConnection, layer: str, table: Table, frame: pd.DataFrame | None) -> int:
    """Write one table of a layer with the columns and types of its contract; empty without a frame."""
    types = ", ".join(f"{column.name} {column.data_type}" for column in table.columns)
    names = ", ".join(table.column_names)
    connection.execute(f"create schema if not exists {layer}")
    connection.execute(f"create or replace table {layer}.{table.name} ({types})")
    if frame is None or frame.empty:
        return 0
    connection.register("found", frame)
    connection.execute(f"insert into {layer}.{table.name} select {names} from found order by {', '.join(table.key)}")
    connection.unregister("found")
    return len(frame)


def carry_out(study: Study, bench: Bench) -> dict[str, int]:
    """Compute a study and write its tables; the number of rows by table."""
    from assets.analysis.grouping import one_thread

    with one_thread():
        frames = study.compute(bench)
    return {
        name: write_table(bench.connection, study.layer, table, frames[name]) for name, table in study.contract.items()
    }


def leave_empty(study: Study, connection: duckdb.DuckDBPyConnection) -> None:
    """Write the tables of a study without a row."""
    for table in study.contract.values():
        write_table(connection, study.layer, table, None)

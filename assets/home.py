"""Where everything of one programme lives on disk, and the one connection to its warehouse.

A home is the only place that a run writes to. Its folders are named in docs/naming.md; which home is used is decided by
the settings in `orchestration`. Nothing here reads or changes what lies in the folders.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:
    import duckdb


class HomeNotUsable(Exception):
    """The home cannot be created or written; the message says where and what to do."""


@dataclass(frozen=True)
class Programme:
    """Whose index this is, as every page says it. Comes from `programme.json` in the home."""

    title: str = "Intercultural Cities Index"
    statement: str = "Scores are our own computation from what the cities filed; they are not official results."
    is_fictional: bool = False
    is_record: bool = False
    sample: str | None = None
    sample_version: str | None = None


class Home(dg.ConfigurableResource):
    """The folders of one programme. `folder` is an absolute path."""

    folder: str

    @property
    def path(self) -> Path:
        return Path(self.folder)

    @property
    def inbox(self) -> Path:
        """What arrives, at any depth, under any file name."""
        return self.path / "inbox"

    @property
    def mappings(self) -> Path:
        """Which field of a survey is which column of the contract; files of the programme, which need not be there."""
        return self.path / "mappings"

    @property
    def archive(self) -> Path:
        """Every file that was taken in, by SHA-256."""
        return self.path / "archive"

    @property
    def outbox(self) -> Path:
        """What goes back: a folder a city, and `programme` with the records of the cycles."""
        return self.path / "outbox"

    @property
    def warehouse(self) -> Path:
        """The database and the working files; all of it can be rebuilt from `archive` and the seeds."""
        return self.path / "warehouse"

    @property
    def database(self) -> Path:
        return self.warehouse / "intercultural.duckdb"

    @property
    def streamed(self) -> Path:
        """Rows of files of any size, as Parquet; made anew by each run."""
        return self.warehouse / "streamed"

    @property
    def dbt(self) -> Path:
        """dbt's target and logs."""
        return self.warehouse / "dbt"

    @property
    def dbt_docs(self) -> Path:
        """dbt's documentation of the project, one page."""
        return self.warehouse / "dbt_docs"

    @property
    def formula(self) -> Path:
        """The SQL that made the tables of the warehouse, as dbt compiled it."""
        return self.warehouse / "formula.json"

    @property
    def reports(self) -> Path:
        """PDFs of city reports that need not be made again; may be thrown away."""
        return self.warehouse / "reports"

    @property
    def quality(self) -> Path:
        """Results of the checks of the last run, one file per gate, and the Data Docs."""
        return self.warehouse / "quality"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.path / "dagster"

    @property
    def published(self) -> Path:
        """The releases; readers use nothing else."""
        return self.path / "published"

    @property
    def next_release(self) -> Path:
        """Where the next release is made, beside the published ones, so that it can be moved there at once."""
        return self.published / ".next"

    @property
    def programme(self) -> Programme:
        """Title and statement of the programme; the defaults where the home has no `programme.json`."""
        path = self.path / "programme.json"
        if not path.exists():
            return Programme()
        try:
            return Programme(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            fields = ", ".join(Programme.__dataclass_fields__)
            raise HomeNotUsable(
                f"{path} cannot be read ({error}). It is a JSON object with any of: {fields}."
            ) from error

    def prepare(self) -> None:
        """Create the folders, readable by the owner alone where submissions lie.

        Raises HomeNotUsable if a folder cannot be created or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for folder in (self.inbox, self.published, self.dagster, self.dbt, self.quality):
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.archive, self.outbox, self.warehouse):
                folder.mkdir(mode=0o700, exist_ok=True)
            probe = self.warehouse / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise HomeNotUsable(
                f"The home {self.path} cannot be written: {error.strerror or error}. "
                "Give the account that runs this the right to write there, or name another folder in INTERCULTURAL_HOME."
            ) from error

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the warehouse. The configuration is the one that dbt uses: one process may not mix two."""
        import duckdb

        connection = duckdb.connect(str(self.database))
        try:
            connection.execute("set threads = 1")  # as in dbt's profile: the same rows give the same bytes
            yield connection
        finally:
            connection.close()

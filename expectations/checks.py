"""What a check is: data, so that gates, suites and the table `quality_checks` all come from one list.

The lists themselves are in `raw.py` and `marts.py`; running them is in `bridge.py`. Great Expectations is named here by the
names of its classes only, because importing it takes seconds that no reader of the definitions should wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Check:
    """One expectation about one table, named as a sentence.

    `rows` is the SQL of the rows that are looked at; where it is left out, the whole table. `expectation` is the class in
    `great_expectations.expectations`, `arguments` are its own. `explanation` says what a failure means and what to do. `located` is
    the SQL that finds the place of failing rows where `rows` does not hold it; it is asked after a failure only.
    """

    layer: str
    table: str
    name: str
    expectation: str
    arguments: Mapping[str, Any]
    explanation: str
    severity: str = "error"
    rows: str | None = field(default=None, repr=False)
    located: str | None = field(default=None, repr=False)

    @property
    def sql(self) -> str:
        return self.rows or f"select * from {self.layer}.{self.table}"

    @property
    def stops_the_run(self) -> bool:
        return self.severity == "error"

"""A sheet of text cells: what every format is turned into before anything is known of its meaning.

The rules that hold for the columns of any format are here. What columns mean is `kinds.py` and
`validation.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.intake.bounds import MAX_COLUMNS
from assets.intake.problems import FileRefusedError, Problem


@dataclass
class Sheet:
    """Text cells by column, all columns of one length; `places` says where each row is (`unit` 3, `unit` 4).

    `shapes` holds the cells, by column and index of the row, that were no plain value: array or other.
    """

    unit: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_found: int = 0
    shapes: dict[str, dict[int, str]] = field(default_factory=dict)


def check_header(names: Sequence[str]) -> None:
    """Raises FileRefusedError where the columns are too many, or one name is there twice."""
    if len(names) > MAX_COLUMNS:
        values = {"value": f"{len(names)} columns", "limit": f"{MAX_COLUMNS} columns"}
        raise FileRefusedError(Problem("file_too_large", "header", values))
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise FileRefusedError(*(Problem("duplicate_column", "header", {"column_name": name}) for name in doubled))


def name_column(name: str, number: int) -> str:
    """The name of a column; one without is called by its place, so that its content is not lost unseen."""
    return name or f"{number} (without a name)"

"""A city with a strategy of two indicators, as a release holds it, and what people write into its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from support.questionnaires import Edit, find_sheets, place

from assets.intake.grids import Grid
from assets.questionnaire.earlier import City
from assets.questionnaire.layout import (
    INDICATORS,
    MEASUREMENTS,
    OF_STRATEGY,
    STRATEGIES,
    STRATEGY_COVER,
    TARGETS,
    VALUE,
)
from assets.schema import file_kinds
from assets.strategies.filed import Filed
from assets.strategies.handout import make_strategy

ALBA = City("xa-alba", "Alba", ("en",))
BELONGING = "alba belonging"  # a code may hold blanks
TRUST = "alba-trust"
INDICATOR = {
    "indicator_id": BELONGING, "revision": "2", "strategy_id": "alba-2019", "objective": "=Live together", "area_code": "EDU",
    "name": "Residents who belong", "unit": "percent of residents", "kind": "outcome", "wanted_direction": "up", "scale_min": "0.0",
    "scale_max": "100.0", "baseline_value": "40.0", "baseline_on": "2020-01-01", "target_value": "60.0", "target_on": "2030-01-01",
    "progress_rule": "linear", "source": "survey", "collection_frequency": "yearly",
}  # fmt: skip
OTHER = {
    "indicator_id": TRUST, "revision": "1", "strategy_id": "alba-2019", "name": "Trust", "unit": "points of our own",
    "wanted_direction": "down", "baseline_value": repr(0.1 + 0.2), "baseline_on": "1899-12-31", "collection_frequency": "now and then",
    "progress_rule": "linear",
}  # fmt: skip
VALUES = (
    ("", "2024-01-01", 46.5, ""),
    ("", "2025-01-01", 48.0, "- by post"),
    ("women", "2025-01-01", 51.0, ""),
)
ROWS: Mapping[str, list[dict[str, str]]] = {
    STRATEGIES: [
        {
            "strategy_id": "alba-2019",
            "revision": "1",
            "title": "Alba for all",
            "starts_on": "2019-01-01",
            "url": "https://example.org",
        }
    ],
    INDICATORS: [INDICATOR, OTHER],
    TARGETS: [
        {
            "indicator_id": BELONGING,
            "revision": "1",
            "group_code": "",
            "target_on": "2025-01-01",
            "target_value": "50.0",
        },
        {
            "indicator_id": BELONGING,
            "revision": "1",
            "group_code": "women",
            "target_on": "2030-01-01",
            "target_value": "65.0",
        },
    ],
    MEASUREMENTS: [
        {
            "indicator_id": BELONGING,
            "revision": "1",
            "group_code": group,
            "observed_on": day,
            "value": repr(value),
            "note": note,
        }
        for group, day, value, note in VALUES
    ],
}
# Where the parts of the workbook begin: after title, help and heading, and on the sheet of values after the two that are due.
FIRST, FIRST_FILED_VALUE = 5, 7


def complete(kind: str, row: Mapping[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in file_kinds()[kind].column_names} | {"city_code": ALBA.code}


def filed() -> Filed:
    return Filed({kind: [complete(kind, row) for row in ROWS[kind]] for kind in OF_STRATEGY})


def make_template(language: str = "en", rows: Filed | None = None) -> bytes:
    return make_strategy(2026, ALBA, rows or filed(), language).content


def to_csv(kind: str) -> tuple[str, bytes]:
    """The rows of a kind as the file in which they arrived."""
    columns = file_kinds()[kind].column_names
    lines = [",".join(columns)]
    lines += [
        ",".join(f'"{complete(kind, row)[name]}"' if complete(kind, row)[name] else "" for name in columns)
        for row in ROWS[kind]
    ]
    return f"{kind}.csv", "\n".join([*lines, ""]).encode()


def write_tables(folder: Path) -> None:
    """The internal tables of a release that the workbook is filled with."""
    import pandas as pd

    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in filed().rows.items():
        pd.DataFrame(rows).replace({"": None}).to_parquet(folder / f"filed_{kind}.parquet")


def put(sheets: Iterable[Grid], kind: str, row: int, /, **cells: object) -> list[Edit]:
    """Cells of a row by the keys of their columns; of the cover the version."""
    sheet = next(sheet for sheet in find_sheets(sheets) if sheet.mark.kind == kind)
    return [place(sheet, row, key, value) for key, value in cells.items()]


def set_version(sheets: Iterable[Grid], version: int) -> list[Edit]:
    cover = next(sheet for sheet in find_sheets(sheets) if sheet.mark.kind == STRATEGY_COVER)
    row = next(row for row, key in cover.list_rows() if key == "submission_version")
    return [place(cover, row, VALUE, version)]


def find_row(sheets: Iterable[Grid], kind: str, is_it: Callable[[str], bool], key: str = "indicator_id") -> int:
    """The first row whose cell in a column is what is looked for."""
    sheet = next(sheet for sheet in find_sheets(sheets) if sheet.mark.kind == kind)
    return next(row for row, _ in sheet.list_rows() if is_it(sheet.text(row, key)))

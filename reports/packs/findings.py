"""The workbook in which findings and recommendations of a visit come back through the inbox: its columns are those of the data contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.schema import Column, Table, file_kinds
from assets.spreadsheets import MAX_MESSAGE, MAX_TITLE, fit, open_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

KINDS = ("visit_findings", "recommendations")
ROWS = 200
WIDE = {"finding": 70, "text": 70, "evidence_url": 40}
HIDDEN = {"revision"}


def write_findings(activity_id: str, city_code: str, areas: list[str], language: str = "en") -> bytes:
    """An empty workbook with drop-downs for what is a choice; one sheet for each kind of row."""
    workbook, buffer = open_workbook(f"{activity_id}: findings", language)
    head = workbook.add_format(
        {"bold": True, "bg_color": "#10324f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    known = {"activity_id": [activity_id], "city_code": [city_code], "area_code": areas, "made_by": ["expert_visit"]}
    for kind in KINDS:
        table = file_kinds()[kind]
        sheet = workbook.add_worksheet(kind)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(list_columns(table)):
            sheet.set_column(place, place, WIDE.get(column.name, 18), wrapped)
            sheet.write_string(0, place, column.name, head)
            choose(
                sheet,
                place,
                column,
                known.get(column.name) or [str(value) for value in column.meta.get("values") or ()],
            )
    workbook.close()
    return buffer.getvalue()


def list_columns(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in HIDDEN]


def choose(sheet: Worksheet, place: int, column: Column, values: list[str]) -> None:
    """What the column takes, said where the cursor is; a drop-down where it is a choice, a number where it has bounds."""
    told = {"input_title": fit(column.name, MAX_TITLE), "input_message": fit(column.description, MAX_MESSAGE)}
    rule: dict[str, object] = {"validate": "any"}
    if values and len(",".join(values)) < MAX_MESSAGE:
        rule = {"validate": "list", "source": values}
    elif "min" in column.meta and "max" in column.meta:
        rule = {
            "validate": "integer",
            "criteria": "between",
            "minimum": column.meta["min"],
            "maximum": column.meta["max"],
        }
    sheet.data_validation(1, place, ROWS, place, {**rule, **told})

"""What is asked for each entry of the policy assessment grid: the columns of the contract as people fill them in.

A list of accepted values becomes one tick cell per value. How the sheet looks is `grid_sheet.py`.
"""

from __future__ import annotations

from assets.questionnaire.form import grid_columns
from assets.questionnaire.languages import Wording
from assets.questionnaire.layout import join_key
from assets.schema import Column

ENTRY = "entry_id"
# The order in which people fill in; what is not named here comes last, so that a new column of the contract is not lost.
ORDER = (
    "title", "area_code", "question_codes", "entry_kind", "status", "description", "department", "started_on", "ended_on",
    "budget_eur", "spent_eur", "governance_levels", "objective", "indicator_ids", "evidence_url", "evaluated", "good_practice",
)  # fmt: skip
OF_THE_WORKBOOK = ("cycle", "city_code", ENTRY, "revision")  # the cover says these, or the row itself


def list_fields() -> list[tuple[str, Column, str]]:
    """The columns to fill in: key, column of the contract, and the value where it is one tick cell of a list."""
    contract = grid_columns()
    names = [*ORDER, *(name for name in contract if name not in (*ORDER, *OF_THE_WORKBOOK))]
    fields: list[tuple[str, Column, str]] = []
    for name in names:
        column = contract[name]
        if column.meta.get("list") and column.meta.get("values"):
            fields += [(join_key(name, value), column, value) for value in column.meta["values"]]
        else:
            fields.append((name, column, ""))
    return fields


def name_label(column: Column, value: str) -> str:
    """The key of the words for an accepted value; yes and no are called the same in every column."""
    return f"value.{'yes_no' if column.data_type == 'yes_no' else column.name}.{value}"


def label_values(wording: Wording, column: Column, values: tuple[str, ...]) -> dict[str, str]:
    """What the accepted values of a column are called."""
    return {value: wording.find(name_label(column, value), value) for value in values}

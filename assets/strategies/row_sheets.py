"""The sheets of rows: what was filed, values that are due, and empty rows with drop-downs for what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assets.questionnaire.book import Book, quote_sheet
from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, OF_STRATEGY, STRATEGIES, TARGETS
from assets.questionnaire.styles import TABS
from assets.strategies.due import Due
from assets.strategies.fields import (
    CLOSED,
    DUE_ON,
    FIELDS,
    GROUP,
    INDICATOR_ID,
    LATEST,
    NAME,
    OBSERVED_ON,
    OFFERED,
    STRATEGY_ID,
    UNIT,
    VALUE,
    Field,
    find_columns,
    list_labels,
)
from assets.strategies.filed import Filed, Row

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, HELP_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
EMPTY = {STRATEGIES: 3, INDICATORS: 30, TARGETS: 30, MEASUREMENTS: 100}  # rows for what is new
NUMBERED = {
    STRATEGIES: (STRATEGY_ID, "s"),
    INDICATORS: (INDICATOR_ID, "i"),
}  # codes are given, so that none has to be invented
# A column whose choices are the codes on another sheet.
OF_SHEET = {
    (INDICATORS, STRATEGY_ID): STRATEGIES,
    (TARGETS, INDICATOR_ID): INDICATORS,
    (MEASUREMENTS, INDICATOR_ID): INDICATORS,
}
FIRST_SERIAL = date(1900, 3, 1)  # before it spreadsheet programs do not agree on days
DUE_STYLES = {"input_text": "due_text", "input_date": "due_date", "input_decimal": "due_decimal"}


class RowSheet:
    """One sheet while it is being written."""

    def __init__(self, book: Book, sheet: Worksheet, name: str, kind: str, filed: Filed, due: Sequence[Due]) -> None:
        self.book, self.sheet, self.name, self.kind, self.filed = book, sheet, name, kind, filed
        self.due = due if kind == MEASUREMENTS else ()
        self.fields = FIELDS[kind]
        self.places = {field.key: place for place, field in enumerate(self.fields, start=1)}
        self.columns = find_columns(kind)
        self.last = FIRST_ROW + len(self.due) + len(filed.rows[kind]) + EMPTY[kind] - 1
        self.indicators = {row[INDICATOR_ID]: row for row in filed.rows[INDICATORS]}
        self.labels = {
            field.key: list_labels(field.key, book.request.form, book.wording)
            for field in self.fields
            if field.key in OFFERED
        }

    def name_range(self, key: str) -> str:
        """The cells of a column, as formulas have them."""
        from xlsxwriter.utility import xl_range_abs

        place = self.places[key]
        return f"{quote_sheet(self.name)}!{xl_range_abs(FIRST_ROW, place, self.last, place)}"

    def show(self, row: Row) -> dict[str, str]:
        """What the cells of a filed row show, by column."""
        shown = {field.key: row.get(field.key, "") for field in self.fields}
        if self.kind in (TARGETS, MEASUREMENTS):
            shown[NAME] = self.indicators.get(row[INDICATOR_ID], {}).get(NAME, "")
        if self.kind == MEASUREMENTS:
            shown[UNIT] = self.indicators.get(row[INDICATOR_ID], {}).get(UNIT, "")
        return {key: self.labels.get(key, {}).get(text, text) for key, text in shown.items()}

    def write(self, sheets: Mapping[str, RowSheet]) -> None:
        """Write the sheet; `sheets` are all of them, for choices that stand on another."""
        book, sheet = self.book, self.sheet
        book.start_sheet(sheet, self.kind, "", [("key", 0.0), *((field.key, field.width) for field in self.fields)])
        book.mark_ours(sheet, TITLE_ROW, HELP_ROW, HEAD_ROW)
        book.write_band(sheet, TITLE_ROW, len(self.fields) + 1, book.say(f"sheet.{self.kind}"))
        book.write_link(sheet, TITLE_ROW, 5)
        sheet.set_row(HELP_ROW, 52)
        cycle = book.request.assignment.cycle
        sheet.merge_range(
            HELP_ROW, 1, HELP_ROW, 6, book.say(f"strategy.help.{self.kind}", cycle=cycle), book.styles["text"]
        )
        sheet.set_row(HEAD_ROW, 48)
        for field in self.fields:
            words = book.say(f"strategy.column.{field.key}")
            sheet.write_string(HEAD_ROW, self.places[field.key], words, book.styles["head"])
        row = FIRST_ROW
        for due in self.due:
            self.write_row(row, self.show_due(due), is_due=True)
            row += 1
        for each in self.filed.rows[self.kind]:
            self.write_row(row, self.show(each))
            row += 1
        for code in self.name_new():
            self.write_row(row, {field.key: "" for field in self.fields} | code)
            self.look_up(row, sheets)
            row += 1
        for field in self.fields:
            self.offer(field, sheets)
        sheet.autofilter(HEAD_ROW, 1, self.last, len(self.fields))
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_tab_color(TABS["answers"])

    def show_due(self, due: Due) -> dict[str, str]:
        """What stands in the row of a value that is due: whose it is, and the value before."""
        latest = due.latest
        return {
            **{field.key: "" for field in self.fields},
            INDICATOR_ID: due.indicator[INDICATOR_ID],
            NAME: due.indicator[NAME],
            GROUP: due.group,
            UNIT: self.labels[UNIT].get(due.indicator[UNIT], due.indicator[UNIT]),
            DUE_ON: due.due_on.isoformat() if due.due_on else "",
            LATEST: f"{float(latest[VALUE]):g} ({latest[OBSERVED_ON]})" if latest else "",
        }

    def name_new(self) -> list[dict[str, str]]:
        """The codes of rows for what is new, none of which is taken."""
        if self.kind not in NUMBERED:
            return [{} for _ in range(EMPTY[self.kind])]
        key, letter = NUMBERED[self.kind]
        taken = {row[key] for row in self.filed.rows[self.kind]}
        city, number = self.book.request.assignment.city_code, 0
        codes: list[dict[str, str]] = []
        while len(codes) < EMPTY[self.kind]:
            number += 1
            if (code := f"{city}-{letter}{number:02d}") not in taken:
                codes.append({key: code} | self.name_strategy())
        return codes

    def name_strategy(self) -> dict[str, str]:
        """The strategy that a new indicator belongs to, where there is only one to belong to."""
        strategies = self.filed.rows[STRATEGIES]
        is_clear = self.kind == INDICATORS and len(strategies) == 1
        return {STRATEGY_ID: strategies[0][STRATEGY_ID]} if is_clear else {}

    def write_row(self, row: int, shown: Mapping[str, str], is_due: bool = False) -> None:
        styles = self.book.styles
        for field in self.fields:
            text, style = shown[field.key], field.style
            if is_due and field.key in (INDICATOR_ID, GROUP, UNIT):
                style = "note"
            elif is_due:
                style = DUE_STYLES.get(style, style)
            elif field.key == self.fields[0].key and text:
                style = "code"
            self.write_cell(row, field, text, style)
        if not is_due and not shown.get(NAME) and self.kind in (TARGETS, MEASUREMENTS):
            self.sheet.write_blank(row, self.places[NAME], None, styles["note"])

    def write_cell(self, row: int, field: Field, text: str, style: str) -> None:
        """A cell as a spreadsheet program would have it: numbers and days as such, everything else as text."""
        place, form = self.places[field.key], self.book.styles[style]
        column = self.columns.get(field.key)
        kind = column.data_type if column is not None and not field.is_shown else "varchar"
        if not text:
            self.sheet.write_blank(row, place, None, form)
        elif kind == "double":
            self.sheet.write_number(row, place, float(text), form)
        elif kind == "date" and date.fromisoformat(text) >= FIRST_SERIAL:
            self.sheet.write_datetime(row, place, date.fromisoformat(text), form)
        else:
            self.book.write_text(self.sheet, row, place, text, form)

    def look_up(self, row: int, sheets: Mapping[str, RowSheet]) -> None:
        """The name of the indicator that is chosen, by a formula; it is shown and never read."""
        if NAME not in self.places or self.kind == INDICATORS:
            return
        from xlsxwriter.utility import xl_rowcol_to_cell

        codes, names = (sheets[INDICATORS].name_range(key) for key in (INDICATOR_ID, NAME))
        chosen = xl_rowcol_to_cell(row, self.places[INDICATOR_ID])
        formula = f'=IF({chosen}="","",IFERROR(INDEX({names},MATCH({chosen},{codes},0))&"",""))'
        self.sheet.write_formula(row, self.places[NAME], formula, self.book.styles["note"], "")

    def offer(self, field: Field, sheets: Mapping[str, RowSheet]) -> None:
        """The drop-down of a column: codes of another sheet, all that is accepted, or what is usual and in use."""
        place, key = self.places[field.key], (self.kind, field.key)
        if key in OF_SHEET:
            column = field.key
            self.book.offer(self.sheet, FIRST_ROW, place, "=" + sheets[OF_SHEET[key]].name_range(column), self.last)
        elif field.key in OFFERED:
            labels = self.labels[field.key]
            in_use = [] if field.key in CLOSED else self.list_in_use(field.key)
            choices = dict.fromkeys([*(labels.get(text, text) for text in in_use), *labels.values()])
            self.book.offer(self.sheet, FIRST_ROW, place, choices, self.last, is_open=field.key not in CLOSED)

    def list_in_use(self, key: str) -> list[str]:
        """What the city has written into a column so far, on any sheet."""
        return sorted({row[key] for kind in OF_STRATEGY for row in self.filed.rows[kind] if row.get(key)})

"""Strategies, indicators, targets and values from the strategy workbook of a city.

A row that shows what was handed out says nothing new. What was changed or added gets the revision after the one that it was made
from, so that people never have to count revisions. What a cell may hold by itself is checked as for any file; here stands what
only shows when the sheets are seen together: codes, units, scales, and rows that are no longer there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from assets.intake.problems import Subject, quote_value
from assets.intake.questionnaire.labels import fold
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import CellGuard, Row, check_columns
from assets.intake.questionnaire.strategy_values import find_outside, split_unit
from assets.intake.questionnaire.submission import Submission
from assets.intake.validation import describe_column
from assets.questionnaire.languages import list_languages, read_wording
from assets.questionnaire.layout import (
    FILED,
    INDICATORS,
    MEASUREMENTS,
    NUMBER,
    OF_STRATEGY,
    STRATEGIES,
    TARGETS,
    VERSION_KEY,
)
from assets.strategies.fields import (
    CLOSED,
    END,
    GIVEN,
    INDICATOR_ID,
    LIBRARY_CODE,
    REVISION,
    STRATEGY_ID,
    TAKEN_OVER,
    UNIT,
    VALUE,
    digest_cells,
    find_columns,
    free,
    list_inputs,
    list_labels,
    name_key,
    read_library,
)

OWNERS = {
    INDICATORS: (STRATEGIES, STRATEGY_ID),
    TARGETS: (INDICATORS, INDICATOR_ID),
    MEASUREMENTS: (INDICATORS, INDICATOR_ID),
}
OWN_CODE = {STRATEGIES: STRATEGY_ID, INDICATORS: INDICATOR_ID}
SCALED = {INDICATORS: ("baseline_value", "target_value"), TARGETS: ("target_value",), MEASUREMENTS: (VALUE,)}
TRANSLATED = (UNIT, "collection_frequency")  # open lists whose words are offered in the language of the workbook
Readers = dict[str, Callable[[Submission, Sequence[MarkedSheet]], list[Row]]]


class Known(NamedTuple):
    """A row as it was handed out; `unit` is that of an indicator that has values, else empty."""

    revision: int
    digest: str
    unit: str


class Found(NamedTuple):
    """A row of a sheet: what it is about, its cells, and whether they are as they were handed out."""

    row: Row
    thing: str
    is_untouched: bool


def build_readers(submission: Submission, own: Sequence[MarkedSheet]) -> Readers:
    """The readers of the sheets of a workbook, in the order in which they have to read."""
    reader = StrategyReader(submission, own)
    return {kind: partial(reader.read, kind) for kind in OF_STRATEGY}


class StrategyReader:
    """Reads one kind of row after the other; problems go to the submission."""

    def __init__(self, submission: Submission, own: Sequence[MarkedSheet]) -> None:
        self.submission = submission
        self.version = int(submission.values[VERSION_KEY])
        self.filed = read_filed([sheet for sheet in own if sheet.mark.kind == FILED])
        self.codes = {kind: self.list_codes(kind, own) for kind in OWN_CODE}
        self.names = {sheet.mark.kind: sheet.name for sheet in own}
        self.indicators: dict[str, Mapping[str, str]] = {}
        self.contradicting: set[str] = set()
        self.indexes = {key: index_choices(key, submission) for key in (*CLOSED, *TRANSLATED)}
        self.library = {row["indicator_code"]: row for row in read_library()}

    def list_codes(self, kind: str, own: Sequence[MarkedSheet]) -> set[str]:
        """The codes that rows may name: those on the sheet, and those that were filed before."""
        key = OWN_CODE[kind]
        on_sheet = {
            free(sheet.text(row, key)) for sheet in own if sheet.mark.kind == kind for row, _ in sheet.list_rows()
        }
        return {*on_sheet, *self.filed[kind]} - {""}

    def read(self, kind: str, submission: Submission, sheets: Sequence[MarkedSheet]) -> list[Row]:
        """The rows of a kind that say something new."""
        inputs = list_inputs(kind)
        for sheet in sheets:
            check_columns(submission, sheet, inputs)
        usable = [
            sheet for sheet in sheets if {*inputs} <= sheet.columns.keys() and not sheet.doubled.keys() & {*inputs}
        ]
        guard = CellGuard(submission, usable, inputs)
        found = self.drop_contradicting(kind, [each for sheet in usable for each in self.find_rows(kind, sheet, guard)])
        rows = [each.row for each in found if self.take(kind, each, guard)]
        if usable:
            seen = {each.thing for each in found} | self.contradicting
            self.tell_removed(kind, usable[0], seen)
        submission.subject = None
        return rows

    def find_rows(self, kind: str, sheet: MarkedSheet, guard: CellGuard) -> list[Found]:
        """The rows of a sheet that hold more than what was given with an empty row."""
        inputs, found = list_inputs(kind), []
        saying = [key for key in inputs if key not in GIVEN[kind]]
        for place, _ in sheet.list_rows():
            if not guard.holds(sheet, place, saying):
                continue
            texts = {key: free(sheet.text(place, key)) for key in inputs}
            thing = name_key(kind, texts)
            known = self.filed[kind].get(thing)
            is_untouched = known is not None and known.digest == digest_cells(kind, texts)
            found.append(Found(Row(sheet, place, texts), thing, is_untouched))
        return found

    def drop_contradicting(self, kind: str, found: Sequence[Found]) -> list[Found]:
        """Rows about one thing that say the same are one; of rows that say different things none is taken."""
        by_thing: dict[str, list[Found]] = {}
        self.contradicting = set()
        for each in found:
            by_thing.setdefault(each.thing if each.thing.strip() else f"\0{len(by_thing)}", []).append(each)
        kept = []
        for alike in by_thing.values():
            first = alike[0]
            if len({digest_cells(kind, each.row.texts) for each in alike}) == 1:
                kept.append(first)
                continue
            self.contradicting.add(first.thing)
            for each in alike[1:]:
                self.begin(kind, each)
                key = list_inputs(kind)[0]
                words = {"value": first.thing.strip(), "limit": quote_value(first.row.locate(key))}
                self.submission.blame("strategy_row_twice", each.row.locate(key), **words)
        return kept

    def begin(self, kind: str, found: Found) -> int:
        """Say what is being read; returns the revision of the row."""
        known = self.filed[kind].get(found.thing)
        revision = (known.revision if known else 0) + self.version
        self.submission.subject = Subject(kind, found.thing if found.thing.strip() else None, revision)
        return revision

    def take(self, kind: str, found: Found, guard: CellGuard) -> bool:
        """Fill a row; whether it says something new and nothing is wrong with it."""
        row, submission = found.row, self.submission
        revision = self.begin(kind, found)
        is_new = not (found.is_untouched and self.version == 1)
        before = len(submission.problems)

        def fill() -> None:
            guard.check(row.sheet, row.row, list_inputs(kind))
            self.convert(kind, row)
            if kind == INDICATORS:
                self.indicators[row.texts[INDICATOR_ID]] = row.texts
            self.check(kind, found)

        is_clean = submission.is_clean_after(fill)
        if not is_new:
            del submission.problems[before:]
        row.texts |= {"city_code": submission.assignment.city_code, REVISION: str(revision)}
        return is_new and is_clean

    def convert(self, kind: str, row: Row) -> None:
        """The cells as the contract has them: labels become codes, an indicator of the library gives what was left empty."""
        for key in list_inputs(kind):
            text, location = row.texts[key], row.locate(key)
            if not text or key not in self.indexes:
                continue
            index = self.indexes[key]
            if key not in CLOSED or fold(text) in index:
                row.texts[key] = index.get(fold(text), text)
            elif key == LIBRARY_CODE:
                self.submission.blame("library_code_unknown", location, value=text)
            else:
                labels = ", ".join(
                    list_labels(key, self.submission.form, read_wording(self.submission.language)).values()
                )
                self.submission.blame("value_not_accepted", location, value=text, column_name=key, limit=labels)
        entry = self.library.get(row.texts.get(LIBRARY_CODE, ""))
        if entry:
            wording = read_wording(self.submission.language)
            said = {
                **entry,
                "name": wording.translate(entry["name"], entry["indicator_code"]),
                "source": wording.translate(entry["source"], "source"),
            }
            row.texts |= {key: said[key] for key in TAKEN_OVER if not row.texts[key]}

    def check(self, kind: str, found: Found) -> None:
        """What only shows when the sheets are seen together."""
        row, blame = found.row, self.submission.blame
        own = list_inputs(kind)[0]
        columns = find_columns(kind)
        if not row.texts[own]:
            blame("row_without_code", row.locate(own), column_name=own)
        if kind in OWNERS:
            owner, key = OWNERS[kind]
            if not row.texts[key] and key != own:
                blame("value_missing", row.locate(key), column_name=key, hint=describe_column(columns[key]))
            elif row.texts[key] and row.texts[key] not in self.codes[owner]:
                sheet = quote_value(self.names.get(owner, owner))
                blame("owner_not_in_workbook", row.locate(key), value=row.texts[key], limit=sheet)
        known = self.filed[kind].get(found.thing)
        if kind == INDICATORS and known and known.unit and fold(known.unit) != fold(row.texts[UNIT]):
            blame("unit_changed", row.locate(UNIT), value=row.texts[UNIT] or "–", limit=quote_value(known.unit))
        indicator = self.indicators.get(row.texts.get(INDICATOR_ID, ""), {})
        if kind == MEASUREMENTS and indicator:
            self.check_unit(row, indicator[UNIT])
        for key in SCALED.get(kind, ()):
            if limit := find_outside(row.texts[key], indicator):
                blame("value_outside_scale", row.locate(key), value=row.texts[key], limit=limit)

    def check_unit(self, row: Row, unit: str) -> None:
        """A value is in the unit of its indicator, whether the unit stands beside it or in the same cell."""
        number, beside = split_unit(row.texts[VALUE], unit)
        row.texts[VALUE] = number
        for key, text in ((UNIT, row.texts[UNIT]), (VALUE, beside)):
            if text and fold(text) != fold(unit):
                words = {"value": text, "limit": quote_value(unit or "–")}
                self.submission.blame("value_in_other_unit", row.locate(key), **words)

    def tell_removed(self, kind: str, sheet: MarkedSheet, seen: set[str]) -> None:
        """Rows that were handed out and are no longer there: nothing is taken back by that, and it is said."""
        for thing in self.filed[kind]:
            if thing not in seen:
                self.submission.subject = Subject(kind, thing, None)
                self.submission.blame("strategy_row_removed", f"sheet '{sheet.name}'", value=thing.strip())


def read_filed(sheets: Sequence[MarkedSheet]) -> dict[str, dict[str, Known]]:
    """What was handed out, by kind and by what a row is about; a row that was tampered with counts for nothing."""
    filed: dict[str, dict[str, Known]] = {kind: {} for kind in OF_STRATEGY}
    for sheet in sheets:
        for place in sheet.rows:
            kind, thing, revision, digest, unit = (
                sheet.text(place, key) for key in ("kind", "thing", REVISION, "digest", UNIT)
            )
            if kind in filed and thing.endswith(END) and NUMBER.fullmatch(revision):
                filed[kind][thing.removesuffix(END)] = Known(int(revision), digest, unit)
    return filed


def index_choices(key: str, submission: Submission) -> Mapping[str, str]:
    """The code by what people may write for it, in every language."""
    index: dict[str, str] = {}
    for language in dict.fromkeys([submission.language, *list_languages()]):
        for code, label in list_labels(key, submission.form, read_wording(language)).items():
            index.setdefault(fold(label), code)
    for code in list_labels(key, submission.form, read_wording(submission.language)):
        index.setdefault(fold(code), code)
    return index

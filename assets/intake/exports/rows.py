"""An export and its mapping become sheets of the kinds of the contract, checked like any other file.

What a survey program says about a contribution fills the columns that the mapping leaves out: its key, its version and its
day. Nothing about a single question is known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assets.intake.bounds import MAX_ROWS
from assets.intake.cells import Items
from assets.intake.exports.export import Export, Filled
from assets.intake.exports.mapping import MappedRow, Mapping, Source, choose_mapping
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet
from assets.intake.validation import check_cell
from assets.schema import Column, file_kinds

NAMED = 30  # fields that a remark names
NOWHERE = Source()


def read_export(export: Export, mappings: tuple[Mapping, ...]) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of an export, and what there is to say about the file as a whole.

    Raises FileRefusedError where no mapping fits.
    """
    mapping = choose_mapping(mappings, export)
    if mapping is None:
        values = {
            "value": name_some(export.fields) or "no fields",
            "detail": ", ".join(export.form) or "without a name",
            "limit": export.format,
        }
        raise FileRefusedError(*export.problems, Problem("export_without_mapping", values=values))
    reader = Reader(export, mapping)
    for contribution in export.contributions:
        if not contribution.is_rejected:
            reader.add_contribution(contribution)
    rejected = sum(contribution.is_rejected for contribution in export.contributions)
    if rejected:
        values = {"value": str(rejected), "limit": str(len(export.contributions))}
        reader.problems.append(Problem("contributions_rejected", values=values))
    sheets = list(reader.sheets.values()) or [reader.find_sheet(0)]
    return sheets, [*export.problems, *reader.problems, *list_unmapped(export, mapping)]


@dataclass
class Reader:
    """A sheet for each row of the mapping by its number, filled a contribution at a time; `told` are the choices that were told of."""

    export: Export
    mapping: Mapping
    sheets: dict[int, Sheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple[int, str, str]] = field(default_factory=set)
    rows: int = 0

    def find_sheet(self, number: int) -> Sheet:
        """The sheet of a row of the mapping, with all columns of the contract.

        A contribution gives a row by each of them: its place and the field together tell where a row came from.
        """
        if number not in self.sheets:
            row = self.mapping.rows[number]
            sheet = Sheet(self.export.unit, name=self.export.sheets.get(row.repeat))
            sheet.part = name_part(self.mapping.rows, number, sheet.name)
            for column in file_kinds()[row.kind].column_names:
                sheet.columns[column], sheet.sources[column] = [], []
            self.sheets[number] = sheet
        return self.sheets[number]

    def add_contribution(self, contribution: Filled) -> None:
        """Add its rows; none where it cannot be told whose they are, which is one problem and not one a row."""
        whose = {
            column.name: self.read_cell(contribution, column, source, frozenset())
            for column, source in self.list_common()
        }
        sheet = self.find_sheet(0)
        told = len(self.problems)
        for column, source in self.list_common():
            _, code, values = check_cell(column, whose[column.name] or "")
            if column.is_key and code and whose[column.name] is not None:
                name = source.field or column.name
                self.problems.append(Problem(code, self.locate(contribution, name), {**values, "column_name": name}))
        if len(self.problems) > told or None in whose.values():
            sheet.rows_found += 1
            return
        common = {name: text or "" for name, text in whose.items()}
        for number, row in enumerate(self.mapping.rows):
            for filled in contribution.repeats.get(row.repeat, []) if row.repeat else [contribution]:
                self.add_row(number, filled, {**describe_contribution(row, number + 1, contribution, filled), **common})

    def list_common(self) -> Iterator[tuple[Column, Source]]:
        columns = {column.name: column for kind in file_kinds().values() for column in kind.columns}
        return ((columns[name], source) for name, source in self.mapping.common.items())

    def add_row(self, number: int, filled: Filled, known: dict[str, str]) -> None:
        """Add a row where something was filled in and all that was chosen is mapped."""
        row, sheet = self.mapping.rows[number], self.find_sheet(number)
        columns = file_kinds()[row.kind].columns
        own = {
            column.name: self.read_cell(filled, column, row.cells[column.name], row.find_elsewhere(column.name))
            for column in columns
            if column.name in row.cells
        }
        from_fields = [text for name, text in own.items() if row.cells[name].field]
        if from_fields and not any(text is None or text.strip() for text in from_fields):
            return
        sheet.rows_found += 1
        self.rows += 1
        if self.rows > MAX_ROWS:
            raise FileRefusedError(Problem("too_many_rows", values={"limit": f"{MAX_ROWS:,}"}))
        if None in own.values():
            return
        cells = {**known, **own}
        for column in columns:
            source = row.cells.get(column.name) or self.mapping.common.get(column.name) or NOWHERE
            sheet.sources[column.name].append(source.field or column.name)
            sheet.add_cells(column.name, [cells.get(column.name) or ""])
        sheet.places.append(filled.place)

    def read_cell(self, filled: Filled, column: Column, source: Source, elsewhere: frozenset[str]) -> str | None:
        """The text of a cell; None, and a problem, where something was chosen that the mapping does not know."""
        if not source.field:
            return source.fixed
        choices = list(self.export.list_choices(filled, source.field))
        if source.chosen:
            return "yes" if any(set(choice.names) & set(source.chosen) for choice in choices) else ""
        is_list = bool(column.meta.get("list"))
        if source.options is None:
            return join_items([choice.names[0] for choice in choices]) if is_list else filled.find_text(source.field)
        codes, is_known = [], True
        for choice in choices:
            code = next((source.options[name] for name in choice.names if name in source.options), None)
            if code is not None:
                codes.append(code)
            elif not elsewhere & set(choice.names):
                is_known = False
                self.tell_unknown(filled, source.field, choice.text)
        return join_items(codes) if is_known else None

    def tell_unknown(self, filled: Filled, name: str, text: str) -> None:
        if (filled.place, name, text) in self.told:
            return
        self.told.add((filled.place, name, text))
        values = {"value": text, "column_name": name, "detail": self.mapping.name}
        self.problems.append(Problem("export_answer_not_mapped", self.locate(filled, name), values))

    def locate(self, filled: Filled, name: str) -> str:
        sheet = self.export.sheets.get(filled.repeat)
        return Sheet(self.export.unit, name=sheet).describe(f"{self.export.unit} {filled.place}, column {name}")


def name_part(rows: tuple[MappedRow, ...], number: int, sheet: str | None) -> str:
    """What a row of the mapping is called as a place: sheet and first field, and its number where another is called the same."""

    def name(row: MappedRow) -> str:
        field = next((source.field for source in row.cells.values() if source.field), "")
        return ", ".join(filter(None, (sheet or row.repeat, field)))

    own = name(rows[number])
    same = [each for each in rows if each.kind == rows[number].kind and each.repeat == rows[number].repeat]
    return own if [name(each) for each in same].count(own) == 1 else f"{own} ({number + 1})"


def join_items(codes: list[str]) -> str:
    codes = [code for code in dict.fromkeys(codes) if code]
    return Items("|".join(codes)) if len(codes) > 1 else "".join(codes)


def describe_contribution(row: MappedRow, number: int, contribution: Filled, filled: Filled) -> dict[str, str]:
    """What the survey program knows, by column of the contract."""
    version = "" if contribution.version is None else str(contribution.version)
    if row.kind == "answers":
        sent_on = contribution.sent_on
        return {"submission_id": contribution.key, "submission_version": version, "answered_on": sent_on}
    entry = filled.key if row.repeat else f"{contribution.key}/{number}"
    return {"revision": version, "entry_id": entry}


def name_some(names: list[str]) -> str:
    more = f" (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def list_unmapped(export: Export, mapping: Mapping) -> Iterator[Problem]:
    """Fields of one side that the other does not know: those of the mapping are mistakes, those of the export may be meant."""
    named = {(repeat, name) for repeat, name in mapping.list_fields() if name}
    for repeat, name in sorted(named):
        if not export.knows(name, repeat) and (not repeat or repeat in export.repeats):
            yield Problem("mapped_field_not_in_export", values={"column_name": name, "detail": mapping.name})
    there = [("", name) for name in export.fields]
    there += [(repeat, name) for repeat, names in export.repeats.items() for name in names]
    left = [f"{repeat}: {name}" if repeat else name for repeat, name in there if (repeat, name) not in named]
    if left:
        yield Problem("export_fields_not_mapped", values={"value": name_some(left), "detail": mapping.name})

"""The rules of `validation.py` in SQL: which problem has a cell, and what is its value as the contract has it.

The contract has one home, `_raw.yml`; both ways of reading take it from there, and a test compares them. The words of a problem
are found by `validation.py` from the text of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assets.schema import Column

WHOLE = r"[+-]?[0-9]{1,15}(\.0{1,15})?"
DECIMAL = r"[+-]?([0-9]{1,18}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,3})?"
CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{7f}-\x{9f}]"
DIRECTIONS = r"[\x{202a}-\x{202e}\x{2066}-\x{2069}]"
# What Python takes for blank at both ends of a text.
BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
WHOLE_TYPES = ("integer", "bigint")
# Cells that need no closer look, found by one test each: DuckDB makes it once for each text of a dictionary.
PLAIN_WHOLE, PLAIN_DECIMAL = "[0-9]{1,9}", r"[0-9]{1,9}(\.[0-9]{1,9})?"
PLAIN_TEXT = r"[!-{}~\x{c0}-\x{24f}]([ -{}~\x{c0}-\x{24f}]*[!-{}~\x{c0}-\x{24f}])?"


def quote(text: str) -> str:
    """A text of the contract, which is ours, as a literal."""
    return "'" + text.replace("'", "''") + "'"


def strip(cell: str) -> str:
    """A cell without blanks at its ends; null where nothing is left. Most cells have none."""
    edges = f"[{BLANKS}]"
    return (
        f"case when regexp_matches({cell}, {quote('^' + edges)}) or regexp_matches({cell}, {quote(edges + '$')}) "
        f"then nullif(trim({cell}, {quote(BLANKS)}), '') else nullif({cell}, '') end"
    )


@dataclass(frozen=True)
class Cell:
    """SQL of the cells of a column: stripped text, or numbers that a Parquet file has as such."""

    column: Column
    sql: str
    is_number: bool = False


def is_plain(cell: Cell) -> str:
    """SQL of whether a cell has no problem and no blanks at its ends, for cells of which this is seen at once."""
    column, sql = cell.column, cell.sql
    tests = []
    if not cell.is_number:
        form = {**dict.fromkeys(WHOLE_TYPES, PLAIN_WHOLE), "double": PLAIN_DECIMAL}.get(column.data_type, PLAIN_TEXT)
        if column.meta.get("values"):
            form = "|".join(re.escape(value) for value in column.meta["values"])
        tests.append(f"regexp_full_match({sql}, {quote(form)})")
    if column.data_type == "varchar":
        if "max_length" in column.meta:
            tests.append(f"length({sql}) <= {int(column.meta['max_length'])}")
        if column.meta.get("pattern"):
            tests.append(f"regexp_matches({sql}, {quote(column.meta['pattern'])})")
    tests += [f"not ({condition})" for condition, code in list_faults(cell) if code == "value_out_of_bounds"]
    if cell.is_number and column.data_type == "double":
        tests.append(f"isfinite({sql})")
    joined = " and ".join(tests)
    may_be_empty = column.may_be_empty or "default" in column.meta
    return f"({sql} is null or ({joined}))" if may_be_empty else f"({joined})"


def find_fault(cell: Cell, is_given_elsewhere: bool = False) -> str:
    """SQL of the code of the problem of a cell, null where there is none.

    `is_given_elsewhere` says that other rows of the file have the column, where all or none may (`given_throughout`).
    """
    column = cell.column
    must_be_there = "default" not in column.meta and (not column.may_be_empty or is_given_elsewhere)
    faults = [(f"{cell.sql} is null", "'value_missing'" if must_be_there else "null")]
    faults += [(condition, quote(code)) for condition, code in list_faults(cell)]
    cases = " ".join(f"when {condition} then {code}" for condition, code in faults)
    return f"case {cases} end"


def list_faults(cell: Cell) -> Iterable[tuple[str, str]]:
    """Conditions and the problems that they mean, the first that fits; as in `validation.py`, in the same order."""
    column, sql = cell.column, cell.sql
    if column.data_type in (*WHOLE_TYPES, "double"):
        if not cell.is_number:
            form = WHOLE if column.data_type in WHOLE_TYPES else DECIMAL
            yield f"not regexp_full_match({sql}, {quote(form)})", "value_wrong_type"
        if column.data_type == "double":
            yield f"not isfinite({convert(cell)})", "value_wrong_type"
        for name, sign in (("above", "<="), ("min", "<"), ("max", ">")):
            if name in column.meta:
                yield f"{convert(cell)} {sign} {column.meta[name]}", "value_out_of_bounds"
    elif column.data_type == "varchar":
        yield f"regexp_matches({sql}, {quote(CONTROLS)})", "control_characters"
        yield f"regexp_matches({sql}, {quote(DIRECTIONS)})", "direction_characters"
        if "max_length" in column.meta:
            yield f"length({sql}) > {int(column.meta['max_length'])}", "value_too_long"
        if column.meta.get("values"):
            yield f"{sql} not in ({', '.join(map(quote, column.meta['values']))})", "value_not_accepted"
        if column.meta.get("pattern"):
            yield f"not regexp_matches({sql}, {quote(column.meta['pattern'])})", "value_wrong_form"
    else:
        raise ValueError(f"{column.name}: no streamed kind has a column of type {column.data_type} yet.")


def convert(cell: Cell) -> str:
    """SQL of the value of a cell; null where it is none."""
    if cell.column.data_type in WHOLE_TYPES:
        return cell.sql if cell.is_number else f"try_cast(regexp_replace({cell.sql}, '\\..*$', '') as bigint)"
    if cell.column.data_type == "double":
        return f"try_cast({cell.sql} as double) + 0.0"  # -0.0 becomes 0.0
    # Lines end differently by program; the same words have to be the same text.
    return (
        f"case when contains({cell.sql}, chr(13)) "
        f"then regexp_replace({cell.sql}, '\\r\\n?', chr(10), 'g') else {cell.sql} end"
    )


def convert_finally(cell: Cell) -> str:
    """The same in the type of the contract, its default filled in; the cell has no problem."""
    value = f"cast({convert(cell)} as {cell.column.data_type})"
    default = cell.column.meta.get("default")
    return value if default is None else f"coalesce({value}, cast({quote(str(default))} as {cell.column.data_type}))"

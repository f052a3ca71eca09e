"""What each sheet of a strategy workbook asks for: its columns, in the order in which people fill them in, and their choices.

Writer and reader both go by it. Columns are called as in the contract; `library_code`, `unit` of a value and those that are only
shown are the workbook's own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assets.questionnaire.form import Form, read_seed
from assets.questionnaire.grid_fields import name_label
from assets.questionnaire.languages import Wording
from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, STRATEGIES, TARGETS
from assets.schema import Column, file_kinds
from assets.spreadsheets import FORMULA_STARTS

LIBRARY_CODE, UNIT, GROUP, VALUE, NAME, DUE_ON, LATEST = (
    "library_code", "unit", "group_code", "value", "name", "due_on", "latest",
)  # fmt: skip
STRATEGY_ID, INDICATOR_ID, OBSERVED_ON, TARGET_ON = "strategy_id", "indicator_id", "observed_on", "target_on"
REVISION = "revision"
END = "."  # closes what a row is about, which may end with a blank, on the sheet of what was filed
# Columns whose choices are all that is accepted; the others offer what is usual and take anything.
CLOSED = (LIBRARY_CODE, "area_code", "kind", "wanted_direction", "progress_rule")
OFFERED = (*CLOSED, UNIT, GROUP, "collection_frequency")
# What an indicator that is chosen from the library takes over where the city leaves a cell empty.
TAKEN_OVER = (
    "name", "area_code", "kind", "unit", "wanted_direction", "scale_min", "scale_max", "source", "collection_frequency",
)  # fmt: skip
PROGRESS_RULES = (
    "linear",
    "cagr",
    "un_chart",
    "weather",
    "arrows",
)  # those of `assets/monitoring`, without what they load
SIGNIFICANT = ".15g"  # digits of a number that every spreadsheet program keeps


@dataclass(frozen=True)
class Field:
    """A column of a sheet; what `is_shown` only is locked and never read."""

    key: str
    width: float
    style: str = "input_text"
    is_shown: bool = False


FIELDS: Mapping[str, tuple[Field, ...]] = {
    STRATEGIES: (
        Field(STRATEGY_ID, 24),
        Field("title", 60),
        *(Field(key, 14, "input_date") for key in ("adopted_on", "starts_on", "ends_on", "evaluation_planned_on")),
        Field("url", 48),
    ),
    INDICATORS: (
        Field(INDICATOR_ID, 24),
        Field(STRATEGY_ID, 20),
        Field("objective", 32),
        Field(LIBRARY_CODE, 34),
        Field(NAME, 44),
        Field("area_code", 26),
        Field("kind", 12),
        Field(UNIT, 20),
        Field("wanted_direction", 13),
        Field("baseline_value", 11, "input_decimal"),
        Field("baseline_on", 13, "input_date"),
        Field("target_value", 11, "input_decimal"),
        Field(TARGET_ON, 13, "input_date"),
        Field("collection_frequency", 18),
        Field("source", 24),
        Field("scale_min", 10, "input_decimal"),
        Field("scale_max", 10, "input_decimal"),
        Field("tolerance_pct", 12, "input_decimal"),
        Field("progress_rule", 20),
    ),
    TARGETS: (
        Field(INDICATOR_ID, 24),
        Field(NAME, 44, "note", is_shown=True),
        Field(GROUP, 24),
        Field(TARGET_ON, 14, "input_date"),
        Field("target_value", 12, "input_decimal"),
    ),
    MEASUREMENTS: (
        Field(INDICATOR_ID, 24),
        Field(NAME, 44, "note", is_shown=True),
        Field(GROUP, 20),
        Field(LATEST, 22, "note", is_shown=True),
        Field(DUE_ON, 13, "note", is_shown=True),
        Field(OBSERVED_ON, 14, "input_date"),
        Field(VALUE, 12, "input_decimal"),
        Field(UNIT, 20),
        Field("source_url", 44),
        Field("note", 40),
    ),
}
# Cells that are filled in already in rows that are still to be filled: alone they say nothing.
GIVEN = {
    STRATEGIES: (STRATEGY_ID,),
    INDICATORS: (INDICATOR_ID, STRATEGY_ID),
    TARGETS: (),
    MEASUREMENTS: (INDICATOR_ID, GROUP, UNIT),
}


def list_inputs(kind: str) -> list[str]:
    """The keys of the columns that are read."""
    return [field.key for field in FIELDS[kind] if not field.is_shown]


def find_columns(kind: str) -> dict[str, Column]:
    return {column.name: column for column in file_kinds()[kind].columns}


def name_key(kind: str, texts: Mapping[str, str]) -> str:
    """What a row is about, as versions and tickets have it: the columns of its key, separated by blanks."""
    left_out = {REVISION}
    names = [column.name for column in file_kinds()[kind].columns if column.is_key and column.name not in left_out]
    return " ".join(texts.get(name, "") for name in names)


def digest_cells(kind: str, texts: Mapping[str, str]) -> str:
    """A digest of what the cells of a row show: of an untouched row it stays the same, whichever program saved it."""
    cells = [normalise(texts.get(key, "")) for key in list_inputs(kind)]
    return hashlib.blake2b("\x1f".join(cells).encode(), digest_size=12).hexdigest()


def free(text: str) -> str:
    """A text without the apostrophe that we put before what looks like a formula (`neutralise`)."""
    return text[1:] if text[:1] == "'" and re.match(FORMULA_STARTS, text[1:]) else text


def normalise(text: str) -> str:
    text = free(text.strip()).replace("\r\n", "\n")
    try:
        return format(float(text), SIGNIFICANT)
    except ValueError:
        return text


def list_labels(key: str, form: Form, wording: Wording) -> dict[str, str]:
    """The codes that a column offers and what they are called; groups and units beside those in use are added by the writer."""
    columns = find_columns(INDICATORS)
    if key == "area_code":
        return {area.code: wording.translate(area.name, area.code) for area in form.areas}
    if key == LIBRARY_CODE:
        return {row["indicator_code"]: wording.translate(row["name"], row["indicator_code"]) for row in read_library()}
    if key == UNIT:
        return {unit: wording.translate(unit, UNIT) for unit in list_distinct(row["unit"] for row in read_library())}
    if key == "collection_frequency":
        codes = [row["collection_frequency"] for row in read_seed("collection_frequencies")]
        return {code: wording.translate(code, key) for code in codes}
    if key == GROUP:
        return {
            row["group_code"]: row["group_code"] for row in read_seed("survey_groups") if row["group_kind"] != "all"
        }
    values = PROGRESS_RULES if key == "progress_rule" else tuple(columns[key].meta["values"])
    return {value: wording.find(name_label(columns[key], value), value) for value in values}


def list_distinct(texts: Iterable[str]) -> list[str]:
    return sorted({text for text in texts if text})


def read_library() -> Sequence[Mapping[str, str]]:
    return read_seed("indicator_library")

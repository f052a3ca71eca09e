"""Mappings: which field of a survey is which column of the data contract. Files of the programme, in `mappings/` of its home.

A mapping lists rows of the kinds that an export may hold; each cell of a row is fixed, or comes from a field. Its form is
described in docs/survey_exports.md. What an export gives with it is `rows.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assets.intake.exports.export import Export
from assets.schema import file_kinds

FORMATS = ("eusurvey", "odk")
KINDS = ("answers", "policy_grid", "facts")
SUFFIXES = (".yml", ".yaml")
MAX_MAPPING = 2_000_000  # bytes


class MappingNotUsable(Exception):
    """A mapping of the programme cannot be used; the message says which, where and how to mend it."""


@dataclass(frozen=True)
class Source:
    """Where a cell comes from: `fixed`, or a `field`, whose choices become `options`, or yes where one is `chosen`."""

    fixed: str = ""
    field: str = ""
    options: dict[str, str] | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class MappedRow:
    """A row of a kind, by column; of a repeated group, one for each time that it was filled in."""

    kind: str
    cells: dict[str, Source]
    repeat: str = ""

    def find_elsewhere(self, column: str) -> frozenset[str]:
        """Choices of the field of a column that another column of the row stands for."""
        own = self.cells[column].field
        return frozenset(name for source in self.cells.values() if source.field == own for name in source.chosen)


@dataclass(frozen=True)
class Mapping:
    """One mapping: `name` of its file, the surveys that it is for (empty: any), cells of all rows, and the rows."""

    name: str
    format: str
    surveys: tuple[str, ...] = ()
    common: dict[str, Source] = field(default_factory=dict)
    rows: tuple[MappedRow, ...] = ()

    def list_fields(self) -> Iterator[tuple[str, str]]:
        """Each field that is named, with the repeated group that it is in."""
        for source in self.common.values():
            yield "", source.field
        for row in self.rows:
            for source in row.cells.values():
                yield row.repeat, source.field

    def fits(self, export: Export) -> int:
        """How many of its fields an export has; 0 where it is for another survey, or the city cannot be found in it."""
        if self.format != export.format or (self.surveys and not set(self.surveys) & set(export.form)):
            return 0
        city = self.common["city_code"]
        if city.field and not export.knows(city.field):
            return 0
        return sum(bool(name) and export.knows(name, repeat) for repeat, name in set(self.list_fields()))


def choose_mapping(mappings: tuple[Mapping, ...], export: Export) -> Mapping | None:
    """The mapping that knows most of the fields; of equals the first by name. None where none fits."""
    fitting = [(mapping.fits(export), mapping) for mapping in sorted(mappings, key=lambda each: each.name)]
    fits, best = max(fitting, key=lambda each: each[0], default=(0, None))
    return best if fits else None


def read_mappings(folder: Path) -> tuple[Mapping, ...]:
    """All mappings of a folder; none where it is not there. Raises MappingNotUsable."""
    paths = sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES) if folder.is_dir() else []
    return tuple(read_mapping(path) for path in paths)


def read_mapping(path: Path) -> Mapping:
    """Raises MappingNotUsable where the file cannot be read or is no mapping."""
    try:
        if path.stat().st_size > MAX_MAPPING:
            raise MappingNotUsable(f"{path} is larger than {MAX_MAPPING:,} bytes, which no mapping is.")
        # Of plain texts alone: the codes `yes` and `no` are no booleans here.
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        reason = str(error).replace("\n", " ")
        raise MappingNotUsable(f"{path} cannot be read ({reason}). It is a YAML file in UTF-8.") from error
    try:
        return build_mapping(path.name, document)
    except ValueError as error:
        raise MappingNotUsable(f"{path}: {error} See docs/survey_exports.md.") from error


def build_mapping(name: str, document: Any) -> Mapping:
    """Raises ValueError, which says where and what, for what is no mapping."""
    expect_keys("the file", document, {"format", "surveys", "submission", *KINDS})
    if document.get("format") not in FORMATS:
        raise ValueError(f"format is {document.get('format')!r}; it is one of: {', '.join(FORMATS)}.")
    surveys = document.get("surveys", [])
    if not isinstance(surveys, list) or not all(isinstance(each, str) for each in surveys):
        raise ValueError("surveys is a list of names.")
    known = {column for kind in KINDS for column in file_kinds()[kind].column_names}
    common = build_cells("submission", document.get("submission", {}), known)
    if "city_code" not in common:
        raise ValueError("submission names no city_code, so that no contribution would belong to a city.")
    rows = []
    for kind in KINDS:
        entries = document.get(kind, [])
        if not isinstance(entries, list):
            raise ValueError(f"{kind} is a list of rows.")
        for number, entry in enumerate(entries, start=1):
            place = f"{kind}, row {number}"
            expect_keys(place, entry, {*file_kinds()[kind].column_names, "repeat"})
            repeat = entry.get("repeat", "")
            if not isinstance(repeat, str):
                raise ValueError(f"{place}: repeat is the name of a repeated group.")
            entry = {column: value for column, value in entry.items() if column != "repeat"}
            rows.append(MappedRow(kind, build_cells(place, entry, set(file_kinds()[kind].column_names)), repeat))
    if not rows:
        raise ValueError(f"no rows are mapped; name some under {', '.join(KINDS)}.")
    return Mapping(name, document["format"], tuple(surveys), common, tuple(rows))


def expect_keys(place: str, value: Any, known: set[str]) -> None:
    """Raises ValueError where a value is no mapping of YAML, or has other keys than those that are known."""
    if not isinstance(value, dict):
        raise ValueError(f"{place} is no list of names with values.")
    unknown = sorted(str(key) for key in value if key not in known)
    if unknown:
        raise ValueError(f"{place} has {', '.join(unknown)}; known are: {', '.join(sorted(known))}.")


def build_cells(place: str, entry: Any, known: set[str]) -> dict[str, Source]:
    expect_keys(place, entry, known)
    return {column: build_source(f"{place}, {column}", value) for column, value in entry.items()}


def build_source(place: str, value: Any) -> Source:
    if isinstance(value, str):
        return Source(fixed=value)
    expect_keys(place, value, {"field", "options", "chosen"})
    options, chosen = value.get("options"), value.get("chosen", [])
    if not isinstance(value.get("field"), str) or not value["field"]:
        raise ValueError(f"{place} names no field.")
    if options is not None and not (isinstance(options, dict) and all(isinstance(v, str) for v in options.values())):
        raise ValueError(f"{place}: options give a code for each answer of the survey.")
    if not isinstance(chosen, list) or not all(isinstance(each, str) for each in chosen):
        raise ValueError(f"{place}: chosen is a list of answers of the survey.")
    if options is not None and chosen:
        raise ValueError(f"{place} has options and chosen; it is one or the other.")
    return Source(field=value["field"], options=options, chosen=tuple(chosen))

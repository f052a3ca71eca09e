"""Which kind of file is this? Decided by its columns alone, never by its name.

Kinds and their columns stand in the contract of the raw tables; nothing about a single kind is known here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from assets.intake.problems import FileRefusedError, Problem
from assets.schema import Table, file_kinds


def needed_columns(kind: Table) -> list[str]:
    return [column.name for column in kind.columns if column.is_required]


@cache
def list_kinds() -> tuple[tuple[frozenset[str], frozenset[str], Table], ...]:
    """Needed and known columns of each kind."""
    return tuple(
        (frozenset(needed_columns(kind)), frozenset(kind.column_names), kind) for kind in file_kinds().values()
    )


def find_kind(header: Iterable[str]) -> Table | None:
    """The kind whose needed columns are all there and that knows most of the others; of equals the first.

    None where it knows less than half of the columns and another kind knows more: then the file is rather that kind, and lacks a
    column that it needs. Taking it for the first would lose what it says.
    """
    names = set(header)
    fitting = [(len(names & known), kind) for needed, known, kind in list_kinds() if needed <= names]
    if not fitting:
        return None
    count, kind = max(fitting, key=lambda each: each[0])
    is_rather_another = count * 2 < len(names) and any(len(names & known) > count for _, known, _ in list_kinds())
    return None if is_rather_another else kind


def recognise_kind(header: Iterable[str]) -> Table:
    """The kind that `find_kind` finds.

    Raises FileRefusedError where there is none: with the missing columns where one kind is near, else with
    what was found.
    """
    names = set(header)
    kind = find_kind(names)
    if kind:
        return kind
    nearest = max(file_kinds().values(), key=lambda kind: measure_nearness(names, kind))
    known = names.intersection(nearest.column_names)
    missing = [name for name in needed_columns(nearest) if name not in names]
    if len(known) * 2 >= len(names) and len(missing) < len(needed_columns(nearest)):
        raise FileRefusedError(
            *(Problem("missing_column", "header", {"column_name": name, "kind": nearest.name}) for name in missing)
        )
    values = {
        "value": ", ".join(sorted(names)) or "no columns",
        "nearest": nearest.name,
        "limit": ", ".join(needed_columns(nearest)),
    }
    raise FileRefusedError(Problem("kind_not_recognised", "header", values))


def measure_nearness(names: set[str], kind: Table) -> tuple[int, int]:
    """Known columns less the missing ones, then known columns."""
    known = len(names.intersection(kind.column_names))
    return known - len(set(needed_columns(kind)) - names), known

"""Which kind of file is this? Decided by its columns alone, never by its name."""

from __future__ import annotations

from collections.abc import Iterable

from assets.intake.problems import FileRefused, Problem
from assets.schema import Table, file_kinds


def needed_columns(kind: Table) -> list[str]:
    return [column.name for column in kind.columns if column.is_required]


def recognise_kind(header: Iterable[str]) -> Table:
    """The kind whose needed columns are all there and that knows most of the others.

    Raises FileRefused where there is none: with the missing columns where one kind is near, else with what was found.
    """
    names = set(header)
    kinds = list(file_kinds().values())
    fitting = [kind for kind in kinds if names.issuperset(needed_columns(kind))]
    if fitting:
        return max(fitting, key=lambda kind: len(names.intersection(kind.column_names)))
    nearest = max(
        kinds,
        key=lambda kind: (
            len(names.intersection(kind.column_names)) - len(set(needed_columns(kind)) - names),
            len(names.intersection(kind.column_names)),
        ),
    )
    known = len(names.intersection(nearest.column_names))
    missing = [name for name in needed_columns(nearest) if name not in names]
    if known * 2 >= len(names) and len(missing) < len(needed_columns(nearest)):
        raise FileRefused(
            *(Problem("missing_column", "header", {"column_name": name, "kind": nearest.name}) for name in missing)
        )
    values = {
        "value": ", ".join(sorted(names)) or "no columns",
        "nearest": nearest.name,
        "limit": ", ".join(needed_columns(nearest)),
    }
    raise FileRefused(Problem("kind_not_recognised", "header", values))

"""Rows that were added, removed or changed in each table, by the key that the table itself has."""

from __future__ import annotations

from dataclasses import dataclass, field

from assets.publication.export import quote
from reports.difference.pair import AFTER, BEFORE, Pair, Row, view

EXAMPLES = 5


@dataclass(frozen=True)
class TableDifference:
    """One table: counts of rows, of changed cells by column, and the keys of the first rows of each kind.

    `note` says where the two cannot be compared row by row: then all rows are counted as removed and added.
    """

    table: str
    audience: str
    added: int = 0
    removed: int = 0
    changed: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Row]] = field(default_factory=dict)
    note: str = ""

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.changed or self.note)


def compare_tables(pair: Pair) -> list[TableDifference]:
    """All tables that differ, those with most differing rows first."""
    names = sorted(pair.before.tables.keys() | pair.after.tables.keys())
    differing = [each for each in (compare_table(pair, name) for name in names) if not each.is_same]
    return sorted(differing, key=lambda each: (-(each.added + each.removed + each.changed), each.table))


def count(pair: Pair, side: str, name: str) -> int:
    return int(pair.rows(f"select count(*) as n from {view(side, name)}")[0]["n"])


def compare_table(pair: Pair, name: str) -> TableDifference:
    """One table of either release."""
    before, after = pair.before.tables.get(name), pair.after.tables.get(name)
    if before is None or after is None:
        known = after or before
        assert known is not None
        if before is None:
            return TableDifference(
                name, known.audience, added=count(pair, AFTER, name), note="only the release after has it"
            )
        return TableDifference(
            name, known.audience, removed=count(pair, BEFORE, name), note="only the release before has it"
        )
    if before.key != after.key:
        gone, came = count(pair, BEFORE, name), count(pair, AFTER, name)
        return TableDifference(name, after.audience, added=came, removed=gone, note="its key changed")
    shared = [each for each in after.columns if each in before.columns and each not in after.key]
    others = sorted(set(before.columns) ^ set(after.columns))
    return compare_rows(
        pair, name, after.audience, after.key, shared, f"columns differ: {', '.join(others)}" if others else ""
    )


def compare_rows(
    pair: Pair, name: str, audience: str, key: tuple[str, ...], shared: list[str], note: str
) -> TableDifference:
    on = " and ".join(f"a.{quote(each)} is not distinct from b.{quote(each)}" for each in key)
    keys = ", ".join(f"coalesce(a.{quote(each)}, b.{quote(each)}) as {quote(each)}" for each in key)
    # A type may have changed between two releases; as text, values of both can be compared.
    differs = {each: f"a.{quote(each)}::varchar is distinct from b.{quote(each)}::varchar" for each in shared}
    flags = "".join(
        f", a.present and b.present and {sql} as {quote('differs ' + each)}" for each, sql in differs.items()
    )
    either = " or ".join(f"({sql})" for sql in differs.values()) or "false"
    pair.connection.execute(
        f"""
        create or replace temp table compared as
        select {keys},
            case when b.present is null then 'added' when a.present is null then 'removed' else 'changed' end as what{flags}
        from (select *, true as present from {view(AFTER, name)}) as a
        full join (select *, true as present from {view(BEFORE, name)}) as b on {on}
        where a.present is null or b.present is null or {either}
        """
    )
    counted = "".join(f", count(*) filter (where {quote('differs ' + each)}) as {quote(each)}" for each in shared)
    totals = pair.rows(
        "select "
        + ", ".join(
            f"count(*) filter (where what = '{each}') as {quote('n ' + each)}"
            for each in ("added", "removed", "changed")
        )
        + f"{counted} from compared"
    )[0]
    named = ", ".join(quote(each) for each in key)
    examples = {
        each: pair.rows(f"select {named} from compared where what = '{each}' order by all limit {EXAMPLES}")
        for each in ("added", "removed", "changed")
        if totals["n " + each]
    }
    return TableDifference(
        name,
        audience,
        totals["n added"],
        totals["n removed"],
        totals["n changed"],
        {each: totals[each] for each in sorted(shared, key=lambda each: -totals[each]) if totals[each]},
        examples,
        note,
    )

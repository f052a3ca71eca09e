"""Who must not be in a public table: cities that are not published, and participations that a ticket holds back.

Asked of every public table of the contract, so that a new one is looked at from its first day. A table that shows the network
of a cycle says so in the contract (`of_network`): there a city may stand with an earlier participation.
"""

from __future__ import annotations

from assets.schema import mart_tables
from expectations.checks import Check

PUBLIC_TABLES_OF_CITIES = tuple(
    name for name, table in mart_tables().items() if table.audience == "public" and "city_code" in table.column_names
)


def check_publication(table: str) -> Check:
    return Check(
        layer="marts",
        table=table,
        name=f"no_unpublished_city_is_in_{table}",
        expectation="ExpectTableRowCountToEqual",
        arguments={"value": 0},
        rows=f"select city_code from marts.{table} where city_code in (select city_code from marts.draft_cities)",
        explanation=f"A city that has not agreed to publication is in the public table {table}.",
    )


def find_held_back(name: str) -> str:
    """Rows of a public table that show a participation which is held back.

    A table of the network (`of_network` in the contract) may hold the city, for an earlier participation of it.
    """
    table = mart_tables()[name]
    cycles = [column for column in ("cycle", "from_cycle", "to_cycle") if column in table.column_names]
    if "member_cycle" in table.column_names:
        cycles = ["member_cycle"]
    elif table.meta.get("of_network"):
        return (
            f"select held.* from marts.{name} as shown inner join held using (cycle, city_code) "
            "anti join marts.network as network using (cycle, city_code)"
        )
    return " union all ".join(
        f"select held.* from marts.{name} as shown "
        f"inner join held on shown.{cycle} = held.cycle and shown.city_code = held.city_code"
        for cycle in cycles
    )


NOTHING_HELD_BACK = Check(
    layer="marts",
    table="participations",
    name="nothing_that_is_held_back_is_in_a_public_table",
    expectation="ExpectTableRowCountToEqual",
    arguments={"value": 0},
    rows=(
        "with held as (select cycle, city_code from marts.participations where held_back_by is not null) "
        + " union all ".join(filter(None, map(find_held_back, PUBLIC_TABLES_OF_CITIES)))
    ),
    explanation="A participation that an open ticket holds back is in a public table.",
)

CHECKS = (*(check_publication(table) for table in PUBLIC_TABLES_OF_CITIES), NOTHING_HELD_BACK)

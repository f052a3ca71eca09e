"""How many planted faults the cross-checks find, and what they find where nothing was planted; never a test.

    python -m benchmarks.crosschecks [of each kind]

The fictional network is computed as it is, and again with one fault in each of many cities (`planted.py`). Found is a fault whose
kind of ticket is there for its city, cycle, area and question, and was not before. A false alarm is a new ticket of these kinds about a
city in which nothing was planted; other new tickets about a city with a fault are its consequences and are counted apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from typing import Any

import duckdb
import numpy as np

from assets.home import Home
from assets.intake.assets import write_raw_table
from assets.intake.reading import read_files
from assets.schema import raw_tables
from benchmarks.planted import FAULTS, Network, Planted, plant, write_files
from expectations.crosschecks import SENTENCES
from samples.demo.network import SEED, make_files

EACH = 8
CODES = [code for code, *_ in SENTENCES]


def find_tickets(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """The tickets of the cross-checks by id, computed from files by the models of the platform."""
    from orchestration.dbt import invoke_dbt

    with tempfile.TemporaryDirectory() as name:
        home = Home(folder=name)
        home.prepare()
        tables = read_files(sorted(files.items()))
        with duckdb.connect(str(home.database)) as connection:
            connection.execute("create schema if not exists raw")
            for kind, table in raw_tables().items():
                write_raw_table(connection, table, tables[kind])
        left_out = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
        if not invoke_dbt(home, ["build", "--select", "+tickets", *left_out]).success:
            raise RuntimeError("dbt could not build the tickets")
        with duckdb.connect(str(home.database)) as connection:
            found = connection.execute("select * from marts.tickets where ticket_code in (select unnest(?))", [CODES])
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["ticket_id"]: row for row in rows if row["status"] != "closed"}


def is_about(ticket: dict[str, Any], fault: Planted) -> bool:
    named = {"cycle": fault.cycle, "area_code": fault.area, "question_code": fault.question}
    if fault.code != ticket["ticket_code"] or ticket["city_code"] not in (fault.city, fault.also):
        return False
    return all(ticket[name] == value for name, value in named.items() if value is not None and ticket[name] is not None)


def main() -> None:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else EACH
    files = {
        name: content if isinstance(content, bytes) else content.encode() for name, content in make_files(SEED).items()
    }
    started = time.perf_counter()
    before = find_tickets(files)
    planted = plant(np.random.default_rng([SEED, 4]), Network(read_files(sorted(files.items()))), each)
    after = find_tickets(files | write_files(planted))
    new = [row for ticket_id, row in after.items() if ticket_id not in before]
    print(f"{len(planted)} faults planted in the fictional network, {time.perf_counter() - started:.0f} s")
    total = 0
    for code in CODES:
        of_kind = [fault for fault in planted if fault.code == code]
        found = sum(any(is_about(row, fault) for row in new) for fault in of_kind)
        total += found
        print(f"  {code}: {found} of {len(of_kind)} found")
    touched = {city for fault in planted for city in (fault.city, fault.also) if city}
    false = [row for row in new if row["city_code"] not in touched]
    consequences = Counter(
        row["ticket_code"]
        for row in new
        if row["city_code"] in touched and not any(is_about(row, fault) for fault in planted)
    )
    cities = len({row["city_code"] for row in before.values()} | touched)
    print(f"recall {total / len(planted):.3f}; {len(FAULTS)} kinds")
    print(
        f"false alarms in cities without a fault: {len(false)}, {len(false) / max(cities - len(touched), 1):.3f} a city"
    )
    print(f"consequences in cities with a fault: {dict(sorted(consequences.items())) or 'none'}")


if __name__ == "__main__":
    main()

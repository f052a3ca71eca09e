"""How long the scores layer takes, against one scan of the answers by DuckDB; never a test.

    python -m benchmarks.scores [small|large|growth]

Answers are generated into Parquet; the compiled models run on them one after the other, as a run does, with one thread:
tables are stored, views are not. What it costs to read each view once is told apart; so is what dbt adds to SQL statements.
Models of who can learn from whom (tag `learning`) are left out. `small`: 160 cities × 15 cycles under three versions; `large`: 10,000 cities × 20 cycles under one; `growth`: how the time
grows from 160 to 16,000 cities at two cycles.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from assets.home import Home
from assets.schema import SEEDS, reference_tables

GIVEN = {
    "intermediate.int_answers__effective": "answers",
    "intermediate.int_participations": "participations",
    "intermediate.int_cities__current": "cities",
    "intermediate.int_facts__current": "facts",
    "intermediate.int_publications__decided": "publications",
    "intermediate.int_moments__dated": "moments",
    "intermediate.int_reviews__settled": "settled",
}
MEMORY = "3GB"  # of DuckDB, so that the whole process stays within 4 GiB
SPILLED = "20GB"  # what may be written to disk beside it
LIMITS = {"threads": 1, "memory_limit": MEMORY, "max_temp_directory_size": SPILLED}
LEARNING = "learning"  # tag of what says who can learn from whom, which rests on the scores and is none
SHOWN = 6  # of the slowest models
SCANNED = ("scenario_id", "cycle", "city_code", "question_code", "answer_form", "option_codes")


class NotEnoughMemory(Exception):
    """A model cannot be computed within the bound; the message says which."""


def generate_inputs(folder: Path, cities: int, first: int, last: int, methodology_id: str | None) -> None:
    """Parquet files of what the scores layer starts from; answers are drawn by hashes, so they are always the same."""
    connection = duckdb.connect()
    chosen = f"where methodology_id = '{methodology_id}'" if methodology_id else ""
    for name in ("methodologies", "methodology_questions", "methodology_options"):
        connection.execute(f"create table {name} as from read_csv('{SEEDS / name}.csv') {chosen}")
    connection.execute(
        f"""
        create table cities as
        select
            'x' || chr(97 + cast(i % 26 as integer)) || '-city-' || lpad(cast(i as varchar), 5, '0') as city_code,
            case when hash(i) % 20 = 0 then 'no' else 'yes' end as publish,
            'X' || chr(65 + cast(i % 26 as integer)) as country_iso2, 'network-' || i % 7 as network_codes,
            20000 + hash(i, 1) % 1500000 as population, 2020 as population_year, (hash(i, 2) % 400) / 10.0
            as foreign_born_pct, 2020 as foreign_born_year, 'foreign_born' as share_kind, 'city' as unit_kind
        from range({cities}) as numbers(i);
        create table facts as
        select city_code, 'population' as fact_code, year, population + year as value
        from cities, range({first}, {last + 1}, 3) as years(year);
        create table participations as
        select
            'submitted' as scenario_id, year as cycle, city_code, publish,
            methodology_id as own_methodology_id, methodology_id as questionnaire_id
        from cities, range({first}, {last + 1}) as years(year), methodologies
        where year >= first_cycle and year <= coalesce(last_cycle, 9999);
        create table publications as
        select cycle, city_code, publish, false as is_held_back from participations;
        create table moments as
        select cycle, city_code, 1 as moment, make_date(cast(cycle as bigint), 6, 1) as from_on, true as is_last
        from participations;
        create table settled as select cycle, city_code from participations where false;
        create table picks as
        select
            methodology_id, question_code, option_code as option_codes,
            row_number() over (partition by methodology_id, question_code order by sort_order) - 1 as place,
            count(*) over (partition by methodology_id, question_code) as options
        from methodology_options;
        create table answers as
        with asked as (
            select
                participations.*, questions.question_code,
                hash(participations.city_code, participations.cycle, questions.question_code) as drawn
            from participations
            inner join methodology_questions as questions
                on participations.questionnaire_id = questions.methodology_id
        )
        select
            asked.scenario_id, asked.cycle, asked.city_code, asked.question_code,
            case when asked.drawn % 25 = 0 then 'dont_know' else 'options' end as answer_form,
            case when asked.drawn % 25 > 0 then picks.option_codes end as option_codes,
            case when asked.drawn % 25 > 0 then picks.option_codes end as submitted_option_codes,
            'main' as submission_id, '1' as submission_version, 'accepted' as review_decision, 'no' as contested
        from asked
        inner join picks
            on asked.questionnaire_id = picks.methodology_id and asked.question_code = picks.question_code
            and asked.drawn % picks.options = picks.place
        """
    )
    for name in GIVEN.values():
        connection.execute(f"copy {name} to '{folder / name}.parquet'")


def compile_models(folder: Path) -> dict[str, dict]:
    """All models as dbt compiles them, by schema and name."""
    from orchestration.dbt import invoke_dbt

    home = Home(folder=str(folder))
    home.prepare()
    invoke_dbt(home, ["compile"])
    manifest = json.loads((home.dbt / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {
        node["unique_id"]: node for node in manifest["nodes"].values() if node["resource_type"] in {"model", "seed"}
    }


def order_nodes(nodes: dict[str, dict]) -> list[dict]:
    """The models that the scores layer needs beyond what is given, each after those that it reads."""
    ordered: dict[str, dict] = {}

    def visit(key: str) -> None:
        node = nodes.get(key)
        if node is None or key in ordered or node["resource_type"] == "seed" or name_of(node) in GIVEN:
            return
        for needed in node["depends_on"]["nodes"]:
            visit(needed)
        ordered[key] = node

    for key in sorted(nodes):
        if nodes[key]["schema"] == "scores" and LEARNING not in nodes[key]["tags"]:
            visit(key)
    return list(ordered.values())


def name_of(node: dict) -> str:
    return f"{node['schema']}.{node['name']}"


def execute(connection: duckdb.DuckDBPyConnection, node: dict, statement: str) -> float:
    """Seconds of a statement of a model."""
    started = time.perf_counter()
    try:
        connection.execute(statement).fetchall()
    except duckdb.OutOfMemoryException as error:
        raise NotEnoughMemory(f"{name_of(node)} needs more than {MEMORY} of memory and {SPILLED} of disk") from error
    return time.perf_counter() - started


def read_view(connection: duckdb.DuckDBPyConnection, node: dict) -> str:
    """A statement that computes every column of every row of a view and keeps none."""
    columns = [row[0] for row in connection.execute(f"describe {name_of(node)}").fetchall()]
    return f"select {', '.join(f'max({column})' for column in columns)} from {name_of(node)}"


def measure(
    nodes: dict[str, dict], cities: int, first: int, last: int, methodology_id: str | None
) -> tuple[float, float]:
    """Seconds of the models and of one scan of the answers, printed with the slowest models."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate_inputs(folder, cities, first, last, methodology_id)
        connection = duckdb.connect(str(folder / "intercultural.duckdb"), config=LIMITS)
        for schema in ("reference", "intermediate", "scores"):
            connection.execute(f"create schema {schema}")
        for table in reference_tables().values():
            types = next(node for node in nodes.values() if node["name"] == table.name)["config"]["column_types"]
            columns = ", ".join(f"cast({c} as {types.get(c, 'varchar')}) as {c}" for c in table.column_names)
            connection.execute(
                f"create table reference.{table.name} as select {columns} from read_csv("
                f"'{SEEDS / table.name}.csv', header = true, all_varchar = true, quote = '\"', escape = '\"')"
            )
            if methodology_id and "methodology_id" in table.column_names:
                connection.execute(f"delete from reference.{table.name} where methodology_id <> '{methodology_id}'")
        for node in nodes.values():
            file = GIVEN.get(name_of(node))
            if file is None:
                continue
            path = folder / f"{file}.parquet"
            has = {row[0] for row in connection.execute(f"describe from '{path}'").fetchall()}
            columns = ", ".join(
                f"cast({column if column in has else 'null'} as {described['data_type']}) as {column}"
                for column, described in node["columns"].items()
            )
            connection.execute(f"create view {name_of(node)} as select {columns} from '{path}'")
        scan = f"select {', '.join(f'max({column})' for column in SCANNED)} from '{folder / 'answers.parquet'}'"
        scans = []
        for _ in range(3):
            started = time.perf_counter()
            connection.execute(scan).fetchall()
            scans.append(time.perf_counter() - started)
        ordered = order_nodes(nodes)
        views = [node for node in ordered if node["config"]["materialized"] == "view"]
        seconds = {
            name_of(node): execute(
                connection,
                node,
                f"create {node['config']['materialized']} {name_of(node)} as ({node['compiled_code']}\n)",
            )
            for node in ordered
        }
        reading, unread = {}, []
        for node in views:
            try:
                reading[name_of(node)] = execute(connection, node, read_view(connection, node))
            except NotEnoughMemory:
                unread.append(name_of(node))
        rows = connection.execute(f"select count(*) from '{folder / 'answers.parquet'}'").fetchone()
        connection.close()
    total, scanned = sum(seconds.values()), min(scans)
    scores = sum(spent for model, spent in seconds.items() if model.startswith("scores."))
    print(f"{cities} cities × {last - first + 1} cycles, {rows[0] if rows else 0:,} answers:")
    for model, spent in sorted(seconds.items(), key=lambda item: -item[1])[:SHOWN]:
        print(f"  {spent:7.2f} s  {model}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"  states {total - scores:.2f} s, scores {scores:.2f} s in {len(seconds)} models, one scan of the answers "
        f"{scanned:.3f} s: ratio {total / scanned:.0f}, of the scores alone {scores / scanned:.0f} (aim: at most 20); "
        f"peak memory {peak:.1f} GiB (aim: at most 4)"
    )
    slowest = ", ".join(
        f"{model} {spent:.2f} s" for model, spent in sorted(reading.items(), key=lambda item: -item[1])[:SHOWN]
    )
    print(f"  beside it, each of {len(reading)} views read once as a whole: {sum(reading.values()):.2f} s ({slowest})")
    if unread:
        print(f"  views that cannot be read as a whole within the bound: {', '.join(unread)}")
    return total, scanned


def measure_growth(nodes: dict[str, dict]) -> None:
    few, _ = measure(nodes, 160, 2024, 2025, "icc-2019")
    many, _ = measure(nodes, 16_000, 2024, 2025, "icc-2019")
    print(f"growth exponent from 160 to 16,000 cities: {math.log(many / few, 100):.2f} (aim: at most 1.0)")


PARTS = {
    "small": lambda nodes: measure(nodes, 160, 2011, 2025, None),
    "large": lambda nodes: measure(nodes, 10_000, 2019, 2038, "icc-2019"),
    "growth": measure_growth,
}


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    with tempfile.TemporaryDirectory() as name:
        nodes = compile_models(Path(name))
        for part in chosen:
            try:
                PARTS[part](nodes)
            except NotEnoughMemory as error:
                print(f"{part}: not measured to the end, {error}")


if __name__ == "__main__":
    main()

"""How fast millions of answers of residents become results, against a plain scan by DuckDB; never a test.

    python -m benchmarks.residents [rows]

A generated survey, 10 million rows unless said otherwise, lies in the archive as Parquet and as CSV. Of each is timed the way
from the archived file to the results: looking through all cells, keeping the good rows, the models of the survey. Beside it in
the same process and connection, DuckDB's own scan of the Parquet file: weighted means by city, cycle and item, once from the
columns that it takes, once reading all columns. Peak memory is that of the process. Each figure is the best of three.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.run import measure

if TYPE_CHECKING:
    import duckdb

ROWS, ITEMS, CITIES, CYCLES, AGAIN = 10_000_000, 12, 20, 2, 3
MEANS = "select city_code, cycle, item_code, count(*), sum(value * weight) / sum(weight)"
OTHERS = ", max(respondent_id), max(age_band), max(gender), max(background)"


def generate(connection: duckdb.DuckDBPyConnection, rows: int, path: Path) -> None:
    """Answers in the order of the respondents, the same every time."""
    from samples.demo.questionnaire import read_seed

    items = [row["item_code"] for row in read_seed("survey_items")][:ITEMS]
    ages = [row["group_code"] for row in read_seed("survey_groups") if row["group_kind"] == "age_band"]
    connection.execute(
        f"""copy (
            with people as (select i, hash(i) as h from range({rows // len(items)}) as t(i)),
            items as (select unnest({items}) as item_code)
            select 'xa-city-' || (i % {CITIES}) as city_code, 2024 + (i // {CITIES}) % {CYCLES} as cycle,
                'r' || lpad(cast(i as varchar), 9, '0') as respondent_id, item_code,
                1 + cast(hash(i, item_code) % 5 as integer) as value, round(0.2 + (h % 1000) / 500.0, 4) as weight,
                ({ages})[1 + cast(h % {len(ages)} as integer)] as age_band,
                ['female', 'male'][1 + cast((h // 7) % 2 as integer)] as gender,
                ['majority', 'migrant_or_minority'][1 + cast((h // 17) % 2 as integer)] as background
            from people, items order by i
        ) to '{path}' (format parquet)"""
    )


def read_models(target: Path) -> list[tuple[str, str]]:
    """Names and SQL of the models from the raw table to the results, as dbt compiles them."""
    import json

    from assets.schema import DBT_PROJECT

    os.environ["INTERCULTURAL_HOME"] = str(target)
    (target / "warehouse").mkdir(parents=True)
    program = [str(Path(sys.executable).with_name("dbt")), "--quiet", "compile", "--select", "+survey_results_guarded"]
    folders = [
        "--project-dir",
        str(DBT_PROJECT),
        "--profiles-dir",
        str(DBT_PROJECT),
        "--target-path",
        str(target / "t"),
    ]
    command = [*program, *folders, "--log-path", str(target / "l")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own program)
    nodes = json.loads((target / "t" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    found = {
        node["name"]: (node["schema"], node["compiled_code"], node["config"]["materialized"])
        for node in nodes.values()
        if node["resource_type"] == "model" and node.get("compiled_code")
    }
    order = ("stg_intake__residents_survey", "int_survey_respondents__repeated", "int_survey_answers__compared",
             "int_survey_answers__counted", "survey_strata_summed", "survey_results_estimated", "survey_results_guarded")  # fmt: skip
    return [
        (f"{found[name][0]}.{name}", f"create or replace {found[name][2]} {found[name][0]}.{name} as {found[name][1]}")
        for name in order
    ]


def work(
    path: Path, folder: Path, database: duckdb.DuckDBPyConnection, models: list[tuple[str, str]]
) -> dict[str, float]:
    """Seconds of each step from the archived file to the results."""
    import pandas as pd

    from assets.intake.streams.reading import read_stream
    from assets.intake.streams.source import find_source
    from assets.intake.streams.tables import prepare_folder, write_streamed_table
    from assets.schema import raw_tables

    table = raw_tables()["residents_survey"]
    sheets = pd.DataFrame(columns=[column.name for column in (*table.columns, *table.provenance)])
    source = find_source(path)
    if source is None:
        raise RuntimeError(f"{path} is not recognised")
    seconds = {}
    prepare_folder(folder)
    seconds["read and keep"], (_, kept) = measure(lambda: read_stream(source, path.name, "a" * 64, 0, folder))
    if kept is None or kept.rows == 0:
        raise RuntimeError("not all rows were taken in")
    write_streamed_table(database, table, [kept], sheets, folder)
    for name, sql in models:
        seconds[name.partition(".")[2]], _ = measure(lambda sql=sql: database.execute(sql))  # type: ignore[misc]
    return seconds


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    return min(runs, key=lambda run: sum(run.values()))


def run_form(form: str, folder: Path, rows: int) -> None:
    """One format in a process of its own, so that its peak of memory is its own."""
    import duckdb

    from assets.schema import SEEDS

    home = folder / form
    models = read_models(home)
    parquet, path = folder / "answers.parquet", folder / f"answers.{form}"
    database = duckdb.connect(str(home / "warehouse" / "intercultural.duckdb"))
    database.execute("set threads = 1")  # as the warehouse is opened
    for schema in ("raw", "reference", "staging", "intermediate", "scores"):
        database.execute(f"create schema {schema}")
    for seed in ("survey_items", "survey_groups"):
        database.execute(f"create table reference.{seed} as select * from read_csv(?)", [str(SEEDS / f"{seed}.csv")])
    scan: dict[str, Any] = {}
    for name, more in (("its columns", ""), ("all columns", OTHERS)):
        sql = f"{MEANS}{more} from read_parquet('{parquet}') group by all"
        scan[name] = min(measure(lambda sql=sql: database.execute(sql).fetchall())[0] for _ in range(AGAIN))  # type: ignore[misc]
    steps = best([work(path, home / "streamed", database, models) for _ in range(AGAIN)])
    results = database.execute("select count(*), count(mean) from scores.survey_results_guarded").fetchone()
    total = sum(steps.values())
    print(
        f"{form}: {rows:,} rows ({path.stat().st_size / 1e6:.0f} MB), from archived file to {results} results {total:.2f} s"
    )
    for name, seconds in steps.items():
        print(f"    {seconds:6.2f} s  {name}")
    for name, seconds in scan.items():
        print(
            f"    DuckDB's scan of the Parquet file, {name}: {seconds:.2f} s, ratio {total / seconds:.1f} (aim: at most 5)"
        )
    status = Path("/proc/self/status").read_text(encoding="utf-8")  # rusage begins with the peak of the parent process
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024 / 1024
    print(f"    peak memory of the process {peak:.2f} GiB (aim: at most 2)")
    database.close()
    shutil.rmtree(home)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if len(sys.argv) > 3:
        run_form(sys.argv[2], Path(sys.argv[3]), rows)
        return
    import duckdb

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with duckdb.connect() as connection:
            generate(connection, rows, folder / "answers.parquet")
            connection.execute(f"copy (from '{folder}/answers.parquet') to '{folder}/answers.csv' (header)")
        for form in ("parquet", "csv"):
            command = [sys.executable, "-m", "benchmarks.residents", str(rows), form, name]
            subprocess.run(command, check=True)  # noqa: S603 (our own program)


if __name__ == "__main__":
    main()

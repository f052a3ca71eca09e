"""The edition: manifest, the move into `published/`, the switch of `latest.json`, and what the run has to tell.

Public and internal data are made in `assets.py`; what a release is, is in `release.py`, the words of the summary in `summary.py`.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.home import Home
from assets.intake.exports.mapping import SUFFIXES
from assets.publication import release
from assets.publication.assets import GROUP, PROJECT, read_package
from assets.publication.summary import RunFacts, write_summary
from expectations.results import read_results


@dg.asset(
    key=["release", "edition"],
    group_name=GROUP,
    kinds={"file"},
    deps=[
        dg.AssetKey(["release", "internal_data"]),
        dg.AssetKey(["release", "public_database"]),
        dg.AssetKey(["reports", "internal_site"]),
        dg.AssetKey(["reports", "packs"]),
    ],
)
def edition(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """The release itself: manifest, move into `published/`, switch of `latest.json`. A row is a file."""
    package = read_package(home)
    with home.connect() as connection:
        inputs = connection.sql(
            "select source_sha256 as sha256, source_file, kind, bytes, rows_taken from raw.files order by source_sha256"
        ).fetchall()
        versions = connection.sql("select methodology_id from reference.methodologies order by first_cycle").fetchall()
    programme = home.programme
    files = release.list_contents(home.next_release)
    reference = [
        row for row in files if row["path"].startswith("public/data/reference/") and row["path"].endswith(".csv")
    ]
    release.write_json(
        home.next_release / "manifest.json",
        {
            "release_id": package["version"],
            "cycle": package["cycle"],
            "title": programme.title,
            "is_fictional": programme.is_fictional,
            "code_version": package["codeVersion"],
            "code_parts": release.digest_parts(PROJECT),
            "lock_sha256": release.digest_file(PROJECT / "requirements.lock"),
            "methodology": {
                "methodology_ids": [row[0] for row in versions],
                "sha256": release.digest_texts(f"{row['path']} {row['sha256']}" for row in reference),
            },
            "inputs": [
                dict(zip(("sha256", "source_file", "kind", "bytes", "rows_taken"), row, strict=True)) for row in inputs
            ],
            "mappings": list_mappings(home),
            "files": files,
        },
    )
    facts = gather_facts(context, home, package)
    release.write_json(
        home.next_release / "run.json",
        {
            "run_id": context.run.run_id,
            "finished_at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
            "files": facts.files,
            "steps": facts.steps,
        },
    )
    is_new = release.place_release(home.next_release, home.published, package["version"])
    return dg.MaterializeResult(
        metadata={
            "summary": dg.MetadataValue.md(write_summary(replace(facts, is_new=is_new))),
            "release_id": package["version"],
            "is_new": is_new,
            "files": len(files),
            "site": dg.MetadataValue.url(facts.links["site"]),
            "data_quality": dg.MetadataValue.url(facts.links["data quality"]),
            "folder": dg.MetadataValue.path(str(home.published / package["version"])),
        }
    )


def list_mappings(home: Home) -> list[dict[str, Any]]:
    """Name and SHA-256 of the mappings by which exports of survey programs were read: they are inputs as well."""
    if not home.mappings.is_dir():
        return []
    return [
        {"name": path.name, "sha256": release.digest_file(path)}
        for path in release.list_files(home.mappings)
        if path.suffix in SUFFIXES
    ]


def gather_facts(context: dg.AssetExecutionContext, home: Home, package: dict[str, Any]) -> RunFacts:
    """What this run took in and found, from the tables, its gates and its own events."""
    cycle, folder = package["cycle"], home.published / package["version"]
    with home.connect() as connection:
        cities = connection.execute(
            "select city_code, publish from marts.participations where cycle = ? order by city_code", [cycle]
        ).fetchall()
        tickets = connection.sql(
            "select ticket_code, count(*) from marts.tickets where status = 'open' group by ticket_code order by ticket_code"
        ).fetchall()
    return RunFacts(
        release_id=package["version"],
        is_new=True,
        cycle=cycle,
        participants=len(cities),
        published=sum(publish == "yes" for _, publish in cities),
        new_participants=count_new(home, cycle, {code for code, _ in cities}),
        files=read_files(context),
        tickets=dict(tickets),
        warnings={check.check_name: check.failing_rows for check in read_results(home.quality) if not check.passed},
        steps=read_steps(context),
        links={
            "site": (folder / "public" / "site" / "index.html").as_uri(),
            "data quality": (folder / "internal" / "site" / "quality.html").as_uri(),
            "tickets": (folder / "internal" / "data" / "tickets.csv").as_uri(),
        },
    )


def count_new(home: Home, cycle: int, cities: set[str]) -> int | None:
    """How many cities of the cycle are not in the latest release; None where there is none."""
    import duckdb

    before = release.find_latest(home.published)
    if before is None:
        return None
    path = str(before / "internal" / "data" / "participations.parquet")
    with duckdb.connect() as connection:
        known = connection.execute("select city_code from read_parquet(?) where cycle = ?", [path, cycle]).fetchall()
    return len(cities - {code for (code,) in known})


def read_files(context: dg.AssetExecutionContext) -> dict[str, int]:
    """What became of the files of the inbox, as intake counted them in this run; empty where it did not run."""
    event = context.instance.get_latest_materialization_event(dg.AssetKey(["raw", "files"]))
    if event is None or event.run_id != context.run.run_id or event.asset_materialization is None:
        return {}
    metadata = event.asset_materialization.metadata
    return {
        name.removeprefix("files_"): int(str(value.value))
        for name, value in metadata.items()
        if name.startswith("files_")
    }


def read_steps(context: dg.AssetExecutionContext) -> dict[str, float]:
    """Seconds of each step of this run that has ended, in the order in which they began."""
    steps = [
        each
        for each in context.instance.get_run_step_stats(context.run.run_id)
        if each.start_time is not None and each.end_time is not None
    ]
    return {
        each.step_key: round(each.end_time - each.start_time, 3)
        for each in sorted(steps, key=lambda each: each.start_time)
    }

"""The whole cycle, end to end: files in, a release out; what stops it, and what is the same the second time."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from support.homes import RunHome, run

from assets.publication.data_package import read_key
from assets.publication.database import DATABASE
from assets.publication.release import find_latest, list_contents, list_files, verify_release
from assets.schema import mart_tables, reference_tables
from expectations import marts, raw, release
from reports.explanation import explain_score, read_tables

OWN = """
    select scores.* from '{path}' as scores
    inner join '{reference}' as versions
        on scores.methodology_id = versions.methodology_id
        and scores.cycle between versions.first_cycle and coalesce(versions.last_cycle, 9999)
    where scores.score is not null
"""


def read_own(demo: RunHome, audience: str, name: str) -> pd.DataFrame:
    """The scores of each cycle under its own version."""
    path = demo.release / audience / "data" / f"{name}.parquet"
    reference = demo.release / "public" / "data" / "reference" / "methodologies.parquet"
    return duckdb.sql(OWN.format(path=path, reference=reference)).df()


def test_the_cycle_publishes(demo) -> None:
    assert demo.outcome.status == "published", demo.outcome.message
    assert find_latest(demo.home.published) == demo.release
    assert verify_release(demo.release) == []
    assert {step.name for step in demo.outcome.steps} >= {
        "intake",
        "gate_raw",
        "compute",
        "publish",
        "gate_marts",
    }


def test_every_table_of_the_contract_is_there(demo) -> None:
    for audience in ("public", "internal"):
        tables = {name for name, table in mart_tables().items() if table.audience == audience}
        tables |= {"quality_checks"} if audience == "internal" else set()
        for suffix in ("csv", "parquet"):
            found = {path.stem for path in (demo.release / audience / "data").glob(f"*.{suffix}")}
            assert found == tables
    package = json.loads((demo.release / "public" / "data" / "datapackage.json").read_text(encoding="utf-8"))
    public = {name for name, table in reference_tables().items() if table.audience == "public"}
    assert {Path(resource["path"]).stem for resource in package["resources"] if "/" in resource["path"]} == public
    database, *others = [resource for resource in package["resources"] if "schema" not in resource]
    assert others == []
    assert (demo.release / "public" / "data" / database["path"]).exists()
    for resource in package["resources"]:
        if resource is database:
            continue
        frame = pd.read_csv(demo.release / "public" / "data" / resource["path"], low_memory=False)
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        assert len(frame) == resource["rows"]
        assert not frame.duplicated(read_key(resource)[0]).any()


def test_every_reference_of_the_contract_holds(demo) -> None:
    with duckdb.connect(str(demo.release / "public" / "data" / DATABASE), read_only=True) as connection:
        for table in (*mart_tables().values(), *reference_tables().values()):
            for reference in table.references:
                target = (mart_tables() | reference_tables())[reference.table]
                assert set(reference.to) == set(target.key), f"{table.name}: a reference leads to a key"
                filled = " and ".join(f"{column} is not null" for column in reference.columns)
                matched = " and ".join(
                    f"one.{column} = other.{to}" for column, to in zip(reference.columns, reference.to, strict=True)
                )
                lost = connection.execute(
                    f"select * from {table.name} as one anti join {target.name} as other on {matched} where {filled}"
                ).fetchall()
                assert lost == [], f"{table.name} refers to rows that {target.name} does not have"


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_every_published_score_is_the_sum_of_its_leaves(demo, audience) -> None:
    draft = "draft_" if audience == "internal" else ""
    leaves = pd.read_parquet(demo.release / "internal" / "data" / f"{draft}index_contributions.parquet")
    keys = ["cycle", "city_code", "methodology_id", "index_code", "node_code"]
    sums = leaves.groupby(keys)["contribution"].sum().rename("leaves").reset_index()
    indexes = read_own(demo, audience, f"{draft}index_scores").assign(node_code="INDEX")
    areas = read_own(demo, audience, f"{draft}area_scores").rename(columns={"area_code": "node_code"})
    for scores in (indexes, areas):
        joined = scores.merge(sums, on=keys, how="left", validate="one_to_one")
        assert len(joined) > 0
        assert ((joined["leaves"] - joined["score"]).abs() < 1e-9).all()


def test_the_explanation_prints_sums_that_add_up(demo) -> None:
    tables = read_tables(demo.release)
    scores = read_own(demo, "public", "index_scores")
    for row in scores[scores["cycle"] == scores["cycle"].max()].head(20).itertuples():
        lines = list(explain_score(tables, row.city_code, row.cycle, row.index_code))
        assert lines[-1] == f"Published score:       {row.score:.12g}"
        leaves = [line for line in lines if re.match(r"  [A-Z]+\d+ ", line)]
        printed = sum(float(line.rpartition("= ")[2]) for line in leaves)
        assert printed == pytest.approx(row.score, abs=1e-6 * len(leaves))
        answered = sum(" answered " in line for line in leaves)
        assert sum(line.startswith("      from ") for line in lines) >= answered, (
            "each answer leads to a file and a row"
        )


def test_an_unpublished_city_is_in_no_public_file(demo) -> None:
    drafts = pd.read_csv(demo.release / "internal" / "data" / "draft_cities.csv")["city_code"]
    assert len(drafts) >= 3
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(code)}(?![\w-])" for code in drafts))

    def is_named(text: str) -> bool:
        return any(code in text for code in drafts) and pattern.search(text) is not None  # the pattern alone is slow

    database = demo.release / "public" / "data" / DATABASE
    assert not re.search("|".join(map(re.escape, drafts)).encode(), database.read_bytes()), (
        "nor what memory left behind"
    )
    for path in list_files(demo.release / "public"):
        assert not is_named(path.name)
        if path.suffix in {".csv", ".html", ".json"}:
            assert not is_named(path.read_text(encoding="utf-8")), path


def test_quality_checks_hold_every_gate(demo) -> None:
    checks = pd.read_csv(demo.release / "internal" / "data" / "quality_checks.csv")
    wanted = {check.name for check in (*raw.CHECKS, *marts.CHECKS, *release.CHECKS)}
    assert wanted <= set(checks["check_name"])
    assert {"reference", "raw", "staging", "intermediate", "scores", "marts", "reports"} <= set(checks["layer"])
    assert checks.loc[checks["severity"] == "error", "passed"].all()
    assert (demo.release / "internal" / "data_docs" / "index.html").exists()


def test_wrong_submissions_become_tickets_and_disturb_nothing(demo) -> None:
    tickets = pd.read_csv(demo.release / "internal" / "data" / "tickets.csv")
    assert {
        "unknown_city", "unknown_cycle", "unknown_question", "unknown_option", "two_options_on_single_choice",
        "contradictory_row", "departments_disagree", "review_outdated", "wrong_encoding", "missing_column",
        "submission_version_disputed", "contact_data_masked",
    } <= set(tickets["ticket_code"])  # fmt: skip
    assert tickets[["source_file", "location", "what", "how_to_fix"]].notna().all().all()
    assert not tickets[["what", "how_to_fix"]].apply(lambda texts: texts.str.contains(r"\{[a-z_]+\}")).any().any()


@pytest.fixture(scope="module")
def again(small) -> tuple[dict[Path, bytes], RunHome]:
    """What the release of the small home was, and the home run once more after a run that was killed while it wrote."""
    before = {path: path.read_bytes() for path in list_files(small.release)}
    leftover = small.home.published / ".next" / "public"
    leftover.mkdir(parents=True)
    (leftover / "half.csv").write_text("half")
    return before, run(small.home.path)


def test_the_same_input_gives_the_same_release(small, again) -> None:
    before, second = again
    assert second.outcome.status == "published", second.outcome.message
    assert second.outcome.release["release_id"] == small.outcome.release["release_id"]
    assert not second.outcome.release["is_new"]
    assert second.outcome.files == {"unchanged": small.outcome.files["new"]}
    assert {path: path.read_bytes() for path in list_files(small.release)} == before


def test_nothing_of_a_killed_run_is_published(small, again) -> None:
    assert find_latest(small.home.published) == small.release
    assert not list(small.home.published.rglob("half.csv"))


@pytest.mark.slow
def test_the_warehouse_can_be_thrown_away(small, tmp_path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(small.home.archive, folder / "archive")
    again = run(folder)
    assert again.outcome.release["release_id"] == small.outcome.release["release_id"], "another home, the same release"
    public = [Path(row["path"]) for row in list_contents(small.release) if row["audience"] == "public"]
    assert public
    assert all((again.release / path).read_bytes() == (small.release / path).read_bytes() for path in public)


FAULTS = {
    "every_index_is_between_0_and_100": "update marts.index_scores set score = 101 where score is not null",
    "every_city_is_scored_once": "insert into marts.index_scores select * from marts.index_scores limit 1",
    "every_index_has_all_its_areas": (
        "delete from marts.area_scores where area_code = (select min(area_code) from marts.area_scores)"
    ),
}


@pytest.fixture
def copied(small, tmp_path) -> Path:
    """The small home once more, to break something in it."""
    shutil.copytree(small.home.path, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


# Every check of the gates is broken on its own in `tests/expectations`; that a run stops is looked at with one of them.
@pytest.mark.parametrize(
    "check_name",
    [pytest.param(name, marks=pytest.mark.slow if place else ()) for place, name in enumerate(sorted(FAULTS))],
)
def test_a_fault_in_the_published_tables_stops_the_run(copied, check_name) -> None:
    with duckdb.connect(str(copied / "warehouse" / "intercultural.duckdb")) as connection:
        connection.execute(FAULTS[check_name])
    before = (copied / "published" / "latest.json").read_text()
    stopped = run(copied, job="resume_at_release")
    assert stopped.outcome.status == "stopped", stopped.outcome.message
    assert check_name in {check.check_name for check in stopped.outcome.failed}
    assert (copied / "published" / "latest.json").read_text() == before
    assert not stopped.home.next_release.exists()


def test_a_fault_in_the_raw_tables_stops_the_run(copied) -> None:
    with duckdb.connect(str(copied / "warehouse" / "intercultural.duckdb")) as connection:
        connection.execute("update raw.answers set source_sha256 = 'unknown' where source_row = 2")
    stopped = run(copied, job="resume_at_staging")
    assert stopped.outcome.status == "stopped", stopped.outcome.message
    assert [check.check_name for check in stopped.outcome.failed] == ["every_row_of_answers_knows_its_file"]
    assert re.match(r"Found in: .+\.csv, row 2; .+\.csv, row 2", stopped.outcome.failed[0].where)


def test_a_warning_does_not_stop(demo) -> None:
    assert demo.outcome.status == "published"
    assert [check.check_name for check in demo.outcome.warnings]
    assert all(check.severity == "warning" for check in demo.outcome.warnings)


def test_an_empty_inbox_says_what_to_do(tmp_path) -> None:
    stopped = run(tmp_path)
    assert stopped.outcome.status == "stopped", stopped.outcome.message
    assert str(tmp_path / "inbox") in stopped.outcome.message
    assert "Put files into it" in stopped.outcome.message

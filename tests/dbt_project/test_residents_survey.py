"""The residents' survey against an independent computation in plain Python, and apart from the index.

The worked examples are dbt unit tests beside the models; here are properties: of means and intervals, of what is hidden, of the
order of arrival.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.intake.assets import write_raw_table
from assets.intake.reading import read_files
from assets.publication.export import export_table
from assets.schema import mart_tables, raw_tables

SURVEY = (
    "stg_intake__residents_survey", "int_survey_respondents__repeated", "int_survey_answers__compared",
    "int_survey_answers__counted", "survey_strata_summed", "survey_results_estimated", "survey_results_guarded",
)  # fmt: skip
KINDS = ("age_band", "gender", "background")
LEAST = 30
COLUMNS = ("city_code", "cycle", "respondent_id", "item_code", "revision", "value", "weight", *KINDS)


@pytest.fixture(scope="module")
def compute(project) -> Iterator:
    """The models of the survey on some rows; returns the connection that holds them."""
    connection = project.load_reference()
    models = {name: (schema, sql) for schema, name, sql in project.models}

    def build(*files: Iterable[dict]) -> duckdb.DuckDBPyConnection:
        texts = [(f"{place}.csv", write(rows)) for place, rows in enumerate(files)]
        tables = read_files(texts)
        assert tables["reading_tickets"]["ticket_code"].isin(["survey_without_weights"]).all()
        write_raw_table(connection, raw_tables()["residents_survey"], tables["residents_survey"])
        for name in SURVEY:
            schema, sql = models[name]
            connection.execute(f"create or replace table {schema}.{name} as ({sql}\n)")
        return connection

    yield build
    connection.close()


def write(rows: Iterable[dict]) -> bytes:
    lines = [",".join("" if row.get(name) is None else str(row[name]) for name in COLUMNS) for row in rows]
    return "\n".join([",".join(COLUMNS), *lines, ""]).encode()


@st.composite
def list_respondents(draw) -> list[dict]:
    is_weighted = draw(st.booleans())
    return [
        {
            "city_code": "xa-alba",
            "cycle": 2025,
            "respondent_id": f"r{number}",
            "item_code": "trust_city",
            "value": draw(st.sampled_from([1, 2, 3, 4, 5, None])),
            "weight": draw(st.sampled_from([0.01, 0.5, 1, 1.37, 12, 800])) if is_weighted else None,
            "age_band": draw(st.sampled_from(["15-24", "65+", "unheard of", None])),
            "gender": draw(st.sampled_from(["female", "male", None])),
            "background": draw(st.sampled_from(["majority", "migrant_or_minority", None])),
        }
        for number in range(draw(st.integers(1, 60)))
    ]


def estimate(rows: list[dict]) -> tuple[float, float]:
    """Mean and standard error of all these rows, straight from the definition: residuals first, then each stratum."""
    weights = [row["weight"] or 1 for row in rows]
    mean = math.fsum(w * row["value"] for w, row in zip(weights, rows, strict=True)) / math.fsum(weights)
    strata = defaultdict(list)
    for weight, row in zip(weights, rows, strict=True):
        stratum = tuple(None if row[kind] == "unheard of" else row[kind] for kind in KINDS)
        strata[stratum].append(weight * (row["value"] - mean) / math.fsum(weights))
    variance = 0.0
    for residuals in strata.values():
        count = len(residuals)
        centre = math.fsum(residuals) / count if count > 1 else 0.0
        spread = math.fsum((each - centre) ** 2 for each in residuals)
        variance += spread * count / (count - 1) if count > 1 else spread
    return mean, math.sqrt(variance)


@settings(max_examples=25)
@given(rows=list_respondents())
def test_means_and_intervals_are_those_of_a_stratified_sample(compute, rows) -> None:
    connection = compute(rows)
    found = {
        row[:2]: row[2:]
        for row in connection.sql(
            "select group_kind, group_code, respondents, mean, standard_error from scores.survey_results_estimated"
        ).fetchall()
    }
    answered = [row for row in rows if row["value"] is not None]
    expected = {("all", "all"): answered} if answered else {}
    for kind in KINDS:
        for code in {row[kind] for row in answered} - {None, "unheard of"}:
            expected[kind, code] = [row for row in answered if row[kind] == code]
    assert set(found) == set(expected)
    for group, members in expected.items():
        respondents, mean, error = found[group]
        assert respondents == len(members)
        assert (mean, error) == pytest.approx(estimate(members), abs=1e-7)


GROUPS = st.lists(st.integers(1, 80), min_size=1, max_size=6)


@settings(max_examples=40)
@given(sizes=GROUPS)
def test_no_hidden_group_can_be_worked_out(project, sizes) -> None:
    """Of shown groups each has 30 respondents, and what is hidden beside them is at least two groups of 30 together."""
    [sql] = [sql for _, name, sql in project.models if name == "survey_results_guarded"]
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as intercultural; use intercultural; create schema scores")
        values = ", ".join(
            f"(2025, 'xa-a', 'i', 'age_band', 'g{place}', {size}, 3.0, 0.1)" for place, size in enumerate(sizes)
        )
        connection.execute(
            f"create table scores.survey_results_estimated as select * from (values {values}) "
            "as t(cycle, city_code, item_code, group_kind, group_code, respondents, mean, standard_error)"
        )
        rows = connection.sql(f"select respondents, mean, low, high, reason from ({sql}\n)").fetchall()
    assert sorted(row[0] for row in rows) == sorted(sizes)
    shown = [row for row in rows if row[1] is not None]
    hidden = [row[0] for row in rows if row[1] is None]
    assert all(row[0] >= LEAST and None not in row[1:4] and row[4] is None for row in shown)
    assert all(row[1:4] == (None, None, None) and row[4] for row in rows if row[1] is None)
    assert not (shown and hidden) or (len(hidden) > 1 and sum(hidden) >= LEAST)
    assert all(size >= LEAST for size in sizes) is (not hidden)


def test_order_of_arrival_and_the_same_file_twice_change_nothing(compute) -> None:
    first = [
        {"city_code": "xa-alba", "cycle": 2025, "respondent_id": f"r{n}", "item_code": item, "value": 1 + n % 5, "weight": 0.1 * n + 0.3}
        for n in range(40)
        for item in ("trust_city", "valued")
    ]  # fmt: skip
    second = [{**row, "revision": 2, "value": 5} for row in first[:7]] + [{**first[9], "value": 2}]
    sql = "select * from scores.survey_results_guarded order by all"
    expected = compute(first, second).sql(sql).fetchall()
    assert expected
    assert compute(second, first).sql(sql).fetchall() == expected
    assert compute([*second, *first], second[::-1]).sql(sql).fetchall() == expected
    only = compute(first).sql(sql).fetchall()
    assert only != expected


FILES = (
    ("cities.csv", b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\nxa-brina,Brina,XA\n"),
    (
        "answers.csv",
        b"cycle,city_code,submission_id,submission_version,question_code,option_codes\n2025,xa-alba,s,1,COM1,yes\n2025,xa-brina,s,1,COM1,no\n",
    ),
)
SURVEY_FILE = write(
    {"city_code": city, "cycle": 2025, "respondent_id": f"r{n}", "item_code": item, "value": 1 + n % 5, "weight": 1}
    for city in ("xa-alba", "xa-brina", "xa-unknown")
    for n in range(31)
    for item in ("trust_city", "no_such_item")
)


def test_no_answer_of_a_resident_enters_a_score(project, tmp_path) -> None:
    """The same network with and without a survey gives the same bytes in every table but those that are about the survey."""
    about = {"survey_results", "draft_survey_results", "tickets", "ticket_history"}
    written: dict[str, dict[str, bytes]] = {}
    for name, files in (("without", FILES), ("with", (*FILES, ("survey.csv", SURVEY_FILE)))):
        with project.build(read_files(files)) as connection:
            for table in mart_tables().values():
                export_table(connection, "marts", table, tmp_path, name)
        written[name] = {path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())}
    assert (
        written["with"]["survey_results.csv"].count(b"\n") > written["without"]["survey_results.csv"].count(b"\n") == 1
    )
    different = {
        name.partition(".")[0] for name, content in written["with"].items() if written["without"][name] != content
    }
    assert "survey_results" in different
    assert different <= about

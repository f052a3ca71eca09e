"""`intercultural whatif` on a release: what it prints, how it refuses, and that it tells what filing the answers gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from support.homes import RunHome, run

from assets.publication.release import list_files

CYCLE = "2025"


@pytest.fixture
def whatif(command, small):
    """Run `intercultural whatif …` on a home, the small one where none is named; gives exit status, output and errors."""

    def run_whatif(*arguments: str, home: Path = small.home.path) -> tuple[int, str, str]:
        return command("whatif", *arguments, home=home)

    return run_whatif


@pytest.fixture(scope="module")
def city(small: RunHome) -> dict[str, Any]:
    """A published city with a question that its parent closes: city_code, child and parent, an option that opens it."""
    public = small.release / "public" / "data"
    row = duckdb.sql(
        f"""
        select scores.city_code, scores.question_code as child, questions.parent_question_code as parent,
            parents.option_codes as closing, split_part(questions.parent_opening_options, '|', 1) as opening,
            min(options.option_code) as answer
        from '{public}/indicator_scores.parquet' as scores
        inner join '{public}/reference/methodology_questions.parquet' as questions
            using (methodology_id, question_code)
        inner join '{public}/indicator_scores.parquet' as parents
            on scores.city_code = parents.city_code and scores.methodology_id = parents.methodology_id
            and questions.parent_question_code = parents.question_code
        inner join '{public}/reference/methodology_options.parquet' as options
            on options.methodology_id = scores.methodology_id and options.question_code = scores.question_code
            and options.points = 1
        where scores.state = 'closed' and parents.state = 'answered' and scores.methodology_id = 'icc-2019'
        group by all order by all limit 1
        """
    ).df()
    assert len(row) == 1
    return dict(row.iloc[0])


@pytest.mark.slow
def test_it_equals_filing_the_answers(whatif, small, city, tmp_path) -> None:
    """The JSON of the scenario is compared with a release in which the city has really filed it, to the last digit."""
    home = tmp_path / "home"
    shutil.copytree(small.home.path, home, symlinks=True)
    said = {city["parent"]: city["opening"], city["child"]: city["answer"]}
    before = {path: path.stat().st_mtime_ns for path in list_files(home) if "dagster" not in path.parts}
    with duckdb.connect(str(home / "warehouse" / "intercultural.duckdb")):  # somebody writes: nobody waits
        status, out, _ = whatif(
            "--city", city["city_code"], "--cycle", CYCLE, "--json",
            *(part for question, option in said.items() for part in ("--set", f"{question}={option}")),
            home=home,
        )  # fmt: skip
    assert status == 0
    after = {path: path.stat().st_mtime_ns for path in list_files(home) if "dagster" not in path.parts}
    assert {path for path in after if after[path] != before.get(path)} <= {home / "warehouse" / "intercultural.duckdb"}
    told = json.loads(out)
    file_answers(small, home / "inbox", city["city_code"], said)
    filed = run(home)
    assert filed.outcome.status == "published", filed.outcome.message
    for name, keys in (("index", ["index_code"]), ("area", ["index_code", "area_code"])):
        values = ["score", "score_zero", "score_exclude", "coverage", "coverage_status"]
        published = read_own(filed, f"{name}_scores", city["city_code"])
        tuples = {tuple(row) for row in published[[*keys, *values]].itertuples(index=False)}
        rows = told["indexes" if name == "index" else "areas"]
        assert tuples == {tuple(row[key] for key in (*keys, *(f"{value}_after" for value in values))) for row in rows}
    indicators = read_own(filed, "indicator_scores", city["city_code"]).set_index("question_code")
    states = {row["question_code"]: (row["state_after"], row["score_after"]) for row in told["indicators"]}
    assert {city["parent"], city["child"]} <= states.keys()
    assert states[city["child"]] == ("answered", 100)
    assert all(states[code] == (indicators.loc[code, "state"], indicators.loc[code, "score"]) for code in states)
    core = next(row for row in told["indexes"] if row["index_code"] == "core")
    assert core["score_after"] > core["score_before"]
    old = read_own(small, "index_scores", city["city_code"]).set_index("index_code")["score"]
    assert core["score_before"] == old["core"]


def file_answers(small: RunHome, inbox: Path, city_code: str, said: dict[str, str]) -> None:
    """File the next version of everything that the city filed, with the new answers, and a review that accepts them."""
    with small.home.connect() as connection:
        rows = connection.execute(
            "select cycle, city_code, submission_id, submission_version + 1 as submission_version, question_code, "
            "methodology_id, option_codes, dont_know, not_applicable_reason, answered_on "
            "from intermediate.int_answers__current where city_code = ?",
            [city_code],
        ).df()
    rows.loc[rows["question_code"].isin(list(said)), ["option_codes", "dont_know", "not_applicable_reason"]] = None
    first = rows.iloc[[0]].assign(dont_know=None, not_applicable_reason=None)
    is_first = rows["submission_id"] == first["submission_id"].item()
    rows = rows[~(is_first & rows["question_code"].isin(list(said)))]
    new = [first.assign(question_code=question, option_codes=option) for question, option in said.items()]
    pd.concat([rows, *new]).to_csv(inbox / "answers-again.csv", index=False)
    reviews = [
        f"~{number},1,{CYCLE},{city_code},{question},accepted,{option},2999-01-01"
        for number, (question, option) in enumerate(said.items())
    ]
    header = "review_id,review_version,cycle,city_code,question_code,decision,expected_option_codes,reviewed_on"
    (inbox / "reviews-again.csv").write_text("\n".join([header, *reviews, ""]), encoding="utf-8")


def read_own(release: RunHome, table: str, city_code: str) -> pd.DataFrame:
    frame = pd.read_parquet(release.release / "public" / "data" / f"{table}.parquet")
    return frame[
        (frame["city_code"] == city_code) & (frame["cycle"] == int(CYCLE)) & (frame["methodology_id"] == "icc-2019")
    ]


def test_it_prints_before_and_after(whatif, city) -> None:
    status, out, _ = whatif("--city", city["city_code"], "--cycle", CYCLE,
        "--set", f"{city['parent']}={city['opening']}", "--set", f"{city['child']}={city['answer']}",
    )  # fmt: skip
    assert status == 0
    lines = out.splitlines()
    assert lines[0].startswith("What if? ")
    assert "not an official result" in lines[1]
    assert "Nothing is filed or written" in lines[1]
    assert [line.split(":")[0] for line in lines if line.endswith(")") and " index:" in line] == [
        "Core index",
        "Extended index",
    ]
    assert sum("(LENS): " in line for line in lines) == 2
    child = next(line for line in lines if line.startswith(f"  {city['child']} "))
    assert child == f"  {city['child']} closed by an earlier answer → answered ({city['answer']}): 0.00 → 100.00"


def test_an_answer_below_a_closed_parent_is_stale(whatif, city) -> None:
    status, out, _ = whatif("--city", city["city_code"], "--cycle", CYCLE, "--set", f"{city['child']}={city['answer']}")
    assert status == 0
    note = next(line for line in out.splitlines() if line.startswith("Note: "))
    assert (
        f"{city['child']} stays closed, and what is said about it has no effect: its parent {city['parent']} is" in note
    )
    assert f"It opens with {city['parent']}={city['opening']}" in note


def test_a_decision_can_be_tried(whatif, city) -> None:
    status, out, _ = whatif(
        "--city",
        city["city_code"],
        "--cycle",
        CYCLE,
        "--json",
        "--review",
        f"{city['parent']}=rejected",
    )
    told = json.loads(out)
    assert status == 0
    assert told["reviews"] == [{"question_code": city["parent"], "decision": "rejected"}]
    states = {row["question_code"]: row["state_after"] for row in told["indicators"]}
    assert states[city["parent"]] == "rejected"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--city", "xa-nowhere", "--cycle", CYCLE, "--set", "{child}={answer}"),
            "No city 'xa-nowhere' has taken part",
        ),
        (("--city", "{city_code}", "--cycle", "1999", "--set", "{child}={answer}"), "Its cycles: 2025"),
        (("--city", "{city_code}", "--cycle", CYCLE, "--set", "NONE=yes"), "There is no question 'NONE'"),
        (("--city", "{city_code}", "--cycle", CYCLE, "--set", "BUS0=yes"), "is not in the questionnaire"),
        (("--city", "{city_code}", "--cycle", CYCLE, "--set", "{child}=[bold]"), "'[bold]' is no option of {child}"),
        (("--city", "{city_code}", "--cycle", CYCLE), "Nothing is to be changed"),
    ],
)
def test_what_cannot_be_changed_is_refused(whatif, city, arguments, message) -> None:
    status, out, err = whatif(*(argument.format(**city) for argument in arguments))
    assert (status, out) == (2, "")
    assert message.format(**city) in err


def test_wrong_usage(whatif) -> None:
    assert whatif("--city", "xa-alba")[0] == 2
    assert whatif("--city", "xa-alba", "--cycle", "many")[0] == 2


def test_nothing_published_yet(whatif, tmp_path) -> None:
    status, _, err = whatif("--city", "xa-alba", "--cycle", CYCLE, "--set", "A=b", home=tmp_path / "empty")
    assert status == 2
    assert "Run `intercultural run` first" in err


def test_a_release_without_its_formula_is_refused(whatif, small, city, tmp_path) -> None:
    home = tmp_path / "home"
    shutil.copytree(small.home.published, home / "published", symlinks=True)
    (home / "published" / small.release.name / "internal" / "formula.json").unlink()
    status, _, err = whatif("--city", city["city_code"], "--cycle", CYCLE, "--set", f"{city['child']}=", home=home)
    assert status == 2
    assert "formula.json is not there" in err

"""A scenario is what submitting it would be: random changes of answers and reviews are really filed, read by intake and
computed by all models, and every state and score is the same to the last digit.

Each variant is filed as a city of its own, with all that the real city and its departments filed.
"""

from __future__ import annotations

from random import Random
from typing import Any

import duckdb
import pandas as pd
import pytest
from support.built_models import CompiledProject

from assets.intake.reading import read_files
from assets.scenarios.baseline import Baseline
from assets.scenarios.scores import SUBMITTED, compute_scenarios
from assets.scenarios.tables import sort_options
from assets.schema import file_kinds

VARIANTS = 60
NODES = "score, score_zero, score_exclude, coverage, coverage_status, comparability_reason"
INDICATORS = "state, score, weight, option_codes, submitted_option_codes, review_decision, contested, is_stale"


class Drawn:
    """Random scenarios: rows for `compute_scenarios`, and the files that say the same."""

    def __init__(self, baseline: Baseline, network: duckdb.DuckDBPyConnection, seed: int) -> None:
        self.random = Random(seed)
        self.baseline = baseline
        self.filed = {
            kind: network.execute(
                f"select {', '.join(f'cast({name} as varchar) as {name}' for name in file_kinds()[kind].column_names)} "
                f"from intermediate.int_{kind}__current"
            ).df()
            for kind in ("cities", "answers", "reviews")
        }
        self.merged = baseline.answers.to_pandas().set_index(["cycle", "city_code", "question_code"])["option_codes"]
        self.answers: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        self.files: dict[str, list[pd.DataFrame]] = {"cities": [], "answers": [], "reviews": []}
        taking_part = sorted(baseline.participations.to_pylist(), key=lambda row: (row["cycle"], row["city_code"]))
        for number in range(VARIANTS):
            self.add(f"xv-{number}", self.random.choice(taking_part))

    def add(self, variant: str, city: dict[str, Any]) -> None:
        """One more scenario, on a city and cycle."""
        key = {"scenario_id": variant, "cycle": city["cycle"], "city_code": city["city_code"]}
        questions = self.draw_questions(city["questionnaire_id"])
        half = self.random.randint(0, len(questions))
        said = {question: self.draw_answer(city["questionnaire_id"], question) for question in questions[half:]}
        self.answers += [{**key, "question_code": question, **answer} for question, answer in said.items()]
        decided = questions[: half + 1] if self.random.random() < 0.3 else questions[:half]
        decisions = {question: self.draw_decision(city["questionnaire_id"], question) for question in decided}
        self.reviews += [{**key, "question_code": question, **decision} for question, decision in decisions.items()]

        def own(kind: str) -> pd.DataFrame:
            frame = self.filed[kind]
            chosen = (frame["city_code"] == city["city_code"]) & (
                frame.get("cycle", str(city["cycle"])) == str(city["cycle"])
            )
            return frame[chosen].assign(city_code=variant)

        self.files["cities"].append(own("cities"))
        self.files["answers"].append(self.replace_answers(own("answers"), said))
        reviews = own("reviews")
        reviews["review_id"] = f"{variant}-" + reviews["review_id"].astype(str)
        current = {
            question: said[question].get("option_codes")
            if question in said
            else self.merged.get((city["cycle"], city["city_code"], question))
            for question in questions
        }
        filed = {question: {"decision": "accepted"} for question in said} | decisions
        added = pd.DataFrame(
            {
                "review_id": f"{variant}-~{number}",
                "review_version": 1,
                "cycle": city["cycle"],
                "city_code": variant,
                "question_code": question,
                "expected_option_codes": current[question],
                "reviewed_on": "2999-01-01",
                **decision,
            }
            for number, (question, decision) in enumerate(filed.items())
        )
        self.files["reviews"].append(pd.concat([reviews, added], ignore_index=True))

    def replace_answers(self, rows: pd.DataFrame, said: dict[str, dict[str, Any]]) -> pd.DataFrame:
        """Every department withdraws what it said about the questions; one of them says the new answer."""
        columns = ["option_codes", "dont_know", "not_applicable_reason"]
        rows.loc[rows["question_code"].isin(list(said)), columns] = None
        first = rows.drop_duplicates("submission_id").head(1)
        for question, answer in said.items():
            is_first = (rows["question_code"] == question) & (rows["submission_id"] == first["submission_id"].item())
            if is_first.any():
                rows.loc[is_first, list(answer)] = list(answer.values())
            else:
                row = first.assign(question_code=question, **dict.fromkeys(columns), **{}).assign(**answer)
                rows = pd.concat([rows, row], ignore_index=True)
        return rows

    def draw_questions(self, questionnaire: str) -> list[str]:
        """Up to eight questions; parents and children more often than by chance."""
        rows = [row for row in self.baseline.rows("methodology_questions") if row["methodology_id"] == questionnaire]
        nested = {
            row[name]
            for row in rows
            if row["parent_question_code"]
            for name in ("question_code", "parent_question_code")
        }
        pool = sorted({row["question_code"] for row in rows}) + 4 * sorted(nested)
        return list(dict.fromkeys(self.random.choice(pool) for _ in range(self.random.randint(1, 8))))

    def draw_answer(self, questionnaire: str, question: str) -> dict[str, Any]:
        form = self.random.choice(["options"] * 5 + ["dont_know", "not_applicable", "nothing"])
        if form == "options":
            return {"option_codes": self.draw_options(questionnaire, question)}
        return {"dont_know": {"dont_know": "yes"}, "not_applicable": {"not_applicable_reason": "none here"}}.get(
            form, {}
        )

    def draw_options(self, questionnaire: str, question: str) -> str:
        """One option, or several: also where that is a fault."""
        codes = [
            row["option_code"]
            for row in self.baseline.rows("methodology_options")
            if (row["methodology_id"], row["question_code"]) == (questionnaire, question)
        ]
        return str(sort_options("|".join(self.random.choices(codes, k=self.random.choice([1, 1, 2, 3])))))

    def draw_decision(self, questionnaire: str, question: str) -> dict[str, Any]:
        decision = self.random.choice(["accepted", "corrected", "rejected", "needs_evidence"])
        options = (
            {"corrected_option_codes": self.draw_options(questionnaire, question)} if decision == "corrected" else {}
        )
        return {"decision": decision, **options}

    def write_files(self) -> list[tuple[str, bytes]]:
        return [
            (f"{kind}.csv", pd.concat(frames, ignore_index=True).to_csv(index=False).encode())
            for kind, frames in self.files.items()
        ]


def fetch(connection: duckdb.DuckDBPyConnection, table: str, keys: str, values: str) -> set[tuple]:
    """Rows of the variants as they were really filed."""
    return set(connection.execute(f"select city_code, cycle, methodology_id, {keys}, {values} from {table}").fetchall())


def rows_of(frame: pd.DataFrame, keys: str, values: str) -> set[tuple]:
    """Rows of the scenarios in the same form: the scenario is the city."""
    names = ["scenario_id", "cycle", "methodology_id", *f"{keys}, {values}".split(", ")]
    chosen = frame.loc[frame["scenario_id"] != SUBMITTED, names].astype(object)
    return set(chosen.where(chosen.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_scenario_equals_filing_it(
    project: CompiledProject, network: duckdb.DuckDBPyConnection, baseline: Baseline, seed: int
) -> None:
    drawn = Drawn(baseline, network, seed)
    every_version = {row["methodology_id"] for row in baseline.rows("methodologies")}
    scores = compute_scenarios(baseline, pd.DataFrame(drawn.answers), pd.DataFrame(drawn.reviews), under=every_version)
    raw = read_files(drawn.write_files())
    assert not len(raw["reading_tickets"])
    with project.build(raw, until="nodes_published") as filed:
        indicators = fetch(filed, "scores.indicators_scored", "question_code", INDICATORS)
        nodes = fetch(filed, "scores.nodes_published", "index_code, node_code", NODES)
    found = rows_of(scores.indicators, "question_code", INDICATORS)
    assert {row[0] for row in found} == {f"xv-{number}" for number in range(VARIANTS)}
    assert found == indicators
    assert {row for row in nodes if row[4] != "INDEX"} == rows_of(scores.areas, "index_code, area_code", NODES)
    assert {(*row[:4], *row[5:]) for row in nodes if row[4] == "INDEX"} == rows_of(scores.indexes, "index_code", NODES)


def test_what_was_submitted_is_what_the_run_computed(network: duckdb.DuckDBPyConnection, baseline: Baseline) -> None:
    everybody = baseline.participations.to_pandas()[["cycle", "city_code"]].assign(
        scenario_id="none", decision="accepted"
    )
    nobody = everybody.assign(area_code="no such area")
    scores = compute_scenarios(baseline, reviews=nobody)
    own = "inner join marts.participations using (cycle, city_code, methodology_id)"
    tables = "(select * from marts.index_scores union all select * from marts.draft_index_scores)"
    published = set(
        network.execute(f"select city_code, cycle, methodology_id, index_code, {NODES} from {tables} {own}").fetchall()
    )
    submitted = scores.indexes[scores.indexes["scenario_id"] == SUBMITTED]
    assert {
        (*row[2:3], *row[1:2], *row[3:])
        for row in submitted.astype(object).where(submitted.notna(), None).itertuples(index=False, name=None)
    } == published

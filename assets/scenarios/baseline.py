"""What scenarios start from: who took part, what was answered, what reviewers decided, the methodology and the formula.

Read from a release, so that nobody waits for the one writer of the warehouse; or, inside a run, from its tables. What is
asked instead of this baseline is in `changes.py`, how it is computed in `scores.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.scenarios.formula import Formula, read_formula

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FORMULA_FILE = "formula.json"
# A scenario is other rows in these three tables; everything behind them is computed from it.
PARTICIPATIONS = "intermediate.int_participations"
ANSWERS = "intermediate.int_answers__merged"
REVIEWS = "intermediate.int_reviews__current"
GIVEN = (PARTICIPATIONS, ANSWERS, REVIEWS)
INDICATORS = "scores.indicators_scored"
NODES = "scores.nodes_published"
# Words for people, beside the tables that the formula reads.
NAMES = ("reference.areas", "reference.questions")
OF_CITIES = ("answers_merged", "review_notes")
ANSWER = "cycle, city_code, question_code, answer_form, option_codes, not_applicable_reason"
SOURCE = "submission_id, submission_version"
DECISION = (
    "review_id, review_version, cycle, city_code, area_code, question_code, decision, "
    "expected_option_codes, corrected_option_codes, reviewed_on"
)
COLUMNS = {
    "participations": "cycle, city_code, methodology_id, questionnaire_id",
    "answers_merged": (
        f"{ANSWER}, is_contradictory = 'yes' as is_contradictory, is_disagreed = 'yes' as is_disagreed, {SOURCE}"
    ),
    "review_notes": DECISION,
}
# The same rows where a run has them: columns and table.
STORED = {
    "participations": (
        "cycle, city_code, own_methodology_id as methodology_id, questionnaire_id",
        PARTICIPATIONS,
    ),
    "answers_merged": (f"{ANSWER}, is_contradictory, is_disagreed, {SOURCE}", ANSWERS),
    "review_notes": (DECISION, REVIEWS),
}


@dataclass(frozen=True)
class Baseline:
    """Rows of the internal tables `participations`, `answers_merged` and `review_notes`, and the seeds by name."""

    formula: Formula
    participations: pa.Table
    answers: pa.Table
    reviews: pa.Table
    reference: Mapping[str, pa.Table]

    def rows(self, seed: str) -> list[dict[str, Any]]:
        """The rows of a seed."""
        return self.reference[f"reference.{seed}"].to_pylist()


def choose_models(formula: Formula) -> Formula:
    """The part of the formula between the tables that a scenario replaces and the scores of indicators, areas and indexes."""
    return formula.leading_to((INDICATORS, NODES), GIVEN)


def read_release(release: Path, city_code: str | None = None) -> Baseline:
    """The baseline that a release carries; answers and reviews of one city alone where it is named.

    Raises FormulaMissing where the release was made before releases carried their formula.
    """
    import duckdb

    formula = read_formula(release / "internal" / FORMULA_FILE)
    with duckdb.connect() as connection:

        def read(name: str) -> pa.Table:
            seed = name.removeprefix("reference.")
            folder = release / ("internal/data" if seed == name else "public/data/reference")
            of_city = "where city_code = $city" if city_code and name in OF_CITIES else ""
            return connection.execute(
                f"select {COLUMNS.get(name, '*')} from read_parquet($path) {of_city}",
                {"path": str(folder / f"{seed}.parquet"), **({"city": city_code} if of_city else {})},
            ).to_arrow_table()

        return read_baseline(choose_models(formula), read)


def read_published(release: Path, table: str, city_code: str) -> list[dict[str, Any]]:
    """The rows of one city in a published table, or in its draft where the city is not published."""
    import duckdb

    paths = [release / "public/data" / f"{table}.parquet", release / "internal/data" / f"draft_{table}.parquet"]
    with duckdb.connect() as connection:
        return (
            connection.execute(
                "select * from read_parquet($paths) where city_code = $city",
                {"paths": list(map(str, paths)), "city": city_code},
            )
            .to_arrow_table()
            .to_pylist()
        )


def read_warehouse(connection: duckdb.DuckDBPyConnection, formula: Formula) -> Baseline:
    """The baseline that the scores layer of a run rests on, for what is made before there are published tables."""

    def read(name: str) -> pa.Table:
        if name.startswith("reference."):
            return connection.execute(f"select * from {name}").to_arrow_table()
        columns, table = STORED[name]
        return connection.execute(f"select {columns} from {table} where scenario_id = 'submitted'").to_arrow_table()

    return read_baseline(choose_models(formula), read)


def read_baseline(formula: Formula, read: Callable[[str], pa.Table]) -> Baseline:
    """The baseline through a function that reads one table by name."""
    return Baseline(
        formula=formula,
        participations=read("participations"),
        answers=read("answers_merged"),
        reviews=read("review_notes"),
        reference={name: read(name) for name in sorted({*formula.seeds, *NAMES})},
    )

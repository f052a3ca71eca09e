"""The gate behind intake: is what arrived complete enough, and plausible enough, to be scored?

Single cells are checked by intake, which turns them into tickets; here the tables are looked at as a whole. An error stops
the run before anything is computed; a warning is shown on the data-quality pages.
"""

from __future__ import annotations

from assets.schema import file_kinds
from expectations.checks import Check


def check_keys(table: str, key: tuple[str, ...]) -> Check:
    empty = " or ".join(f"{column} is null" for column in key)
    return Check(
        layer="raw",
        table=table,
        name=f"every_row_of_{table}_has_its_key",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_key_empty", "value_set": [False]},
        rows=f"select ({empty}) as is_key_empty from raw.{table}",
        explanation=f"A row of {table} lacks one of {', '.join(key)}. Intake refuses such rows: the table was changed after it.",
    )


def check_provenance(table: str) -> Check:
    return Check(
        layer="raw",
        table=table,
        name=f"every_row_of_{table}_knows_its_file",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_known", "value_set": [True]},
        rows=(
            f"select files.source_sha256 is not null and cast(rows.source_row as integer) >= 1 as is_known from raw.{table} as rows "
            "left join raw.files as files on rows.source_sha256 = files.source_sha256"
        ),
        explanation=f"A row of {table} does not lead back to an archived file, so nobody could explain a score made from it.",
    )


CONTENT = (
    Check(
        layer="raw",
        table="cities",
        name="there_is_a_register_of_cities",
        expectation="ExpectTableRowCountToBeBetween",
        arguments={"min_value": 1},
        explanation="No city has been taken in. Put a cities file into the inbox.",
    ),
    Check(
        layer="raw",
        table="answers",
        name="there_are_answers_to_score",
        expectation="ExpectTableRowCountToBeBetween",
        arguments={"min_value": 1},
        explanation="No answer has been taken in. Put answers into the inbox, and look at the tickets of files that were refused.",
    ),
    Check(
        layer="raw",
        table="published_scores",
        name="every_published_result_is_between_0_and_100",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "score", "min_value": 0, "max_value": 100},
        rows="select cast(score as double) as score from raw.published_scores where score is not null",
        explanation="A result that was published elsewhere lies outside 0 to 100.",
    ),
    Check(
        layer="raw",
        table="files",
        name="most_rows_of_each_file_are_taken_in",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "share_taken", "min_value": 0.95},
        rows="select source_file, rows_taken * 1.0 / nullif(rows_read, 0) as share_taken from raw.files where rows_read > 0",
        explanation="More than one row in twenty of a file was refused. Its tickets say why; send it back to its sender.",
        severity="warning",
    ),
    Check(
        layer="raw",
        table="answers",
        name="few_answers_are_dont_know",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "share_dont_know", "max_value": 0.10},
        rows=(
            "select cycle, avg(case when dont_know = 'yes' then 1.0 else 0.0 end) as share_dont_know "
            "from raw.answers group by cycle"
        ),
        explanation="In one cycle more than a tenth of the answers are don't knows: a question may be hard to understand.",
        severity="warning",
    ),
    Check(
        layer="raw",
        table="answers",
        name="cities_answer_about_as_many_questions_as_before",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "answers_to_last_cycle", "min_value": 0.75, "max_value": 1.35},
        rows="""
            with per_city as (
                select cast(cycle as integer) as cycle, city_code, count(distinct question_code) as questions
                from raw.answers group by cycle, city_code
            ),
            per_cycle as (select cycle, median(questions) as questions from per_city group by cycle),
            compared as (
                select cycle, questions / nullif(lag(questions) over (order by cycle), 0) as answers_to_last_cycle
                from per_cycle
            )
            select * from compared where answers_to_last_cycle is not null
        """,
        explanation="The usual number of answers of a city changed by more than a third between two cycles.",
        severity="warning",
    ),
)

CHECKS = (
    *(check_keys(name, table.key) for name, table in file_kinds().items()),
    *(check_provenance(name) for name in file_kinds()),
    *CONTENT,
)

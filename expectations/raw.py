"""The gate behind intake: is what arrived complete enough, and plausible enough, to be scored?

Single cells are checked by intake, which turns them into tickets; here the tables are looked at as a whole. An error stops
the run before anything is computed; a warning is shown on the data-quality pages.
"""

from __future__ import annotations

from assets.schema import Table, file_kinds
from expectations.checks import Check


def check_rows(table: Table) -> tuple[Check, Check]:
    """Every row of a kind has its key and leads back to its file; both checks look at the same rows."""
    key = [column.name for column in table.columns if column.is_key and not column.meta.get("nullable")]
    empty = " or ".join(f"rows.{column} is null" for column in key)
    known = "files.source_sha256 is not null and cast(rows.source_row as integer) >= 1"
    joined = f"from raw.{table.name} as rows left join raw.files as files on rows.source_sha256 = files.source_sha256"
    # Of millions of streamed rows one of each kind is enough; they name their file by its SHA-256 only.
    is_streamed = bool(table.meta.get("streamed"))
    rows = f"select {'distinct ' if is_streamed else ''}{empty} as is_key_empty, {known} as is_known {joined}"
    file = "coalesce(files.source_file, rows.source_sha256) as source_file" if is_streamed else "rows.source_file"
    place = f"select {file}, rows.source_sheet, rows.source_row {joined}"
    has_key = Check(
        layer="raw",
        table=table.name,
        name=f"every_row_of_{table.name}_has_its_key",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_key_empty", "value_set": [False]},
        rows=rows,
        located=f"{place} where {empty} order by all",
        explanation=f"A row of {table.name} lacks one of {', '.join(key)}. Intake refuses such rows: the table was changed after it.",
    )
    knows_file = Check(
        layer="raw",
        table=table.name,
        name=f"every_row_of_{table.name}_knows_its_file",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_known", "value_set": [True]},
        rows=rows,
        located=f"{place} where not coalesce({known}, false) order by all",
        explanation=f"A row of {table.name} does not lead back to an archived file, so nobody could explain a score made from it.",
    )
    return has_key, knows_file


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

CHECKS = (*(check for table in file_kinds().values() for check in check_rows(table)), *CONTENT)

"""The rows that feedback is made of, read from the tables of the warehouse, and shared out among the cities.

Every city gets its own rows and no others; what they become is `content.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reports.feedback.tickets import Names

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
# Under the questionnaire that was filled in, for the latest cycle of each city; of both indexes the wider one.
OWN = """
    with latest as (select city_code, max(cycle) as cycle from marts.participations group by city_code),
    own as (
        select participations.city_code, participations.cycle, participations.questionnaire_id
        from marts.participations as participations inner join latest using (city_code, cycle)
    )
"""
QUERIES = {
    "cities": """
        select city_code, city_name, languages from marts.cities
        union all select city_code, city_name, languages from marts.draft_cities
        order by city_code
    """,
    "participations": """
        select city_code, cycle, held_back_by, is_review_complete from marts.participations order by city_code, cycle
    """,
    "tickets": """
        select ticket_id, city_code, ticket_code, cycle, area_code, question_code, subject, opened_on, closed_on, severity,
            addressee, source_file, is_own_file, found_in, location, what, how_to_fix, detail, status
        from marts.tickets where city_code is not null order by ticket_id
    """,
    "coverage": f"""
        {OWN}, scores as (select * from marts.area_scores union all by name select * from marts.draft_area_scores),
        placed as (select distinct methodology_id, area_code from reference.methodology_questions)
        select scores.city_code, scores.area_code, scores.questions_in_denominator, scores.questions_answered,
            scores.coverage, scores.coverage_status
        from own
        inner join scores on own.city_code = scores.city_code and own.cycle = scores.cycle
            and own.questionnaire_id = scores.methodology_id
        inner join placed on scores.methodology_id = placed.methodology_id and scores.area_code = placed.area_code
        qualify row_number() over (partition by scores.city_code, scores.area_code order by scores.index_code desc) = 1
        order by scores.city_code, scores.area_code
    """,
    "states": f"""
        {OWN}, scores as (
            select city_code, cycle, methodology_id, area_code, question_code, state from marts.indicator_scores
            union all
            select city_code, cycle, methodology_id, area_code, question_code, state from marts.draft_indicator_scores
        )
        select scores.city_code, scores.area_code, scores.question_code, scores.state
        from own
        inner join scores on own.city_code = scores.city_code and own.cycle = scores.cycle
            and own.questionnaire_id = scores.methodology_id
        where scores.state in ('unanswered', 'dont_know', 'invalid')
        order by scores.city_code, scores.question_code
    """,
    # What reviewers decided and what has an effect; an acceptance only where something is said with it.
    "reviews": f"""
        {OWN}, effective as (
            select distinct city_code, cycle, question_code, review_id, review_decision from marts.answer_provenance
        )
        select notes.city_code, coalesce(questions.area_code, notes.area_code) as area_code, notes.question_code,
            notes.decision, notes.corrected_option_codes, notes.note, notes.recommendation
        from own
        inner join marts.review_notes as notes on own.city_code = notes.city_code and own.cycle = notes.cycle
        left join effective on notes.city_code = effective.city_code and notes.cycle = effective.cycle
            and notes.question_code = effective.question_code
        left join reference.methodology_questions as questions
            on own.questionnaire_id = questions.methodology_id and notes.question_code = questions.question_code
        where (notes.decision <> 'accepted' or notes.note is not null or notes.recommendation is not null)
            and (effective.question_code is null
                or (effective.review_id = notes.review_id and effective.review_decision is not null))
        order by notes.city_code, notes.review_id
    """,
    "filings": """
        select city_code, cycle, kind, filing_id, version, department, row_count, arrived_on
        from marts.filings order by city_code, cycle, kind, filing_id
    """,
}
NAMES = {
    "areas": "select area_code, area_name from reference.areas order by sort_order, area_code",
    "questions": "select question_code, question_text from reference.questions order by question_code",
    "parents": """
        select question_code, min(parent_question_code) from reference.methodology_questions
        where parent_question_code is not null group by question_code order by question_code
    """,
}
OPTIONS = """
    select question_code, option_code, min(option_label) from reference.methodology_options
    group by question_code, option_code order by question_code, option_code
"""
OF_A_CITY = tuple(name for name in QUERIES if name != "cities")


def fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    found = connection.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_names(connection: duckdb.DuckDBPyConnection) -> Names:
    """Names of areas and questions, and the kinds of tickets, as the run has them."""
    pairs = {name: dict(connection.execute(sql).fetchall()) for name, sql in NAMES.items()}
    kinds = fetch(connection, "select * from reference.ticket_kinds order by ticket_code")
    options = {(question, code): label for question, code, label in connection.execute(OPTIONS).fetchall()}
    return Names(**pairs, options=options, kinds={row["ticket_code"]: row for row in kinds})


def read_cities(connection: duckdb.DuckDBPyConnection) -> list[tuple[Row, dict[str, Sequence[Row]]]]:
    """Each city of the register with its own rows of every table."""
    shared: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in OF_A_CITY}
    for name in OF_A_CITY:
        for row in fetch(connection, QUERIES[name]):
            shared[name][row["city_code"]].append(row)
    return [
        (city, {name: shared[name].get(city["city_code"], []) for name in OF_A_CITY})
        for city in fetch(connection, QUERIES["cities"])
    ]

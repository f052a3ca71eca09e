"""The rows that the dashboard is made of, read from the files of a release, those of unpublished cities with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.book import Row

# Tables by the name that queries call them; several files of one table are put together.
FILES = {
    "cities": ("public/data/cities", "internal/data/draft_cities"),
    "index_scores": ("public/data/index_scores", "internal/data/draft_index_scores"),
    "area_scores": ("public/data/area_scores", "internal/data/draft_area_scores"),
    "areas": ("public/data/reference/areas",),
    "methodology_questions": ("public/data/reference/methodology_questions",),
    **{
        name: (f"internal/data/{name}",)
        for name in (
            *("participations", "tickets", "ticket_history", "filings", "answer_versions", "review_notes"),
            *("recommendations", "visit_findings", "stakeholder_findings"),
        )
    },
}
OWN = "with own as (select * from participations where cycle = $cycle) "
QUERIES = {
    "cities": "select city_code, city_name from cities order by city_code",
    "areas": """
        select area_code, area_name from areas where area_code in (
            select questions.area_code from methodology_questions as questions
            inner join participations on questions.methodology_id = participations.questionnaire_id
            where participations.cycle = $cycle
        ) order by sort_order, area_code
    """,
    # Every participation with the coverage of its core index, and the day on which its review was completed.
    "participations": """
        with completed as (
            select city_code, cycle, max(reviewed_on) as reviewed_on from review_notes
            where question_code is null and area_code is null and decision = 'accepted' group by city_code, cycle
        ), arrived as (
            select city_code, cycle, min(arrived_on) as arrived_on from filings where kind = 'answers' group by all
        )
        select participations.*, scores.coverage, scores.coverage_status, completed.reviewed_on, arrived.arrived_on
        from participations
        left join index_scores as scores
            on participations.city_code = scores.city_code and participations.cycle = scores.cycle
            and participations.methodology_id = scores.methodology_id and scores.index_code = 'core'
        left join completed
            on participations.city_code = completed.city_code and participations.cycle = completed.cycle
        left join arrived on participations.city_code = arrived.city_code and participations.cycle = arrived.cycle
        order by participations.city_code, participations.cycle
    """,
    "coverage": f"""
        {OWN}
        select scores.city_code, scores.area_code, scores.coverage, scores.coverage_status,
            scores.questions_in_denominator, scores.questions_answered
        from own
        inner join area_scores as scores on own.city_code = scores.city_code and own.cycle = scores.cycle
            and own.questionnaire_id = scores.methodology_id
        qualify row_number() over (partition by scores.city_code, scores.area_code order by scores.index_code desc) = 1
        order by scores.city_code, scores.area_code
    """,
    "evidence": f"""
        {OWN}
        select answers.city_code, questions.area_code, count(distinct answers.question_code) as answers,
            count(distinct case when answers.evidence_text is not null or answers.evidence_url is not null
                then answers.question_code end) as evidenced
        from answer_versions as answers
        inner join own on answers.city_code = own.city_code and answers.cycle = own.cycle
        inner join methodology_questions as questions on own.questionnaire_id = questions.methodology_id
            and answers.question_code = questions.question_code
        where answers.is_current = 'yes' and answers.option_codes is not null
        group by answers.city_code, questions.area_code order by answers.city_code, questions.area_code
    """,
    "tickets": """
        with placed as (select question_code, min(area_code) as area_code from methodology_questions group by question_code)
        select tickets.* exclude (area_code), coalesce(tickets.area_code, placed.area_code) as area_code
        from tickets left join placed on tickets.question_code = placed.question_code
        order by tickets.opened_on nulls last, tickets.ticket_id
    """,
    "history": """
        select ticket_history.* from ticket_history inner join tickets using (ticket_id)
        where tickets.city_code is not null order by ticket_id, event_number
    """,
    "filings": "select * from filings order by city_code, cycle, kind, filing_id",
    "recommendations": "select * from recommendations order by made_on desc nulls last, recommendation_id",
    "visit_findings": "select * from visit_findings order by visited_on desc nulls last, activity_id, finding_id",
    "stakeholder_findings": "select * from stakeholder_findings order by findings desc, stakeholder_type",
    "area_names": "select area_code, area_name from areas order by sort_order, area_code",
    "open_long": "select subject from tickets where ticket_code = 'recommendation_open_long' and status = 'open'",
}


def read_tables(folder: Path, cycle: int) -> dict[str, Sequence[Row]]:
    """The rows of every query. Raises duckdb.IOException where the release lacks a table: a fault of ours."""
    import duckdb

    tables: dict[str, Sequence[Row]] = {}
    with duckdb.connect() as connection:
        for name, paths in FILES.items():
            files = [str(folder / f"{path}.parquet") for path in paths]
            connection.read_parquet(files, union_by_name=True).create(name)
        for name, sql in QUERIES.items():
            found = connection.execute(sql, {"cycle": cycle} if "$cycle" in sql else None)
            names = [column[0] for column in found.description]
            tables[name] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return tables

"""What becomes of a ticket when files arrive over days: opened, closed by what mends it, settled by a review, never lost.

Each test gives files with the day on which they arrived, as the archive keeps them; the tables are built from nothing else.
"""

from __future__ import annotations

import csv
import hashlib
from datetime import date

import duckdb
import pytest
from support.built_models import SEEDS, CompiledProject

from assets.intake.reading import read_files

CITIES = "city_code,city_name,country_iso2\nxa-alba,Alba,XA\nxa-brina,Brina,XA\nxa-corvo,Corvo,XA\n"
ANSWERS = "cycle,city_code,submission_id,submission_version,question_code,option_codes,evidence_url,answered_on"
GRID = "cycle,city_code,entry_id,revision,area_code,question_codes,entry_kind,status,evaluated"
REVIEWS = "review_id,review_version,cycle,city_code,question_code,decision,expected_option_codes,corrected_option_codes,reviewed_on"
REGISTER = ("cities.csv", 1, CITIES)

Arrival = tuple[str, int, str]  # name of the file, day of May, content


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows, ""])


def answers(*rows: str) -> str:
    return table(ANSWERS, *rows)


def build(project: CompiledProject, *arrivals: Arrival) -> duckdb.DuckDBPyConnection:
    files = [(name, content.encode()) for name, _, content in arrivals]
    days = {hashlib.sha256(content.encode()).hexdigest(): date(2026, 5, day) for _, day, content in arrivals}
    return project.build(read_files(files, days))


def read_tickets(project: CompiledProject, *arrivals: Arrival) -> dict[str, tuple[str, int | None, int | None]]:
    """Status, day of opening and day of closing by kind; each kind occurs once."""
    with build(project, *arrivals) as connection:
        rows = connection.execute(
            "select ticket_code, status, day(opened_on), day(closed_on) from marts.tickets order by all"
        ).fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {code: (status, opened, closed) for code, status, opened, closed in rows}


def read_events(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    return connection.execute(
        "select event, day(happened_on) from marts.ticket_history order by ticket_id, event_number"
    ).fetchall()


WRONG = answers("2020,xa-alba,s,1,COM1,perhaps,,", "2020,xa-alba,s,1,COM8,yes,,")
STILL_WRONG = answers("2020,xa-alba,s,2,COM1,maybe,,", "2020,xa-alba,s,2,COM8,yes,,")
RIGHT = answers("2020,xa-alba,s,3,COM1,yes,,", "2020,xa-alba,s,3,COM8,yes,,")


def test_a_ticket_is_opened_once_and_closed_by_the_version_that_mends_it(project) -> None:
    arrivals = [REGISTER, ("1.csv", 2, WRONG), ("2.csv", 4, STILL_WRONG), ("3.csv", 7, RIGHT)]
    assert read_tickets(project, *arrivals[:2]) == {"unknown_option": ("open", 2, None)}
    assert read_tickets(project, *arrivals[:3]) == {"unknown_option": ("open", 2, None)}
    assert read_tickets(project, *arrivals) == {"unknown_option": ("closed", 2, 7)}


def test_the_order_of_arrival_changes_no_open_ticket(project) -> None:
    contents = {"1.csv": WRONG, "3.csv": RIGHT, "4.csv": answers("2020,xa-alba,s,4,COM1,never,,")}
    for days in ((2, 4, 7), (7, 4, 2), (4, 7, 2)):
        arrivals = [(name, day, content) for (name, content), day in zip(contents.items(), days, strict=True)]
        status, _, closed = read_tickets(project, REGISTER, *arrivals)["unknown_option"]
        assert (status, closed) == ("open", None)


def test_what_arrives_and_is_mended_on_one_day_is_told_as_well(project) -> None:
    assert read_tickets(project, REGISTER, ("1.csv", 2, WRONG), ("3.csv", 2, RIGHT)) == {
        "unknown_option": ("closed", 2, 2)
    }


def test_a_problem_that_comes_back_is_the_same_ticket(project) -> None:
    again = answers("2020,xa-alba,s,4,COM1,perhaps,,")
    with build(project, REGISTER, ("1.csv", 2, WRONG), ("3.csv", 4, RIGHT), ("4.csv", 9, again)) as connection:
        assert read_events(connection) == [("opened", 2), ("closed", 4), ("reopened", 9)]
        assert connection.execute("select status, day(opened_on), closed_on from marts.tickets").fetchall() == [
            ("open", 2, None)
        ]


def test_a_version_that_arrives_too_late_to_count_opens_nothing(project) -> None:
    assert read_tickets(project, REGISTER, ("3.csv", 2, RIGHT), ("1.csv", 4, WRONG)) == {}


def test_departments_that_disagree_are_settled_by_a_correction(project) -> None:
    first = answers("2020,xa-alba,s,1,COM1,yes,,")
    second = answers("2020,xa-alba,t,1,COM1,no,,")
    review = table(REVIEWS, "r,1,2020,xa-alba,COM1,corrected,no|yes,no,2020-06-01")
    arrivals = [REGISTER, ("1.csv", 2, first), ("2.csv", 3, second), ("r.csv", 5, review)]
    assert read_tickets(project, *arrivals[:3]) == {"departments_disagree": ("open", 3, None)}
    assert read_tickets(project, *arrivals) == {"departments_disagree": ("closed", 3, 5)}


def test_a_review_that_the_city_overtakes_is_told_from_then_on(project) -> None:
    review = table(REVIEWS, "r,1,2020,xa-alba,COM1,accepted,yes,,2020-06-01")
    yes, no = answers("2020,xa-alba,s,1,COM1,yes,,"), answers("2020,xa-alba,s,2,COM1,no,,")
    arrivals = [REGISTER, ("1.csv", 2, yes), ("r.csv", 3, review), ("2.csv", 6, no)]
    assert read_tickets(project, *arrivals[:3]) == {}
    assert read_tickets(project, *arrivals) == {"review_outdated": ("open", 6, None)}


def test_a_disputed_version_is_closed_by_the_next(project) -> None:
    other = answers("2020,xa-alba,s,3,COM1,no,,")
    more = answers("2020,xa-alba,s,4,COM1,no,,")
    arrivals = [REGISTER, ("1.csv", 2, RIGHT), ("2.csv", 4, other), ("3.csv", 8, more)]
    assert read_tickets(project, *arrivals[:3]) == {"submission_version_disputed": ("open", 4, None)}
    assert read_tickets(project, *arrivals) == {"submission_version_disputed": ("closed", 4, 8)}


def test_a_row_that_could_not_be_read_is_closed_by_the_next_version_of_its_submission(project) -> None:
    unread = answers("2020,xa-alba,s,1,COM1,yes,,someday", "2020,xa-alba,s,1,COM8,yes,,")
    other = answers("2020,xa-alba,t,2,COM7,never,,")
    arrivals = [REGISTER, ("1.csv", 2, unread), ("2.csv", 3, other), ("3.csv", 5, RIGHT)]
    assert read_tickets(project, *arrivals[:3]) == {"value_wrong_type": ("open", 2, None)}
    assert read_tickets(project, *arrivals) == {"value_wrong_type": ("closed", 2, 5)}


def test_a_file_of_the_same_name_takes_the_place_of_one_that_could_not_be_read(project) -> None:
    arrivals = [REGISTER, ("1.csv", 2, RIGHT.replace(",", ";")), ("1.csv", 2, RIGHT)]
    assert read_tickets(project, *arrivals[:2]) == {"wrong_delimiter": ("open", 2, None)}
    assert read_tickets(project, *arrivals) == {"wrong_delimiter": ("closed", 2, 2)}


def test_an_unknown_city_is_closed_by_the_register(project) -> None:
    early = ("1.csv", 2, RIGHT)
    others = ("others.csv", 1, "city_code,city_name,country_iso2\nxa-brina,Brina,XA\n")
    register = ("cities.csv", 6, CITIES)
    assert read_tickets(project, others, early) == {"unknown_city": ("open", 2, None)}
    # The row of Brina came twice with the same content, which is no dispute.
    assert read_tickets(project, others, early, register) == {"unknown_city": ("closed", 2, 6)}


def test_a_revision_of_the_grid_closes_what_it_mends(project) -> None:
    rows = [
        "2020,xa-alba,e,1,COM,COM1,action,completed,no",
        "2020,xa-alba,e,2,COM,COM1,action,completed,yes",
    ]
    arrivals = [REGISTER, ("1.csv", 2, RIGHT), ("g1.csv", 3, table(GRID, rows[0])), ("g2.csv", 6, table(GRID, rows[1]))]
    # The entry is also the first thing that bears out what the city says of the area.
    others = {"area_without_evidence": ("closed", 2, 3)}
    assert read_tickets(project, *arrivals[:3]) == {"completed_without_evaluation": ("open", 3, None), **others}
    assert read_tickets(project, *arrivals) == {"completed_without_evaluation": ("closed", 3, 6), **others}


def first_options(place: int = 1) -> dict[str, str]:
    """An answer to each question with one option, mostly the first."""
    with (SEEDS / "methodology_options.csv").open(encoding="utf-8", newline="") as file:
        options = [row for row in csv.DictReader(file) if row["methodology_id"] == "icc-2019"]
    with (SEEDS / "methodology_questions.csv").open(encoding="utf-8", newline="") as file:
        single = {
            row["question_code"]
            for row in csv.DictReader(file)
            if row["methodology_id"] == "icc-2019" and row["answer_kind"] == "single"
        }
    chosen = {}
    for number, code in enumerate(sorted(single)):
        own = [row["option_code"] for row in options if row["question_code"] == code]
        chosen[code] = own[(number // place) % 2]
    return chosen


def submission(city: str, version: int, chosen: dict[str, str]) -> str:
    return answers(*(f"2020,{city},s,{version},{code},{option},,2020-03-01" for code, option in chosen.items()))


@pytest.fixture(scope="module")
def copied() -> list[Arrival]:
    """Alba, Brina with the answers of Alba, and Corvo with others."""
    return [
        REGISTER,
        ("a.csv", 2, submission("xa-alba", 1, first_options())),
        ("b.csv", 3, submission("xa-brina", 1, first_options())),
        ("c.csv", 3, submission("xa-corvo", 1, first_options(2))),
    ]


def read_public(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Cities with an index of the cycle; the drafts hold the others."""
    rows = connection.execute("select distinct city_code from marts.index_scores order by all").fetchall()
    drafts = connection.execute("select distinct city_code from marts.draft_index_scores order by all").fetchall()
    assert {row[0] for row in rows} | {row[0] for row in drafts} == {"xa-alba", "xa-brina", "xa-corvo"}
    return [row[0] for row in rows]


def read_identical(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "select city_code, status, detail from marts.tickets where ticket_code = 'submissions_identical' order by all"
    ).fetchall()


def test_identical_submissions_are_both_held_back(project, copied) -> None:
    with build(project, *copied) as connection:
        assert read_identical(connection) == [("xa-alba", "open", "xa-brina"), ("xa-brina", "open", "xa-alba")]
        assert read_public(connection) == ["xa-corvo"]
        held = "select city_code, publish, held_back_by from marts.participations order by all"
        assert connection.execute(held).fetchall() == [
            ("xa-alba", "no", "submissions_identical"),
            ("xa-brina", "no", "submissions_identical"),
            ("xa-corvo", "yes", None),
        ]
        words = connection.execute("select distinct what from marts.tickets").fetchall()
        assert not any("xa-" in what for (what,) in words)


def test_answers_of_its_own_release_both_cities(project, copied) -> None:
    own = ("b2.csv", 9, submission("xa-brina", 2, first_options(3)))
    with build(project, *copied, own) as connection:
        assert read_identical(connection) == [("xa-alba", "closed", "xa-brina"), ("xa-brina", "closed", "xa-alba")]
        assert read_public(connection) == ["xa-alba", "xa-brina", "xa-corvo"]
        closed = connection.execute(
            "select distinct day(closed_on) from marts.tickets where ticket_code = 'submissions_identical'"
        )
        assert closed.fetchall() == [(9,)]


def test_a_complete_review_releases_a_city_and_no_other(project, copied) -> None:
    review = ("r.csv", 5, table(REVIEWS, "r,1,2020,xa-alba,,accepted,,,2020-06-01"))
    with build(project, *copied, review) as connection:
        assert [row[:2] for row in read_identical(connection)] == [("xa-alba", "settled"), ("xa-brina", "open")]
        assert read_public(connection) == ["xa-alba", "xa-corvo"]


def test_a_review_before_the_last_answer_releases_nothing(project, copied) -> None:
    review = ("r.csv", 5, table(REVIEWS, "r,1,2020,xa-alba,,accepted,,,2020-02-01"))
    with build(project, *copied, review) as connection:
        assert read_public(connection) == ["xa-corvo"]


def test_no_public_table_names_what_is_held_back(project, copied) -> None:
    earlier = answers(
        *(
            f"2017,xa-alba,s,1,{code},{option},,2017-03-01"
            for code, option in first_options(2).items()
            if code != "INA1"
        )
    )
    with build(project, *copied, ("old.csv", 1, earlier)) as connection:
        from expectations.publication import NOTHING_HELD_BACK

        assert connection.execute(NOTHING_HELD_BACK.sql).fetchall() == []
        # Alba stands in the network with its earlier cycle, Brina does not stand in it.
        assert connection.execute(
            "select city_code, member_cycle from marts.network where cycle = 2020 order by all"
        ).fetchall() == [("xa-alba", 2017), ("xa-corvo", 2020)]
        assert connection.execute(
            "select city_code from marts.city_bands where cycle = 2020 order by all"
        ).fetchall() == [
            ("xa-alba",),
            ("xa-corvo",),
        ]

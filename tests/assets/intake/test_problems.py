"""Tickets repeat what was submitted without harm, and a broken file does not flood them."""

from __future__ import annotations

import pytest

from assets.intake.bounds import MAX_QUOTED, MAX_TICKETS_OF_A_KIND
from assets.intake.problems import Problem, cap_problems, ticket_kinds, word_problem


def test_a_submitted_value_is_shortened_and_made_visible() -> None:
    value = "a\n\x1b\u202e" + "x" * 500
    what, _ = word_problem(Problem("value_wrong_form", values={"column_name": "c", "value": value, "hint": "h"}))
    assert what.startswith("'a···xxx")
    assert f"{'x' * 10}…' in c" in what
    assert len(what) < MAX_QUOTED + 50


def test_our_own_words_are_never_cut() -> None:
    accepted = ", ".join(f"option_{number}" for number in range(50))
    values = {"column_name": "c", "value": "v", "limit": accepted}
    assert word_problem(Problem("value_not_accepted", values=values))[1] == f"Write one of: {accepted}."


def test_a_submitted_placeholder_is_text() -> None:
    values = {"column_name": "{limit}", "value": "{column_name}", "hint": "text"}
    assert word_problem(Problem("value_wrong_type", values=values)) == (
        "'{column_name}' in {limit} is not text.",
        "Write text in {limit}.",
    )


def test_a_placeholder_without_a_value_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError, match="limit"):
        word_problem(Problem("too_many_rows"))


def test_examples_in_braces_stay_as_they_are() -> None:
    _, how_to_fix = word_problem(Problem("row_not_an_object", values={"value": "an array"}))
    assert '{"column": "value", …}' in how_to_fix


def test_at_most_so_many_tickets_of_a_kind_and_one_that_counts_the_rest(read, to_csv, city) -> None:
    rows = [city(city_code=f"no-c{number}", population="many") for number in range(MAX_TICKETS_OF_A_KIND + 20)]
    tables, tickets = read(to_csv(*rows, city(publish="perhaps")))
    assert [ticket.code for ticket in tickets].count("value_wrong_type") == MAX_TICKETS_OF_A_KIND
    assert tickets[-1].code == "further_problems"
    assert tickets[-1].what == (
        f"20 more rows of the file have the problem 'value wrong type', {MAX_TICKETS_OF_A_KIND + 20} in all."
    )
    assert "value_not_accepted" in {ticket.code for ticket in tickets}
    assert tables["cities"].empty


def test_few_problems_are_all_kept() -> None:
    problems = [Problem("value_wrong_type")] * MAX_TICKETS_OF_A_KIND + [Problem("unknown_column")]
    assert cap_problems(problems) == problems


def test_every_ticket_has_words() -> None:
    for kind in ticket_kinds().values():
        assert kind["what"].endswith((".", "}."))
        assert kind["how_to_fix"].endswith((".", "}."))

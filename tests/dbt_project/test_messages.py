"""What a sender reads about a submission: each problem that only shows when everything is looked at together."""

from __future__ import annotations

import pytest
from support.built_models import CompiledProject

from assets.intake.reading import read_files

CITIES = "city_code,city_name,country_iso2\nxa-alba,Alba,XA\n"
ANSWERS = "cycle,city_code,submission_id,submission_version,question_code,methodology_id,option_codes,dont_know,not_applicable_reason\n"
REVIEWS = "review_id,review_version,cycle,city_code,area_code,question_code,decision,expected_option_codes,corrected_option_codes,reviewed_on\n"
GOOD = "2020,xa-alba,s1,1,COM1,,yes,,\n"

# Ticket: further answers, reviews, what the sender reads.
PROBLEMS = {
    "unknown_city": ("2020,xa-nowhere,s1,1,COM1,,yes,,\n", "",
        "The city xa-nowhere is not in the register of cities.",
        "Check the spelling of the code, or add the city to a cities file first."),
    "unknown_cycle": ("1999,xa-alba,s1,1,COM1,,yes,,\n", "",
        "No questionnaire belongs to the cycle 1999.",
        "Check the year. If it is right, the methodology has to be extended by the programme."),
    "unknown_methodology": ("2020,xa-alba,s2,1,COM2,icc-1999,no,,\n", "",
        "The questionnaire 'icc-1999' does not exist.",
        "Check methodology_id, or leave it empty to use the questionnaire of the cycle."),
    "unknown_question": ("2020,xa-alba,s2,1,COM99,,yes,,\n", "",
        "The question COM99 does not exist in any questionnaire.",
        "Check the spelling of the question code."),
    "question_not_in_questionnaire": ("2020,xa-alba,s2,1,BUS0,,yes,,\n", "",
        "The question BUS0 is not part of the questionnaire icc-2019; the answer is not used.",
        "Leave the question out, or name the questionnaire that was filled in in methodology_id."),
    "questionnaires_disagree": ("2020,xa-alba,s2,1,COM2,icc-2016,no,,\n2020,xa-alba,s3,1,COM8,icc-2008,no,,\n", "",
        "Parts of the submission name different questionnaires: icc-2008, icc-2016; the one of the cycle is used.",
        "Name the same methodology_id in all parts and send them again under the next higher version number."),
    "unknown_option": ("2020,xa-alba,s2,1,MED1,,civil_society|Institutions,,\n", "",
        "The question MED1 does not have the option Institutions; the answer counts as missing.",
        "Choose one of the options of the question; codes are case-sensitive."),
    "two_options_on_single_choice": ("2020,xa-alba,s2,1,COM8,,no|yes,,\n", "",
        "The question COM8 takes one option, but has no, yes; the answer counts as missing.",
        "Keep the one option that fits best."),
    "contradictory_row": ("2020,xa-alba,s2,1,COM7,,yes,yes,\n", "",
        "The answer to COM7 says more than one thing: options, don't know or not applicable (yes); it counts as missing.",
        "Keep one of the three and clear the others."),
    "departments_disagree": ("2020,xa-alba,s2,1,COM1,,no,,\n", "",
        "Departments answered COM1 differently: no, yes (s1, s2); the answer counts as missing until a review decides.",
        "Agree on one answer and send a new version, or let the reviewer correct it."),
    "review_outdated": ("", "r1,1,2020,xa-alba,,COM1,accepted,no,,2020-09-01\n",
        "The review r1 of COM1 was made on another answer than the current one; it has no effect.",
        "Review the current answer and send a new version of the review."),
}  # fmt: skip


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_says_what_it_is_and_how_to_mend_it(project: CompiledProject, code: str) -> None:
    answers, reviews, what, how_to_fix = PROBLEMS[code]
    files = [("cities.csv", CITIES.encode()), ("answers.csv", (ANSWERS + GOOD + answers).encode())]
    if reviews:
        files.append(("reviews.csv", (REVIEWS + reviews).encode()))
    with project.build(read_files(files)) as connection:
        tickets = connection.execute(
            "select ticket_code, source_file, location, what, how_to_fix from marts.tickets"
        ).fetchall()
        assert connection.execute("select count(*) from marts.index_scores where cycle = 2020").fetchone() > (0,), (
            "the rest goes on"
        )
    assert [(row[0], row[3], row[4]) for row in tickets] == [(code, what, how_to_fix)]
    assert tickets[0][1] == ("reviews.csv" if reviews else "answers.csv")
    assert tickets[0][2] in {"row 2", "row 3", "the submission"}

"""Each test of the seeds lets the shipped files pass and stops exactly the mistake that it is about.

A mistake is an edit of the shipped rows; the compiled tests then run on the edited copy. Tests of computed tables
stand in `test_score_tests.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.built_models import CompiledProject
from support.edited_seeds import Edit, add, drop, put, repeat, write_edited_seeds

FIRST, NOW = "icc-2008", "icc-2019"


def question(code: str, version: str = NOW) -> dict[str, str]:
    return {"methodology_id": version, "question_code": code}


def area(code: str, version: str = NOW) -> dict[str, str]:
    return {"methodology_id": version, "area_code": code}


BAND = {"band_kind": "population", "first_cycle": "2019"}
MISTAKES: list[tuple[str, str, tuple[Edit, ...]]] = [
    # test that must fail, what was done wrong, how
    ("every_question_has_an_option_worth_full_points", "the best option of a single choice is worth less than 1",
        (put("methodology_options", {**question("COM1"), "option_code": "yes"}, points="0.9"),)),
    ("every_question_has_an_option_worth_full_points", "all options together do not reach full marks",
        (put("methodology_questions", question("MED2"), full_marks="99"),)),
    ("every_question_has_an_option_worth_nothing", "the worst option is worth something",
        (put("methodology_options", {**question("COM1"), "option_code": "no"}, points="0.1"),)),
    ("every_multiple_choice_has_full_marks", "a multiple choice without full marks",
        (put("methodology_questions", question("MED1"), full_marks=""),)),
    ("every_multiple_choice_has_full_marks", "a single choice with full marks",
        (put("methodology_questions", question("COM1"), full_marks="1"),)),
    ("every_option_belongs_to_a_question_of_its_version", "an option of a question that the version does not have",
        (add("methodology_options", **question("COM99"), option_code="yes", points="1", is_exclusive="no"),)),
    ("every_parent_is_a_question_of_its_version", "a parent that only a later version has",
        (put("methodology_questions", question("COM3", FIRST), parent_question_code="PAR1", parent_opening_options=""),)),
    ("every_opening_option_is_an_option_of_the_parent", "an opening option that the parent does not offer",
        (put("methodology_questions", question("MED2"), parent_opening_options="civil_society|nowhere"),)),
    ("every_opening_option_is_an_option_of_the_parent", "a parent that nothing opens",
        (put("methodology_questions", question("MED2"), parent_opening_options=""),)),
    ("every_opening_option_is_an_option_of_the_parent", "opening options without a parent",
        (put("methodology_questions", question("MED3"), parent_opening_options="yes"),)),
    ("no_question_stands_above_itself", "parent and child open each other",
        (put("methodology_questions", question("COM2"), parent_question_code="COM3", parent_opening_options="yes"),)),
    ("every_area_hangs_below_the_index", "two composites hang on each other",
        (put("methodology_areas", area("LENS"), parent_area_code="TOP"),
         add("areas", area_code="TOP", area_name="Top", sort_order="99"),
         add("methodology_areas", **area("TOP"), parent_area_code="LENS", index_code="core", weight="1"))),
    ("every_area_hangs_below_the_index", "an area below one that is not there",
        (put("methodology_areas", area("MED"), parent_area_code="NOWHERE"),)),
    ("every_area_has_either_questions_or_areas_below_it", "an area with neither",
        (add("methodology_areas", **area("PAR", FIRST), index_code="core", weight="1"),)),
    ("every_area_has_either_questions_or_areas_below_it", "an area with both",
        (put("methodology_areas", area("MED"), parent_area_code="COM"),)),
    ("every_area_of_a_version_is_named", "an area without a name",
        (drop("areas", area_code="MED"),)),
    ("every_question_belongs_to_an_area_of_its_version", "a question in an area that only a later version has",
        (put("methodology_questions", question("COM1", FIRST), area_code="PAR"),)),
    ("every_question_of_a_version_is_worded", "a question without wording",
        (drop("questions", question_code="MED1"),)),
    ("every_question_and_area_belongs_to_a_version", "a question of a version that no cycle has",
        (add("methodology_questions", **question("COM1", "icc-2099"), area_code="COM", index_code="core", weight="1", answer_kind="single"),
         add("methodology_areas", **area("COM", "icc-2099"), index_code="core", weight="1"),
         add("methodology_options", **question("COM1", "icc-2099"), option_code="yes", points="1", is_exclusive="no"),
         add("methodology_options", **question("COM1", "icc-2099"), option_code="no", points="0", is_exclusive="no"))),
    ("what_is_core_hangs_on_core_areas", "a core question in an area of the extended index",
        (put("methodology_questions", question("PAR1"), index_code="core"),)),
    ("what_is_core_hangs_on_core_areas", "a core area below a composite of the extended index",
        (put("methodology_areas", area("LENS"), index_code="extended"),)),
    ("the_dates_of_a_cycle_are_in_order", "reviews due before submissions",
        (put("cycle_calendar", {"cycle": "2026"}, reviews_due_on="2026-06-29"),)),
    ("the_dates_of_a_cycle_are_in_order", "a deadline that nobody set",
        (put("cycle_calendar", {"cycle": "2026"}, releases_on=""),)),
    ("every_cycle_of_the_calendar_has_a_version", "a cycle before the first version",
        (put("cycle_calendar", {"cycle": "2026"}, cycle="1999"),)),
    ("each_cycle_has_exactly_one_version", "a year without a version",
        (put("methodologies", {"methodology_id": FIRST}, last_cycle="2014"),)),
    ("each_cycle_has_exactly_one_version", "a year with two versions",
        (put("methodologies", {"methodology_id": FIRST}, last_cycle="2016"),)),
    ("each_cycle_has_exactly_one_version", "two versions that run on",
        (put("methodologies", {"methodology_id": "icc-2016"}, last_cycle=""),)),
    ("each_cycle_has_exactly_one_version", "a version that ends before it begins",
        (put("methodologies", {"methodology_id": NOW}, last_cycle="2018"),)),
    ("every_mapped_question_exists", "a map to a question that the version does not have",
        (add("question_map", methodology_id_a=FIRST, question_code_a="COM99", methodology_id_b=NOW, question_code_b="PAR1"),)),
    ("each_question_is_carried_from_one_question", "two questions of one version carry over to the same",
        (add("question_map", methodology_id_a=FIRST, question_code_a="COM1", methodology_id_b=NOW, question_code_b="ANT2"),)),
    ("each_question_is_carried_from_one_question", "a map beside an equal code",
        (add("question_map", methodology_id_a=FIRST, question_code_a="COM1", methodology_id_b=NOW, question_code_b="COM2"),)),
    ("options_are_worth_0_to_1", "more than full points",
        (put("methodology_options", {**question("COM1"), "option_code": "yes"}, points="1.1"),)),
    ("options_are_worth_0_to_1", "no points given",
        (add("methodology_options", **question("COM1"), option_code="perhaps", is_exclusive="no"),)),
    ("question_weights_are_positive", "a question that weighs nothing",
        (put("methodology_questions", question("COM1"), weight="0"),)),
    ("question_weights_are_positive", "a question without a weight",
        (put("methodology_questions", question("COM1"), weight=""),)),
    ("area_weights_are_positive", "an area that weighs less than nothing",
        (put("methodology_areas", area("MED"), weight="-1"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "a gap between two bands",
        (put("peer_bands", {**BAND, "upper_exclusive": "100000"}, upper_exclusive="90000"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "two bands overlap",
        (put("peer_bands", {**BAND, "upper_exclusive": "100000"}, upper_exclusive="110000"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "the last band ends",
        (put("peer_bands", {**BAND, "lower_inclusive": "500000"}, upper_exclusive="9000000"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "the first band does not begin at 0",
        (put("peer_bands", {**BAND, "lower_inclusive": "0"}, lower_inclusive="1"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "years without bands",
        (put("peer_bands", {"band_kind": "diversity", "last_cycle": "2018"}, last_cycle="2017"),)),
    ("bands_of_a_kind_meet_without_gap_or_overlap", "old and new bands in the same year",
        (put("peer_bands", {"band_kind": "diversity", "last_cycle": "2018"}, last_cycle="2019"),)),
    ("codes_do_not_collide_with_the_notation", "an option code with the sign between items of a list",
        (add("methodology_options", **question("COM1"), option_code="yes|no", points="0.5", is_exclusive="no"),)),
    ("codes_do_not_collide_with_the_notation", "an area that is called like the top of the tree",
        (put("areas", {"area_code": "MED"}, area_code="INDEX"),
         put("methodology_areas", {"area_code": "MED"}, area_code="INDEX"),
         put("methodology_questions", {"area_code": "MED"}, area_code="INDEX"))),
    ("an_option_is_exclusive_or_not", "a word that is neither yes nor no",
        (put("methodology_options", {**question("COM1"), "option_code": "yes"}, is_exclusive="maybe"),)),
    ("a_question_is_single_or_multiple_choice", "another kind of answer",
        (put("methodology_questions", question("COM1"), answer_kind="text"),)),
    ("questions_are_core_or_extended", "an index that is not known",
        (put("methodology_questions", question("PAR1"), index_code="experimental"),)),
    ("areas_are_core_or_extended", "an index that is not known",
        (put("methodology_areas", area("PAR"), index_code="experimental"),)),
    ("missing_rule_is_zero_or_exclude", "another rule for missing answers",
        (put("methodologies", {"methodology_id": NOW}, missing_rule="mean"),)),
    ("every_version_has_a_sample_window", "no window",
        (put("methodologies", {"methodology_id": NOW}, sample_window_years=""),)),
    ("bands_are_of_population_or_diversity", "another kind of band",
        (put("peer_bands", {"band_kind": "diversity"}, band_kind="income"),)),
    ("a_question_is_a_fact_an_input_or_an_impact", "another kind of data",
        (put("questions", {"question_code": "COM1"}, data_type="opinion"),)),
    ("a_question_says_who_can_act_on_it", "somebody else",
        (put("questions", {"question_code": "COM1"}, actionable="nobody"),)),
    ("tickets_block_or_are_errors_warnings_or_notes", "another severity",
        (put("ticket_kinds", {"ticket_code": "unknown_city"}, severity="fatal"),)),
    ("tickets_are_for_the_city_or_the_programme", "somebody else",
        (put("ticket_kinds", {"ticket_code": "unknown_city"}, addressee="mayor"),)),
    ("a_review_settles_a_ticket_or_does_not", "a word that is neither yes nor no",
        (put("ticket_kinds", {"ticket_code": "unknown_city"}, settled_by_review="maybe"),)),
    ("what_is_found_in_the_scores_does_not_block", "a jump that holds back",
        (put("ticket_kinds", {"ticket_code": "area_jumped"}, severity="blocking"),)),
    ("the_checks_know_every_role", "a role that no check asks for",
        (add("question_roles", question_code="COM1", role="strategy"),)),
    ("every_survey_item_belongs_to_an_area", "an area that is not there",
        (put("survey_items", {"item_code": "valued"}, area_code="XXX"),)),
    ("survey_groups_are_of_known_kinds", "another kind of group",
        (add("survey_groups", group_kind="income", group_code="low"),)),
    *((f"one_row_per_key_in_{seed}", "the same row twice", (repeat(seed),))
      for seed in ("anti_rumours_steps", "areas", "collection_frequencies", "curriculum", "curriculum_evidence", "cycle_calendar", "fact_codes", "indicator_library", "methodologies", "methodology_areas", "methodology_options",
                   "methodology_questions", "peer_bands", "question_map", "question_roles", "questions", "survey_groups", "survey_items", "ticket_kinds")),
]  # fmt: skip
# What breaks these rules breaks others too: a repeated row is counted twice, the last version has no cycles of the calendar.
SHADOWS = {
    "each_cycle_has_exactly_one_version": {"every_cycle_of_the_calendar_has_a_version"},
    "one_row_per_key_in_methodologies": {"each_cycle_has_exactly_one_version"},
    "one_row_per_key_in_peer_bands": {"bands_of_a_kind_meet_without_gap_or_overlap"},
}


def run_on_edited(project: CompiledProject, edits: tuple[Edit, ...], folder: Path) -> set[str]:
    with project.load_reference(write_edited_seeds(folder, edits)) as connection:
        return project.failing_tests(connection, {"reference"})


def test_shipped_seeds_pass(project: CompiledProject, tmp_path: Path) -> None:
    assert run_on_edited(project, (), tmp_path) == set()


@pytest.mark.parametrize(("name", "mistake", "edits"), MISTAKES, ids=[f"{name}: {what}" for name, what, _ in MISTAKES])
def test_exactly_this_test_stops_the_mistake(
    project: CompiledProject, name: str, mistake: str, edits: tuple[Edit, ...], tmp_path: Path
) -> None:
    assert run_on_edited(project, edits, tmp_path) - SHADOWS.get(name, set()) == {name}, mistake


def test_every_seed_test_has_a_mistake_that_it_stops(project: CompiledProject) -> None:
    assert {name for read, name, _ in project.tests if read == {"reference"}} == {name for name, _, _ in MISTAKES}

"""What the platform makes of the fictional network: plausible scores, tickets where something is wrong."""

from __future__ import annotations

import pytest

from samples.demo.trials import FOLDER, TRIAL_CITY

OWN = (
    "join reference.methodologies using (methodology_id) where cycle between first_cycle and coalesce(last_cycle, 9999)"
)
# What each wrong file gets a ticket for.
TRIAL_TICKETS = {
    "unknown-codes.csv": {
        "unknown_city",
        "unknown_cycle",
        "unknown_question",
        "unknown_option",
        "two_options_on_single_choice",
    },
    "contradiction.json": {"contradictory_row"},
    "old-encoding.csv": {"wrong_encoding"},
    "missing-column.csv": {"missing_column"},
    "semicolons.csv": {"wrong_delimiter"},
    "residents.csv": {
        "value_out_of_bounds",
        "survey_answers_disputed",
        "survey_city_unknown",
        "survey_cycle_unknown",
        "survey_group_unknown",
        "survey_item_unknown",
    },
    "rumours.csv": {"contact_data_masked"},
    "rumour-measurements.csv": {"revision_disputed", "unknown_rumour", "value_out_of_bounds"},
    "visit-findings.csv": {"unknown_activity"},
    "minutes.txt": {"kind_not_recognised"},
}


@pytest.fixture(scope="module")
def scores(warehouse):
    return warehouse.sql(f"select * from marts.index_scores {OWN}").df()


@pytest.fixture(scope="module")
def tickets(warehouse):
    return warehouse.sql("select * from marts.tickets").df()


@pytest.fixture(scope="module")
def others(tickets):
    """Tickets of the fictional cities, without the trials."""
    is_trial = tickets["source_file"].str.startswith(FOLDER, na=False)
    return tickets[~is_trial & (tickets["city_code"] != TRIAL_CITY["city_code"])]


@pytest.mark.parametrize("name", TRIAL_TICKETS)
def test_each_wrong_file_gets_its_tickets(tickets, name) -> None:
    found = tickets[tickets["source_file"] == f"{FOLDER}/{name}"]
    assert set(found["ticket_code"]) == TRIAL_TICKETS[name]


def test_a_version_that_arrived_twice_gets_a_ticket(tickets) -> None:
    found = tickets[tickets["ticket_code"] == "submission_version_disputed"]
    assert list(found["city_code"]) == [TRIAL_CITY["city_code"]]


def test_nothing_else_is_wrong_but_that_departments_disagree_and_some_targets_lie_the_wrong_way(others) -> None:
    assert set(others[others["severity"].isin(["error", "blocking"])]["ticket_code"]) == {
        "departments_disagree",
        "target_invalid",
    }


def test_checks_find_something_to_look_at_and_little_of_it(others) -> None:
    doubts = others[~others["severity"].isin(["error", "blocking"])]
    assert set(doubts["ticket_code"]) == {
        "stale_answer",
        "review_outdated",
        "contact_data_masked",
        "answer_ruled_out",
        "area_jumped",
        "area_without_evidence",
        "budget_without_amount",
        "completed_without_evaluation",
        "recommendation_open_long",
        "grid_indicator_unknown",
        "grid_objective_unknown",
    }
    participations, tied = 468, 768  # entries that name an objective or an indicator
    about_entries = doubts["ticket_code"].isin(["grid_indicator_unknown", "grid_objective_unknown"])
    assert len(doubts) < 0.5 * participations
    assert (doubts[~about_entries]["status"] == "open").sum() < 0.12 * participations
    assert about_entries.sum() < 0.06 * tied


def test_a_later_version_has_closed_a_ticket(others) -> None:
    assert set(others[others["status"] == "closed"]["ticket_code"]) == {"area_without_evidence", "review_outdated"}


def test_reviews_settle_some_disagreements(tables, tickets) -> None:
    settled = tables["reviews"]["note"].str.startswith("The departments agreed", na=False).sum()
    assert settled >= 3
    assert (tickets["ticket_code"] == "departments_disagree").sum() >= 3


def test_every_state_of_an_answer_occurs(warehouse) -> None:
    states = warehouse.sql("select distinct state from marts.indicator_scores").df()["state"]
    assert set(states) == {
        "not_asked",
        "rejected",
        "closed",
        "invalid",
        "not_applicable",
        "dont_know",
        "unanswered",
        "answered",
    }


def test_most_indices_are_fully_covered_and_each_status_occurs(warehouse, scores) -> None:
    core = scores[scores["index_code"] == "core"]
    assert (core["coverage_status"] == "full").mean() > 0.8
    assert set(core["coverage_status"]) == {"full", "partial", "indicative", "insufficient"}


def test_the_network_of_2025_has_more_than_100_cities(warehouse) -> None:
    query = f"select * from marts.peer_comparisons {OWN} and cycle = 2025 and area_code = 'INDEX'"
    peers = warehouse.sql(query).df()
    whole = peers[peers["peer_group_kind"] == "all"]
    assert whole["cities"].min() > 100
    assert whole["sample_basis"].min() >= 20
    kinds = {"all", "population", "diversity", "population_diversity", "country", "network"}
    assert set(peers["peer_group_kind"]) == kinds


def test_core_scores_are_spread_between_35_and_90(scores) -> None:
    core = scores[(scores["index_code"] == "core") & (scores["cycle"] >= 2019)]["score"].dropna()
    assert 55 < core.mean() < 75
    assert 10 < core.std() < 20
    assert core.between(30, 95).mean() > 0.95


def test_scores_grow_over_the_cycles_but_not_everywhere(scores) -> None:
    complete = scores[(scores["index_code"] == "core") & (scores["coverage_status"] == "full")]
    ordered = complete.sort_values(["city_code", "cycle"]).groupby("city_code")["score"]
    change = (ordered.last() - ordered.first())[ordered.size() > 1]
    assert change.mean() > 2
    assert 0.05 < (change < 0).mean() < 0.45


def test_areas_of_a_city_hang_together_without_being_the_same(warehouse) -> None:
    query = f"select * from marts.area_scores {OWN} and index_code = 'core' and cycle >= 2019"
    table = warehouse.sql(query).df()
    wide = table.assign(row=table["city_code"] + table["cycle"].astype(str)).pivot(
        index="row", columns="area_code", values="score"
    )
    correlations = wide.corr().stack()
    assert 0.2 < correlations[correlations < 1].mean() < 0.6

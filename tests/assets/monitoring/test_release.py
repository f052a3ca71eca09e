"""Statuses of a release can be worked out once more from its public tables, also as of an earlier day."""

from __future__ import annotations

import pandas as pd
import pytest

from assets.monitoring.release import NoStrategy, follow_city

KEY = ["indicator_id", "group_code", "target_on"]


@pytest.fixture(scope="module")
def published(demo) -> pd.DataFrame:
    return pd.read_parquet(demo.release / "public" / "data" / "indicator_progress.parquet").fillna({"group_code": ""})


def test_a_release_says_the_same_again(demo, published) -> None:
    for city in sorted(published["city_code"].unique())[:5]:
        again = follow_city(demo.release, city).sort_values(KEY, ignore_index=True)
        said = published[published["city_code"] == city].sort_values(KEY, ignore_index=True)
        for column in (
            "status",
            "overdue",
            "rule",
            "other_rules",
            "latest_value",
            "progress_ratio",
            "needed_next_year",
        ):
            pd.testing.assert_series_equal(again[column], said[column], check_dtype=False)


def test_an_earlier_day_knows_less(demo, published) -> None:
    city = published["city_code"].iloc[0]
    start = pd.to_datetime(published.loc[published["city_code"] == city, "baseline_on"]).min()
    rows = follow_city(demo.release, city, start)
    assert set(rows["status"]) <= {"insufficient_data", "invalid_target"}
    assert (rows["as_of"] == start).all()


def test_a_city_without_a_strategy_is_told_who_has_one(demo, published) -> None:
    with pytest.raises(NoStrategy, match=published["city_code"].iloc[0]):
        follow_city(demo.release, "xx-nowhere")


def test_every_target_that_is_not_judged_has_its_ticket(demo, published) -> None:
    """The rule stands in Python, where a status is judged, and in SQL, where the life of a ticket is followed."""
    internal = demo.release / "internal" / "data"
    drafts = pd.read_parquet(internal / "draft_indicator_progress.parquet").fillna({"group_code": ""})
    judged = pd.concat([published, drafts])
    wrong = judged[(judged["status"] == "invalid_target") & (judged["group_code"] == "")]
    tickets = pd.read_parquet(internal / "tickets.parquet")
    told = tickets[tickets["what"].str.startswith("A target of the indicator")]
    assert len(told) == len(wrong) > 0
    assert all(told["what"].str.contains(code, regex=False).any() for code in wrong["indicator_id"])

"""Pages and explanations of releases at the edges: versions that nothing connects, and versions that the seeds do not have."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from support.built_models import SEEDS
from support.little import build_little, write_methodology

from assets.schema import mart_tables, reference_tables
from reports.assets import read_thresholds
from reports.edition import Edition
from reports.explanation import NotExplainable, explain_score
from reports.site import build_site

CITY = "xa-alba"
ROWS = [
    *((2008, CITY, "s1", 1, code, "", "yes") for code in ("Q1", "Q2", "Q3")),
    *((2010, CITY, "s2", 1, code, "", "yes") for code in ("Q8", "Q9")),
    *((2010, "xa-birch", "s1", 1, code, "early", "no") for code in ("Q1", "Q2", "Q3")),
]


@pytest.fixture(scope="module")
def frames(project, tmp_path_factory) -> dict[str, pd.DataFrame]:
    """All tables of a little release: none of its versions is one of the shipped seeds."""
    versions = {"early": {"AA": ["Q1", "Q2"], "BB": ["Q3"]}, "late": {"CC": ["Q8", "Q9"]}}
    reference = write_methodology(tmp_path_factory.mktemp("seeds"), versions)
    with build_little(project, reference, ROWS) as connection:
        read = {name: connection.sql(f"select * from marts.{name}").df() for name in mart_tables()}
        read |= {name: connection.sql(f"select * from reference.{name}").df() for name in reference_tables()}
    return read


@pytest.fixture(scope="module")
def site(frames, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("site")
    edition = Edition("2010-abc", 2010, "A title", "Our computation.", False, False, read_thresholds(), "1")
    whole = {name: frame.convert_dtypes() for name, frame in frames.items()}  # years stay whole, as the site reads them
    tables = {name: whole[name] for name, table in mart_tables().items() if table.audience == "public"}
    build_site(tables, {name: whole[name] for name in reference_tables()}, edition, target)
    return target


def test_pages_say_that_nothing_connects_two_versions(site) -> None:
    text = (site / "versions.html").read_text(encoding="utf-8")
    assert "<strong>0</strong> of 1" in text
    assert "1: nothing was asked" in text
    city = (site / "city" / f"{CITY}.html").read_text(encoding="utf-8")
    assert city.count("no score: nothing was asked") >= 2
    assert "<strong>100</strong>" in city, "its own score stands"


def test_a_city_that_filled_in_a_questionnaire_of_another_time_has_a_page(site) -> None:
    city = (site / "city" / "xa-birch.html").read_text(encoding="utf-8")
    assert "No number is shown: nothing was asked" in city
    assert "0 of 0" in city
    assert "<dd>2 <span" in city, "two questions of the version of the cycle were not asked"


def test_too_few_cities_to_learn_from_are_named(site) -> None:
    city = (site / "city" / f"{CITY}.html").read_text(encoding="utf-8")
    assert (
        "Not enough to say where this city could learn most: Area CC: fewer than five cities to compare with." in city
    )
    assert "or fewer than five have a score" in (site / "practices.html").read_text(encoding="utf-8")
    clusters = (site / "clusters.html").read_text(encoding="utf-8")
    assert "There are no groups to show: fewer than ten cities have enough scores." in clusters
    audit = (site / "audit.html").read_text(encoding="utf-8")
    assert "No figures: fewer than five cities." in audit or "There is nothing to measure." in audit


def test_a_score_under_a_version_that_the_seeds_lack_is_explained(frames) -> None:
    assert "early" not in set(pd.read_csv(SEEDS / "methodologies.csv")["methodology_id"])
    lines = list(explain_score(frames, CITY, 2008))
    assert lines[0] == "Alba (xa-alba), cycle 2008, core index, early"
    assert lines[-1] == "Published score:       100"


def test_a_missing_score_is_explained_in_words(frames) -> None:
    lines = list(explain_score(frames, "xa-birch", 2010))
    assert "No score is published: nothing was asked (nothing_asked)." in lines[2]
    with pytest.raises(NotExplainable, match="Its cycles: 2010"):
        explain_score(frames, "xa-birch", 2008)

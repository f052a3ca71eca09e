"""What happens at the edges of versions, bands and years. The table of them all is `docs/edge_cases.md`."""

from __future__ import annotations

import duckdb
import pytest
from support.built_models import CompiledProject
from support.little import build_little, write_methodology

OLD = {"AA": ["Q1", "Q2"], "BB": ["Q3"]}
NEW = {"AA": ["Q1"], "BB": ["Q2", "Q3"]}  # Q2 has moved
ALONE = {"CC": ["Q8", "Q9"]}
CITY = "xa-alba"
BUILT = {"reference", "raw", "staging", "intermediate", "scores", "marts"}


def answer(cycle: int, version: str = "", submission: str = "s1", number: int = 1, **options: str) -> list[tuple]:
    """Rows of one submission, a question each."""
    return [(cycle, CITY, submission, number, code, version, option) for code, option in options.items()]


def read_scores(
    connection: duckdb.DuckDBPyConnection, cycle: int, version: str
) -> dict[str, tuple[float | None, str | None]]:
    """Score and reason of each area, and of INDEX, of the one city."""
    return {
        area: (score, reason)
        for area, score, reason in connection.execute(
            """
            select area_code, score, comparability_reason from marts.area_scores where cycle = $1 and methodology_id = $2
            union all
            select 'INDEX', score, comparability_reason from marts.index_scores where cycle = $1 and methodology_id = $2
            """,
            [cycle, version],
        ).fetchall()
    }


def read_tickets(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int | None]]:
    return connection.execute("select ticket_code, cycle from marts.tickets order by all").fetchall()


def read_questionnaire(connection: duckdb.DuckDBPyConnection, cycle: int) -> str:
    return connection.execute("select questionnaire_id from marts.participations where cycle = ?", [cycle]).fetchall()[
        0
    ][0]


@pytest.fixture
def little(tmp_path):
    return write_methodology(tmp_path / "little", {"old": OLD, "new": NEW})


def test_a_city_that_still_fills_in_the_old_questionnaire(project: CompiledProject, little) -> None:
    """The one that it names is the one filled in: its own version is scored like any other that was not filled in."""
    rows = answer(2010, "old", Q1="yes", Q2="no", Q3="yes")
    with build_little(project, little, rows) as connection:
        assert project.failing_tests(connection, BUILT) == set()
        assert read_tickets(connection) == []
        assert read_questionnaire(connection, 2010) == "old"
        assert read_scores(connection, 2010, "old") == {"AA": (50, None), "BB": (100, None), "INDEX": (75, None)}
        assert read_scores(connection, 2010, "new") == {"AA": (100, None), "BB": (50, None), "INDEX": (75, None)}


def test_a_new_version_of_a_submission_changes_the_questionnaire(project: CompiledProject, little) -> None:
    rows = answer(2010, "old", Q1="yes", Q2="no", Q3="yes") + answer(2010, "new", number=2, Q1="no", Q2="no", Q3="no")
    with build_little(project, little, rows) as connection:
        assert read_tickets(connection) == []
        assert read_questionnaire(connection, 2010) == "new"


def test_a_series_that_names_none_follows_the_one_that_does(project: CompiledProject, little) -> None:
    rows = answer(2010, "old", Q1="yes") + answer(2010, "", submission="s2", Q2="no", Q3="yes")
    with build_little(project, little, rows) as connection:
        assert read_tickets(connection) == []
        assert read_questionnaire(connection, 2010) == "old"


def test_series_that_name_different_questionnaires(project: CompiledProject, little) -> None:
    """A ticket, and the questionnaire of the cycle."""
    rows = answer(2010, "old", Q1="yes") + answer(2010, "new", submission="s2", Q2="no", Q3="yes")
    with build_little(project, little, rows) as connection:
        assert read_tickets(connection) == [("questionnaires_disagree", 2010)]
        assert read_questionnaire(connection, 2010) == "new"
        assert read_scores(connection, 2010, "new")["INDEX"] == (75, None)


def test_a_cycle_before_the_first_version(project: CompiledProject, little) -> None:
    """A ticket; the rows are kept and not scored, and the other cycles of the city stand as they are."""
    rows = answer(1999, Q1="yes", Q2="yes", Q3="yes") + answer(2008, Q1="yes", Q2="no", Q3="yes")
    with build_little(project, little, rows) as connection:
        assert read_tickets(connection) == [("unknown_cycle", 1999)]
        assert connection.execute("select count(*) from raw.answers where cycle = '1999'").fetchone() == (3,)
        assert connection.execute("select distinct cycle from marts.index_scores").fetchall() == [(2008,)]
        assert read_scores(connection, 2008, "old")["INDEX"] == (75, None)


def test_a_version_without_a_bridge_to_another(project: CompiledProject, tmp_path) -> None:
    """Nothing was asked of the other version: no score, and the reason; own scores and the network stand."""
    reference = write_methodology(tmp_path, {"old": OLD, "alone": ALONE})
    rows = answer(2009, Q1="yes", Q2="yes", Q3="yes") + answer(2010, Q8="yes", Q9="no")
    with build_little(project, reference, rows) as connection:
        assert project.failing_tests(connection, BUILT) == set()
        assert read_scores(connection, 2009, "alone") == {
            "CC": (None, "nothing_asked"),
            "INDEX": (None, "nothing_asked"),
        }
        assert read_scores(connection, 2010, "alone") == {"CC": (50, None), "INDEX": (50, None)}
        assert set(read_scores(connection, 2010, "old").values()) == {(None, "nothing_asked")}
        grid = connection.execute(
            "select cycle, methodology_id, cities_comparable, cities_nothing_asked from marts.comparability "
            "where area_code = 'INDEX' order by all"
        ).fetchall()
        assert grid == [(2009, "alone", 0, 1), (2009, "old", 1, 0), (2010, "alone", 1, 0), (2010, "old", 0, 1)]
        # the member of 2010 is its own latest participation, not the one that nothing compares with
        assert connection.execute("select cycle, member_cycle from marts.network order by all").fetchall() == [
            (2009, 2009),
            (2010, 2010),
        ]


def test_a_member_that_cannot_be_compared_enters_no_group(project: CompiledProject, tmp_path) -> None:
    """Six cities of the version before stand in the network of the new one, but have no score under it: no group, no row."""
    reference = write_methodology(tmp_path, {"old": OLD, "alone": ALONE})
    rows = [(2009, f"xa-c{number}", "s1", 1, code, "", "yes") for number in range(6) for code in ("Q1", "Q2", "Q3")]
    rows += answer(2010, Q8="yes", Q9="no")
    with build_little(project, reference, rows) as connection:
        assert connection.execute("select count(*) from marts.network where cycle = 2010").fetchone() == (7,)
        assert connection.execute("select distinct cycle from marts.peer_comparisons").fetchall() == [(2009,)]


def test_a_bridge_leads_both_ways(project: CompiledProject, tmp_path) -> None:
    bridges = [("old", "Q1", "alone", "Q8"), ("old", "Q3", "alone", "Q9")]
    reference = write_methodology(tmp_path, {"old": OLD, "alone": ALONE}, bridges)
    rows = answer(2009, Q1="yes", Q2="yes", Q3="no") + answer(2010, Q8="yes", Q9="no")
    with build_little(project, reference, rows) as connection:
        assert read_scores(connection, 2009, "alone")["INDEX"] == (50, None)
        # two of three questions of the old version: enough of each area, not of the index
        assert read_scores(connection, 2010, "old") == {
            "AA": (100, None),
            "BB": (0, None),
            "INDEX": (None, "index_below_80"),
        }


def test_a_question_that_moved_counts_where_the_version_has_it(project: CompiledProject, little) -> None:
    rows = answer(2009, Q1="yes", Q2="no", Q3="yes") + answer(2010, Q1="yes", Q2="no", Q3="yes")
    with build_little(project, little, rows) as connection:
        for cycle in (2009, 2010):
            assert read_scores(connection, cycle, "old") == {"AA": (50, None), "BB": (100, None), "INDEX": (75, None)}
            assert read_scores(connection, cycle, "new") == {"AA": (100, None), "BB": (50, None), "INDEX": (75, None)}
        places = connection.execute(
            "select distinct methodology_id, area_code from marts.indicator_scores where question_code = 'Q2' order by all"
        )
        assert places.fetchall() == [("new", "BB"), ("old", "AA")]


def test_a_version_that_is_no_longer_in_the_seeds(project: CompiledProject, tmp_path) -> None:
    """Its cycles and its name are unknown: tickets; the cycles of the versions that are left are scored."""
    reference = write_methodology(tmp_path, {"new": NEW})  # from 2008 on; the version of 1995 is gone
    rows = answer(1995, "old", Q1="yes") + answer(2008, "old", Q1="yes", Q2="no", Q3="yes", Q7="yes")
    with build_little(project, reference, rows) as connection:
        assert project.failing_tests(connection, BUILT) == set()
        assert read_tickets(connection) == [
            ("unknown_cycle", 1995),
            ("unknown_methodology", 2008),
            ("unknown_question", 2008),
        ]
        assert read_questionnaire(connection, 2008) == "new"
        assert read_scores(connection, 2008, "new")["INDEX"] == (75, None)


def read_bands(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, str], tuple]:
    rows = connection.execute(
        "select cycle, city_code, population_band, diversity_band, population_year, share_year from marts.city_bands"
    ).fetchall()
    return {(cycle, city): tuple(rest) for cycle, city, *rest in rows}


def test_every_edge_of_every_band_hit_exactly(project: CompiledProject) -> None:
    """The lower bound belongs to the band, the upper one to the next."""
    with project.load_reference() as connection:
        edges = connection.execute(
            "select band_kind, band_code, lower_inclusive, coalesce(upper_exclusive, 1e9), first_cycle from reference.peer_bands"
        ).fetchall()
    rows, facts, expected = [], ["city_code,fact_code,year,value"], {}
    for number, (kind, band, lower, upper, cycle) in enumerate(edges):
        for name, value in (("low", lower), ("high", upper - 1 if kind == "population" else upper - 1e-9)):
            city = f"xa-{name}{number}"
            rows.append((cycle, city, "s1", 1, "COM1", "", "yes"))
            if value <= 100 or kind == "population":
                facts.append(
                    f"{city},{'population' if kind == 'population' else 'foreign_born_pct'},{cycle},{value:.12g}"
                )
                expected[cycle, city] = band
    with build_little(project, None, rows, facts="\n".join([*facts, ""])) as connection:
        bands = read_bands(connection)
    assert {key: bands[key][0] or bands[key][1] for key in expected} == expected
    assert len(expected) > 20


FACTS = """city_code,fact_code,year,value
xa-three,population,2017,150000
xa-four,population,2016,150000
xa-tie,population,2019,150000
xa-tie,population,2021,90000
xa-kept,population,2016,90000
xa-over,population,2021,90000
"""
REGISTER = """city_code,city_name,country_iso2,population,population_year
xa-three,Three,XA,,
xa-four,Four,XA,,
xa-tie,Tie,XA,,
xa-kept,Kept,XA,150000,2018
xa-over,Over,XA,150000,2020
xa-noyear,Noyear,XA,150000,
"""


def test_a_fact_of_another_year(project: CompiledProject) -> None:
    """Three years away counts, four do not; of two as near the earlier; a fact before the register; no year, no band."""
    codes = ("three", "four", "tie", "kept", "over", "noyear")
    rows = [(2020, f"xa-{code}", "s1", 1, "COM1", "", "yes") for code in codes]
    with build_little(project, None, rows, cities=REGISTER, facts=FACTS) as connection:
        bands = {city: (found[0], found[2]) for (_, city), found in read_bands(connection).items()}
    assert bands == {
        "xa-three": ("100k_200k", 2017),
        "xa-four": (None, None),
        "xa-tie": ("100k_200k", 2019),
        "xa-kept": ("100k_200k", 2018),
        "xa-over": ("lt100k", 2021),
        "xa-noyear": (None, None),
    }

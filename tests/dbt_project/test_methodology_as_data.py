"""Methodology is data: edited seeds change the scores as worked out by hand, with no other change anywhere.

The city of these tests answers one area as in the worked example of the methodology: 100, 33.333 and 0, which
is 44.444.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from support.built_models import SEEDS, CompiledProject
from support.edited_seeds import Edit, add, put, write_edited_seeds

from assets.intake.reading import read_files

VERSION = "icc-2019"
CITY = "xa-alba"
WORKED_EXAMPLE = {"MED1": "municipal_generalist|civil_society", "MED2": "institutions", "MED3": "no"}
MED = {"methodology_id": VERSION, "area_code": "MED"}
MED1, MED2, MED3 = ({"methodology_id": VERSION, "question_code": code} for code in WORKED_EXAMPLE)
YES_NO = (("yes", "1"), ("no", "0"))


def read_shipped(seed: str) -> pd.DataFrame:
    return pd.read_csv(SEEDS / f"{seed}.csv", dtype=str, keep_default_na=False)


def answer_with_nothing(area: str) -> dict[str, str]:
    """An answer to each question of an area that is worth 0."""
    questions, options = read_shipped("methodology_questions"), read_shipped("methodology_options")
    codes = questions.query("methodology_id == @VERSION and area_code == @area").question_code
    worthless = options[(options.methodology_id == VERSION) & (options.points == "0")].groupby("question_code").first()
    return {code: worthless.loc[code, "option_code"] for code in codes}


def add_question(version: str, code: str, area: str, weight: str = "1") -> tuple[Edit, ...]:
    key = {"methodology_id": version, "question_code": code}
    return (
        add(
            "methodology_questions",
            **key,
            area_code=area,
            index_code="core",
            weight=weight,
            answer_kind="single",
        ),
        *(add("methodology_options", **key, option_code=o, points=p, is_exclusive="no") for o, p in YES_NO),
    )


class Computed:
    """Published tables of one city, computed under edited seeds that pass all tests of the seeds."""

    def __init__(
        self,
        project: CompiledProject,
        folder: Path,
        answers: dict[str, str],
        edits: tuple[Edit, ...] = (),
        cycle: int = 2020,
    ) -> None:
        reference = write_edited_seeds(folder / "reference", edits)
        rows = [f"{cycle},{CITY},s1,1,{question},{options}" for question, options in answers.items()]
        header = "cycle,city_code,submission_id,submission_version,question_code,option_codes"
        files = [
            ("cities.csv", f"city_code,city_name,country_iso2\n{CITY},Alba,XA\n".encode()),
            ("answers.csv", "\n".join([header, *rows, ""]).encode()),
        ]
        with project.build(read_files(files), reference) as connection:
            self.failing = project.failing_tests(connection, {"reference", "intermediate", "scores", "marts"})
            self.areas = connection.execute("select * from marts.area_scores").df()
            self.indexes = connection.execute("select * from marts.index_scores").df()
            self.indicators = connection.execute("select * from marts.indicator_scores").df()

    def area(self, area: str, version: str = VERSION, column: str = "score") -> float:
        chosen = self.areas.query("area_code == @area and methodology_id == @version and index_code == 'core'")
        assert len(chosen) == 1
        return chosen.iloc[0][column]

    def index(self, version: str) -> float:
        return self.indexes.query("methodology_id == @version and index_code == 'core'").score.item()

    def state(self, question: str, version: str = VERSION) -> str:
        return self.indicators.query("question_code == @question and methodology_id == @version").state.item()


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ((), (100 + 100 / 3 + 0) / 3),
        # the one option chosen in a multiple choice of three full marks is worth half a mark
        (
            (put("methodology_options", {**MED2, "option_code": "institutions"}, points="0.5"),),
            (100 + 50 / 3 + 0) / 3,
        ),
        # one mark makes it full
        ((put("methodology_questions", MED2, full_marks="1"),), (100 + 100 + 0) / 3),
        # the first question weighs three times as much
        ((put("methodology_questions", MED1, weight="3"),), (3 * 100 + 100 / 3 + 0) / 5),
        # another area takes the last question
        ((put("methodology_questions", MED3, area_code="COM"),), (100 + 100 / 3) / 2),
    ],
    ids=["as shipped", "points", "full marks", "weight", "area of a question"],
)
def test_score_of_an_area_follows_the_seeds(
    project: CompiledProject, tmp_path: Path, edits: tuple[Edit, ...], expected: float
) -> None:
    computed = Computed(project, tmp_path, WORKED_EXAMPLE, edits)
    assert computed.area("MED") == pytest.approx(expected, abs=1e-9)
    assert computed.failing == set()


def test_changed_parent_closes_a_question(project: CompiledProject, tmp_path: Path) -> None:
    answers = WORKED_EXAMPLE | {"MED3": "yes"}
    without = Computed(project, tmp_path / "without", answers)
    assert without.area("MED") == pytest.approx((100 + 100 / 3 + 100) / 3, abs=1e-9)
    child = put(
        "methodology_questions",
        MED3,
        parent_question_code="MED1",
        parent_opening_options="municipal_specialised",
    )
    closed = Computed(project, tmp_path / "with", answers, (child,))
    assert closed.state("MED3") == "closed"
    assert closed.area("MED") == pytest.approx((100 + 100 / 3 + 0) / 3, abs=1e-9)
    assert closed.failing == set()


def test_added_question_is_scored(project: CompiledProject, tmp_path: Path) -> None:
    wording = add("questions", question_code="MED9", question_text="Is it new?", data_type="input", actionable="city")
    edits = (wording, *add_question(VERSION, "MED9", "MED"))
    computed = Computed(project, tmp_path, WORKED_EXAMPLE | {"MED9": "yes"}, edits)
    assert computed.area("MED") == pytest.approx((100 + 100 / 3 + 0 + 100) / 4, abs=1e-9)
    assert computed.area("MED", column="questions_in_version") == 4
    assert computed.failing == set()


def test_added_levels_of_areas_are_weighted_means(project: CompiledProject, tmp_path: Path) -> None:
    edits = (
        add("areas", area_code="LIVING", area_name="Living together", sort_order="98"),
        add("areas", area_code="SOCIETY", area_name="Society", sort_order="99"),
        add("methodology_areas", **{**MED, "area_code": "SOCIETY"}, index_code="core", weight="1"),
        add("methodology_areas", **{**MED, "area_code": "LIVING"}, index_code="core", weight="1"),
        put("methodology_areas", {**MED, "area_code": "LIVING"}, parent_area_code="SOCIETY"),
        put("methodology_areas", MED, parent_area_code="LIVING", weight="3"),
        put("methodology_areas", {**MED, "area_code": "LAN"}, parent_area_code="LIVING", weight="1"),
        put("methodology_areas", {**MED, "area_code": "COM"}, parent_area_code="SOCIETY", weight="4"),
    )
    answers = WORKED_EXAMPLE | answer_with_nothing("LAN") | answer_with_nothing("COM")
    computed = Computed(project, tmp_path, answers, edits)
    living = (3 * 400 / 9 + 1 * 0) / 4
    assert computed.area("LIVING") == pytest.approx(living, abs=1e-9)
    assert computed.area("SOCIETY") == pytest.approx((1 * living + 4 * 0) / 5, abs=1e-9)
    assert computed.failing == set()


def test_missing_rule_of_the_version_decides(project: CompiledProject, tmp_path: Path) -> None:
    answers = {code: options for code, options in WORKED_EXAMPLE.items() if code != "MED3"}
    rule = put("methodologies", {"methodology_id": VERSION}, missing_rule="exclude")
    assert Computed(project, tmp_path / "zero", answers).area("MED") == pytest.approx(400 / 9, abs=1e-9)
    assert Computed(project, tmp_path / "exclude", answers, (rule,)).area("MED") == pytest.approx(200 / 3, abs=1e-9)


def test_new_version_is_new_rows(project: CompiledProject, tmp_path: Path) -> None:
    new = "icc-2030"
    edits = (
        put("methodologies", {"methodology_id": VERSION}, last_cycle="2029"),
        add(
            "methodologies",
            methodology_id=new,
            first_cycle="2030",
            missing_rule="zero",
            sample_window_years="5",
        ),
        add("methodology_areas", methodology_id=new, area_code="MED", index_code="core", weight="1"),
        add("methodology_areas", methodology_id=new, area_code="COM", index_code="core", weight="4"),
        *add_question(new, "MED1", "MED"),
        *add_question(new, "MED3", "MED", weight="3"),
        *add_question(new, "COM1", "COM"),
    )
    filled_in = {"MED1": "yes", "MED3": "no", "COM1": "yes"}
    later = Computed(project, tmp_path / "later", filled_in, edits, cycle=2030)
    assert later.area("MED", new) == pytest.approx((1 * 100 + 3 * 0) / 4, abs=1e-9)
    assert later.index(new) == pytest.approx((1 * 25 + 4 * 100) / 5, abs=1e-9)
    assert later.failing == set()
    earlier = Computed(project, tmp_path / "earlier", WORKED_EXAMPLE, edits, cycle=2029)
    assert earlier.area("MED") == pytest.approx(400 / 9, abs=1e-9)


def test_shipped_versions_have_the_documented_sizes() -> None:
    questions, areas = read_shipped("methodology_questions"), read_shipped("methodology_areas")
    assert questions.groupby(["methodology_id", "index_code"]).size().to_dict() == {
        ("icc-2008", "core"): 66,
        ("icc-2016", "core"): 73,
        ("icc-2019", "core"): 70,
        ("icc-2019", "extended"): 13,
    }
    top = areas[areas.parent_area_code == ""].groupby(["methodology_id", "index_code"]).size().to_dict()
    assert top == {
        ("icc-2008", "core"): 9,
        ("icc-2016", "core"): 10,
        ("icc-2019", "core"): 10,
        ("icc-2019", "extended"): 2,
    }
    assert set(areas[areas.parent_area_code != ""].groupby("methodology_id").size()) == {6}


def test_every_role_is_that_of_a_question() -> None:
    assert set(read_shipped("question_roles").question_code) <= set(read_shipped("questions").question_code)

"""The form is made of the seeds: versions, areas in order, questions and their options."""

from __future__ import annotations

import pytest
from support.edited_seeds import add, put, write_edited_seeds

from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form, read_seed


@pytest.mark.parametrize(
    ("cycle", "methodology_id"), [(2015, "icc-2008"), (2016, "icc-2016"), (2018, "icc-2016"), (2030, "icc-2019")]
)
def test_a_cycle_has_its_version(cycle, methodology_id) -> None:
    assert find_methodology(cycle) == methodology_id


def test_a_cycle_without_version_says_which_there_are() -> None:
    with pytest.raises(UnknownMethodology, match=r"1999.*icc-2008 2008–2015"):
        find_methodology(1999)


def test_an_unknown_version_says_which_there_are() -> None:
    with pytest.raises(UnknownMethodology, match=r"'x'.*icc-2008, icc-2016, icc-2019"):
        read_form("x")


def test_the_form_asks_every_question_of_its_version_in_order() -> None:
    rows = [row for row in read_seed("methodology_questions") if row["methodology_id"] == "icc-2019"]
    form = read_form("icc-2019")
    assert set(form.questions) == {row["question_code"] for row in rows}
    order = {row["area_code"]: int(row["sort_order"]) for row in read_seed("areas")}
    places = [order[area.code] for area in form.areas]
    assert places == sorted(places)
    for row in rows:
        question = form.questions[row["question_code"]]
        assert question.is_multiple == (row["answer_kind"] == "multi")
        assert question.parent == row["parent_question_code"]
        assert "|".join(sorted(question.opening)) == "|".join(
            sorted(filter(None, row["parent_opening_options"].split("|")))
        )
        offered = [
            o
            for o in read_seed("methodology_options")
            if (o["methodology_id"], o["question_code"]) == ("icc-2019", question.code)
        ]
        assert [option.code for option in question.options] == [
            o["option_code"] for o in sorted(offered, key=lambda o: int(o["sort_order"]))
        ]


def test_other_seeds_are_another_form(tmp_path, monkeypatch) -> None:
    key = {"methodology_id": "icc-2019", "question_code": "NEW1"}
    folder = write_edited_seeds(
        tmp_path / "seeds",
        (
            put("areas", {"area_code": "COM"}, sort_order="99"),
            add("questions", question_code="NEW1", question_text="Is it new?", data_type="input", actionable="city"),
            add("methodology_questions", **key, area_code="COM", index_code="core", weight="1", answer_kind="single"),
            add("methodology_options", **key, option_code="b", option_label="B", sort_order="2", points="0"),
            add("methodology_options", **key, option_code="a", option_label="A", sort_order="1", points="1"),
        ),
    )
    monkeypatch.setenv("INTERCULTURAL_SEEDS", str(folder))
    form = read_form("icc-2019")
    assert form.areas[-1].code == "COM"
    assert [option.label for option in form.questions["NEW1"].options] == ["A", "B"]
    monkeypatch.delenv("INTERCULTURAL_SEEDS")
    assert "NEW1" not in read_form("icc-2019").questions

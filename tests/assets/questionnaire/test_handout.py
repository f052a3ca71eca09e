"""Which workbook goes to whom, and what cannot be made."""

from __future__ import annotations

import pytest
from support.questionnaires import form, read_sheets

from assets.questionnaire.earlier import City
from assets.questionnaire.form import UnknownMethodology
from assets.questionnaire.handout import NotPossible, make_handout, name_series

ALBA = City("xa-alba", "Alba", ("eo", "fr"))


def test_a_city_gets_its_own_language_unless_another_is_asked_for() -> None:
    assert make_handout(2026, ALBA).name == "questionnaire-xa-alba-2026-fr.xlsx"
    assert make_handout(2026, ALBA, language="en").name == "questionnaire-xa-alba-2026-en.xlsx"
    assert make_handout(2026, City("xa-alba", "Alba")).name == "questionnaire-xa-alba-2026-en.xlsx"


def test_a_department_gets_a_file_and_a_series_of_its_own() -> None:
    area = form().areas[2].code
    handout = make_handout(2026, ALBA, department=" Culture & Jeunesse ", areas=[area])
    assert handout.name == "questionnaire-xa-alba-2026-culture-jeunesse-fr.xlsx"
    sheets = read_sheets(handout.content)
    assert sheets[1].rows[1][1].split("|") == [
        "intercultural-questionnaire", "1", "answers", area, "2026", "xa-alba", "icc-2019", "culture-jeunesse",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("department", "series"),
    [
        ("Mayor's office", "mayor-s-office"),
        ("Städtebau/2", "städtebau-2"),
        ("Култура", "култура"),
        ("=cmd|x", "cmd-x"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_series_is_named_so_that_files_and_lists_can_hold_it(department, series) -> None:
    assert name_series(department) == series


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"city": City("../xa", "x")}, "'../xa' is no code of a city: <iso2>-<slug>"),
        ({"city": City("XA-Alba", "x")}, "no code of a city"),
        ({"language": "tlh"}, "There is no language 'tlh'. There are: en, fr."),
        ({"areas": ["NOSUCH"]}, "icc-2019 has no area NOSUCH. Its areas: "),
        ({"department": "!?"}, "'!\\?' is no name of a department"),
    ],
)
def test_what_cannot_be_made_says_why(arguments, said) -> None:
    with pytest.raises(NotPossible, match=said):
        make_handout(**{"cycle": 2026, "city": ALBA, **arguments})


def test_a_cycle_without_questionnaire_has_no_workbook() -> None:
    with pytest.raises(UnknownMethodology, match="1999"):
        make_handout(1999, ALBA)

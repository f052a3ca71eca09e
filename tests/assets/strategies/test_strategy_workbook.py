"""The workbook of a strategy as it is handed out: what it is filled with, what is due, and what can be chosen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.questionnaires import find_sheets, load, read_sheets, texts_of
from support.strategies import ALBA, BELONGING, FIRST, ROWS, TRUST, filed, make_template, write_tables

from assets.monitoring.other_rules import RULES
from assets.monitoring.progress import LINEAR
from assets.questionnaire.earlier import City
from assets.questionnaire.form import read_form, read_seed
from assets.questionnaire.handout import NotPossible
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import INDICATORS, LIBRARY, MEASUREMENTS, OF_STRATEGY, STRATEGIES
from assets.strategies.due import add_months, list_due
from assets.strategies.fields import FIELDS, OFFERED, PROGRESS_RULES, list_labels, read_library
from assets.strategies.filed import Filed, read_filed
from assets.strategies.handout import make_strategy

END_OF_2026 = date(2026, 12, 31)


def show(kind: str, row: int, language: str = "en") -> dict[str, str]:
    """The cells of a row by key."""
    sheet = next(each for each in find_sheets(read_sheets(make_template(language))) if each.mark.kind == kind)
    return {key: str(sheet.text(row, key)) for key in sheet.columns if sheet.text(row, key)}


def due_of(filed: Filed, until: date = END_OF_2026) -> list[tuple[str, str, date | None]]:
    return [(each.indicator["indicator_id"], each.group, each.due_on) for each in list_due(filed, until)]


def with_indicator(**cells: str) -> Filed:
    rows = filed().rows
    return Filed({**rows, INDICATORS: [rows[INDICATORS][0] | cells, *rows[INDICATORS][1:]]})


def test_values_that_are_due_come_first_beside_the_value_before() -> None:
    row = show(MEASUREMENTS, FIRST)
    assert row == {
        "indicator_id": BELONGING,
        "name": "Residents who belong",
        "unit": "percent of residents",
        "latest": "48 (2025-01-01)",
        "due_on": "2026-01-01",
    }
    assert show(MEASUREMENTS, FIRST + 1)["group_code"] == "women"
    assert show(MEASUREMENTS, FIRST + 2)["value"] == "46.5"


def test_what_was_filed_stands_in_the_cells_in_the_words_of_the_city() -> None:
    row = show(INDICATORS, FIRST, "fr")
    assert (row["kind"], row["wanted_direction"], row["area_code"]) == ("Résultat", "Hausse", "Éducation")
    assert (row["baseline_value"], row["baseline_on"]) == ("40", "2020-01-01")
    assert row["objective"] == "'=Live together", "no formula, whatever was sent"
    assert show(STRATEGIES, FIRST)["title"] == "Alba for all"


def test_a_value_is_due_for_each_group_after_its_own_latest() -> None:
    assert due_of(filed()) == [(BELONGING, "", date(2026, 1, 1)), (BELONGING, "women", date(2026, 1, 1))]
    assert due_of(filed(), date(2025, 12, 31)) == []


def test_nothing_is_due_after_the_last_target_or_without_a_known_frequency() -> None:
    assert due_of(with_indicator(target_on="2025-06-30")) == []
    assert due_of(with_indicator(collection_frequency="when the moon is full")) == []
    assert [each[2] for each in due_of(with_indicator(collection_frequency=" Every Two Years "), date(2027, 1, 1))] == [
        date(2027, 1, 1)
    ] * 2


def test_what_was_never_measured_is_due_a_while_after_its_baseline_or_at_once() -> None:
    rows = {**filed().rows, MEASUREMENTS: []}
    assert due_of(Filed(rows)) == [(BELONGING, "", date(2021, 1, 1))]
    rows[INDICATORS] = [rows[INDICATORS][0] | {"baseline_on": ""}]
    assert due_of(Filed(rows)) == [(BELONGING, "", None)]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_months_are_added_as_the_alerts_do(day, months) -> None:
    import pandas as pd

    assert pd.Timestamp(add_months(day, months)) == pd.Timestamp(day) + pd.DateOffset(months=months)


def test_every_entry_of_the_library_can_be_chosen_and_read() -> None:
    sheet = next(each for each in find_sheets(read_sheets(make_template())) if each.mark.kind == LIBRARY)
    rows = {key: row for row, key in sheet.list_rows()}
    assert list(rows) == [entry["indicator_code"] for entry in read_library()]
    assert all(sheet.text(row, key) for row in rows.values() for key in ("library_code", "definition", "unit", "kind"))
    names = list_labels("library_code", read_form("icc-2019"), read_wording("en"))
    assert len(set(names.values())) == len(names)


def test_drop_downs_offer_the_codes_of_other_sheets_and_what_is_in_use() -> None:
    workbook = load(make_template())
    rules = {
        name: [(rule.formula1, str(rule.sqref)) for rule in workbook[name].data_validations.dataValidation]
        for name in ("Indicators", "Further targets", "Values")
    }
    assert any(formula.startswith("'Strategies'!$B$5") for formula, _ in rules["Indicators"])
    for name in ("Further targets", "Values"):
        assert any(formula.startswith("'Indicators'!$B$5") for formula, _ in rules[name])
    offered = next(texts_of(grid) for grid in read_sheets(make_template()) if grid.name == "lists")
    assert {"women", "points of our own", "percent of residents", "yearly", "Straight line", "Up"} <= set(offered)


def test_columns_and_rules_are_all_known() -> None:
    assert (LINEAR, *RULES) == PROGRESS_RULES
    wording, form = read_wording("fr"), read_form("icc-2019")
    for kind in OF_STRATEGY:
        for field in FIELDS[kind]:
            assert wording.find(f"strategy.column.{field.key}"), field.key
    for key in OFFERED:
        assert list_labels(key, form, wording), key
    assert {row["collection_frequency"] for row in read_seed("collection_frequencies")} >= {"yearly"}


def test_codes_of_new_rows_are_not_taken() -> None:
    rows = filed().rows
    rows = {**rows, INDICATORS: [*rows[INDICATORS], rows[INDICATORS][1] | {"indicator_id": "xa-alba-i01"}]}
    sheet = next(
        each for each in find_sheets(read_sheets(make_template(rows=Filed(rows)))) if each.mark.kind == INDICATORS
    )
    codes = [str(sheet.text(row, "indicator_id")) for row, _ in sheet.list_rows()]
    assert codes[:4] == [BELONGING, TRUST, "xa-alba-i01", "xa-alba-i02"]
    assert len(set(codes)) == len(codes)


def test_a_city_without_a_strategy_gets_an_empty_workbook_and_the_library() -> None:
    handout = make_strategy(2026, City("xa-bela", "Bela"), Filed())
    assert handout.name == "strategy-xa-bela-2026-en.xlsx"
    sheets = [sheet.mark.kind for sheet in find_sheets(read_sheets(handout.content))]
    assert {*OF_STRATEGY, LIBRARY} <= set(sheets)
    with pytest.raises(NotPossible, match="There are: en, fr"):
        make_strategy(2026, ALBA, Filed(), "tlh")


def test_the_same_request_gives_the_same_bytes() -> None:
    assert make_template() == make_template()


def test_a_release_says_what_was_filed(tmp_path) -> None:
    write_tables(tmp_path / "internal" / "data")
    found = read_filed(tmp_path)
    assert found == {"xa-alba": filed()}
    assert read_filed(tmp_path, ["xa-bela"]) == {}
    assert read_filed(tmp_path / "older") == {}
    assert len(found["xa-alba"].index(MEASUREMENTS)) == len(ROWS[MEASUREMENTS])

"""JSON as an array or one object a line: values as cells, broken parts as tickets, nothing that brings it down."""

from __future__ import annotations

import json

import pytest


def test_an_array_gives_the_same_rows_as_csv(read, city, to_csv) -> None:
    rows = [city(population="280000", network_codes="icc|x", publish="no"), city(city_code="no-oslo")]
    given = [
        {**rows[0], "population": 280000.0, "network_codes": ["x", "icc"], "publish": False},
        {**rows[1], "population": None, "region_name": ""},
    ]
    tables, tickets = read(json.dumps(given).encode())
    assert tickets == []
    expected = read(to_csv(rows[0], {**rows[1], "population": "", "network_codes": "", "publish": ""}))[0]
    assert tables["cities"]["row_digest"].tolist() == expected["cities"]["row_digest"].tolist()
    assert tables["cities"]["source_row"].tolist() == [1, 2]


def test_numbers_keep_what_is_written(read, answer) -> None:
    text = json.dumps(answer()).replace('"2024"', "2024.0").replace('"culture"', "12345678901234567890.10")
    tables, tickets = read(text.encode())
    assert tickets == []
    assert tables["answers"]["cycle"].tolist() == ["2024"]
    assert tables["answers"]["submission_id"].tolist() == ["12345678901234567890.10"]


def test_a_broken_line_is_told_and_the_rest_goes_on(read, city) -> None:
    good, other = json.dumps(city()), json.dumps(city(city_code="no-oslo"))
    tables, tickets = read(f'{good}\n{{"city_code": }}\n\n[1]\n7\n{"[" * 100_000}\n{other}\n'.encode())
    assert tables["cities"]["source_row"].tolist() == [1, 7]
    assert tables["files"][["rows_read", "rows_taken"]].values.tolist() == [[6, 2]]
    assert {(ticket.location, ticket.what) for ticket in tickets} == {
        ("line 2", "The JSON is broken: Expecting value, in line 2 at character 15."),
        ("line 4", "This entry is no object but an array."),
        ("line 5", "This entry is no object but a text or number."),
        ("line 6", "The JSON is broken: it is nested too deeply."),
    }


def test_one_object_over_several_lines_is_one_row(read, city) -> None:
    tables, tickets = read(json.dumps(city(), indent=2).encode())
    assert tickets == []
    assert len(tables["cities"]) == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[{"a": 1}', "Expecting ',' delimiter, in line 1 at character 10"),
        ('[{"a": 1}]\n[]', "Extra data, in line 2 at character 1"),
        ("{\n'a': 1\n}", "Expecting property name enclosed in double quotes, in line 2 at character 1"),
        ("[" * 100_000, "it is nested too deeply"),
        ('{"a":' * 100_000, "it is nested too deeply"),
    ],
    ids=["cut off", "more behind", "wrong quotes", "deep array", "deep object"],
)
def test_broken_json_is_told_with_its_place(read, text, what) -> None:
    tables, [ticket] = read(text.encode())
    assert ticket.code == "json_not_readable"
    assert ticket.what == f"The JSON is broken: {what}."
    assert tables["files"]["kind"].tolist() == [None]


def test_a_name_twice_in_one_object_costs_that_row_only(read, city) -> None:
    doubled = json.dumps(city(city_code="no-oslo"))[:-1] + ', "city_name": "Kristiania"}'
    tables, [ticket] = read(f"[{json.dumps(city())}, {doubled}]".encode())
    assert tables["cities"]["city_code"].tolist() == ["no-bergen"]
    assert (ticket.code, ticket.location) == ("json_not_readable", "entry 2")
    assert ticket.what == "The JSON is broken: 'city_name' is there more than once in an object."


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("city_name", {"en": "Bergen"}, "'an object' in city_name is not text."),
        ("city_name", ["Bergen", "Bjørgvin"], "'Bergen|Bjørgvin' in city_name is not text."),
        ("network_codes", [["icc"]], "'an array' in network_codes is not text."),
        ("network_codes", ["icc|x"], "'an array' in network_codes is not text."),
        ("network_codes", ["icc", None], "'an array' in network_codes is not text."),
        ("latitude", float("nan"), "'NaN' in latitude is not a number with a point before the decimals."),
        ("region_name", float("inf"), "'Infinity' in region_name is not text."),
        ("latitude", True, "'yes' in latitude is not a number with a point before the decimals."),
        ("population", 10**400, None),
    ],
)
def test_what_is_no_cell_costs_its_row(read, city, column, value, what) -> None:
    rows = [city(), {**city(city_code="no-oslo"), column: value}]
    tables, [ticket] = read(json.dumps(rows).encode())
    assert tables["cities"]["city_code"].tolist() == ["no-bergen"]
    assert ticket.code == "value_wrong_type"
    assert ticket.location == f"entry 2, column {column}"
    assert ticket.what == what or what is None


def test_names_that_differ_by_blanks_only_refuse_the_file(read, city) -> None:
    _, [ticket] = read(json.dumps([{**city(), "city_name ": "Oslo"}]).encode())
    assert ticket.what == "The column city_name is there more than once."


def test_halves_of_characters_are_told(read, city) -> None:
    text = json.dumps([city(city_name="half"), city(city_code="no-oslo")]).replace("half", "\\ud800")
    tables, [ticket] = read(text.encode())
    assert ticket.what == "The text in city_name holds control characters, which cannot be seen: '·'."
    assert ticket.how_to_fix == "Type the text again, or paste it as plain text."
    assert tables["cities"]["city_code"].tolist() == ["no-oslo"]


def test_too_many_entries_refuse_the_file(read, city, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.json_rows.MAX_ROWS", 2)
    assert read(json.dumps([city()] * 2).encode())[1] == []
    assert [ticket.code for ticket in read(json.dumps([city()] * 3).encode())[1]] == ["too_many_rows"]
    _, [ticket] = read(json.dumps([{f"column_{number}": 1 for number in range(201)}]).encode())
    assert ticket.code == "file_too_large"


@pytest.mark.parametrize("text", ["[]", "[[], []]", "[1, 2]", "{}", "[{}]"])
def test_json_without_a_row_of_a_kind_is_not_recognised(read, text) -> None:
    _, tickets = read(text.encode())
    assert "kind_not_recognised" in {ticket.code for ticket in tickets}

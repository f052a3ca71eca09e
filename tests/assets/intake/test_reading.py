"""Many files become the raw tables of the contract: columns, provenance, digests, tickets."""

from __future__ import annotations

import hashlib
import random
from datetime import date

from assets.intake.reading import check_file, read_files
from assets.schema import raw_tables


def test_every_table_has_exactly_its_columns() -> None:
    tables = read_files([])
    assert list(tables) == list(raw_tables())
    for name, table in raw_tables().items():
        wanted = [column.name for column in (*table.columns, *table.provenance)]
        assert list(tables[name].columns) == wanted
        assert tables[name].empty


def test_rows_are_text_with_none_for_empty_and_a_whole_number_for_the_row(read, to_csv, city) -> None:
    frame = read(to_csv(city(region_name="", population="5")))[0]["cities"]
    row = frame.iloc[0]
    assert row["population"] == "5"
    assert row["region_name"] is None
    assert row["source_sheet"] is None
    assert frame["source_row"].dtype == "int64"
    assert {str(dtype) for name, dtype in frame.dtypes.items() if name != "source_row"} == {"object"}


def test_each_row_leads_back_to_its_file(to_csv, city) -> None:
    content = to_csv(city(), city(city_code="no-oslo"))
    sha256 = hashlib.sha256(content).hexdigest()
    tables = read_files([("a/b.csv", content)], {sha256: date(2024, 5, 31)})
    assert tables["cities"][["source_sha256", "source_file", "source_row"]].values.tolist() == [
        [sha256, "a/b.csv", 2],
        [sha256, "a/b.csv", 3],
    ]
    assert tables["files"].values.tolist() == [[sha256, "a/b.csv", "cities", date(2024, 5, 31), len(content), 2, 2, 2]]


def test_the_same_bytes_under_a_second_name_change_nothing(to_csv, city) -> None:
    content = to_csv(city())
    tables = read_files([("first", content), ("second", content)])
    assert tables["files"]["source_file"].tolist() == ["first"]
    assert len(tables["cities"]) == 1


def test_the_digest_is_of_the_content_alone(read, to_csv, city) -> None:
    row = city(network_codes="icc|x", publish="yes", population="10", latitude="1")
    same = {**row, "network_codes": "x| icc", "publish": "", "population": "10.0", "latitude": "1.00"}
    names = list(same)
    random.Random(1).shuffle(names)
    digest = read(to_csv(row))[0]["cities"]["row_digest"].item()
    assert read(to_csv({name: same[name] for name in names}))[0]["cities"]["row_digest"].item() == digest


def test_the_digest_tells_each_column_apart(read, to_csv, city) -> None:
    rows = [
        city(region_name="", source_url=""),
        city(region_name="x", source_url=""),
        city(region_name="", source_url="x"),
        city(region_name="x", source_url="x"),
    ]
    assert read(to_csv(*rows))[0]["cities"]["row_digest"].nunique() == 4


def test_a_ticket_names_city_and_cycle_of_its_row(read, to_csv, answer) -> None:
    rows = [
        answer(city_code="no-oslo", cycle="2023"),
        answer(dont_know="perhaps"),
        answer(city_code="Bergen"),
    ]
    _, tickets = read(to_csv(*rows))
    assert [(ticket.location, ticket.city_code, ticket.cycle) for ticket in tickets] == [
        ("row 3, column dont_know", "no-bergen", 2024),
        ("row 4, column city_code", "no-oslo", 2024),
    ]


def test_a_file_about_one_city_gives_it_to_all_its_tickets(read, to_csv, answer) -> None:
    short = b"2024,no-bergen\r\n"
    _, [ticket] = read(to_csv(answer(), answer(question_code="EDU2")) + short)
    assert (ticket.code, ticket.city_code, ticket.cycle) == ("row_wrong_length", "no-bergen", 2024)
    _, [ticket] = read(to_csv(answer(), answer(city_code="no-oslo", cycle="2023")) + short)
    assert (ticket.city_code, ticket.cycle) == (None, None)


def test_one_bad_file_does_not_disturb_the_others(to_csv, city, answer, tickets_of) -> None:
    tables = read_files([("1", to_csv(city())), ("2", b"\x89PNG"), ("3", to_csv(answer()))])
    assert (len(tables["cities"]), len(tables["answers"]), len(tables["files"])) == (1, 1, 3)
    assert [ticket.code for ticket in tickets_of(tables)] == ["format_not_supported"]
    assert tables["reading_tickets"]["source_file"].tolist() == ["2"]


def test_the_order_of_the_files_does_not_change_a_row(to_csv, city, answer) -> None:
    files = [("1", to_csv(city())), ("2", to_csv(city(city_code="no-oslo"))), ("3", to_csv(answer()))]
    ways = [read_files(files), read_files(reversed(files))]
    for name in ("cities", "answers"):
        rows = [set(tables[name].itertuples(index=False, name=None)) for tables in ways]
        assert rows[0] == rows[1]


def test_checking_a_file_tells_errors_from_remarks(to_csv, city) -> None:
    remark = check_file("a", to_csv(city(mayor="x")))
    assert (remark.kind, len(remark.problems), remark.errors, remark.is_refused) == ("cities", 1, [], False)
    error = check_file("a", to_csv(city(publish="x")))
    assert (error.kind, [problem.code for problem in error.errors]) == ("cities", ["value_not_accepted"])
    refused = check_file("a", b"")
    assert (refused.kind, refused.is_refused, len(refused.errors)) == (None, True, 1)

"""Files of a streamed kind: the same rows and tickets in every format and by both ways of reading, in bounded number."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.intake.bounds import MAX_TICKETS_OF_A_KIND
from assets.intake.intake import take_in
from assets.intake.problems import word_problem
from assets.intake.reading import Reading, check_file
from assets.intake.streams import reading as streams
from assets.intake.streams.reading import Kept, read_stream
from assets.intake.streams.source import find_source
from assets.intake.streams.tables import prepare_folder, write_streamed_table
from assets.schema import raw_tables

TABLE = raw_tables()["residents_survey"]
HEADER = "city_code,cycle,respondent_id,item_code,revision,value,weight,age_band,gender,background\n"
GOOD = "xa-alba,2025,r1,trust_city,,4,1.5,25-34,female,majority\n"
DAY = date(2026, 1, 1)


def stream(path: Path, content: bytes, folder: Path | None = None) -> tuple[Reading, Kept | None]:
    path.write_bytes(content)
    source = find_source(path)
    assert source is not None
    return read_stream(source, path.name, "a" * 64, len(content), folder)


def told(reading: Reading) -> set[tuple[str, str, str]]:
    return {(problem.code, problem.location, word_problem(problem)[0]) for problem in reading.problems}


def rows_of(kept: Kept) -> list[tuple]:
    names = ", ".join([*TABLE.column_names, "source_row"])
    with duckdb.connect() as connection:  # which remembers no file of the same name
        return connection.sql(f"select {names} from ({kept.selects}) as rows order by source_row").fetchall()


def test_a_file_is_recognised_by_its_content_and_others_are_left_alone(tmp_path) -> None:
    found = {}
    for name, content in {
        "csv": b"\xef\xbb\xbf\n" + (HEADER + GOOD).encode(),
        "lines": b'{"city_code": "xa-alba", "cycle": 2025, "respondent_id": "r", "item_code": "i"}\n',
        "array": b' [{"city_code": "xa-alba", "cycle": 2025, "respondent_id": "r", "item_code": "i"}]',
        "cities": b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\n",
        "nothing": b"",
        "broken": b"[{",
        "quoted": b'city_code,"cycle',
        "not utf-8": (HEADER + GOOD).encode("utf-16"),
        "false parquet": b"PAR1" + b"x" * 99,
        "zip": b"PK\x03\x04",
    }.items():
        (tmp_path / "file").write_bytes(content)
        source = find_source(tmp_path / "file")
        found[name] = source and (source.form, source.header_row)
    assert {name: each for name, each in found.items() if each} == {
        "csv": ("csv", 2), "lines": ("lines", 0), "array": ("array", 0),
    }  # fmt: skip
    assert find_source(tmp_path / "not there") is None


def test_every_format_gives_the_same_rows(tmp_path) -> None:
    rows = [
        {"city_code": "xa-alba", "cycle": 2025, "respondent_id": "r1", "item_code": "trust_city", "value": 4, "weight": 1.5},
        {"city_code": "xa-alba", "cycle": 2025, "respondent_id": "é, \"2\"", "item_code": "valued", "value": None, "weight": 0.1},
    ]  # fmt: skip
    frame = pd.DataFrame(rows).astype({"value": "Int64"})
    parquet = io.BytesIO()
    frame.to_parquet(parquet, index=False)
    files = {
        "a.csv": frame.to_csv(index=False).encode(),
        "b.ndjson": "".join(json.dumps(row) + "\n" for row in rows).encode(),
        "c.json": json.dumps(rows, indent=1).encode(),
        "d.parquet": parquet.getvalue(),
    }
    expected = [
        ("xa-alba", 2025, "r1", "trust_city", 1, 4, 1.5, None, None, None),
        ("xa-alba", 2025, 'é, "2"', "valued", 1, None, 0.1, None, None, None),
    ]
    for place, (name, content) in enumerate(files.items()):
        reading, kept = stream(tmp_path / name, content, prepare_folder(tmp_path / "kept"))
        assert (reading.problems, reading.rows_found, reading.rows_taken, reading.kind) == ([], 2, 2, TABLE.name)
        assert [row[:-1] for row in rows_of(kept)] == expected
        assert [row[-1] for row in rows_of(kept)] == ([2, 3] if place == 0 else [1, 2])
        in_python = check_file(name, content)
        assert in_python.rows_taken == 2


def test_a_large_parquet_file_without_faults_is_read_where_it_lies(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(streams, "IN_PLACE_FROM", 2)
    folder = prepare_folder(tmp_path / "kept")
    frame = pd.DataFrame({"city_code": ["xa-alba"] * 2, "cycle": [2025, 2025], "respondent_id": ["r", "s"], "item_code": ["i", "i"], "value": [1.0, 5.0]})  # fmt: skip
    for value, in_place in ((5.0, True), (6.0, False)):
        frame.loc[1, "value"] = value
        frame.to_parquet(tmp_path / "it's.parquet", index=False)
        reading, kept = stream(tmp_path / "it's.parquet", (tmp_path / "it's.parquet").read_bytes(), folder)
        assert (kept.path == tmp_path / "it's.parquet") is in_place
        assert len(rows_of(kept)) == reading.rows_taken == (2 if in_place else 1)
        with duckdb.connect() as connection:
            connection.execute("create schema raw")
            sheets = pd.DataFrame(columns=[column.name for column in (*TABLE.columns, *TABLE.provenance)])
            count = write_streamed_table(connection, TABLE, [kept], sheets, folder)
            assert connection.sql("select count(*), max(value) from raw.residents_survey").fetchall() == [(count, value if in_place else 1)]  # fmt: skip
            assert write_streamed_table(connection, TABLE, [], sheets, folder) == 0
            assert connection.sql("select count(*) from raw.residents_survey").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (GOOD.replace(",4,", ",6,"), ("value_out_of_bounds", "row 3, column value", "6 in value is outside of what is possible (1 to 5).")),
        (GOOD.replace(",4,", ",four,"), ("value_wrong_type", "row 3, column value", "'four' in value is not a whole number.")),
        (GOOD.replace("1.5", "0"), ("value_out_of_bounds", "row 3, column weight", "0.0 in weight is outside of what is possible (more than 0).")),
        (GOOD.replace("1.5", ""), ("value_missing", "row 3, column weight", "The cell weight is empty; it may not be.")),
        (GOOD.replace("1.5", "1e999"), ("value_wrong_type", "row 3, column weight", "'1e999' in weight is not a number with a point before the decimals.")),
        (GOOD.replace("r1", ""), ("value_missing", "row 3, column respondent_id", "The cell respondent_id is empty; it may not be.")),
        (GOOD.replace("r1", "r" * 201), ("value_too_long", "row 3, column respondent_id", "The text in respondent_id has 201 characters; at most 200 are taken in.")),
        (GOOD.replace("r1", "r\x07"), ("control_characters", "row 3, column respondent_id", "The text in respondent_id holds control characters, which cannot be seen: 'r·'.")),
        (GOOD.replace("majority", "other"), ("value_not_accepted", "row 3, column background", "'other' is not accepted in background.")),
        (GOOD.replace("xa-alba", "Alba"), ("value_wrong_form", "row 3, column city_code", "'Alba' in city_code has the wrong form.")),
        ("xa-alba,2025,r1\n", ("row_wrong_length", "row 3", "The row has 3 cells, the header has 10.")),
    ],
)  # fmt: skip
def test_a_bad_row_says_where_and_what_and_the_rest_goes_on(tmp_path, row, expected) -> None:
    content = (HEADER + GOOD + row + "\n" + GOOD.replace("r1", "r2") + ",,,,,,,,,\n").encode()
    reading, kept = stream(tmp_path / "f.csv", content, prepare_folder(tmp_path / "kept"))
    assert told(reading) == {expected}
    assert (reading.rows_found, reading.rows_taken) == (3, 2)
    assert [row[-1] for row in rows_of(kept)] == [2, 5]
    assert {each[:2] for each in told(check_file("f.csv", content))} == {expected[:2]}


def test_many_bad_rows_are_told_once_and_counted(tmp_path) -> None:
    wrong = 10 * MAX_TICKETS_OF_A_KIND
    content = (HEADER + GOOD + GOOD.replace(",4,", ",9,") * wrong + "short\n" * wrong).encode()
    reading, _ = stream(tmp_path / "f.csv", content)
    assert len(reading.problems) == 2 * (MAX_TICKETS_OF_A_KIND + 1)
    rest = [word_problem(problem)[0] for problem in reading.problems if problem.code == "further_problems"]
    assert rest == [
        "900 more rows of the file have the problem 'value out of bounds', 1000 in all.",
        "900 more rows of the file have the problem 'row wrong length', 1000 in all.",
    ]
    assert (reading.rows_found, reading.rows_taken) == (1 + 2 * wrong, 1)


def test_broken_lines_of_json_are_told_one_by_one(tmp_path) -> None:
    good = json.dumps({"city_code": "xa-alba", "cycle": "2025", "respondent_id": "r1", "item_code": "i"})
    lines = [
        good,
        "",
        '{"city_code":',
        '"text"',
        good.replace('"i"', '"i", "gender": {"a": 1}'),
        good[:-1] + ', "cycle": 1}',
        good,
    ]
    reading, kept = stream(tmp_path / "f", "\n".join(lines).encode(), prepare_folder(tmp_path / "kept"))
    assert {each[:2] for each in told(reading)} == {
        ("survey_without_weights", ""), ("json_not_readable", "line 3"), ("row_not_an_object", "line 4"),
        ("json_not_readable", "line 5"), ("json_not_readable", "line 6"),
    }  # fmt: skip
    assert [row[-1] for row in rows_of(kept)] == [1, 7]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("latin", (HEADER + GOOD).encode() * 9000 + b"xa-alba,2025,r\xe9,i,,,,,,\n", "wrong_encoding"),
        (
            "array",
            b'[{"city_code": "xa-a", "cycle": 2025, "respondent_id": "r", "item_code": "i"},\n {"city',
            "json_not_readable",
        ),
        ("twice", b"city_code,cycle,respondent_id,item_code,cycle\n", "duplicate_column"),
    ],
)
def test_what_cannot_be_read_to_its_end_is_refused_as_a_whole(tmp_path, name, content, code) -> None:
    reading, kept = stream(tmp_path / name, content, prepare_folder(tmp_path / "kept"))
    assert reading.is_refused
    assert kept is None
    assert [problem.code for problem in reading.problems] == [code]


def test_a_nested_column_of_parquet_is_refused(tmp_path) -> None:
    frame = pd.DataFrame(
        {"city_code": ["xa-a"], "cycle": [2025], "respondent_id": ["r"], "item_code": ["i"], "gender": [["f"]]}
    )
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    reading, _ = stream(tmp_path / "f", buffer.getvalue())
    assert [problem.code for problem in reading.problems] == ["parquet_not_readable"]


def test_the_archive_keeps_any_size_and_the_same_file_twice_changes_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.intake.MAX_BYTES", 200)
    monkeypatch.setattr("assets.intake.arrivals.MAX_BYTES", 200)
    inbox, archive, kept = tmp_path / "inbox", tmp_path / "archive", tmp_path / "kept"
    inbox.mkdir()
    content = (HEADER + GOOD * 9).encode()
    (inbox / "large.csv").write_bytes(content)
    (inbox / "cities.csv").write_text("city_code,city_name,country_iso2\n" + "xa-a,A,XA\n" * 50)
    first = take_in(inbox, archive, DAY, streamed=prepare_folder(kept))
    (inbox / "again.csv").write_bytes(content)
    second = take_in(inbox, archive, DAY, streamed=prepare_folder(kept))
    assert first.summary.set_index("source_file")["outcome"].to_dict() == {"cities.csv": "refused", "large.csv": "new"}
    assert second.summary.set_index("source_file")["outcome"].to_dict() == {
        "again.csv": "unchanged", "cities.csv": "refused", "large.csv": "unchanged",
    }  # fmt: skip
    assert [each.rows for each in second.streamed] == [9]
    [place] = archive.glob("??/*[0-9a-f]")
    assert place.read_bytes() == content
    assert (place.stat().st_mode & 0o777, sorted(path.name for path in archive.iterdir())) == (
        0o600,
        [place.parent.name],
    )

    from assets.intake.arrivals import list_entries, pick_new

    assert [entry.name for entry in pick_new(list_entries(inbox), archive)] == ["cities.csv"]


def test_rows_of_a_workbook_join_those_of_files(tmp_path, write_xlsx_survey) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.csv").write_text(HEADER + GOOD)
    (inbox / "b.xlsx").write_bytes(write_xlsx_survey)
    folder = prepare_folder(tmp_path / "kept")
    arrived = take_in(inbox, tmp_path / "archive", DAY, streamed=folder)
    with duckdb.connect() as connection:
        connection.execute("create schema raw; create table raw.residents_survey (of_an_earlier_version integer)")
        assert write_streamed_table(connection, TABLE, arrived.streamed, arrived.tables[TABLE.name], folder) == 2
        rows = connection.sql("select respondent_id, source_sheet, count(*) over (partition by row_digest) from raw.residents_survey order by 1, 2").fetchall()  # fmt: skip
    assert rows == [("r1", "Survey", 2), ("r1", None, 2)]


@pytest.fixture
def write_xlsx_survey() -> bytes:
    buffer = io.BytesIO()
    row = dict(zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True))
    pd.DataFrame([row]).to_excel(buffer, sheet_name="Survey", index=False)
    return buffer.getvalue()


CELLS = st.one_of(
    st.sampled_from([
        "", " ", "1", "5", "6", "0", "-1", "+3", "3.0", "3.5", "1e3", "-0.0", ".5", "5.", "nan", "inf", "1_0", "٣", "2025", "1899", "xa-alba", "xa-",
        "majority", "Majority", "a|b", "|", "a\u202eb", "\u00a0x\u00a0", "x\x85", "a\x7f", "é", "1" * 16, "x" * 201, "r 1", "\u3000",
    ]),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0\ufeff"), max_size=6),
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), min_size=1, max_size=8))
def test_sql_and_python_check_cells_alike(tmp_path, rows) -> None:
    """The same rows are good, and the others have the same problems, whatever stands in their cells."""
    buffer = io.StringIO(newline="")
    frame = pd.DataFrame([GOOD.strip().split(","), *rows], columns=HEADER.strip().split(","))
    frame.to_csv(buffer, index=False, lineterminator="\n", quoting=1)
    content = buffer.getvalue().encode()
    reading, _ = stream(tmp_path / "f.csv", content, prepare_folder(tmp_path / "kept"))
    expected = check_file("f.csv", content)
    assert told(reading) == told(expected)
    assert (reading.rows_found, reading.rows_taken) == (expected.rows_found, expected.rows_taken)

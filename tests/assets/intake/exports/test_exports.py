"""Exports of EUSurvey and ODK Central, made by hand after the documented formats, become rows of the contract."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.intake.collection import unfold
from assets.intake.exports.mapping import MappingNotUsable, read_mapping, read_mappings
from assets.intake.intake import take_in
from assets.intake.problems import word_problem
from assets.intake.reading import Reading, check_file
from orchestration.cli import app

GIVEN = Path(__file__).with_name("given")
MAPPINGS = read_mappings(GIVEN)
XML = (GIVEN / "eusurvey.xml").read_text()
ANSWERS = ["city_code", "cycle", "submission_id", "submission_version", "question_code", "option_codes", "dont_know"]
GRID = ["city_code", "cycle", "entry_id", "title", "status", "question_codes", "revision"]


def pack(**changed: bytes) -> bytes:
    """The ODK export as a zip archive, with media; some files changed."""
    files = {name: (GIVEN / name).read_bytes() for name in ("form.csv", "form-grid-measure.csv")}
    files |= {"media/photo.jpg": b"\xff\xd8\xff"} | {
        name.replace("_", "."): content for name, content in changed.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def rows(reading: Reading, kind: str, columns: list[str]) -> list[tuple]:
    return [
        row
        for part in reading.parts
        if part.kind == kind
        for row in zip(*(part.columns[name] for name in columns), strict=True)
    ]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_survey_of_eusurvey_gives_answers_entries_and_facts() -> None:
    reading = check_file("post", XML.encode(), mappings=MAPPINGS)
    assert rows(reading, "answers", ANSWERS) == [
        ("xa-alba", "2026", "5c1e-alba", "29501970", "COM1", "yes", None),
        ("xa-brina", "2026", "77aa-brina", "29511840", "COM1", None, "yes"),
        ("xa-alba", "2026", "5c1e-alba", "29501970", "MED1", "civil_society|municipal_generalist", None),
    ]
    first = ["department", "evidence_text", "evidence_url", "answered_on"]
    assert rows(reading, "answers", first)[0] == (
        "Culture",
        "<b>A charter</b> & a vote",
        "https://alba.example/charter",
        "2026-02-03",
    )
    entry = ("xa-alba", "2026", "5c1e-alba/3", "Library for all", "ongoing", "COM1", "29501970")
    assert rows(reading, "policy_grid", GRID) == [entry]
    assert rows(reading, "facts", ["fact_code", "year", "value"]) == [("population", "2025", "120000.0")]
    assert codes(reading) == ["export_fields_not_mapped"]
    assert reading.problems[0].values["value"] == "remarks"


def test_an_export_of_odk_gives_the_same_as_zip_and_as_json() -> None:
    for content in (pack(), (GIVEN / "odk.json").read_bytes()):
        reading = check_file("post", content, mappings=MAPPINGS)
        assert rows(reading, "answers", ANSWERS) == [
            ("xa-alba", "2026", "uuid:a1", "2", "COM1", "yes", None),
            ("xa-corva", "2026", "uuid:c1", "1", "COM1", None, "yes"),
            ("xa-alba", "2026", "uuid:a1", "2", "MED1", "civil_society|municipal_generalist", None),
            ("xa-corva", "2026", "uuid:c1", "1", "MED1", "municipal_generalist", None),
        ]
        grid = rows(reading, "policy_grid", GRID)
        assert [row[3:6] for row in grid] == [
            ("Library for all", "ongoing", "COM1"),
            ("Welcome office", "completed", "COM1"),
        ]
        assert len({row[2] for row in grid}) == 2
        assert codes(reading) == ["contributions_rejected"]
        assert word_problem(reading.problems[0])[0] == (
            "1 of 3 submissions are left out because their review state is rejected."
        )


def test_the_csv_of_submissions_alone_is_enough_where_nothing_is_repeated() -> None:
    reading = check_file("post", (GIVEN / "form.csv").read_bytes(), mappings=MAPPINGS)
    assert len(rows(reading, "answers", ANSWERS)) == 4
    assert codes(reading) == ["contributions_rejected"]


def test_an_archive_of_odk_stays_together() -> None:
    assert [name for name, _ in unfold("form.zip", pack())] == ["form.zip"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('aid="a1"', 'aid="a9"', "export_answer_not_mapped", "entry 1, column city"),
        ('<Answer qid="q1" aid="a1"></Answer>', "", "value_missing", "entry 1, column city"),
        ('aid="a7"', 'aid="a8"', "export_answer_not_mapped", "entry 1, column media"),
        ("ongoing", "someday", "value_not_accepted", "entry 1, column measures/status"),
        ("120000", "many", "value_wrong_type", "entry 1, column population"),
        ("a vote", "a\u202evote", "direction_characters", "entry 1, column commitment_evidence"),
        ('id="5c1e-alba"', 'id="Anonymous"', "value_missing", "entry 1, column submission_id"),
        ('bid="population"', 'bid="people"', "mapped_field_not_in_export", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_other_city_goes_on(old, new, code, place) -> None:
    assert old in XML
    reading = check_file("post", XML.replace(old, new).encode(), mappings=MAPPINGS)
    assert (code, place) in [(problem.code, problem.location) for problem in reading.problems]
    assert ("xa-brina", "COM1") in rows(reading, "answers", ["city_code", "question_code"])
    for problem in reading.problems:
        assert "{" not in "".join(word_problem(problem)) + "".join(word_problem(problem, "fr"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (XML.replace("<Results", '<!DOCTYPE R [<!ENTITY a "b">]><Results').encode(), "export_with_entities"),
        (XML.replace(">Culture<", ">&bomb;<").encode(), "export_damaged"),
        (XML[:-40].encode(), "export_damaged"),
        (XML.replace("icc-2026", "another").replace("0b1c-7001", "x").encode(), "export_without_mapping"),
        (b"<?xml version='1.0'?><other/>", "format_not_supported"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused(content, code) -> None:
    reading = check_file("post", content, mappings=MAPPINGS)
    assert (reading.is_refused, codes(reading)) == (True, [code])


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "a/../../../evil.csv", "C:\\evil.csv"])
def test_paths_inside_an_archive_of_odk_lead_nowhere(tmp_path, name) -> None:
    inbox, archive = tmp_path / "home" / "inbox", tmp_path / "home" / "archive"
    inbox.mkdir(parents=True)
    content = io.BytesIO(pack())
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr(name, "KEY,PARENT_KEY\n")
    (inbox / "form.zip").write_bytes(content.getvalue())
    taken = take_in(inbox, archive, date(2026, 3, 2), mappings=MAPPINGS)
    assert len(taken.tables["answers"]) == 4
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and "evil" in path.name]
    assert (outside, sorted(path.name for path in tmp_path.iterdir())) == ([], ["home"])


def test_an_archive_of_odk_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.zipped.MAX_MEMBERS", 2)
    assert codes(check_file("post", pack(), mappings=MAPPINGS)) == ["zip_too_many_members"]


@pytest.mark.parametrize(
    "content", [XML.encode(), (GIVEN / "odk.json").read_bytes(), (GIVEN / "form.csv").read_bytes()]
)
def test_an_export_larger_than_a_file_may_be_is_refused(monkeypatch, content) -> None:
    monkeypatch.setattr("assets.intake.reading.MAX_BYTES", len(content) - 1)
    reading = check_file("post", content, mappings=MAPPINGS)
    assert (reading.is_refused, codes(reading)) == (True, ["file_too_large"])


def test_rows_without_their_submission_and_encrypted_ones_are_told() -> None:
    lost = b"title,status,PARENT_KEY,KEY\nx,done,uuid:z,uuid:z/grid/measure[1]\n"
    reading = check_file("post", pack(**{"form-grid-measure_csv": lost}), mappings=MAPPINGS)
    problem = next(each for each in reading.problems if each.code == "repeat_without_submission")
    assert problem.location == "sheet 'form-grid-measure.csv', row 2"
    locked = (GIVEN / "form.csv").read_bytes().replace(b"0,0,,approved", b"0,0,notDecrypted,approved")
    reading = check_file("post", locked, mappings=MAPPINGS)
    assert [each.location for each in reading.problems if each.code == "submission_encrypted"] == ["row 2"]


def test_without_a_mapping_the_file_is_kept_and_read_once_there_is_one(tmp_path) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    (inbox / "export.xml").write_text(XML)
    before = take_in(inbox, archive, date(2026, 3, 2))
    assert before.tables["reading_tickets"]["ticket_code"].tolist() == ["export_without_mapping"]
    (inbox / "export.xml").unlink()
    after = take_in(inbox, archive, date(2026, 3, 3), mappings=MAPPINGS)
    assert len(after.tables["answers"]) == 3
    places = after.tables["answers"][["source_sheet", "source_row"]].values.tolist()
    assert places == [["commitment", 1], ["commitment", 2], ["media", 1]], "field and contribution tell rows apart"


def test_rows_of_one_field_are_told_apart_by_their_number(tmp_path) -> None:
    twice = tmp_path / "twice.yml"
    answer = "\n  - {question_code: COM2, option_codes: {field: commitment-com1, options: {yes: with_elements}}}\n"
    twice.write_text((GIVEN / "odk.yml").read_text().replace("answers:\n", "answers:" + answer))
    reading = check_file("post", (GIVEN / "odk.json").read_bytes(), mappings=(read_mapping(twice),))
    places = [(part.sheet, row) for part in reading.parts if part.kind == "answers" for row in part.places]
    assert len(places) == len(set(places)) == 5
    assert {sheet for sheet, _ in places} == {"commitment-com1 (1)", "commitment-com1 (2)", "media"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: [", "cannot be read"),
        ("format: kobo", "format is 'kobo'; it is one of: eusurvey, odk."),
        ("format: odk\nanswers: []", "submission names no city_code"),
        ("format: odk\nsubmission: {city_code: {field: c}}", "no rows are mapped"),
        ("format: odk\nsubmission: {city_code: {field: c}}\nanswers: [{question: x}]", "answers, row 1 has question"),
        ("format: odk\nsubmission: {city_code: {options: {}}}", "submission, city_code names no field"),
        ("format: odk\nextra: 1", "the file has extra"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_which_and_where(tmp_path, text, said) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(text)
    with pytest.raises(MappingNotUsable) as raised:
        read_mapping(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_check_reads_exports_by_the_mappings_of_the_home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("INTERCULTURAL_HOME", str(tmp_path))
    (tmp_path / "mappings").mkdir()
    export = tmp_path / "form.zip"
    export.write_bytes(pack())
    result = CliRunner().invoke(app, ["check", str(export), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.output)["files"][0]["problems"][0]["code"] == "export_without_mapping"
    result = CliRunner().invoke(app, ["check", str(export), "--mapping", str(GIVEN / "odk.yml")])
    assert (result.exit_code, "left out because their review state is rejected" in result.output) == (0, True)
    (tmp_path / "mappings" / "odk.yml").write_bytes((GIVEN / "odk.yml").read_bytes())
    assert CliRunner().invoke(app, ["check", str(export)]).exit_code == 0

"""The programme's days from opening to release, as the programme lives them: only commands, workbooks and the outbox."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support.filled_files import fill_file
from support.questionnaires import Given, Wanted, fill, form, read_sheets
from support.reviews import decide

from assets.home import Home

CYCLE = "2026"
GIVEN = Path(__file__).parents[1] / "assets" / "intake" / "exports" / "given"


@pytest.fixture
def home(small, tmp_path) -> Home:
    shutil.copytree(small.home.path, tmp_path / "programme", symlinks=True)
    return Home(folder=str(tmp_path / "programme"))


@pytest.fixture
def on(command, home, monkeypatch):
    """Carry out a command on a day, and expect that it does what it says; gives what it prints."""

    def carry_out(day: str, *arguments: str) -> str:
        moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        status, out, err = command(*arguments, home=home.path)
        assert status == 0, out + err
        return out

    return carry_out


def read_list(home: Home) -> dict[str, dict[str, str]]:
    path = home.outbox / "programme" / CYCLE / "reminders.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["city_code"]: row for row in csv.DictReader(file)}


def fill_in(home: Home, city: str, codes: list[str], version: int) -> None:
    """Fill in the workbook that lies in the outbox of a city, and send it."""
    questionnaire = next((home.outbox / city / CYCLE).glob("questionnaire-*.xlsx"))
    questions = form().questions
    wanted = Wanted(
        {code: Given((questions[code].options[0].code,), others={"evidence_text": f"See {code}"}) for code in codes},
        cover={"answered_on": date(2026, 6, version), "submission_version": version},
    )
    content = questionnaire.read_bytes()
    target = home.inbox / city / f"version-{version}.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(fill_file(content, fill(read_sheets(content), wanted)))


def send_survey(home: Home, city: str) -> None:
    """The export of a survey in EUSurvey, and the mapping of the programme: what Alba answered there, this city has answered."""
    home.mappings.mkdir()
    mapping = (GIVEN / "eusurvey.yml").read_text(encoding="utf-8").replace("c_alba: xa-alba", f"c_alba: {city}")
    (home.mappings / "survey.yml").write_text(mapping, encoding="utf-8")
    shutil.copyfile(GIVEN / "eusurvey.xml", home.inbox / "export.xml")


def read_manifest(home: Home) -> dict:
    return json.loads((home.published / "latest" / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_cycle_from_opening_to_release(on, home) -> None:
    assert "The cycle 2026 is open: " in on("2026-05-01", "cycle", "open", CYCLE)
    first, second, third = sorted(path.name for path in home.outbox.iterdir() if path.name != "programme")[:3]
    on("2026-06-01", "cycle", "chase", CYCLE)
    assert {read_list(home)[city]["reason"] for city in (first, second, third)} == {"nothing_received"}

    codes = list(form().questions)
    fill_in(home, first, codes, 1)
    fill_in(home, second, codes[:40], 1)
    on("2026-06-10", "run")
    on("2026-06-11", "cycle", "chase", CYCLE)
    listed = read_list(home)
    assert first not in listed, "everything is answered"
    assert listed[second]["reason"] == "incomplete"
    assert listed[third]["reason"] == "nothing_received"
    letter = (home.outbox / listed[second]["file"]).read_text(encoding="utf-8")
    assert codes[-1] in letter
    assert codes[0] not in letter.replace(codes[-1], "").split()

    fill_in(home, second, codes, 2)
    send_survey(home, third)
    on("2026-06-20", "run")
    on("2026-06-21", "cycle", "chase", CYCLE)
    assert not {first, second} & set(read_list(home))
    assert read_list(home)[third]["reason"] == "incomplete", "two questions were answered in the survey"
    assert (home.outbox / second / CYCLE / "reminded-2026-06-11.txt").exists(), "what was sent stays"

    path = home.path / "review.xlsx"
    on("2026-07-05", "template", "--review", "--cycle", CYCLE, "--city", first, "--out", str(path))
    on("2026-07-05", "cycle", "close", CYCLE)
    closed = json.loads((home.outbox / "programme" / CYCLE / "closed.json").read_text(encoding="utf-8"))
    assert {row["city_code"] for row in closed["cities"]} == {first, second, third}
    reviewed = decide(path.read_bytes(), cover={"reviewed_on": date(2026, 7, 10), "decision": "Accept"})
    (home.inbox / "review.xlsx").write_bytes(reviewed)
    assert "is released as 2026-" in on("2026-10-20", "cycle", "release", CYCLE)

    manifest = read_manifest(home)
    assert (manifest["cycle"], [each["name"] for each in manifest["mappings"]]) == (2026, ["survey.yml"])
    released = json.loads((home.outbox / "programme" / CYCLE / "released.json").read_text(encoding="utf-8"))
    assert released["releases"][0]["city_codes"] == [first, second, third]
    with (home.published / "latest" / "internal" / "data" / "participations.csv").open(encoding="utf-8") as file:
        taking_part = {row["city_code"]: row for row in csv.DictReader(file) if row["cycle"] == CYCLE}
    assert taking_part[first]["is_review_complete"] == "yes"
    assert taking_part[second]["is_review_complete"] == "no"
    with (home.published / "latest" / "internal" / "data" / "answer_provenance.csv").open(encoding="utf-8") as file:
        told = [row for row in csv.DictReader(file) if (row["city_code"], row["cycle"]) == (third, CYCLE)]
    assert {row["source_file"] for row in told} == {"export.xml"}
    assert (home.published / "latest" / "public" / "site" / "city" / f"{second}.html").exists()
    on("2026-10-21", "verify")

"""Opening, closing and releasing a cycle on a home: what cities are told, what is recorded, what is refused."""

from __future__ import annotations

import csv
import json
import shutil

import dagster as dg
import duckdb
import pytest

from assets.cycles import assets as steps
from assets.cycles import chasing
from assets.cycles.calendar import find_calendar, read_calendar
from assets.cycles.letters import announce_opening, announce_release, confirm_closing
from assets.cycles.records import list_done, place_record, read_record, write_letters
from assets.home import Home, Programme
from orchestration.layers import partition_steps

CITY = {"city_code": "xa-alba", "city_name": "Alba\n\u202eevil", "last_cycle": 2022, "publish": "yes"}
VERSION = {"methodology_id": "m", "core_count": 70, "extended_count": 13}


@pytest.fixture
def home(small, tmp_path) -> Home:
    """The small home once more, to go through its cycle."""
    shutil.copytree(small.home.path, tmp_path / "home", symlinks=True)
    return Home(folder=str(tmp_path / "home"))


def do(home: Home, step: str, cycle: int) -> dict[str, object]:
    """Materialise a step; gives its metadata."""
    calendar = read_calendar(find_calendar())
    asset = dg.map_asset_specs(
        partition_steps(calendar), [chasing.reminded if step == "reminded" else getattr(steps, step)]
    )[0]
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            [asset], resources={"home": home}, partition_key=str(cycle), instance=instance, selection=[asset]
        )
        return {
            name: value.value
            for name, value in result.asset_materializations_for_node(f"cycles__{step}")[0].metadata.items()
        }


def test_a_cycle_goes_from_opening_to_release(home, small) -> None:
    opening = do(home, "opened", 2025)
    register = [path.name for path in home.outbox.iterdir() if path.name != "programme"]
    assert opening["letters"] == opening["cities"] == len(register) > 50
    letter = (home.outbox / register[0] / "2025" / "opened.txt").read_text(encoding="utf-8")
    assert "Submissions until: 2025-06-30" in letter
    assert "Questionnaire: icc-2019 (70 questions, and 13 for the extended index)" in letter

    closing = do(home, "closed", 2025)
    record = read_record(home.outbox, 2025, "closed")
    with duckdb.connect(str(home.database), read_only=True) as connection:
        participants = {
            row[0] for row in connection.sql("select city_code from marts.participations where cycle = 2025").fetchall()
        }
    assert record is not None
    assert {row["city_code"] for row in record["cities"]} == participants
    assert closing["cities_in"] == len(participants)
    inside, outside = sorted(participants)[0], sorted(set(register) - participants)[0]
    assert "Received: 1 submission(s)" in (home.outbox / inside / "2025" / "closed.txt").read_text(encoding="utf-8")
    assert "received nothing" in (home.outbox / outside / "2025" / "closed.txt").read_text(encoding="utf-8")

    release = do(home, "released", 2025)
    record = read_record(home.outbox, 2025, "released")
    assert record is not None
    assert release["release_id"] == small.release.name
    assert [each["release_id"] for each in record["releases"]] == [small.release.name]
    assert (home.outbox / inside / "2025" / "released.txt").exists()
    assert not (home.outbox / outside / "2025" / "released.txt").exists()
    assert list_done(home.outbox) == {2025: {"opened", "closed", "released"}}


def test_a_step_done_again_changes_nothing_that_was_read(home) -> None:
    do(home, "opened", 2025)
    do(home, "closed", 2025)
    before = {path: path.read_bytes() for path in home.outbox.rglob("*") if path.is_file()}
    removed = next(path for path in before if path.name == "opened.txt")
    removed.unlink()
    place = place_record(home.outbox, 2025, "closed")
    record = json.loads(place.read_text(encoding="utf-8"))
    forgotten = record["cities"].pop()
    place.write_text(json.dumps(record), encoding="utf-8")
    assert do(home, "opened", 2025)["letters"] == 1
    again = do(home, "closed", 2025)
    assert again["came_since_closing"] == 1
    kept = read_record(home.outbox, 2025, "closed")
    assert kept is not None
    assert forgotten not in kept["cities"], "what was recorded on the day of closing stays"
    after = {path: path.read_bytes() for path in before if path != place}
    assert after == {path: content for path, content in before.items() if path != place}


def test_steps_come_in_their_order(home, tmp_path) -> None:
    with pytest.raises(steps.OutOfOrder, match="run `intercultural cycle open 2025`"):
        do(home, "closed", 2025)
    with pytest.raises(steps.OutOfOrder, match="run `intercultural cycle close 2025`"):
        do(home, "released", 2025)
    do(home, "opened", 2026)
    do(home, "closed", 2026)
    with pytest.raises(steps.OutOfOrder, match="No city has filed answers for the cycle 2026"):
        do(home, "released", 2026)


def test_cities_are_chased_for_what_is_missing(home) -> None:
    with pytest.raises(steps.OutOfOrder, match="run `intercultural cycle open 2025`"):
        do(home, "reminded", 2025)
    told = do(home, "opened", 2025)["cities"]
    chased = do(home, "reminded", 2025)
    listed = list(csv.DictReader((home.outbox / "programme" / "2025" / "reminders.csv").open(encoding="utf-8")))
    assert len(listed) == chased["reminded"] == chased["letters"] == told - chased["nothing_to_do"]
    reasons = {row["city_code"]: row["reason"] for row in listed}
    with duckdb.connect(str(home.database), read_only=True) as connection:
        inside = {row[0] for row in connection.sql("select city_code from marts.participations").fetchall()}
        missing = dict(
            connection.sql(
                "select city_code, count(*) from (select city_code, question_code from marts.indicator_scores "
                "where state in ('unanswered', 'invalid') and methodology_id = 'icc-2019' union "
                "select city_code, question_code from marts.draft_indicator_scores "
                "where state in ('unanswered', 'invalid') and methodology_id = 'icc-2019') group by city_code"
            ).fetchall()
        )
    assert {code for code, reason in reasons.items() if reason == "nothing_received"} == reasons.keys() - inside
    assert {row["city_code"]: int(row["questions_missing"]) for row in listed if row["city_code"] in missing} == missing
    for row in listed:
        assert (home.outbox / row["file"]).is_file()
    assert do(home, "reminded", 2025)["letters"] == 0, "nothing has changed since"

    do(home, "closed", 2025)
    later = do(home, "reminded", 2025)
    assert later["nothing_received"] == 0
    assert later["reminded"] == len([code for code in reasons if code in inside])


def test_a_home_without_tables_says_what_to_run(tmp_path) -> None:
    empty = Home(folder=str(tmp_path))
    empty.prepare()
    with pytest.raises(steps.NothingComputed, match="put a cities file into the inbox"):
        do(empty, "opened", 2026)


def test_letters_are_plain_lines() -> None:
    programme = Programme(title="A title", statement="Our own computation.")
    dates = read_calendar(find_calendar())[2026]
    first = CITY | {"last_cycle": None}
    received = {
        "submission_count": 2,
        "answers": 80,
        "arrived_on": "2026-07-02",
        "is_late": True,
        "is_review_complete": "no",
    }
    texts = [
        announce_opening(programme, CITY, dates, VERSION),
        announce_opening(programme, first, dates, VERSION | {"extended_count": 0}),
        confirm_closing(programme, CITY | received | {"open_tickets": 3}, 2026),
        confirm_closing(programme, CITY | {"submission_count": 0}, 2026),
        announce_release(programme, CITY, 2026, "2026-abc"),
        announce_release(programme, CITY | {"publish": "no"}, 2026, "2026-abc"),
    ]
    for text in texts:
        assert text.startswith("A title\n")
        assert "Alba··evil (xa-alba)" in text
        assert text.endswith("\nOur own computation.\n")
    assert "You took part last in 2022." in texts[0]
    assert "We have no earlier submission" in texts[1]
    assert "extended" not in texts[1]
    assert "came after the day" in texts[2]
    assert "Review: not complete yet" in texts[2]
    assert "Open tickets: 3" in texts[2]
    assert "site/city/xa-alba.html" in texts[4]
    assert "in no public file" in texts[5]
    assert "site/city" not in texts[5]


def test_letters_are_in_the_language_of_the_city() -> None:
    programme, city = Programme(title="T", statement="S."), CITY | {"languages": "xx|fr|en"}
    dates = read_calendar(find_calendar())[2026]
    texts = (
        announce_opening(programme, city, dates, VERSION),
        confirm_closing(programme, city | {"submission_count": 0}, 2026),
        announce_release(programme, city, 2026, "2026-abc"),
    )
    for text, said in zip(texts, ("Le cycle 2026 est ouvert", "Nous n’avons rien reçu", "sont publiés"), strict=True):
        assert said in text
    assert "site/fr/city/xa-alba.html" in texts[2]


@pytest.mark.parametrize("code", ["../elsewhere", "programme", "xa-alba/..", ""])
def test_what_is_no_code_of_a_city_names_no_folder(tmp_path, code) -> None:
    with pytest.raises(ValueError, match="is no code of a city"):
        write_letters(tmp_path, 2026, "opened", {code: "text"})
    assert list(tmp_path.iterdir()) == []

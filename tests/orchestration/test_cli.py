"""The command line as people meet it: what it prints, and its exit status."""

from __future__ import annotations

import json

import pytest
from support.workbooks import write_zip

from orchestration.commands import release


def test_help_names_every_command(command) -> None:
    status, out, _ = command("--help")
    assert status == 0
    for name in (
        "run",
        "explain",
        "check",
        "diff",
        "verify",
        "diff-release",
        "open",
        "dev",
        "prepare",
        "template",
        "languages",
        "whatif",
        "cycle",
    ):
        assert name in out
        assert command(name, "--help")[0] == 0


def test_an_empty_inbox_stops(command, tmp_path) -> None:
    status, out, err = command("run")
    assert status == 3
    assert f"The inbox {tmp_path / 'home' / 'inbox'} is empty" in err
    assert "Nothing was published" in err
    assert "Where the time went" in out


@pytest.mark.parametrize(
    "arguments",
    [("explain", "xa-alba"), ("explain", "xa-alba", "many"), ("no-such-command",), ("run", "--x")],
)
def test_wrong_usage(command, arguments) -> None:
    assert command(*arguments)[0] == 2


def test_an_unknown_sample_is_refused(command) -> None:
    status, _, err = command("run", "--sample", "other")
    assert status == 2
    assert "Choose one of: demo, public_record" in err


def test_a_sample_never_mixes_with_other_files(command, tmp_path) -> None:
    inbox = tmp_path / "home" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "mine.csv").write_text("city_code\n", encoding="utf-8")
    status, _, err = command("prepare", "--sample", "demo")
    assert status == 2
    assert "already holds other files" in err
    assert [path.name for path in inbox.iterdir()] == ["mine.csv"]


def test_an_unknown_layer_is_refused(command) -> None:
    status, _, err = command("run", "--resume-at", "moon")
    assert status == 2
    assert "staging, release" in err


def test_a_home_that_cannot_be_written_says_so(command, tmp_path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    status, _, err = command("run", home=blocked / "home")
    assert status == 2
    assert "cannot be written" in err
    assert "INTERCULTURAL_HOME" in err


def test_a_programme_file_that_is_broken_says_so(command, tmp_path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "programme.json").write_text('{"titel": "x"}', encoding="utf-8")
    status, _, err = command("prepare", "--sample", "demo")
    assert status == 2
    assert "programme.json cannot be read" in err
    assert "title" in err


def test_nothing_published_yet(command) -> None:
    for arguments in (("verify",), ("explain", "xa-alba", "2020"), ("open",)):
        status, _, err = command(*arguments)
        assert status == 2
        assert "Run `intercultural run` first" in err


def test_a_sample_that_has_been_published_is_named(command, tmp_path) -> None:
    sample = tmp_path / "home" / "demo"
    (sample / "published" / "2020-a").mkdir(parents=True)
    (sample / "published" / "latest.json").write_text('{"release_id": "2020-a"}', encoding="utf-8")
    status, _, err = command("verify")
    assert status == 2
    assert f"The sample 'demo' has been published: INTERCULTURAL_HOME={sample} names its home." in err


def test_check_names_what_is_wrong_and_takes_nothing_in(command, tmp_path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("city_code,city_name,country_iso2\nxa-alba,Alba,XA\n", encoding="utf-8")
    bad.write_text("city_code,city_name,country_iso2\nxa-alba,,XA\n", encoding="utf-8")
    status, out, _ = command("check", str(good))
    assert (status, out.strip()) == (0, f"{good}: cities: 1 of 1 rows can be taken in")
    status, out, _ = command("check", str(good), str(bad))
    assert status == 1
    assert out.splitlines()[1:] == [
        f"{bad}: cities: 0 of 1 rows can be taken in",
        "  row 2, column city_name (rejected): The cell city_name is empty; it may not be.",
        "    → Fill in city_name (text).",
        "Problems: 1, of which would be rejected: 1",
    ]
    assert not (tmp_path / "home").exists()


def test_check_speaks_to_machines_and_in_other_languages(command, tmp_path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("city_code,city_name,country_iso2\nxa-alba,,XA\n", encoding="utf-8")
    status, out, _ = command("check", "--json", str(bad))
    found = json.loads(out)
    assert (status, found["would_be_rejected"]) == (1, True)
    problem = found["files"][0]["problems"][0]
    assert (problem["code"], problem["row"], problem["column"]) == ("value_missing", 2, "city_name")
    assert "ligne 2, colonne city_name (rejeté)" in command("check", "--language", "fr", str(bad))[1]
    status, _, err = command("check", "--language", "tlh", str(bad))
    assert (status, "There are: en, fr." in err) == (2, True)


def test_check_takes_folders_and_zip_archives(command, tmp_path) -> None:
    content = b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\n"
    folder = tmp_path / "post"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.csv").write_bytes(content)
    (folder / "b.zip").write_bytes(write_zip({"c.csv": content, "../d.csv": content}))
    (folder / "link.csv").symlink_to(folder / "deep" / "a.csv")
    status, out, _ = command("check", str(folder))
    assert status == 1
    assert out.splitlines() == [
        f"{folder}/b.zip/c.csv: cities: 1 of 1 rows can be taken in",
        f"{folder}/b.zip: cannot be taken in",
        "  file ../d.csv of the archive (rejected): The name of this file leads out of the archive or holds characters "
        "that cannot be seen; it is not read.",
        "    → Give the file a plain name and pack the archive anew.",
        f"{folder}/deep/a.csv: cities: 1 of 1 rows can be taken in",
        f"{folder}/link.csv: cannot be taken in",
        "  the file (please look): This is a link and not a file; it is not followed.",
        "    → Put the file itself into the inbox.",
        "Problems: 2, of which would be rejected: 1",
    ]
    assert command("check", str(folder / "link.csv"))[0] == 0, "who names a link means its file"
    assert command("check", str(folder / "deep"))[0] == 0


def test_explain_and_verify_read_a_release(command, small) -> None:
    status, out, _ = command("verify", home=small.home.path)
    assert status == 0
    assert "every file is as it was published" in out
    codes = [
        row.split(",")[1]
        for row in (small.release / "public" / "data" / "index_scores.csv").read_text().splitlines()[1:]
    ]
    status, out, _ = command("explain", codes[0], "2025", home=small.home.path)
    assert status == 0
    assert "Our computation, not an official result" in out
    assert "Sum of all indicators" in out
    status, _, err = command("explain", codes[0], "1999", home=small.home.path)
    assert status == 2
    assert "Its cycles: 2025" in err
    status, _, err = command("explain", "xa-nowhere", "2025", home=small.home.path)
    assert status == 2
    status, _, err = command("explain", codes[0], "2025", "NOSUCH", home=small.home.path)
    assert status == 2
    assert "Its areas:" in err


def test_a_fault_of_ours_says_so(command, monkeypatch) -> None:
    monkeypatch.setattr(release, "enter", lambda sample=None: 1 / 0)
    status, _, err = command("verify")
    assert status == 70
    assert "fault of ours" in err
    assert "ZeroDivisionError" in err


def test_the_programme_file_of_a_sample_says_what_it_is(command, tmp_path) -> None:
    assert command("prepare", "--sample", "public_record")[0] == 0
    written = json.loads((tmp_path / "home" / "programme.json").read_text(encoding="utf-8"))
    assert (written["sample"], written["is_record"], written["is_fictional"]) == (
        "public_record",
        True,
        False,
    )
    first = sorted(path.name for path in (tmp_path / "home" / "inbox").iterdir())
    assert command("prepare", "--sample", "public_record")[0] == 0
    assert sorted(path.name for path in (tmp_path / "home" / "inbox").iterdir()) == first


def test_a_year_that_the_calendar_lacks_is_refused(command) -> None:
    status, _, err = command("cycle", "open", "1999")
    assert status == 2
    assert "The calendar has no cycle 1999; it has 2025" in err


def test_a_step_that_comes_too_early_says_which_is_first(command) -> None:
    status, _, err = command("cycle", "chase", "2026")
    assert status == 3
    assert "run `intercultural cycle open 2026` (the job open_cycle) first" in err


def test_opening_before_any_run_says_what_to_do(command) -> None:
    status, _, err = command("cycle", "open", "2026")
    assert status == 3
    assert "put a cities file into the inbox and run `intercultural run` first" in err

"""A release: its name, its manifest, the one switch, and that nothing changes it afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assets.publication.release import (
    ReleaseFault,
    find_latest,
    list_contents,
    name_release,
    place_release,
    verify_release,
    write_json,
)


@pytest.fixture
def published(tmp_path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    return folder


def make(published: Path, text: str = "score\n50\n", clock: str = "10:00") -> Path:
    folder = published / ".next"
    (folder / "public" / "data").mkdir(parents=True)
    (folder / "internal" / "data_docs").mkdir(parents=True)
    (folder / "public" / "data" / "scores.csv").write_text(text, encoding="utf-8")
    (folder / "internal" / "data_docs" / "index.html").write_text(clock, encoding="utf-8")
    write_json(folder / "run.json", {"finished_at": clock})
    write_json(folder / "manifest.json", {"files": list_contents(folder)})
    return folder


def test_the_name_depends_on_data_inputs_and_code(published) -> None:
    data = make(published) / "public" / "data"
    name = name_release(2020, data, ["b", "a"], "code")
    assert name.startswith("2020-")
    assert name == name_release(2020, data, ["a", "b"], "code"), "the order of inputs does not matter"
    others = {name_release(2020, data, ["a"], "code"), name_release(2020, data, ["a", "b"], "other")}
    (data / "scores.csv").write_text("score\n51\n", encoding="utf-8")
    others.add(name_release(2020, data, ["a", "b"], "code"))
    assert len(others | {name}) == 4


def test_a_release_becomes_the_latest_at_once(published) -> None:
    assert find_latest(published) is None
    assert place_release(make(published), published, "2020-a")
    assert place_release(make(published, "score\n60\n"), published, "2020-b")
    assert find_latest(published) == published / "2020-b"
    assert json.loads((published / "latest.json").read_text()) == {"release_id": "2020-b"}
    assert (published / "latest").resolve() == published / "2020-b"
    assert (published / "2020-a" / "public" / "data" / "scores.csv").read_text() == "score\n50\n"
    assert not (published / ".next").exists()


def test_the_same_release_is_kept_whatever_the_clock_says(published) -> None:
    place_release(make(published, clock="10:00"), published, "2020-a")
    assert not place_release(make(published, clock="11:00"), published, "2020-a")
    assert json.loads((published / "2020-a" / "run.json").read_text()) == {"finished_at": "10:00"}


def test_the_same_name_with_other_bytes_is_a_fault_of_ours(published) -> None:
    place_release(make(published), published, "2020-a")
    with pytest.raises(ReleaseFault, match=r"differs in: public/data/scores\.csv"):
        place_release(make(published, "score\n51\n"), published, "2020-a")
    assert (published / "2020-a" / "public" / "data" / "scores.csv").read_text() == "score\n50\n"


def test_the_manifest_lists_what_has_a_checksum(published) -> None:
    assert [(row["path"], row["audience"], row["bytes"]) for row in list_contents(make(published))] == [
        ("public/data/scores.csv", "public", 9)
    ]


def test_verify_names_what_differs(published) -> None:
    place_release(make(published), published, "2020-a")
    release = published / "2020-a"
    assert verify_release(release) == []
    (release / "public" / "data" / "scores.csv").write_text("score\n99\n", encoding="utf-8")
    (release / "public" / "data" / "more.csv").write_text("x", encoding="utf-8")
    assert verify_release(release) == [
        "public/data/more.csv was added.",
        "public/data/scores.csv was changed.",
    ]
    (release / "public" / "data" / "scores.csv").unlink()
    assert "public/data/scores.csv is missing." in verify_release(release)

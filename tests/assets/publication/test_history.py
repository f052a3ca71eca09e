"""Earlier releases stay and are found again: by id, as the latest, as the one before."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.releases import make_release

from assets.publication.history import UnknownRelease, find_release, list_releases
from assets.publication.release import switch_latest


@pytest.fixture
def published(tmp_path) -> Path:
    for name, day in (("2025-b", "2026-01-02"), ("2025-a", "2026-01-03"), ("2024-c", "2026-01-01")):
        make_release(tmp_path, name, {}, finished_at=day)
    (tmp_path / ".next").mkdir()
    (tmp_path / ".next" / "manifest.json").write_text("{}", encoding="utf-8")
    switch_latest(tmp_path, "2025-a")
    return tmp_path


def test_releases_are_in_the_order_in_which_they_were_made(published) -> None:
    assert [each.release_id for each in list_releases(published)] == ["2024-c", "2025-b", "2025-a"]


def test_a_release_without_its_clock_time_is_the_earliest(published) -> None:
    (published / "2025-a" / "run.json").unlink()
    assert list_releases(published)[0].release_id == "2025-a"


@pytest.mark.parametrize(
    ("name", "found"), [("latest", "2025-a"), ("previous", "2025-b"), ("2024-c", "2024-c"), ("2025-a", "2025-a")]
)
def test_a_release_is_found(published, name, found) -> None:
    assert find_release(published, name) == published / found


def test_previous_is_the_newest_beside_the_latest(published) -> None:
    switch_latest(published, "2025-b")
    assert find_release(published, "previous") == published / "2025-a"


@pytest.mark.parametrize("name", ["2023-x", "", "../2025-a", ".next", "2025-a/public"])
def test_an_unknown_release_lists_those_there_are(published, name) -> None:
    with pytest.raises(UnknownRelease) as raised:
        find_release(published, name)
    lines = str(raised.value).splitlines()
    assert lines[0] == f"There is no release '{name}'. There are:"
    assert lines[1:] == ["  2025-a  2026-01-03  (latest)", "  2025-b  2026-01-02", "  2024-c  2026-01-01"]


def test_the_first_release_has_none_before_it(tmp_path) -> None:
    with pytest.raises(UnknownRelease, match="Nothing has been published yet"):
        find_release(tmp_path, "latest")
    make_release(tmp_path, "2025-a", {})
    switch_latest(tmp_path, "2025-a")
    with pytest.raises(UnknownRelease, match="There is no release before the latest"):
        find_release(tmp_path, "previous")

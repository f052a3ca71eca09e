"""Commands that compare releases: what they print, and their exit status."""

from __future__ import annotations

import json

from support.releases import make_release

from assets.publication.release import switch_latest


def test_diff_release_says_what_there_is(command, tmp_path) -> None:
    status, _, err = command("diff-release")
    assert status == 2
    assert "Nothing has been published yet" in err
    published = tmp_path / "home" / "published"
    tables = {"cities": [{"city_code": "xa-alba"}]}
    make_release(published, "2025-a", tables, "2026-01-01")
    make_release(published, "2025-b", {"cities": [{"city_code": "xb-berg"}]}, "2026-01-02")
    switch_latest(published, "2025-b")
    status, out, _ = command("diff-release")
    assert status == 0
    assert out.startswith("From 2025-a (cycle 2025, 2026-01-01)\nto   2025-b")
    assert "cities: 1 added, 1 removed" in out
    status, out, _ = command("diff-release", "2025-b", "2025-a", "--json")
    assert status == 0
    assert json.loads(out)["tables"][0]["examples"]["added"] == [{"city_code": "xa-alba"}]
    status, _, err = command("diff-release", "2025-x")
    assert status == 2
    assert "There is no release '2025-x'. There are:\n  2025-b  2026-01-02  (latest)\n  2025-a  2026-01-01" in err

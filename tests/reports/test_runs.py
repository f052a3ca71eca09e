"""The page of runs and releases: earlier releases of a home, and nothing made up where a file was lost."""

from __future__ import annotations

import json
import re

from support.releases import make_release

from reports.internal import InternalEdition, build_internal_site
from reports.runs import SHOWN, make_runs_page

EDITION = InternalEdition("2025-now", 2025, "A title", "A statement.", False, "c1")
PACKAGE = {"version": "2025-now"}


def test_releases_say_what_they_were_made_from_and_where_the_time_went(tmp_path) -> None:
    folder = make_release(
        tmp_path, "2025-old", {}, "2026-01-01T10:11:12+00:00", inputs=[{"sha256": "a"}, {"sha256": "b"}]
    )
    steps = {"intake": 2.0, "compute": 8.5, "publish": 4.0, "site": 3.0}
    run = {"run_id": "r", "finished_at": "2026-01-01T10:11:12+00:00", "files": {"unchanged": 2}, "steps": steps}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    make_release(tmp_path, "2025-now", {}, "2026-02-01")
    (row,) = make_runs_page(tmp_path, PACKAGE).context["earlier"]
    assert (row["release_id"], row["finished_at"], row["inputs"], row["seconds"]) == (
        "2025-old",
        "2026-01-01 10:11",
        2,
        17.5,
    )
    assert row["longest"] == [("compute", 8.5), ("publish", 4.0), ("site", 3.0)]
    (path,) = build_internal_site([make_runs_page(tmp_path, PACKAGE)], EDITION, tmp_path / "2025-now/internal/site")
    html = path.read_text(encoding="utf-8")
    assert "compute 8.5, publish 4.0, site 3.0" in html
    assert re.findall(r'<td class="n">(\d+)</td>', html) == ["2025", "2", "0", "0"], (
        "unchanged files are neither new nor refused"
    )
    assert (path.parent / "../../../2025-old/manifest.json").exists()


def test_a_lost_record_of_a_run_leaves_gaps_and_many_releases_are_counted(tmp_path) -> None:
    for number in range(SHOWN + 3):
        make_release(tmp_path, f"2024-{number:03}", {})
    page = make_runs_page(tmp_path, PACKAGE)
    assert (len(page.context["earlier"]), page.context["more"]) == (SHOWN, 3)
    assert {row["seconds"] for row in page.context["earlier"]} == {None}
    (path,) = build_internal_site([page], EDITION, tmp_path / "site")
    assert "3 more are not shown" in path.read_text(encoding="utf-8")


def test_the_first_release_has_none_before_it(tmp_path) -> None:
    (path,) = build_internal_site([make_runs_page(tmp_path / "published", PACKAGE)], EDITION, tmp_path / "site")
    assert "the first release of this home" in path.read_text(encoding="utf-8")

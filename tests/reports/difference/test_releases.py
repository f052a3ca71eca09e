"""Two real releases of one home: a corrected submission, and a version that is no longer among the seeds."""

from __future__ import annotations

import csv
import io
import shutil

import pandas as pd
import pytest
from support.edited_seeds import Frames, write_edited_seeds
from support.homes import run

from assets.publication.history import find_release
from assets.publication.release import verify_release
from reports.difference import compare_releases
from reports.difference.scores import METHODOLOGY, OWN
from reports.difference.words import say_difference
from reports.explanation import explain_score, read_tables

GONE = "icc-2008"
FILE = "2025/answers-from-the-form.csv"


def forget_version(frames: Frames) -> None:
    """Take every row of a version out of the seeds."""
    for name, frame in frames.items():
        for column in {"methodology_id", "methodology_id_a", "methodology_id_b"} & set(frame.columns):
            frames[name] = frames[name][frames[name][column] != GONE]


def correct(content: bytes, submission_id: str) -> bytes:
    """One submission of a file again under its next version, with the first answer left out."""
    rows = [
        row for row in csv.DictReader(io.StringIO(content.decode("utf-8"))) if row["submission_id"] == submission_id
    ]
    last = max(int(row["submission_version"] or 1) for row in rows)
    rows = [row | {"submission_version": str(last + 1)} for row in rows if int(row["submission_version"] or 1) == last]
    del rows[next(number for number, row in enumerate(rows) if row["option_codes"])]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def two(small, tmp_path_factory):
    """The small home, and the same after both changes; gives the new run and the city that sent a correction."""
    folder = tmp_path_factory.mktemp("later")
    home = folder / "home"
    shutil.copytree(small.home.path, home, symlinks=True)
    leaves = pd.read_parquet(small.release / "internal" / "data" / "answer_provenance.parquet")
    alone = leaves.groupby("city_code").filter(lambda rows: rows["submission_id"].nunique() == 1)
    alone = alone[alone["source_file"] == FILE].iloc[0]
    content, city = correct((home / "inbox" / FILE).read_bytes(), alone["submission_id"]), alone["city_code"]
    (home / "inbox" / "correction.csv").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERCULTURAL_SEEDS", str(write_edited_seeds(folder / "seeds", [forget_version])))
        yield run(home), city


def test_what_came_in_and_what_went_is_told_apart(two) -> None:
    later, city = two
    assert later.outcome.status == "published", later.outcome.message
    before, after = (find_release(later.home.published, name) for name in ("previous", "latest"))
    found = compare_releases(before, after)
    assert [(each["kind"], each["source_file"]) for each in found.causes.files.added] == [("answers", "correction.csv")]
    assert {row["city_code"] for row in found.causes.submissions.added} == {city}
    assert GONE in found.causes.methodology_ids
    assert not found.causes.computing_differs
    kept = [each for each in found.scores if each.methodology_id != GONE]
    assert kept
    assert {(each.city_code, *each.causes) for each in kept} == {(city, OWN)}
    gone = [each for each in found.scores if each.methodology_id == GONE]
    assert {each.what for each in gone} == {"removed"}
    assert all(METHODOLOGY in each.causes for each in gone)
    assert found.comparisons.cities == [] or all(other != city for _, other in found.comparisons.cities)
    text = "\n".join(say_difference(found))
    assert "+ answers correction.csv" in text
    assert "Code: the same" in text


def test_a_release_of_a_version_that_is_gone_is_still_verified_and_explained(two) -> None:
    later, _ = two
    old = find_release(later.home.published, "previous")
    assert verify_release(old) == []
    tables = read_tables(old)
    assert GONE in set(tables["methodologies"]["methodology_id"])
    scores = tables["index_scores"]
    row = scores[(scores["methodology_id"] == "icc-2019") & scores["score"].notna()].iloc[0]
    lines = list(explain_score(tables, row["city_code"], int(row["cycle"]), row["index_code"]))
    assert lines[-1] == f"Published score:       {row['score']:.12g}"


def test_the_quality_page_looks_back_on_the_release_before(two) -> None:
    later, _ = two
    old = find_release(later.home.published, "previous")
    page = (later.release / "internal" / "site" / "quality.html").read_text(encoding="utf-8")
    assert f"{later.release.name} (this one)" in page
    assert old.name in page
    assert "This release and 1 before it" in page

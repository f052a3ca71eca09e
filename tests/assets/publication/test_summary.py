"""The summary of a run: every figure that somebody looks for in the morning."""

from __future__ import annotations

from dataclasses import replace

from assets.publication.summary import RunFacts, write_summary

FACTS = RunFacts(
    release_id="2025-abc",
    is_new=True,
    cycle=2025,
    participants=31,
    published=28,
    new_participants=2,
    files={"new": 3, "unchanged": 100},
    tickets={"stale_answer": 2, "unknown_city": 5},
    warnings={"the_mean_moves_slowly": 1},
    steps={"intake": 1.25, "compute": 20.0},
    links={"site": "file:///s", "data quality": "file:///q"},
)


def test_it_says_what_came_in_what_was_found_and_how_long_it_took() -> None:
    text = write_summary(FACTS)
    assert "### Release 2025-abc\nThis release is new." in text
    assert "[site](file:///s) · [data quality](file:///q)" in text
    assert "**Cycle 2025:** 31 cities took part, 28 of them are published, 2 more than in the release before." in text
    assert text.index("| unchanged | 100 |") < text.index("| new | 3 |")
    assert text.index("| unknown_city | 5 |") < text.index("| stale_answer | 2 |")
    assert "| the_mean_moves_slowly | 1 |" in text
    assert "**Time by step** (21 s so far)" in text
    assert "| intake | 1.2 |" in text


def test_what_there_is_nothing_of_is_said() -> None:
    text = write_summary(
        replace(FACTS, is_new=False, new_participants=None, files={}, tickets={}, warnings={}, steps={})
    )
    assert "the same as before" in text
    assert "**Files:** this run looked at none" in text
    assert "**Open tickets:** none is open" in text
    assert "**Warnings:** every check passed" in text
    assert "more than in the release before" not in text
    assert "Time by step" not in text


def test_the_edition_carries_the_summary(small) -> None:
    summary = str(small.outcome.release["summary"])
    assert f"### Release {small.release.name}" in summary
    assert f"| new | {small.outcome.files['new']} |" in summary
    assert "| intake |" in summary
    assert small.outcome.release["data_quality"].endswith("/internal/site/quality.html")
    assert (small.release / "internal" / "site" / "quality.html").exists()

"""The samples by name: what is said about them, and when their version changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from samples.registry import SAMPLES, write_sample


def list_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_there_are_two_samples_and_one_is_fictional() -> None:
    assert set(SAMPLES) == {"demo", "public_record"}
    assert (SAMPLES["demo"].is_fictional, SAMPLES["demo"].is_record) == (True, False)
    assert (SAMPLES["public_record"].is_fictional, SAMPLES["public_record"].is_record) == (False, True)


def test_statements_say_what_the_scores_are() -> None:
    assert "Fictional data" in SAMPLES["demo"].statement
    assert "not official results" in SAMPLES["public_record"].statement


def test_a_sample_is_written_into_an_inbox_that_does_not_exist_yet(tmp_path) -> None:
    inbox = tmp_path / "home" / "inbox"
    assert write_sample("public_record", inbox) is SAMPLES["public_record"]
    assert "answers.csv" in list_files(inbox)


def test_an_unknown_sample_is_refused_with_the_names_there_are(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"no sample 'real'.*demo, public_record"):
        write_sample("real", tmp_path)
    assert list_files(tmp_path) == set()


def test_the_version_is_short_and_different_for_each_sample() -> None:
    versions = {sample.version for sample in SAMPLES.values()}
    assert len(versions) == 2
    assert {len(version) for version in versions} == {12}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_source_exists(name) -> None:
    assert all(source.exists() for source in SAMPLES[name].sources)


def test_the_version_changes_with_what_the_sample_is_made_of(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("samples.registry.SAMPLES_FOLDER", tmp_path / "samples")
    source = tmp_path / "samples" / "made" / "table.csv"
    source.parent.mkdir(parents=True)
    source.write_text("a\n1\n", encoding="utf-8")
    sample = replace(SAMPLES["demo"], sources=(source.parent,))
    before = sample.version
    assert replace(sample).version == before
    (source.parent / "README.md").write_text("words only", encoding="utf-8")
    assert replace(sample).version == before
    source.write_text("a\n2\n", encoding="utf-8")
    assert replace(sample).version != before

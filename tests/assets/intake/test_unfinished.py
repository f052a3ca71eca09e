"""What intake leaves for another time, and how it names the file where reading fails."""

from __future__ import annotations

from datetime import date

import pytest

from assets.intake.intake import ReadingFault, take_in


def test_a_file_that_is_being_written_is_left_for_another_time(tmp_path) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    (inbox / "a.csv").write_text("city_code,city_name,country_iso2\nxa-alba,Alba,XA\n", encoding="utf-8")
    first = take_in(inbox, archive, date(2026, 1, 1), lambda path: path.name == "a.csv")
    assert list(first.summary.itertuples(index=False, name=None)) == [("a.csv", None, None, "unfinished", 0, 0, 0)]
    assert first.tables["files"].empty
    assert first.tables["reading_tickets"].empty
    assert take_in(inbox, archive, date(2026, 1, 1)).summary["outcome"].tolist() == ["new"]


def test_a_fault_of_reading_names_the_file(tmp_path, monkeypatch) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.csv").write_text("city_code\n", encoding="utf-8")
    monkeypatch.setattr("assets.intake.intake.check_file", lambda *_: 1 / 0)
    with pytest.raises(ReadingFault, match=r"The file a\.csv could not be read, a fault of ours: ZeroDivisionError"):
        take_in(inbox, tmp_path / "archive", date(2026, 1, 1))

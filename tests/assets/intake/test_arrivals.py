"""What waits to be taken in: a zipped collection waits as long as one of its files does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.workbooks import write_zip

from assets.intake.arrivals import describe_entries, list_entries, pick_new
from assets.intake.exports.mapping import read_mappings
from assets.intake.intake import take_in

CITIES = b"city_code,city_name,country_iso2\nno-bergen,Bergen,NO\n"
ANSWERS = b"cycle,city_code,submission_id,submission_version,question_code,option_codes\n2024,no-oslo,a,1,EDU1,yes\n"

GIVEN = Path(__file__).parent / "exports" / "given"


@pytest.mark.parametrize("odd", [{}, {"../odd.csv": CITIES}])
def test_a_collection_waits_until_all_of_it_is_archived(tmp_path, odd) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    (inbox / "first.csv").write_bytes(CITIES)
    take_in(inbox, archive, date(2026, 1, 1))
    (inbox / "all.zip").write_bytes(write_zip({"a.csv": CITIES, "b.csv": ANSWERS, **odd}))
    [waiting] = pick_new(list_entries(inbox), archive)
    assert waiting.name == "all.zip"
    assert describe_entries([waiting]) == {"files": "1", "cities": "no-bergen, no-oslo", "cycles": "2024"}
    take_in(inbox, archive, date(2026, 1, 1))
    assert pick_new(list_entries(inbox), archive) == []


def test_an_export_is_described_by_the_mappings_of_the_home(tmp_path) -> None:
    (tmp_path / "export.xml").write_bytes((GIVEN / "eusurvey.xml").read_bytes())
    entries = list_entries(tmp_path)
    assert describe_entries(entries) == {"files": "1"}
    tags = describe_entries(entries, read_mappings(GIVEN))
    assert tags == {"files": "1", "cities": "xa-alba, xa-brina", "cycles": "2026"}

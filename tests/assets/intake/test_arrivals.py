"""What waits to be taken in: a zipped collection waits as long as one of its files does."""

from __future__ import annotations

from datetime import date

import pytest
from support.workbooks import write_zip

from assets.intake.arrivals import describe_entries, list_entries, pick_new
from assets.intake.intake import take_in

CITIES = b"city_code,city_name,country_iso2\nno-bergen,Bergen,NO\n"
ANSWERS = b"cycle,city_code,submission_id,submission_version,question_code,option_codes\n2024,no-oslo,a,1,EDU1,yes\n"


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

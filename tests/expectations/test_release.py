"""The scan of public files: what a stranger must not find there is found by us first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.schema import Column, Table
from expectations.release import CHECKS, check_public_files, holds_contact_data

TABLES = {
    "notes": Table("notes", "", (Column("note_id", "varchar", ""), Column("note", "varchar", "", {"free_text": True})))
}


@pytest.mark.parametrize(
    "text",
    [
        "Write to jane.doe@example.org for more",
        "jane(at)example.org",
        "call +47 55 56 56 56",
        "call 0047 5556 5656",
        "tel. 020 7946 0018",
    ],
)
def test_contact_data_is_found(text) -> None:
    assert holds_contact_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "since 2012-01-02",
        "2014-05-06 to 2018-07-08",
        "rose by 12 000 000 in 2019",
        "0.0123456789",
        "@home project",
        "62 % of 1 200",
    ],
)
def test_dates_and_numbers_are_no_contact_data(text) -> None:
    assert not holds_contact_data(text)


@given(st.integers(0, 99), st.integers(100, 999), st.integers(1000, 9999))
def test_every_international_number_is_found(country, first, second) -> None:
    assert holds_contact_data(f"+{country + 1} {first} {second}")


@pytest.fixture
def release(tmp_path):
    data, site = tmp_path / "public" / "data", tmp_path / "public" / "site" / "city"
    data.mkdir(parents=True)
    site.mkdir(parents=True)
    (data / "notes.csv").write_text("note_id,note\nn1,all fine\n", encoding="utf-8")
    (site / "xa-alba.html").write_text("<p>Fictional data</p><script>[0.0123456789]</script>", encoding="utf-8")
    return tmp_path


def failed(release, is_fictional=True) -> list[str]:
    results = check_public_files(release, ["xa-hidden"], is_fictional, TABLES)
    assert [result.check_name for result in results] == [check.name for check in CHECKS]
    return [result.check_name for result in results if not result.passed]


def test_sound_files_pass(release) -> None:
    assert failed(release) == []


def test_an_address_in_a_table_stops(release) -> None:
    (release / "public" / "data" / "notes.csv").write_text("note_id,note\nn1,a@example.org\n", encoding="utf-8")
    assert failed(release) == ["no_public_table_holds_contact_data"]


def test_a_number_on_a_page_stops(release) -> None:
    (release / "public" / "site" / "a.html").write_text("<p>fictional, <b>+47 55 56 56 56</b></p>", encoding="utf-8")
    assert failed(release) == ["no_public_page_holds_contact_data"]


def test_figures_of_neighbouring_cells_are_no_number(release) -> None:
    cells = "".join(f'<td class="n">{figure}</td>' for figure in ("+6.2", "7.5", "0.0", "+11.3"))
    page = release / "public" / "site" / "a.html"
    page.write_text(f"<p>fictional</p><table><tr>{cells}</tr></table>", encoding="utf-8")
    assert failed(release) == []
    page.write_text(f"<p>fictional</p><table><tr>{cells}<td>+47 55 56 56 56</td></tr></table>", encoding="utf-8")
    assert failed(release) == ["no_public_page_holds_contact_data"]


@pytest.mark.parametrize("place", ["data/x.csv", "site/xa-hidden.html", "site/data.json", "site/data.js"])
def test_an_unpublished_city_stops(release, place) -> None:
    (release / "public" / place).write_text("fictional xa-hidden", encoding="utf-8")
    assert "no_unpublished_city_is_in_a_public_file" in failed(release)


def test_a_city_with_a_longer_code_is_another_city(release) -> None:
    (release / "public" / "data" / "x.csv").write_text("xa-hidden-valley", encoding="utf-8")
    assert failed(release) == []


def test_fictional_pages_say_so(release) -> None:
    (release / "public" / "site" / "a.html").write_text("<p>A page</p>", encoding="utf-8")
    assert failed(release) == ["every_page_of_fictional_data_says_so"]
    assert failed(release, is_fictional=False) == []


def test_pages_call_fiction_fiction_in_their_own_language(release) -> None:
    page = release / "public" / "site" / "a.html"
    page.write_text('<html lang="fr" dir="ltr"><p>Données fictives. Tout est inventé.</p>', encoding="utf-8")
    assert failed(release) == []
    page.write_text('<html lang="fr" dir="ltr"><p>fictional data, in the wrong language</p>', encoding="utf-8")
    assert failed(release) == ["every_page_of_fictional_data_says_so"]

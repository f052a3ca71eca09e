"""`template --review`, `whatif --review FILE` and `diff` on a release, as people meet them."""

from __future__ import annotations

import json
from datetime import date

import duckdb
import pytest
from support.reviews import decide, list_marked

from assets.questionnaire.layout import REVIEWS, WHOLE


@pytest.fixture(scope="module")
def answered(small) -> tuple[str, str]:
    """A published city and a question to which its answer is worth something."""
    return duckdb.sql(
        f"""
        select city_code, question_code from '{small.release}/public/data/indicator_scores.parquet'
        where methodology_id = 'icc-2019' and state = 'answered' and score = 100 and review_decision = 'accepted'
            and index_code = 'core'
        order by all limit 1
        """
    ).fetchone()


def test_a_review_is_looked_at_before_it_is_filed(command, small, answered, tmp_path) -> None:
    city, question = answered
    path = tmp_path / "review.xlsx"
    home = small.home.path
    status, out, _ = command("template", "--review", "--cycle", "2025", "--city", city, "--out", str(path), home=home)
    assert (status, out.strip()) == (0, f"Written: {path}")
    keys = {
        key for sheet in list_marked(path.read_bytes()) if sheet.mark.kind == REVIEWS for _, key in sheet.list_rows()
    }
    assert question in keys
    assert WHOLE in keys
    cover = {"reviewed_on": date(2026, 6, 1)}
    path.write_bytes(decide(path.read_bytes(), {question: {"decision": "Reject"}}, cover=cover))
    assert command("check", str(path), home=home)[0] == 0
    asked = ("whatif", "--city", city, "--cycle", "2025")
    status, out, _ = command(*asked, "--review", str(path), "--json", home=home)
    found = json.loads(out)
    assert status == 0
    rejected = command(*asked, "--review", f"{question}=rejected", "--json", home=home)[1]
    assert found["indexes"] == json.loads(rejected)["indexes"], "a file does what a typed decision does"
    assert found["indexes"][0]["difference"] < 0
    assert found["notes"] == []


def test_a_review_that_is_out_of_date_says_so(command, small, answered, tmp_path) -> None:
    city, question = answered
    path = tmp_path / "review.csv"
    header = "review_id,review_version,cycle,city_code,question_code,decision,expected_option_codes"
    path.write_text(f"{header}\nr,1,2025,{city},{question},rejected,another_option\n", encoding="utf-8")
    status, out, _ = command("whatif", "--city", city, "--cycle", "2025", "--review", str(path), home=small.home.path)
    assert status == 0
    assert f"Note: {question}: the review is out of date and has no effect: it was made on another_option" in out
    assert "No question changes." in out


def test_files_that_are_of_no_use_are_refused(command, small, answered, tmp_path) -> None:
    city, question = answered
    header = "review_id,review_version,cycle,city_code,question_code,decision"
    asked = ("whatif", "--city", city, "--cycle", "2025", "--review")
    home = small.home.path
    other = tmp_path / "other.csv"
    other.write_text(f"{header}\nr,1,2025,xa-nowhere,{question},accepted\n", encoding="utf-8")
    status, _, err = command(*asked, str(other), home=home)
    assert (status, "It is about: xa-nowhere 2025." in err) == (2, True)
    broken = tmp_path / "broken.csv"
    broken.write_text(f"{header}\nr,1,2025,{city},{question},perhaps\n", encoding="utf-8")
    status, _, err = command(*asked, str(broken), home=home)
    assert (status, "'perhaps' is not accepted in decision" in err) == (2, True)
    status, _, err = command(*asked, str(tmp_path / "none.csv"), home=home)
    assert (status, "cannot be read" in err) == (2, True)
    status, _, err = command(*asked, str(other), "--set", f"{question}=", home=home)
    assert (status, "stands alone" in err) == (2, True)


def test_nothing_to_review_is_said(command, small) -> None:
    arguments = ("template", "--review", "--cycle", "2024", "--city")
    city = duckdb.sql(f"select min(city_code) from '{small.release}/public/data/cities.parquet'").fetchone()[0]
    status, _, err = command(*arguments, city, home=small.home.path)
    assert (status, f"{city} has filed no answers for 2024" in err) == (2, True)


def test_versions_are_compared(command, small, answered) -> None:
    status, _, err = command("diff", answered[0], "2025", home=small.home.path)
    versions = duckdb.sql(
        f"""
        select count(*) from (
            select submission_id from '{small.release}/internal/data/answer_versions.parquet'
            where city_code = '{answered[0]}' and cycle = 2025
            group by submission_id having count(distinct submission_version) > 1
        )
        """
    ).fetchone()[0]
    assert status == (0 if versions else 2)
    assert versions or "There are no two such versions to compare." in err
    status, _, err = command("diff", "xa-nowhere", "2025", home=small.home.path)
    assert (status, "xa-nowhere has filed no answers for 2025" in err) == (2, True)


def test_files_are_compared(command, tmp_path) -> None:
    header = "city_code,city_name,country_iso2"
    old, new, broken = (tmp_path / name for name in ("old.csv", "new.csv", "broken.csv"))
    old.write_text(f"{header}\nxa-alba,Alba,XA\n", encoding="utf-8")
    new.write_text(f"{header}\nxa-alba,Alba Nova,XA\n", encoding="utf-8")
    broken.write_text("nothing\n", encoding="utf-8")
    status, out, _ = command("diff", str(old), str(new))
    assert (status, out.splitlines()) == (
        0,
        ["cities: changed: 1, unchanged: 0", "  xa-alba (changed)", "    city_name: Alba → Alba Nova"],
    )
    assert json.loads(command("diff", str(old), str(new), "--json")[1])["changes"][0]["change"] == "changed"
    status, _, err = command("diff", str(old), str(broken))
    assert (status, str(broken) in err) == (2, True)
    status, _, err = command("diff", "xa-alba", "soon")
    assert (status, "'soon' is no year of a cycle" in err) == (2, True)

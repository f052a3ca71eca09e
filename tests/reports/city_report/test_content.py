"""What a city report says: facts in sentences, who may read which text, and what experts wrote."""

from __future__ import annotations

import json
import re

import pytest
from support.city_reports import CITIES, CYCLE, PROGRAMME

from reports.city_report.content import compose_report
from reports.city_report.source import SourceLacks, keep_effective, open_release
from reports.language import speak


def find_section(document, code):
    return next(section for section in document["sections"] if section["id"] == code)


def read_blocks(document, code, kind):
    return [block for block in find_section(document, code)["blocks"] if block["kind"] == kind]


def test_a_report_has_all_its_sections(documents) -> None:
    ids = [section["id"] for section in documents["xa-alba"]["sections"]]
    assert ids == ["method", "city", "result", "areas", "area-AA", "area-BB", "conclusions", "next", "answers"]
    for document in documents.values():
        assert "Our computation, not an official result" in " ".join(document["notices"])
        assert document["footer"].startswith("Fictional data. Our computation")


def test_the_result_is_told_with_those_of_others(documents) -> None:
    lead = find_section(documents["xa-plain1"], "result")["blocks"][0]["text"]
    assert lead.startswith("Core index: 75 of 100 points. The mean of ")
    assert "The city lies at the mean." in lead or "point" in lead


def test_what_a_city_does_stands_with_its_evidence(documents) -> None:
    text = json.dumps(find_section(documents["xa-alba"], "area-AA"), ensure_ascii=False)
    assert "A welcome desk" in text
    assert "https://example.org/desk" in text
    done = [item for block in read_blocks(documents["xa-alba"], "area-BB", "items") for item in block["items"]]
    assert any(item["title"] == "yes" for item in done)


def test_text_of_an_answer_that_was_not_accepted_is_not_in_a_final_report(documents) -> None:
    rejected = next(
        row for row in read_blocks(documents["xa-alba"], "answers", "table")[0]["rows"] if row[0].startswith("Q2")
    )
    assert "rejected by the review" in rejected[1]
    assert "with evidence" not in rejected[1]


def test_experts_stand_apart_and_remarks_stay_in_drafts(documents) -> None:
    final = json.dumps(documents["xa-alba"])
    assert "analysis of an area" in final
    assert "analysis of the whole" in final
    assert final.count("do it another way") == 2, "in its area and in the conclusions"
    assert "a remark on what is wrong" not in final
    experts = read_blocks(documents["xa-alba"], "area-AA", "expert")
    assert [block["label"] for block in experts] == ["Expert’s recommendation"]
    assert "please show it" in json.dumps(documents["xa-plain0"])


def test_a_report_is_a_draft_until_its_review_is_complete(documents) -> None:
    assert documents["xa-plain0"]["is_draft"]
    assert documents["xa-plain0"]["running"].endswith("draft")
    assert "for the city alone" in " ".join(documents["xa-plain0"]["notices"])
    assert not documents["xa-alba"]["is_draft"]


def test_a_city_that_is_not_published_has_a_report_of_its_own_and_is_in_no_other(documents) -> None:
    assert "chosen not to be published" in " ".join(documents["xa-hidden"]["notices"])
    assert "a hidden text" in json.dumps(documents["xa-hidden"])
    for code, document in documents.items():
        assert code == "xa-hidden" or not re.search("Hidden|xa-hidden|a hidden text", json.dumps(document)), code


def test_a_change_is_told_like_for_like(documents) -> None:
    text = json.dumps(find_section(documents["xa-alba"], "result"), ensure_ascii=False)
    assert f"What changed since {CYCLE - 1}" in text
    assert "On the 4 questions that count in both cycles" in text


def test_french_reports_are_french(source) -> None:
    city = source.find_city("xa-alba")
    with speak("fr"):
        document = compose_report(city, PROGRAMME)
    assert [section["title"] for section in document["sections"]][:3] == [
        "Ce qu’est l’Indice",
        "La ville en un coup d’œil",
        "Résultat général",
    ]
    assert document["language"] == "fr"
    assert (
        document["notices"][1] == "Calcul de notre fait, et non résultat officiel du programme Cités interculturelles."
    )
    assert "Indice de base\u00a0: " in find_section(document, "result")["blocks"][0]["text"]


def test_cities_of_other_cycles_have_no_report(source) -> None:
    assert source.list_cities() == sorted(CITIES)
    assert source.find_city("xa-nobody") is None


def test_a_release_that_lacks_a_table_says_so(tmp_path) -> None:
    with open_release(tmp_path, 2025) as source, pytest.raises(SourceLacks, match="lacks the table participations"):
        source.list_cities()


def test_only_the_review_that_counts_is_kept() -> None:
    reviews = [
        {"review_id": "a", "question_code": "Q1"},
        {"review_id": "b", "question_code": "Q1"},
        {"review_id": "c", "question_code": None},
        {"review_id": "d", "question_code": "Q2"},
    ]
    provenance = [
        {"question_code": "Q1", "review_id": "b", "review_decision": "accepted"},
        {"question_code": "Q2", "review_id": "d", "review_decision": None},
    ]
    assert [row["review_id"] for row in keep_effective(reviews, provenance)] == ["b", "c"]

"""Packs: what is in each, that only those who may see a city see it, and that findings come back through the inbox."""

from __future__ import annotations

import json

import pytest
from support.city_reports import CITIES, CYCLE, EVIL, PROGRAMME, build_network

from assets.intake.reading import read_files
from assets.schema import file_kinds
from reports.city_report.source import Source, open_warehouse
from reports.documents.render import to_html, to_pdf
from reports.packs import deliver
from reports.packs.deliver import (
    PackNotPossible,
    list_release_packs,
    make_academy,
    make_expert_visit,
    make_meeting,
    make_study_visit,
    open_cities,
    write_pack,
)
from reports.packs.findings import KINDS, list_columns, write_findings


@pytest.fixture(scope="module")
def source(project, tmp_path_factory) -> Source:
    """The little network; nobody is matched in it."""
    connection = build_network(project, tmp_path_factory.mktemp("seeds"), cycles=2)
    return open_warehouse(connection, CYCLE)


def find(source, *codes):
    return [source.find_city(code) for code in codes]


def read(pack) -> str:
    return json.dumps(pack.document, ensure_ascii=False)


def test_an_expert_visit_asks_what_is_open(source) -> None:
    (city,) = find(source, "xa-plain0")
    pack = make_expert_visit(city, source, PROGRAMME, "en")
    text = read(pack)
    assert "Q1 Is Q1?" in text
    assert "yes – contested" in text, "a review asks for evidence"
    assert "Politicians" in text
    assert pack.document["status"] == "Internal: not for publication"
    assert pack.files["findings.xlsx"].startswith(b"PK")


def test_departments_of_the_grid_are_whom_to_meet(source) -> None:
    (city,) = find(source, "xa-alba")
    people = next(
        section
        for section in make_expert_visit(city, source, PROGRAMME, "en").document["sections"]
        if section["id"] == "people"
    )
    items = next(block for block in people["blocks"] if block["kind"] == "items")["items"]
    assert [(item["title"], item["above"], item["below"]) for item in items] == [
        ("Culture", "Area AA", "A welcome desk – Ongoing")
    ]
    kinds = next(block for block in people["blocks"] if block["kind"] == "table")["rows"]
    assert ["Senior officials", "departments above"] in kinds
    assert len(kinds) == 9


def test_tickets_become_questions(source) -> None:
    (city,) = find(source, "xa-alba")
    from reports.packs.expert_visit import compose_expert_visit

    ticket = {
        "ticket_code": "answer_ruled_out", "addressee": "city", "cycle": CYCLE, "what": "It cannot be both.", "how_to_fix": "Say which.", "question_code": "Q1",
        "area_code": "AA", "severity": "warning", "opened_on": None, "closed_on": None, "status": "open", "detail": "", "found_in": "answers", "location": "",
        "source_file": "", "is_own_file": "no", "subject": "",
    }  # fmt: skip
    other = ticket | {"ticket_code": "value_missing", "what": "A value lacks."}
    document = compose_expert_visit(
        city, [ticket, other, ticket | {"addressee": "programme", "what": "not for them"}], PROGRAMME
    )
    doubts = next(section for section in document["sections"] if section["id"] == "doubts")["blocks"]
    assert [block["text"] for block in doubts if block["kind"] == "heading"] == [
        "Contradictions and doubts",
        "What the city still has to mend",
    ]
    assert [item["title"] for block in doubts if block["kind"] == "items" for item in block["items"]] == [
        "It cannot be both.",
        "A value lacks.",
    ]


def test_the_meeting_shows_the_network_and_nobody_who_is_not_published(source) -> None:
    text = read(make_meeting(source, PROGRAMME, "en"))
    assert "Cities that took part" in text
    assert "Plain 1" in text
    assert "xa-hidden" not in text
    assert "Hidden" not in text


def test_an_academy_follows_what_most_need(source) -> None:
    cities = find(source, "xa-alba", "xa-plain1", "xa-plain2")
    pack = make_academy(cities, PROGRAMME, CYCLE, "en")
    ids = [section["id"] for section in pack.document["sections"]]
    assert ids[:2] == ["group", "needs"]
    assert pack.name == f"academy-xa-alba-xa-plain1-xa-plain2-{CYCLE}"
    assert "Alba, Plain 1 and Plain 2" in read(pack)


def test_a_study_visit_goes_through_the_needs_of_the_visitor(source) -> None:
    visitor, host = find(source, "xa-plain1", "xa-alba")
    text = read(make_study_visit(visitor, host, PROGRAMME, CYCLE, "en"))
    assert "Plain 1 visits Alba" in text
    assert "The host has taken" in text or "The host is a mentor" in text
    assert "a remark on what is wrong" not in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_pack_is_printed_in_every_language_and_reads_no_markup(source, language, tmp_path) -> None:
    evil, one, alba = find(source, "xa-evil", "xa-one", "xa-alba")
    for pack in (
        make_expert_visit(evil, source, PROGRAMME, language),
        make_expert_visit(one, source, PROGRAMME, language),
        make_meeting(source, PROGRAMME, language),
        make_academy([evil, one], PROGRAMME, CYCLE, language),
        make_study_visit(evil, alba, PROGRAMME, CYCLE, language),
    ):
        html = to_html(pack.document)
        assert "<script" not in html
        assert to_pdf(pack.document).startswith(b"%PDF")
        files = write_pack(pack, tmp_path, with_pdf=False)
        assert all(path.exists() for path in files)
    assert EVIL[:20] in read(make_expert_visit(evil, source, PROGRAMME, language)).replace('\\"', '"')


def test_a_release_carries_the_meeting_and_a_visit_to_each_city(source) -> None:
    names = [pack.name for pack in list_release_packs(source, PROGRAMME)]
    assert names == [f"meeting-{CYCLE}", *(f"expert-visit-{code}-{CYCLE}" for code in sorted(CITIES))]


def test_cities_that_may_not_be_shown_meet_nobody(source, monkeypatch, tmp_path) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(deliver, "open_release", lambda release, cycle: nullcontext(source))
    last = dict.fromkeys(CITIES, CYCLE)
    with open_cities(tmp_path, ["xa-alba", "xa-plain1"], last) as cities:
        assert [city.code for city in cities] == ["xa-alba", "xa-plain1"]
    with (
        pytest.raises(PackNotPossible, match="xa-hidden may not be shown"),
        open_cities(tmp_path, ["xa-alba", "xa-hidden"], last),
    ):
        pass
    with (
        pytest.raises(PackNotPossible, match="no answers of 'xx-nowhere'"),
        open_cities(tmp_path, ["xx-nowhere"], last),
    ):
        pass


def test_findings_come_back_through_the_inbox(tmp_path) -> None:
    import openpyxl

    path = tmp_path / "findings.xlsx"
    path.write_bytes(write_findings("visit-1", "xa-alba", ["AA"]))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(KINDS)
    for kind in KINDS:
        header = [cell.value for cell in book[kind][1]]
        assert header == [column.name for column in list_columns(file_kinds()[kind])]
    fill(
        book["visit_findings"],
        activity_id="visit-1",
        finding_id="f1",
        stakeholder_type="media",
        understanding=4,
        readiness=2,
        area_code="AA",
        finding="=1+1 said",
    )
    fill(
        book["recommendations"],
        recommendation_id="r1",
        city_code="xa-alba",
        made_by="expert_visit",
        area_code="AA",
        text="Speak with them.",
        status="open",
    )
    book.save(path)
    frames = read_files([("findings.xlsx", path.read_bytes())])
    assert frames["visit_findings"].iloc[0][["activity_id", "stakeholder_type"]].to_list() == ["visit-1", "media"]
    assert frames["recommendations"].iloc[0][["recommendation_id", "made_by"]].to_list() == ["r1", "expert_visit"]
    assert [len(frames[kind]) for kind in KINDS] == [1, 1]
    assert frames["reading_tickets"].empty


def fill(sheet, **values) -> None:
    header = [cell.value for cell in sheet[1]]
    for name, value in values.items():
        cell = sheet.cell(2, header.index(name) + 1)
        cell.value, cell.data_type = value, "n" if isinstance(value, int) else "s"

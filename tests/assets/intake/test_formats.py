"""Formats and encodings are recognised by content; what is not taken in is named in words."""

from __future__ import annotations

import codecs
import gzip

import pytest
from support.workbooks import write_xlsx, write_zip

from assets.intake.reading import check_file

CSV = "city_code,city_name,country_iso2\nno-alesund,Ålesund,NO\n"


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        codecs.BOM_UTF8 + CSV.encode(),
        CSV.encode("utf-16"),
        codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big endian", "crlf", "cr"],
)
def test_encodings_and_line_ends_make_no_difference(read, content) -> None:
    tables, tickets = read(content)
    assert tickets == []
    assert tables["cities"]["city_name"].tolist() == ["Ålesund"]
    assert tables["cities"]["source_row"].tolist() == [2]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_another_encoding_is_named_by_byte_and_line(read, mark) -> None:
    tables, [ticket] = read(mark + CSV.encode("cp1252"))
    assert tables["cities"].empty
    assert ticket.code == "wrong_encoding"
    assert ticket.location == "line 2"
    assert ticket.what == "The file is not UTF-8: byte 0xc5 in line 2 is no character of it."
    assert "CSV UTF-8" in ticket.how_to_fix


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode("utf-16")[:-1],
        CSV.encode("utf-16-le"),
        CSV.encode("utf-32"),
        CSV.encode() + b"\0",
    ],
    ids=["cut off", "utf-16 without mark", "utf-32", "null character"],
)
def test_what_is_no_text_is_refused(read, content) -> None:
    tables, [ticket] = read(content)
    assert ticket.code == "wrong_encoding"
    assert tables["files"]["kind"].tolist() == [None]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write_zip({"[Content_Types].xml": "", "word/document.xml": ""}), "a text document (DOCX)"),
        (write_zip({"[Content_Types].xml": "", "xl/workbook.bin": b""}), "a binary workbook (XLSB)"),
        (write_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "an OpenDocument file (text)"),
        (write_zip({}), "an empty zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook (XLS)"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PARE\x15\x04", "an encrypted Parquet file"),
        (gzip.compress(CSV.encode(), mtime=0), "a compressed file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\n <!DOCTYPE HTML><html></html>", "a web page"),
        (codecs.BOM_UTF8 + b'<?xml version="1.0"?>', "an XML file"),
    ],
)
def test_other_formats_are_called_by_their_name(read, content, words) -> None:
    _, [ticket] = read(content)
    assert ticket.code == "format_not_supported"
    assert ticket.what == (
        f"This looks like {words}. CSV, JSON, Parquet and workbooks (XLSX, ODS) are taken in, and zip archives of them."
    )


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_told(read, content) -> None:
    _, [ticket] = read(content)
    assert (ticket.code, ticket.what) == ("file_empty", "The file is empty.")


def test_a_file_beyond_the_bound_is_refused(read, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.reading.MAX_BYTES", len(CSV.encode()))
    assert read(CSV.encode())[1] == []
    _, [ticket] = read(CSV.encode() + b"\n")
    assert ticket.code == "file_too_large"
    assert ticket.what == "The file has 57 bytes; at most 56 bytes can be taken in."


@pytest.mark.parametrize("name", ["answers.xlsx", "answers.XLSM", "answers.ods", "answers.parquet", "answers.zip"])
def test_a_name_that_promises_another_format_is_told(name) -> None:
    for content in (b"\xff\x00\x12", b"no,header\n", b"%PDF-1.7"):
        problems = check_file(name, content).problems
        assert problems[0].code == "not_what_its_name_says"
        assert len(problems) == 2


def test_what_can_be_read_is_read_whatever_it_is_called() -> None:
    reading = check_file("cities.xlsx", CSV.encode())
    assert (reading.kind, reading.problems) == ("cities", [])
    reading = check_file("cities.csv", write_xlsx({"x": [line.split(",") for line in CSV.splitlines()]}))
    assert (reading.kind, reading.problems) == ("cities", [])


def test_a_locked_workbook_is_told_apart_from_an_old_one(read) -> None:
    _, [ticket] = read(b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))
    assert (ticket.code, ticket.what) == ("workbook_encrypted", "The workbook is protected by a password.")

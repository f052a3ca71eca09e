"""From bytes to a sheet of text cells: which format and which encoding is this?

Recognised by content, never by the name of the file. The formats themselves are read in `csv_rows.py` and
`json_rows.py`; what the columns mean is `kinds.py` and `validation.py`. Nothing is evaluated.
"""

from __future__ import annotations

import codecs

from assets.intake.csv_rows import read_csv
from assets.intake.json_rows import read_json_array, read_json_lines
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet

MAGIC = (
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old workbook (XLS)"),
    (b"%PDF", "a PDF document"),
    (b"\x50AR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 200  # bytes that are looked at for the mark of a format, after blanks at the beginning


def read_sheet(content: bytes) -> Sheet:
    """The rows of a file; rows that cannot be read are among its problems.

    Raises FileRefusedError where the file as a whole cannot be read.
    """
    head = content[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, name in MAGIC:
        if head[: len(magic)].lower() == magic.lower():
            raise FileRefusedError(Problem("format_not_supported", values={"value": name}))
    text = decode(content)
    start = text.lstrip()[:1]
    if not start:
        raise FileRefusedError(Problem("file_empty"))
    if start == "[":
        return read_json_array(text)
    if start == "{":
        return read_json_lines(text)
    return read_csv(text)


def decode(content: bytes) -> str:
    """UTF-8, or UTF-16 with its mark. Raises FileRefusedError with the place of what fits neither."""
    bom, encoding = next((each for each in BOMS if content.startswith(each[0])), (b"", "utf-8"))
    body = content[len(bom) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].decode(encoding, "replace").count("\n") + 1
        value = f"byte {body[error.start]:#04x} in line {line} is no character of it"
        raise FileRefusedError(Problem("wrong_encoding", f"line {line}", {"value": value})) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        value = f"line {line} holds a null character"
        raise FileRefusedError(Problem("wrong_encoding", f"line {line}", {"value": value}))
    return text

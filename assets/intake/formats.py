"""From bytes to sheets of text cells: which format and which encoding is this?

Recognised by content, never by the name of the file. The formats themselves are read in the modules beside this one;
what the columns mean is `kinds.py` and `row_checks.py`. Nothing is evaluated.
"""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass, field, replace

from assets.intake.bounds import MAX_UNPACKED
from assets.intake.csv_rows import read_csv
from assets.intake.exports import eusurvey, odk
from assets.intake.exports.mapping import Mapping
from assets.intake.exports.rows import read_export
from assets.intake.grids import Workbook
from assets.intake.json_rows import find_odata, read_json_array, read_json_lines
from assets.intake.ods_grids import find_kind_of_document, read_ods
from assets.intake.parquet_rows import read_parquet
from assets.intake.problems import FileRefusedError, Problem, hide_unprintable
from assets.intake.questionnaire.sheets import read_filled
from assets.intake.questionnaire.workbook import is_questionnaire
from assets.intake.sheets import Sheet
from assets.intake.workbook_rows import tabulate_grids
from assets.intake.xlsx_book import find_workbook, read_xlsx
from assets.intake.zipped import check_sizes, open_zip, unpack_member
from assets.questionnaire.languages import SOURCE

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
PARQUET = b"\x50AR1"  # spelled so because it looks like the code of a question
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of an old container that holds a locked workbook
MAGIC = (
    (EMPTY_ZIP, "an empty zip archive"),
    (OLD_OFFICE, "an old workbook (XLS)"),
    (b"PARE", "an encrypted Parquet file"),
    (b"%PDF", "a PDF document"),
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
# Documents that are zip archives, by a part that each of them has.
DOCUMENTS = {
    "word/document.xml": "a text document (DOCX)",
    "ppt/presentation.xml": "a presentation (PPTX)",
    "xl/workbook.bin": "a binary workbook (XLSB)",
    "index/document.iwa": "a document of an Apple program",
}
ODK_ARCHIVE = "an export of ODK Central"
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 200  # bytes that are looked at for the mark of a format, after blanks at the beginning


@dataclass
class Contents:
    """What a file holds: its sheets (one, but for workbooks) and the problems of the file as a whole."""

    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    language: str = SOURCE  # in which its sender reads
    is_template: bool = False  # whether it is one of our workbooks


def read_contents(content: bytes, mappings: tuple[Mapping, ...] = ()) -> Contents:
    """The sheets of a file; rows that cannot be read are among the problems of their sheet.

    Exports of survey programs are read by the `mappings` of the programme. Raises FileRefusedError where the file as a
    whole cannot be read.
    """
    if content.startswith(ZIP):
        archive = open_zip(content)
        if name_document(archive) == ODK_ARCHIVE:
            return Contents(*read_export(read_odk_archive(archive, len(content)), mappings))
        return read_workbook(content)
    if content.startswith(PARQUET):
        return Contents([read_parquet(content)])
    if eusurvey.is_eusurvey(content):
        return Contents(*read_export(eusurvey.read_eusurvey(content), mappings))
    read = read_text(content)
    if isinstance(read, Sheet):
        if not odk.is_main(read.columns):
            return Contents([read])
        read = odk.read_tables([read])
    return Contents(*read_export(read, mappings))


def read_odk_archive(archive: zipfile.ZipFile, packed: int) -> odk.Export:
    """The CSV files of an export of ODK Central, which belong together. Its media files are not looked at."""
    check_sizes(archive, packed, MAX_UNPACKED)
    sheets = []
    for member in odk.find_export_members(archive):
        sheet = read_csv(decode(b"".join(unpack_member(archive, member))))
        sheet.name = hide_unprintable(member.filename)
        sheet.problems = [replace(problem, location=sheet.describe(problem.location)) for problem in sheet.problems]
        sheets.append(sheet)
    return odk.read_tables(sheets)


def read_text(content: bytes) -> Sheet | odk.Export:
    """The rows of a CSV or JSON file, or an export in JSON. Raises FileRefusedError where it is neither."""
    head = content[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, name in MAGIC:
        if head[: len(magic)].lower() == magic.lower():
            if magic == OLD_OFFICE and ENCRYPTED in content:
                raise FileRefusedError(Problem("workbook_encrypted"))
            raise FileRefusedError(Problem("format_not_supported", values={"value": name}))
    text = decode(content)
    start = text.lstrip()[:1]
    if not start:
        raise FileRefusedError(Problem("file_empty"))
    if start in ("[", "{"):
        submissions = find_odata(text)
        if submissions is not None:
            return odk.read_odata(submissions)
        return read_json_array(text) if start == "[" else read_json_lines(text)
    return read_csv(text)


def name_document(archive: zipfile.ZipFile) -> str | None:
    """What kind of document a zip archive is: `xlsx`, `ods`, or that of another program in words; None for none."""
    names = set(archive.namelist())
    if find_workbook(names):
        return "xlsx"
    kind = find_kind_of_document(archive)
    if kind is not None:
        return "ods" if kind.startswith("spreadsheet") else f"an OpenDocument file ({kind})"
    words = next((words for part, words in DOCUMENTS.items() if part in {name.lower() for name in names}), None)
    return words or (ODK_ARCHIVE if odk.find_export_members(archive) else None)


def read_grids(content: bytes) -> Workbook:
    """The cells of a workbook. Raises FileRefusedError where it is another document, broken or too large."""
    archive = open_zip(content)
    document = name_document(archive)
    if document == "ods":
        return read_ods(archive, len(content))
    if document == "xlsx":
        return read_xlsx(archive, len(content))
    raise FileRefusedError(Problem("format_not_supported", values={"value": document or "a zip archive"}))


def read_workbook(content: bytes) -> Contents:
    """The sheets of a workbook that have content; a questionnaire gives sheets of the kinds that it holds.

    Raises FileRefusedError where it cannot be read as a whole, or is empty.
    """
    book = read_grids(content)
    if is_questionnaire(book.grids):
        return Contents(*read_filled(book), is_template=True)
    sheets = tabulate_grids(book.grids)
    if not sheets:
        raise FileRefusedError(*book.problems, Problem("file_empty"))
    return Contents(sheets, book.problems)


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

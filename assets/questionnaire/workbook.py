"""A questionnaire workbook from beginning to end: cover, a sheet per area, grid, facts, lists.

Pure: a request in, bytes out, the same bytes for the same request. Where it is put is `assets.py` and the command line.
"""

from __future__ import annotations

from assets.questionnaire.area_sheet import FIRST_ROW, AreaSheet
from assets.questionnaire.book import Book, Request, quote_sheet
from assets.questionnaire.conditions import CLOSED_SIGN
from assets.questionnaire.cover_sheet import Progress, write_cover
from assets.questionnaire.facts_sheet import write_facts
from assets.questionnaire.grid_sheet import write_grid
from assets.questionnaire.layout import DONE, FACTS, GRID, LISTS, TICK
from assets.spreadsheets import name_sheet, open_workbook


def write_questionnaire(request: Request) -> bytes:
    """The workbook as bytes (XLSX)."""
    title = request.wording.say("cover.title", cycle=request.assignment.cycle)
    workbook, buffer = open_workbook(f"{title} · {request.city_name}", request.wording.language)
    book = Book(workbook, request)
    book.taken.add(LISTS)
    cover_name = name_sheet(book.say("sheet.cover"), book.taken)
    book.cover = f"{quote_sheet(cover_name)}!A1"
    cover = workbook.add_worksheet(cover_name)
    areas = []
    for area in request.form.areas:
        if not request.areas or area.code in request.areas:
            name = name_sheet(book.wording.translate(area.name, area.code), book.taken)
            areas.append(AreaSheet(book, area, workbook.add_worksheet(name), name))
    progress = []
    for area_sheet in areas:
        after = area_sheet.note_addresses()
        letter = area_sheet.letter(DONE)
        cells = f"{quote_sheet(area_sheet.name)}!${letter}${FIRST_ROW + 1}:${letter}${after}"
        label = book.wording.translate(area_sheet.area.name, area_sheet.area.code)
        done = f'=COUNTIF({cells},"{TICK}")+COUNTIF({cells},"{CLOSED_SIGN}")'
        progress.append(Progress(quote_sheet(area_sheet.name), label, len(area_sheet.area.questions), done))
    for area_sheet in areas:
        area_sheet.write()
    for kind, write in ((GRID, write_grid), (FACTS, write_facts)):
        name = name_sheet(book.say(f"sheet.{kind}"), book.taken)
        cells = write(book, workbook.add_worksheet(name), quote_sheet(name))
        progress.append(Progress(quote_sheet(name), book.say(f"sheet.{kind}"), 0, f"=COUNTA({cells})"))
    write_cover(book, cover, progress)
    book.write_lists()
    cover.activate()
    workbook.close()
    return buffer.getvalue()

"""The formulas of a sheet of answers: which answer stands, which question is closed, what is still to do.

A question is closed where its parent is answered and none of the chosen options opens it, or where its parent is closed; an
unanswered parent says nothing. It is the rule of the score, told to whoever fills in; the score itself asks nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.questionnaire.book import Address, quote_sheet, quote_text
from assets.questionnaire.form import Question
from assets.questionnaire.layout import (
    ANSWER,
    CLOSED,
    DONE,
    DONT_KNOW,
    EFFECTIVE,
    PREVIOUS,
    REASON,
    TICK,
    UNCHANGED,
)

if TYPE_CHECKING:
    from assets.questionnaire.area_sheet import AreaSheet

CLOSED_SIGN, OPEN_SIGN = "–", "○"


def write_effective(area: AreaSheet, question: Question) -> None:
    """In a hidden column the answer that stands: the one given, or the earlier one where it is unchanged."""
    address = area.book.addresses[question.code]
    for row in address.option_rows.values() or [address.row]:
        given = f"${area.letter(ANSWER)}${row + 1}"
        formula = f"={given}&{quote_text('')}"
        if PREVIOUS in area.place:
            unchanged = f"${area.letter(UNCHANGED)}${address.row + 1}"
            earlier = f"${area.letter(PREVIOUS)}${row + 1}"
            formula = f"=IF({unchanged}<>{quote_text('')},{earlier},{given})&{quote_text('')}"
        area.sheet.write_formula(row, area.place[EFFECTIVE], formula, area.book.styles["machine"], "")


def write_closed(area: AreaSheet, question: Question, last_row: int) -> None:
    """In a hidden column 1 where the question is closed, and the rule that turns its rows grey."""
    row = area.book.addresses[question.code].row
    condition = describe_closed(area, question)
    if condition is None:
        return
    area.sheet.write_formula(row, area.place[CLOSED], f"=IF({condition},1,0)", area.book.styles["machine"], 0)
    area.sheet.conditional_format(
        row,
        area.place["code"],
        last_row,
        area.last_visible,
        {"type": "formula", "criteria": f"=${area.letter(CLOSED)}${row + 1}=1", "format": area.book.styles["closed"]},
    )


def describe_closed(area: AreaSheet, question: Question) -> str | None:
    """The formula that is true where the question is closed; None where nothing in this workbook can close it."""
    form, addresses = area.book.request.form, area.book.addresses
    parent = form.questions.get(question.parent)
    if parent is None or parent.code not in addresses:
        return None
    address = addresses[parent.code]
    empty = quote_text("")
    if parent.is_multiple:
        chosen = {code: refer(address, address.effective, row) for code, row in address.option_rows.items()}
        answered = [f"{cell}<>{empty}" for cell in chosen.values()]
        opened = [f"{cell}<>{empty}" for code, cell in chosen.items() if code in question.opening]
    else:
        cell = refer(address, address.effective, address.row)
        labels = area.book.label_options(parent)
        answered = [f"{cell}<>{empty}"]
        opened = [f"{cell}={quote_text(text)}" for code in sorted(question.opening) for text in (labels[code], code)]
    closing = f"AND({either(answered)},NOT({either(opened)}))"
    above = describe_closed(area, parent)
    return closing if above is None else f"OR({refer(address, address.closed, address.row)}=1,{closing})"


def either(conditions: list[str]) -> str:
    return f"OR({','.join(conditions)})" if conditions else "FALSE"


def refer(address: Address, column: str, row: int) -> str:
    """A cell of any sheet, as formulas have it."""
    return f"{quote_sheet(address.sheet)}!${column}${row + 1}"


def write_status(area: AreaSheet, question: Question) -> None:
    """Whether a question is done (a tick), closed (a dash) or still to do, by formula."""
    address, place = area.book.addresses[question.code], area.place
    number, empty = address.row + 1, quote_text("")
    cells = [f"${area.letter(key)}${number}" for key in (UNCHANGED, DONT_KNOW, REASON) if key in place]
    cells += [f"${area.letter(ANSWER)}${row + 1}" for row in address.option_rows.values() or [address.row]]
    given = either([f"{cell}<>{empty}" for cell in cells])
    formula = f"=IF(${area.letter(CLOSED)}${number}=1,{quote_text(CLOSED_SIGN)},IF({given},{quote_text(TICK)},{quote_text(OPEN_SIGN)}))"
    area.sheet.write_formula(address.row, place[DONE], formula, area.book.styles["status"], OPEN_SIGN)

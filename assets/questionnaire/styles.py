"""How a questionnaire looks: colours, fonts and widths, the same on every sheet.

What may be filled in is white with a frame and unlocked; everything else is quiet and locked.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

INK, QUIET, NIGHT, BLUE, PALE, LINE = "#1B2A3A", "#5B6B7B", "#10324F", "#0B5FA5", "#EEF3F8", "#C9D3DE"
WHITE, CLOSED_FILL, CLOSED_INK, DONE, SAND = "#FFFFFF", "#E3E6E9", "#9AA5B0", "#1E7B4F", "#FFF8E6"
TABS = {"cover": NIGHT, "answers": BLUE, "policy_grid": "#B34E08", "facts": DONE, "library": QUIET}
FONT = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
CELL = {**FONT, "border": 1, "border_color": LINE, "text_wrap": True}
PADDED = {**CELL, "align": "left", "indent": 1}
INPUT = {**PADDED, "locked": False, "bg_color": WHITE}
SIZE, SMALL = 11, 9
LINE_SPACING, PADDING_POINTS, MAX_POINTS = 1.36, 8.0, 400.0
STYLES: dict[str, dict[str, Any]] = {
    "text": {**FONT, "text_wrap": True},
    "text_bold": {**FONT, "bold": True, "text_wrap": True},
    "quiet": {**FONT, "font_size": 9, "font_color": QUIET, "text_wrap": True},
    "machine": {**FONT, "font_size": 9, "font_color": QUIET, "num_format": "@"},
    "band": {
        **FONT,
        "align": "left",
        "indent": 1,
        "font_size": 20,
        "bold": True,
        "font_color": WHITE,
        "bg_color": NIGHT,
        "valign": "vcenter",
    },
    "band_small": {
        **FONT,
        "align": "left",
        "indent": 1,
        "font_size": 12,
        "font_color": WHITE,
        "bg_color": NIGHT,
        "valign": "vcenter",
    },
    "band_link": {
        **FONT,
        "align": "right",
        "indent": 1,
        "font_color": WHITE,
        "underline": 1,
        "bg_color": NIGHT,
        "valign": "vcenter",
    },
    "heading": {**FONT, "font_size": 14, "bold": True, "font_color": BLUE, "bottom": 2, "bottom_color": BLUE},
    "step": {**FONT, "font_size": 14, "bold": True, "font_color": BLUE, "align": "center"},
    "head": {
        **CELL,
        "bold": True,
        "font_size": 10,
        "font_color": WHITE,
        "bg_color": BLUE,
        "valign": "vcenter",
        "align": "center",
    },
    "head_left": {**PADDED, "bold": True, "font_size": 10, "font_color": WHITE, "bg_color": BLUE, "valign": "vcenter"},
    "label": {**PADDED, "bg_color": PALE, "bold": True},
    "code": {**CELL, "bg_color": PALE, "font_size": 9, "font_color": QUIET, "align": "center"},
    "question": {**PADDED, "bg_color": PALE},
    "option": {**PADDED, "indent": 3, "valign": "vcenter"},
    "note": {**PADDED, "bg_color": PALE, "font_size": 9, "font_color": QUIET},
    "previous": {**PADDED, "bg_color": PALE, "italic": True, "font_color": QUIET},
    "previous_tick": {**CELL, "bg_color": PALE, "font_color": QUIET, "align": "center", "valign": "vcenter"},
    "status": {**CELL, "bg_color": PALE, "bold": True, "font_color": DONE, "align": "center"},
    "blank": {**CELL, "bg_color": PALE},
    "answer": {**INPUT, "bg_color": SAND},
    "tick": {**INPUT, "align": "center", "indent": 0, "valign": "vcenter", "bold": True, "font_color": BLUE},
    "answer_tick": {
        **INPUT,
        "align": "center",
        "indent": 0,
        "valign": "vcenter",
        "bold": True,
        "font_color": BLUE,
        "bg_color": SAND,
    },
    "input": INPUT,
    "input_text": {**INPUT, "num_format": "@"},
    "input_whole": {**INPUT, "num_format": "0", "align": "center", "indent": 0},
    "input_decimal": {**INPUT, "align": "right", "indent": 1},
    "input_date": {**INPUT, "num_format": "yyyy-mm-dd", "align": "center", "indent": 0},
    "due_text": {**INPUT, "num_format": "@", "bg_color": SAND},
    "due_decimal": {**INPUT, "align": "right", "indent": 1, "bg_color": SAND},
    "due_date": {**INPUT, "num_format": "yyyy-mm-dd", "align": "center", "indent": 0, "bg_color": SAND},
    "link": {**PADDED, "font_color": BLUE, "underline": 1},
    "figure": {**CELL, "align": "center"},
    "total": {**CELL, "align": "center", "bold": True, "bg_color": PALE},
    "total_percent": {**CELL, "align": "center", "bold": True, "bg_color": PALE, "num_format": "0%"},
    "percent": {**CELL, "num_format": "0%", "align": "center"},
    "closed": {"font_color": CLOSED_INK, "bg_color": CLOSED_FILL},
    "bold_run": {"font_name": "Calibri", "font_size": 11, "bold": True, "font_color": INK},
    "quiet_run": {"font_name": "Calibri", "font_size": 9, "font_color": QUIET},
    "condition_run": {"font_name": "Calibri", "font_size": 9, "italic": True, "font_color": BLUE},
}


class Styles:
    """The formats of one workbook, made when they are first asked for."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self.made:
            self.made[name] = self.workbook.add_format(STYLES[name])
        return self.made[name]


def measure_text(text: str, width: float, size: float = SIZE) -> float:
    """Points that a text needs in a column of a width in characters; a workbook that no program has opened does not know it."""
    per_line = (width - 2) * SIZE / size
    lines = sum(max(1, math.ceil(len(line) / per_line)) for line in text.split("\n")) if text else 0
    return lines * size * LINE_SPACING


def measure_height(*heights: float) -> float:
    """The height of a row whose cells need so many points each."""
    return min(MAX_POINTS, max(heights) + PADDING_POINTS)

"""What changed in a city since the last time and since the first: in words, as a figure, with tables down to the answers."""

from __future__ import annotations

from typing import Any

from reports.book import INDEX, Book, Row, label_options
from reports.change_in_words import PARTS, tell_change
from reports.figures_of_city import fill_change
from reports.language import say
from reports.numbers import show_change
from reports.pages.page import Chart
from reports.wording import split_list

INDEXES = ("core", "extended")


def list_changes(book: Book, code: str, cycle: int) -> list[dict[str, Any]]:
    """The changes that the page of a cycle tells: since the last time, and on the latest page since the first."""
    cycles = book.cycles_of[code]
    place = cycles.index(cycle)
    if not place:
        return []
    told = [describe_change(book, code, cycles[place - 1], cycle, "last")]
    if cycle == cycles[-1] and place > 1:
        told.append(describe_change(book, code, cycles[0], cycle, "first"))
    return told


def describe_change(book: Book, code: str, start: int, end: int, name: str) -> dict[str, Any]:
    rows = book.changes[code, start, end]
    moves = book.answer_changes.get((code, start, end), [])
    tops = {row["index_code"]: row for row in rows if row["area_code"] == INDEX}
    indexes = [index for index in INDEXES if index in tops]
    split = [index for index in indexes if tops[index]["from_answers"] is not None]
    core = tops["core"]
    finding = chart = None
    if "core" in split:
        finding = tell_change(core, [row for row in moves if row["index_code"] == "core"])
        chart = draw_change(core, name)
    speed = next(
        (
            row
            for row in book.studies["typical_progress"]
            if (row["city_code"], row["from_cycle"], row["to_cycle"]) == (code, start, end)
        ),
        None,
    )
    return {
        "name": name,
        "speed": speed,
        "start": start,
        "end": end,
        "core": core,
        "scores": [book.indexes[code, cycle, "core"]["score"] for cycle in (start, end)],
        "finding": finding,
        "chart": chart,
        "rows": [tops[index] for index in indexes],
        "areas": [(index, list_areas(book, rows, index)) for index in split],
        "split": split,
        "answers": list_answers(book, moves, split),
        "others": list_others(book, moves),
    }


def draw_change(row: Row, name: str) -> Chart:
    names = [say("Answers"), say("Coverage"), say("Questions"), say("Weights"), say("Change")]
    parts = [row[f"from_{part}"] for part in PARTS]
    return Chart(
        f"change-{name}",
        say("Change of the core index, {start} to {end}", start=row["from_cycle"], end=row["to_cycle"]),
        say("Each bar begins where the one before ends; the last is what they make up."),
        fill_change(names, parts, [show_change(value) for value in (*parts, row["change_official"])]),
    )


def list_areas(book: Book, rows: list[Row], index: str) -> list[Row]:
    """The changes of the areas of an index, in the order of the areas."""
    areas = [row for row in rows if row["index_code"] == index and row["area_code"] != INDEX]
    areas.sort(key=lambda row: book.area_order[row["area_code"]])
    return [row | {"name": book.area_names[row["area_code"]]} for row in areas]


def list_answers(book: Book, moves: list[Row], split: list[str]) -> list[Row]:
    """Answers whose points moved, those first that moved an index most; with their points in each index."""
    answers: dict[str, Row] = {}
    for row in moves:
        if "answer" in split_list(row["what_changed"]) and row["from_score"] != row["to_score"]:
            told = answers.setdefault(row["question_code"], describe_move(book, row) | {"brought": {}})
            told["brought"][row["index_code"]] = row["index_points"]
    weight = {
        code: max((abs(row["brought"].get(index) or 0) for index in split), default=0) for code, row in answers.items()
    }
    return sorted(answers.values(), key=lambda row: (-weight[row["question_code"]], row["question_code"]))


def list_others(book: Book, moves: list[Row]) -> list[Row]:
    """Questions that were given in one cycle only, entered, left or moved; each once, by the widest index that has it."""
    widest = {row["question_code"]: row for row in sorted(moves, key=lambda row: INDEXES.index(row["index_code"]))}
    return [
        describe_move(book, row) | {"kinds": kinds}
        for code, row in sorted(widest.items())
        if (kinds := [kind for kind in split_list(row["what_changed"]) if kind != "answer"])
    ]


def describe_move(book: Book, row: Row) -> Row:
    """A question with both answers in words."""
    return row | {
        "text": book.questions[row["question_code"]]["question_text"],
        "from_area": book.area_names.get(row["from_area_code"]),
        "to_area": book.area_names.get(row["to_area_code"]),
        "before": name_answer(book, row, "from"),
        "after": name_answer(book, row, "to"),
    }


def name_answer(book: Book, row: Row, end: str) -> list[str]:
    """The options that counted, as the form of the time showed them; empty where the state says it all."""
    if row[f"{end}_state"] != "answered":
        return []
    return label_options(book, row[f"{end}_methodology_id"], row[f"{end}_question_code"], row[f"{end}_option_codes"])

"""The self-audit: one page that asks of our own index what auditors ask of others (coverage, coherence, robustness, sensitivity).

It arranges what the tables of the release say about the latest cycle; limits and what follows from crossing them belong to the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from expectations.audit import read_limits
from reports.book import INDEX, Book, Row, group_rows
from reports.edition import Edition
from reports.language import say
from reports.numbers import show_value
from reports.pages.page import Page
from reports.wording import find_words, list_items, order_code, split_list
from reports.words_by_code import INDEX_ADJECTIVES, MEASURES

WIDE = 10  # points between both ends of a score that are called wide


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page of the cycle of the edition; none for the record, whose cycles are no years."""
    if edition.is_record:
        return
    version = book.version_of[edition.cycle]
    indexes = [index for index in ("core", "extended") if any(row["index_code"] == index for row in book.comparability)]
    context = {
        "version": version,
        "questions": len(book.version_questions[version]),
        "limits": list_limits(book, edition.cycle),
        "nodes": len(book.areas_asked(version)),
        "coverage": list_coverage(book, edition.cycle, version),
        "coherence": [describe_coherence(book, edition.cycle, index) for index in indexes],
        "robustness": [describe_robustness(book, edition.cycle, index) for index in indexes],
        "outside": [describe_links(book, edition.cycle, index) for index in indexes],
        "sensitivity": [describe_sensitivity(book, edition.cycle, index) for index in indexes],
    }
    yield Page("audit.html", "audit.html.j2", say("Self-audit"), context)


def list_limits(book: Book, cycle: int) -> list[dict[str, Any]]:
    """Each declared limit with what was measured, and whether it is kept; nothing where there was nothing to measure."""
    measured = {
        (row["measure_code"], row["index_code"]): row["value"]
        for row in book.studies["audit_measures"]
        if row["cycle"] == cycle
    }
    rows = []
    for code, limit in read_limits().items():
        low, high = limit.get("at_least"), limit.get("at_most")
        values = {index: measured.get((code, index)) for index in ("core", "extended")}
        crossed = [
            index
            for index, value in values.items()
            if value is not None and ((low is not None and value < low) or (high is not None and value > high))
        ]
        rows.append(
            {
                "name": find_words(MEASURES)(code),
                "values": values,
                "limit": list_items(
                    [
                        *([say("at least {number}", number=show_value(low))] if low is not None else []),
                        *([say("at most {number}", number=show_value(high))] if high is not None else []),
                    ]
                ),
                "severity": limit["severity"],
                "crossed": [find_words(INDEX_ADJECTIVES)(index) for index in crossed],
                "explanation": say(limit["explanation"]),
            }
        )
    return rows


def list_coverage(book: Book, cycle: int, version: str) -> list[Row]:
    """How many cities of the cycle can be compared, by index."""
    return [
        row
        for row in book.comparability
        if row["cycle"] == cycle and row["methodology_id"] == version and row["area_code"] == INDEX
    ]


def describe_coherence(book: Book, cycle: int, index: str) -> dict[str, Any]:
    """The nodes of an index with their alpha, and the parts that stand out."""
    rows = [
        row | {"name": name_part(book, row["question_code"])}
        for row in book.studies["coherence"]
        if row["cycle"] == cycle and row["index_code"] == index
    ]
    nodes = [
        {
            "code": code,
            "name": book.area_names.get(code, say("whole index")),
            "first": parts[0],
            "parts": sorted(parts, key=lambda row: order_code(row["question_code"])),
        }
        for code, parts in group_rows(rows, "area_code").items()
    ]
    nodes.sort(key=lambda node: (node["code"] != INDEX, book.area_order.get(node["code"], 0)))
    return {"index": index, "nodes": nodes, "flags": list(flag_parts(book, rows))}


def flag_parts(book: Book, rows: list[Row]) -> Iterator[str]:
    """Parts that say nearly the same, or pull against each other, each pair once."""
    for row in rows:
        place = book.area_names.get(row["area_code"], say("the index"))
        for column, words in (
            ("redundant_with", say("{one} and {other} say nearly the same (in {area})")),
            ("conflicting_with", say("{one} and {other} pull against each other (in {area})")),
        ):
            for other in split_list(row[column]):
                if order_code(row["question_code"]) < order_code(other):
                    yield words.format(one=row["name"], other=name_part(book, other), area=place)


def name_part(book: Book, code: str) -> str:
    """An area by its name, a question by its code."""
    return book.area_names.get(code, code)


def describe_robustness(book: Book, cycle: int, index: str) -> dict[str, Any]:
    """How wide the intervals of scores and ranks are."""
    rows = [
        row
        for row in book.studies["robustness"]
        if row["cycle"] == cycle and row["index_code"] == index and row["methodology_id"] == book.version_of[cycle]
    ]
    bounds = sorted(
        row["rank_worst"] - row["rank_best"]
        for row in book.studies["rank_bounds"]
        if row["cycle"] == cycle and row["index_code"] == index
    )
    widths = sorted(row["score_high"] - row["score_low"] for row in rows)
    ranks = [
        peer
        for (_, year, code), peers in book.peers.items()
        if year == cycle and code == index
        for peer in peers
        if peer["area_code"] == INDEX and peer["peer_group_kind"] == "all" and peer["rank"] is not None
    ]
    spans = sorted(peer["rank_high"] - peer["rank_low"] for peer in ranks)
    return {
        "index": index,
        "cities": len(rows),
        "draws": rows[0]["draws"] if rows else None,
        "seed": rows[0]["seed"] if rows else None,
        "median": widths[len(widths) // 2] if widths else None,
        "wide": sum(width > WIDE for width in widths),
        "limit": WIDE,
        "span": spans[len(spans) // 2] if spans else None,
        "of": ranks[0]["cities"] if ranks else None,
        "steady": sum(peer["stability"] >= 0.9 for peer in ranks),
        "ranked": len(ranks),
        "bounds": bounds[len(bounds) // 2] if bounds else None,
    }


def describe_sensitivity(book: Book, cycle: int, index: str) -> dict[str, Any]:
    """The choices behind the index, those first that move ranks most."""
    rows = [row for row in book.studies["sensitivity"] if row["cycle"] == cycle and row["index_code"] == index]
    rows.sort(key=lambda row: (-(row["total"] or 0), row["input_group"]))
    return {"index": index, "rows": rows, "reason": next((row["reason"] for row in rows if row["total"] is None), None)}


def describe_links(book: Book, cycle: int, index: str) -> dict[str, Any]:
    """How the index goes together with facts that others measure, the closest links first."""
    rows = [
        row | {"name": book.fact_names[row["fact_code"]]}
        for row in book.studies["outside_links"]
        if row["cycle"] == cycle and row["index_code"] == index and row["area_code"] == INDEX
    ]
    rows.sort(key=lambda row: (-abs(row["correlation"] or 0), row["name"]))
    return {
        "index": index,
        "rows": rows,
        "linked": [
            row for row in rows if row["reason"] is None and row["correlation_low"] * row["correlation_high"] > 0
        ],
    }

"""A score as a sum that anybody can follow: areas, effective weights, indicators, answers, submission, review, file and row.

Reads a release, never the warehouse. Nothing is computed here but sums of what the release holds; the weights and what each
indicator brings come from the table `index_contributions`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reports.book import INDEX, Row, group_rows, to_rows
from reports.numbers import is_missing, show_share
from reports.words_by_code import VERDICTS

if TYPE_CHECKING:
    import pandas as pd

PUBLISHED = ("cities", "indicator_scores", "area_scores", "index_scores")


class NotExplainable(Exception):
    """There is no such city, cycle or area in the release; the message says what there is."""


def read_tables(release: Path) -> dict[str, pd.DataFrame]:
    """The tables of a release that an explanation needs; drafts of unpublished cities stand beside the public rows."""
    import pandas as pd

    public, internal = release / "public" / "data", release / "internal" / "data"

    def read(path: Path) -> pd.DataFrame:
        return pd.read_parquet(path)

    tables = {
        name: pd.concat(
            [
                frame
                for frame in (read(public / f"{name}.parquet"), read(internal / f"draft_{name}.parquet"))
                if len(frame)
            ]
            or [read(public / f"{name}.parquet")],
            ignore_index=True,
        )
        for name in PUBLISHED
    }
    contributions = [
        read(internal / f"{name}.parquet") for name in ("index_contributions", "draft_index_contributions")
    ]
    tables["index_contributions"] = pd.concat(
        [frame for frame in contributions if len(frame)] or contributions[:1], ignore_index=True
    )
    tables["answer_provenance"] = read(internal / "answer_provenance.parquet")
    for name in ("areas", "questions", "methodologies"):
        tables[name] = read(public / "reference" / f"{name}.parquet")
    return tables


def find_score(
    tables: Mapping[str, pd.DataFrame], city: str, cycle: int, index: str, area: str | None
) -> dict[str, object]:
    """The row of the score under the cycle's own methodology, from `area_scores` or `index_scores`.

    Raises NotExplainable where there is none.
    """
    cities = tables["cities"]
    if city not in set(cities["city_code"]):
        near = [code for code in cities["city_code"] if code.endswith("-" + city.partition("-")[2] or city)][:5]
        raise NotExplainable(
            f"There is no city '{city}' in this release." + (f" Near: {', '.join(near)}." if near else "")
        )
    name = "area_scores" if area else "index_scores"
    scores = tables[name]
    scores = scores[(scores["city_code"] == city) & (scores["index_code"] == index)]
    cycles = sorted(set(scores["cycle"]))
    if cycle not in cycles:
        taken = ", ".join(map(str, cycles)) or "none"
        raise NotExplainable(f"{city} has no {index} index for the cycle {cycle}. Its cycles: {taken}.")
    versions = tables["methodologies"]
    own = versions[
        (versions["first_cycle"] <= cycle) & (versions["last_cycle"].isna() | (versions["last_cycle"] >= cycle))
    ]["methodology_id"].iloc[0]
    scores = scores[(scores["cycle"] == cycle) & (scores["methodology_id"] == own)]
    if area:
        codes = sorted(set(scores["area_code"]))
        scores = scores[scores["area_code"] == area]
        if scores.empty:
            raise NotExplainable(f"There is no area '{area}' in {own}. Its areas: {', '.join(codes)}.")
    return dict(scores.iloc[0])


def explain_score(
    tables: Mapping[str, pd.DataFrame], city: str, cycle: int, index: str = "core", area: str | None = None
) -> Iterator[str]:
    """Lines of text: the score, its areas, their indicators and where each answer came from.

    Raises NotExplainable where the release does not have the score.
    """
    published = find_score(tables, city, cycle, index, area)
    method = str(published["methodology_id"])
    node = area or INDEX
    leaves = tables["index_contributions"]
    leaves = leaves[
        (leaves["city_code"] == city)
        & (leaves["cycle"] == cycle)
        & (leaves["methodology_id"] == method)
        & (leaves["index_code"] == index)
        & (leaves["node_code"] == node)
    ]
    return write_lines(tables, published, leaves, node)


def write_lines(
    tables: Mapping[str, pd.DataFrame], published: Mapping[str, object], leaves: pd.DataFrame, node: str
) -> Iterator[str]:
    """The explanation of one published row from its leaves (rows of `index_contributions` for one node)."""
    city, cycle, method = str(published["city_code"]), published["cycle"], str(published["methodology_id"])
    names = tables["cities"].set_index("city_code")["city_name"]
    areas = tables["areas"].set_index("area_code")["area_name"]
    questions = tables["questions"].set_index("question_code")["question_text"]
    what = f"{published['index_code']} index" if node == INDEX else f"{areas[node]} ({node}, {published['index_code']})"
    yield f"{names[city]} ({city}), cycle {cycle}, {what}, {method}"
    yield f"Our computation, not an official result. Coverage {show_share(published['coverage'])} ({published['coverage_status']})."
    if is_missing(published["score"]):
        yield f"No score is published: {word_reason(published)}. What the answers bring is shown below."
    states = {row["question_code"]: row for row in to_rows(pick(tables["indicator_scores"], city, cycle, method))}
    found = tables["answer_provenance"]
    found = found[(found["city_code"] == city) & (found["cycle"] == cycle)]
    sources = group_rows(to_rows(found), "question_code")
    for area_code, rows in group_rows(to_rows(leaves), "area_code").items():
        weight = math.fsum(row["effective_weight"] for row in rows)
        brings = math.fsum(row["contribution"] for row in rows)
        yield ""
        yield f"{areas[area_code]} ({area_code}): weighs {weight:.6f} × {brings / weight:.4f} points = {brings:.6f}"
        for row in sorted(rows, key=lambda row: str(row["question_code"])):
            code = row["question_code"]
            state = states[code]
            chosen = " " + state["option_codes"].replace("|", ", ") if state["option_codes"] else ""
            yield (
                f"  {code} {state['state']}{chosen}: {row['effective_weight']:.6f} × {row['score']:.4f} "
                f"= {row['contribution']:.6f}"
            )
            yield f"      {questions[code]}"
            yield from write_sources(sources.get(code, []))
    yield ""
    yield f"Sum of all indicators: {math.fsum(leaves['contribution']):.12g}"
    if not is_missing(published["score"]):
        yield f"Published score:       {published['score']:.12g}"


def word_reason(published: Mapping[str, object]) -> str:
    """Why a row has no score, in words, with the code that the tables use."""
    code = published["comparability_reason"]
    if is_missing(code):
        code = published["coverage_status"]
    return f"{VERDICTS.get(str(code), code)} ({code})"


def write_sources(rows: Iterable[Row]) -> Iterator[str]:
    """One line for each row of a file that an answer rests on."""
    for row in rows:
        sheet = f", sheet {row['source_sheet']}" if row["source_sheet"] else ""
        review = f"; review {row['review_id']} {row['review_decision']}" if row["review_id"] else ""
        yield (
            f"      from {row['submission_id']} version {row['submission_version']}: {row['source_file']}{sheet}, "
            f"row {row['source_row']}{review}"
        )


def pick(frame: pd.DataFrame, city: str, cycle: object, method: str) -> pd.DataFrame:
    return frame[(frame["city_code"] == city) & (frame["cycle"] == cycle) & (frame["methodology_id"] == method)]

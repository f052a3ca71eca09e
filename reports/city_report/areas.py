"""One section for each area of a city report: score, what the city does, what is open, change, expert, good practices of others."""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import Row
from reports.city_report.figures_of_city import Figures
from reports.city_report.levels import describe_level, list_legend, make_level
from reports.city_report.reviews import tell_reviews
from reports.city_report.words import (
    name_answer,
    name_area,
    name_country,
    name_decision,
    name_index,
    name_question,
    name_state,
    name_value,
    tell_distance,
)
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.charts import chart_levels
from reports.language import say, say_count
from reports.numbers import show_change, show_score
from reports.wording import split_list
from reports.words_by_code import REASONS

QUOTED = 400  # characters of evidence; the annex has the rest of what is shown
SHOWN = 4  # quotes or practices of one kind


def tell_area(figures: Figures, area: str) -> Block:
    book = figures.city.book
    rows = [row for row in figures.indicators if row["area_code"] == area]
    return blocks.section(
        f"area-{area}",
        name_area(book, area),
        [
            blocks.text(tell_score(figures, area), "lead"),
            blocks.text(tell_asked(rows)),
            draw_area(figures, area),
            *tell_change(figures, area, rows),
            *tell_done(figures, area, rows),
            *tell_rest(figures, rows),
            *tell_reviews(figures, about_areas=True, area=area),
            *tell_examples(figures, area),
        ],
        level=2,
    )


def tell_score(figures: Figures, area: str) -> str:
    index = figures.main_index(area)
    row, group = figures.scores.get((index, area)), figures.everybody((index, area))
    if row is None or row["score"] is None:
        reason = row and row["comparability_reason"]
        return say(
            "No number is shown, since {reason}.", reason=say(REASONS[reason]) if reason else say("too few answers")
        )
    told = [say("{score} of 100 points in the {index}.", score=show_score(row["score"]), index=name_in_sentence(index))]
    if group and group["peer_mean"] is not None:
        told.append(
            say("The mean of {cities} cities is {mean}.", cities=group["cities"], mean=show_score(group["peer_mean"]))
        )
        if group["difference"] is not None:
            told.append(tell_distance(group["difference"]))
    if row["coverage_status"] == "indicative":
        told.append(say("The score is indicative: about half of the questions are answered."))
    return " ".join(told)


def name_in_sentence(index: str) -> str:
    name = name_index(index)
    return name[:1].lower() + name[1:]


def tell_asked(rows: list[Row]) -> str:
    """How many questions the area asks, and how many have an answer."""
    asked = [row for row in rows if row["state"] != "not_asked"]
    given = sum(row["state"] in {"answered", "closed", "rejected"} for row in asked)
    told = [
        say_count(
            "The area asks {number} question, {given} with an answer that counts.",
            "The area asks {number} questions, {given} of them with an answer that counts.",
            len(asked),
            given=given,
        )
    ]
    if missing := len(rows) - len(asked):
        told.append(
            say_count(
                "{number} question of the questionnaire of the cycle was not asked.",
                "{number} questions of the questionnaire of the cycle were not asked.",
                missing,
            )
        )
    return " ".join(told)


def draw_area(figures: Figures, area: str) -> Block | None:
    found = [index for index in figures.indexes if (index, area) in figures.scores]
    told = [figures.scores[index, area] for index in found]
    if len(found) == 2 and told[0]["questions_in_version"] == told[1]["questions_in_version"]:
        found = found[:1]  # the extended index asks nothing more here
    levels = [make_level(figures, index, area, name_index(index)) for index in found]
    if not any(level.score is not None or level.means[0] is not None for level in levels):
        return None
    return blocks.chart(
        say("{area} against other cities", area=name_area(figures.city.book, area)),
        " ".join(describe_level(level) for level in levels),
        chart_levels(levels, list_legend(figures, has_interval=False)),
    )


def tell_change(figures: Figures, area: str, rows: list[Row]) -> Iterator[Block]:
    """What moved since the cycle before, with the answers that changed."""
    change = figures.changes.get((figures.main_index(area), area))
    if figures.previous is None or change is None:
        return
    yield blocks.heading(say("Since {cycle}", cycle=figures.previous))
    like, official = change["change_like_for_like"], change["change_official"]
    if like is not None:
        yield blocks.text(
            say(
                "Like for like, on the {count} questions that count in both cycles: {change} points.",
                count=change["questions_compared"],
                change=show_change(like),
            )
        )
    if official is not None:
        yield blocks.text(
            say(
                "Published score of this cycle minus that of {cycle}: {change} points.",
                cycle=figures.previous,
                change=show_change(official),
            )
        )
    if like is None and official is None:
        yield blocks.text(say("The two cycles cannot be compared in this area."), "quiet")
    moved = list_moves(figures, {row["question_code"] for row in rows})
    if moved:
        yield blocks.items(moved)


def list_moves(figures: Figures, questions: set[str]) -> list[Block]:
    """The answers of these questions that changed, each once."""
    city, book = figures.city, figures.city.book
    found: dict[str, Block] = {}
    for row in book.answer_changes.get((city.code, figures.previous or 0, city.cycle), []):
        code = row["question_code"]
        if (
            code not in questions
            or code in found
            or "answer" not in split_list(row["what_changed"])
            or row["from_score"] == row["to_score"]
        ):
            continue
        before, after = (
            name_answer(book, row[f"{end}_methodology_id"], row[f"{end}_question_code"], row[f"{end}_option_codes"])
            if row[f"{end}_state"] == "answered"
            else name_state(row[f"{end}_state"])
            for end in ("from", "to")
        )
        found[code] = blocks.item(f"{before} → {after}", above=f"{code} {name_question(book, code)}")
    return list(found.values())


def tell_done(figures: Figures, area: str, rows: list[Row]) -> Iterator[Block]:
    """What the city does: answers that bring points, and entries of its policy grid, with what they rest on."""
    done = [describe_answer(figures, row) for row in rows if row["state"] == "answered" and row["score"]]
    grid = [describe_entry(row) for row in figures.city.grid if row["area_code"] == area and is_shown(figures, row)]
    if done:
        yield blocks.heading(say("What the city does"))
        yield blocks.items(done)
    if grid:
        yield blocks.heading(say("From the policy grid of the city"))
        yield blocks.items(grid)


def is_shown(figures: Figures, entry: Row) -> bool:
    """Free text of others stands in a final report only where a review accepted it."""
    return not figures.city.is_final or entry["is_accepted"] == "yes"


def describe_answer(figures: Figures, row: Row) -> Block:
    evidence = list_evidence(figures, row)
    quote = " / ".join(
        dict.fromkeys(blocks.bound(each["evidence_text"], QUOTED) for each in evidence if each["evidence_text"])
    )
    marks = [
        *([name_index("extended")] if row["index_code"] == "extended" else []),
        *([name_decision("corrected")] if row["review_decision"] == "corrected" else []),
        *([say("contested")] if row["contested"] == "yes" else []),
    ]
    return blocks.item(
        name_answer(figures.city.book, figures.version, row["question_code"], row["option_codes"]),
        above=f"{row['question_code']} {name_question(figures.city.book, row['question_code'])}",
        quote=quote,
        mark=" · ".join(marks),
        links=[blocks.link(each["evidence_url"] or "", each["evidence_url"]) for each in evidence[:SHOWN]],
    )


def list_evidence(figures: Figures, row: Row) -> list[Row]:
    """What an answer rests on: from the public table where there is one for the city, else what it wrote itself."""
    city, question = figures.city, row["question_code"]
    if city.is_public:
        return city.book.evidence.get((city.code, city.cycle, question), [])
    if city.is_final and row["review_decision"] != "accepted":
        return []
    return list(city.answers.get(question, []))


def describe_entry(row: Row) -> Block:
    kind, status = name_value("entry_kind", row["entry_kind"]), name_value("status", row["status"])
    return blocks.item(
        blocks.bound(row["title"] or row["entry_id"], 200),
        above=" · ".join(filter(None, [kind, status, blocks.bound(row["department"], 100)])),
        below=blocks.bound(row["description"]),
        links=[blocks.link(row["evidence_url"] or "", row["evidence_url"])],
    )


def tell_rest(figures: Figures, rows: list[Row]) -> Iterator[Block]:
    """The other questions: answers that bring no points, and what has no answer that counts."""
    book = figures.city.book
    rest = [row for row in rows if row["state"] != "not_asked" and not (row["state"] == "answered" and row["score"])]
    if not rest:
        return
    told = [
        [
            f"{row['question_code']} {name_question(book, row['question_code'])}",
            name_answer(book, figures.version, row["question_code"], row["option_codes"])
            if row["state"] == "answered"
            else name_state(row["state"]),
        ]
        for row in rest
    ]
    yield blocks.table(
        say("The other questions of this area"), [(say("Question"), False), (say("Answer"), False)], told, [2.2, 1]
    )


def tell_examples(figures: Figures, area: str) -> Iterator[Block]:
    """Good practices of other cities, those that are alike first."""
    city = figures.city
    need = next((row for row in city.learning.needs.get((city.code, city.cycle), []) if row["area_code"] == area), None)
    found = city.learning.describe_need(need)["examples"] if need else []
    entries = []
    for example in found:
        name = f"{example['city']['city_name']}, {name_country(example['city']['country_iso2'])}"
        for practice in example["practices"][:1]:
            entries.append(
                blocks.item(
                    blocks.bound(practice["title"] or practice["practice_id"], 200),
                    above=" · ".join(filter(None, [name, str(practice["year"] or "")])),
                    below=blocks.bound(practice["summary"], QUOTED),
                    links=[blocks.link(practice["source_url"] or "", practice["source_url"])],
                )
            )
    if entries:
        yield blocks.heading(say("Good practices of other cities"))
        yield blocks.items(entries)

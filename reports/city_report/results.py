"""The general result of a city report: core and extended, against others, under other choices, over time."""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import INDEX, Row
from reports.change_in_words import PARTS
from reports.city_report.figures_of_city import Figures
from reports.city_report.levels import describe_level, list_legend, make_level
from reports.city_report.reviews import tell_reviews
from reports.city_report.words import INDEXES, name_coverage, name_index, name_peers, tell_distance, tell_span
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.charts import chart_levels, chart_lines, chart_parts
from reports.language import say
from reports.numbers import show_change, show_difference, show_score, show_share
from reports.wording import list_items
from reports.words_by_code import REASONS


def tell_result(figures: Figures) -> Block:
    """The general result: core and extended, against others, under other choices, over time, by area."""
    return blocks.section(
        "result",
        say("General result"),
        [
            *(
                blocks.text(words, "lead" if not place else "plain")
                for place, words in enumerate(tell_indexes(figures))
            ),
            draw_result(figures),
            table_of_result(figures),
            table_of_groups(figures),
            *tell_reviews(figures, about_areas=False),
            *tell_time(figures),
            *tell_change(figures),
        ],
    )


def tell_indexes(figures: Figures) -> Iterator[str]:
    """What was reached, in sentences."""
    for index in figures.indexes:
        row, group = figures.scores[index, INDEX], figures.everybody((index, INDEX))
        if row["score"] is None:
            reason = (
                say(REASONS[row["comparability_reason"]]) if row["comparability_reason"] else say("too few answers")
            )
            yield say("{index}: no number is shown, since {reason}.", index=name_index(index), reason=reason)
            continue
        told = [say("{index}: {score} of 100 points.", index=name_index(index), score=show_score(row["score"]))]
        if group and group["peer_mean"] is not None:
            told.append(
                say(
                    "The mean of {cities} cities is {mean}.",
                    cities=group["cities"],
                    mean=show_score(group["peer_mean"]),
                )
            )
            if group["difference"] is not None:
                told.append(tell_distance(group["difference"]))
        if row["coverage_status"] == "indicative":
            told.append(say("The score is indicative: about half of the questions are answered."))
        yield " ".join(told)


def draw_result(figures: Figures) -> Block | None:
    levels = [make_level(figures, index, INDEX, name_index(index)) for index in figures.indexes]
    if not any(level.score is not None or any(mean is not None for mean in level.means) for level in levels):
        return None
    legend = list_legend(figures, any(level.low is not None for level in levels))
    return blocks.chart(
        say("The index against other cities"),
        " ".join(describe_level(level) for level in levels),
        chart_levels(levels, legend),
    )


def table_of_result(figures: Figures) -> Block:
    rows = []
    for index in figures.indexes:
        row, group, interval = (
            figures.scores[index, INDEX],
            figures.everybody((index, INDEX)) or {},
            figures.intervals.get(index, {}),
        )
        rows.append([
            name_index(index), show_score(row["score"]), tell_span(interval.get("score_low"), interval.get("score_high")),
            show_score(group.get("peer_mean")), show_difference(group.get("difference")), f"{show_share(row['coverage'])}, {name_coverage(row['coverage_status'])}",
        ])  # fmt: skip
    columns = [
        (say("Index"), False), (say("Score"), True), (say("Interval"), True), (say("Mean"), True), (say("Difference"), True), (say("Coverage"), False),
    ]  # fmt: skip
    return blocks.table(say("Core and extended index, in points of 100"), columns, rows, [2, 1, 1.3, 1, 1.2, 2])


def table_of_groups(figures: Figures) -> Block | None:
    """The means of all groups that the city belongs to."""
    by_group: dict[tuple[str, str], dict[str, Row]] = {}
    for index in figures.indexes:
        for row in figures.groups.get((index, INDEX), []):
            by_group.setdefault((row["peer_group_kind"], row["peer_group_code"]), {})[index] = row
    if not by_group:
        return None
    rows = []
    for (kind, code), found in by_group.items():
        first = next(iter(found.values()))
        cells = [cell for index in figures.indexes for cell in tell_group(found.get(index))]
        rows.append([blocks.bound(name_peers(figures.city.book, kind, code), 120), str(first["cities"]), *cells])
    heads = [
        head
        for index in figures.indexes
        for head in ((say("Mean, {index}", index=name_index(index)), True), (say("Difference"), True))
    ]
    return blocks.table(
        say("Groups of cities that the city is compared with"),
        [(say("Group"), False), (say("Cities"), True), *heads],
        rows,
        [3, 0.9, *[1.3, 1.2] * len(figures.indexes)],
    )


def tell_group(row: Row | None) -> tuple[str, str]:
    return (show_score(row["peer_mean"]), show_difference(row["difference"])) if row else ("–", "–")


def tell_time(figures: Figures) -> Iterator[Block]:
    """The index of each cycle under the questionnaire of its time."""
    book, code = figures.city.book, figures.city.code
    cycles = [cycle for cycle in book.cycles_of[code] if cycle <= figures.city.cycle]
    if len(cycles) < 2:
        return
    yield blocks.heading(say("This cycle and the earlier ones"))
    found = {(cycle, index): book.indexes.get((code, cycle, index)) or {} for cycle in cycles for index in INDEXES}
    versions = list(dict.fromkeys(book.version_of[cycle] for cycle in cycles))
    series = []
    for version in reversed(versions):
        years = [cycle for cycle in cycles if book.version_of[cycle] == version]
        series.append((f"{name_index('core')}, {version}", years, [found[year, "core"].get("score") for year in years]))
    if sum(score is not None for _, _, scores in series for score in scores) > 1:
        yield blocks.chart(
            say("Core index over the cycles"),
            say(
                "Each point is a cycle under the questionnaire of its time. Lines join only cycles with the same questionnaire; the table "
                "below has the figures."
            ),
            chart_lines(series),
        )
    rows = [
        [
            str(cycle), book.version_of[cycle], show_score(found[cycle, "core"].get("score")), show_score(found[cycle, "extended"].get("score")),
            show_share(found[cycle, "core"].get("coverage")),
        ]
        for cycle in cycles
    ]  # fmt: skip
    columns = [
        (say("Cycle"), False),
        (say("Questionnaire"), False),
        (name_index("core"), True),
        (name_index("extended"), True),
        (say("Coverage"), True),
    ]
    yield blocks.table(say("Index of each cycle"), columns, rows, [1, 1.4, 1, 1.2, 1])


def tell_change(figures: Figures) -> Iterator[Block]:
    """What changed in the core index since the cycle before, and from what."""
    row = figures.changes.get(("core", INDEX))
    if row is None:
        return
    yield blocks.heading(say("What changed since {cycle}", cycle=figures.previous))
    if row["change_like_for_like"] is not None:
        yield blocks.text(
            say(
                "On the {count} questions that count in both cycles the core index moved by {change} points, like for like.",
                count=row["questions_compared"], change=show_change(row["change_like_for_like"]),
            )
        )  # fmt: skip
    if row["from_answers"] is None:
        yield blocks.text(say("The published scores of the two cycles cannot be set against each other."), "quiet")
        return
    parts = [row[f"from_{part}"] for part in PARTS]
    names = [say("Answers"), say("Coverage"), say("Questions"), say("Weights"), say("Change")]
    told = list_items(
        f"{name} {show_change(value)}" for name, value in zip(names, [*parts, row["change_official"]], strict=True)
    )
    yield blocks.chart(
        say("Where the change of the published core index comes from"),
        say("Each bar begins where the one before ends; the last is what they make up: {parts}.", parts=told),
        chart_parts(names, parts),
    )

"""The difference between two releases as text: why first, then scores, comparisons and tables; the most important lines first.

Bounded: of each list only so many lines, and how many more there are. Everything is in the JSON form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from assets.intake.problems import quote_value
from assets.publication.release import SEEDS
from reports.difference import Difference
from reports.difference.causes import Causes
from reports.difference.pair import Change, Row
from reports.difference.rows import TableDifference
from reports.difference.scores import CODE, INDEX, METHODOLOGY, OWN, UNEXPLAINED, Comparisons, ScoreChange

CAUSES = {
    OWN: "its own answers or reviews",
    METHODOLOGY: "the methodology",
    CODE: "the code",
    UNEXPLAINED: "no cause that the releases name: a fault of ours, please report it",
}


def cut(lines: Iterable[str], limit: int) -> Iterator[str]:
    """The first lines, and how many more there are."""
    lines = list(lines)
    yield from lines[:limit]
    if len(lines) > limit:
        yield f"  … and {len(lines) - limit} more (--json has all)"


def say_points(value: float | None) -> str:
    return "no score" if value is None else f"{value:.2f}"


def describe(row: Row, names: Iterable[str]) -> str:
    """Some cells of a row; the number of a version or of rows says what it is."""
    words = {
        "submission_version": "version ",
        "review_version": "version ",
        "publish": "publish ",
        "rows_taken": "rows ",
    }
    return " ".join(words.get(name, "") + quote_value(row[name]) for name in names if row.get(name) not in (None, ""))


def say_change(title: str, change: Change, names: tuple[str, ...], limit: int) -> Iterator[str]:
    """A heading with counts, then what came and what went."""
    if not change:
        yield f"{title}: the same"
        return
    yield f"{title}: {len(change.added)} added, {len(change.removed)} gone"
    lines = [
        f"  {sign} {describe(row, names)}"
        for sign, rows in (("+", change.added), ("−", change.removed))
        for row in rows
    ]
    yield from cut(lines, limit)


def say_table(each: TableDifference) -> str:
    """One table: counts, the columns whose cells changed, and the key of a first row."""
    counts = ((each.added, "added"), (each.removed, "removed"), (each.changed, "changed"))
    what = ", ".join(f"{count} {word}" for count, word in counts if count) or "no rows"
    columns = ", ".join(f"{name} {count}" for name, count in list(each.columns.items())[:5])
    first = next(iter(each.examples.values()), [])
    example = ", ".join(quote_value(value) for value in first[0].values() if value is not None) if first else ""
    details = "; ".join(filter(None, (columns, f"first: {example}" if example else "", each.note)))
    return f"  {each.table}: {what}" + (f" ({details})" if details else "")


def say_causes(causes: Causes, limit: int) -> Iterator[str]:
    yield from say_change("Files", causes.files, ("kind", "source_file", "rows_taken"), limit)
    yield from say_change(
        "Submissions", causes.submissions, ("cycle", "city_code", "submission_id", "submission_version"), limit
    )
    yield from say_change(
        "Reviews",
        causes.reviews,
        ("cycle", "city_code", "review_id", "review_version", "question_code", "decision"),
        limit,
    )
    yield from say_change(
        "Register", causes.register, ("city_code", "city_name", "population", "foreign_born_pct", "publish"), limit
    )
    if causes.methodology:
        named = [*sorted(causes.methodology_ids), *sorted(" with ".join(sorted(each)) for each in causes.bridges)]
        yield "Methodology and lists: " + (
            f"scores of {', '.join(named)} rest on rows that differ" if named else "no row that scores rest on differs"
        )
        yield from cut(map(say_table, causes.methodology), limit)
    else:
        yield "Methodology and lists: the same"
    parts = [part for part in causes.code_parts if part != SEEDS]
    if not causes.code_differs or (causes.code_parts and not parts):
        yield "Code: the same"
    else:
        yield "Code: differs" + (f" in {', '.join(parts)}" if parts else "")
    yield "Locked packages: " + ("differ" if causes.lock_differs else "the same")


def say_score(each: ScoreChange) -> str:
    """One score: before, after, and because of what."""
    what = f"{each.index_code} index" if each.area_code == INDEX else f"{each.area_code} ({each.index_code})"
    where = f"  {each.cycle} {each.city_code} {what}, {each.methodology_id}"
    because = " and ".join(CAUSES[cause] for cause in each.causes)
    if each.before is None or each.after is None:
        before = "not there" if each.what == "added" else say_points(each.before)
        after = "not there" if each.what == "removed" else say_points(each.after)
        status = each.after_status or each.before_status
        return f"{where}: {before} → {after}, {status}; because of {because}"
    if each.before == each.after:
        return f"{where}: {each.before:.2f}, {each.before_status} → {each.after_status}; because of {because}"
    return f"{where}: {each.before:.2f} → {each.after:.2f} ({each.after - each.before:+.2f}); because of {because}"


def say_scores(scores: list[ScoreChange], limit: int) -> Iterator[str]:
    if not scores:
        yield "No score changed."
        return
    cities = len({each.city_code for each in scores})
    counts = Counter(cause for each in scores for cause in each.causes)
    because = ", ".join(f"{count} because of {CAUSES[cause]}" for cause, count in counts.most_common())
    yield f"{len(scores)} scores of {cities} {'city' if cities == 1 else 'cities'} changed: {because}."
    indexes = [each for each in scores if each.area_code == INDEX]
    areas = [each for each in scores if each.area_code != INDEX]
    yield from cut(map(say_score, indexes), limit)
    yield from cut(map(say_score, areas), limit)


def say_comparisons(found: Comparisons, limit: int) -> Iterator[str]:
    if not (found.own or found.network or found.entered or found.left):
        yield "No comparison changed."
        return
    yield (
        f"{found.own} comparisons changed with the score of the city itself, {found.network} only because others changed; "
        f"of {len(found.cities)} participations nothing but comparisons changed."
    )
    if found.largest:
        yield (
            f"  Largest step of a mean: {found.largest['before']:.2f} → {found.largest['after']:.2f} in "
            f"{describe(found.largest, ('cycle', 'methodology_id', 'index_code', 'area_code', 'peer_group_kind', 'peer_group_code'))}"
        )
    yield from say_change("  Network", Change(found.entered, found.left), ("cycle", "city_code"), limit)


def say_release(which: str, release: dict[str, Any]) -> str:
    return (
        f"{which} {release['release_id']} (cycle {release['cycle']}, {release['finished_at'] or 'clock time unknown'})"
    )


def say_difference(found: Difference, limit: int = 20) -> Iterator[str]:
    """All lines; of each list at most `limit`."""
    yield say_release("From", found.before)
    yield say_release("to  ", found.after)
    yield ""
    yield "WHY"
    yield from say_causes(found.causes, limit)
    yield ""
    yield "SCORES"
    yield from say_scores(found.scores, limit)
    yield ""
    yield "COMPARISONS"
    yield from say_comparisons(found.comparisons, limit)
    yield ""
    yield "TABLES"
    yield from cut(map(say_table, found.tables), limit) if found.tables else ["No table differs."]

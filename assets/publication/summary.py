"""What a run did, in one page of Markdown: shown on the edition in Dagster, for those who look in the morning.

Pure: the facts are gathered by the asset `edition`. What a submission says does not get in; codes and counts do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RunFacts:
    """Counts of one run; `steps` are seconds by step in the order of the run, `links` addresses by what they lead to."""

    release_id: str
    is_new: bool
    cycle: int
    participants: int
    published: int
    new_participants: int | None  # beside the release before; None where there is none
    files: Mapping[str, int] = field(default_factory=dict)
    tickets: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, float] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def list_counts(title: str, head: tuple[str, str], counts: Mapping[str, int], none: str) -> list[str]:
    """A small table, the most first, or the sentence that there is nothing."""
    if not counts:
        return [f"**{title}:** {none}", ""]
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [
        f"**{title}**",
        "",
        f"| {head[0]} | {head[1]} |",
        "|---|---:|",
        *(f"| {name} | {count} |" for name, count in rows),
        "",
    ]


def list_steps(steps: Mapping[str, float]) -> list[str]:
    total = sum(steps.values())
    rows: Sequence[str] = [f"| {name} | {seconds:.1f} |" for name, seconds in steps.items()]
    return (
        [f"**Time by step** ({total:.0f} s so far)", "", "| step | seconds |", "|---|---:|", *rows, ""] if steps else []
    )


def write_summary(facts: RunFacts) -> str:
    """The page."""
    state = "new" if facts.is_new else "the same as before: nothing that was sent or changed makes a difference"
    came = f", {facts.new_participants} more than in the release before" if facts.new_participants else ""
    lines = [
        f"### Release {facts.release_id}",
        f"This release is {state}.",
        "",
        " · ".join(f"[{name}]({url})" for name, url in facts.links.items()),
        "",
        f"**Cycle {facts.cycle}:** {facts.participants} cities took part, {facts.published} of them are published{came}.",
        "",
        *list_counts("Files", ("what became of them", "files"), facts.files, "this run looked at none"),
        *list_counts("Open tickets", ("kind", "open"), facts.tickets, "none is open"),
        *list_counts("Warnings", ("check", "rows"), facts.warnings, "every check passed"),
        *list_steps(facts.steps),
    ]
    return "\n".join(lines).rstrip() + "\n"

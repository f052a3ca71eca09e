"""The feedback of a city as one page that needs nothing beside it: no script, no font, no network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assets.questionnaire.languages import read_wording
from reports.feedback.content import SEVERITIES, Feedback
from reports.numbers import round_half_away

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
TEMPLATE = "feedback.html.j2"


@cache
def open_templates() -> jinja2.Environment:
    """Templates that escape everything and know every name that they use."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def show_percent(share: float | None) -> str:
    return "–" if share is None else f"{round_half_away(100 * share)}\N{NO-BREAK SPACE}%"


def write_page(feedback: Feedback, title: str, statement: str, made_by: str) -> str:
    """The page as text. `made_by` stands in it unseen and changes with what makes it."""
    counts = [(severity, sum(task.severity == severity for task in feedback.to_do)) for severity in SEVERITIES]
    template = open_templates().get_template(TEMPLATE)
    return template.render(
        feedback=feedback,
        title=title,
        statement=statement,
        made_by=made_by,
        say=read_wording(feedback.language).say,
        counts=[(severity, count) for severity, count in counts if count],
        percent=show_percent,
    )

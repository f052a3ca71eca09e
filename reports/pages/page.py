"""What a page is, and a chart on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup


@dataclass(frozen=True)
class Page:
    """A page of the site: path below the site, template, title, and what the template shows."""

    path: str
    template: str
    title: str
    context: dict[str, Any] = field(default_factory=dict, repr=False)
    has_charts: bool = False
    # What belongs to it in any language, by path below the site.
    files: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def root(self) -> str:
        """The way from the page to the folder of the pages in its language."""
        return "../" * self.path.count("/")


def to_script(value: Any) -> Markup:
    """JSON that can stand inside a script element, whatever texts are in it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


@dataclass(frozen=True)
class Chart:
    """A figure with the words that say what it shows, for those who do not see it as well."""

    chart_id: str
    title: str
    description: str
    figure: go.Figure | Mapping[str, Any] = field(repr=False)  # or what `to_plotly_json` made of one

    @property
    def script(self) -> Markup:
        return to_script(self.figure.to_plotly_json() if isinstance(self.figure, go.Figure) else self.figure)

"""What waits for experts: cities to review, the drafts of their reports, and packs to take along. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from reports.dashboard.content import Dashboard
from reports.dashboard.standing import City
from reports.pages.page import Page

VISIT = re.compile(r"expert-visit-(?P<city>.+)-\d{4}-(?P<language>\w+)")


def make_experts_page(dashboard: Dashboard, packs: Iterable[str]) -> Page:
    """The page; `packs` are the names of the packs of the release, without suffix."""
    names = sorted(packs)
    visits = {found["city"]: name for name in names if (found := VISIT.fullmatch(name))}
    queue = sorted(
        (wait(city, dashboard) for city in dashboard.cities.values() if city.is_complete and not city.is_reviewed),
        key=lambda row: (-(row["days"] or 0), row["city"].name, row["city"].code),
    )
    context = {
        "dashboard": dashboard,
        "queue": [row | {"pack": visits.get(row["city"].code)} for row in queue],
        "reviewed": [
            {"city": city, "pack": visits.get(city.code)} for city in dashboard.cities.values() if city.is_reviewed
        ],
        "incomplete": sum(city.is_submitted and not city.is_complete for city in dashboard.cities.values()),
        "other_packs": [name for name in names if name not in visits.values()],
    }
    return Page("experts.html", "experts.html.j2", "Reviews and visits", context)


def wait(city: City, dashboard: Dashboard) -> dict[str, Any]:
    """A city that waits for a review, and for how many days; None where nobody knows since when."""
    since = city.latest and (city.latest["last_answered_on"] or city.latest["arrived_on"])
    days = max(0, (dashboard.as_of - since).days) if since and dashboard.as_of else None
    return {"city": city, "since": since, "days": days}

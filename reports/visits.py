"""Whom a city could visit, in words. Reads what `assets/analysis/visits.py` found; computes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.numbers import show_score, show_share
from reports.wording import split_list

if TYPE_CHECKING:
    from assets.analysis.visits import Visit

NO_HOST = {
    "no_need": "it has no need",
    "no_mentor": "no city of the network has completed the curriculum",
    "no_fellow": "every city of the network is a mentor",
    "nobody_offers": "nobody offers anything where it has a need",
    "hosts_taken": "all that could help take as many visits as they can",
}


def write_lines(visit: Visit, shown: int) -> Iterator[str]:
    """The needs, the planned matches, and the hosts that bring most."""
    own = visit.city
    yield f"Whom could {own['city_name']} ({own['city_code']}) visit, from the cycle {visit.cycle}?"
    yield "Our computation, not an official result; a suggestion to talk about."
    yield ""
    yield "Needs:"
    for row in sorted(visit.needs, key=lambda row: (-row["need"], row["area_code"])):
        yield (
            f"  {visit.area_names[row['area_code']]} ({row['area_code']}): {show_score(row['score'])}, "
            f"upper quartile of {row['reference_cities']} cities {show_score(row['reference_p75'])}"
        )
    for match in visit.planned:
        yield ""
        host = match["host_city_code"]
        if host:
            yield f"Matched {match['kind']}: {visit.city_names[host]} ({host}); the same in {show_share(match['survival'])} of the draws."
            yield f"  {match['reasons']}"
        else:
            yield f"No {match['kind']} is matched: {NO_HOST[match['reason']]}."
    yield ""
    if not visit.hosts:
        yield "No city of the network offers anything here: none with full coverage is above the upper quartile."
        return
    yield f"Hosts that bring most, before anybody is assigned ({min(shown, len(visit.hosts))} of {len(visit.hosts)}):"
    for host in visit.hosts[:shown]:
        code = host["city_code"]
        yield f"  {visit.city_names[code]} ({code}), {host['kind']}: {'; '.join(list_areas(visit, host['areas']))}"
        yield f"      {tell_context(host)}"
        practices = sorted({each for ids in host["practice_ids"] for each in split_list(ids)})
        if practices:
            yield f"      documented: {', '.join(practices[:3])}{' …' if len(practices) > 3 else ''}"


def list_areas(visit: Visit, areas: list[dict]) -> Iterator[str]:
    for row in areas:
        yield f"{visit.area_names[row['area_code']]} {show_score(row['reference_p75'] + 100 * row['offer'])}"


def tell_context(host: dict) -> str:
    """What visitor and host share."""
    shared = [
        *([f"a language ({', '.join(host['languages'])})"] if host["languages"] else []),
        *(["the size band"] if host["same_population"] else []),
        *(["the diversity band"] if host["same_diversity"] else []),
    ]
    return f"both share {' and '.join(shared)}" if shared else "no language and no band is shared"

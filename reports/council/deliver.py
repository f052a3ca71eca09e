"""Which papers for councils there are, from a release or from one that is being made. They are written as city reports are
(`reports/city_report/deliver.py`), into the outbox of the city alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assets.questionnaire.languages import choose_language
from reports.book import Row
from reports.city_report.content import Programme
from reports.city_report.deliver import COUNCIL, Report
from reports.city_report.source import DRAFT, Source
from reports.council.content import compose_paper
from reports.language import speak
from reports.results import OWN, TABLES, Chain, arrange_chains
from reports.wording import split_list


def read_chains(source: Source) -> dict[str, list[Chain]]:
    """The result chains of all cities with a strategy, as the cities themselves may see them."""
    order = {row["area_code"]: row["sort_order"] for row in source.reference["areas"]}
    return arrange_chains({name: source.read(OWN + name) for name in TABLES}, order)


def list_papers(
    source: Source, programme: Programme, cities: Iterable[str] | None = None, language: str | None = None
) -> Iterator[Report]:
    """The paper of each city with a strategy, or of some, in the language of the city or in one."""
    chains = read_chains(source)
    register: dict[str, Row] = {
        row["city_code"]: row for name in ("cities", DRAFT + "cities") for row in source.read(name)
    }
    names = {row["area_code"]: row["area_name"] for row in source.reference["areas"]}
    for code in sorted(chains) if cities is None else cities:
        if code not in chains:
            continue
        own = language or choose_language(split_list(register[code]["languages"]))
        with speak(own):
            document = compose_paper(register[code], chains[code], programme, source.cycle, names)
        yield Report(code, source.cycle, own, document, is_own=True, is_public=False, kind=COUNCIL)

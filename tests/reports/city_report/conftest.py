"""Reports of a little network, composed once."""

from __future__ import annotations

import pytest
from support.city_reports import CITIES, CYCLE, PROGRAMME, build_network

from reports.city_report.content import compose_report
from reports.city_report.source import Source, open_warehouse
from reports.documents.render import Document
from reports.language import speak


@pytest.fixture(scope="package")
def source(project, tmp_path_factory) -> Source:
    connection = build_network(project, tmp_path_factory.mktemp("seeds"))
    return open_warehouse(connection, CYCLE)


@pytest.fixture(scope="package")
def documents(source) -> dict[str, Document]:
    """The English report of each city."""
    return {code: compose(source, code) for code in CITIES}


def compose(source: Source, code: str, language: str = "en") -> Document:
    city = source.find_city(code)
    assert city is not None
    with speak(language):
        return compose_report(city, PROGRAMME)

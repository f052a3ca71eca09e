"""Data that many pages share, as small scripts beside the site: pages opened from the file system cannot ask for files.

`data/network-<cycle>.js` holds the scores that stand for the cities of the network at a cycle: what a reader chooses a group of
their own from. No score is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import Book
from reports.pages.page import to_script

DIGITS = 6  # of a point: a mean of six cities shown without decimals does not need more


def name_network(cycle: int) -> str:
    return f"data/network-{cycle}.js"


def list_scripts(book: Book) -> Iterator[tuple[str, str]]:
    """Path and text of each script; they are files of the page of the network."""
    for cycle, members in book.networks.items():
        cities = [
            {
                "code": member["city_code"],
                "name": book.cities[member["city_code"]]["city_name"],
                "scores": {
                    f"{index} {area}": round(score, DIGITS) for (index, area), score in member["scores"].items()
                },
            }
            for member in members
            if member["scores"]
        ]
        cities.sort(key=lambda city: (city["name"].casefold(), city["code"]))
        yield name_network(cycle), f"window.networkOfCities = {to_script(cities)};\n"

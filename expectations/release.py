"""The gate before the switch: the files that are about to be public, read as a stranger would read them.

Independent of how texts are masked and cities are left out when tables are made: a fault there is found here. Contact data
is looked for in free-text columns and in the pages.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from assets.questionnaire.languages import SOURCE, list_languages, read_wording
from assets.schema import Table, mart_tables
from expectations.checks import Check
from expectations.results import CheckResult

E_MAIL = re.compile(r"[\w.%+'-]+\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
TELEPHONE = re.compile(
    r"(?<![\w.-])(?:\+|00)[1-9]\d{0,2}(?:[ ./()-]{0,2}\d){6,12}(?!\w)|(?<![\w.-])0\d{1,4}[ ./-](?:[ ./-]{0,2}\d){5,9}(?![\w.])"
)
PAGE_LANGUAGE = re.compile(r'<html lang="([a-z]{2,3})"')
FICTIONAL = "Fictional data."  # as every page says it, in the language files
CELL = re.compile(r"</t[dh]>")  # figures of neighbouring cells, each with its sign, are no telephone number
TAG = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", re.DOTALL)


def describe(table: str, name: str, explanation: str) -> Check:
    layer, _, asset = table.partition("/")
    return Check(layer, asset, name, "", {}, explanation)


NO_CONTACTS_IN_TABLES = describe(
    "reports/site",
    "no_public_table_holds_contact_data",
    "A public table holds what looks like an e-mail address or a telephone number. Mask it, or correct the submission.",
)
NO_CONTACTS_IN_PAGES = describe(
    "reports/site",
    "no_public_page_holds_contact_data",
    "A public page shows what looks like an e-mail address or a telephone number.",
)
NO_UNPUBLISHED_CITY = describe(
    "reports/site",
    "no_unpublished_city_is_in_a_public_file",
    "A public file names a city that has not agreed to publication.",
)
FICTION_IS_CALLED_FICTION = describe(
    "reports/site",
    "every_page_of_fictional_data_says_so",
    "A page made from fictional data does not call it fictional.",
)
CHECKS = (NO_CONTACTS_IN_TABLES, NO_CONTACTS_IN_PAGES, NO_UNPUBLISHED_CITY, FICTION_IS_CALLED_FICTION)


def holds_contact_data(text: str) -> bool:
    """Whether a text holds what looks like an e-mail address or a telephone number."""
    return bool(E_MAIL.search(text) or TELEPHONE.search(text))


def read_free_texts(data: Path, tables: dict[str, Table]) -> Iterator[str]:
    """All cells of free text in the public CSV files."""
    for table in tables.values():
        path = data / f"{table.name}.csv"
        names = [column.name for column in table.columns if column.meta.get("free_text")]
        if not names or not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (row[name] for name in names)


def mentions(text: str, codes: re.Pattern[str] | None) -> bool:
    return bool(codes and codes.search(text))


def is_called_fiction(page: str, shown: str) -> bool:
    """Whether a page says of its data that they are fictional, in the language that it says it is in."""
    language = PAGE_LANGUAGE.search(page)
    if language and language[1] != SOURCE and language[1] in list_languages():
        return read_wording(language[1]).translate(FICTIONAL).casefold() in shown.casefold()
    return "fictional" in shown.casefold()


def check_public_files(
    next_release: Path, unpublished: list[str], is_fictional: bool, tables: dict[str, Table] | None = None
) -> list[CheckResult]:
    """Read all public files below `next_release`; `unpublished` are the codes of the cities that must not be there."""
    public = next_release / "public"
    pages = sorted(path for folder in ("site", "reports") for path in (public / folder).rglob("*.html"))
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in public.rglob("*")
        if path.suffix in {".html", ".csv", ".json", ".js"}
    }
    codes = (
        re.compile(r"(?<![a-z0-9-])(?:" + "|".join(map(re.escape, unpublished)) + r")(?![a-z0-9-])")
        if unpublished
        else None
    )
    shown = {path: TAG.sub(" ", CELL.sub("\n", texts[path])) for path in pages}
    failing = {
        NO_CONTACTS_IN_TABLES.name: sum(
            map(holds_contact_data, read_free_texts(public / "data", tables or mart_tables()))
        ),
        NO_CONTACTS_IN_PAGES.name: sum(map(holds_contact_data, shown.values())),
        NO_UNPUBLISHED_CITY.name: sum(mentions(text, codes) for text in texts.values())
        + sum(mentions(path.as_posix(), codes) for path in public.rglob("*")),
        FICTION_IS_CALLED_FICTION.name: sum(not is_called_fiction(texts[path], shown[path]) for path in pages)
        if is_fictional
        else 0,
    }
    return [
        CheckResult(
            check.layer,
            check.name,
            check.severity,
            not failing[check.name],
            failing[check.name],
            check.explanation,
        )
        for check in CHECKS
    ]

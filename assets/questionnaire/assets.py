"""The workbooks of a cycle as a Dagster asset: one for every city of the register, when the cycle opens.

Its partitions are the cycles of the calendar (`orchestration/layers.py`). What is in a workbook is `handout.py`, and for strategies
`assets/strategies`.
"""

from collections.abc import Callable
from pathlib import Path

import dagster as dg

from assets.home import Home
from assets.questionnaire.earlier import read_earlier, read_register
from assets.questionnaire.form import find_methodology, read_form
from assets.questionnaire.handout import Handout, make_handout, name_file
from assets.questionnaire.languages import list_languages
from assets.strategies import handout as strategies
from assets.strategies.filed import read_filed


class NothingPublished(Exception):
    """There is no release yet, and so no register of cities."""


@dg.asset(
    key=["cycles", "templates"],
    group_name="cycles",
    kinds={"file"},
    deps=[["cycles", "opened"], ["release", "edition"]],
)
def templates(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """Puts the questionnaire of a cycle into the outbox of every city, its earlier answers beside the questions. A row is a city.

    A city that has filed a strategy gets the workbook of that as well, with its values so far and those that are due. A workbook
    that is there already stays: somebody may be filling it in. Remove it, and it is made anew.
    """
    from assets.publication.release import find_latest

    cycle = int(context.partition_key)
    release = find_latest(home.published)
    if release is None:
        raise NothingPublished(f"Nothing has been published in {home.path} yet. Run `intercultural run` first.")
    earlier = read_earlier(release, cycle, read_form(find_methodology(cycle)))
    register, filed = read_register(release), read_filed(release)
    written = {"questionnaires": 0, "strategies": 0}
    for code, city in register.items():
        folder = home.outbox / code / str(cycle)
        if not is_there(folder, cycle, code, name_file):
            put(folder, make_handout(cycle, city, earlier=earlier.get(code)))
            written["questionnaires"] += 1
        if code in filed and not is_there(folder, cycle, code, strategies.name_file):
            put(folder, strategies.make_strategy(cycle, city, filed[code]))
            written["strategies"] += 1
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(register),
            "written": written["questionnaires"],
            "written_strategies": written["strategies"],
        }
    )


def is_there(folder: Path, cycle: int, city_code: str, name: Callable[[int, str, str], str]) -> bool:
    """Whether a workbook was handed out already, in whatever language."""
    return any((folder / name(cycle, city_code, language)).exists() for language in list_languages())


def put(folder: Path, handout: Handout) -> None:
    """Write a workbook so that it is there as a whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{handout.name}.tmp"
    waiting.write_bytes(handout.content)
    waiting.replace(folder / handout.name)

"""The workbooks of a cycle as a Dagster asset: one for every city of the register, when the cycle opens.

Its partitions are the cycles of the calendar (`orchestration/layers.py`). What is in a workbook is `handout.py`.
"""

import dagster as dg

from assets.home import Home
from assets.questionnaire.earlier import read_earlier, read_register
from assets.questionnaire.form import find_methodology, read_form
from assets.questionnaire.handout import make_handout, name_file
from assets.questionnaire.languages import list_languages


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

    A workbook that is there already stays: somebody may be filling it in. Remove it, and it is made anew.
    """
    from assets.publication.release import find_latest

    cycle = int(context.partition_key)
    release = find_latest(home.published)
    if release is None:
        raise NothingPublished(f"Nothing has been published in {home.path} yet. Run `intercultural run` first.")
    earlier = read_earlier(release, cycle, read_form(find_methodology(cycle)))
    register = read_register(release)
    written = 0
    for code, city in register.items():
        folder = home.outbox / code / str(cycle)
        if any((folder / name_file(cycle, code, language)).exists() for language in list_languages()):
            continue
        handout = make_handout(cycle, city, earlier=earlier.get(code))
        folder.mkdir(parents=True, exist_ok=True)
        waiting = folder / f".{handout.name}.tmp"
        waiting.write_bytes(handout.content)
        waiting.replace(folder / handout.name)
        written += 1
    return dg.MaterializeResult(metadata={"dagster/row_count": len(register), "written": written})

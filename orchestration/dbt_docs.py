"""dbt's own documentation of the project as one page, for the programme: tables, columns, tests, SQL and lineage.

Made only where the files of the project have changed, and kept in the warehouse between runs: it takes dbt a second or more.
It holds a clock time, so it has no checksum.
"""

import shutil
from pathlib import Path

import dagster as dg

from assets.home import Home
from assets.publication.assets import keys_of
from assets.schema import mart_tables
from orchestration.dbt import DbtFault, fingerprint_project, invoke_dbt


def prepare_docs(home: Home) -> tuple[Path, bool]:
    """The page, and whether it was made anew. Its columns come from the tables in the warehouse. Raises DbtFault."""
    page, stamp = home.dbt_docs / "index.html", home.dbt / "docs.fingerprint"
    fingerprint = fingerprint_project()
    if page.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint:
        return page, False
    if not invoke_dbt(home, ["docs", "generate", "--static", "--no-compile"]).success:
        raise DbtFault("dbt could not document the project; its log says why: " + str(home.dbt / "logs" / "dbt.log"))
    page.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home.dbt / "target" / "static_index.html", page)
    stamp.write_text(fingerprint, encoding="utf-8")
    return page, True


@dg.asset(
    key=["release", "dbt_docs"],
    group_name="release",
    kinds={"dbt", "html"},
    deps=keys_of("marts", mart_tables()),
)
def dbt_docs(home: Home) -> dg.MaterializeResult:
    """The documentation of all models and seeds with their lineage. A row is a node of the dbt project."""
    page, is_new = prepare_docs(home)
    return dg.MaterializeResult(metadata={"bytes": page.stat().st_size, "made_anew": is_new})

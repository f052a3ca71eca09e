"""The site as a Dagster asset: pages made from the public data of the release that is being made.

It reads the exported files, as any other reader would, never the warehouse: what is not public cannot get onto a page.
"""

from pathlib import Path

import dagster as dg

from assets.cycles.records import list_done, read_record
from assets.home import Home
from assets.publication.assets import read_package
from assets.publication.database import DATABASE
from assets.publication.release import PDF, wants_pdf
from assets.schema import DBT_PROJECT, mart_tables

FEEDBACK_TABLES = (
    "cities", "draft_cities", "participations", "tickets", "filings", "area_scores", "draft_area_scores",
    "indicator_scores", "draft_indicator_scores", "review_notes", "answer_provenance",
)  # fmt: skip


def read_thresholds() -> dict[str, float]:
    """The figures of the coverage rules, from where the models take them."""
    import yaml

    project = yaml.safe_load((DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    return dict(project["vars"])


@dg.asset(
    key=["reports", "city_reports"],
    group_name="reports",
    kinds={"html", "typst"},
    deps=[dg.AssetKey(["release", "public_data"]), *(dg.AssetKey(["marts", name]) for name in mart_tables())],
)
def city_reports(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """The City Index report of each city of the cycle, as HTML and PDF: drafts in its outbox, final public ones in the release; for a city with
    a strategy the paper for its council, in its outbox alone. A row is a city of the cycle."""
    from reports.city_report.content import Programme
    from reports.city_report.deliver import PUBLIC_FOLDER, deliver, forget_unused, list_reports
    from reports.city_report.source import open_warehouse
    from reports.council.deliver import list_papers

    programme = home.programme
    if programme.is_record:  # its cycles are no years in which a city took part
        return dg.MaterializeResult(metadata={"dagster/row_count": 0})
    with home.connect() as connection:
        source = open_warehouse(connection, read_package(home)["cycle"])
        said = Programme(programme.title, programme.statement, programme.is_fictional)
        reports = list(list_reports(source, said, source.list_cities()))
        papers = list(list_papers(source, said))
    public = home.next_release / "public" / PUBLIC_FOLDER
    done = deliver(reports, home.outbox, public, home.reports, with_pdf=wants_pdf())
    council = deliver(papers, home.outbox, None, home.reports, with_pdf=wants_pdf())
    forget_unused(home.reports, [*reports, *papers])
    if done.without_pdf:
        context.log.warning(done.without_pdf)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": done.outbox,
            "drafts": done.drafts,
            "public": done.public,
            "council_papers": council.outbox,
            "pdfs_made": done.made + council.made,
            "pdf": done.without_pdf or ("made" if wants_pdf() else f"left out: {PDF}=no"),
        }
    )


@dg.asset(
    key=["reports", "packs"],
    group_name="reports",
    kinds={"html", "typst", "xlsx"},
    deps=[dg.AssetKey(["release", "public_data"]), *(dg.AssetKey(["marts", name]) for name in mart_tables())],
)
def packs(home: Home) -> dg.MaterializeResult:
    """What people of the programme take along: the meeting of the cycle, and an expert visit to each of its cities. Internal. A row is a pack."""
    from reports.city_report.content import Programme
    from reports.city_report.source import open_warehouse
    from reports.packs.deliver import FOLDER, list_release_packs, write_pack

    programme = home.programme
    if programme.is_record:
        return dg.MaterializeResult(metadata={"dagster/row_count": 0})
    with home.connect() as connection:
        source = open_warehouse(connection, read_package(home)["cycle"])
        made = list(list_release_packs(source, Programme(programme.title, programme.statement, programme.is_fictional)))
    for pack in made:
        write_pack(pack, home.next_release / "internal" / FOLDER, with_pdf=False)
    return dg.MaterializeResult(metadata={"dagster/row_count": len(made)})


@dg.asset(
    key=["reports", "site"],
    group_name="reports",
    kinds={"plotly", "html"},
    deps=[dg.AssetKey(["release", "public_data"]), dg.AssetKey(["reports", "city_reports"])],
)
def site(home: Home) -> dg.MaterializeResult:
    """The public pages: start, network, cities, methodology, practices, downloads. A row is a page."""
    import pandas as pd

    from reports.edition import Download, Edition
    from reports.site import build_site

    data = home.next_release / "public" / "data"
    package = read_package(home)
    frames: dict[str, dict[str, pd.DataFrame]] = {"tables": {}, "reference": {}}
    downloads = []
    for resource in package["resources"]:
        if "parquetPath" not in resource:  # the database holds the same tables
            continue
        path = Path(resource["path"])
        frame = pd.read_parquet(data / resource["parquetPath"], dtype_backend="numpy_nullable")  # years stay whole
        frames["reference" if path.parent.name else "tables"][path.stem] = frame
        downloads.append(
            Download(
                name=path.stem,
                title=resource["description"].partition(".")[0],
                description=resource["description"],
                rows=resource["rows"],
                csv_path=f"../data/{resource['path']}",
                parquet_path=f"../data/{resource['parquetPath']}",
            )
        )
    programme = home.programme
    edition = Edition(
        release_id=package["version"],
        cycle=package["cycle"],
        title=programme.title,
        statement=programme.statement,
        is_fictional=programme.is_fictional,
        is_record=programme.is_record,
        thresholds=read_thresholds(),
        code_version=package["codeVersion"],
        downloads=tuple(downloads),
        database_path=f"../data/{DATABASE}",
        reports=frozenset(path.stem for path in (home.next_release / "public" / "reports").glob("*.html")),
    )
    target = home.next_release / "public" / "site"
    pages = build_site(frames["tables"], frames["reference"], edition, target)
    return dg.MaterializeResult(metadata={"pages": len(pages), "bytes": sum(page.stat().st_size for page in pages)})


def find_watched(home: Home, cycle: int) -> int:
    """The cycle that the dashboard is about: that of the release, or a later one that was opened and has no answers yet."""
    return max([cycle, *(year for year, steps in list_done(home.outbox).items() if "opened" in steps)])


@dg.asset(
    key=["reports", "internal_site"],
    group_name="reports",
    kinds={"html"},
    deps=[
        dg.AssetKey(["release", "public_data"]),
        dg.AssetKey(["release", "internal_data"]),
        dg.AssetKey(["reports", "packs"]),
    ],
)
def internal_site(home: Home) -> dg.MaterializeResult:
    """Pages for those who run the programme: the cycle, its cities, reviews, quality, releases. A row is a page."""
    import pandas as pd

    from reports.book import to_rows
    from reports.dashboard.content import compose_dashboard
    from reports.dashboard.experts import make_experts_page
    from reports.dashboard.pages import list_pages, make_start_page, write_exports
    from reports.dashboard.register import make_register_page
    from reports.dashboard.rows import read_tables
    from reports.internal import InternalEdition, build_internal_site
    from reports.quality import look_back, make_quality_page, read_findings
    from reports.runs import make_runs_page

    package = read_package(home)
    programme = home.programme
    edition = InternalEdition(
        release_id=package["version"],
        cycle=package["cycle"],
        title=programme.title,
        statement=programme.statement,
        is_fictional=programme.is_fictional,
        code_version=package["codeVersion"],
        packs=frozenset(path.stem for path in (home.next_release / "internal" / "packs").glob("*.html")),
    )
    history = look_back(home.published, read_findings(home.next_release, package["version"], ""))
    tickets = to_rows(pd.read_parquet(home.next_release / "internal" / "data" / "tickets.parquet"))
    watched = find_watched(home, edition.cycle)
    opening = read_record(home.outbox, watched, "opened")
    tables = read_tables(home.next_release, watched)
    dashboard = compose_dashboard(tables, watched, opening and opening["city_codes"])
    cycle, *cities = list_pages(dashboard, tables)
    target = home.next_release / "internal" / "site"
    register = make_register_page(tables)
    experts = make_experts_page(dashboard, edition.packs)
    pages = [
        *(make_start_page(dashboard, has_register=register is not None), cycle, experts),
        *([register] if register else []),
        *(make_quality_page(history, tickets), make_runs_page(home.published, package)),
        *cities,
    ]
    written = build_internal_site(pages, edition, target, write_exports(dashboard))
    return dg.MaterializeResult(metadata={"pages": len(written), "releases": len(history)})


@dg.asset(
    key=["reports", "feedback"],
    group_name="reports",
    kinds={"html", "xlsx"},
    deps=[
        *(dg.AssetKey(["marts", name]) for name in FEEDBACK_TABLES),
        *(
            dg.AssetKey(["reference", name])
            for name in ("areas", "methodology_options", "methodology_questions", "questions", "ticket_kinds")
        ),
    ],
)
def feedback(home: Home) -> dg.MaterializeResult:
    """What goes back to each city, in `outbox/<city_code>/`: its tickets, coverage and what was taken in. A row is a city."""
    from reports.feedback.content import compose_feedback
    from reports.feedback.outbox import write_outbox
    from reports.feedback.rows import read_cities, read_names

    with home.connect() as connection:
        names, cities = read_names(connection), read_cities(connection)
    feedbacks = [compose_feedback(city, tables, names) for city, tables in cities]
    programme = home.programme
    changed = write_outbox(home.outbox, feedbacks, programme.title, programme.statement)
    with_tasks = sum(bool(each.to_do) for each in feedbacks)
    return dg.MaterializeResult(
        metadata={"dagster/row_count": len(feedbacks), "changed": changed, "with_tasks": with_tasks}
    )

"""Opening, closing and releasing a cycle, as assets. Their partitions are the cycles of the calendar (`orchestration/layers.py`).

They say and record; nothing is computed here, and the cycle itself runs the same whether it was opened or not. Dates are in
`calendar.py`, files in `records.py`, words in `letters.py`; when this happens by itself is decided in `orchestration`.
"""

from typing import Any

import dagster as dg

from assets.cycles import letters, records
from assets.cycles.calendar import Deadlines, find_calendar, read_calendar
from assets.home import Home
from assets.intake.assets import today
from assets.publication.release import find_latest

GROUP = "cycles"

REGISTER = """
    select cities.city_code, cities.city_name, cities.languages, cities.publish, max(participations.cycle) as last_cycle
    from (
        select city_code, city_name, languages, 'yes' as publish from marts.cities
        union all
        select city_code, city_name, languages, 'no' as publish from marts.draft_cities
    ) as cities
    left join marts.participations as participations
        on cities.city_code = participations.city_code and participations.cycle < ?
    group by cities.city_code, cities.city_name, cities.languages, cities.publish
    order by cities.city_code
"""
VERSION = """
    select
        versions.methodology_id,
        count(*) filter (where questions.index_code = 'core') as core_count,
        count(*) filter (where questions.index_code = 'extended') as extended_count
    from reference.methodologies as versions
    inner join reference.methodology_questions as questions on versions.methodology_id = questions.methodology_id
    where ? between versions.first_cycle and coalesce(versions.last_cycle, 9999)
    group by versions.methodology_id
"""
RECEIVED = """
    with arrivals as (
        select answers.city_code, max(files.arrived_on) as arrived_on
        from staging.stg_intake__answers as answers
        inner join raw.files as files on answers.source_sha256 = files.source_sha256
        where answers.cycle = $cycle
        group by answers.city_code
    ),
    answers as (
        select city_code, count(distinct question_code) as answers
        from marts.answer_provenance where cycle = $cycle group by city_code
    ),
    tickets as (
        select city_code, count(*) as open_tickets
        from marts.tickets where cycle = $cycle and status = 'open' group by city_code
    )
    select
        participations.city_code, participations.publish, participations.submission_count, participations.is_review_complete,
        cast(arrivals.arrived_on as varchar) as arrived_on, coalesce(answers.answers, 0) as answers,
        coalesce(tickets.open_tickets, 0) as open_tickets
    from marts.participations as participations
    left join arrivals on participations.city_code = arrivals.city_code
    left join answers on participations.city_code = answers.city_code
    left join tickets on participations.city_code = tickets.city_code
    where participations.cycle = $cycle
    order by participations.city_code
"""


class NothingComputed(Exception):
    """The tables that a step needs are not there yet; the message says what to run."""


class OutOfOrder(Exception):
    """A step was asked for before the one that comes first."""


def read_rows(home: Home, sql: str, values: Any) -> list[dict[str, Any]]:
    """Rows of the warehouse. Raises NothingComputed where no run has made the tables yet."""
    import duckdb

    try:
        with home.connect() as connection:
            found = connection.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.CatalogException as error:
        raise NothingComputed(
            f"The home {home.path} has no register yet: put a cities file into the inbox and run `intercultural run` first."
        ) from error


def find_dates(context: dg.AssetExecutionContext) -> Deadlines:
    return read_calendar(find_calendar())[int(context.partition_key)]


def report(home: Home, cycle: int, step: str, letters_written: int, **counts: Any) -> dg.MaterializeResult:
    path = records.place_record(home.outbox, cycle, step)
    return dg.MaterializeResult(
        metadata={"record": dg.MetadataValue.path(str(path)), "letters": letters_written, **counts}
    )


def require(home: Home, cycle: int, step: str, command: str) -> dict[str, Any]:
    """The record of a step that has to come first. Raises OutOfOrder where it was not done."""
    record = records.read_record(home.outbox, cycle, step)
    if record is None:
        raise OutOfOrder(
            f"The cycle {cycle} was not {step} yet: run `intercultural cycle {command} {cycle}` "
            f"(the job {command}_cycle) first."
        )
    return record


@dg.asset(
    key=["cycles", "opened"],
    group_name=GROUP,
    kinds={"file"},
    deps=[
        ["reference", "cycle_calendar"],
        ["reference", "methodology_questions"],
        ["marts", "cities"],
        ["marts", "draft_cities"],
    ],
)
def opened(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """Says to every city of the register that a cycle is open, with its dates and questionnaire. A row is a city."""
    dates = find_dates(context)
    cities = read_rows(home, REGISTER, [dates.cycle])
    version = read_rows(home, VERSION, [dates.cycle])[0]
    texts = {city["city_code"]: letters.announce_opening(home.programme, city, dates, version) for city in cities}
    written = records.write_letters(home.outbox, dates.cycle, "opened", texts)
    before = records.read_record(home.outbox, dates.cycle, "opened") or {}
    content = {
        "cycle": dates.cycle,
        "done_on": before.get("done_on", today().isoformat()),
        "submissions_due_on": dates.submissions_due_on.isoformat(),
        "reviews_due_on": dates.reviews_due_on.isoformat(),
        "releases_on": dates.releases_on.isoformat(),
        "methodology_id": version["methodology_id"],
        "city_codes": sorted({*before.get("city_codes", ()), *texts}),
    }
    records.write_record(home.outbox, dates.cycle, "opened", content)
    return report(home, dates.cycle, "opened", written, cities=len(content["city_codes"]))


@dg.asset(
    key=["cycles", "closed"],
    group_name=GROUP,
    kinds={"file"},
    deps=[["cycles", "opened"], ["marts", "participations"], ["marts", "answer_provenance"], ["marts", "tickets"]],
)
def closed(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """Records which cities were in when submissions closed, and confirms it to each. A row is a city of the register."""
    dates = find_dates(context)
    require(home, dates.cycle, "opened", "open")
    received = {row["city_code"]: row for row in read_rows(home, RECEIVED, {"cycle": dates.cycle})}
    for row in received.values():
        row["is_late"] = bool(row["arrived_on"] and row["arrived_on"] > dates.submissions_due_on.isoformat())
    before = records.read_record(home.outbox, dates.cycle, "closed")
    since = sorted(received.keys() - {row["city_code"] for row in before["cities"]}) if before else []
    if before is None:
        texts = {
            city["city_code"]: letters.confirm_closing(
                home.programme, city | received.get(city["city_code"], {"submission_count": 0}), dates.cycle
            )
            for city in read_rows(home, REGISTER, [dates.cycle])
        }
        written = records.write_letters(home.outbox, dates.cycle, "closed", texts)
        content = {"cycle": dates.cycle, "done_on": today().isoformat(), "cities": list(received.values())}
        records.write_record(home.outbox, dates.cycle, "closed", content)
    else:
        written = 0
        context.log.info("The cycle %s was closed on %s; that record stays.", dates.cycle, before["done_on"])
    late = sum(row["is_late"] for row in received.values())
    return report(
        home, dates.cycle, "closed", written, cities_in=len(received), late=late, came_since_closing=len(since)
    )


@dg.asset(
    key=["cycles", "released"],
    group_name=GROUP,
    kinds={"file"},
    deps=[["cycles", "closed"], ["release", "edition"]],
)
def released(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """Records with which release the results of a cycle went out, and tells the cities that are in it. A row is a release."""
    cycle = int(context.partition_key)
    closing = require(home, cycle, "closed", "close")
    release = find_latest(home.published)
    if release is None:
        raise OutOfOrder("Nothing has been published yet: run `intercultural run` first.")
    received = {row["city_code"]: row for row in read_rows(home, RECEIVED, {"cycle": cycle})}
    if not received:
        raise OutOfOrder(f"No city has filed answers for the cycle {cycle}: there is nothing to release.")
    register = {city["city_code"]: city for city in read_rows(home, REGISTER, [cycle])}
    texts = {
        code: letters.announce_release(home.programme, register[code] | row, cycle, release.name)
        for code, row in received.items()
    }
    written = records.write_letters(home.outbox, cycle, "released", texts)
    before = records.read_record(home.outbox, cycle, "released") or {"cycle": cycle, "releases": []}
    after_closing = sorted(received.keys() - {row["city_code"] for row in closing["cities"]})
    if release.name not in {each["release_id"] for each in before["releases"]}:
        before["releases"].append(
            {
                "release_id": release.name,
                "done_on": today().isoformat(),
                "city_codes": sorted(received),
                "came_after_closing": after_closing,
            }
        )
        records.write_record(home.outbox, cycle, "released", before)
    return report(
        home,
        cycle,
        "released",
        written,
        release_id=release.name,
        cities=len(received),
        came_after_closing=len(after_closing),
    )

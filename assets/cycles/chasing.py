"""Chasing what is missing in an open cycle, as an asset: a reminder for each city that has something to do, and the list of them.

What a reminder says is in `reports/feedback/reminders.py`. Reminders are dated: those of earlier days stay, those of today
say what is still missing now.
"""

import dagster as dg

from assets.cycles import records
from assets.cycles.assets import GROUP, find_dates, report, require
from assets.home import Home
from assets.intake.assets import today

LIST = "reminders.csv"


@dg.asset(
    key=["cycles", "reminded"],
    group_name=GROUP,
    kinds={"file", "csv"},
    deps=[["cycles", "opened"], ["reports", "feedback"], ["marts", "participations"], ["marts", "tickets"]],
)
def reminded(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult:
    """Writes a reminder to each city that was told of the cycle and has not answered everything, or has to correct something.

    After submissions were closed only cities that are in are reminded, until reviews are due. A row is a reminder.
    """
    from reports.feedback.content import compose_feedback
    from reports.feedback.reminders import NOTHING, find_reminder, write_list, write_reminder
    from reports.feedback.rows import read_cities, read_names

    dates, day, programme = find_dates(context), today(), home.programme
    told = set(require(home, dates.cycle, "opened", "open")["city_codes"])
    is_closed = records.read_record(home.outbox, dates.cycle, "closed") is not None
    due_on = dates.reviews_due_on if is_closed else dates.submissions_due_on
    with home.connect() as connection:
        names, cities = read_names(connection), read_cities(connection)
    found = [
        reminder
        for city, tables in cities
        if city["city_code"] in told and (reminder := find_reminder(compose_feedback(city, tables, names), dates.cycle))
    ]
    due = [reminder for reminder in found if not (is_closed and reminder.is_absent)]
    step = f"reminded-{day.isoformat()}"
    texts = {
        each.city_code: write_reminder(each, dates.cycle, due_on, day, programme.title, programme.statement, is_closed)
        for each in due
    }
    written = records.write_letters(home.outbox, dates.cycle, step, texts, anew=True)
    files = [(each, f"{each.city_code}/{dates.cycle}/{step}.txt") for each in due]
    content = {
        "cycle": dates.cycle,
        "done_on": day.isoformat(),
        "due_on": due_on.isoformat(),
        "city_codes": sorted(texts),
    }
    records.write_record(home.outbox, dates.cycle, step, content)
    records.write_whole(
        records.place_record(home.outbox, dates.cycle, step).with_name(LIST), write_list(files, due_on, day)
    )
    return report(
        home,
        dates.cycle,
        step,
        written,
        reminded=len(due),
        nothing_received=sum(each.reason == NOTHING for each in due),
        nothing_to_do=len(told) - len(found),
    )

"""Layers, gates, jobs and resources, in the order in which data flows: the second map of the house.

inbox ─▶ raw ═gate═▶ staging ─▶ intermediate ─▶ scores ═tests═▶ analysis ─▶ marts ═gate═▶ public data ─▶ site ═gate═▶ edition
"""

import os

import dagster as dg

from assets.analysis.assets import build_studies
from assets.cycles.assets import closed, opened, released
from assets.cycles.calendar import find_calendar, read_calendar
from assets.cycles.chasing import reminded
from assets.intake.assets import intake
from assets.publication.assets import internal_data, public_data, public_database
from assets.publication.edition import edition
from assets.questionnaire.assets import templates
from expectations.freshness import build_freshness_check, build_measurement_check
from expectations.gates import build_gates
from orchestration.dbt import build_stretch
from orchestration.dbt_docs import dbt_docs
from orchestration.jobs import build_jobs
from orchestration.layers import name_owner, partition_steps
from orchestration.one_writer import WorkingHome
from orchestration.schedules import build_schedules
from orchestration.sensors import build_sensor
from orchestration.settings import check_instance, enter_home, find_home
from reports.assets import city_reports, feedback, internal_site, packs, site

COMPUTE = ("reference", "staging", "intermediate", "scores")
PUBLISH = ("marts",)


@dg.definitions
def defs() -> dg.Definitions:
    home = find_home(os.environ)
    check_instance(home, os.environ)
    enter_home(home)
    calendar = read_calendar(find_calendar())
    jobs = build_jobs()
    flow = [
        intake,
        build_stretch("compute", COMPUTE, home),
        *build_studies(),
        build_stretch("publish", PUBLISH, home),
        feedback,
        public_data,
        public_database,
        city_reports,
        site,
        dbt_docs,
        internal_data,
        packs,
        internal_site,
        edition,
    ]
    steps = dg.map_asset_specs(partition_steps(calendar), [opened, templates, reminded, closed, released])
    return dg.Definitions(
        assets=dg.map_asset_specs(name_owner, [*flow, *steps]),
        asset_checks=[*build_gates(), build_freshness_check(), build_measurement_check()],
        jobs=jobs,
        schedules=build_schedules(jobs, home),
        sensors=[build_sensor(jobs[0], home)],
        executor=dg.in_process_executor,
        resources={"home": WorkingHome(folder=home.folder)},
    )

"""Layers, gates, jobs and resources, in the order in which data flows: the second map of the house.

inbox ─▶ raw ═gate═▶ staging ─▶ intermediate ─▶ scores ═tests═▶ analysis ─▶ marts ═gate═▶ public data ─▶ site ═gate═▶ edition
"""

import os

import dagster as dg

from assets.analysis.assets import build_studies
from assets.intake.assets import intake
from assets.publication.assets import edition, internal_data, public_data, public_database
from expectations.gates import build_gates
from orchestration.dbt import build_stretch
from orchestration.dbt_docs import dbt_docs
from orchestration.jobs import build_jobs
from orchestration.layers import name_owner
from orchestration.settings import enter_home, find_home
from reports.assets import site

COMPUTE = ("reference", "staging", "intermediate", "scores")
PUBLISH = ("marts",)


@dg.definitions
def defs() -> dg.Definitions:
    home = find_home(os.environ)
    enter_home(home)
    flow = [
        intake,
        build_stretch("compute", COMPUTE, home),
        *build_studies(),
        build_stretch("publish", PUBLISH, home),
        public_data,
        public_database,
        site,
        dbt_docs,
        internal_data,
        edition,
    ]
    return dg.Definitions(
        assets=dg.map_asset_specs(name_owner, flow),
        asset_checks=build_gates(),
        jobs=build_jobs(),
        executor=dg.in_process_executor,
        resources={"home": home},
    )

"""The studies as Dagster assets: one op each, its tables in the schema of its layer."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from assets.analysis import bounds, clusters, coherence, effects, matching, outside, robustness, sensitivity, steps
from assets.analysis.studies import Study, carry_out, leave_empty
from assets.home import Home
from assets.monitoring import study as progress
from expectations.results import CheckResult, write_results

STUDIES: tuple[Study, ...] = (
    robustness.STUDY,
    sensitivity.STUDY,
    bounds.STUDY,
    coherence.STUDY,
    outside.STUDY,
    clusters.STUDY,
    matching.STUDY,
    steps.STUDY,
    progress.STUDY,
    effects.STUDY,
)
FAILED = (
    "The analysis failed, and its table is empty in this release. The log of the run says why: tell the developers."
)


def name_check(study: Study) -> str:
    return f"{study.name}_could_be_computed"


def build_study(study: Study) -> dg.AssetsDefinition:
    """The op of a study. Where it fails, its tables are empty and a warning says so."""
    tables = study.contract

    @dg.multi_asset(
        name=study.name,
        specs=[
            dg.AssetSpec(
                [study.layer, name],
                description=table.description,
                group_name=study.layer,
                kinds={"numpy", "duckdb"},
                deps=[dg.AssetKey(list(key)) for key in study.reads],
                metadata={
                    "dagster/column_schema": dg.TableSchema(
                        [
                            dg.TableColumn(column.name, column.data_type, description=column.description)
                            for column in table.columns
                        ]
                    )
                },
            )
            for name, table in tables.items()
        ],
        check_specs=[
            dg.AssetCheckSpec(name_check(study), asset=dg.AssetKey([study.layer, study.tables[0]]), description=FAILED)
        ],
        description=study.question,
    )
    def answer(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        from assets.analysis.settings import read_settings
        from assets.analysis.studies import Bench
        from assets.scenarios.formula import read_formula

        with home.connect() as connection:
            try:
                memory, formula = home.warehouse / "analysis", partial(read_formula, home.formula)
                rows = carry_out(study, Bench(connection, read_settings(), memory, formula))
                passed = True
            except Exception:
                context.log.exception("The study %s failed", study.name)
                leave_empty(study, connection)
                rows, passed = dict.fromkeys(study.tables, 0), False
        check = CheckResult(study.layer, name_check(study), "warning", passed, int(not passed), FAILED)
        write_results(home.quality, f"study_{study.name}", [check])
        for name, count in rows.items():
            yield dg.MaterializeResult(asset_key=[study.layer, name], metadata={"dagster/row_count": count})
        yield dg.AssetCheckResult(
            asset_key=[study.layer, study.tables[0]],
            check_name=check.check_name,
            passed=passed,
            severity=dg.AssetCheckSeverity.WARN,
        )

    return answer


def build_studies() -> list[dg.AssetsDefinition]:
    return [build_study(study) for study in STUDIES]

# make help lists what there is. `make cycle` and `make test` work on a fresh checkout.
SAMPLE ?= demo
PYTHON ?= python3
BIN := .venv/bin
LINTED := orchestration assets expectations reports samples tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help setup cycle dev defs test test-slow check browser benchmark clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready ## Set up the virtual environment and the dbt manifest
	@$(BIN)/intercultural prepare --sample $(SAMPLE)

# uv comes from the lock as well, so that nothing is installed without its hash.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; set PYTHON=<path>.")'
	@echo "[1/3] Virtual environment in .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@awk '/^uv==/ {found = 1} found {print} found && !/\\$$/ {exit}' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt
	@echo "[2/3] Packages from the hashed lock"
	@$(BIN)/uv pip sync --require-hashes --python $(BIN)/python requirements.lock
	@echo "[3/3] The project itself"
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

cycle: setup ## Run the whole cycle on a sample (SAMPLE=demo or public_record)
	@$(BIN)/intercultural run --sample $(SAMPLE)

dev: setup ## Open the Dagster UI on this machine
	@$(BIN)/intercultural dev --sample $(SAMPLE)

LAYER ?= marts
defs: setup ## List the assets and checks of a layer (LAYER=marts), as Dagster knows them
	@COLUMNS=180 $(BIN)/dg list defs --columns key,description --assets 'group:$(LAYER)'

# Chromium draws the pages in the tests. It is taken from the system; where there is none, it is installed.
browser: .venv/.ready
	@$(BIN)/python -m tests.support.browser

# Each file stays on one core, in the order of the collection, which begins with what takes longest to make.
WORKERS ?= auto
SIDE_BY_SIDE := --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: setup browser ## Set up and run the tests, on all cores (WORKERS=0: on one, in this process)
	@$(BIN)/python -m pytest -m "not slow" $(SIDE_BY_SIDE)

test-slow: setup browser ## Run the tests that take longer
	@$(BIN)/python -m pytest -m slow

check: setup ## Lint, types, layers, SQL
	@$(BIN)/ruff check $(LINTED)
	@$(BIN)/ruff format --check $(LINTED)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --processes 1 dbt_project/models
	@$(BIN)/dg check defs

benchmark: setup ## Measure where the time goes, as ratios in one run
	@for part in run intake questionnaires crosschecks analysis scores residents; do $(BIN)/python -m benchmarks.$$part; done

clean: ## Remove the virtual environment and the sample homes
	rm -rf .venv data/demo data/public_record

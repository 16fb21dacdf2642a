# Two commands set everything up: `make demo` and `make test`. They need Python 3.11 or newer.
PYTHON ?= python3
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
BIN := .venv/bin
DEMO ?= demo
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal
SHELL := /bin/sh

.PHONY: demo test test-full check format docs words pictures bench clean

demo: .venv/.ready ## lay a realistic company in ./demo, sync four weeks of it, say what to open
	@$(BIN)/okrsheets demo $(DEMO)

test: check ## everything that must hold: check, then pytest with its short storms
	$(PYTEST) -m "not slow"

test-full: check ## the same with the long storms
	$(PYTEST)

check: .venv/.ready-dev ## formatting, lint, types, import contracts
	$(BIN)/ruff format --check okrsheets tests
	$(BIN)/ruff check okrsheets tests
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.ready-dev
	$(BIN)/ruff format okrsheets tests
	$(BIN)/ruff check --fix okrsheets tests

docs: .venv/.ready-dev ## remake the pages under docs/ that are made from the code
	$(BIN)/okrsheets rules --format markdown > docs/rules.md
	$(BIN)/python -m okrsheets.cli.pages > docs/commands.md
	$(BIN)/python -m okrsheets.adapters.xlsx refusals > docs/refusals.md
	$(BIN)/python -m tests.view_page

words: .venv/.ready-dev ## bring the catalogues of our own words up to date; what is to be translated stands empty
	$(BIN)/python -m tests.words

pictures: .venv/.ready-dev ## take the pictures under docs/ anew, with Debian's chromium
	$(BIN)/python -m tests.pictures

bench: .venv/.ready-dev ## ratios against openpyxl and click in the same run, and how many key results take how long
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache

.venv/.made:
	$(PYTHON) -c 'import sys; sys.exit("okrsheets needs Python 3.11 or newer; set PYTHON=") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.ready: .venv/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q okrsheets
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

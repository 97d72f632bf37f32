# Every target makes the virtual environment it needs in .venv; nothing is installed outside it.
# Written for GNU make 3.81 (macOS) and later.

PYTHON ?= python3
DEMO ?= demo-county
# One more than the cores, as many tests wait for a window, a pipe or pip; each may hold a LibreOffice, so 8 at most.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN || echo 1); echo $$(( n < 8 ? n + 1 : 8 )))

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Tests start hundreds of programs: each would compile the package anew where Python is told to keep nothing compiled.
COMPILED := PYTHONDONTWRITEBYTECODE=

.PHONY: help demo test quick lint bench score preview blank docs dist workdays clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "  PYTHON=python3.12 chooses the interpreter (3.11 or later), DEMO=folder the demo's folder."
	@echo "  WORKERS=2 runs the tests in two processes; by default one more than there are cores, at most 8."

demo: $(READY) ## build a small county in ./demo-county: issue, fill, validate, merge, verify
	$(BIN)/xlreport demo "$(DEMO)" --force

test: $(READY) ## run every test (those that recalculate need LibreOffice)
	$(COMPILED) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

quick: $(READY) ## run the quick tests of the units: of every file, no county, no LibreOffice
	$(COMPILED) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m quick tests/unit

lint: $(READY) ## ruff check, ruff format --check, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH_READY) ## time everything beside its peers; tables as JSON and Markdown in ./.benchmarks
	@mkdir -p .benchmarks
	for each in run earlier starts; do \
	  $(BIN)/python benchmarks/$$each.py --json .benchmarks/$$each.json --markdown .benchmarks/$$each.md || exit 1; done
	$(BIN)/python benchmarks/registers.py

score: $(READY) ## read the corpus of narratives and its faults, and write docs/text-score.md
	$(BIN)/python tests/making/text_score.py --markdown docs/text-score.md --verbose

preview: $(READY) ## put the workbooks, their pictures and docs/try-in-excel.md into ./preview
	$(BIN)/python tests/making/preview.py

blank: $(READY) ## write the blank workbooks and Word templates in templates/ anew
	$(BIN)/python tests/making/blank_workbooks.py
	$(BIN)/python tests/making/word_templates.py

docs: $(READY) ## write the pages in docs/ anew, and the manual as a site in ./site
	@mkdir -p docs
	$(BIN)/xlreport explain --markdown > docs/rules.md
	$(BIN)/xlreport export --columns > docs/ledger-columns.md
	$(BIN)/python tests/making/schema_pages.py
	$(BIN)/python tests/making/api_page.py
	$(BIN)/mkdocs build --strict --quiet

dist: $(READY) ## build the wheel and bundles that install without a network, in ./dist
	$(BIN)/python packaging/offline.py dist

workdays: $(READY) ## write templates/workdays.toml anew, once a year when the holidays are announced
	$(BIN)/python tests/making/workday_lists.py

clean: ## remove .venv, caches, ./demo-county and build outputs
	rm -rf $(VENV) demo-county preview build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "xlreport needs Python 3.11 or later as '$(PYTHON)'. Name another: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "The virtual environment could not be made. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	  exit 1; }
	$(PIP_INSTALL) -e ".[dev]"
	@touch $@

$(BENCH_READY): $(READY)
	$(PIP_INSTALL) -e ".[bench]"
	@touch $@

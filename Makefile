# kpi-audit. `make run` and `make test` need Python 3.11 or newer, make and pip; the rest is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES ?= samples
OUT ?= outputs
PAGE ?= 1
SOURCES := schemas extractors pipeline
FORMATTED := $(SOURCES) tests $(wildcard benchmarks)

# One stamp per content of the two files that decide what is installed.
STAMP := $(VENV)/.ready-$(shell cat requirements.txt pyproject.toml | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types gate acceptance docs bench view lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1|\2/' | \
		while IFS='|' read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done

$(STAMP): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; or name one: make PYTHON=/path/to/python" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, $(PYTHON) is older; name another: make PYTHON=/path/to/python" >&2; exit 2; }
# A set-up that was killed half-way leaves a Python without its pip: begun anew, not patched.
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $(VENV)/.ready-*
# uv installs in seconds what takes pip half a minute; its own hashes stand in requirements.txt too.
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.txt > $(VENV)/uv.txt
	@if $(BIN)/python -m pip install -q --require-hashes --no-deps -r $(VENV)/uv.txt; then \
		$(BIN)/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements.txt && \
		$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
		echo "uv could not be installed, pip does it" >&2 && \
		grep -v -e '^$$' requirements.txt | sed '/^uv==/,/[^\\]$$/d' > $(VENV)/pip.txt && \
		$(BIN)/python -m pip install -q --require-hashes --no-deps -r $(VENV)/pip.txt && \
		$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e . ; \
	fi
# Compiled once: a first start is twice as fast as one that compiles spaCy and the rules again.
	@$(BIN)/python -m compileall -q $(SOURCES)
	@touch $@

run: $(STAMP)  ## read and judge samples/ and write outputs/ (SAMPLES=folder, OUT=folder)
	@$(BIN)/kpi-audit run $(SAMPLES) -o $(OUT)

test: $(STAMP)  ## run the tests
	@$(BIN)/python -m pytest -q

check: format lint types test gate acceptance  ## all that CI runs: format, lint, types, tests, gate, acceptance

format: $(STAMP)
	@$(BIN)/ruff format --check $(FORMATTED)

lint: $(STAMP)
	@$(BIN)/ruff check $(FORMATTED)

types: $(STAMP)
	@$(BIN)/mypy $(SOURCES)

gate: $(STAMP)  ## score fields, claims, verdicts and flags against their floors
	@if [ -f tests/gate.py ]; then $(BIN)/python -m tests.gate; fi

acceptance: $(STAMP)
	@if [ -f tests/acceptance.py ] && [ -d ../shared ]; then $(BIN)/python -m tests.acceptance; fi

docs: $(STAMP)  ## write the generated pages and the README's figures anew
	@$(BIN)/python -m docs.generate && $(BIN)/python -m docs.readme

bench: $(STAMP)  ## measure speed and the larger benches
	@$(BIN)/python -m benchmarks

view: $(STAMP)  ## draw what the program saw on a page: make view FILE=report.pdf PAGE=1
	@test -n "$(FILE)" || { echo "name a file: make view FILE=report.pdf PAGE=1" >&2; exit 2; }
	@$(BIN)/kpi-audit view "$(FILE)" --page $(PAGE) -o $(OUT)/page.png
	@echo "Look at $(OUT)/page.png."

lock: $(STAMP)  ## write requirements.txt anew from the ranges in pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group dev --extra dask --universal --generate-hashes -q \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links $(LOCKFLAGS) -o requirements.txt

clean:  ## take away the environment, caches and outputs
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find $(SOURCES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find outputs -mindepth 1 ! -name .gitignore -delete

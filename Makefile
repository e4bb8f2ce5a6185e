# `make site` and `make test` need python3 (3.11 or newer, with venv), make and git, and set everything else up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
ORACLES := tests/oracles/node_modules/.package-lock.json

.PHONY: site test cover lint types format pages screenshots lock bench bench-check clean

site: $(READY)  ## build this repository's own site into _site/
	@$(BIN)/kawara build

test: $(READY) $(ORACLES)  ## run every test
	@$(BIN)/python -m pytest -n auto

cover: $(READY) $(ORACLES)  ## the same, and tell which branches no test takes: more than twice the work
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

lint: $(READY)  ## style, and one architecture
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(READY)
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

pages: $(READY)  ## write the manual's pages of the content check anew
	@$(BIN)/python tests/write_check_pages.py

screenshots: $(READY)  ## take the manual's pictures of the theme anew
	@$(BIN)/python tests/take_screenshots.py

lock: $(READY)  ## pin every dependency anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --group dev --output-file requirements.lock pyproject.toml

bench: $(READY)  ## measure kawara beside its peers; takes an hour and a half and 20 GB
	@$(BIN)/python benchmarks/setup.py
	@$(BIN)/python benchmarks/run.py --posts 1000 10000 --runs 5 --growth 100000 --out benchmarks/results.json --plots docs/images
	@$(BIN)/python benchmarks/serve.py benchmarks/results.json --posts 10000
	@$(BIN)/python benchmarks/table.py benchmarks/results.json
	@benchmarks/.peers/kawara/bin/python benchmarks/markup.py
	@$(BIN)/python benchmarks/search.py

bench-check: $(READY)  ## precision and recall of each rule of the content check
	@$(BIN)/python benchmarks/check.py

clean:
	rm -rf $(VENV) _site .kawara

# The lock is whole: it is installed with hashes checked and nothing resolved (pip would take `coverage[toml]`,
# which pytest-cov asks for, in its newest version and find no hash), then kawara itself, editable, from this folder.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kawara needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Parsers by which ours is judged. Without npm the tests that need them skip and say so; in CI they must be there.
$(ORACLES): tests/oracles/package.json
	-@command -v npm >/dev/null && npm install --prefix tests/oracles --silent --no-audit --no-fund --no-package-lock && touch $@

# make demo   the whole main job on the sample site, in an environment of its own
# make test   the tests             make check   lint, types, layers, tests
# make test-browser   the pages in a real Chromium, where there is one
# make test-long   what takes minutes: crawls of slow, hostile and dying servers, senders killed 200 times
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

.PHONY: demo test test-browser test-long check lint types layers clean

demo: $(VENV)/.runtime
	$(BIN)/meoktong demo

test: $(VENV)/.development
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-browser: $(VENV)/.development
	$(BIN)/python -m pytest -m browser

test-long: $(VENV)/.development
	$(BIN)/python -m pytest -m long

check: lint types layers test

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.development
	$(BIN)/mypy

layers: $(VENV)/.development
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) demo build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 또는 3.13이 필요합니다" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime
	$(PIP) --editable ".[dev]"
	@touch $@

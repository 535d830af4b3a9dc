# make serve: install, build the graph from corpus/, serve it.  make test: everything.  make check: the quick part.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install install-test serve build check lint test clean

install: $(VENV)/.installed
install-test: $(VENV)/.installed-test

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) install --constraint constraints.txt --editable ".[test]"
	touch $@

# A document that does not conform is held back and reported (exit 1); the others are published.
build: install
	$(BIN)/kg build corpus || test $$? -eq 1

serve: build
	$(BIN)/kg serve

lint: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint
	$(BIN)/pytest -q -n 2 -m "not slow"

test: lint
	$(BIN)/pytest -n 2

clean:
	rm -rf $(VENV) dist build

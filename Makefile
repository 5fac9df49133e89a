# Needs make and Python 3.11 or newer (or uv). Only `make test` wants a system package, a Chromium for the browser
# tests. All paths are relative: a clone may stand in a folder whose name has spaces.

PYTHON = python3 python3.14 python3.13 python3.12 python3.11# the first that is new enough is taken
PINS_PYTHON = python3.11
VENV = .venv
BIN = $(VENV)/bin
BASE = $(VENV)/.installed-base
LAB = $(VENV)/.installed-lab
TEST = $(VENV)/.installed-test
MUTATION = $(VENV)/.installed-mutation

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help plan lab test check browser bench fuzz mutants pictures pins clean

help: ## this text
	@echo "eniplan: make TARGET"
	@sed -n 's/^\([a-z]*\):.*## /  \1	/p' Makefile | expand -t 11

plan: $(BASE) ## plan the example (eniplan/examples/web.toml) and write it to out/
	@$(BIN)/eniplan plan eniplan/examples/web.toml --inventory eniplan/examples/hangzhou -o out

lab: $(LAB) ## open the planner notebook in JupyterLab; your copy of it is in lab/
	@$(BIN)/eniplan lab lab

test: check browser ## all checks and all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses=8

check: $(TEST) ## lint, format and types, without the tests
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy

browser: ## Chromium and fonts for the browser tests, by apt where there is none
	@sh tests/browser/get_chromium.sh

bench: $(TEST) ## the benchmark table against every peer; ONLY="W1 W4" for some of it
	@$(BIN)/python -m tests.speed.bench $(ONLY)

fuzz: $(TEST) ## a million broken inputs, then the property tests with new examples (FUZZ_INPUTS, FUZZ_SECONDS)
	@$(BIN)/python -m tests.fuzz
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n auto --maxprocesses=8 -m "hypothesis and not browser"

mutants: $(MUTATION) ## change one thing at a time in rules and pools: does a test fail? ONLY="allocation slots" for some
	@$(BIN)/python -m tests.mutation $(ONLY)

pictures: $(TEST) browser ## take the pictures of the README and the index notebook anew
	@$(BIN)/python -m tests.browser.make_pictures

pins: ## refresh constraints.txt from a clean environment of Python 3.11
	@set -e; fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	echo "eniplan: installing the newest versions into a clean environment ..."; \
	$(PINS_PYTHON) -m venv "$$fresh"; \
	"$$fresh/bin/python" -m pip install --quiet --disable-pip-version-check '.[test,lab,mutation]'; \
	"$$fresh/bin/python" -m pip freeze --all --exclude eniplan --exclude pip --exclude wheel > "$$fresh/pins"; \
	{ grep '^#' constraints.txt; cat "$$fresh/pins"; } > "$$fresh/constraints"; \
	cat "$$fresh/constraints" > constraints.txt

clean: ## remove what the other targets made: .venv, out/ and the caches
	@rm -rf $(VENV) out build dist eniplan.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis screenshots test-results
	@find eniplan tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: uv where it is found, else Python's own venv, else virtualenv.

$(BIN)/python:
	@set -e; python=; found=; \
	for name in $(PYTHON); do \
		command -v "$$name" >/dev/null 2>&1 || continue; \
		found="$$found$${found:+, }$$name ($$("$$name" --version 2>&1 | head -n 1))"; \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	rm -rf $(VENV); \
	if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --python "$${python:->=3.11}" $(VENV); \
	elif [ -z "$$python" ]; then \
		echo "eniplan needs Python 3.11 or newer; found here: $${found:-none}." >&2; \
		echo "Install a newer one, or name the one to take: make PYTHON=PROGRAM plan" >&2; \
		exit 1; \
	elif "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		"$$python" -m venv $(VENV); \
	elif command -v virtualenv >/dev/null 2>&1; then \
		virtualenv --quiet --python "$$python" $(VENV); \
	else \
		echo "eniplan is installed into a virtual environment, and $$python comes without ensurepip." >&2; \
		echo "On Debian or Ubuntu: apt install python3-venv. Elsewhere: install uv or virtualenv." >&2; \
		exit 1; \
	fi

# Stamps: what is installed is installed again only when pyproject.toml or constraints.txt changes.

define install
	@echo "eniplan: installing into $(VENV) ..."
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.$(1)'; \
	else \
		uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.$(1)'; \
	fi
endef

$(BASE): pyproject.toml constraints.txt | $(BIN)/python
	$(call install,)
	@touch $@

$(LAB): pyproject.toml constraints.txt | $(BIN)/python
	$(call install,[lab])
	@touch $(BASE) $@

$(TEST): pyproject.toml constraints.txt | $(BIN)/python
	$(call install,[test])
	@touch $(BASE) $(LAB) $@

$(MUTATION): pyproject.toml constraints.txt | $(BIN)/python
	$(call install,[test,mutation])
	@touch $(BASE) $(LAB) $(TEST) $@

# Watchkeeper's everyday commands. Each makes what it needs first, so any of them works in a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SPEED ?= 20
DEMO_ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo local test chaos check format lint types imports docs bench evaluation lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.local: requirements-local.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-local.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.local
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.run  ## play an incident in a sandbox workspace and open it in the browser (SPEED=20)
	$(BIN)/watchkeeper demo --speed $(SPEED) $(DEMO_ARGS)

local: $(VENV)/.local  ## add the local model and the second scanner for secrets (about 250 MB)

test: $(VENV)/.dev  ## run the test suite on SQLite and PostgreSQL
	$(BIN)/python -m pytest

chaos: $(VENV)/.dev  ## kill the bot, cut its connections, deliver twice, and look whether anything is lost
	CHAOS_KILLS=$${CHAOS_KILLS:-25} $(BIN)/python -m pytest -m chaos tests/chaos

check: $(VENV)/.dev format lint types imports test docs  ## everything CI asks for

format: $(VENV)/.dev  ## fail where the formatting differs (ruff format . mends it)
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev  ## style and common mistakes
	$(BIN)/ruff check .

types: $(VENV)/.dev  ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.dev  ## imports point down
	$(BIN)/lint-imports

docs: $(VENV)/.dev  ## generated pages are up to date, links resolve, commands in the README exist
	$(BIN)/python -m pytest tests/docs

bench: $(VENV)/.dev  ## print ratios measured in one run
	$(BIN)/python -m tests.bench

evaluation: $(VENV)/.dev  ## measure again what docs/evaluation.md says (SECTIONS=briefs)
	$(BIN)/python tools/evaluation_page.py $(SECTIONS)

lock:  ## rewrite the locked requirements for all platforms (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet --no-deps requirements-local.in -o requirements-local.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

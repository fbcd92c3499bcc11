# Everything happens in .venv inside this checkout; nothing is installed outside it.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
BENCH := .venv-bench/.installed
BENCH_PYTHON = $(if $(wildcard $(BENCH)),.venv-bench/bin/python,$(BIN)/python)

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## build .venv from the pinned lock (the command is .venv/bin/monitor)

# --no-deps: the lock is complete, so no resolver runs, and every file is checked against its hash.
$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Monitor needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12"; exit 1; }
	@echo "== Making a private environment in .venv"
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "== Installing the pinned packages (a minute or two, the first time only)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@echo "== Installing Monitor itself"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: install ## run the whole way once, on a small newsroom on loopback
	@$(BIN)/monitor demo

# A file's tests together: they share what takes long to build. One process more than there are
# processors, for a third of the time is spent in waiting for programs and servers.
test: install ## run the tests
	@$(BIN)/python -m pytest --dist loadfile --no-loadscope-reorder \
	  -n $$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

quality: install ## measure how well texts are read, on the labelled ones
	@$(BIN)/python -m tests.quality.floors

bench: install $(BENCH) ## measure speed and memory, beside other libraries (half an hour)
	@for name in startup reading claims peers comparing storing crawl bulk web memory; do \
	  echo "== $$name"; $(BENCH_PYTHON) -m benchmarks.$$name || exit 1; done

# The libraries we are measured beside, in an environment of their own; without them (no package
# index can be reached) ours is measured alone, and each missing one is named.
$(BENCH): requirements/bench.txt
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r requirements/bench.txt && touch $(BENCH) || \
	  echo "The libraries to compare with cannot be installed; measuring without them"

soak: install ## crawl 200 outlets, killed 50 times, and look at what is left (a quarter of an hour)
	@$(BIN)/python -m benchmarks.soak

check: install ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## resolve the locks anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o requirements/run.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o requirements/dev.txt
	uv pip compile --group build --constraint requirements/dev.txt --universal \
	  --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o requirements/build.txt
	uv pip compile pyproject.toml --group bench --constraint requirements/run.txt --universal \
	  --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o requirements/bench.txt

.PHONY: help install demo test quality bench soak check lock

# All of this needs nothing but Python 3.11+ and make: the rest comes from the package index.
PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
# how many tests run at a time: more than there are cores, for half of the time a test waits for a
# server or a browser
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) * 2)')
BIN := $(VENV)/bin
# What was compiled is kept, whatever the environment says: the tests start hundreds of processes,
# and each would compile the same modules again. So would each start of `guide serve` by hand, where
# nothing may be written then.
unexport PYTHONDONTWRITEBYTECODE
VERSION := import sys; print(sys.version_info[:2])
# `make quick COMPILE=` compiles no more than what is imported
COMPILE ?= --compile-bytecode
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
  --constraint tests/constraints.txt
# uv takes seconds where pip takes a minute or two. It comes as a wheel but not for every system, and
# knows nothing of pip's settings, so it may not reach the index that pip does: then pip does it.
UV := $(BIN)/python -m uv pip install --quiet --system-certs --python $(BIN)/python $(COMPILE) \
  --constraint tests/constraints.txt

# `make test DJANGO=5.2 VENV=.venv-5.2`: another Django than the one that is pinned for this Python.
DJANGO ?=
ANOTHER := $(if $(DJANGO),$(BIN)/python -m pip install --quiet --disable-pip-version-check \
  'django~=$(DJANGO).0')

# `make test PYTHON=python3.13` makes an environment of another Python's anew.
ifneq ($(origin PYTHON),file)
ifneq ($(shell $(PYTHON) -c '$(VERSION)'),$(shell $(BIN)/python -c '$(VERSION)' 2>/dev/null))
OTHER := $(VENV)/.other
endif
endif

.PHONY: help install serve test quick starters check freeze pins clean

help:
	@echo "make serve    set up what serving needs and serve the site on http://127.0.0.1:$(PORT)"
	@echo "              (PORT=8001: another port)"
	@echo "make test     run all tests; brings the servers and the browser that they need"
	@echo "make quick    run the tests that need neither a server nor a browser, in a minute"
	@echo "make starters run starter projects for every pair of features, in half an hour"
	@echo "make install  make $(VENV) with everything that these need"
	@echo "make check    ruff, mypy and, where Node.js is, eslint, stylelint and html-validate"
	@echo "make freeze   write the static site to build/"
	@echo "make pins     write the installed versions to tests/constraints.txt"
	@echo "make clean    remove $(VENV) and the caches"
	@echo "PYTHON=python3.13 with any of them: another Python; DJANGO=5.2 with the tests: another Django"

# It is never made, so that what depends on it always is.
$(VENV)/.other: ;

# One stamp for each step that was finished, so that none is taken twice.
$(VENV)/.made: $(OTHER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or newer. To fix this: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(if $(OTHER),--clear) $(VENV) || \
	  { echo "Python's venv module is missing. To fix this on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) --only-binary uv uv 2>/dev/null || true
	@touch $@

$(VENV)/.serving: $(VENV)/.made pyproject.toml tests/constraints.txt
	@echo "Installing what serving needs, about 50 packages …"
	@$(UV) --editable '.[demos,preview]' 2>$(VENV)/uv.log || $(PIP) --editable '.[demos,preview]'
	@$(BIN)/python -m compileall -q guide
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml tests/constraints.txt
	@echo "Installing everything, about 90 packages …"
	@$(UV) --editable '.[demos,preview,bench,test]' 2>$(VENV)/uv.log || \
	  $(PIP) --editable '.[demos,preview,bench,test]'
	@$(BIN)/python -m compileall -q guide
	@touch $(VENV)/.serving $@

install: $(VENV)/.installed

serve: $(VENV)/.serving
	@$(BIN)/guide serve --port $(PORT)

test: $(VENV)/.installed
	$(ANOTHER)
	$(BIN)/python -m pytest --numprocesses $(WORKERS)

# Nothing waits there: one process for each core. Two modules that are left out as a whole take
# longest to collect, and so does the plugin of one of them.
quick: $(VENV)/.installed
	$(ANOTHER)
	QUICK=1 $(BIN)/python -m pytest --numprocesses logical -p no:schemathesis \
	  --ignore=tests/web/test_schema.py --ignore=tests/starter/test_projects.py \
	  -m "not browser and not server and not heavy"

starters: $(VENV)/.installed
	STARTERS=all $(BIN)/python -m pytest --numprocesses $(WORKERS) tests/starter

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if command -v npx >/dev/null; then set -e; \
	  npx --yes eslint@9 --config tests/eslint.config.mjs static guide/web; \
	  npx --yes --package stylelint@17 --package stylelint-config-standard@40 \
	    stylelint --config tests/stylelint.config.mjs '{static,guide,content}/**/*.css'; \
	  pages=$$(mktemp -d); trap 'rm -r "$$pages"' EXIT; $(BIN)/python -m tests.written "$$pages"; \
	  npx --yes html-validate@10 --config tests/htmlvalidate.config.mjs "$$pages"; \
	  else echo "Scripts, styles and pages are not linted: that needs Node.js and its npx."; fi

freeze: $(VENV)/.serving
	$(BIN)/guide freeze

# after an upgrade by hand: what is installed becomes what everybody gets
pins: $(VENV)/.installed
	$(BIN)/python tests/pins.py
	$(BIN)/python -m tests.starter.pins

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

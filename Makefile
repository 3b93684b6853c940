# make serve and make test need nothing but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install serve test check freeze pins clean

help:
	@echo "make serve    set everything up and serve the site on http://127.0.0.1:8000"
	@echo "make test     run the tests (finds a browser itself)"
	@echo "make install  make .venv with everything that the two need"
	@echo "make check    ruff and mypy"
	@echo "make freeze   write the static site to build/"
	@echo "make pins     write the installed versions to tests/constraints.txt"
	@echo "make clean    remove .venv and the caches"

install: .venv/.installed

.venv/.installed: pyproject.toml tests/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or newer. To fix this: make install PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing. To fix this on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint tests/constraints.txt --editable '.[demos,bench,test]'
	@touch $@

# after an upgrade by hand: what is installed becomes what everybody gets
pins: install
	$(BIN)/python -m pip list --format=freeze --exclude-editable | \
	  grep -viE '^(pip|setuptools|wheel)==' | LC_ALL=C sort -f > tests/constraints.txt

serve: install
	$(BIN)/guide serve

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

freeze: install
	$(BIN)/guide freeze

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# make demo   plan the sample season into var/demo/
# make serve  run the service on the database var/zhaoshang.db, at http://127.0.0.1:8000; Ctrl-C stops it
# make test   every check and every test
# Each sets up .venv by itself; needed beforehand: python3 >= 3.11 with venv, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed.stamp

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint types imports pytest format clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(STAMP)
	$(BIN)/zhaoshang demo --dir var/demo --force

serve: $(STAMP)
	@$(BIN)/zhaoshang serve

test: lint types imports pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

pytest: $(STAMP)
	$(BIN)/pytest -n 2

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Reinstalled when a dependency or a pin changes. The stamp is written last, so that a broken set-up is redone.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本：make PYTHON=python3.11 $(MAKECMDGOALS)"; \
		  echo "needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || \
		{ echo "需要 venv 模块：sudo apt-get install python3-venv (needs the venv module)"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# `make` alone prints what there is to do. Python 3.12 or newer and make are all that must be there.

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON := $(shell for p in python3.13 python3.12 python3 $$HOME/.pyenv/versions/*/bin/python3; do \
	command -v "$$p" >/dev/null 2>&1 && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' \
	2>/dev/null && { command -v "$$p"; break; }; done)
BASE   := $(VENV)/.base.stamp
DEV    := $(VENV)/.dev.stamp
# A network that inspects TLS has its certificate in the system's store, which uv does not read by itself.
CERTS  := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),--system-certs)
UV      = VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/uv --no-config $(CERTS)

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test check bench messages lock

help: ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(BASE) ## the virtual environment with what the application needs

demo: $(BASE) ## the 2021 campaign with made-up figures, on this machine only (PORT=8000)
	@$(BIN)/ketnghia demo

demo-reset: $(BASE) ## throw the demo's data away and load it anew
	@$(BIN)/ketnghia demo --reset

test: $(DEV) ## every test, the journeys in a real browser included
	@$(BIN)/python -m tools.browser
	@$(BIN)/pytest -n 2 --dist loadfile

check: $(DEV) ## every gate: style, types, layers, templates, dependencies, migrations, catalogues, docs
	@$(BIN)/python -m tools.check

bench: $(DEV) ## the figures of docs/reference/figures.md, measured here
	@$(BIN)/python -m tools.bench

messages: $(DEV) ## collect the texts to translate and compile the catalogues
	@$(BIN)/python -m tools.catalogue extract
	@$(BIN)/python -m tools.catalogue compile

lock: $(BIN)/uv ## pin everything in requirements/*.in anew, with hashes
	@$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --upgrade --no-header \
		--no-annotate requirements/base.in -o requirements/base.txt
	@$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --upgrade --no-header \
		--no-annotate -c requirements/base.txt requirements/dev.in -o requirements/dev.txt

$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is needed, and none was found." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		"$$(grep -o '^uv==[0-9.]*' requirements/base.txt || echo uv)"

# With the development packages there already, those of the application are among them: leave them be.
$(BASE): $(BIN)/uv requirements/base.txt requirements/dev.txt pyproject.toml
	@if test -f $(DEV); then $(UV) pip sync --quiet --require-hashes requirements/dev.txt; \
		else $(UV) pip sync --quiet --require-hashes requirements/base.txt; fi
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@if test -f $(DEV); then touch $(DEV); fi
	@touch $@

$(DEV): $(BIN)/uv requirements/dev.txt pyproject.toml
	@$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(BASE) $@

# make demo   install, build the graph of seeds/, and say what to open
# make test   install what the tests need, a browser included, and run all of them
# make check  only the style and the types       make bench  measure       make clean  remove what was made
# make fuzz   look for files that break a reader, more than two hours
# make audit  ask for known weaknesses of the locked dependencies; needs the network

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench docs fuzz audit screenshots golden shell lock clean

demo: $(VENV)/run
	$(BIN)/kg build seeds/ -o out/

test: check $(VENV)/browser
	$(BIN)/python -m pytest

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.attribution --robust

# Looks for files that break a reader, for ten minutes each; those that do are kept in tests/documents/fuzz_seeds.
fuzz: $(VENV)/dev
	$(PIP) --no-build-isolation --editable .[fuzz]
	$(BIN)/python -m tests.documents.fuzz

# In an environment of its own, so that what is installed stays what is locked.
audit: | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements-dev.lock

# Renews the worked example in out/, which the tests compare with. What was extracted before goes first: a build takes it
# again as long as the documents and the settings are the same, whatever has changed in the code.
golden: $(VENV)/run
	rm -rf out/store out/shards
	$(BIN)/kg build seeds/ -o out/

# Makes the page of the ontology anew; pyLODE orders some things by hash, which is held still.
docs: $(VENV)/dev
	PYTHONHASHSEED=0 $(BIN)/python -m tests.rdf.ontology_page

screenshots: $(VENV)/browser
	$(BIN)/python -m tests.views.screenshot

# Renews what a shell knows of kg: its manual pages and the completion of words, in share/.
shell: $(VENV)/dev
	$(BIN)/python -m tests.shell

lock:
	uv pip compile pyproject.toml --extra install --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --extra install --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --quiet --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist out/store out/claims.nq .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/run

$(VENV)/browser: | $(VENV)/dev
	$(BIN)/python tests/install_browser.py
	$(BIN)/python tests/install_servers.py
	touch $@

# Two commands do everything on a fresh machine with Python 3.11+, make and a C compiler:
#   make run    sets up, builds the graph from seeds/, prints what was read and shared, draws graph.html
#   make test   sets up and runs all tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out

.PHONY: run test lint types imports audit weaknesses setup model segmenter vocabulary notebooks constraints clean help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.dev ## Build the graph from seeds/ and draw it
	@mkdir -p $(OUT)
	$(BIN)/fazhi build seeds --store $(OUT)/store
	$(BIN)/fazhi query shared-practices --store $(OUT)/store
	$(BIN)/fazhi show --store $(OUT)/store --out $(OUT)/graph.html

test: $(VENV)/.dev ## Run all tests, on two cores
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/.dev ## Check style
	$(BIN)/ruff check graph tests tools

types: $(VENV)/.dev ## Check types
	$(BIN)/mypy

imports: $(VENV)/.dev ## Check who may import whom
	$(BIN)/lint-imports

audit: $(VENV)/.dev ## Check the licences of all packages, and that none falls behind the list of known weaknesses
	$(BIN)/python tools/licences.py
	$(BIN)/python tools/weaknesses.py

weaknesses: ## Ask the network for known weaknesses of all packages; no part of the gate
	$(PYTHON) -m venv $(OUT)/pip-audit
	$(OUT)/pip-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(OUT)/pip-audit/bin/pip-audit --disable-pip --require-hashes -r constraints.txt

setup: $(VENV)/.dev ## Make the environment with everything

notebooks: $(VENV)/.dev ## Render the notebooks to HTML that asks nothing of the network
	$(BIN)/python tools/make_notebooks.py --html $(OUT)/notebooks

model: $(VENV)/.dev ## Train the tagger from the annotated texts (needs PyTorch: pip install torch)
	$(BIN)/python tools/train_tagger.py

segmenter: $(VENV)/.dev ## Train the segmenter from the hand-segmented lines
	$(BIN)/python tools/train_segmenter.py

vocabulary: $(VENV)/.dev ## Make the Turtle files of ontology/ from its tables
	$(BIN)/python tools/make_vocabulary.py --turtle

# The constraints carry hashes and no address: pip takes the packages from wherever it is set up to.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

constraints: ## Pin the newest versions with hashes, without addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --generate-hashes \
		--no-annotate --extra dev pyproject.toml -o constraints.txt

clean: ## Remove the environment and what was made
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

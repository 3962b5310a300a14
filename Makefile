# The commands of the project. `make run` and `make test` need Python 3.11+, make and a package index; nothing else.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: run test soak reloaded check screenshots format bench lock browser clean

run: $(VENV)/run.stamp  ## reindex seeds/ and serve them; exit code 3 says that some seeds were skipped
	@$(BIN)/reindex || [ $$? -eq 3 ]
	@HOST=127.0.0.1 PORT=$(PORT) $(BIN)/gunicorn --config web/gunicorn.conf.py "web:create_app()"

test: $(VENV)/dev.stamp browser  ## everything the tests need, then every test
	$(BIN)/python -m pytest

soak: $(VENV)/dev.stamp  ## the long form of the tests that try to break it; about an hour
	CHANCERY_SOAK_KILLS=200 CHANCERY_SOAK_REINDEXES=50 CHANCERY_SOAK_REQUESTS=100000 CHANCERY_SOAK_FILES=100000 \
		$(BIN)/python -m pytest -rsP tests/reliability tests/security

reloaded: requirements-reloaded.txt requirements-dev.txt  ## the tests of the codec under the other living fork of Whoosh
	$(PYTHON) -m venv --clear $(VENV)-reloaded
	$(VENV)-reloaded/bin/pip --disable-pip-version-check --quiet install --require-hashes -r requirements-dev.txt
	$(VENV)-reloaded/bin/pip --disable-pip-version-check --quiet uninstall --yes whoosh3
	$(VENV)-reloaded/bin/pip --disable-pip-version-check --quiet install --require-hashes -r requirements-reloaded.txt
	$(VENV)-reloaded/bin/python -m pytest tests/columnar

check: $(VENV)/dev.stamp  ## format, lint, types, known vulnerabilities
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python .ci/vulnerabilities.py

screenshots: $(VENV)/dev.stamp browser  ## every kind of page at three widths in two themes, into build/screenshots
	$(BIN)/python -m tests.browser.screenshots --all build/screenshots
	$(BIN)/python -m tests.browser.screenshots

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench

lock: $(VENV)/dev.stamp  ## pin every dependency with its hashes; the lock files name no host
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml --group build -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml --group build --group dev --group bench -c requirements-dev.txt -o requirements-bench.txt
	printf "whoosh-reloaded==2.7.5\ncached-property\n" | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header - -o requirements-reloaded.txt

browser:
	@$(PYTHON) tests/browser/install.py

clean:
	rm -rf $(VENV) index/generations index/CURRENT index/annotations.sqlite

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements-bench.txt $(VENV)/dev.stamp
	$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@

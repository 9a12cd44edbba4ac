# Two commands: `make demo` does the main job on example letters, `make test` passes the tests.
# Both start from a bare Python 3.11 and make a virtual environment of their own.
PYTHON ?= python3.11
VENV ?= .venv
BIN = $(VENV)/bin
export PIP_CONSTRAINT = $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test slow check bench quality synthetic clean

demo: $(VENV)/.ready
	$(BIN)/python examples/demo.py

test: check
	$(BIN)/python -m pytest -m "not slow"

# What takes minutes: flows against a real server, canaries, large letters.
slow: $(VENV)/.ready
	$(BIN)/python -m pytest -m slow

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# How well it works, as a table with 95 % intervals: the committed letters, and where they
# are named annotated letters (LETTERS=folder) and the open sets in the ner/ of a folder (DATA=folder).
quality: $(VENV)/.ready
	$(BIN)/python -m benchmarks.quality $(if $(LETTERS),--letters "$(LETTERS)") $(if $(DATA),--data "$(DATA)")

# Writes the synthetic letters anew, from the test templates and the gazetteers/ of DATA=folder.
synthetic: $(VENV)/.ready
	$(BIN)/python -m training.generate --split test --only '^t_' --seed 2026 --count 200 \
		--data "$(DATA)" --out tests/quality/synthetic.jsonl
	$(BIN)/python -m training.generate --split test --only '^w_' --seed 2027 --count 80 \
		--data "$(DATA)" --out tests/quality/academic.jsonl
	$(BIN)/python -m training.generate --split test --only '^h_' --seed 2028 --count 80 \
		--data "$(DATA)" --out tests/quality/harder.jsonl

# Speed side by side with plain Presidio, memory over a long batch, growth. It takes about an hour.
bench: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks --plots docs/pictures

$(VENV)/.ready: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) demo build dist

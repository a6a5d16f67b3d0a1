# A machine with git, make and Python 3.11 is enough to begin: tools/setup.py gets the rest into .venv, once.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help briefing test lint format bench evaluate pins clean setup setup-dev
.NOTPARALLEL:

briefing: setup  ## make the briefing of config.yaml in build/; options: make briefing ARGS="--strict"
	$(BIN)/briefing build $(ARGS)

test: setup-dev  ## run the tests; some of them: make test ARGS="-k figures"
	$(BIN)/pytest $(ARGS)

lint: setup-dev  ## style, types, and which way imports point
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	@# Both requirements files pin the same versions; what this prints is pinned at two.
	@! grep -ohE '^[^ ]+==[^ ]+' requirements.txt requirements-dev.txt | sort -u | cut -d= -f1 | uniq -d | grep .

format: setup-dev  ## mend what `make lint` can mend by itself
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

bench: setup-dev  ## measure how long a briefing takes
	$(BIN)/python benchmarks/build.py $(ARGS)

evaluate: setup-dev  ## compare briefings with the answers people wrote, where ../shared has them
	$(BIN)/python benchmarks/evaluate.py $(ARGS)

# uv is not among the requirements: nothing else needs it.
UV_COMPILE = uv pip compile -q pyproject.toml --universal --python-version 3.11 --upgrade \
	--generate-hashes --only-binary :all: --emit-build-options --no-header
pins:  ## renew the pinned versions from pyproject.toml (needs uv)
	$(UV_COMPILE) --group build -o requirements.txt
	$(UV_COMPILE) --group build --group dev -c requirements.txt -o requirements-dev.txt

clean:  ## remove all that was made: .venv, build/, caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find build -mindepth 1 ! -name .gitignore -delete
	find . -name __pycache__ -prune -exec rm -rf {} +

help:
	@sed -n 's/^\([a-z]*\):.*  ## /make \1\t/p' Makefile | expand -t 16

SETUP = @command -v "$(PYTHON)" >/dev/null || { echo "briefing needs Python 3.11 or newer; there is no $(PYTHON)." >&2; exit 1; }; \
	"$(PYTHON)" -I -S tools/setup.py
setup:
	$(SETUP)
setup-dev:
	$(SETUP) dev

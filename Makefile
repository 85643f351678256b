# Each target makes the virtual environment it needs on first use; a second run starts at once.
# Another Python: make ask PYTHON=python3.12. More arguments: make eval ARGS="--misses".

PYTHON ?= python3
Q ?= hvad er anlægsrammen i 2024

# The question reaches the command through the environment: neither make nor the shell reads its $, quotes or blanks.
override export AFTALESVAR_QUESTION := $(value Q)
unexport Q

BIN := .venv/bin
RUN := .venv/installed-run
DEV := .venv/installed-dev
PINS := pyproject.toml constraints.txt scripts/install

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: ask check clean eval help lint peers test types web

help: ## vis denne oversigt
	@echo 'make ask Q="hvad er anlægsrammen i 2024"'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

ask: $(RUN) ## svar på Q="…" med kilden (fejlkode 1, hvis det ikke står der)
	@$(BIN)/ask -- "$$AFTALESVAR_QUESTION"

web: $(RUN) ## åbn siden på http://127.0.0.1:7860
	@$(BIN)/aftalesvar web $(ARGS)

eval: $(RUN) ## mål svarene på spørgsmålene i eval/questions
	@$(BIN)/aftalesvar eval $(ARGS)

peers: $(DEV) ## kør de andre værktøjer på de samme spørgsmål
	@eval/peers/run.sh $(ARGS)

test: $(DEV) ## kør alle prøver
	@$(BIN)/python -m pytest $(ARGS)

lint: $(DEV) ## ruff: stil og opstilling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strengt
	@$(BIN)/mypy

check: lint types test ## stil, typer og prøver

clean: ## fjern det virtuelle miljø, indekset og mellemlagre
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find index -mindepth 1 ! -name README.md -delete

$(RUN): $(PINS)
	@scripts/install "$(PYTHON)"
	@touch $@

$(DEV): $(PINS) | $(RUN)
	@scripts/install "$(PYTHON)" dev
	@touch $@

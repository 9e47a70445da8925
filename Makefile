# Sets up wijktoets and does its jobs: `make demo` and `make test` work as the first command in a fresh clone.
PYTHON ?= python3
VENV ?= .venv
DEMO ?= cases/voorbeelden/tot-een-bedrag.yaml

BIN := $(VENV)/bin
# One worker a core; the tests of one file stay together, as they share what is costly to make, and long files come first.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile -p tests.longest
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
  MAKE_VENV = $(UV) venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
  INSTALL = $(UV) pip install --quiet --python $(BIN)/python
  INSTALL_FRESH = $(INSTALL) --no-cache
else
  MAKE_VENV = $(PYTHON) -m venv --clear $(VENV)
  INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
  INSTALL_FRESH = $(INSTALL) --no-cache-dir
endif

# durable-rules compiles on Python 3.13, but can be imported there only with this name mapped.
FORWARD_FLAGS := -DPyEval_CallObject=PyObject_CallObject

.DELETE_ON_ERROR:
.PHONY: demo quick test test-outside crowd test-all test-deep mutants err check lint differ reach sbom bench schemas docs tour components constraints clean

# At most 90 lines: the five pilots, one example, and what to try next.
demo: $(VENV)/.ready
	$(BIN)/wijktoets check cases/*.yaml
	$(BIN)/wijktoets evaluate $(DEMO)
	@printf '%s\n' '' 'Zelf proberen:  $(BIN)/wijktoets questions $(DEMO) --max 3' \
	  'Een eigen wijk: $(BIN)/wijktoets new > mijn-wijk.yaml' \
	  'In een browser: $(BIN)/wijktoets serve --demo' \
	  'In English:     $(BIN)/wijktoets report $(DEMO) --to note.html, a note for the council; more in README.md'

# Part of it: make test ARGS='tests/cli/test_plan.py -k path'. What each tier is for stands in tests/README.md.
test: $(VENV)/.ready-dev
	$(if $(ARGS),$(BIN)/python -m pytest $(ARGS),$(PYTEST) $(COUNTED))

# With how many lines all tests reach, in CI: make test COUNTED='$(COUNT) …'.
COUNT = --cov --cov-report=term

# The inner loop, in less than a minute: what a change in any one room would most likely break.
quick: $(VENV)/.ready-dev
	$(PYTEST) -q --hypothesis-profile=quick @tests/quick.txt

# What needs PyPI or other programs: LibreOffice (Debian: libreoffice-writer-nogui), Chromium, nginx, PostgreSQL and systemd. Only
# files that name one are read: going through all others takes as long as a tenth of these tests.
OUTSIDE := browser or cluster or install or office or postgres or systemd
NAMES_OUTSIDE := mark\.(browser|cluster|install|office|postgres|systemd)\b|^ON_BOTH\b
test-outside: $(VENV)/.ready-dev
	$(PYTEST) -m '$(OUTSIDE)' $$(grep -rlE --include='test_*.py' '$(NAMES_OUTSIDE)' tests)

# A hundred people on twenty dossiers for a minute, in a PostgreSQL of its own: no error, no answer lost, memory flat,
# however busy the machine is. Ten minutes, and how fast it is when nothing else runs: make crowd ARGS='--think 10'.
crowd: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.serve --crowd --people 100 --postgres $(or $(ARGS),--seconds 60 --think 20)

test-all: test test-outside crowd

# After a reworded message: what bad input is answered with, written anew and shown.
err: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.bad_cases
	@git --no-pager diff --stat --patch -- tests/data/bad

# 50,000 generated cases on which all engines must agree, in bounded memory, and 5,000 changed files on which no command
# may crash: half an hour or more.
test-deep: $(VENV)/.ready-dev
	$(BIN)/python -m pytest --hypothesis-profile=deep --timeout=0 -s tests/agreement tests/fuzz
	$(BIN)/python -m pytest --hypothesis-profile=deep --timeout=0 -s -m postgres tests/web/test_load.py

# 300 small faults in judging, transfer and plan, each of which a test has to notice: an hour or more.
mutants: $(VENV)/.ready-dev
	$(BIN)/python -m tests.mutants.run $(ARGS)

# Before a push. CI runs `differ` on another Python than `make test`, and `lint` beside the tests from outside, which wait often.
check: lint reach

# Linters, types, layers and licences.
lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/reuse lint --quiet

# What may differ between Pythons: on fewer examples, of each test one case, without what is the same on every Python.
differ: $(VENV)/.ready-dev
	$(SMALLER) --assert=plain

# The same, with how many lines it reaches: from Python 3.12 on, which counts for nearly nothing.
reach: $(VENV)/.ready-dev
	$(SMALLER) $(COUNT)

SMALLER = $(PYTEST) -q --hypothesis-profile=quick --of-each=1 --snapshot-warn-unused -m 'not anywhere and not ($(OUTSIDE))' \
  @tests/once.txt

# The wheel, and beside it what it is made of in CycloneDX: the same files for the same commit.
sbom: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1767225600)
sbom: $(VENV)/.ready-dev
	@rm -rf build dist
	@$(BIN)/python -m build --wheel --no-isolation >/dev/null
	@for wheel in dist/*.whl; do $(BIN)/python -m tests.supply.sbom "$$wheel" "$${wheel%.whl}.cdx.json"; done
	@ls dist

# Peers in a venv of their own: what they need may be older than what wijktoets is tested with.
bench:
	@$(MAKE) --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.ready-bench
	$(VENV)-bench/bin/python -m benchmarks.run --write benchmarks/RESULTS.md

schemas: $(VENV)/.ready-dev
	$(BIN)/python -m wijktoets.engine.upkeep.schemas schemas texts/schema/velden.yaml

docs: $(VENV)/.ready-dev
	$(BIN)/python -m wijktoets.cli.rules.pages docs/regels
	$(BIN)/python -m tests.docs.sessions
	$(BIN)/python -m tests.docs.documents
	$(BIN)/python -m wijktoets.cli.rules.lint_page docs/lint
	$(BIN)/python -m wijktoets.cli.rules.words_page docs/woorden
	$(BIN)/python -m wijktoets.engine.upkeep.dictionary docs/kolommen.md texts/schema/kolommen.yaml
	$(BIN)/python -m tests.docs.notebooks

# The pictures of the tour in docs/rondleiding.md, with Debian's chromium; look at each before it is kept.
tour: $(VENV)/.ready-dev
	$(BIN)/python -m tests.web.tour docs/rondleiding

# The rules of NL Design System that pages use (web/components.py), from the package of npm; needs a network and npm.
components: $(VENV)/.ready-dev
	rm -rf build/npm && mkdir -p build/npm && cd build/npm && tar xzf "$$(npm pack --silent @utrecht/component-library-css@9.0.4)"
	$(BIN)/python -m tests.web.nl_design_system build/npm/package

# Names and versions only, taken from a fresh environment; made on the oldest Python, the file serves every Python.
constraints:
	rm -rf $(VENV)-constraints
	$(MAKE) --no-print-directory VENV=$(VENV)-constraints CONSTRAIN= $(VENV)-constraints/.ready-dev
	{ echo '# The versions that this project is tested with; `make constraints` renews them.'; \
	  $(VENV)-constraints/bin/python -c 'from importlib.metadata import distributions as d; \
	print(*(f"{p.name}=={p.version}" for p in d() if p.name not in ("pip", "wijktoets")), sep="\n")' | LC_ALL=C sort -f -t= -k1,1; \
	} > constraints.txt
	rm -rf $(VENV)-constraints

clean:
	rm -rf .venv .venv-* build dist *.egg-info .hypothesis .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov

CONSTRAIN = -c constraints.txt
NO_INSTALL = { echo 'Installeren lukte niet: is er verbinding met PyPI?' >&2; exit 1; }

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'wijktoets heeft Python 3.11 of nieuwer nodig: installeer het Debian-pakket python3.' >&2; exit 1; }
	@$(if $(UV),:,$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null) \
	  || { echo 'Python mist een onderdeel: installeer het Debian-pakket python3-venv en probeer het opnieuw.' >&2; exit 1; }
	@echo 'De eerste keer zet make alles klaar in $(VENV). Dat duurt een paar minuten.' >&2
	@$(MAKE_VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) $(CONSTRAIN) --editable '.[all]' || $(NO_INSTALL)
	@touch $@

# What developers need holds all that users need, so that one install does for both.
$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) $(CONSTRAIN) --editable '.[all,dev]' || $(NO_INSTALL)
	@touch $(VENV)/.installed $@

# The second opinion comes last, alone, and may fail: only a successful import counts.
FORWARD = CPPFLAGS='$(FORWARD_FLAGS)' $(INSTALL_FRESH) $(CONSTRAIN) durable-rules >$(VENV)/forward.log 2>&1 \
	  && $(BIN)/python -c 'import durable.engine' >>$(VENV)/forward.log 2>&1 \
	  || echo 'De tweede rekenaar (durable-rules) ontbreekt, de rest werkt gewoon: installeer de Debian-pakketten gcc en python3-dev en doe daarna make clean als u haar wilt.' >&2

$(VENV)/.ready: $(VENV)/.installed
	@$(FORWARD)
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready
	@$(INSTALL) --editable '.[bench]' || echo 'Niet alles waarmee we vergelijken is er; make bench meet de rest.' >&2
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.installed-dev
	@$(BIN)/python -c 'import durable.engine' 2>/dev/null || { $(FORWARD); }
	@touch $(VENV)/.ready $@

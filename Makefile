# make demo · make test · make check · make bench: the only four names anyone needs.
# All four share one set-up, and every step of it runs only when what it is made from has changed.
# For those who change the project itself: make assets, make lock (after editing dependencies),
# make translations (after adding words), make pictures (those of the README, from the running app),
# make mutants (about an hour), make clean.

.DELETE_ON_ERROR:
.PHONY: demo test check bench assets translations pictures mutants lock clean packages test-packages set-up test-set-up

bin := .venv/bin
pip := $(bin)/python -m pip install --quiet --disable-pip-version-check
# Every dependency is a wheel with a known hash: nothing is compiled, nothing is taken on trust.
locked := $(pip) --require-hashes --only-binary :all:

assets := app/web/assets
static := app/web/static/staff.css
modules := $(assets)/node_modules
axe := $(modules)/axe-core/axe.min.js

demo: set-up
	@test -e instance/settings.toml || $(bin)/myelog demo
	@$(bin)/myelog serve --host 127.0.0.1 --port 8000

# A file's tests stay together, so that what they share is made once.
test: check test-set-up
	$(bin)/pytest --numprocesses 2 --dist loadfile

check: .venv/stamp-dev .venv/stamp-myelog
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports --no-logo
	$(bin)/python -m app.translations check
	$(bin)/myelog instruments check

bench: .venv/stamp-dev set-up
	$(bin)/python -m tests.bench

assets: $(static)

# Set-up

set-up: packages .venv/stamp-myelog $(static)

test-set-up: test-packages .venv/stamp-dev set-up .venv/stamp-chromium $(axe)

packages:
	@.ci/system-packages run

test-packages: packages
	@.ci/system-packages test

# The stamps say "this was done". They live in what they vouch for, so they go when it goes.

.venv/stamp-venv: | packages
	python3 -m venv .venv
	@touch $@

.venv/stamp-locked: requirements.lock .venv/stamp-venv
	$(locked) --requirement $<
	@touch $@

.venv/stamp-dev: requirements-dev.lock requirements-wording-check.lock .venv/stamp-locked
	$(locked) --requirement $<
	$(locked) --no-deps --requirement requirements-wording-check.lock
	@touch $@

.venv/stamp-mutation: requirements-mutation.lock .venv/stamp-dev
	$(locked) --requirement $<
	@touch $@

# The project itself, editable: the console script `myelog`, and `import app` from anywhere.
.venv/stamp-myelog: pyproject.toml .venv/stamp-locked
	PYTHONWARNINGS=ignore $(pip) --no-deps --no-build-isolation --editable .
	@touch $@

# Front-end assets

$(modules)/.package-lock.json: $(assets)/package-lock.json | .venv/stamp-venv
	.ci/with-node npm ci --prefix $(assets) --omit=dev --omit=optional

$(static): $(wildcard $(assets)/*.scss $(assets)/*.js) $(assets)/build.sh $(assets)/package-lock.json \
           | .venv/stamp-locked $(modules)/.package-lock.json
	.ci/with-node sh $(assets)/build.sh

$(axe): $(assets)/package-lock.json | $(static)
	.ci/with-node npm ci --prefix $(assets) --omit=optional
	@touch $@

# One name for the browser of the tests, whatever the machine offers: .venv/bin/chromium.
.venv/stamp-chromium: .ci/chromium/link .ci/chromium/package-lock.json .venv/stamp-locked | test-packages
	.ci/chromium/link $(bin)/chromium
	@touch $@

# Upkeep

# New words of the interface into every catalogue, without text: a person then writes it.
translations: .venv/stamp-locked
	$(bin)/python -m app.translations update

pictures: test-set-up
	$(bin)/python -m tests.pictures

# Faults put into app/scoring and app/instruments one by one; those that no test notices are listed.
mutants: test-set-up .venv/stamp-mutation
	PATH="$(CURDIR)/$(bin):$$PATH" mutmut run --max-children 2 > mutants.log
	$(bin)/python .ci/mutants

lock:
	.ci/lock

clean:
	rm -rf .venv app/web/static $(modules) mutants mutants.log

#!/bin/sh
# The figures of `make bench`; see bench.py.
exec python3 tests/bench/bench.py "$@"

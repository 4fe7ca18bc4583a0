#!/bin/sh
# The figures of `make bench`; see bench.py and bench_tty.py.
python3 tests/bench/bench.py "$@"
status=$?
python3 tests/bench/bench_tty.py || status=1
exit $status

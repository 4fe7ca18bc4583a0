#!/bin/sh
# usage: B=FOLDER run_probe.sh
: "${B:?}"
# The leak check would start a process at the end, which is what must not work.
ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0" exec "$B/tests/kiosk/probe"

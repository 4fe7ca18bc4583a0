#!/bin/sh
# usage: YULU=PROGRAM B=FOLDER [QUERIES=N] run_archive_agree.sh
: "${B:=build}"
# Sanitizers see in a thousand what they see in five thousand.
case $B in build) : "${QUERIES:=6000}" ;; *) : "${QUERIES:=1000}" ;; esac
exec python3 -B tests/property/archive_agree.py "$B/tests/property/archive_ask" "$QUERIES" 11

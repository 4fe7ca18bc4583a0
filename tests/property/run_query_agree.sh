#!/bin/sh
# usage: B=FOLDER run_query_agree.sh
: "${B:=build}"
exec python3 -B tests/property/query_agree.py "$B/tests/property/query_tree" 2000 5

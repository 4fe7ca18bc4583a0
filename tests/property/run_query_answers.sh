#!/bin/sh
# usage: B=FOLDER run_query_answers.sh
# The samples, and made articles in which delegates speak.
: "${B:=build}"
made=$B/property/query
python3 tests/quality/generate.py "$made" --articles 12 --seed 4 >/dev/null || exit 1
exec python3 -B tests/property/query_answers.py "$B/tests/property/query_answers" \
    "$B/property/query.jsonl" 150 5 content/articles/*.yaml content/articles/*.jsonl "$made"/*.txt

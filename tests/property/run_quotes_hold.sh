#!/bin/sh
# usage: B=FOLDER run_quotes_hold.sh
# prop_quotes on made articles (other ones than those that are scored) and on the samples' bodies.
: "${B:=build}"
made=$B/property/made
python3 tests/quality/generate.py "$made" --articles 120 --seed 9 || exit 1
set -- "$made"/*.txt
for sample in twin roundtable ferry wire interview letters; do
    sed -n '/^总结:\|^正文:\|^內容:\|^内容:/,$p' "content/articles/$sample.yaml" | sed '1s/^[^:]*: *//; s/^  //' >"$made/$sample.body"
    [ -s "$made/$sample.body" ] && set -- "$@" "$made/$sample.body"
done
exec "$B/tests/property/prop_quotes" "$@"

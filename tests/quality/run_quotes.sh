#!/bin/sh
# usage: B=FOLDER run_quotes.sh [-v]
# Score the quotation engine (quotes.py) on our own samples and, where YULU_DATA is set, on the
# articles there; each figure has a floor below which the suite fails.
here=$(dirname "$0")
exec python3 "$here/quotes.py" --said "${B:-build}/tests/quality/said" --floors "$here/floors.json" "$@"

#!/bin/sh
# usage: B=FOLDER run_quotes.sh [-v]
# Score the quotation engine (quotes.py) on our own samples, on made articles (generate.py) and,
# where YULU_DATA is set, on the articles there; each figure has a floor below which the suite
# fails.
here=$(dirname "$0")
: "${B:=build}"
QUOTES_MADE=$B/quality/made
export QUOTES_MADE
python3 "$here/generate.py" "$QUOTES_MADE" --articles 400 || exit 1
exec python3 "$here/quotes.py" --said "$B/tests/quality/said" --floors "$here/floors.json" "$@"

#!/bin/sh
# usage: B=FOLDER run_words.sh [-v]
# Say how much of the lexicon is used (words.py) by our own texts and, where YULU_DATA is set, by the
# articles there.
here=$(dirname "$0")
: "${B:=build}"
set -- "$@" "$here"/../../content/articles/*.yaml "$here"/../golden/traps.txt "$here"/../golden/rules/*.txt \
    "$here"/../../man/yulu-quotes.7 "$here"/../fuzz/corpus/quotes/* "$B"/quality/made/*.txt
if [ -n "$YULU_DATA" ]; then
    set -- "$@" "$YULU_DATA"/seed.yaml "$YULU_DATA"/dev/*.txt
fi
exec python3 "$here/words.py" --words "$B/tests/quality/words" "$@"

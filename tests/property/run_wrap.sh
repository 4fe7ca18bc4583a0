#!/bin/sh
# The properties of rows on all samples, and on the articles of YULU_DATA when they are here.
: "${B:?}"
set -- content/articles/*.yaml
for f in "${YULU_DATA:-/nonexistent}"/seed.yaml "${YULU_DATA:-/nonexistent}"/dev/*.txt; do
    [ -f "$f" ] && set -- "$@" "$f"
done
exec "$B/tests/property/prop_wrap" "$@"

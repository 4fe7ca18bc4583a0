#!/bin/sh
# usage: B=FOLDER run_recovery.sh [-v]
# Score the recovery of one-line bodies (recovery.py) with the parts program built in B.
here=$(dirname "$0")
exec python3 "$here/recovery.py" --parts "${B:-build}/tests/quality/parts" "$@"

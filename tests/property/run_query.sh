#!/bin/sh
# usage: B=FOLDER run_query.sh
: "${B:=build}"
exec "$B/tests/property/prop_query" 20000 7

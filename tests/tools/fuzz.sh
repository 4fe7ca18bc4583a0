#!/bin/sh
# usage: fuzz.sh FOLDER [NAME]
# Run each fuzzer in FOLDER for FUZZ_SECONDS, from a copy of its corpus: what it learns stays
# out of the tree.  An input that fails is left in FOLDER/NAME.crash-*.
folder=$1 only=$2
: "${FUZZ_SECONDS:=20}"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
status=0
for fuzzer in "$folder"/fuzz_*; do
    [ -x "$fuzzer" ] && [ -f "$fuzzer" ] || continue
    name=${fuzzer##*/fuzz_}
    [ -z "$only" ] || [ "$only" = "$name" ] || continue
    scratch=$folder/corpus/$name
    rm -rf "$scratch" && mkdir -p "$scratch"
    for dir in "tests/fuzz/corpus/$name" "tests/fuzz/corpus/fuzz_$name"; do
        [ -d "$dir" ] && cp -R "$dir/." "$scratch"
    done
    set --
    [ -f "tests/fuzz/$name.dict" ] && set -- "-dict=tests/fuzz/$name.dict"
    if "$fuzzer" "$@" -max_total_time="$FUZZ_SECONDS" -timeout=5 -rss_limit_mb=2048 \
        -artifact_prefix="$folder/$name.crash-" -print_final_stats=1 "$scratch" \
        >"$folder/$name.log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")
        echo "fuzz $name: clean after $runs runs in $FUZZ_SECONDS s"
    else
        tail -n 60 "$folder/$name.log"
        echo "fuzz $name: FAILED"
        status=1
    fi
done
exit $status

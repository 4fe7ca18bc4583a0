#!/bin/sh
# usage: dist.sh NAME      make build/NAME.tar.gz, equal byte for byte for equal sources
name=$1
# A tree that lies inside of another's work tree is not that tree.
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
    list() { git -c core.quotePath=false ls-files; }
    : "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
else
    list() { find . \( -path ./build -o -path ./.git \) -prune -o \( -type f -o -type l \) ! -path ./yulu -print |
        sed 's|^\./||'; }
    : "${SOURCE_DATE_EPOCH:=0}"
fi
mkdir -p build || exit 1
list | LC_ALL=C sort | while read -r f; do [ -e "$f" ] && printf '%s\n' "$f"; done >build/dist.list
tar --format=ustar --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --mtime="@$SOURCE_DATE_EPOCH" --no-recursion --transform="s|^|$name/|" \
    -cf "build/$name.tar" -T build/dist.list || exit 1
gzip -nf9 "build/$name.tar" && rm -f build/dist.list && echo "build/$name.tar.gz"

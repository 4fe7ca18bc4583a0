#!/bin/sh
# usage: distcheck.sh BUILD NAME      BUILD/NAME.tar.gz was made by dist.sh
# What is packed can be built, tested, installed, used, removed and packed again, elsewhere.
set -e
build=$1 name=$2
work=$build/distcheck
tar=$build/$name.tar.gz
rm -rf "$work"
mkdir -p "$work"
tar -xzf "$tar" -C "$work"
cd "$work/$name"
unset MAKEFLAGS MAKELEVEL
stage=$work/stage

make -s WERROR=1 all
make -s build/unit
build/unit
make -s install DESTDIR="$stage" PREFIX=/usr
for file in bin/yulu share/man/man1/yulu.1 share/applications/yulu.desktop \
    share/bash-completion/completions/yulu share/yulu/content/articles/twin.yaml; do
    [ -f "$stage/usr/$file" ] || { echo "distcheck: $file was not installed"; exit 1; }
done
"$stage/usr/bin/yulu" list --no-config --no-state -d "$stage/usr/share/yulu/content/articles" --count
make -s uninstall DESTDIR="$stage" PREFIX=/usr
left=$(find "$stage" -type f)
[ -z "$left" ] || { echo "distcheck: not removed: $left"; exit 1; }
SOURCE_DATE_EPOCH=$(stat -c %Y Makefile) make -s dist
cmp "build/$name.tar.gz" "$tar" || { echo "distcheck: packed again, it differs"; exit 1; }
make -s clean
tar -tzf "$tar" | sed "s|^$name/||" | sort >"$work/packed"
find . \( -type f -o -type l \) | sed 's|^\./||' | sort >"$work/there"
diff "$work/packed" "$work/there" || { echo "distcheck: clean leaves or takes something"; exit 1; }
rm -rf "$work"
echo "distcheck: $name.tar.gz is good"

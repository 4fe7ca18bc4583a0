#!/bin/sh
# usage: deb.sh BUILD NAME VERSION      BUILD/NAME-VERSION.tar.gz was made by dist.sh
# Source and binary packages in BUILD/deb, with what lintian says of them; fails when it says much.
set -e
build=$1 name=$2 version=$3
work=$build/deb
rm -rf "$work"
mkdir -p "$work"
cp "$build/$name-$version.tar.gz" "$work/${name}_$version.orig.tar.gz"
tar -xzf "$build/$name-$version.tar.gz" -C "$work"
cp -R packaging/debian "$work/$name-$version/debian"
cd "$work/$name-$version"
unset MAKEFLAGS MAKELEVEL B V Q CFLAGS CPPFLAGS LDFLAGS
dpkg-buildpackage -us -uc >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log"; exit 1; }
cd "$work"
lintian --fail-on error,warning --tag-display-limit 0 "${name}"_*.changes
for package in *.deb; do
    printf '%s: %s KiB installed\n' "$package" "$(dpkg-deb -f "$package" Installed-Size)"
done

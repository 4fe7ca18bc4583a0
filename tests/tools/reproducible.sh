#!/bin/sh
# usage: reproducible.sh BUILD NAME      BUILD/NAME.tar.gz was made by dist.sh
# Two builds in folders, languages, zones, times and with masks that differ: equal byte for byte.
set -e
build=$1 name=$2
work=$build/reproducible
rm -rf "$work"
unset MAKEFLAGS MAKELEVEL

# build_in FOLDER
build_in()
{
    mkdir -p "$work/$1"
    tar -xzf "$build/$name.tar.gz" -C "$work/$1"
    make -s -C "$work/$1/$name" all
}
(umask 022 && LC_ALL=C TZ=UTC build_in a)
(umask 077 && LC_ALL=C.UTF-8 TZ=Asia/Shanghai HOME=/nonexistent build_in a/much/longer/folder)
cmp "$work/a/$name/yulu" "$work/a/much/longer/folder/$name/yulu"
cmp "$work/a/$name/build/libyulu.a" "$work/a/much/longer/folder/$name/build/libyulu.a"
if strings "$work/a/$name/yulu" | grep -F "$work"; then
    echo "reproducible: the program names the folder it was built in"
    exit 1
fi
rm -rf "$work"
echo "reproducible: both builds of $name are equal"

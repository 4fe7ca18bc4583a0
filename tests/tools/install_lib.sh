#!/bin/sh
# usage: install_lib.sh VERSION DESTDIR PREFIX LIBDIR
set -e
version=$1 destdir=$2 prefix=$3 libdir=$4
mkdir -p "$destdir$libdir/pkgconfig" "$destdir$prefix/include" "$destdir$prefix/share/doc/yulu/examples"
install -m 755 build/lib/libyulu.so.0 "$destdir$libdir/libyulu.so.0"
ln -sf libyulu.so.0 "$destdir$libdir/libyulu.so"
install -m 644 build/lib/libyulu.a "$destdir$libdir/libyulu.a"
install -m 644 include/yulu.h "$destdir$prefix/include/yulu.h"
install -m 644 share/examples/quotes.c share/examples/quotes.py "$destdir$prefix/share/doc/yulu/examples"
sed "s|@PREFIX@|$prefix|; s|@LIBDIR@|$libdir|; s|@VERSION@|$version|" share/yulu.pc.in \
    >"$destdir$libdir/pkgconfig/yulu.pc"

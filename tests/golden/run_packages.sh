#!/bin/sh
# What is installed beside the program is well formed, and all of it speaks of one version.
: "${YULU:?}"
passed=0 failed=0 skipped=0
version=$(sed -n 's/^VERSION := //p' Makefile)

# check WHAT COMMAND...: silent with status 0, or what it says is shown.
check()
{
    what=$1
    shift
    if out=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: %s\n' "$what" "$out"
    fi
}

# with TOOL COMMAND...: skipped when the tool is not here.
with()
{
    if command -v "$1" >/dev/null; then check "$1" "$@"; else skipped=$((skipped + 1)); fi
}

with desktop-file-validate share/yulu.desktop
with appstreamcli validate --no-net share/org.yulu.yulu.metainfo.xml
with xmllint --noout share/icons/yulu.svg
with ruby -c packaging/homebrew/yulu.rb
check 'APKBUILD' sh -n packaging/alpine/APKBUILD
check 'rules' make -n -f packaging/debian/rules override_dh_auto_build
check 'smoke' sh -n packaging/debian/tests/smoke
check 'changelog' grep -q "^yulu ($version-" packaging/debian/changelog
check 'formula' grep -q "yulu-$version.tar.gz" packaging/homebrew/yulu.rb
check 'APKBUILD version' grep -qx "pkgver=$version" packaging/alpine/APKBUILD
# All that is installed is there, and all of it can be removed.
listed() { sh tests/tools/install.sh "$1" "$YULU" "$2" /usr/bin /usr/share/man /usr/share/yulu /usr/share; }
installs()
{
    tmp=$(mktemp -d) && listed install "$tmp" && [ -x "$tmp/usr/bin/yulu" ] &&
        [ -f "$tmp/usr/share/bash-completion/completions/yulu" ] && listed uninstall "$tmp" &&
        left=$(find "$tmp" -type f) && rm -rf "$tmp" && [ -z "$left" ]
}
check 'install' installs

line="packages: $passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]

#!/bin/sh
# usage: install.sh install|uninstall PROGRAM DESTDIR BINDIR MANDIR SHAREDIR DATADIR
# One list of what is installed serves both, so that uninstall removes exactly that.
set -e
action=$1 program=$2 destdir=$3 bindir=$4 mandir=$5 sharedir=$6 datadir=$7

# "mode source target" for each file
files()
{
    printf '%s\t%s\t%s\n' 755 "$program" "$bindir/yulu"
    find man -name '*.[1578]' | LC_ALL=C sort | while read -r page; do
        section=${page##*.}
        folder=$(dirname "${page#man}")
        printf '%s\t%s\t%s\n' 644 "$page" "$mandir${folder%/}/man$section/${page##*/}"
    done
    while read -r source target; do
        printf '%s\t%s\t%s\n' 644 "share/$source" "$datadir/$target"
    done <<'END'
yulu.desktop applications/yulu.desktop
org.yulu.yulu.metainfo.xml metainfo/org.yulu.yulu.metainfo.xml
icons/yulu.svg icons/hicolor/scalable/apps/yulu.svg
completions/yulu.bash bash-completion/completions/yulu
completions/_yulu zsh/site-functions/_yulu
completions/yulu.fish fish/vendor_completions.d/yulu.fish
END
    find content share/schema -type f | LC_ALL=C sort | while read -r sample; do
        printf '%s\t%s\t%s\n' 644 "$sample" "$sharedir/${sample#share/}"
    done
}

tab=$(printf '\t')
files | while IFS=$tab read -r mode source target; do
    if [ "$action" = install ]; then
        mkdir -p "$destdir$(dirname "$target")"
        install -m "$mode" "$source" "$destdir$target"
    else
        rm -f "$destdir$target"
    fi
done
# Folders of our own go too, when nobody put anything else there.
if [ "$action" = uninstall ] && [ -d "$destdir$sharedir" ]; then
    find "$destdir$sharedir" -depth -type d -exec rmdir {} + 2>/dev/null || :
fi

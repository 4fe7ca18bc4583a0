# usage: awk -f layers.awk FILE.c FILE.h ...
# Who may include whom: base < text < article < quote < said < export < state < query < store < archive < view < {cli, tui} < main.
# A layer includes itself and lower ones; cli and tui never see each other; each outside
# library belongs to one layer.
BEGIN {
    n = split("base text article quote said export state query store archive view cli tui", name, " ")
    for (i = 1; i <= n; i++)
        rank[name[i]] = i
    rank["tui"] = rank["cli"]
    home["curses.h"] = home["ncurses.h"] = home["term.h"] = "tui"
    home["ncursesw/curses.h"] = home["ncursesw/ncurses.h"] = "tui"
    home["termios.h"] = "tui"
    home["yaml.h"] = "article"
    home["sqlite3.h"] = "store"
}

FNR == 1 {
    split(FILENAME, part, "/")
    # Below src/ and include/, or the same folders inside another tree.
    for (i = 1; i in part && part[i] !~ /^(src|include)$/; i++)
        ;
    self = (i in part) ? part[i + 1] : ""
    split("", part)
}

self in rank && /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    split(quoted[2], inc, "/")
    if (quoted[2] ~ /^tests\//)
        bad("\"" quoted[2] "\" is a test")
    else if (inc[1] in rank && inc[1] != self && rank[inc[1]] >= rank[self])
        bad("\"" quoted[2] "\" not from " self)
}

self != "" && /^[ \t]*#[ \t]*include[ \t]*</ {
    split($0, sys, /[<>]/)
    owner = (sys[2] in home) ? home[sys[2]] : (sys[2] ~ /^uni[a-z]*\.h$/ && sys[2] != "unistd.h") ? "text" : self
    if (owner != self)
        bad("<" sys[2] "> belongs in " owner)
}

function bad(why)
{
    print FILENAME ":" FNR ": " why
    failed = 1
}

END { exit failed }

/* A user's own themes. */
#include "view/theme.h"

#include "archive/words.h"
#include "base/file.h"
#include "text/utf8.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 16, NAMES_MAX = 200 };

struct told {
    struct diags *diags;
    const char *path;
};

static void complain(void *ctx, unsigned line, unsigned col, const char *code,
                     struct str what)
{
    const struct told *t = ctx;

    diag_add(t->diags, t->path, line, col, code, "%.*s", STR_ARG(what));
}

/* Letters, digits, - _ . and 汉字, not at the start a dot: no way out of the folder. */
static bool may_be_name(struct str name)
{
    if (!name.len || name.len >= THEME_NAME_MAX || name.p[0] == '.' ||
        utf8_valid_len(name) != name.len)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (!letter && !(c >= '0' && c <= '9') && c < 0x80 && !strchr("-_.", c))
            return false;
    }
    return true;
}

static bool read_file(struct theme *out, struct str name, struct diags *diags)
{
    struct told told = {.diags = diags};
    struct str text;
    struct err e;

    told.path =
        words_config_path(diags->a, arena_printf(diags->a, "themes/%.*s", STR_ARG(name)));
    if (access(told.path, F_OK) != 0)
        return false;
    if (!file_read(diags->a, told.path, FILE_MAX, &text, &e)) {
        diag_add(diags, told.path, 0, 0, "E107", "%s", e.msg);
        return false;
    }
    if (utf8_valid_len(text) != text.len) {
        diag_add(diags, told.path, 0, 0, "W222", "%s", "");
        return false;
    }
    theme_parse(out, name, text, complain, &told);
    return true;
}

bool theme_read(struct theme *out, struct str name, struct diags *diags)
{
    const struct theme *t = theme_named(name);

    if (may_be_name(name) && read_file(out, name, diags))
        return true;
    if (t)
        *out = *t;
    return t != NULL;
}

/* What the environment tells: the console of Linux is black. */
static const struct theme *from_environment(void)
{
    const char *term = getenv("TERM");
    uint32_t rgb = 0;
    bool known = theme_ground(getenv("COLORFGBG"), &rgb);

    return theme_for(known || (term && strcmp(term, "linux") == 0), rgb);
}

bool theme_start(struct theme *out, const char *name, bool *automatic,
                 struct diags *diags)
{
    const char *env = getenv("YULU_THEME");

    if (!name)
        name = env && *env ? env : "auto";
    *automatic = false;
    if (strcmp(name, "auto") != 0 && theme_read(out, str_of(name), diags))
        return true;
    *automatic = true;
    *out = *from_environment();
    return strcmp(name, "auto") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t collect(struct arena *a, const char *names[NAMES_MAX])
{
    DIR *dir = opendir(words_config_path(a, "themes"));
    size_t n = 0;
    const struct dirent *d;

    for (; theme_at(n); n++)
        names[n] = theme_at(n)->name;
    while (dir && n < NAMES_MAX && (d = readdir(dir)))
        if (may_be_name(str_of(d->d_name)) && !theme_named(str_of(d->d_name)))
            names[n++] = arena_strz(a, str_of(d->d_name));
    if (dir)
        closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    return n;
}

const char *theme_name_at(struct arena *a, size_t i)
{
    const char *names[NAMES_MAX];
    size_t n = collect(a, names);

    return i < n ? names[i] : NULL;
}

void theme_add_names(struct buf *out)
{
    struct arena a = {0};
    const char *names[NAMES_MAX];
    size_t n = collect(&a, names);

    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? "、" : "");
        buf_z(out, names[i]);
    }
    arena_free(&a);
}

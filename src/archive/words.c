#include "archive/words.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/journal.h"

#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const char *words_config_path(struct arena *a, const char *name)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    return config && *config
               ? arena_printf(a, "%s/yulu/%s", config, name)
               : arena_printf(a, "%s/.config/yulu/%s", home ? home : "", name);
}

void words_add(struct lexicon *lx, struct arena *a, struct diags *diags)
{
    glob_t found = {0};

    if (glob(words_config_path(a, "lexicon/*.tsv"), 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *path = arena_strz(a, str_of(found.gl_pathv[i]));
            struct str text;
            struct err e;
            if (file_read(a, path, 0, &text, &e))
                lexicon_add(lx, path, text, diags);
            else
                diag_add(diags, path, 0, 0, "E107", "%s", e.msg);
        }
    }
    globfree(&found);
}

struct str words_people_text(struct arena *a)
{
    struct str text;

    return file_read(a, words_config_path(a, "people.tsv"), 0, &text, NULL) ? text
                                                                            : STR("");
}

void words_add_people(struct people_map *m, struct arena *a, struct diags *diags)
{
    const char *path = words_config_path(a, "people.tsv");
    struct str text;
    struct err e;

    if (access(path, F_OK) != 0)
        return;
    if (file_read(a, path, 0, &text, &e))
        people_map_add(m, path, text, diags);
    else
        diag_add(diags, path, 0, 0, "E107", "%s", e.msg);
}

/* ---- Corrections */

const char *words_state_folder(struct arena *a)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state && *state)
        return arena_printf(a, "%s/yulu", state);
    return home && *home ? arena_printf(a, "%s/.local/state/yulu", home) : NULL;
}

/* µs since 1970. */
static int64_t clock_now(void *ctx)
{
    struct timespec t;

    (void)ctx;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct state *words_open_state(struct arena *a, struct diags *diags)
{
    char *here = getcwd(NULL, 0);
    struct state_opts o = {.folder = words_state_folder(a),
                           .why = "没有设 HOME",
                           .base = here ? arena_strz(a, str_of(here)) : NULL,
                           .now = clock_now};

    free(here);
    return state_open(&o, diags);
}

static const char *fixes_path(struct arena *a)
{
    const char *folder = words_state_folder(a);

    return arena_printf(a, "%s/corrections.yaml", folder ? folder : "");
}

const char *words_fixes_path(struct arena *a)
{
    return words_state_folder(a) ? fixes_path(a) : NULL;
}

bool words_fixes_changed(uint64_t *stamp)
{
    struct arena a = {0};
    struct stat st;
    uint64_t now = 1;

    if (stat(fixes_path(&a), &st) == 0) {
        const int64_t print[] = {st.st_size, (int64_t)st.st_ino, st.st_mtim.tv_sec,
                                 st.st_mtim.tv_nsec};
        now = hash64(print, sizeof print, 0) | 2;
    }
    arena_free(&a);
    if (now == *stamp)
        return false;
    *stamp = now;
    return true;
}

const char *words_read_fixes(struct fixes *f, struct arena *a, struct diags *diags)
{
    const char *path = fixes_path(a);
    struct str text;
    struct err e;

    if (access(path, F_OK) != 0)
        return path;
    if (file_read(a, path, 0, &text, &e))
        fixes_read(f, path, text, diags);
    else
        diag_add(diags, path, 0, 0, "E107", "%s", e.msg);
    return path;
}

bool words_save_fix(const struct fix *x, struct err *e)
{
    struct arena a = {0};
    const char *folder = words_state_folder(&a), *path = fixes_path(&a);
    char now[32];
    time_t t = time(NULL);
    struct tm utc;
    struct fix stamped = *x;
    struct buf line = {0};
    bool ok;

    if (!folder)
        return err_set(e, "没有设 HOME");
    gmtime_r(&t, &utc);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
    stamped.at = str_of(now);
    fix_add_line(&line, &stamped);
    ok = journal_append(path, buf_view(&line), e) || err_wrap(e, path);
    journal_sync(path);
    buf_free(&line);
    arena_free(&a);
    return ok;
}

struct date words_today(void)
{
    time_t now = time(NULL);
    struct tm t;

    localtime_r(&now, &t);
    return (struct date){.year = (short)(t.tm_year + 1900),
                         .month = (signed char)(t.tm_mon + 1),
                         .day = (signed char)t.tm_mday,
                         .precision = DATE_DAY};
}

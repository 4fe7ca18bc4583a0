#include "archive/words.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* NAME in the folder of the user's configuration. */
static const char *config_path(struct arena *a, const char *name)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    return config && *config
               ? arena_printf(a, "%s/yulu/%s", config, name)
               : arena_printf(a, "%s/.config/yulu/%s", home ? home : "", name);
}

void words_add(struct lexicon *lx, struct arena *a, struct diags *diags)
{
    glob_t found = {0};

    if (glob(config_path(a, "lexicon/*.tsv"), 0, NULL, &found) == 0) {
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

void words_add_people(struct people_map *m, struct arena *a, struct diags *diags)
{
    const char *path = config_path(a, "people.tsv");
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

static const char *fixes_path(struct arena *a)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    return state && *state ? arena_printf(a, "%s/yulu/corrections.yaml", state)
                           : arena_printf(a, "%s/.local/state/yulu/corrections.yaml",
                                          home ? home : "");
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

/* The folders above PATH. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static bool append(const char *path, struct str line, struct err *e)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    bool ok;

    if (fd < 0)
        return err_set(e, "%s：%s", path, err_reason(errno));
    ok = file_write_fd(fd, line, e) &&
         (fsync(fd) == 0 || err_set(e, "%s：%s", path, err_reason(errno)));
    close(fd);
    return ok;
}

bool words_save_fix(const struct fix *x, struct err *e)
{
    struct arena a = {0};
    char *path = arena_strz(&a, str_of(fixes_path(&a)));
    char now[32];
    time_t t = time(NULL);
    struct tm utc;
    struct fix stamped = *x;
    struct buf line = {0};
    bool ok;

    gmtime_r(&t, &utc);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
    stamped.at = str_of(now);
    fix_add_line(&line, &stamped);
    make_folders(path);
    ok = append(path, buf_view(&line), e);
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

#include "archive/words.h"

#include "base/file.h"

#include <glob.h>
#include <stdlib.h>
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

#include "archive/words.h"

#include "base/file.h"

#include <glob.h>
#include <stdlib.h>

void words_add(struct lexicon *lx, struct arena *a, struct diags *diags)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char *pattern = config && *config ? arena_printf(a, "%s/yulu/lexicon/*.tsv", config)
                                      : arena_printf(a, "%s/.config/yulu/lexicon/*.tsv",
                                                     home ? home : "");
    glob_t found = {0};

    if (glob(pattern, 0, NULL, &found) == 0) {
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

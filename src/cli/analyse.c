#include "analyse.h"

#include "archive/words.h"

static void read_all(struct analysis *an, struct source *ar, const struct lexicon *lx)
{
    bool more = true;

    for (size_t i = 0; i < source_count(ar) && more; i++) {
        struct item it;
        const struct item *en = &it;
        struct article *art;
        struct err e = {""};
        source_item(ar, i, &it);
        if (source_get(ar, en, &an->a, &art, &e)) {
            struct body body = body_parts(&an->a, art);
            struct quotes q = quotes_find(&an->a, lx, art, &body);
            fixes_apply(&an->fixes, &an->a, art, &q);
            more = an->each(an, art, &q);
        } else {
            cli_say(0, "%s", e.msg);
        }
        arena_reset(&an->a);
    }
}

int cli_analyse(struct analysis *an)
{
    struct diags d = {.a = &an->kept};
    struct lexicon *lx = lexicon_new(&an->kept);
    struct people_map *map = people_map_new(&an->kept);
    struct source *ar;
    int status;

    words_add(lx, &an->kept, &d);
    words_add_people(map, &an->kept, &d);
    if (!an->o->no_state)
        words_read_fixes(&an->fixes, &an->kept, &d);
    an->map = map;
    cli_report(&d, DIAG_WARNING);
    status = cli_find_paths(an->o, true);
    if (status != EXIT_OK) {
        fixes_free(&an->fixes);
        return status;
    }
    ar = cli_open(an->o, false);
    read_all(an, ar, lx);
    cli_report(source_diags(ar), DIAG_ERROR);
    status = cli_status(source_diags(ar), EXIT_OK);
    source_close(ar);
    fixes_free(&an->fixes);
    return status;
}

/* The words of content/lexicon as constant tables, made by data/mklexicon.c. */
#include "tables.h"

#include "lexicon.h"

const struct lex_tables lexicon_built_in = {
    .page = lexicon_page,
    .cells = lexicon_cells,
    .letters = lexicon_letters,
    .rows = lexicon_rows,
    .cps = lexicon_cps,
    .slots = {lexicon_at, lexicon_before},
    .n_slots = sizeof lexicon_at / sizeof *lexicon_at,
    .n_cells = sizeof lexicon_cells / sizeof *lexicon_cells,
    .n_letters = sizeof lexicon_letters / sizeof *lexicon_letters,
    .n_rows = sizeof lexicon_rows / sizeof *lexicon_rows,
    .n_cps = sizeof lexicon_cps / sizeof *lexicon_cps,
};

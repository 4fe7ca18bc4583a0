/* The words of content/lexicon as constant tables, made by data/mklexicon.c. */
#include "tables.h"

#include "lexicon.h"

const struct lex_tables lexicon_built_in = {
    .about = lexicon_about,
    .number = lexicon_number,
    .letters = lexicon_letters,
    .rows = lexicon_rows,
    .units = lexicon_units,
    .far = lexicon_far_cps,
    .slots = {lexicon_at, lexicon_before},
    .filter = {lexicon_may_at, lexicon_may_before},
    .starts = lexicon_starts,
    .n_slots = sizeof lexicon_at / sizeof *lexicon_at,
    .n_letters = sizeof lexicon_letters / sizeof *lexicon_letters,
    .n_rows = sizeof lexicon_rows / sizeof *lexicon_rows,
    .n_units = sizeof lexicon_units / sizeof *lexicon_units,
    .n_far = LEXICON_N_FAR,
    .hash = LEXICON_HASH,
};

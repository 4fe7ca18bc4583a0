/* Words for the shells' completion.  Private to src/cli. */
#ifndef YULU_CLI_COMPLETE_H
#define YULU_CLI_COMPLETE_H

#include "internal.h"

#include "base/hash.h"

struct completing {
    struct cli_opts *in; /* what stands before the word, as far as it could be read */
    struct str word;     /* to be completed, up to the cursor */
    const char *before;  /* what of the word stays as it is: "--format=" */
    struct out out;
    struct map seen; /* words offered */
    size_t n;        /* words offered */
    bool files;      /* names of files would do as well */
};

/* Offer WORD with a few words about it, if it begins as it should. */
void complete_offer(struct completing *c, struct str word, const char *about);
/* The same for one that fits in another way, such as by pinyin. */
void complete_put(struct completing *c, struct str word, const char *about);
/* A term of a query: fields, values, saved filters. */
void complete_query(struct completing *c);
/* The name of a field that has values; those of people alone: their names. */
void complete_field(struct completing *c);
void complete_speaker(struct completing *c);
/* Ids of articles that begin so. */
void complete_id(struct completing *c);

#endif

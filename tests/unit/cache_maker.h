/* Caches for tests: a folder, made-up articles put into it, what must hold of them. */
#ifndef YULU_UNIT_CACHE_MAKER_H
#define YULU_UNIT_CACHE_MAKER_H

#include "shelf_maker.h"
#include "store/cache.h"

extern const struct cache_options cache_plain,
    cache_indexing; /* without, with a text index */

/* A folder that is not there yet, below one of the test's own. */
struct place {
    char top[64], folder[96];
};
struct place place_setup(void);
void place_teardown(struct place *p);
size_t count_segment_files(const struct place *p);
void read_name(struct arena *a, const struct place *p, const char *name, struct str *out);
void write_name(const struct place *p, const char *name, struct str data);

struct cache_file file_of_facts(struct arena *a, unsigned i, const struct facts *f);
/* File I with the words of article WORDS. */
void put_words(struct cache *c, unsigned i, unsigned words);
void put_article(struct cache *c, unsigned i);
void begin_put(struct cache *c);
void commit_put(struct cache *c);
/* Articles [FROM, TO) in one transaction. */
void put_range(struct cache *c, unsigned from, unsigned to);
void index_all(struct cache *c, size_t work);
struct cache *open_writer(const struct place *p, const struct cache_options *o);
struct shelf *shelf_of_cache(struct cache *c);

void check_verified(struct cache *c);
/* The article of every place is the one that its path says. */
void check_articles(const struct shelf *s);
enum { CACHE_NEEDLES = 25 };
extern const char *const cache_needles[CACHE_NEEDLES];
/* No row that has one of the first N needles is missing, and exact is exact.  Returns how many
 * answers there were. */
size_t check_needles(struct cache *c, const struct shelf *s, size_t n);
size_t check_candidates(struct cache *c, const struct shelf *s);

#endif

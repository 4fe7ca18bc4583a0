/* Where articles come from.  Everything above asks through this interface and knows nothing of
 * files: a source may be folders on this machine or somebody else's computer.
 *
 * A source changes only in source_pump(): until the next call of it, items and their strings stay
 * valid and numbers mean the same articles.  Nothing here waits, except where it says so. */
#ifndef YULU_ARCHIVE_SOURCE_H
#define YULU_ARCHIVE_SOURCE_H

#include "article/article.h"
#include "store/facets.h"

enum source_phase {
    SOURCE_READY,
    SOURCE_READING,   /* the list grows */
    SOURCE_ANALYSING, /* quotations and speakers come */
    SOURCE_CHECKING,  /* what is listed is compared with what is there */
    SOURCE_INDEXING   /* a text index is made; everything works meanwhile */
};

struct source_progress {
    enum source_phase phase;
    size_t done, total; /* articles; total 0 = not known */
};

struct source;
struct finding;

/* Work units for finding_step() that take well less than a frame: what is done at once when a key
 * was pressed, and at a time while nobody types. */
enum { FINDING_SLICE = 12 << 20 };

/* A question: all of it must outlive the finding. */
struct source_ask {
    const struct query_node *query; /* NULL: everything */
    enum search_order order;
    bool fold; /* near copies of an article found are folded into its row */
    void *ctx; /* what a reader did: see struct search_world */
    bool (*flag)(void *ctx, enum query_flag flag, const struct item *item);
};

struct source_ops {
    void (*close)(struct source *s);
    int (*fd)(const struct source *s);
    bool (*pump)(struct source *s);
    struct source_progress (*progress)(const struct source *s);
    uint64_t (*generation)(const struct source *s);
    size_t (*count)(const struct source *s);
    void (*item)(const struct source *s, size_t i, struct item *out);
    size_t (*find)(const struct source *s, struct str id);
    bool (*facts)(const struct source *s, const struct item *item, struct arena *a,
                  struct facts *out);
    bool (*get)(struct source *s, const struct item *item, struct arena *a,
                struct article **out, struct err *e);
    bool (*raw)(struct source *s, const struct item *item, struct arena *a,
                struct str *out, struct err *e);
    const struct diags *(*diags)(const struct source *s);
    size_t (*n_skipped)(const struct source *s);
    size_t (*n_copies)(const struct source *s);
    void (*look)(struct source *s);
    void (*wait)(struct source *s);
    struct finding *(*search)(struct source *s, const struct source_ask *ask);
    struct finding *(*related)(struct source *s, const struct item *item);
};

struct source {
    const struct source_ops *ops;
};

struct finding_ops {
    void (*close)(struct finding *f);
    bool (*step)(struct finding *f, size_t work);
    size_t (*count)(const struct finding *f, bool *exact);
    size_t (*ready)(const struct finding *f);
    void (*item)(const struct finding *f, size_t i, struct item *out);
    size_t (*index)(const struct finding *f, const struct item *item);
    size_t (*facets)(const struct finding *f, struct arena *a, struct facet_name **out);
    size_t (*rows)(const struct finding *f, const struct facet_ask *ask, struct arena *a,
                   struct facet_row **out);
    size_t (*months)(const struct finding *f, struct arena *a, struct facet_month **out);
    void (*group)(const struct finding *f, const struct facet_name *by, struct arena *a,
                  struct facet_groups *out);
    bool (*takes)(const struct finding *f, const struct item *item, size_t quote);
    size_t (*n_taken)(const struct finding *f, const struct item *item);
    size_t (*folded)(const struct finding *f);
    size_t (*quotes)(const struct finding *f);
};

struct finding {
    const struct finding_ops *ops;
};

/* Stop everything and free it.  NULL is allowed. */
static inline void source_close(struct source *s)
{
    if (s)
        s->ops->close(s);
}
/* Becomes readable when source_pump() has something to take in; -1: never. */
static inline int source_fd(const struct source *s)
{
    return s->ops->fd(s);
}
/* Take in what has come; true when something changed. */
static inline bool source_pump(struct source *s)
{
    return s->ops->pump(s);
}
static inline struct source_progress source_progress(const struct source *s)
{
    return s->ops->progress(s);
}
/* May the list still grow by itself? */
static inline bool source_is_reading(const struct source *s)
{
    return s->ops->progress(s).phase == SOURCE_READING;
}
/* Another number after every change of the articles or of what is known of them. */
static inline uint64_t source_generation(const struct source *s)
{
    return s->ops->generation(s);
}
/* The articles, newest date first, undated last, then by title in the order of pinyin, then by id:
 * a total order. */
static inline size_t source_count(const struct source *s)
{
    return s->ops->count(s);
}
static inline void source_item(const struct source *s, size_t i, struct item *out)
{
    s->ops->item(s, i, out);
}
/* Number of the article with this id (a unique beginning of 4 digits and more is enough), or
 * source_count() when none or several fit. */
static inline size_t source_find(const struct source *s, struct str id)
{
    return s->ops->find(s, id);
}
/* All that is known of an article, in A, strings as long as the item's. */
static inline bool source_facts(const struct source *s, const struct item *item,
                                struct arena *a, struct facts *out)
{
    return s->ops->facts(s, item, a, out);
}
/* The article itself, read anew, in A; waits for that.  False with a reason in E when it is gone or
 * another one now. */
static inline bool source_get(struct source *s, const struct item *item, struct arena *a,
                              struct article **out, struct err *e)
{
    return s->ops->get(s, item, a, out, e);
}
/* What the article was made from, as UTF-8, for the raw view; waits. */
static inline bool source_raw(struct source *s, const struct item *item, struct arena *a,
                              struct str *out, struct err *e)
{
    return s->ops->raw(s, item, a, out, e);
}
/* Everything that was wrong; in order once all is read. */
static inline const struct diags *source_diags(const struct source *s)
{
    return s->ops->diags(s);
}
/* Files and the like that were looked at and gave no article. */
static inline size_t source_n_skipped(const struct source *s)
{
    return s->ops->n_skipped(s);
}
/* Articles that are near copies of another one. */
static inline size_t source_n_copies(const struct source *s)
{
    return s->ops->n_copies(s);
}
/* Look again at everything; what changed comes with source_pump(). */
static inline void source_look(struct source *s)
{
    s->ops->look(s);
}
/* Wait until nothing is being read or analysed any more (pumps). */
static inline void source_wait(struct source *s)
{
    s->ops->wait(s);
}
/* Begin to answer a question; finding_close() ends it, also halfway.  It goes on with the articles
 * of the moment when it began, whatever source_pump() brings. */
static inline struct finding *source_search(struct source *s,
                                            const struct source_ask *ask)
{
    return s->ops->search(s, ask);
}

/* The articles that have most in common with that one, at most 20; complete at once, without counts
 * of values.  O(values of the archive). */
static inline struct finding *source_related(struct source *s, const struct item *item)
{
    return s->ops->related(s, item);
}

static inline void finding_close(struct finding *f)
{
    if (f)
        f->ops->close(f);
}
/* Work on for about WORK units (search_step()); true when the answer is complete. */
static inline bool finding_step(struct finding *f, size_t work)
{
    return f->ops->step(f, work);
}
/* Articles found, those folded away not counted; *EXACT (may be NULL) false: about so many, and
 * fewer have items yet. */
static inline size_t finding_count(const struct finding *f, bool *exact)
{
    return f->ops->count(f, exact);
}
/* How many of them there are already. */
static inline size_t finding_ready(const struct finding *f)
{
    return f->ops->ready(f);
}
/* The I-th of those that are there. */
static inline void finding_item(const struct finding *f, size_t i, struct item *out)
{
    f->ops->item(f, i, out);
}
/* Where an article, or the one it is folded into, is among them, or SIZE_MAX. */
static inline size_t finding_index(const struct finding *f, const struct item *item)
{
    return f->ops->index(f, item);
}
/* Facets, their values with counts, months: store/facets.h. */
static inline size_t finding_facets(const struct finding *f, struct arena *a,
                                    struct facet_name **out)
{
    return f->ops->facets(f, a, out);
}
static inline size_t finding_rows(const struct finding *f, const struct facet_ask *ask,
                                  struct arena *a, struct facet_row **out)
{
    return f->ops->rows(f, ask, a, out);
}
static inline size_t finding_months(const struct finding *f, struct arena *a,
                                    struct facet_month **out)
{
    return f->ops->months(f, a, out);
}
/* The articles that are there already under the values of BY, NULL: under their months; numbers as
 * in finding_item().  No groups where a finding counts no values. */
static inline void finding_group(const struct finding *f, const struct facet_name *by,
                                 struct arena *a, struct facet_groups *out)
{
    f->ops->group(f, by, a, out);
}
/* Does the QUOTE-th quotation of the article's facts hold what is asked of quotations? */
static inline bool finding_takes(const struct finding *f, const struct item *item,
                                 size_t quote)
{
    return f->ops->takes(f, item, quote);
}
/* How many quotations of the article do, indirect statements not counted.  O(quotations). */
static inline size_t finding_n_taken(const struct finding *f, const struct item *item)
{
    return f->ops->n_taken(f, item);
}
/* Articles found that are folded away, and quotations in all that are found that hold what is asked
 * of quotations; so far. */
static inline size_t finding_folded(const struct finding *f)
{
    return f->ops->folded(f);
}
static inline size_t finding_quotes(const struct finding *f)
{
    return f->ops->quotes(f);
}

#endif

/* The terms of a query: what each field asks of an article or of a quotation. */
#include "asking.h"

#include "text/fold.h"

#define BIT(facet) (1u << (facet))
#define NAMES (BIT(FACET_SPEAKER) | BIT(FACET_ORG) | BIT(FACET_PHRASE))

/* ---- Values of facets that the words match */

static const char *own_key(enum query_field f)
{
    return f == QUERY_TECH ? "技术" : f == QUERY_INDUSTRY ? "行业" : NULL;
}

/* AI技术 and 技术, 行业 and 所属行业, 行業: the name of the field ends the key. */
static bool ends_in(struct str key, const char *own, const char *name)
{
    struct buf folded = {0};
    bool yes;

    fold_utf8(key, &folded);
    yes = str_ends(buf_view(&folded), str_of(own)) ||
          str_eq(buf_view(&folded), str_of(name));
    buf_free(&folded);
    return yes;
}

static bool key_fits(const struct segment *seg, const struct seg_value *v,
                     const struct term *t)
{
    struct str key;
    const char *own = own_key(t->node->field);

    if (v->facet != FACET_OWN || t->node->field == QUERY_ANY)
        return true;
    key = v->key < seg->n_keys ? seg_str(seg, seg->keys[v->key]) : STR("");
    if (own)
        return ends_in(key, own, query_field_name(t->node->field));
    return match_in(&t->key, key, NULL, 0, NULL, NULL);
}

static bool name_fits(const struct word *w, struct str name)
{
    return w->value->match == QUERY_PRESENT ||
           (w->names && match_in(w->names, name, NULL, 0, NULL, NULL));
}

static bool part_fits(const struct word *w, struct str list, struct str sep)
{
    for (size_t off = 0, end; off < list.len; off = end + sep.len) {
        end = str_find(list, sep, off);
        if (name_fits(w, str_slice(list, off, end - off)))
            return true;
    }
    return false;
}

static bool value_fits(const struct segment *seg, const struct seg_value *v,
                       const struct word *w)
{
    struct str name = seg_str(seg, v->name);

    if (v->facet == FACET_TITLES)
        return part_fits(w, name, STR("、"));
    return name_fits(w, name) || part_fits(w, seg_str(seg, v->aliases), STR("\n"));
}

static const uint64_t *values_of(struct search *s, struct term *t, const struct spot *at)
{
    const struct segment *seg = at->seg;
    uint64_t *bits;

    if (t->values[at->part])
        return t->values[at->part];
    bits = arena_array(&s->a, uint64_t, seg->n_values / 64 + 1);
    for (size_t i = 0; i < seg->n_values; i++) {
        const struct seg_value *v = &seg->values[i];
        if (v->facet >= FACET_COUNT || !(t->ops->facets & BIT(v->facet)) ||
            !key_fits(seg, v, t))
            continue;
        for (size_t k = 0; k < t->node->n_values; k++)
            if (value_fits(seg, v, &t->words[k]))
                set_bit(bits, i);
    }
    s->work += seg->n_values * WORK_NAME / 4;
    t->values[at->part] = bits;
    return bits;
}

static bool has_value(struct search *s, struct term *t, const struct spot *at)
{
    const uint64_t *bits = values_of(s, t, at);
    size_t n;
    const uint32_t *list = seg_values(at->seg, at->row, &n);

    for (size_t i = 0; i < n; i++)
        if (list[i] < at->seg->n_values && has_bit(bits, list[i]))
            return true;
    return false;
}

static bool is_value(struct search *s, struct term *t, const struct spot *at, uint32_t v)
{
    return v < at->seg->n_values && has_bit(values_of(s, t, at), v);
}

/* ---- Texts */

static struct str title_of(const struct spot *at)
{
    return seg_folded_title(at->seg, at->row);
}

/* By pinyin. */
static bool title_sounds(struct search *s, const struct word *w, const struct spot *at)
{
    if (!w->value->pinyin)
        return false;
    s->work += WORK_NAME;
    return match_in(w->names, seg_str(at->seg, at->seg->rows[at->row].title), NULL, 0,
                    NULL, NULL);
}

static bool test_title(struct search *s, struct term *t, const struct spot *at)
{
    for (size_t i = 0; i < t->node->n_values; i++)
        if (word_fits(&t->words[i], title_of(at)) || title_sounds(s, &t->words[i], at))
            return true;
    return false;
}

static bool test_body(struct search *s, struct term *t, const struct spot *at)
{
    for (size_t i = 0; i < t->node->n_values; i++) {
        struct word *w = &t->words[i];
        struct str body = seg_folded_body(at->seg, at->row);
        if (w->value->match == QUERY_CONTAINS && !word_in_text(s, w, at))
            continue;
        if (word_fits(w, body))
            return true;
    }
    return false;
}

static bool test_any(struct search *s, struct term *t, const struct spot *at)
{
    if (has_value(s, t, at))
        return true;
    for (size_t i = 0; i < t->node->n_values; i++) {
        struct word *w = &t->words[i];
        if (w->value->match == QUERY_PRESENT)
            return true;
        /* The title is a part of the text. */
        if (w->value->match == QUERY_CONTAINS ? word_in_text(s, w, at)
                                              : word_fits(w, title_of(at)))
            return true;
        if (title_sounds(s, w, at))
            return true;
    }
    return false;
}

static bool test_values(struct search *s, struct term *t, const struct spot *at)
{
    return has_value(s, t, at);
}

/* ---- Quotations */

static const struct seg_speaker *speaker_of(const struct spot *at, uint16_t number)
{
    size_t n;
    const struct seg_speaker *list = seg_speakers(at->seg, at->row, &n);

    return number < n ? &list[number] : NULL;
}

/* Does one of the two who spoke fit? */
static bool spoke(struct search *s, struct term *t, const struct spot *at,
                  bool (*fits)(struct search *s, struct term *t, const struct spot *at,
                               const struct seg_speaker *who))
{
    const struct seg_speaker *who;

    if (!at->quote)
        return false;
    who = speaker_of(at, at->quote->speaker);
    if (who && fits(s, t, at, who))
        return true;
    who = speaker_of(at, at->quote->second);
    return who && fits(s, t, at, who);
}

static bool has_name(struct search *s, struct term *t, const struct spot *at,
                     const struct seg_speaker *who)
{
    return is_value(s, t, at, who->value);
}

static bool test_speaker(struct search *s, struct term *t, const struct spot *at)
{
    return spoke(s, t, at, has_name);
}

static bool has_org(struct search *s, struct term *t, const struct spot *at,
                    const struct seg_speaker *who)
{
    for (size_t i = 0; i < SPEAKER_ORGS; i++)
        if (is_value(s, t, at, who->orgs[i]))
            return true;
    return is_value(s, t, at, who->value);
}

static bool test_org(struct search *s, struct term *t, const struct spot *at)
{
    return spoke(s, t, at, has_org);
}

/* A word asks for a kind of delegate where it names one, else for a title; who is no person has
 * titles alone. */
static bool has_role(struct search *s, struct term *t, const struct spot *at,
                     const struct seg_speaker *who)
{
    uint32_t kind =
        who->value < at->seg->n_values ? at->seg->values[who->value].kind : SPEAKER_ROLE;

    if (kind == SPEAKER_PERSON && who->delegate < 3 && t->delegates[who->delegate])
        return true;
    if (!is_value(s, t, at, who->titles))
        return false;
    for (size_t i = 0; i < t->node->n_values; i++)
        if (kind != SPEAKER_PERSON ||
            (!t->words[i].delegate &&
             part_fits(&t->words[i], seg_value_name(at->seg, who->titles), STR("、"))))
            return true;
    return false;
}

static bool test_role(struct search *s, struct term *t, const struct spot *at)
{
    return spoke(s, t, at, has_role);
}

static bool test_quote(struct search *s, struct term *t, const struct spot *at)
{
    struct str text;

    if (!at->quote)
        return false;
    s->work += WORK_QUOTE + at->quote->folded_len;
    text =
        str_slice(seg_text(at->seg, at->row), at->quote->folded, at->quote->folded_len);
    for (size_t i = 0; i < t->node->n_values; i++)
        if (word_fits(&t->words[i], text))
            return true;
    return false;
}

bool term_quote_possible(struct search *s, struct term *t, const struct spot *at)
{
    if (t->node->field == QUERY_SPEAKER || t->node->field == QUERY_ORG)
        return has_value(s, t, at);
    if (t->node->field != QUERY_QUOTE)
        return true;
    for (size_t i = 0; i < t->node->n_values; i++)
        if (t->words[i].value->match != QUERY_CONTAINS ||
            word_in_text(s, &t->words[i], at))
            return true;
    return false;
}

/* ---- Numbers, dates, flags, ids */

static bool in_range(const struct term *t, int64_t n)
{
    for (size_t i = 0; i < t->node->n_values; i++) {
        const struct query_value *v = &t->node->values[i];
        if (v->match == QUERY_PRESENT ? n > 0 : n >= v->min && n <= v->max)
            return true;
    }
    return false;
}

static bool test_quotes(struct search *s, struct term *t, const struct spot *at)
{
    (void)s;
    return in_range(t, at->seg->rows[at->row].n_quotes);
}

static bool test_len(struct search *s, struct term *t, const struct spot *at)
{
    (void)s;
    return in_range(t, at->seg->rows[at->row].n_han);
}

/* First and last day of a date, as yyyymmdd. */
static void days_of(uint32_t packed, int *from, int *to)
{
    int key = (int)(packed >> 3);

    *from = key;
    *to = key % 10000 == 0 ? key + 1231 : key % 100 == 0 ? key + 31 : key;
}

static bool test_date(struct search *s, struct term *t, const struct spot *at)
{
    uint32_t packed = at->seg->dates[at->row];
    int from, to;

    (void)s;
    if ((packed & 3) == DATE_NONE)
        return false;
    days_of(packed, &from, &to);
    for (size_t i = 0; i < t->node->n_values; i++) {
        const struct query_value *v = &t->node->values[i];
        if (v->match == QUERY_PRESENT || (from <= v->to && to >= v->from))
            return true;
    }
    return false;
}

static bool has_flag(struct search *s, const struct spot *at, enum query_flag flag)
{
    const struct seg_row *row = &at->seg->rows[at->row];
    struct item item;

    switch (flag) {
    case QUERY_UNDATED:
        return (row->date & 3) == DATE_NONE;
    case QUERY_HAS_DATE:
        return (row->date & 3) != DATE_NONE;
    case QUERY_ERROR:
        return row->flags & ROW_FAULTY;
    case QUERY_HAS_QUOTE:
        return row->n_quotes > 0;
    case QUERY_HAS_LINK:
        return row->url != 0;
    case QUERY_DUP:
        return shelf_has_copies(s->shelf, at->place);
    case QUERY_UNREAD:
    case QUERY_READ:
    case QUERY_STARRED:
    case QUERY_HAS_NOTE:
    case QUERY_HAS_MARK:
    case QUERY_N_FLAGS:
        break;
    }
    if (!s->world->flag)
        return flag == QUERY_UNREAD;
    shelf_item(s->shelf, at->place, &item);
    return s->world->flag(s->world->ctx, flag, &item);
}

static bool test_flag(struct search *s, struct term *t, const struct spot *at)
{
    for (size_t i = 0; i < t->node->n_values; i++)
        if (t->node->values[i].match != QUERY_FLAG ||
            has_flag(s, at, t->node->values[i].flag))
            return true;
    return false;
}

static bool test_id(struct search *s, struct term *t, const struct spot *at)
{
    char id[ID_SIZE];

    shelf_id(s->shelf, at->place, id);
    for (size_t i = 0; i < t->node->n_values; i++) {
        const struct query_value *v = &t->node->values[i];
        struct str have = str_of(id);
        if (v->match == QUERY_PRESENT ||
            (v->match == QUERY_EXACT ? str_eq(have, v->folded)
                                     : str_starts(have, v->folded)))
            return true;
    }
    return false;
}

/* ---- The table */

static const struct term_ops ops[QUERY_N_FIELDS] = {
    [QUERY_ANY] = {QUERY_ANY, NAMES | BIT(FACET_TAG) | BIT(FACET_OWN), 100, test_any},
    [QUERY_SPEAKER] = {QUERY_SPEAKER, NAMES, 20, test_speaker},
    [QUERY_ROLE] = {QUERY_ROLE, BIT(FACET_TITLES), 20, test_role},
    [QUERY_ORG] = {QUERY_ORG, BIT(FACET_ORG), 20, test_org},
    [QUERY_QUOTE] = {QUERY_QUOTE, 0, 90, test_quote},
    [QUERY_QUOTES] = {QUERY_QUOTES, 0, 1, test_quotes},
    [QUERY_TAG] = {QUERY_TAG, BIT(FACET_TAG), 5, test_values},
    [QUERY_TECH] = {QUERY_TECH, BIT(FACET_OWN), 5, test_values},
    [QUERY_INDUSTRY] = {QUERY_INDUSTRY, BIT(FACET_OWN), 5, test_values},
    [QUERY_SOURCE] = {QUERY_SOURCE, BIT(FACET_SOURCE), 5, test_values},
    [QUERY_TITLE] = {QUERY_TITLE, 0, 10, test_title},
    [QUERY_BODY] = {QUERY_BODY, 0, 90, test_body},
    [QUERY_DATE] = {QUERY_DATE, 0, 1, test_date},
    [QUERY_AFTER] = {QUERY_AFTER, 0, 1, test_date},
    [QUERY_BEFORE] = {QUERY_BEFORE, 0, 1, test_date},
    [QUERY_IS] = {QUERY_IS, 0, 3, test_flag},
    [QUERY_HAS] = {QUERY_HAS, 0, 3, test_flag},
    [QUERY_LEN] = {QUERY_LEN, 0, 1, test_len},
    [QUERY_ID] = {QUERY_ID, 0, 3, test_id},
    [QUERY_FACET] = {QUERY_FACET, BIT(FACET_OWN), 5, test_values},
};

/* Which kinds of delegates do the words name? */
static void find_roles(struct term *t)
{
    static const char *const names[] = {"未注明", "人大代表", "政协委员"};

    for (size_t i = 0; i < t->node->n_values; i++)
        for (size_t k = 0; k < 3; k++)
            if (name_fits(&t->words[i], str_of(names[k])))
                t->delegates[k] = t->words[i].delegate = true;
}

static bool asks_text(enum query_field f)
{
    return f == QUERY_ANY || f == QUERY_TITLE || f == QUERY_BODY || f == QUERY_QUOTE;
}

static void word_init(struct search *s, struct word *w, const struct query_value *v)
{
    static const unsigned forms[] = {[QUERY_CONTAINS] = MATCH_PARTIAL,
                                     [QUERY_PREFIX] = MATCH_START | MATCH_PARTIAL,
                                     [QUERY_EXACT] = MATCH_WHOLE};

    w->value = v;
    if (v->match > QUERY_EXACT)
        return;
    w->names = arena_new(&s->a, struct matcher);
    match_compile(w->names, v->text, forms[v->match] | (v->pinyin ? MATCH_PINYIN : 0));
}

void term_init(struct search *s, struct term *t, const struct query_node *node)
{
    *t = (struct term){.ops = &ops[node->field], .node = node};
    s->said = s->said || node->field == QUERY_QUOTE;
    t->words = arena_array(&s->a, struct word, node->n_values);
    for (size_t i = 0; i < node->n_values; i++) {
        word_init(s, &t->words[i], &node->values[i]);
        if (asks_text(node->field) && node->values[i].match <= QUERY_EXACT)
            word_init_text(s, &t->words[i]);
    }
    if (node->field == QUERY_FACET)
        match_compile(&t->key, node->key, MATCH_WHOLE);
    if (node->field == QUERY_ROLE)
        find_roles(t);
}

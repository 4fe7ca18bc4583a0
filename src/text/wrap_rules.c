/* The pairs follow from these rules, of which the first that fits decides; "blanks" means that
 * blanks stand between the two, which is looked through:
 *
 *   after a zero width space: yes        at a no-break space or word joiner: no
 *   before closers, stops, units, connectors (clreq, line start): no
 *   after openers (clreq, line end): no  before / : no
 *   blanks: yes
 *   before - and beside ' : no           before a single — or …, or the second of two: no
 *   between a currency sign and what it stands before: no
 *   after / : no (GB/T 15834 5.1.9); at the level basic yes, but for numbers
 *   before —— and …… : yes (no at the level strict, which never makes a PAIR of them)
 *   after — …, full-width stops and closers: yes
 *   after , . ; : ! ? ) ] } : before 汉字 and openers only
 *   after – · - before a number, after · between Latin words: no
 *   between letters, numbers, and ( after them; a letter and a currency sign: no
 *   anything else: yes
 */
#include "wrap_rules.h"

#include "text/utf8.h"

/* Row: the cluster before; column: the one after. */
#define N PAIR_NEVER,
#define B PAIR_AFTER_BLANK,
#define Y PAIR_ALWAYS,
// clang-format off
const unsigned char wrap_pairs[N_WRAP_CLASSES][N_WRAP_CLASSES] = {
    /*                H A N O A C A P P C W D H S D E Q G Z P L B U U S
                      A L U P O L C R O O A O Y O A L T L W A D S R R T
                      N       P   L     N V T   L S L       I O O L L A */
    [CLASS_HAN]   = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_AL]    = { Y B B Y B N N B N N N N B N B B B N N Y N N Y N N },
    [CLASS_NU]    = { Y B B Y B N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_OP]    = { N N N N N N N N N N N N N N N N N N N N N N Y N N },
    [CLASS_AOP]   = { N N N N N N N N N N N N N N N N N N N N N N Y N N },
    [CLASS_CL]    = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_ACL]   = { Y B B Y Y N N B N N N N B N B B B N N Y N N Y N N },
    [CLASS_PR]    = { B B B B B N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_PO]    = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_CONN]  = { Y Y B Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_WAVE]  = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_DOT]   = { Y Y B Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_HY]    = { Y Y B Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_SOL]   = { B B B B B N N B N N N N B N B B B N N B N N Y N N },
    [CLASS_DASH]  = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_ELL]   = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [CLASS_QT]    = { B B B B B N N B N N N N B N B B B N N B N N Y N N },
    [CLASS_GL]    = { N N N N N N N N N N N N N N N N N N N N N N Y N N },
    [CLASS_ZW]    = { Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y N Y Y Y Y N N },
    [WRAP_PAIR]   = { Y Y Y Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [WRAP_LDOT]   = { Y B B Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [WRAP_BSOL]   = { Y Y B Y Y N N Y N N N N B N B B B N N Y N N Y N N },
    [WRAP_URL]    = { Y B B Y B N N B N N N N B N B B B N N Y N N Y N N },
    [WRAP_URLX]   = { Y B B Y B N N B N N N N B N B B B N N Y N N Y N N },
    [WRAP_START]  = { B B B B B N N B N N N N B N B B B N N B N N Y N N },
};
// clang-format on
#undef N
#undef B
#undef Y

void wrap_rules_start(struct wrap_rules *r)
{
    r->before = WRAP_START;
    r->blanks = r->latin = r->quote_open = false;
    r->n_run = 0;
}

static unsigned prop_at(const struct wrap_rules *r, size_t off)
{
    size_t len;

    return off < r->text.len ? char_prop(utf8_decode(r->text.p + off, &len))
                             : CLASS_BK << 4;
}

/* — and …: two are one mark, of which a run is made from its start.  A single one is a connector
 * or belongs to what is before it. */
static unsigned resolve_run(struct wrap_rules *r, size_t after, enum char_class raw)
{
    bool same = !r->blanks && r->n_run && (r->before == raw || r->before == WRAP_PAIR);
    bool even;

    r->n_run = same ? r->n_run : 0;
    even = r->n_run % 2 == 0;
    r->n_run++;
    if (even && r->level != KINSOKU_STRICT && prop_class(prop_at(r, after)) == raw)
        return WRAP_PAIR;
    return raw;
}

/* ’ is an apostrophe between Latin letters, else it closes. */
static unsigned resolve_apostrophe(const struct wrap_rules *r, size_t after)
{
    return r->latin && (prop_at(r, after) & PROP_LATIN) ? CLASS_AL : CLASS_CL;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* End of the address whose :// stands at OFF, without the stops and closers that follow it; OFF
 * when there is none.  An address is ASCII. */
static size_t address_end(const struct wrap_rules *r, size_t off)
{
    struct str t = r->text;
    size_t end = off;

    if (!off || !is_alnum(t.p[off - 1]) || !str_starts(str_from(t, off), STR("://")))
        return off;
    while (end < t.len && t.p[end] > ' ' && t.p[end] < 0x7F &&
           !one_of(t.p[end], "\"<>\\^`{|}"))
        end++;
    while (end > off + 3 && one_of(t.p[end - 1], ".,:;!?)]'~"))
        end--;
    return end > off + 3 ? end : off;
}

/* Inside an address: after one of its delimiters but //, before a name.  What may not begin a row
 * elsewhere does not begin one here. */
static unsigned resolve_address(const struct wrap_rules *r, size_t off)
{
    const char *here = r->text.p + off;

    if (one_of(here[-1], "/?&=#.-_") && !(here[-1] == '/' && here[-2] == '/') &&
        (is_alnum(*here) || one_of(*here, "%+@$*([")))
        return WRAP_URL;
    return WRAP_URLX;
}

unsigned wrap_resolve(struct wrap_rules *r, size_t off, size_t len, enum char_class raw)
{
    if (off < r->url_end)
        return resolve_address(r, off);
    switch ((unsigned)raw) {
    case CLASS_DASH:
    case CLASS_ELL:
        return resolve_run(r, off + len, raw);
    case CLASS_DQ:
        r->quote_open = !r->quote_open;
        return r->quote_open ? CLASS_OP : CLASS_CL;
    case CLASS_RQ:
        return resolve_apostrophe(r, off + len);
    case CLASS_COLON:
        r->url_end = address_end(r, off);
        return r->url_end > off ? WRAP_URLX : CLASS_ACL;
    case CLASS_SOL:
        return r->level == KINSOKU_BASIC ? WRAP_BSOL : CLASS_SOL;
    case CLASS_DOT:
        return r->latin ? WRAP_LDOT : CLASS_DOT;
    default:
        return raw;
    }
}

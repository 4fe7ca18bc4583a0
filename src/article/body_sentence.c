/* Where a sentence ends: at 。！？…… with the marks that close behind it, never inside a
 * quotation or a bracket.  A quotation that ends its own sentence (他说：“好。”) ends the one
 * around it too, unless ， or the like follows. */
#include "body_sentence.h"

enum { SIGNATURE = 60 };

static bool is_three_dots(struct str t, size_t off, size_t end)
{
    return end - off >= 3 && !memcmp(t.p + off, "...", 3);
}

/* ? and ! also stand in addresses and in English. */
static bool ends_here(struct str t, size_t off, size_t end, uint32_t cp)
{
    size_t len;
    uint32_t after;

    if (cp == 0x2026) /* one … may stand for words left out inside a sentence */
        return body_cp(t, off + 3, &len) == 0x2026 || body_cp_before(t, off) == 0x2026;
    if (cp == '.')
        return is_three_dots(t, off, end);
    if (!body_is_end(cp))
        return false;
    if (cp >= 0x80)
        return true;
    after = body_cp(t, off + 1, &len);
    return off + 1 >= end || after >= 0x80 || after == ' ';
}

static size_t skip_ends(struct str t, size_t off, size_t end)
{
    size_t len;

    while (off < end) {
        uint32_t cp = body_cp(t, off, &len);

        if (!body_is_end(cp) && cp != '.' && !body_in(cp, "”’」』）)"))
            break;
        off += len;
    }
    return off;
}

/* Does the quotation that ends at END hold a sentence's end just before its marks? */
static bool quote_is_sentence(struct str t, size_t open, size_t end)
{
    while (end > open) {
        uint32_t cp = body_cp_before(t, end);

        if (!body_is_closer(cp) && cp != '"' && cp != 0xFF02)
            return body_is_end(cp);
        end -= cp < 0x80 ? 1 : 3;
    }
    return false;
}

static bool goes_on(struct str t, size_t off, size_t end)
{
    size_t len, at = body_skip_blanks(t, off, end);

    return at < end && (body_in(body_cp(t, at, &len), "，、；：,;:）)》。！？…—的") ||
                        body_is_closer(body_cp(t, at, &len)));
}

/* ——某某代表（某地某职）: a letter's signature ends without a mark. */
static size_t signature_end(struct str t, size_t off, size_t end)
{
    size_t len, at = off;
    uint32_t cp = body_cp(t, off, &len);
    int n = 0;

    if (cp != 0x2014 || body_cp_before(t, off) == 0x2014)
        return off;
    for (; at < end && n < SIGNATURE; n++, at += len) {
        cp = body_cp(t, at, &len);
        if (body_in(cp, "）)"))
            return at + len;
        if (body_in(cp, "。！？；“「"))
            break;
    }
    return off;
}

bool sentence_is_signature(struct str t, struct span s)
{
    return s.len && signature_end(t, s.off, s.off + s.len) == s.off + s.len;
}

size_t body_sentence_end(struct sentence_walk *w, size_t off, size_t end)
{
    const struct pairs *p = &w->pairs;
    size_t len, at = off;

    while (w->next < p->n && p->items[w->next].open < off)
        w->next++;
    at = signature_end(w->text, off, end);
    if (at > off)
        return at;
    while ((at = body_skip_han(w->text, at, end)) < end) {
        uint32_t cp = body_cp(w->text, at, &len);
        const struct pair *pair = w->next < p->n ? &p->items[w->next] : NULL;

        if (pair && pair->open == at && pair->end <= end) {
            w->next++;
            at = pair->end;
            if (pair->quote && quote_is_sentence(w->text, pair->open, at) &&
                !goes_on(w->text, at, end))
                return at;
        } else if (ends_here(w->text, at, end, cp)) {
            return skip_ends(w->text, at, end);
        } else {
            at += len;
        }
    }
    return end;
}

/* What a whole line of a body is: heading, caption, credit, dateline, boilerplate or text. */
#include "body_work.h"

enum { HEADING_MOST = 30, TITLE_MOST = 45, CAPTION_MOST = 130, CREDIT_MOST = 60 };

static bool is_boilerplate(struct str t, struct span s)
{
    struct span piece;

    while (s.len && (piece = boilerplate_first(t, s)).len)
        s = body_trim(t, (struct span){piece.off + piece.len,
                                       s.off + s.len - piece.off - piece.len});
    while (s.len && (piece = boilerplate_last(t, s)).len)
        s = body_trim(t, (struct span){s.off, piece.off - s.off});
    return !s.len;
}

static bool has_han(struct str t, struct span s)
{
    size_t len;

    for (size_t i = s.off; i < s.off + s.len; i += len)
        if (utf8_is_han(body_cp(t, i, &len)))
            return true;
    return false;
}

static bool is_credit(struct str t, struct span s)
{
    if (credit_is_all(t, s.off, s.off + s.len))
        return true;
    return body_length(t, s, CREDIT_MOST + 1) <= CREDIT_MOST && !has_han(t, s) &&
           words_before(&words_foreign_credit, t, s.off + s.len) > 0;
}

/* Offset of the next mark from OFF on, before END, that ends a sentence; END when there is none. */
static size_t next_end(struct str t, size_t off, size_t end)
{
    size_t len;

    for (; (off = body_skip_han(t, off, end)) < end; off += len)
        if (body_is_end(body_cp(t, off, &len)))
            break;
    return off;
}

/* 大批校友到場投票。某某攝 */
static bool is_caption(struct str t, struct span s)
{
    size_t end = s.off + s.len;

    if (body_length(t, s, CAPTION_MOST + 1) > CAPTION_MOST)
        return false;
    if (words_at(&words_caption, t, s.off))
        return true;
    for (size_t i = s.off; (i = next_end(t, i, end)) < end; i = body_skip(t, i, 1)) {
        size_t from = body_skip_blanks(t, body_skip(t, i, 1), end);

        if (from < end && credit_is_all(t, from, end))
            return true;
        if (from < end && words_at(&words_picture_agency, t, from) == end - from)
            return true;
    }
    return false;
}

static bool is_dateline(struct str t, struct span s)
{
    size_t end = s.off + s.len, n = dateline_at(t, s.off, end);
    uint32_t last = body_cp_before(t, end);

    if (!n)
        return false;
    if (n == s.len)
        return true;
    /* 某某社某地3月31日电题：the headline, which stands above anyway */
    return body_in(body_cp_before(t, s.off + n), "：:") && !body_is_end(last) &&
           body_length(t, s, 81) <= 80 && !body_in(last, "”」");
}

/* A line without an end mark that is short enough. */
static bool is_heading(struct str t, struct span s)
{
    uint32_t last = body_cp_before(t, s.off + s.len);
    size_t most = s.off == 0 ? TITLE_MOST : HEADING_MOST;
    bool marked = s.len > 4 && !memcmp(t.p + s.off, "##", 2);

    if (marked)
        return true;
    if (str_find(str_slice(t, s.off, s.len), STR("。"), 0) < s.len)
        return false;
    if (body_length(t, s, most + 1) > most || body_is_end(last) ||
        body_in(last, "，：；、,:;—"))
        return false;
    if (body_is_closer(last)) {
        uint32_t inside = body_cp_before(t, s.off + s.len - (last < 0x80 ? 1 : 3));

        if (body_is_end(inside) || body_in(inside, "，"))
            return false;
    }
    return has_han(t, s) || s.len <= 2;
}

enum block_kind line_kind(struct str t, struct span line)
{
    if (is_boilerplate(t, line))
        return BLOCK_BOILERPLATE;
    if (is_dateline(t, line))
        return BLOCK_DATELINE;
    if (is_credit(t, line))
        return BLOCK_CREDIT;
    if (is_caption(t, line))
        return BLOCK_CAPTION;
    return is_heading(t, line) ? BLOCK_HEADING : BLOCK_PARAGRAPH;
}

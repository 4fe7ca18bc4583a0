/* Speakers without a name: 一位渔民, 该负责人, 澜川市水务局, 两人. */
#include "joint.h"
#include "speaker.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_ROLE | LEX_KIN };
enum { BODIES = LEX_ORG | LEX_MEDIUM | LEX_DOC };
enum { PHRASE_MOST = 256, CLAUSE_MOST = 512 }; /* characters looked at */

static const struct subject nobody = {.who = NOBODY};

/* The start of the piece of a list that ends at I. */
static uint32_t clause_or_pause(const struct work *w, uint32_t s, uint32_t i)
{
    while (i > s && !(cls(w, i - 1) & C_PAUSE))
        i--;
    return i;
}

/* Left end of the phrase whose head ends at I: a clause, or words that lead up to it. */
static uint32_t phrase_start(const struct work *w, uint32_t lo, uint32_t i, uint32_t head)
{
    static const char16_t *const counts[] = {
        u"一位", u"一名", u"一些", u"一众", u"多位", u"几位", u"多名", u"不少", u"许多",
        u"这位", u"两位", u"一个", u"几名", u"数名", u"数位", u"很多", u"一群", u"有"};
    uint32_t s = i - head, len = 1, count;

    while (s > lo && i - s < PHRASE_MOST && !(cls(w, s - 1) & (C_CLAUSE | C_QUOTED)) &&
           !is_blank(w->t.cp[s - 1]))
        s--;
    /* 天气炎热、民众|说: what is in a list with the head says who it is too. */
    for (uint32_t k = i - head; k > s; k--)
        if ((cls(w, k - 1) & C_PAUSE) && word_before(w, s, k - 1, TITLES | BODIES) < 2 &&
            k - 1 - clause_or_pause(w, s, k - 1) > 4)
            s = k;
    for (uint32_t k = i - head; k > s; k--)
        if ((count = LIST_AT(w, k - 1, counts)) > 0 && !text_is(w, k - 1, "有关"))
            return count > 1 || char_in(w, k, "位名个")
                       ? k - 1 - (k > s + 1 && char_in(w, k - 2, "另"))
                       : k;
    while (len && s < i - head) {
        len = word_at(w, s, i - head,
                      LEX_CONNECTIVE | LEX_TIME | LEX_PREPOSITION | LEX_MARKER |
                          LEX_ADVERB);
        if (len && (char_in(w, s, "被遭") ||
                    word_at(w, s, i, LEX_ORG | LEX_NOT_NAME | TITLES | LEX_MEDIUM) > len))
            len = 0; /* 联合|国专家, 被|救女孩的母亲 */
        else if (len == 1 && word_at(w, s, i, LEX_SAY | LEX_OPINE | LEX_RECEIVER) > 1)
            len = 0; /* 要|求老百姓 */
        else if (!len && (char_in(w, s, "据而但并)）」』") || is_blank(w->t.cp[s])))
            len = 1;
        s += len;
    }
    return s < i - head ? s : i - head;
}

static bool holds(const struct work *w, const struct person *p, struct range title)
{
    uint32_t len = title.e - title.s;

    for (size_t j = 0; j < p->n_titles; j++) {
        struct range t = p->titles[j];
        if (t.e - t.s >= len && range_eq(w, (struct range){t.e - len, t.e}, title))
            return true;
    }
    return false;
}

/* The one person before I who holds the title [S, E), as in 总书记指出; NOBODY when two do. */
uint32_t title_holder(const struct work *w, struct range title, uint32_t i)
{
    uint32_t found = NOBODY;

    for (uint32_t k = 0; k < w->n_people; k++) {
        const struct person *p = &w->people[k];
        if (p->kind != SPEAKER_PERSON || p->first >= i || !holds(w, p, title))
            continue;
        if (found != NOBODY)
            return NOBODY;
        found = k;
    }
    return found;
}

static struct subject named_by(struct work *w, struct range r, enum speaker_kind kind)
{
    struct subject s = {
        .at = r, .rule = kind == SPEAKER_ORG ? 'K' : 'I', .adjacent = true};

    s.who = person_add(w, r, kind);
    if (w->people[s.who].first == UINT32_MAX)
        w->people[s.who].first = r.s;
    w->people[s.who].n_mentions++;
    return s;
}

/* 一位|观众|找到她: the end of the words that say who it is, from behind the count at S; I when no
 * table has them. */
static uint32_t counted_end(const struct work *w, uint32_t s, uint32_t i)
{
    for (uint32_t e = s + 2; e < i; e++) {
        if (word_at(w, e, i, LEX_RECEIVER) == 1)
            return e; /* 一位高层|向本报记者 */
        if (word_before(w, s, e, TITLES) > 1 && !word_at(w, e, i, TITLES) &&
            !char_in(w, e, "的、和与及"))
            return e;
    }
    return i;
}

/* 陈姓驾驶, 一名陈姓男子, 一名姓陈的男子 */
static bool is_surnamed(const struct work *w, uint32_t s)
{
    s += text_is(w, s, "一名") || text_is(w, s, "一位") ? 2 : 0;
    return (char_in(w, s + 1, "姓") && is_word(w, s, LEX_SURNAME)) ||
           (char_in(w, s, "姓") && is_word(w, s + 1, LEX_SURNAME) &&
            char_in(w, s + 2, "的"));
}

/* 一个角色的结局: a noun behind 的 that is nobody. */
static bool is_thing(const struct work *w, uint32_t s, uint32_t i)
{
    while (s < i && !char_in(w, s, "的"))
        s++;
    return s < i && !char_in(w, i - 1, "人者员师家工手户匠商农民长官兵汉妹哥姐娘友客") &&
           word_before(w, s, i, TITLES) < 2;
}

/* 一位船老大说, 某海事局称: words that no table has, with a count before or the sign of an
 * organisation behind. */
static struct subject unknown_before(struct work *w, uint32_t lo, uint32_t i)
{
    static const char16_t *const counts[] = {u"一位", u"一名", u"一个", u"有位",
                                             u"有名", u"某位", u"两位"};
    uint32_t s = phrase_start(w, lo, i, 1);

    if (char_in(w, i - 1, "的"))
        return nobody; /* 一个艰难的|决定 */
    if (i - s <= 7 && is_surnamed(w, s))
        return named_by(w, (struct range){s, i}, SPEAKER_ROLE);
    for (uint32_t k = s; k + 3 <= i && k < s + 8; k++)
        if (LIST_AT(w, k, counts) && i - k <= 24 && !is_thing(w, k + 2, i) &&
            (!text_is(w, k, "一个") ||
             char_in(w, i - 1, "人者员师家工手户匠商民生长官兵")))
            return named_by(w, (struct range){k, counted_end(w, k + 2, i)}, SPEAKER_ROLE);
    if (i >= s + 3 && i - s <= 20 && char_in(w, i - 1, "局厅署院部厂馆社") &&
        !word_before(w, lo, s, LEX_RECEIVER) && !word_at(w, s, i, LEX_RECEIVER))
        return named_by(w, (struct range){s, i}, SPEAKER_ORG);
    return nobody;
}

/* 对|本报|记者: the start of the word that makes a receiver of what ends at I, at most six
 * characters away; LO when there is none. */
static uint32_t receiver_start(const struct work *w, uint32_t lo, uint32_t i)
{
    for (uint32_t k = i; k > lo && i - k <= 20; k--) {
        uint32_t len = word_before(w, lo, k, LEX_RECEIVER);
        if (len && (i - k <= 6 || (len == 1 && char_in(w, k - 1, "向对"))))
            return k - len;
    }
    return lo;
}

/* 《望潮日报》, 《规划》 that ends at I. */
static struct subject printed_before(struct work *w, uint32_t lo, uint32_t i)
{
    for (uint32_t k = i - 1; k > lo && i - k < 20; k--)
        if (char_in(w, k - 1, "《〈"))
            return named_by(w, (struct range){k - 1, i}, SPEAKER_ORG);
    return nobody;
}

/* Those who go by another name than their own. */
static bool has_nickname(const struct work *w, uint32_t s, uint32_t e)
{
    static const char16_t *const words[] = {u"网友", u"博主", u"主播", u"用户", u"网民",
                                            u"粉丝", u"读者", u"作者", u"账号", u"大V",
                                            u"听众", u"观众", u"歌手"};

    return (e - s >= 2 && LIST_AT(w, e - 2, words)) ||
           (e - s >= 3 && text_is(w, e - 3, "up主"));
}

/* 网友@山里人家, 博主“大鱼”: a role and what the person goes by. */
static struct subject nickname_before(struct work *w, uint32_t lo, uint32_t i)
{
    size_t p = cls(w, i - 1) & C_QUOTED ? pair_holding(w, i - 1) : w->n_pairs;
    uint32_t at = i, e = i;

    if (p < w->n_pairs)
        at = w->pairs[p].s;
    else
        while (e > lo && is_blank(w->t.cp[e - 1]))
            e--;
    while (p == w->n_pairs && at > lo && i - at < 20 && w->t.cp[at - 1] != '@' &&
           !(cls(w, at - 1) & (C_CLAUSE | C_QUOTED)))
        e = is_blank(w->t.cp[--at]) ? at : e; /* 网友@山里人家 通过微博|发文 */
    if (at <= lo || (p == w->n_pairs && w->t.cp[at - 1] != '@'))
        return nobody;
    at -= p == w->n_pairs;
    at -= word_before(w, lo, at, LEX_ROLE | LEX_TITLE);
    if (p < w->n_pairs && !has_nickname(w, at, w->pairs[p].s))
        return nobody;
    return named_by(w, (struct range){at, e}, SPEAKER_ROLE);
}

/* 两人, 两位委员: those named last. */
static struct subject two_before(struct work *w, uint32_t s, uint32_t i)
{
    uint32_t other, who;

    if (!joint_means_two(w, s, i))
        return nobody;
    who = joint_both(w, s, &other);
    if (who == NOBODY)
        return nobody;
    return (struct subject){
        .who = who, .also = 1 + other, .at = {s, i}, .rule = 'E', .adjacent = true};
}

/* 老人笑着说: a word for the person whom the paragraph is about. */
static struct subject meant_by(struct turns *t, uint32_t s, uint32_t i)
{
    static const char16_t *const words[] = {u"老人",   u"老太太", u"老先生", u"老爷子",
                                            u"老奶奶", u"老爷爷", u"小伙子", u"小伙",
                                            u"姑娘",   u"女孩",   u"男孩",   u"汉子",
                                            u"老汉",   u"老大爷", u"小姑娘"};
    struct work *w = t->w;
    uint32_t who = turns_last(t, w->paras[para_at(w, s)].s, s, false);

    if (who == NOBODY || w->people[who].kind != SPEAKER_PERSON)
        return nobody;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (text_starts(w, s, words[k]) == i - s)
            return (struct subject){
                .who = who, .at = {s, i}, .rule = 'E', .adjacent = true};
    return nobody;
}

/* The head of the phrase [S, I) is HEAD long: somebody meant by it before, or a new role. */
static struct subject phrase_of(struct turns *t, uint32_t s, uint32_t i, uint32_t head,
                                bool title)
{
    struct work *w = t->w;
    struct subject by = two_before(w, s, i);
    uint32_t who;
    size_t m = mention_from(w, s);

    /* 这位名叫辛梅的护士 */
    if (m < w->n_mentions && w->mentions[m].e < i && w->mentions[m].kind == M_PERSON &&
        w->mentions[m].s >= s + 2 && char_in(w, w->mentions[m].s - 1, "叫"))
        return subject_named(t, m);
    if (by.who == NOBODY)
        by = meant_by(t, s, i);
    if (by.who != NOBODY)
        return by;
    if (title && s + 1 < i && char_in(w, s, "该这那此")) {
        who = turns_last_role(t, s);
        if (who != NOBODY &&
            (i - s == head + 1 || (i - s == head + 2 && char_in(w, s + 1, "位名"))))
            return (struct subject){
                .who = who, .at = {s, i}, .rule = 'E', .adjacent = true};
        return named_by(w, (struct range){s, i}, SPEAKER_ROLE);
    }
    who = title && s == i - head ? title_holder(w, (struct range){s, i}, i) : NOBODY;
    if (who != NOBODY)
        return (struct subject){.who = who, .at = {s, i}, .rule = 'H', .adjacent = true};
    if (i - s > 40 || (i - s > 24 && !title))
        s = i - head;
    return named_by(w, (struct range){s, i}, title ? SPEAKER_ROLE : SPEAKER_ORG);
}

/* 主动避免形成|组织, 写了|篇文章: what leads up to a body makes it an object. */
static bool acts(const struct work *w, uint32_t s, uint32_t e)
{
    static const char16_t *const words[] = {u"应该", u"听闻", u"符合", u"形成", u"避免",
                                            u"公开", u"打破", u"成立", u"加入", u"离开"};

    for (; s < e; s++)
        if (char_in(w, s, "了没着把被该是") || LIST_AT(w, s, words))
            return true;
    return false;
}

/* 一名官员|对半岛电视台|说: the end of who speaks to the body whose name, HEAD long, ends at I; LO
 * when nobody does. */
static uint32_t speaker_to(const struct work *w, uint32_t lo, uint32_t i, uint32_t head)
{
    for (uint32_t k = i - head; k > lo && i - k <= 16; k--)
        if (char_in(w, k - 1, "对向") && word_before(w, lo, k - 1, TITLES) > 1)
            return k - 1;
    return lo;
}

/* The length of the word for somebody that ends at I: 负责人, 业主们. */
static uint32_t head_before(const struct work *w, uint32_t lo, uint32_t i,
                            uint32_t *found)
{
    uint32_t head =
        lex_before(w->lx, w->t.cp + lo, i - lo, TITLES | BODIES | LEX_REPORTER, found);

    if (head > 1 || i < lo + 3 || !char_in(w, i - 1, "们"))
        return head;
    head = lex_before(w->lx, w->t.cp + lo, i - 1 - lo, TITLES, found);
    return head > 1 ? head + 1 : 0;
}

struct subject role_before(struct turns *t, uint32_t lo, uint32_t i)
{
    struct work *w = t->w;
    uint32_t found = 0, head, s;
    struct subject by;

    if (i <= lo)
        return nobody;
    by = nickname_before(w, lo, i);
    if (by.who != NOBODY || (cls(w, i - 1) & C_QUOTED))
        return by;
    if (i >= lo + 3 && char_in(w, i - 1, "中里") && char_in(w, i - 2, "》〉"))
        i--;
    if (char_in(w, i - 1, "》〉"))
        return printed_before(w, lo, i);
    head = head_before(w, lo, i, &found);
    if (i >= lo + 2 && text_is(w, i - 2, "有人"))
        return named_by(w, (struct range){i - 2, i}, SPEAKER_ROLE);
    if (head < 2)
        return unknown_before(w, lo, i);
    if (found & LEX_REPORTER) {
        s = receiver_start(w, lo, i - head);
        return s > lo + 1
                   ? role_before(t, lo, s)
                   : (struct subject){.who = NOBODY, .at = {i - head, i}, .silent = true};
    }
    s = found & BODIES ? speaker_to(w, lo, i, head) : lo;
    if (s > lo)
        return role_before(t, lo, s);
    s = phrase_start(w, lo, i, head);
    if (i - s > 10 && text_is(w, i - 2, "消息"))
        return nobody;
    if (word_before(w, lo, s, LEX_RECEIVER) ||
        word_at(w, s, i, LEX_RECEIVER) >
            (word_at(w, s, i, TITLES | BODIES) > 1 ? 1u : 0u) ||
        word_before(w, s, i - head, LEX_RECEIVER))
        return nobody; /* 教|他, but 教练团 */
    for (uint32_t k = s > lo ? s - 1 : s; (found & BODIES) && k < i - head; k++)
        if (char_in(w, k, "在于"))
            return nobody; /* 在记者会|说 */
    if (i > s + head && char_in(w, i - head - 1, "遭被让令使把"))
        return nobody;
    if ((found & BODIES) && acts(w, s, i - head))
        return nobody;
    if (word_at(w, s, i, LEX_SAY | LEX_OPINE) > 1 && !word_at(w, s, i, TITLES | BODIES))
        return nobody; /* 要求老百姓 */
    return phrase_of(t, s, i, head, found & TITLES);
}

/* ABC和XYZ|表示: the end of the letters and what joins them at S; S when they do no such thing. */
static uint32_t letters_at(const struct work *w, uint32_t s, uint32_t e)
{
    uint32_t i = s;

    while (i < e && ((cls(w, i) & C_LATIN) || char_in(w, i, "和与、")))
        i++;
    while (i > s && !(cls(w, i - 1) & C_LATIN))
        i--;
    return i >= s + 2 && w->t.cp[s] >= 'a' &&
                   (char_in(w, i, "发") ||
                    word_at(w, i, w->n, LEX_ADVERB | LEX_TIME | LEX_SAY | LEX_WRITE))
               ? i
               : s;
}

/* 某科技|在财报中称: who has a report, a statement of its own; S when nobody has. */
static uint32_t before_report(const struct work *w, uint32_t s, uint32_t e)
{
    static const char16_t *const words[] = {
        u"财报", u"公告", u"声明", u"年报",   u"博客", u"官网", u"新闻稿", u"招股书",
        u"通告", u"官微", u"公报", u"公开信", u"微博", u"微信", u"公众号", u"官方"};

    for (uint32_t i = s + 2; i < e && i < s + 12; i++) {
        if (!char_in(w, i, "在"))
            continue;
        for (uint32_t k = i + 1; k + 1 < e && k < i + 12; k++)
            if (LIST_AT(w, k, words))
                return i;
    }
    return s;
}

/* What may follow a subject that opens its clause. */
static bool leads_to_verb(const struct work *w, uint32_t i)
{
    return word_at(w, i, w->n,
                   LEX_ADVERB | LEX_TIME | LEX_PREPOSITION | LEX_SAY | LEX_WRITE) ||
           ((cls(w, i) & C_LATIN) && w->t.cp[i] <= '9') ||
           ((cls(w, i) & C_HAN) && char_in(w, i + 1, "着了过")) ||
           char_in(w, i, "发写打回留来");
}

/* Over the 《…》 whose first mark is before I. */
static uint32_t behind_title(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = i;

    if (!char_in(w, i - 1, "《"))
        return i;
    while (k < e && !char_in(w, k, "》"))
        k++;
    return k < e ? k + 1 : i;
}

/* 某协会随后发表声明称, 发言人在回答提问时说: who opens the clause. */
struct subject role_in_clause(struct turns *t, uint32_t s, uint32_t e)
{
    struct work *w = t->w;
    uint32_t len = 1, i;
    bool any;

    if (e - s > CLAUSE_MOST)
        e = s + CLAUSE_MOST;
    while (len && s < e)
        s += len = word_at(w, s, e, LEX_CONNECTIVE | LEX_TIME | LEX_ADVERB);
    i = letters_at(w, s, e);
    if (i > s)
        return named_by(w, (struct range){s, i}, SPEAKER_ORG);
    for (i = s + 3; i < e && i < s + 7 && is_surnamed(w, s); i++)
        if (leads_to_verb(w, i) || word_at(w, i, e, LEX_RECEIVER))
            return named_by(w, (struct range){s, i}, SPEAKER_ROLE);
    /* 发言人回复查询时|称: whatever stands before 时 leads to the verb. */
    any = e > s + 4 && (char_in(w, e - 1, "时后中") || char_in(w, e, "时后中"));
    for (i = s + 2; i < e && !(cls(w, i - 1) & C_CLAUSE); i++) {
        uint32_t found = 0;
        i = behind_title(w, i, e);
        bool body =
            lex_before(w->lx, w->t.cp + s, i - s, LEX_ORG | LEX_MEDIUM, NULL) > 1 ||
            (i >= s + 3 && char_in(w, i - 1, "局厅署院馆社") &&
             !char_in(w, i, "会区交保面势部限"));
        if (!body && word_before(w, s, i + 1, LEX_ORG) > 2)
            continue; /* 委员|会 */
        if (!body && !(cls(w, i - 1) & C_QUOTED) &&
            lex_before(w->lx, w->t.cp + s, i - s, TITLES, &found) < 2 &&
            !(char_in(w, i - 1, "们") && word_before(w, s, i - 1, TITLES) > 1))
            continue;
        if (!word_at(w, i, w->n, TITLES) && !char_in(w, i, "和与及") &&
            (leads_to_verb(w, i) || (any && !char_in(w, i, "的、和与及")))) {
            struct subject by = role_before(t, s, i);
            if (by.who != NOBODY || body)
                return by;
        }
    }
    i = before_report(w, s, e);
    return i > s ? named_by(w, (struct range){s, i}, SPEAKER_ORG) : nobody;
}

/* Calendar dates with their precision, as news gives them. */
#ifndef YULU_TEXT_DATE_H
#define YULU_TEXT_DATE_H

#include "base/buf.h"
#include "base/str.h"

enum date_precision { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY };

struct date {
    short year; /* 0 = not known (3月5日 alone) */
    signed char month, day;
    unsigned char precision; /* enum date_precision */
    bool inferred; /* from the URL or from the text, not from a field of its own */
};

/* Find the first date in S: 2024-03-05, 2024/3/5, 2024.03.05, 20240305, 2024年3月5日, 2024年3月,
 * 2024年, 二〇二四年三月五日, full-width digits, with a time after it (2024-03-05 10:20,
 * 2024-03-05T10:20:00+08:00).  Impossible dates (2024-02-30) are no dates.  With ANYWHERE false the
 * whole of S must be the date (blanks around and a time after it allowed).  *OFF (may be NULL) =
 * where in S it begins.  precision DATE_NONE: none found. */
struct date date_find(struct str s, bool anywhere, size_t *off);
/* The first date at or after *POS of running text; *OFF = where it begins, *POS = behind it. */
struct date date_next(struct str s, size_t *pos, size_t *off);
/* 3月5日 without a year; year stays 0. */
struct date date_find_month_day(struct str s, size_t *off);
/* A date in an address: /2024/03/05/, /2024-03/05/, /20240305/, t20240305_; inferred is set. */
struct date date_in_url(struct str url);
/* "2024-03-05", "2024-03", "2024"; "?" after it when inferred; nothing for DATE_NONE. */
void date_add(struct buf *out, struct date d);
/* Order for lists: by year, month, day; an absent part counts as 0.  DATE_NONE first. */
int date_cmp(struct date a, struct date b);
/* yyyymmdd with absent parts 0: for keys. */
int date_key(struct date d);

#endif

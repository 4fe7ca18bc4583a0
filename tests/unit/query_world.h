/* The world that the tests of the query language ask in: 2024-06-15, a Saturday; an archive with
 * the keys 地区, Key one and C++; a few saved filters. */
#ifndef YULU_UNIT_QUERY_WORLD_H
#define YULU_UNIT_QUERY_WORLD_H

#include "query/query.h"

static inline bool query_test_filter(void *ctx, struct str name, struct str *text)
{
    static const char *const filters[][2] = {
        {"上海AI", "地区:上海 tag:人工智能"},
        {"环", "@环"},
        {"甲", "@乙"},
        {"乙", "a @甲"},
        {"或", "a|b"},
        {"空", ""},
        {"坏", "speker:x"},
        {"丁", "speaker:丁 quote:水"},
        {"很多", "@多 @多 @多 @多 @多 @多 @多 @多"},
        {"多", "a b c d e f g h a b c d e f g h a b c d e f g h a b c d e f g h"},
    };

    (void)ctx;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        if (str_eq(str_of(filters[i][0]), name)) {
            *text = str_of(filters[i][1]);
            return true;
        }
    return false;
}

static inline struct query_world query_test_world(void)
{
    static const struct str facets[] = {STR_INIT("地区"), STR_INIT("Key one"),
                                        STR_INIT("C++")};

    return (struct query_world){
        .today = {.year = 2024, .month = 6, .day = 15, .precision = DATE_DAY},
        .facets = facets,
        .n_facets = sizeof facets / sizeof *facets,
        .saved = query_test_filter,
    };
}

#endif

/* Names of what is shown in different ways; how each looks is a theme's (view/theme.h). */
#ifndef YULU_VIEW_STYLE_H
#define YULU_VIEW_STYLE_H

#include "base/str.h"

enum style {
    STYLE_NORMAL,
    STYLE_TITLE,     /* the article's title */
    STYLE_HEADING,   /* headings inside */
    STYLE_BAR,       /* header and status lines */
    STYLE_RULE,      /* separators */
    STYLE_DIM,       /* meta data, folded parts */
    STYLE_MARK,      /* the narrow selection mark */
    STYLE_QUOTE,     /* a block that the file gives as a quotation */
    STYLE_SPEAKER_1, /* quotations, by speaker */
    STYLE_SPEAKER_2,
    STYLE_SPEAKER_3,
    STYLE_SPEAKER_LAST = STYLE_SPEAKER_3,
    STYLE_HIT,     /* search hits */
    STYLE_HIT_NOW, /* the current one */
    STYLE_LINK,
    STYLE_ERROR,
    STYLE_PROMPT,
    STYLE_COUNT
};

enum { ATTR_BOLD = 1, ATTR_REVERSE = 2, ATTR_UNDERLINE = 4 };

/* As themes write it: "speaker-1"; never NULL. */
const char *style_name(enum style style);
/* What it is for, in Chinese. */
const char *style_about(enum style style);
/* The style of that name, or STYLE_COUNT. */
enum style style_named(struct str name);

#endif

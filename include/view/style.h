/* Named styles.  Colour is a bonus: everything is told by text, position or attribute first.
 * The default background is never painted. */
#ifndef YULU_VIEW_STYLE_H
#define YULU_VIEW_STYLE_H

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

struct style_def {
    const char *name;
    unsigned attrs; /* ATTR_... */
    int fg;         /* terminal colour 0-15, or -1 = default */
    unsigned mono;  /* attributes more where there is no colour */
};

/* How STYLE looks; never NULL. */
const struct style_def *style_def(enum style style);

#endif

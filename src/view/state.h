/* The state of the program: shared by the files of src/view, seen by nobody else. */
#ifndef YULU_VIEW_STATE_H
#define YULU_VIEW_STATE_H

#include "view/app.h"
#include "view/command.h"
#include "view/edit.h"
#include "view/page.h"

#include "aside.h"
#include "conf.h"
#include "handlers.h"
#include "list_state.h"
#include "outside.h"
#include "theming.h"

#include "archive/did.h"
#include "quote/quote.h"
#include "said/fixes.h"
#include "said/said.h"

enum view_id {
    VIEW_LIST,
    VIEW_ARTICLE,
    VIEW_RAW,
    VIEW_INFO,
    VIEW_ERRORS,
    VIEW_SAVED, /* filters that have a name */
    VIEW_SAID,  /* quotations page */
    VIEW_CARD,  /* a speaker */
    VIEW_THEME, /* all styles */
    VIEW_COUNT
};

enum {
    NAME_MAX_BYTES = 96,
    HISTORY_MAX = 100,
    MIN_COLS = 20,
    MIN_ROWS = 5,
    HINT_ROWS = 12
};
enum { TWO_LINE_COLS = 60 }; /* narrower lists use two rows an article, and one pane */

struct rect {
    unsigned row, col, rows, cols;
};

/* What stands at the top of a text: a byte of the body, or a row of the head. */
struct anchor {
    size_t off; /* of the first text at or below the top; SIZE_MAX = in the head */
    size_t row; /* in the head: the row itself; else rows between the top and that text */
};

/* Somewhere a person was. */
struct place {
    enum view_id view;
    unsigned level;  /* how far from the list; set by place_push() */
    char id[ID_MAX]; /* of the article; "" in the list, or all articles */
    struct anchor anchor;
    bool zoom; /* an article over the whole width */
    /* Of the quotations page and the card: */
    size_t item;            /* selected */
    uint32_t saying;        /* what it is */
    bool moved;             /* the person chose it; else it stays the first one */
    unsigned group;         /* enum said_group */
    bool by_name;           /* the other order */
    uint32_t open;          /* 1 + the group that is shown whole */
    char related[ID_MAX];   /* the list is of what is related to that article; "" = no */
    char sel[ID_MAX];       /* of a list: what was selected when it was left */
    enum speaker_kind kind; /* whose card */
    char name[NAME_MAX_BYTES];
};

struct history {
    struct place items[HISTORY_MAX];
    size_t n, now;
};

/* One article in memory: what the reader and the preview show. */
struct reading {
    struct arena a;      /* the article */
    struct arena page_a; /* its page */
    struct arena hits_a;
    char id[ID_MAX];     /* wanted; "" = none */
    bool loaded;         /* tried: article or err */
    struct article *art; /* NULL: see err */
    struct body body;
    struct err err;
    struct page *page;    /* NULL until laid out */
    struct rect at;       /* where it was last laid out for */
    struct anchor anchor; /* what the person put at the top; top follows from it */
    size_t top;
    bool unfold;
    struct buf needle; /* "" = no search */
    bool hits_fresh;
    struct page_hits hits;
    size_t hit_off; /* body offset of the current hit; SIZE_MAX = none */
    struct arena quotes_a;
    struct quotes quotes; /* of art, once quotes_known */
    bool quotes_known;
    bool marked_indirect;    /* marks hold the statements without marks too */
    struct page_mark *marks; /* the quotations shown, in order */
    size_t n_marks;
    size_t mark_now;       /* the one a person jumped to; SIZE_MAX = none */
    size_t n_han, n_words; /* of the body */
    bool choosing;         /* a passage, from one sentence to another */
    struct span chosen_from, chosen_to;
};

/* Rows of plain text: raw file, information, errors. */
struct line {
    struct str label; /* left of the text */
    struct str text;
    unsigned x; /* columns left of the text */
};
struct lines {
    struct arena a;
    struct line *items;
    size_t n, cap;
    unsigned cols; /* made for; 0 = to be made */
    int amb;
    size_t top, last; /* last: largest top */
    size_t start;     /* row of the article in its file */
};

/* What is said in the articles that are asked for, as far as it was taken in. */
struct people {
    struct arena a, map_a;
    struct people_map *map; /* NULL until somebody asks */
    struct said said;
    size_t next;     /* articles listed before it were taken in */
    size_t n_passed; /* sayings of them */
    size_t enough;   /* sayings after which a page has enough to show for now */
    size_t drawn;    /* of them when the last picture was made */
    /* Of a card: the articles in which that person speaks. */
    struct arena query_a;
    struct query query;
    struct finding *finding;
    char of[NAME_MAX_BYTES];
};

struct said_page;
struct said_view {
    struct arena a;         /* of page */
    struct arena row_a;     /* of its rows */
    struct said_page *page; /* NULL = to be made */
    size_t n_sayings;       /* known when it was made */
    size_t n_done;          /* articles taken in then */
    size_t n_shown, n_groups;
    size_t top;
    size_t sel_y; /* rows of the screen above the selected item */
};

enum prompt_id {
    PROMPT_NONE,
    PROMPT_FILTER,
    PROMPT_FIND,
    PROMPT_COMMAND,
    PROMPT_HELP,
    PROMPT_FIX,
    PROMPT_FACET,
    PROMPT_COUNT
};

struct prompt {
    enum prompt_id id;
    struct edit edit;
    struct buf stem; /* what Tab completes; valid while n_tabs */
    unsigned n_tabs; /* presses of Tab in a row */
    struct buf part; /* what Ctrl-R looks for, while searching */
    bool searching;
    struct anchor place; /* find: where to return to */
    struct buf kept;     /* find, filter: what was in force */
};

struct help {
    size_t sel, top;
};

struct app {
    struct source *ar;
    uint64_t generation; /* of its articles, when they were listed last */
    struct date today;
    struct item entry; /* what app_entry() found last */
    unsigned rows, cols;
    bool held, drawing; /* app_hold(); app_draw() */
    int amb;
    enum kinsoku kinsoku;
    unsigned measure, indent;
    bool hang, orphan, web;
    bool indirect; /* statements without marks are marked too */
    struct buf name;
    struct buf copy;     /* for the clipboard */
    bool no_clipboard;   /* the terminal is known not to have one */
    struct conf conf;    /* what a person set up */
    struct buf notice;   /* in the status line until the next key */
    struct buf want;     /* id to open as soon as it is read; "" = none */
    unsigned want_quote; /* number of the quotation to show there; 0 = none */
    size_t want_off;     /* the one that begins there, when has_want_off */
    bool has_want_off;
    struct arena lexicon_a;
    struct lexicon *lexicon; /* NULL until the first article is open */
    void (*add_words)(struct lexicon *lx, struct arena *a);
    void (*add_people)(struct people_map *m, struct arena *a);
    bool (*read_fixes)(struct fixes *f, uint64_t *stamp);
    uint64_t fixes_stamp; /* 0 = not read yet */
    bool (*save_fix)(const struct fix *x, struct err *e);
    struct fixes fixes;
    struct state *state; /* what the reader did; the app's own unless remembers */
    bool remembers;
    bool kiosk, may_copy;  /* of struct app_opts */
    char shown_id[ID_MAX]; /* the article of this place, once it was on the screen */
    char seen_id[ID_MAX];  /* the same, once a key was pressed there: it was read */
    unsigned (*letter)(struct app *app, uint32_t key); /* takes the next key; or NULL */
    struct place before;                               /* the last jump to a mark */
    bool has_before;
    struct people people;
    struct said_view said_view;
    bool touched;   /* a key was pressed: nothing opens by itself any more */
    unsigned count; /* being typed; 0 = none */
    uint32_t pair;  /* first half of …… or —— */
    bool ime_told;
    size_t n_listed;       /* articles when the list was made */
    size_t n_bad, n_diags; /* files with errors among so many messages */
    bool end_asked;        /* the next page-down at the end goes to the next article */
    unsigned layout;       /* 1, 2, 3; 0 = by size */
    int share;             /* rows or columns the list has more than usual */
    struct history history;
    struct list list;
    struct aside aside;
    struct world world;
    struct facets facets;
    struct helper helper;
    struct completing completing;
    struct fix_names fix_names;
    bool query_unchecked; /* the filter of the command line, while the files are read */
    struct reading reading;
    struct lines lines;
    struct prompt prompt;
    struct recall recalls[PROMPT_COUNT];
    struct help help;
    struct theming theming;
    struct outside outside;
};

/* What the bars, the motions and the painting need of a view. */
struct view_ops {
    unsigned where;
    void (*draw)(struct app *app, struct grid *g);
    size_t (*count)(struct app *app);              /* items or rows */
    size_t (*at)(struct app *app);                 /* the item selected, the row on top */
    size_t (*last)(struct app *app);               /* largest at */
    size_t (*page)(struct app *app);               /* how far a page goes */
    void (*go)(struct app *app, size_t at);        /* at <= last */
    void (*scroll)(struct app *app, ptrdiff_t by); /* pages: the list moves its top too */
    void (*status)(struct app *app, struct buf *out);
    const char *const *hints; /* names of commands, NULL at the end */
};

extern const struct view_ops list_ops, article_ops, raw_ops, info_ops, errors_ops,
    saved_ops, said_ops, card_ops, facets_ops, theme_ops;

/* app.c */
const struct view_ops *app_view(const struct app *app);
struct place *app_place(struct app *app);
/* Say something in the status line until the next key.  Returns EFFECT_REDRAW. */
unsigned app_say(struct app *app, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
unsigned app_run(struct app *app, const struct command *cmd, const struct call *call);
/* Is that command for whoever is reading? */
bool app_allows(const struct app *app, const struct command *cmd);
/* Key of the main loop, when no prompt is open. */
unsigned app_key(struct app *app, uint32_t key);
bool app_too_small(const struct app *app);
/* The article with this id, or NULL; until the next call.  O(1) for the selected one. */
const struct item *app_entry(struct app *app, const char *id);

/* places.c: history, panes */
/* Go to a new place; what lay ahead is forgotten. */
void place_push(struct app *app, const struct place *p);
/* Go to entry NOW of the history. */
void place_go(struct app *app, size_t now);
void place_open(struct app *app, enum view_id view, const char *id, bool zoom);
/* The article that what is shown is about: selected, read, or looked into; "" = none. */
const char *place_article(struct app *app);
/* Where list and text stand; rows 0 = not shown. */
struct panes {
    struct rect body, facets, list, text;
    struct rect aside; /* below the list */
    struct rect rule;  /* the row with the title of the text; rows 0 = none */
    unsigned layout;
};
struct panes panes_of(const struct app *app);
unsigned layout_of(const struct app *app);

/* list.c */
size_t list_count(const struct app *app);
/* Articles found, each once; a list in groups has those of several values several times. */
size_t list_n_found(const struct app *app);
void list_found(const struct app *app, size_t i, struct item *out);
/* Which of them the article is, or list_n_found(). */
size_t list_find_found(struct app *app, const char *id);
/* Found articles that are folded away as near copies. */
size_t list_folded(const struct app *app);
/* Near copies get rows of their own, or lose them. */
unsigned list_unfold(struct app *app);
void list_keep_in_sight(struct app *app);
/* How many articles the list has or, while they are looked for, will have: "约1,200". */
void list_add_count(const struct app *app, struct buf *out);
void list_item(const struct app *app, size_t i, struct item *out);
void list_select(struct app *app, size_t i);
/* Select the article; false when it is not listed. */
bool list_select_id(struct app *app, const char *id);
/* Where the article is in the list, or list_count(). */
size_t list_find(struct app *app, const char *id);
void list_set_filter(struct app *app, struct str filter);
/* List what is related to article ID, "" = what the filter asks, if something else is listed; with
 * the article SEL selected, "" = the first. */
void list_relate(struct app *app, const char *id, const char *sel);
/* The finding went on: is the article that was selected among those found now? */
void list_found_more(struct app *app);
/* Another order: the one named, or the next. */
unsigned list_sort(struct app *app, struct str name);
/* The name of order I for :sort, or NULL. */
const char *list_order_name(unsigned i);
/* Other groups: the same article stays selected. */
void list_regroup(struct app *app);
/* list_group.c: groups by the name of a field, or the next ones. */
unsigned list_group(struct app *app, struct str word);
/* The name of kind I for :group, or NULL. */
const char *group_name(unsigned i);
/* Was it asked for groups, and are they there? */
bool group_wanted(const struct app *app);
bool group_on(const struct app *app);
void group_forget(struct app *app);
/* Put what is found into groups, once all is found. */
void group_make(struct app *app);
/* The group of a place of the list.  O(log groups). */
size_t group_at(const struct app *app, size_t place);
/* Append "发言人"; "丁光宏 3/12". */
void group_add_label(const struct app *app, struct buf *out);
void group_add_place(const struct app *app, size_t place, struct buf *out);
void group_draw_head(struct app *app, struct grid *g, const struct rect *at,
                     size_t group);
/* The archive changed: same filter, same article. */
void list_refresh(struct app *app);
/* list_totals.c */
void totals_forget(struct app *app);
/* Not known while the filter looks for articles. */
const struct list_totals *totals_of(struct app *app);
bool totals_pending(struct app *app);
/* Count further; true when there is more to see. */
bool totals_step(struct app *app);
/* list_draw.c */
void list_draw_pane(struct app *app, struct grid *g, const struct rect *r, bool focus);
unsigned list_item_rows(const struct rect *r);
struct str entry_title(const struct item *en);
/* The id of article I of the archive; valid until the next call. */
const char *app_id(struct app *app, size_t i);

/* sought.c: what the filter looks for is another. */
void sought_forget(struct app *app);

/* filter.c: the question that makes the list */
/* Ask what the filter says, of the archive as it is now. */
void filter_ask(struct app *app);
/* Is the answer not complete yet?  filter_go_on() looks further; true when there is more to see. */
bool filter_pending(const struct app *app);
bool filter_go_on(struct app *app);
void filter_free(struct app *app);
/* filter_prompt.c: open the prompt with TEXT. */
void filter_open(struct app *app, struct str text);
/* TEXT is complete: take it as the filter; false: what is wrong with it is said, and the filter is
 * what it was. */
bool filter_finished(struct app *app, struct str text);
/* The keys and saved filters of the archive as it is now. */
const struct query_world *filter_world(struct app *app);
void filter_forget_world(struct app *app);

/* The filter of the command line is checked once the keys of the files are known. */
void filter_check(struct app *app);

/* complete.c: Tab in the prompt of the filter */
void complete_key(struct app *app, bool back);
/* Another key: what was offered is forgotten. */
void complete_end(struct app *app);
/* Paint the offers; false when there are none. */
bool complete_draw(struct app *app, struct grid *g, unsigned row);

/* helper.c: a filter that finds nothing */
void helper_forget(struct app *app);
/* Is it shown? */
bool helper_on(struct app *app);
bool helper_pending(struct app *app);
/* Count further; true when there is more to see. */
bool helper_step(struct app *app);
/* What the facets count in: the finding, or when it is empty what is found without the last
 * term. */
struct finding *helper_counts(struct app *app);
/* The filter without the term selected; false when that would find nothing. */
bool helper_take(struct app *app);
void helper_draw(struct app *app, struct grid *g, const struct rect *r, bool focus);

/* facet_rows.c: the field of a query that the facet is. */
void facet_field(struct app *app, const struct facet_name *name, enum query_field *field,
                 struct str *key);

/* facets.c: the facet pane */
/* The finding is another one, or went on. */
void facets_forget(struct app *app);
void facets_free(struct app *app);
/* Does the pane take the keys? */
bool facets_focused(const struct app *app);
unsigned facets_open(struct app *app);
unsigned facets_sort(struct app *app);
/* Esc in the pane. */
void facets_leave(struct app *app);

/* facets_draw.c */
void facets_draw_pane(struct app *app, struct grid *g, const struct rect *r);

/* aside.c */
void aside_draw(struct app *app, struct grid *g, const struct rect *r);
/* Related articles are looked for while nobody types. */
bool aside_pending(struct app *app);
void aside_step(struct app *app);
void aside_free(struct app *app);

/* article.c */
/* The article wanted now, read and laid out; page is NULL when there is none. */
struct reading *reading_ready(struct app *app);
void reading_want(struct app *app, const char *id, struct anchor anchor);
void reading_relayout(struct app *app);
void reading_reload(struct app *app);
void reading_set_top(struct app *app, size_t top);
/* Is the end of the text in sight? */
bool reading_at_end(struct app *app);
void article_draw_pane(struct app *app, struct grid *g, const struct panes *p);
void article_length(struct app *app, struct buf *out);

/* find.c */
void find_set(struct app *app, struct str needle);
void find_free(struct app *app);
/* Hits on the page, up to date. */
const struct page_hits *find_hits(struct app *app);
void find_near(struct app *app, struct anchor from);
void find_status(struct app *app, struct buf *out);

/* quotes.c */
/* The article changed: its quotations are not known any more. */
void quotes_forget(struct reading *r);
/* The marks of the article on the screen; none while they are not known. */
const struct page_mark *quotes_marks(struct app *app, size_t *n);
/* The mark a person jumped to, while it is on the screen; NULL = none. */
const struct page_mark *quotes_now(struct app *app);
/* Its quotation and speaker (NULL = none). */
const struct quotation *quotes_here(struct app *app, const struct speaker **who);
/* Go BY quotations on, or say that there is none. */
unsigned quotes_step(struct app *app, size_t by, bool down);
/* Go to the quotation of that number, or say how many there are. */
void quotes_show(struct app *app, unsigned number);
/* What the status line says of the current one; false when there is none. */
bool quotes_status(struct app *app, struct buf *out);
/* Is there an article on the screen whose quotations are not known? */
bool quotes_pending(struct app *app);
void quotes_find_now(struct app *app);

/* The words the engine knows, the user's among them. */
struct lexicon *quotes_words(struct app *app);
/* Whoever speaks first in the article on the screen; NULL = nobody. */
const struct quotation *quotes_first(struct app *app);

/* fix.c */
/* The reader's corrections. */
struct fixes *fix_all(struct app *app);
/* Another program may have corrected something: read them again if so. */
void fix_look(struct app *app);
/* Speaker I whose name fits STEM: those of the article, then those of the archive. */
bool fix_name(struct app *app, struct str stem, size_t i, struct str *name);

/* passage.c */
/* Is a passage being chosen? */
bool passage_on(const struct app *app);
struct span passage_span(const struct app *app);
/* Its moving end goes N sentences on. */
void passage_move(struct app *app, size_t n, bool down);
void passage_end(struct app *app);
void passage_status(struct app *app, struct buf *out);

/* people.c */
const struct said *people_said(struct app *app);
/* Take in this article now. */
void people_need(struct app *app, const char *id);
/* Corrections changed what is known of this article: take it in anew. */
void people_again(struct app *app, const char *id);
/* Is there more to take in for the page or the card? */
bool people_wanted(struct app *app);
/* Take in a few more articles; true when that is worth a picture. */
bool people_step(struct app *app);
/* Other articles are listed, or another person is shown: look from the start. */
void people_refresh(struct app *app);
/* Is everything taken in? */
bool people_complete(struct app *app);
/* Is there more, but enough for now?  people_more() goes on. */
bool people_paused(struct app *app);
void people_more(struct app *app);
/* Articles of the page or card: how many were taken in, how many there are. */
void people_progress(struct app *app, size_t *done, size_t *total);
/* Another archive. */
void people_forget(struct app *app);
void people_free(struct app *app);

/* said.c */
/* What the page shows has changed. */
void said_forget(struct app *app);
/* The quotation selected on the page or the card; NULL = none. */
const struct saying *said_selected(struct app *app);
unsigned said_open(struct app *app);
unsigned said_group(struct app *app, struct str word);

/* remember.c */
/* What the list shows before an article. */
char remember_sign(const struct app *app, const struct item *en);
/* The screen was painted; a key comes: an article that was on it is read now. */
void remember_shown(struct app *app);
void remember_seen(struct app *app);
/* Code points of the body above the text at the top; 0 where no text is. */
size_t remember_here(struct app *app);
/* Put that text at the top; false when no article is on the screen. */
bool remember_show(struct app *app, size_t cps);
/* A place is left, entered; an article was opened: go where it was left. */
void remember_leave(struct app *app);
void remember_enter(struct app *app);
void remember_opened(struct app *app);
/* A line was entered at a prompt. */
void remember_entered(struct app *app, enum prompt_id id, struct str text);
/* What was entered in other runs, to be recalled. */
void remember_recalls(struct app *app);
/* STATE is the caller's, or NULL: nothing is remembered. */
void remember_start(struct app *app, struct state *state);
void remember_end(struct app *app);
/* Say, once, that nothing can be saved. */
void remember_trouble(struct app *app);

/* copy.c: put TEXT, which is clean, on the clipboard and say WHAT. */
unsigned copy_text(struct app *app, struct str text, const char *what);

/* marks.c */
/* The letter that a command waits for. */
unsigned marks_key(struct app *app, uint32_t key);

/* saved.c */
/* The name of filter I among those that begin with WORD; NULL when there are fewer. */
const char *saved_name(const struct app *app, struct str word, unsigned i);

/* prompt.c */
void prompt_open(struct app *app, enum prompt_id id, struct str text);
void prompt_close(struct app *app);
unsigned prompt_key(struct app *app, uint32_t key);
unsigned prompt_paste(struct app *app, struct str text);
void prompt_draw(struct app *app, struct grid *g, unsigned row);
const char *prompt_hint(struct app *app);
/* Paint what the prompt has for the row of hints; false when it has only prompt_hint(). */
bool prompt_draw_hints(struct app *app, struct grid *g, unsigned row);
struct prompt_ops {
    const char *label;
    const char *hint;
    void (*changed)(struct app *app);
    unsigned (*accept)(struct app *app);
    void (*leave)(struct app *app);             /* Esc when there is nothing to clear */
    bool (*key)(struct app *app, uint32_t key); /* keys of its own, or NULL */
    void (*info)(struct app *app, struct buf *out);
    bool (*draw_hints)(struct app *app, struct grid *g,
                       unsigned row); /* or NULL, or false */
};
extern const struct prompt_ops filter_prompt, find_prompt, command_prompt, help_prompt,
    fix_prompt, facet_prompt;

/* ex.c */
unsigned ex_run(struct app *app, struct str line);
/* The first word of LINE; *REST = what follows, trimmed. */
struct str ex_first_word(struct str line, struct str *rest);
/* Candidate I for the word being typed in STEM: the whole line; false when there are fewer. */
bool ex_complete(struct app *app, struct str stem, unsigned i, struct buf *line);

/* help.c */
void help_draw(struct app *app, struct grid *g);

/* bar.c */
void bar_header(struct app *app, struct grid *g);
void bar_status(struct app *app, struct grid *g);
void bar_hints(struct app *app, struct grid *g);

#endif

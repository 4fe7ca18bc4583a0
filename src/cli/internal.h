/* Shared by the files of src/cli: options, output, records. */
#ifndef YULU_CLI_INTERNAL_H
#define YULU_CLI_INTERNAL_H

#include "base/buf.h"
#include "base/nearest.h"
#include "cli/cli.h"
#include "export/value.h"
#include "query/query.h"
#include "said/fixes.h"
#include "said/people.h"
#include "text/json.h"
#include "view/theme.h"

/* Which commands an option is for. */
enum {
    CMD_READ = 1,
    CMD_LIST = 2,
    CMD_SHOW = 4,
    CMD_CHECK = 8,
    CMD_WRAP = 16,
    CMD_KEYS = 32,
    CMD_HELP = 64,
    CMD_QUOTES = 128,
    CMD_SPEAKERS = 256,
    CMD_FACETS = 512,
    CMD_SEARCH = 1024,
    CMD_STATS = 2048,
    CMD_INDEX = 4096,
    CMD_EXPORT = 8192,
    CMD_CONFIG = 16384,
    CMD_COMPLETE = 32768,
    CMD_IMPORT = 65536,
    CMD_ANY = 131071
};

/* One subcommand; the table in cli.c is the only list. */
struct cli_command {
    const char *name;
    unsigned bit;
    int (*run)(struct cli_opts *o);
    const char *operands; /* of its synopsis */
    const char *summary;  /* Chinese, one line; NULL: not shown */
    const char *example;
};
/* Row I, or NULL at the end. */
const struct cli_command *cli_command_at(size_t i);
const struct cli_command *cli_command_find(const char *name);

/* One option; the table in options.c is the only list. */
struct cli_option {
    const char *name;  /* without "--" */
    char letter;       /* 0 = none */
    const char *arg;   /* "N", "PATH"; NULL = a flag */
    unsigned commands; /* CMD_... bits */
    size_t at;         /* of the value in struct cli_opts */
    /* Take VALUE (NULL for flags) into O; a reason in E when it is wrong. */
    bool (*set)(struct cli_opts *o, const struct cli_option *def, const char *value,
                struct err *e);
    const char *help; /* Chinese, one line */
};
const struct cli_option *cli_option_at(size_t i);
const struct cli_option *cli_option_find(const char *name);
/* The value that the command line gives it: "on" or "off" of a flag; NULL = not given. */
const char *cli_given(const struct cli_opts *o, const char *name);
/* Fill O from the words of the command line. */
bool cli_parse(struct cli_opts *o, int argc, const char *const *argv, struct err *e);

/* Where the file is. */
const char *cli_config_path(struct cli_opts *o);
/* Take what PATH says as O's config. */
void cli_read_config(struct cli_opts *o, const char *path, struct diags *d);
/* Read config.yaml, if it is there and wanted, and settle what the options are.  False after saying
 * that the file of --config is not there. */
bool cli_configure(struct cli_opts *o);

/* Standard output: collected, written in large pieces, errors kept for the end. */
struct out {
    struct buf b;
    int error; /* errno of the first write that failed */
};
/* Write what has come together if it is much. */
void out_room(struct out *out);
/* Write the rest.  Returns STATUS, or the exit status for output that could not be written,
 * after saying so. */
int out_finish(struct out *out, int status);

/* "yulu: MESSAGE" on stderr, made safe for terminals.  Returns STATUS. */
int cli_say(int status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Each message of D of at least that severity on stderr, one line each. */
void cli_report(const struct diags *d, enum severity least);
/* 3 when there were errors and STATUS is 0 or 1, else STATUS. */
int cli_status(const struct diags *d, int status);
/* Z as valid UTF-8 in A: arguments and paths may hold any bytes. */
struct str cli_text(struct arena *a, const char *z);

/* Columns of the terminal at stdout, 0 when it is none. */
unsigned cli_tty_cols(void);
/* What YULU_AMBIGUOUS says: 1, 2, or 0 = nothing or auto. */
int cli_env_amb(void);
/* --ambiguous, else YULU_AMBIGUOUS for a terminal, else 1. */
int cli_amb(const struct cli_opts *o);

/* How much of a style reaches the output: --plain, --color, NO_COLOR, TERM, a terminal or not. */
struct ink {
    bool on; /* escape sequences at all */
    enum depth depth;
    struct theme theme;
};
struct ink cli_ink(const struct cli_opts *o);
/* Append the escape sequence that begins STYLE (STYLE_NORMAL ends all); nothing without ink. */
void cli_put_style(struct buf *b, enum style style, const struct ink *ink);
/* Is there the theme that --theme names?  False after saying what is wrong, and where. */
bool cli_check_theme(const struct cli_opts *o);

/* A single operand that is no file and looks like an id: o->open_id. */
void cli_take_id(struct cli_opts *o);
/* 7e28fbc0, 7e28fbc0#3: an id, and a quotation. */
bool cli_is_id(const char *z);
/* Fill o->paths from the operands (when OPERANDS) or from -d, YULU_DIR, ".".  Returns 0, or the
 * exit status after saying what is wrong. */
int cli_find_paths(struct cli_opts *o, bool operands);
/* Open o->paths and read everything; ANALYSE: quotations and speakers too. */
struct source *cli_open(const struct cli_opts *o, bool analyse);

/* A query put to the archive. */
struct asked {
    struct cli_opts *o;
    struct arena a;
    struct cli_words *words; /* NULL unless quotations were looked for */
    struct source *source;
    struct query_world world;
    enum search_order order;
    struct state *state; /* opened when the query asks for it */
    struct query query;
    struct finding *finding; /* complete */
};
/* What the user's own files say. */
struct cli_words {
    struct lexicon *lexicon;
    struct people_map *map;
    struct fixes fixes;
};
/* Open the archive of Q->o.  Returns EXIT_OK, or the exit status after saying what is wrong;
 * cli_asked_free() in any case. */
int cli_ask_open(struct asked *q, bool analyse);
/* The operands from number FIRST on as one text, in Q->a. */
struct str cli_ask_words(struct asked *q, size_t first);
/* Read TEXT as Q->query; the exit status likewise. */
int cli_ask_parse(struct asked *q, struct str text);
/* What the reader did, read when it is first asked for. */
struct state *cli_ask_state(struct asked *q);
/* Put Q->query to the archive and wait for all of the answer. */
void cli_ask_find(struct asked *q);
/* All of it: Q->o's operands, in the order of --sort. */
int cli_ask(struct asked *q, bool analyse);
void cli_asked_free(struct asked *q);
/* The order --sort names, newest first without it; false after saying that there is none. */
bool cli_find_order(const char *key, enum search_order *order);
/* Operands that are files or directories are the archive, unless -d is given. */
void cli_split_paths(struct cli_opts *o);
/* The first and the last but one of what --offset and --limit leave of N. */
struct cli_range {
    size_t from, to;
};
struct cli_range cli_range(const struct cli_opts *o, size_t n);
/* "N" alone.  Returns the exit status. */
int cli_print_count(struct asked *q, size_t n);

/* Records of values in any format. */
struct sheet {
    struct out *out;
    const struct column *const *columns;
    size_t n_columns;
    const char *name; /* key of the list in JSON: "articles" */
    bool bom, csv_safe;
    bool nul;          /* a record ends in NUL and not in a line end */
    unsigned tty_cols; /* 0 = not a terminal */
    int amb;
    size_t n_rows; /* written so far */
};
struct writer {
    const char *format;
    bool data; /* for programs: more columns, dates without a question mark */
    void (*begin)(struct sheet *s);
    void (*row)(struct sheet *s, const struct value *values);
    void (*end)(struct sheet *s);
};
/* The writer for FORMAT (NULL = text), or NULL. */
const struct writer *cli_writer(const char *format);
/* A sheet for O without columns; on a terminal of --width columns, if given. */
struct sheet cli_sheet(const struct cli_opts *o, struct out *out, const char *name);
/* The writer for -f, or NULL after saying what is wrong with it or its options. */
const struct writer *cli_writer_for(const struct cli_opts *o);
/* The same for a format that is not of a writer: may --bom, --csv-safe and -0 go with it? */
bool cli_format_fits(const struct cli_opts *o, const char *format);
/* Write one record. */
void cli_row(const struct writer *w, struct sheet *s, const struct value *values);
/* The members of one record, without braces. */
void json_add_values(struct sheet *s, const struct value *values);

/* guest.c: the words of a guest of the kiosk */
/* Split LINE at blanks: '…' is taken as it is, in "…" and outside of marks \ takes the next
 * character; nothing else is special.  False: too long, not UTF-8, control characters, an open
 * mark, too many words.  *WORDS ends in NULL. */
bool guest_split(struct arena *a, struct str line, const char ***words, size_t *n,
                 struct err *e);
/* Fill O from LINE: an id, or a subcommand that guests may use, with options that they may use;
 * nothing when LINE is empty.  What O says already stays where LINE says nothing. */
bool guest_parse(struct cli_opts *o, struct str line, struct err *e);
/* May a guest give that option? */
bool guest_may(const struct cli_option *def);

/* kiosk.c */
/* Get ready for a stranger: environment, descriptors, a place among the sessions; then O says what
 * the stranger wants.  False after saying why not; *STATUS is the exit status. */
bool kiosk_start(struct cli_opts *o, int *status);
int kiosk_status(struct cli_opts *o);
/* sessions.c: one of MAX places for this account, until the descriptor is closed; -1 with a
 * reason: all are taken, or there is no folder for them. */
int session_take(unsigned max, struct err *e);

/* The subcommands. */
int cli_list(struct cli_opts *o);
int cli_quotes(struct cli_opts *o);
int cli_speakers(struct cli_opts *o);
int cli_facets(struct cli_opts *o);
int cli_search(struct cli_opts *o);
int cli_stats(struct cli_opts *o);
int cli_index(struct cli_opts *o);
int cli_export(struct cli_opts *o);
int cli_import(struct cli_opts *o);
int cli_show(struct cli_opts *o);
int cli_check(struct cli_opts *o);
int cli_wrap(struct cli_opts *o);
int cli_complete(struct cli_opts *o);
int cli_config(struct cli_opts *o);
int cli_keys(struct cli_opts *o);
int cli_help(struct cli_opts *o);
int cli_version(struct cli_opts *o);

#endif

/* The command line: everything that is not the reader itself. */
#ifndef YULU_CLI_CLI_H
#define YULU_CLI_CLI_H

#include "archive/archive.h"
#include "base/sandbox.h"
#include "text/wrap.h"
#include "view/config.h"

/* Exit codes; the table of yulu(1). */
enum {
    EXIT_OK = 0,
    EXIT_NONE = 1,     /* no match */
    EXIT_USAGE = 2,    /* usage, query or configuration error */
    EXIT_INVALID = 3,  /* some input files invalid; the rest was printed */
    EXIT_IO = 4,       /* cannot be read or written; out of memory */
    EXIT_TERMINAL = 5, /* terminal unusable for the reader */
    EXIT_PIPE = 141    /* 128 + SIGPIPE, when whoever started us ignores that signal */
};

/* Who said what an option is. */
enum origin { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_WORD };

/* A reader for strangers (--kiosk). */
struct cli_kiosk {
    bool rules;            /* no suspending, nothing kept; also when LESSSECURE says so */
    bool on;               /* confined by the kernel besides */
    bool weak;             /* also where the kernel cannot */
    bool commands;         /* SSH_ORIGINAL_COMMAND counts */
    bool copy;             /* the clipboard of the guest's terminal may be written */
    unsigned max_sessions; /* 0 = no limit */
    int session;           /* descriptor of this one's place, -1 = none */
    struct sandbox *sandbox; /* to be entered before an article is read; NULL = none */
};

/* What the command line says, after parsing: for the reader and for every subcommand. */
struct cli_opts {
    const char *command;     /* "list", "show", …; NULL = the reader */
    const char *const *args; /* operands, NULL-terminated */
    size_t n_args;
    const char *const *dirs; /* -d, in order */
    size_t n_dirs;
    const char *open_id; /* ID or ID#N instead of a path; NULL = none */
    const char *query;   /* -q: what the reader lists at first; NULL = all */
    const char *format;  /* -f; NULL = text */
    unsigned width;      /* --width; 0 = not given */
    int amb;             /* --ambiguous: 0 auto, 1, 2 */
    enum kinsoku kinsoku;
    unsigned indent;
    bool indent_given, hang, orphan;
    bool plain, all_text, count, no_cache, no_state, strict;
    const char *into;      /* index build: publish below this folder; NULL = no */
    const char *cache_dir; /* NULL = the usual place */
    const char *color;     /* "auto" "always" "never" */
    const char *theme;     /* NULL = what YULU_THEME says, or automatic */
    struct limits limits;
    bool raw, bom, csv_safe, help, version;
    bool all, indirect, explain; /* quotes */
    unsigned context;            /* sentences around a quotation; 0 = none */
    int min_confidence;          /* 1 low, 2 middle, 3 high; 0 = not given */
    const char *speaker;         /* NULL = all */
    const char *fields, *sort;   /* NULL = default */
    const char *group;           /* list; NULL = none */
    const char *output;          /* -o; NULL or "-" = standard output */
    const char *accessed;        /* export: a date; NULL = today */
    bool force;                  /* may overwrite */
    bool nul;                    /* records end in NUL */
    size_t limit, offset;        /* limit SIZE_MAX = none */
    const char *lang;
    const char *const *given; /* by the number of the option: its value, "on", or NULL */
    const char *config_path;  /* --config; NULL = the usual place */
    bool no_config;
    bool defaults, where, verify; /* config */
    /* The file; its options are what counts in the end: what the command line says, else the
     * environment, else the file; NULL where nobody does. */
    struct config config;
    unsigned char origins[OPTION_MAX]; /* enum origin */
    unsigned measure;                  /* columns of text at most, for show */
    const char *name;                  /* of the archive, when it has one; else NULL */
    const char *notice;                /* for the reader's status line; or NULL */
    bool guest;                        /* a guest wrote the words: few of them count */
    bool kiosk_status;
    struct cli_kiosk kiosk;
    unsigned idle; /* seconds without a key after which the reader ends; 0 = none */
    const char *const
        *paths; /* to open: operands of the reader, else -d, YULU_DIR or "." */
    size_t n_paths;
    const char
        *backend;   /* for --version, set by the caller: the terminal library, NULL */
    struct arena a; /* the lists above */
};

/* Runs the subcommand or parses the reader's options.  Returns true when the program is to open
 * the reader with *O (then the caller does that); false when all is done and *STATUS is the exit
 * status.  ARGV must outlive O.  *O comes zeroed but for backend; free it with cli_free(). */
bool cli_main(int argc, char *const *argv, struct cli_opts *o, int *status);
void cli_free(struct cli_opts *o);

#endif

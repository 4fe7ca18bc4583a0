# One Makefile for everything: no configure, no recursion into folders.  Sources are found by
# wildcard.  A variant (sanitizer, coverage, fuzzing) is the same Makefile with another B, so
# nothing needs a `make clean` in between.  `make help` lists the targets.

VERSION := 0.1.0

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
MANDIR     ?= $(PREFIX)/share/man
LIBDIR     ?= $(PREFIX)/lib
DATADIR    ?= $(PREFIX)/share
SHAREDIR   ?= $(DATADIR)/yulu
PKG_CONFIG ?= pkg-config
AWK        ?= awk
CFLAGS     ?= -O2 -g

B    ?= build
GEN  := build/gen
PROG := $(if $(filter build,$(B)),yulu,$(B)/yulu)

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDEXPANSION:
HASH := \#
Q    := $(if $(filter 1,$(V)),,@)
say  = @printf '  %-7s %s\n'

# ---- What the compiler is told; CFLAGS of the user come last and win

STD  := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
WARN := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes \
        -Wwrite-strings -Wvla -Wundef -Wformat=2 -Wcast-align -Wswitch-enum \
        $(if $(filter 1,$(WERROR)),-Werror)

# Two builds in different folders are equal byte for byte; gcov needs the true paths.
PATHS := $(if $(COV),,-ffile-prefix-map=$(CURDIR)=.)

# SAN is a list for -fsanitize; _FORTIFY_SOURCE hides errors from sanitizers, warns without
# optimisation, and is left alone where the user chose a level.
OPTIMISED := $(filter -O -O1 -O2 -O3 -Os,$(lastword $(filter -O%,$(CFLAGS))))
FORTIFY := $(if $(SAN)$(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,$(if \
             $(OPTIMISED),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
HARDEN  := $(if $(PIC),-fPIC,-fPIE) -fstack-protector-strong $(FORTIFY)
HARDEN_LINK := -pie -Wl,-z,relro,-z,now,--as-needed
VARIANT := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
           $(if $(COV),--coverage)

# ncursesw's .pc file asks for an older _XOPEN_SOURCE than ours; libunistring has no .pc file.
PKG_CFLAGS := $(filter-out -D%,$(shell $(PKG_CONFIG) --cflags ncursesw yaml-0.1 2>/dev/null))
CURSES_LIBS := $(or $(shell $(PKG_CONFIG) --libs ncursesw 2>/dev/null),-lncursesw -ltinfo)
YAML_LIBS   := $(or $(shell $(PKG_CONFIG) --libs yaml-0.1 2>/dev/null),-lyaml)
SQLITE_LIBS := $(or $(shell $(PKG_CONFIG) --libs sqlite3 2>/dev/null),-lsqlite3)
CORE_LIBS   := $(YAML_LIBS) $(SQLITE_LIBS) -lunistring -lm

INC     := -Iinclude -I$(GEN) $(PKG_CFLAGS)
COMPILE  = $(CC) $(STD) $(INC) $(CPPFLAGS) $(WARN) $(HARDEN) $(PATHS) $(VARIANT) -pthread \
           $(CFLAGS)
LINK     = $(CC) $(HARDEN_LINK) $(VARIANT) -pthread $(CFLAGS) $(LDFLAGS)

# ---- What there is to build

CORE_C  := $(sort $(foreach l,base text article quote said export state query store archive view,$(wildcard src/$(l)/*.c)))
MAIN_C  := $(wildcard src/main.c)
# The library for others: reading, quotations, rows; no database and no terminal.
LIB_C   := $(sort $(wildcard src/lib/*.c) $(foreach l,base text article quote,$(wildcard src/$(l)/*.c)))
CLI_C   := $(sort $(wildcard src/cli/*.c))
TUI_C   := $(sort $(wildcard src/tui/*.c))
# The parts of tui that know no curses can be unit-tested like everything else.
CURSES   := <(ncursesw/)?(n?curses|term)\.h>
CURSES_H := $(notdir $(shell grep -lE '$(CURSES)' include/tui/*.h /dev/null 2>/dev/null))
PURE_C  := $(if $(TUI_C),$(shell grep -LE '$(CURSES)$(CURSES_H:%=|"tui/%")' $(TUI_C)))
UNIT_C  := $(sort $(wildcard tests/unit/*.c))
TEST_C  := $(sort $(foreach d,property pty golden quality bench kiosk,$(wildcard tests/$(d)/*.c)))
# A file without main() is shared by the programs of its folder.
TEST_MAIN := $(if $(TEST_C),$(shell grep -l '^int main\b' $(TEST_C)))
FUZZ_C  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
TABLES  := $(sort $(wildcard src/*/data/*.tsv))
LEXICON := $(sort $(wildcard content/lexicon/*.tsv))
THEMES  := $(sort $(wildcard content/themes/*))
GEN_H   := $(GEN)/version.h $(GEN)/lexicon.h $(GEN)/themes.h $(foreach t,$(TABLES),$(if $(wildcard $(t:.tsv=.awk)),$(GEN)/$(notdir $(t:.tsv=.h))))

obj = $(patsubst %.c,$(B)/obj/%.o,$(1))
CORE_O := $(call obj,$(CORE_C))
PURE_O := $(call obj,$(CLI_C) $(PURE_C) $(wildcard src/lib/*.c))
PROG_O := $(call obj,$(MAIN_C) $(CLI_C) $(TUI_C))
UNIT_O := $(call obj,$(GEN)/unit_main.c $(UNIT_C))
LIB_O  := $(call obj,$(LIB_C))
ALL_O  := $(sort $(LIB_O) $(CORE_O) $(PROG_O) $(UNIT_O) $(call obj,$(TEST_C) $(FUZZ_C) tests/fuzz/driver.c))

TEST_PROGS := $(TEST_MAIN:%.c=$(B)/%)
REPLAY     := $(FUZZ_C:%.c=$(B)/%)
FUZZERS    := $(FUZZ_C:tests/fuzz/%.c=$(B)/libfuzzer/%)
STATIC     := $(B)/libfront.a $(B)/libyulu.a

# ---- Use

all: $(if $(MAIN_C),$(PROG),$(STATIC)) ## build ./yulu (never installs anything)

run: ## install what is missing, build, and read the samples
	@sh tests/tools/deps.sh build
	@$(MAKE) --no-print-directory all
	./$(PROG) content/articles

# make asks pkg-config before it runs any recipe, so what needs packages starts a second make.
check: ## install what is missing, build, and run all tests
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory check-now

install: $(if $(MAIN_C),$(PROG),$(STATIC)) ## install program, manual and samples (PREFIX, DESTDIR)
	$(Q)sh tests/tools/install.sh install '$(PROG)' '$(DESTDIR)' '$(BINDIR)' '$(MANDIR)' '$(SHAREDIR)' '$(DATADIR)'

uninstall: ## remove exactly what install put there
	$(Q)sh tests/tools/install.sh uninstall '$(PROG)' '$(DESTDIR)' '$(BINDIR)' '$(MANDIR)' '$(SHAREDIR)' '$(DATADIR)'

lib: ## libyulu for other programs: build/lib/libyulu.so.0 and build/lib/libyulu.a
	@$(MAKE) --no-print-directory B=build/pic PIC=1 build/lib/libyulu.so.0 build/lib/libyulu.a

library: lib ## build and run the examples of libyulu against it as it is installed
	$(Q)sh tests/tools/library.sh '$(VERSION)'

install-lib: lib ## install libyulu, its header and its pkg-config file (PREFIX, LIBDIR, DESTDIR)
	$(Q)sh tests/tools/install_lib.sh '$(VERSION)' '$(DESTDIR)' '$(PREFIX)' '$(LIBDIR)'

clean: ## remove everything that was built
	rm -rf build yulu compile_commands.json

dist: ## reproducible build/yulu-VERSION.tar.gz
	$(Q)sh tests/tools/dist.sh yulu-$(VERSION)

distcheck: dist ## build, test, install and remove what dist packs, and pack it again
	$(Q)sh tests/tools/distcheck.sh '$(abspath build)' yulu-$(VERSION)

reproducible: dist ## two builds in different folders are equal byte for byte
	$(Q)sh tests/tools/reproducible.sh '$(abspath build)' yulu-$(VERSION)

deb: ## packages for Debian in build/deb, looked at by lintian
	@sh tests/tools/deps.sh build deb
	@$(MAKE) --no-print-directory dist
	$(Q)sh tests/tools/deb.sh '$(abspath build)' yulu $(VERSION)

# ---- Quality

lint: ## layers, lengths, warnings, clang-tidy, cppcheck, format, ... (TOOLS=name for one)
	@sh tests/tools/deps.sh build check lint
	@$(MAKE) --no-print-directory B=build/lint compile_commands.json
	@+B=build/lint MAKE='$(MAKE)' bash tests/tools/lint.sh $(TOOLS)

SOURCES_ALL = $(sort $(wildcard src/*.c src/*/*.[ch] include/*/*.h tests/*/*.c tests/*/*.h))
format: ## reformat all C with clang-format
	clang-format -i $(SOURCES_ALL)

format-check: ## say what clang-format would change
	clang-format --dry-run -Werror $(SOURCES_ALL)

asan: ## the tests with AddressSanitizer (and its leak check)
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory B=build/asan SAN=address check-now

ubsan: ## the tests with UndefinedBehaviorSanitizer
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory B=build/ubsan SAN=undefined check-now

tsan: ## the tests with ThreadSanitizer
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory B=build/tsan SAN=thread check-now

clang: ## the unit tests, built by clang with the scan that needs no SIMD
	@sh tests/tools/deps.sh build check clang
	@$(MAKE) --no-print-directory B=build/clang CC=clang CPPFLAGS=-DYULU_NO_SIMD WERROR=1 build/clang/unit
	build/clang/unit

musl: ## all that needs no outside library, built against musl, and its tests
	@sh tests/tools/deps.sh build check musl
	@$(MAKE) --no-print-directory build/gen/unit_main.c $(GEN_H)
	$(Q)CC=musl-gcc sh tests/tools/musl.sh build/musl

valgrind: ## the unit tests under valgrind
	@sh tests/tools/deps.sh build check valgrind
	@$(MAKE) --no-print-directory B=build build/unit
	valgrind -q --leak-check=full --error-exitcode=1 --suppressions=tests/tools/valgrind.supp build/unit

FUZZ_SECONDS ?= 20
fuzz: ## fuzz every parser for FUZZ_SECONDS each (FUZZ=name for one)
	@sh tests/tools/deps.sh build fuzz
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang SAN=fuzzer-no-link,address,undefined fuzzers
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/tools/fuzz.sh build/fuzz/libfuzzer $(FUZZ)

kiosk: all ## all checks of --kiosk: a real sshd, 100,000 random keys, 50 guests at once
	@sh tests/tools/deps.sh build ssh
	@YULU='$(abspath $(PROG))' B='$(B)' KIOSK_FULL=1 tests/kiosk/run_sshd.py
	@YULU='$(abspath $(PROG))' B='$(B)' KIOSK_FULL=1 tests/kiosk/run_guests.py

bench: ## measure against less, newsboat and libunistring
	@sh tests/tools/deps.sh build check bench
	@$(MAKE) --no-print-directory all bench-progs
	@YULU='$(abspath $(PROG))' B='$(B)' $(DATA) tests/bench/run_bench.sh $(ARGS)

screenbytes: ## every byte the reader writes over hostile articles: 8 terminals, 4 sizes (minutes)
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory all $(B)/tests/pty/screenbytes
	@dir=$$(mktemp -d) && n=$$(python3 tests/pty/hostile.py $$dir) && \
	YULU='$(abspath $(PROG))' $(B)/tests/pty/screenbytes -v $$dir $$n 1; \
	status=$$?; rm -rf $$dir; exit $$status

COVERAGE_MIN ?= 85
coverage: ## lines run by the tests, src/tui left out; fails below COVERAGE_MIN
	@sh tests/tools/deps.sh build check coverage
	@if [ -d build/cov ]; then find build/cov -name '*.gcda' -exec rm -f {} +; fi
	@$(MAKE) --no-print-directory B=build/cov COV=1 CFLAGS='-O0 -g' check-now
	gcovr -r . --object-directory build/cov -f src/ -e src/tui/ -s --fail-under-line $(COVERAGE_MIN)

quality: ## score recovery and attribution against gold files (ARGS=...)
	@sh tests/tools/deps.sh build check
	@$(MAKE) --no-print-directory all quality-progs
	@for s in tests/quality/run_*; do \
	  YULU='$(abspath $(PROG))' B='$(B)' $(DATA) $$s $(ARGS) || exit 1; done

regen: ## make the committed tables again from Unicode data
	$(Q)for s in src/*/data/regen_*.sh; do echo "$$s"; sh "$$s" || exit 1; done

# The command is written as JSON text: backslashes and quotes in flags are escaped.
compile_commands.json: FORCE ## for clangd and clang-tidy
	$(Q){ sep='['; for f in $(CORE_C) $(MAIN_C) $(CLI_C) $(TUI_C) $(UNIT_C) $(TEST_C) $(FUZZ_C); do \
	  printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' "$$sep" '$(CURDIR)' "$$f" \
	    "$$(printf '%s' '$(COMPILE) -Itests -c' | sed 's/[\\"]/\\&/g') $$f"; sep=','; \
	done; printf '\n]\n'; } >$@

help: ## this table
	@$(AWK) -F ':.*## ' '/^[a-z_.-]+:.*## / { printf "  %-22s %s\n", $$1, $$2 }' Makefile

# ---- Parts of the above, without a look at the packages

DATA := $(if $(YULU_DATA),YULU_DATA='$(abspath $(YULU_DATA))')
check-now: all $(B)/unit $(TEST_PROGS) $(REPLAY)
	@YULU='$(abspath $(PROG))' B='$(B)' $(DATA) sh tests/tools/check.sh $(SUITES)

objects: $(ALL_O)
fuzzers: $(FUZZERS)
bench-progs: $(filter $(B)/tests/bench/%,$(TEST_PROGS))
quality-progs: $(filter $(B)/tests/quality/%,$(TEST_PROGS))

# ---- How things are made

$(PROG): $(PROG_O) $(B)/libyulu.a
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $(PROG_O) $(B)/libyulu.a $(CURSES_LIBS) $(CORE_LIBS)

$(B)/libyulu.a: $(CORE_O) $(B)/core.list
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcsD $@ $(CORE_O)

# What is not of yulu.h is nobody's business: the map hides it in one, objcopy in the other.
build/lib/libyulu.so.0: $(LIB_O) src/lib/yulu.map
	$(say) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK:-pie=) -shared -Wl,-soname,$(@F) -Wl,--version-script=src/lib/yulu.map -o $@ \
	  $(LIB_O) $(YAML_LIBS) -lunistring
build/lib/libyulu.a: $(LIB_O) src/lib/yulu.map
	$(say) AR $@
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -r -nostdlib -o $(@D)/yulu.o $(LIB_O)
	$(Q)sed -n 's/^ *\(yulu_[a-z_]*\);.*/\1/p' src/lib/yulu.map >$(@D)/yulu.symbols
	$(Q)objcopy --keep-global-symbols=$(@D)/yulu.symbols $(@D)/yulu.o
	$(Q)rm -f $@ && $(AR) rcsD $@ $(@D)/yulu.o

$(B)/libfront.a: $(PURE_O) $(B)/front.list
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcsD $@ $(PURE_O)

# The whole archive and no curses: a use of curses below tui does not link.
$(B)/unit: $(UNIT_O) $(STATIC) $(B)/unit.list
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $(UNIT_O) $(B)/libfront.a -Wl,--whole-archive $(B)/libyulu.a \
	  -Wl,--no-whole-archive -lcmocka $(CORE_LIBS)

shared_objs = $(call obj,$(filter-out $(TEST_MAIN),$(filter $(1:$(B)/%=%)/%.c,$(TEST_C))))
$(TEST_PROGS): $(B)/%: $(B)/obj/%.o $$(call shared_objs,$$(@D)) $(STATIC)
	$(say) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(STATIC) $(CORE_LIBS) \
	  -lcmocka $(if $(filter $(B)/tests/pty/%,$@),-lvterm -lutil $(CURSES_LIBS))

$(REPLAY): $(B)/%: $(B)/obj/%.o $(B)/obj/tests/fuzz/driver.o $(STATIC)
	$(say) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(STATIC) $(CORE_LIBS)

$(FUZZERS): $(B)/libfuzzer/%: $(B)/obj/tests/fuzz/%.o $(STATIC)
	$(say) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $< $(STATIC) $(CORE_LIBS)

$(B)/obj/%.o: %.c $(B)/flags | $(B)/deps $(GEN_H)
	$(say) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(if $(filter tests/% $(GEN)/%,$<),-Itests) -MMD -MP -c -o $@ $<

# From committed tables, by awk alone; LC_ALL=C so that every awk sees bytes.
vpath %.tsv $(sort $(wildcard src/*/data))
vpath %.awk $(sort $(wildcard src/*/data))
$(filter-out %/version.h %/lexicon.h %/themes.h,$(GEN_H)): $(GEN)/%.h: %.tsv %.awk
	$(say) GEN $@
	$(Q)mkdir -p $(GEN)
	$(Q)LC_ALL=C $(AWK) -f $(filter %.awk,$^) $(filter %.tsv,$^) >$@.$$$$ && mv $@.$$$$ $@

# The tables of the lexicon come from a program that runs here, whatever the build is for.
HOSTCC ?= $(CC)
MKLEX_C := $(addprefix src/,quote/data/mklexicon.c quote/lexicon_build.c text/fold.c text/utf8.c \
             base/arena.c base/buf.c base/err.c base/file.c base/hash.c base/str.c)
$(GEN)/mklexicon: $(MKLEX_C) src/quote/tables.h include/quote/lexicon.h $(GEN)/fold.h
	$(say) HOSTCC $@
	$(Q)$(HOSTCC) -std=c11 -D_DEFAULT_SOURCE -O1 -Iinclude -I$(GEN) -o $@ $(MKLEX_C)

# The folder is newer when a table was taken away.
$(GEN)/lexicon.h: $(GEN)/mklexicon $(LEXICON) content/lexicon
	$(say) GEN $@
	$(Q)$(GEN)/mklexicon $(LEXICON) >$@.$$$$ && mv $@.$$$$ $@

# So do the themes.
MKTHEME_C := $(addprefix src/,view/data/mktheme.c view/theme_parse.c view/style.c base/arena.c \
               base/buf.c base/err.c base/file.c base/str.c)
$(GEN)/mktheme: $(MKTHEME_C) include/view/theme.h include/view/style.h
	$(say) HOSTCC $@
	$(Q)mkdir -p $(GEN)
	$(Q)$(HOSTCC) -std=c11 -D_DEFAULT_SOURCE -O1 -Iinclude -I$(GEN) -o $@ $(MKTHEME_C)

$(GEN)/themes.h: $(GEN)/mktheme $(THEMES) content/themes
	$(say) GEN $@
	$(Q)$(GEN)/mktheme $(THEMES) >$@.$$$$ && mv $@.$$$$ $@

# Files that are rewritten only when what they say changes.
change = $(Q)mkdir -p $(@D); printf '%s\n' $(1) >$@.$$$$; \
         if cmp -s $@.$$$$ $@; then rm -f $@.$$$$; else mv $@.$$$$ $@; fi

$(GEN)/version.h: FORCE
	$(call change,'$(HASH)define YULU_VERSION "$(VERSION)"')
$(GEN)/unit_main.c: FORCE tests/tools/unit_main.sh
	$(call change,"$$(sh tests/tools/unit_main.sh $(UNIT_C))")
$(B)/flags: FORCE
	$(call change,'$(COMPILE)' '$(LINK)' "$$($(CC) --version | head -n 1)")
$(B)/core.list: FORCE
	$(call change,'$(CORE_O)')
$(B)/front.list: FORCE
	$(call change,'$(PURE_O)')
$(B)/unit.list: FORCE
	$(call change,'$(UNIT_O)')

# Without the headers nothing is compiled: the one apt line says what to do.
$(B)/deps: $(B)/flags
	@CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' CPPFLAGS='$(CPPFLAGS)' sh tests/tools/deps.sh -n build
	$(Q)touch $@

FORCE:
.PHONY: all run check install uninstall lib library install-lib clean dist distcheck reproducible deb clang musl lint format format-check asan ubsan tsan \
        valgrind fuzz bench screenbytes coverage quality regen help check-now objects fuzzers bench-progs \
        quality-progs FORCE

-include $(ALL_O:.o=.d)

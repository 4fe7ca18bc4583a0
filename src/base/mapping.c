/* What a handler of signals needs must be global: a table of the mappings, written before they are
 * used and read by the handler without a lock. */
#include "base/mapping.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAPPINGS_MAX = 1024 };

struct entry {
    atomic_uintptr_t start; /* 0: free; BUSY: being filled in */
    atomic_size_t len;
    atomic_bool torn;
};
#define BUSY ((uintptr_t)1)

static struct {
    struct entry entries[MAPPINGS_MAX];
    atomic_uint tears, strays;
} table;

/* ---- In the handler */

static bool put_zeros(uintptr_t from, size_t len, int prot)
{
    return mmap((void *)from, len, prot,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1,
                0) != MAP_FAILED;
}

static struct entry *entry_of(uintptr_t at)
{
    for (size_t i = 0; i < MAPPINGS_MAX; i++) {
        struct entry *m = &table.entries[i];
        uintptr_t start = atomic_load(&m->start);
        if (start > BUSY && at >= start && at - start < atomic_load(&m->len))
            return m;
    }
    return NULL;
}

bool mapping_mend(const siginfo_t *info)
{
    int saved = errno;
    uintptr_t at = (uintptr_t)info->si_addr, page = (uintptr_t)sysconf(_SC_PAGESIZE);
    struct entry *m;
    bool ok;

    /* Sent by kill(), or memory itself is broken. */
    if (info->si_code != BUS_ADRERR)
        return false;
    at -= at % page;
    m = entry_of((uintptr_t)info->si_addr);
    if (m) {
        atomic_store(&m->torn, true);
        ok = put_zeros(at, atomic_load(&m->len) - (at - atomic_load(&m->start)),
                       PROT_READ);
    } else {
        atomic_fetch_add(&table.strays, 1);
        ok = put_zeros(at, page, PROT_READ | PROT_WRITE);
    }
    atomic_fetch_add(&table.tears, 1);
    errno = saved;
    return ok;
}

static void on_bus_error(int sig, siginfo_t *info, void *context)
{
    (void)context;
    if (mapping_mend(info))
        return;
    signal(sig, SIG_DFL);
    raise(sig);
}

void mapping_guard(void)
{
    struct sigaction act = {.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};

    sigemptyset(&act.sa_mask);
    act.sa_sigaction = on_bus_error;
    sigaction(SIGBUS, &act, NULL);
}

/* ---- Mappings */

static struct entry *free_entry(void)
{
    for (size_t i = 0; i < MAPPINGS_MAX; i++) {
        uintptr_t none = 0;
        if (atomic_compare_exchange_strong(&table.entries[i].start, &none, BUSY))
            return &table.entries[i];
    }
    return NULL;
}

const char *mapping_open(int fd, size_t len, struct err *e)
{
    struct entry *m = free_entry();
    void *p;

    if (!m) {
        err_set(e, "同时映射的文件太多");
        return NULL;
    }
    p = mmap(NULL, len, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) {
        err_errno(e, "映射文件", errno);
        atomic_store(&m->start, 0);
        return NULL;
    }
    atomic_store(&m->len, len);
    atomic_store(&m->torn, false);
    atomic_store(&m->start, (uintptr_t)p);
    return p;
}

void mapping_close(const char *p, size_t len)
{
    struct entry *m = entry_of((uintptr_t)p);

    if (m)
        atomic_store(&m->start, 0);
    munmap((void *)(uintptr_t)p, len);
}

bool mapping_torn(const char *p)
{
    const struct entry *m = entry_of((uintptr_t)p);

    return m && atomic_load(&m->torn);
}

unsigned mapping_tears(void)
{
    return atomic_load_explicit(&table.tears, memory_order_relaxed);
}

unsigned mapping_strays(void)
{
    return atomic_load_explicit(&table.strays, memory_order_relaxed);
}

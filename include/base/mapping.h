/* Files mapped into memory that somebody may cut, or whose disk may fail, while they are read.
 *
 * The system answers a look at what is not there with SIGBUS.  Here it reads as zeros instead, from
 * that page to the end of the mapping, and the mapping counts as torn: whoever uses it asks
 * afterwards, and believes nothing of it.  Bytes may become zeros between two looks, never anything
 * else. */
#ifndef YULU_BASE_MAPPING_H
#define YULU_BASE_MAPPING_H

#include "base/err.h"

#include <signal.h>
#include <stddef.h>

/* Catch SIGBUS from now on; without it a torn mapping ends the program.  Any thread that looks at
 * mappings must not block the signal. */
void mapping_guard(void);

/* The first LEN (> 0) bytes of FD, which may be closed afterwards; NULL with a reason. */
const char *mapping_open(int fd, size_t len, struct err *e);
void mapping_close(const char *p, size_t len);
/* Is something of the mapping at P gone?  O(mappings of the process). */
bool mapping_torn(const char *p);

/* How often that happened in this process; of these, to mappings that others made (the index of
 * SQLite's log).  A load each. */
unsigned mapping_tears(void);
unsigned mapping_strays(void);

/* For handlers of SIGBUS: true when it was a torn mapping, which can be looked at now.  Safe in a
 * handler. */
bool mapping_mend(const siginfo_t *info);

#endif

/* The system calls that a sandboxed process may make, as a table, and the program for the kernel
 * that is made from it. */
#ifndef YULU_BASE_SANDBOX_CALLS_H
#define YULU_BASE_SANDBOX_CALLS_H

#include <stddef.h>

struct sock_filter;

enum { CALLS_PROGRAM_MAX = 1024 };

/* Write the program; returns its length, 0 where the machine is not known. */
size_t calls_program(struct sock_filter *out);

#endif

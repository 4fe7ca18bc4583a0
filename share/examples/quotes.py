#!/usr/bin/env python3
"""usage: quotes.py LIBRARY FILE      who said what in an article, in rows of 40 columns"""
import ctypes as c
import sys


class Quotation(c.Structure):
    _fields_ = [("offset", c.c_size_t), ("length", c.c_size_t)] + [
        (name, c.c_char_p) for name in ("text", "kind", "speaker", "titles", "confidence")]


class Row(c.Structure):
    _fields_ = [("offset", c.c_size_t), ("length", c.c_size_t), ("columns", c.c_uint),
                ("first", c.c_int), ("last", c.c_int)]


yulu = c.CDLL(sys.argv[1])
libc = c.CDLL(None)
yulu.yulu_open.restype = c.c_void_p
yulu.yulu_open.argtypes = [c.c_char_p, c.c_char_p, c.c_size_t]
for name in ("title", "date"):
    function = getattr(yulu, "yulu_" + name)
    function.restype, function.argtypes = c.c_char_p, [c.c_void_p]
yulu.yulu_quotation_at.argtypes = [c.c_void_p, c.c_size_t, c.POINTER(Quotation)]
yulu.yulu_wrap.restype = c.POINTER(Row)
yulu.yulu_wrap.argtypes = [c.c_char_p, c.c_size_t, c.c_uint, c.c_int, c.POINTER(c.c_size_t)]
yulu.yulu_free.argtypes = [c.c_void_p]
libc.free.argtypes = [c.c_void_p]

why = c.create_string_buffer(256)
article = yulu.yulu_open(sys.argv[2].encode(), why, len(why))
if not article:
    sys.exit(why.value.decode())
print(f"{yulu.yulu_title(article).decode()} ({yulu.yulu_date(article).decode()})")
q, n, i = Quotation(), c.c_size_t(), 0
while yulu.yulu_quotation_at(article, i, c.byref(q)):
    print(f"{q.speaker.decode() or '?'} [{q.kind.decode()}]")
    rows = yulu.yulu_wrap(q.text, len(q.text), 40, 1, c.byref(n))
    for row in rows[:n.value]:
        print("  " + q.text[row.offset:row.offset + row.length].decode())
    libc.free(rows)
    i += 1
yulu.yulu_free(article)

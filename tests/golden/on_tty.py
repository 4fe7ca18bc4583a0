#!/usr/bin/env python3
"""usage: on_tty.py COLUMNS COMMAND...
Run COMMAND on a pseudo terminal and print what it wrote, ESC as ^[, without CR; same status."""
import fcntl
import os
import pty
import struct
import sys
import termios

columns = int(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
chunks = []
while True:
    try:
        chunk = os.read(fd, 65536)
    except OSError:  # EIO: the other side is closed
        break
    if not chunk:
        break
    chunks.append(chunk)
text = b"".join(chunks).replace(b"\r\n", b"\n").replace(b"\x1b", b"^[")
sys.stdout.buffer.write(text)
sys.stdout.buffer.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

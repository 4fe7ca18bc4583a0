"""Run the program on a pipe nobody reads, with SIGPIPE as usual and ignored."""
import os
import signal
import subprocess

signal.signal(signal.SIGPIPE, signal.SIG_IGN)
for restore in (True, False):
    r, w = os.pipe()
    os.close(r)
    print(subprocess.call([os.environ["YULU"], "list", "-d", "data/good"], stdout=w,
                          restore_signals=restore))
    os.close(w)

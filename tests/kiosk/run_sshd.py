#!/usr/bin/env python3
"""usage: YULU=PROGRAM run_sshd.py
A real sshd on 127.0.0.1 with the configuration of yulu-kiosk(8): what a guest must not get is asked
for, and reading works.  As root the guest is an account that exists in a mount namespace only; else
the guest is whoever runs this."""
import glob
import json
import os
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

GUEST, GUEST_ID = "yulu-guest", 64123
GUARD = 60  # seconds; hanging is noticed, speed is not judged
FULL = os.environ.get("KIOSK_FULL")
passed, failures = 0, []


def some(rows):
    """All of them in the long run."""
    return rows if FULL else rows[::5]


def check(name, good, seen=""):
    global passed
    if good:
        passed += 1
    else:
        failures.append(name)
        print(f"sshd: {name}: failed\n{str(seen)[-1500:]}", flush=True)


def skip(why):
    print(f"sshd: {why}\nsshd: 0 passed, 0 failed, 1 skipped")
    sys.exit(0)


def find(name):
    return shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")


# ---- The guest

def enter_namespace():
    """As root: once more, in a mount namespace of our own."""
    if os.environ.get("YULU_GUEST"):
        return
    os.environ["YULU_GUEST"] = "1"
    if not find("unshare") or subprocess.run(["unshare", "-m", "true"]).returncode:
        skip("no mount namespaces here, so no guest account")
    os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


def make_account(box):
    for path, line in (("/etc/passwd", f"{GUEST}:x:{GUEST_ID}:{GUEST_ID}::/:/bin/sh"),
                       ("/etc/group", f"{GUEST}:x:{GUEST_ID}:"),
                       ("/etc/shadow", f"{GUEST}:*:19000:0:99999:7:::")):
        copy = os.path.join(box, os.path.basename(path))
        shutil.copy(path, copy)
        with open(copy, "a") as f:
            f.write(line + "\n")
        subprocess.run(["mount", "--bind", copy, path], check=True)
    os.makedirs("/run/sshd", mode=0o755, exist_ok=True)


# ---- The server

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def example():
    """The configuration that the manual shows."""
    page = open("man/yulu-kiosk.8", encoding="utf-8").read()
    return re.search(r"\.Bd [^\n]*\n(PermitUserEnvironment.*?)\.Ed", page, re.S)[1]


class Server:
    """The guest may have everything but for the example: it has to be what refuses."""

    def __init__(self, box, name, options):
        self.box, self.port = box, free_port()
        self.log = open(f"{box}/{name}.log", "w+b")
        text = example()
        for old, new in (("Match User news", f"Match User {pwd.getpwuid(guest_id()).pw_name}"),
                         ("/usr/bin/yulu --kiosk /srv/news",
                          f"{box}/yulu --kiosk {box}/articles {options}"),
                         ("/etc/ssh/news_keys", f"{box}/keys")):
            assert old in text, old
            text = text.replace(old, new)
        conf = f"{box}/{name}.conf"
        with open(conf, "w") as f:
            f.write(f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {box}/host\nPidFile none\n"
                    "UsePAM no\nStrictModes no\nLogLevel VERBOSE\nAcceptEnv *\n"
                    "PermitTunnel yes\nAllowTcpForwarding yes\nGatewayPorts yes\nX11Forwarding yes\n"
                    f"Subsystem sftp /usr/lib/openssh/sftp-server\n{text}")
        self.process = subprocess.Popen([find("sshd"), "-D", "-e", "-f", conf],
                                        stdin=subprocess.DEVNULL, stderr=self.log)
        end = time.time() + GUARD
        while time.time() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.log.seek(0)
        skip(f"sshd does not start: {self.log.read().decode()}")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def ssh(self, *more, key="key"):
        return ["ssh", "-F", "none", "-p", str(self.port), "-i", f"{self.box}/{key}",
                "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
                "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                *more, f"{pwd.getpwuid(guest_id()).pw_name}@127.0.0.1"]

    def run(self, options, *words, key="key"):
        """Without a terminal: what came out, and the status."""
        try:
            p = subprocess.run(self.ssh(*options, key=key) + list(words), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=GUARD)
        except subprocess.TimeoutExpired as e:
            return f"hangs: {options} {words} {e.output}", -1
        return p.stdout.decode("utf-8", "replace"), p.returncode


class Session:
    """One with a terminal."""

    def __init__(self, server, *words, options=(), term="xterm"):
        self.seen = b""
        self.pid, self.fd = os.forkpty()
        if self.pid == 0:
            os.environ["TERM"] = term
            command = server.ssh("-tt", *options) + list(words)
            os.execvp(command[0], command)

    def send(self, keys):
        try:
            os.write(self.fd, keys.encode())
        except OSError:
            pass

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        self.seen += data
        return bool(data)

    def shows(self, text, guard=GUARD):
        """Wait for it in what comes from now on."""
        end, start = time.time() + guard, len(self.seen)
        while text.encode() not in self.seen[max(0, start - 200):]:
            if time.time() > end or not (self.read(0.2) or self.alive()):
                return text.encode() in self.seen
        return True

    def alive(self):
        if self.pid == 0:
            return False
        done, self.status = os.waitpid(self.pid, os.WNOHANG)
        self.pid = 0 if done else self.pid
        return not done

    def end(self, guard=GUARD):
        """Its status, -1 when it did not end."""
        end = time.time() + guard
        while self.alive() and time.time() < end:
            self.read(0.1)
        while self.read(0.05):
            pass
        hung = self.pid != 0
        if hung:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        return -1 if hung else os.waitstatus_to_exitcode(self.status)

    def text(self):
        return self.seen.decode("utf-8", "replace")


def guest_id():
    return GUEST_ID if os.geteuid() == 0 else os.getuid()


def kiosks():
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            words = open(path, "rb").read().split(b"\0")
        except OSError:
            continue
        if words and words[0].endswith(b"/yulu") and b"--kiosk" in words:
            found.append(int(path.split("/")[2]))
    return found


# ---- What is asked for

SHELL = "echo PW''NED; id; cat /etc/passwd"


def is_shell(text):
    return "PWNED" in text or "uid=" in text or "root:" in text or "\n$ " in text


def reading(s):
    t = Session(s)
    ok = t.shows("语录 yulu")
    check("reading: list", ok, t.text())
    t.send("\r")
    check("reading: article", t.shows("正文"), t.text())
    t.send("Q")
    check("reading: ends", t.end() == 0, t.text())
    return ok


def commands(s):
    for words in (["id"], [SHELL], ["sh", "-i"], ["list"], ["show", "/etc/passwd"]):
        text, status = s.run([], *words)
        check(f"command {words}", status == 5 and not is_shell(text), (status, text))
    t = Session(s, SHELL)
    check("command with a terminal: the reader", t.shows("语录 yulu"), t.text())
    t.send("exit\nQ")
    check("command with a terminal", t.end() == 0 and not is_shell(t.text()), t.text())
    text, status = s.run(["-T"])
    check("no terminal", status == 5 and not is_shell(text), (status, text))


def copies(s):
    target = f"{s.box}/stolen"
    common = ["-P", str(s.port), "-i", f"{s.box}/key", "-o", "StrictHostKeyChecking=no", "-o",
              "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-F", "none"]
    host = pwd.getpwuid(guest_id()).pw_name + "@127.0.0.1"
    for name, command in (("scp, old", ["scp", "-O", *common, f"{host}:/etc/passwd", target]),
                          ("scp, new", ["scp", *common, f"{host}:/etc/passwd", target]),
                          ("scp, to", ["scp", "-O", *common, "/etc/hostname", f"{host}:/tmp/yulu-x"]),
                          ("sftp", ["sftp", *common, f"{host}:/etc/passwd", target])):
        p = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, timeout=GUARD)
        check(name, p.returncode != 0 and not os.path.exists(target)
              and not os.path.exists("/tmp/yulu-x"), p.stdout)
    text, status = s.run(["-s"], "sftp")
    check("subsystem", status != 0 and not is_shell(text), (status, text))


def has_banner(port, before=b""):
    """Does the other end of the tunnel answer like sshd?"""
    end = time.time() + 5
    while time.time() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as c:
                c.settimeout(2)
                if before:
                    c.sendall(b"\5\1\0")
                    c.recv(2)
                    c.sendall(before)
                    c.recv(10)
                return b"SSH-2.0" in c.recv(64)
        except ConnectionRefusedError:
            time.sleep(0.1)
        except OSError:
            return False
    return False


def tunnels(s):
    text, status = s.run(["-W", f"127.0.0.1:{s.port}"])
    check("-W", status != 0 and "SSH-2.0" not in text, (status, text))
    for name, options in (("-R", ["-R", f"{free_port()}:127.0.0.1:{s.port}"]),
                          ("-R socket", ["-R", f"{s.box}/r.sock:127.0.0.1:{s.port}"])):
        text, status = s.run(["-N", "-o", "ExitOnForwardFailure=yes", *options])
        check(name, status == 255, (status, text))
    devices = os.listdir("/sys/class/net")
    text, status = s.run(["-T", "-w", "any:any"])
    check("-w", status != 0 and os.listdir("/sys/class/net") == devices, (status, text))
    socks = b"\5\1\0\1\x7f\0\0\1" + s.port.to_bytes(2, "big")
    for name, option, value, hello in (("-L", "-L", f"127.0.0.1:{s.port}", b""),
                                       ("-L socket", "-L", "/run/dbus/system_bus_socket", b""),
                                       ("-D", "-D", "", socks)):
        port = free_port()
        p = subprocess.Popen(s.ssh("-N", option, f"{port}:{value}" if value else str(port)),
                             stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        check(name, not has_banner(port, hello))
        p.terminate()
        p.wait()


def other_channels(s):
    before = set(glob.glob("/tmp/ssh-*"))
    agent = subprocess.run(["ssh-agent", "-s"], stdout=subprocess.PIPE).stdout.decode()
    env = dict(re.findall(r"(SSH_\w+)=([^;]+);", agent))
    mine = {os.path.dirname(env.get("SSH_AUTH_SOCK", ""))}
    os.environ.update(env, DISPLAY="127.0.0.1:99")
    t = Session(s, options=["-A", "-X", "-o", "ForwardX11Trusted=yes"])
    check("agent and X11: reading goes on", t.shows("语录 yulu"), t.text())
    check("agent", set(glob.glob("/tmp/ssh-*")) - before <= mine)
    check("X11", not any(can_connect(6010 + i) for i in range(3)))
    t.send("Q")
    check("agent and X11: ends", t.end() == 0, t.text())
    del os.environ["DISPLAY"]
    os.kill(int(env["SSH_AGENT_PID"]), signal.SIGTERM)


def can_connect(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def second_session(s):
    control = f"{s.box}/control"
    t = Session(s, options=["-M", "-S", control])
    check("first session", t.shows("语录 yulu"), t.text())
    text, status = s.run(["-S", control, "-o", "ControlMaster=no"], SHELL)
    check("second session", status != 0 and not is_shell(text), (status, text))
    pids = kiosks()
    check("one process", len(pids) == 1, pids)
    for pid in pids:
        children = open(f"/proc/{pid}/task/{pid}/children").read()
        check("no children", not children.split(), children)
    t.send("Q")
    t.end()


def environment(s):
    for name, value in some((("YULU_DIR", "/etc"), ("LD_PRELOAD", "/tmp/x.so"), ("TERMINFO", "/tmp"),
                        ("XDG_CONFIG_HOME", "/tmp"), ("LANG", "en_US"), ("LC_ALL", "x\033]0;PWNED\7"),
                        ("ENV", "/etc/passwd"), ("BASH_ENV", "/etc/passwd"), ("HOME", "/tmp"))):
        t = Session(s, options=["-o", f"SetEnv={name}={value}"])
        check(f"environment {name}", t.shows("一座老电站"), t.text())
        t.send("Q")
        check(f"environment {name}: ends", t.end() == 0 and not is_shell(t.text()), t.text())


def keys(s):
    for name, typed in some((("!", "!id\r"), ("|", "|id\r"), (":!", ":!id\r"), (":sh", ":sh\r"),
                        (":suspend", ":suspend\r"), (":export", ":export md /tmp/yulu-x\r"),
                        (":write", ":write /tmp/yulu-x\r"), (":set", ":set shell=/bin/sh\r"),
                        (":open", ":open /etc/passwd\r"), ("link", "o"), ("note", "aPWN\r"),
                        ("fix", "x"), ("Ctrl-Z", "\x1a"), ("save", ":save x\r"), ("star", "*"))):
        t = Session(s)
        t.shows("语录 yulu")
        t.send(typed)
        t.read(0.5)
        t.send("\x1b\x1b")
        time.sleep(0.1)
        t.send("Q")
        check(f"key {name}", t.end() == 0 and not is_shell(t.text()), t.text())
    for name, early in (("Ctrl-\\", False), ("Ctrl-\\ at once", True), ("Ctrl-C", False)):
        t = Session(s)
        early or t.shows("语录 yulu")
        t.send("\x03" if name == "Ctrl-C" else "\x1c")
        time.sleep(0.2)
        t.send("id\r")
        if early:
            t.send("Q")
        check(f"key {name}", t.end() != -1 and not is_shell(t.text()), t.text())
    t = Session(s)
    t.send("\x1a")
    t.shows("语录 yulu")
    t.send("id\rQ")
    t.send("\x1b\x1bQ")
    check("Ctrl-Z at once", t.end() == 0 and not is_shell(t.text()), t.text())


def terminals(s):
    for term in some(("vt100", "linux", "xterm-foo", "../../etc/passwd", "/tmp/x", ".", "..", "xterm;id",
                 "$(id)", "\033]0;PWNED\7", "a" * 3000, "%s%n", "")):
        t = Session(s, term=term)
        check(f"TERM {term[:20]!r}", t.shows("语录 yulu"), t.text())
        t.send("Q")
        check(f"TERM {term[:20]!r}: ends",
              t.end() == 0 and "\033]0;" not in t.text() and not is_shell(t.text()), t.text())
    t = Session(s, term="dumb")
    check("TERM dumb", t.end() in (0, 5) and not is_shell(t.text()), t.text())


def asked_for(s):
    text, status = s.run([], "list", "--limit", "2")
    check("list", status == 0 and len(text.splitlines()) == 2, (status, text))
    ident = text.split()[0] if text else "none"
    text, status = s.run([], "quotes", "speaker:阮栖桐", "-f", "jsonl")
    check("quotes", status == 0 and all(json.loads(x) for x in text.splitlines()), (status, text))
    text, status = s.run([], "show", ident)
    check("show", status == 0 and len(text) > 200, (status, text))
    t = Session(s, ident)
    check("an id opens the article", t.shows("正文"), t.text())
    t.send("Q")
    t.end()
    for line in (SHELL, "list; id", "show /etc/passwd", "list -d /etc", "list --cache-dir /tmp",
                 "index build", "scp -f /etc/passwd", "/usr/lib/openssh/sftp-server", "'", "x" * 5000,
                 "$(id)", "`id`", "stats", "check /etc/passwd"):
        text, status = s.run([], line)
        check(f"asked for {line[:30]!r}", status in (1, 2) and not is_shell(text), (status, text))
    t = Session(s)
    t.shows("语录 yulu")
    text, status = s.run([], "list")
    check("no second guest", status == 4 and "已有 1 人" in text, (status, text))
    check("idle: ends", t.end() == 0 and "没有按键" in t.text(), t.text())


def snapshot(box):
    found = {}
    for folder, _, names in os.walk(box + "/articles"):
        for name in names:
            st = os.stat(os.path.join(folder, name))
            found[name] = (st.st_mtime_ns, st.st_size, st.st_ino)
    return found


def owned():
    """Files of the guest where everybody may write."""
    if os.geteuid() != 0:
        return []
    p = subprocess.run(["find", "/tmp", "/var/tmp", "/run", "/dev/shm", "-xdev", "-uid", str(GUEST_ID)],
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [x for x in p.stdout.decode().split() if "/yulu-kiosk-" not in x]


def main():
    for tool in ("sshd", "ssh", "scp", "sftp", "ssh-keygen", "ssh-agent"):
        if not find(tool):
            skip(f"no {tool} here")
    if re.search("san|cov", os.environ.get("B", "")):
        skip("a sanitizer's own needs are refused")
    root = os.geteuid() == 0
    if root:
        enter_namespace()
    box = tempfile.mkdtemp(prefix="yulu-sshd.", dir="/tmp")
    os.chmod(box, 0o755)
    try:
        test(box, root)
    finally:
        if root:
            for path in ("/etc/passwd", "/etc/group", "/etc/shadow"):
                subprocess.run(["umount", path], stderr=subprocess.DEVNULL)
            for place in ("/run/lock", "/tmp"):
                shutil.rmtree(f"{place}/yulu-kiosk-{GUEST_ID}", ignore_errors=True)
        shutil.rmtree(box, ignore_errors=True)
    print(f"sshd: {passed} passed, {len(failures)} failed")
    return 1 if failures else 0


def test(box, root):
    if root:
        make_account(box)
    shutil.copy(os.environ["YULU"], box + "/yulu")
    shutil.copytree("content/articles", box + "/articles")
    for name in ("host", "key", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{box}/{name}"], check=True)
    with open(f"{box}/keys", "w") as f:
        f.write("restrict,pty " + open(f"{box}/key.pub").read())
    os.chmod(f"{box}/keys", 0o644)
    before = snapshot(box)
    plain = Server(box, "plain", "")
    try:
        # All the rest passes for nothing when nobody gets in.
        if reading(plain):
            for ask in (commands, copies, tunnels, other_channels, second_session, environment, keys,
                        terminals):
                ask(plain)
                if os.environ.get("VERBOSE"):
                    print(ask.__name__, passed, time.time(), flush=True)
            text, status = plain.run([], key="other")
            check("another key", status == 255 and "denied" in text, (status, text))
    finally:
        plain.stop()
    more = Server(box, "more", "--kiosk-commands --max-sessions 1 --idle 3")
    try:
        asked_for(more)
    finally:
        more.stop()
    check("nothing changed", snapshot(box) == before)
    check("nothing written", not owned(), owned())


sys.exit(main())

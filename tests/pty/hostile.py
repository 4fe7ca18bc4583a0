#!/usr/bin/env python3
"""usage: hostile.py FOLDER

Write an archive in which everything that can be written in an article, its keys, its file's name
or its bytes tries to reach the terminal as something else than text.  One file a payload, the
payload in every field; prints the number of files."""
import os
import sys

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"


def escapes():
    osc = ["0;题", "2;题", "52;c;aGk=", "52;c;?", "8;;https://a.example/", "8;;javascript:alert(1)", "8;id=x;file:///etc",
           "4;1;?", "10;?", "11;?", "11;rgb:ff/00/00", "104", "7;file://h/p", "9;通知", "777;notify;a;b", "1337;SetMark",
           "133;A", "50;#1", "12;red", "6;1;bg;red;brightness;255"]
    for text in osc:
        yield ESC + "]" + text + BEL
        yield ESC + "]" + text + ST
    yield ESC + "]0;没有结尾"
    yield ESC + "]8;;https://a.example/" + ESC + "]8;;https://b.example/" + ST
    for text in ["P$qm", "P+q544e", "Pq#0;2;0;0;0~-", "Ptmux;" + ESC + ESC + "]0;x" + BEL, "P1$tx", "_Gf=24;AAAA", "^pm", "Xsos",
                 "P没有结尾"]:
        yield ESC + text + ST
    for text in ["2J", "3J", "H", "1;1H", "999;999H", "K", "J", "5n", "6n", "?6n", "c", ">c", "=c", "21t", "20t", "19t",
                 "8;1;1t", "4h", "4l", "20h", "?1h", "?5h", "?6h", "?7l", "?25l", "?47h", "?1049l", "?1049h", "?1000h",
                 "?1003;1006h", "?2004l", "?2026h", "?1004h", "!p", "r", "5;5r", "s", "u", "?69h", "5;9s", "m", "5m", "8m",
                 "31;41m", "38;2;1;2;3m", "38;5;9m", "4:3m", "9999@", "9999P", "99L", "99M", "99S", "99T", "99X", "9999b",
                 "i", "4i", "5i", "0q", "6 q", ">4;2m", ">1u", "?u", "1$}", "*x", "1;1;9;9$x", "'|", "x", "1x", "g", "3g",
                 "?18$p", "69$p", ";" * 5000 + "m", "1" * 5000 + "H", "\x18m", "\n2J", " "]:
        yield ESC + "[" + text
    for text in "c78DEHMNOZ=>no|}~lm6V9\\":
        yield ESC + text
    for text in ["(0", ")0", "(B", "%G", "%@", "#8", "#3", "#6", " F", " G", "-A", "[", "]", "P", ""]:
        yield ESC + text


def controls():
    for code in list(range(1, 32)) + [127]:
        yield chr(code) * 3
    for code in range(0x80, 0xA0):
        yield chr(code) + "31m2J0;x" + BEL + chr(0x9C)
    yield "\x0e文字\x0f"
    yield "一\r二\r\n三\b\b四"
    yield "一\t二\x0b三\x0c四"


def hidden():
    points = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4,
              0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065,
              0x206A, 0x206F, 0x2028, 0x2029, 0x3164, 0xFFA0, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB,
              0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x1D173, 0x1D17A, 0x1FFFE, 0xE000, 0xF8FF, 0xE0001, 0xE0020, 0xE0041, 0xE007F,
              0xE0100, 0xE01EF, 0xF0000, 0x10FFFD, 0x10FFFF, 0x2E80, 0x31350, 0x378, 0x1FAF9]
    for point in points:
        yield "人" + chr(point) + "大" + chr(point) * 2
    yield "\u202e\u2066\u2067反转\u2069\u202c\u061c שלום \u200f"
    yield "".join(chr(0xE0000 + ord(c)) for c in "hidden text") + chr(0xE007F)


def marks():
    for base in ["", "e", "汉", "“", " ", "👍"]:
        for n in [1, 4, 5, 40, 2000]:
            yield base + "\u0301" * n + "后"
    yield "".join("字" + chr(0x300 + i) * 9 for i in range(64))
    yield "กำกำ" + "\u0e31" * 30 + "\u20dd" * 9 + "A\u20dd\u20e3"
    yield "👨\u200d👩\u200d👧\u200d👦👍🏽🇨🇳🇨1\ufe0f\u20e3❤\ufe0f" + "\U0001f1e8" * 7
    yield "\u1100" * 9 + "\u1161" * 9 + "\u11a8" * 9
    yield "नमस्ते\u094d\u200dक्ष" + "\u0bcb" * 9
    yield "܀\U0001d15e𠀀﷽꧅⸻"


def links():
    hosts = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ssh://h/", "HTTP://大写.example/", "//h/p", "http:",
             "https://a.example/%1b]0;x%07", "https://a.example/a b", "https://a.example/\u202egpj.x", "https://用户@a.example/",
             "https://a.example/" + "长" * 3000, "https://a.example/\n-x", "https://a.example/;id=1;", "https://a.example/\"'$(touch PWNED)`",
             "https://a.example/" + ESC + ST, "--help", "https://а.example/", " https://a.example/ ", "http://[::1]/", ""]
    yield from hosts


def quoted(text):
    out = ""
    for c in text:
        n = ord(c)
        if c in "\"\\":
            out += "\\" + c
        elif n < 0x20 or n == 0x7F or 0x80 <= n < 0xA0 or n in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF):
            out += f"\\x{n:02x}" if n < 0x100 else f"\\u{n:04x}"
        elif n > 0xFFFF:
            out += f"\\U{n:08x}"
        else:
            out += c
    return '"' + out + '"'


def article(p, n, link=None):
    key = p[:200]
    return (f"标题: {quoted(f'甲{n}{p}乙')}\n"
            f"日期: {quoted(p[:40]) if n % 7 == 0 else f'2024-{n % 12 + 1:02}-{n % 28 + 1:02}'}\n"
            f"来源: {quoted('报' + p)}\n作者: {quoted('记者' + p)}\n"
            f"链接: {quoted(link if link is not None else 'https://a.example/' + p)}\n"
            f"关键词: [{quoted(p)}, {quoted('词' + p)}, 公共]\n{quoted('键' + key)}: {quoted('值' + p)}\n"
            + "总结: " + quoted(f"开头{p}。\n“阮栖桐{p}说话{p}。”市人大代表阮栖桐{p}说。\n{p}阮栖桐表示：“{p}第二句话，也在这里{p}。”\n"
                              f"{p}\n一、小标题{p}\n结尾" + (p + "字") * 3) + "\n")


def raw_files():
    """Bytes as they are: no YAML writer would make them."""
    def flat(p):
        return ("标题: 裸" + p + "字\n来源: " + p + "\n总结: 正文" + p + "，“阮栖桐" + p + "说。”\n").encode("utf-8", "surrogateescape")
    for p in [ESC + "[2J", ESC + "]52;c;aGk=" + BEL, "\x9b31m", "\x7f\x01\x02", "\u202e", "\ufeff", "\u2028", "e" + "\u0301" * 99]:
        yield flat(p)
    for raw in [b"\x9b31m", b"\x9d0;x\x07", b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe4\xb8", b"\x80" * 9,
                b"\xf8\x88\x80\x80\x80", b"\x00"]:
        yield "标题: 字节".encode() + raw + "字\n总结: 正文".encode() + raw + "。\n".encode()
    yield "标题: 国标\n总结: 正文“说话”。\n".encode("gb18030")
    yield "标题: 大五\n總結: 正文「說話」。\n".encode("big5", "replace")
    yield "标题: 宽\x9b\n总结: 正文\x1b[2J。\n".encode("utf-16")
    for broken in ["标题: [没有\x1b[1m完\n总结: {\n", "%TAG !\x1b[2J! x\n---\n标题: a\n", "标题: &\x1b]0;x\x07 a\n标题: *b\n", "\x1b[2J: a\n\x1b[2J: b\n",
                   "标题: !!\x9b31m a\n", "- 一\n- \"\\e[2J\"\n", "标题: a #\x1b[31m 后\n总结: b: c: \u202e\n", "标题: \"没有完\\e[2J\n",
                   "? [\"\\e[1m\"]\n: b\n", "标题: |\n \x1b[2J\n\t坏\n", "a: b\n---\nc: \x1b[2J\n"]:
        yield broken.encode()


def names():
    for p in [ESC + "]0;名" + BEL, ESC + "[2J", "\x9b31m", "\u202e名", "\u200b名", "\ufeff", "\n第二行", "\t", "\r", "\x7f", " 空白 ",
              "-n", "--help", "$(touch PWNED)", "`x`", "'\"", "名" * 60, "e" + "\u0301" * 60, "\U000e0041", "\u2028"]:
        yield (p + ".yaml").encode()
    for raw in [b"\x9b31m", b"\xff", b"\xe4\xb8", b"\xc0\xaf"]:
        yield raw + b".yaml"


def main():
    folder = sys.argv[1].encode()
    n = 0

    def write(name, data):
        nonlocal n
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        n += 1

    for kind, payloads in (("e", escapes()), ("c", controls()), ("h", hidden()), ("m", marks())):
        for i, p in enumerate(payloads):
            write(f"{kind}{i:03}.yaml".encode(), article(p, i).encode("utf-8", "surrogatepass"))
    for i, link in enumerate(links()):
        write(f"l{i:03}.yaml".encode(), article("链", i, link).encode())
    for i, data in enumerate(raw_files()):
        write(f"r{i:03}.yaml".encode(), data)
    for i, name in enumerate(names()):
        write(name, article("名", i).encode())
    write((ESC + "]0;夹" + BEL).encode() + b"/\x9b2J.yaml", article("夹", 1).encode())
    print(n)


if __name__ == "__main__":
    main()

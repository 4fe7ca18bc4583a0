#!/bin/sh
# Make pinyin.tsv from the Unicode character database (package unicode-data); needs python3.
# usage: regen_pinyin.sh [UCD]
here=$(dirname "$0")
ucd=${1:-/usr/share/unicode}
[ -r "$ucd/Unihan_Readings.txt.bz2" ] || { echo "regen_pinyin.sh: no $ucd (apt-get install unicode-data)"; exit 1; }
python3 - "$ucd" >"$here/pinyin.tsv.$$" <<'END' && mv "$here/pinyin.tsv.$$" "$here/pinyin.tsv"
import bz2, re, sys, unicodedata
ucd = sys.argv[1]
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
FIELDS = ["kMandarin", "kHanyuPinlu", "kXHC1983", "kTGHZ2013"]

def plain(s):
    """zhái -> zhai2; lǜ -> lv4; without a mark no digit."""
    letters, tone = "", ""
    for c in unicodedata.normalize("NFD", s):
        if c in TONES:
            tone = TONES[c]
        elif c == "\u0308":
            letters = letters[:-1] + "v"
        else:
            letters += c
    return letters.replace("\u0302", "") + tone

def syllables(field, value):
    value = re.sub(r"\(\d+\)", "", value)
    value = re.sub(r"\S+?:", "", value) if field in FIELDS[2:] else value
    return [plain(s) for part in value.split() for s in part.split(",")]

facts, common = {0x3007: {"kMandarin": "líng"}}, {}  # Unihan has no 〇
def read(name):
    with bz2.open(f"{ucd}/{name}", "rt", encoding="utf-8") as f:
        for line in f:
            m = re.match(r"U\+([0-9A-F]+)\t(\w+)\t(.*)", line)
            if m:
                yield int(m[1], 16), m[2], m[3]
for cp, field, value in read("Unihan_Readings.txt.bz2"):
    if field in FIELDS and (0x3400 <= cp <= 0x9FFF or cp == 0x3007):
        facts.setdefault(cp, {})[field] = value
for cp, field, value in read("Unihan_OtherMappings.txt.bz2"):
    if field == "kTGH" and int(value.split()[0].split(":")[1]) <= 3500:
        common[cp] = True
sets = {}
for cp in sorted(facts):
    have = []
    for field in FIELDS:
        for s in syllables(field, facts[cp].get(field, "")):
            if re.fullmatch("[a-zê]+[1-4]?", s) and s not in have:
                have.append(s)
    # Without a tone is how a syllable is said behind others, not a reading to look under.
    toned = [s for s in have if s[-1].isdigit()]
    have = toned or have
    if have:
        sets.setdefault(" ".join(have), []).append(chr(cp))
version = re.search(r"Unihan_Readings|Version ([0-9.]+)", open(f"{ucd}/ReadMe.txt").read())
version = re.search(r"[Vv]ersion ([0-9.]+[0-9])", open(f"{ucd}/ReadMe.txt").read())[1]
print("# Readings of 汉字 in Mandarin, the most usual first, tone behind; made by regen_pinyin.sh.")
print(f"# Source: Unicode character database, version {version}")
print("# (Unihan kMandarin, kHanyuPinlu, kXHC1983, kTGHZ2013; kTGH for the common ones).")
print("# Copyright (c) 2022 Unicode, Inc.; Unicode license, https://www.unicode.org/license.txt")
print("# Each row: readings, tab, the characters read so.  ü is v.  The row \"common\": the 3,500 of")
print("# level one of the 通用规范汉字表 (2013); all others count as rare.")
chars = "".join(chr(c) for c in sorted(common))
for i in range(0, len(chars), 500):
    print("common\t" + chars[i:i + 500])
for key in sorted(sets):
    print(key + "\t" + "".join(sets[key]))
END

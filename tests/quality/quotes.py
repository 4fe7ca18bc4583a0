#!/usr/bin/env python3
"""usage: quotes.py --said PROGRAM [--texts DIR] [-v] GOLD.json...
       quotes.py --said PROGRAM --floors FLOORS.json

Score the quotation engine against gold files: one file {"articles": [...]} whose articles name
their text in "file" (below DIR), or the gold of one article.  The unit is the outer pair; pairs
marked unsure are left out; gold partial against found direct (or the reverse) counts neither way.
A term, a title or a document found as a part of what somebody says is a false alarm of its own.
-v lists every case that is not right.
"""
import argparse
import collections
import json
import os
import subprocess
import sys

SPEECH = ("direct", "partial")


def run(program, files):
    """The quotations of each file: a list of (speakers, quotations)."""
    out = subprocess.run([program, *files], stdout=subprocess.PIPE, check=True).stdout
    found = []
    for line in out.decode("utf-8").split("\n"):
        f = line.split("\t")
        if f[0] == "@":
            found.append(({}, []))
        elif f[0] == "P":
            found[-1][0][f[1]] = {
                "kind": f[2], "name": f[3], "delegate": f[4],
                "titles": [x for x in f[5].split("|") if x],
                "aliases": [x for x in f[6].split("|") if x]}
        elif f[0] == "Q":
            found[-1][1].append({
                "s": int(f[1]), "e": int(f[2]), "kind": f[3], "rule": f[4], "confidence": f[5],
                "position": f[6], "speaker": found[-1][0].get(f[7]), "cue": f[8],
                "second": found[-1][0].get(f[9])})
    return found


class Score:
    """Counts of one run."""

    def __init__(self, verbose):
        self.n = collections.Counter()
        self.rules = collections.defaultdict(collections.Counter)
        self.verbose = verbose

    def say(self, text, where, what, q, extra=""):
        if self.verbose:
            left = text[max(0, q["s"] - 40):q["s"]].replace("\n", "⏎")
            right = text[q["e"]:q["e"] + 40].replace("\n", "⏎")
            print(f"{where}:{q['s']} {what} {extra}\n    {left}[{text[q['s']:q['e']]}]{right}")

    def pair(self, text, where, gold, found):
        """One outer pair of the gold; FOUND may be None."""
        kind = found["kind"] if found else "none"
        if gold.get("unsure"):
            return
        self.n["partials found"] += kind == "partial"
        if gold["kind"] == "direct":
            self.n["gold direct"] += 1
            if kind == "direct":
                self.n["tp"] += 1
            elif kind != "partial":
                self.n["fn"] += 1
            if kind != "direct":
                self.say(text, where, "missed", gold, kind)
            self.speaker(text, where, gold, found if kind == "direct" else None, "direct")
        elif gold["kind"] == "partial":
            if gold.get("speaker"):
                self.speaker(text, where, gold, found if kind in SPEECH else None, "partial")
                if kind not in SPEECH:
                    self.say(text, where, "missed partial", gold, kind)
            if kind == "direct":
                self.say(text, where, "partial taken for direct", gold)
        elif kind in SPEECH:
            self.n["fp" if kind == "direct" else "partial alarms"] += 1
            who = found["speaker"]["name"] if found["speaker"] else "-"
            self.say(text, where, f"false alarm: {kind} for {gold['kind']}", gold,
                     f"{who} rule {found['rule']}")

    def speaker(self, text, where, gold, found, kind):
        stype = gold.get("stype") if gold.get("speaker") else "nobody"
        who = found["speaker"] if found else None
        name = who["name"] if who else None
        accepted = [gold.get("speaker")] + list(gold.get("also", []))
        if stype == "person":
            right = name in accepted
        elif stype == "role":
            right = name is not None and any(a and (a in name or name in a) for a in accepted)
        else:
            right = found is not None and (who is None or who["kind"] != "person")
        key = f"{kind} {stype}"
        self.n[key] += 1
        self.n[key + " right"] += right
        if found and stype == "person":
            self.rules[found["rule"]]["n"] += 1
            self.rules[found["rule"]]["right"] += right
        self.second(text, where, gold, found)
        if not right and found:
            self.say(text, where, "speaker", gold,
                     f"{name} ({who['kind'] if who else '-'}) for {gold.get('speaker')} "
                     f"rule {found['rule']} {found['confidence']}")

    def second(self, text, where, gold, found):
        """Who says it too; one too many is as wrong as one too few."""
        who = found and found["second"]
        name, wanted = who and who["name"], gold.get("second")
        if name or wanted:
            self.n["second"] += 1
            self.n["second right"] += name == wanted
            if name != wanted:
                self.say(text, where, "second speaker", gold, f"{name} for {wanted}")

    def article(self, text, where, gold, found):
        speakers, quotes = found
        by_start = {q["s"]: q for q in quotes if q["kind"] != "indirect"}
        for g in gold["quotes"]:
            self.pair(text, where, g, by_start.get(g["s"]))
        self.people(text, where, gold, speakers)
        self.indirect(text, where, gold, [q for q in quotes if q["kind"] == "indirect"])

    def people(self, text, where, gold, speakers):
        names = {s["name"]: s for s in speakers.values()}
        for p in gold.get("persons", []):
            if "titles" not in p:
                continue
            s = names.get(p["name"])
            self.n["persons"] += 1
            ok = s and s["titles"] == p["titles"] and (p.get("delegate") or "-") == s["delegate"]
            self.n["persons right"] += bool(ok)
            if not ok and self.verbose:
                print(f"{where} person {p['name']} {p['titles']}: found {s}")

    def indirect(self, text, where, gold, found):
        for g in gold.get("indirect", []):
            self.n["indirect"] += 1
            hits = [q for q in found if q["speaker"] and q["speaker"]["name"] == g["speaker"]
                    and min(q["e"], g["e"]) - max(q["s"], g["s"]) > (g["e"] - g["s"]) * .5]
            self.n["indirect right"] += bool(hits)
            if not hits:
                self.say(text, where, "indirect", g, f"{g['speaker']} {g['cue']}")
        if "indirect" in gold:
            self.n["indirect found"] += len(found)

    def figures(self):
        n = self.n
        tp, fp, fn = n["tp"], n["fp"], n["fn"]
        p = tp / (tp + fp) if tp + fp else 1
        r = tp / (tp + fn) if tp + fn else 1
        rules = {f"rule_{r}": c["right"] / c["n"] for r, c in self.rules.items()}
        for kind in ("role", "org"):
            rules[kind + "s"] = n[f"direct {kind} right"] / max(1, n[f"direct {kind}"])
        return {**rules, "direct_p": p, "direct_r": r, "direct_f1": 2 * p * r / (p + r) if p + r else 0,
                "persons": n["direct person right"] / max(1, n["direct person"]),
                "partials": n["partial person right"] / max(1, n["partial person"]),
                "partial_p": 1 - n["partial alarms"] / max(1, n["partials found"]),
                "seconds": n["second right"] / max(1, n["second"]),
                "titles": n["persons right"] / max(1, n["persons"]),
                "indirect": n["indirect right"] / max(1, n["indirect"])}

    def report(self, name):
        n, f = self.n, self.figures()
        print(f"{name}: direct {n['gold direct']} P {f['direct_p']:.3f} R {f['direct_r']:.3f} "
              f"F1 {f['direct_f1']:.3f}")
        for key in ("direct person", "direct role", "direct org", "direct nobody", "second",
                    "partial person", "partial role", "persons", "indirect"):
            if n[key]:
                print(f"  {key:15} {n[key + ' right']}/{n[key]} = {n[key + ' right'] / n[key]:.3f}")
        if n["partial alarms"]:
            print(f"  {n['partial alarms']} of {n['partials found']} partial are false alarms")
        for rule in sorted(self.rules):
            c = self.rules[rule]
            print(f"  rule {rule}: {c['right']}/{c['n']}")


def as_map(q):
    """A quotation of the gold may be a list: s, e, kind, speaker, stype, extra."""
    if isinstance(q, dict):
        return q
    return {**dict(zip(("s", "e", "kind", "speaker", "stype"), q)), **(q[5] if len(q) > 5 else {})}


def read_gold(path, texts):
    """(gold, text file) of each article of a gold file."""
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    folder = os.path.dirname(path)
    if isinstance(data.get("articles"), list):
        for g in data["articles"]:
            g["quotes"] = [as_map(q) for q in g["quotes"]]
        beside = os.path.join(folder, data["articles"][0]["id"] + ".txt")
        folder = texts or (folder if os.path.exists(beside) else os.path.join(folder, "dev"))
        return [(g, os.path.join(folder, g["id"] + ".txt")) for g in data["articles"]]
    if os.path.exists(data["file"]):
        return [(data, data["file"])]
    return [(data, os.path.join(folder, "seed.yaml"))]


def score_gold(program, path, texts, verbose):
    pairs = read_gold(path, texts)
    score = Score(verbose)
    for (gold, file), found in zip(pairs, run(program, [f for _, f in pairs])):
        with open(file, encoding="utf-8") as f:
            text = f.read()
        if file.endswith(".yaml"):
            text = text.split("总结: ", 1)[1]
        score.article(text, os.path.basename(file), gold, found)
    score.report(path)
    return score


def check_floors(args):
    """Each figure of the floors file is one test."""
    n = collections.Counter()
    with open(args.floors, encoding="utf-8") as f:
        floors = json.load(f)
    for path, wanted in floors.items():
        path = os.path.expandvars(path)
        if path.startswith("$"):
            print(f"skipped: {path}: YULU_DATA is not set")
            n["skipped"] += len(wanted)
            continue
        figures = score_gold(args.said, path, args.texts, args.v).figures()
        for name, floor in wanted.items():
            ok = figures.get(name, 0) >= floor
            n["passed" if ok else "failed"] += 1
            if not ok:
                print(f"{path}: {name} {figures.get(name, 0):.3f} is below {floor}")
    skipped = f", {n['skipped']} skipped" if n["skipped"] else ""
    print(f"quotes: {n['passed']} passed, {n['failed']} failed{skipped}")
    return n["failed"] > 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--said", required=True)
    parser.add_argument("--texts", help="folder of the texts of a gold file with many articles")
    parser.add_argument("--floors")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("gold", nargs="*")
    args = parser.parse_args()
    if args.floors and not args.gold:
        return check_floors(args)
    for path in args.gold:
        score_gold(args.said, path, args.texts, args.v)
    return 0


if __name__ == "__main__":
    sys.exit(main())

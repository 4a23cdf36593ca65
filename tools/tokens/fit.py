"""Fits and measures the rule by which tokens are estimated (src/text/tokens.rs).

Counts as the tokeniser o200k_base does, on public text: customers and agents of MultiDoGO and Banking77 for English,
the translated messages of Django for everything else. Fitted on one part of each, measured on the other and on texts
that no part is of: Taskmaster 4.

    pip install bpe-openai polib django numpy scipy
    python tools/tokens/fit.py ../shared/data
"""

import csv
import glob
import gzip
import json
import pathlib
import re
import sys

import bpe_openai
import django
import numpy as np
import polib
from scipy.optimize import nnls

SHARED = pathlib.Path(sys.argv[1])
o200k = bpe_openai.get_encoding("o200k_base")
cl100k = bpe_openai.get_encoding("cl100k_base")

FEATURES = [
    "word",
    "letter",
    "accent",
    "digits",
    "sign",
    "line",
    "cyrillic",
    "greek",
    "arabic",
    "hebrew",
    "indic",
    "thai",
    "han",
    "kana",
    "hangul",
    "other",
]


def kind(c):
    o = ord(c)
    if c.isspace():
        return "line" if c == "\n" else "space"
    if o < 128:
        return "letter" if c.isalpha() else "digits" if c.isdigit() else "sign"
    if o < 0x250 or 0x1E00 <= o < 0x1F00:
        return "accent" if c.isalpha() else "sign"
    if 0x370 <= o < 0x400 or 0x1F00 <= o < 0x2000:
        return "greek"
    if 0x400 <= o < 0x530:
        return "cyrillic"
    if 0x590 <= o < 0x600:
        return "hebrew"
    if 0x600 <= o < 0x700:
        return "arabic"
    if 0x900 <= o < 0xE00:
        return "indic"
    if 0xE00 <= o < 0xE80:
        return "thai"
    if 0x2000 <= o < 0x2070 or 0x3000 <= o < 0x3040:
        return "sign"
    if 0x3040 <= o < 0x3100:
        return "kana"
    if 0x3400 <= o < 0xA000 or 0xF900 <= o < 0xFB00:
        return "han"
    if 0xAC00 <= o < 0xD800 or 0x1100 <= o < 0x1200:
        return "hangul"
    return "other"


# Letters of a word beyond so many are counted by the letter.
FREE = 6


def features(text):
    f = dict.fromkeys(FEATURES, 0)
    run, length = None, 0
    for c in text:
        k = kind(c)
        same = k == run or (run == "letter" and k == "accent")
        if k == "accent":
            f["accent"] += 1
            k = "letter"
            same = run == "letter"
        length = length + 1 if same else 1
        run = k
        if k == "letter":
            if length == 1:
                f["word"] += 1
            elif length > FREE:
                f["letter"] += 1
        elif k == "digits":
            f["digits"] += length % 3 == 1
        elif k == "sign":
            f["sign"] += length % 3 == 1
        elif k == "space":
            pass
        elif k == "line":
            f["line"] += length == 1
        else:
            f[k] += 1
    return [f[x] for x in FEATURES]


def gz(name, col):
    for p in sorted(glob.glob(str(SHARED / name))):
        for row in csv.DictReader(gzip.open(p, "rt"), delimiter="\t"):
            yield row[col]


def po(package):
    root = pathlib.Path(package.__file__).parent
    out = {}
    for p in sorted(root.glob("**/locale/*/LC_MESSAGES/django.po")):
        lang = p.parts[-3]
        for e in polib.pofile(str(p)):
            if e.msgstr and not e.fuzzy:
                out.setdefault(lang, []).append(re.sub(r"%\(\w+\)[sd]", "12", e.msgstr))
    return out


def chat():
    return [t for t in gz("multidogo/*.train.tsv.gz", "utterance") if t and t.strip()]


def bank(part):
    return [r["text"] for r in csv.DictReader(open(SHARED / f"banking77/{part}.csv"))]


def task():
    out = []

    def walk(v):
        if isinstance(v, dict):
            for k, w in v.items():
                if k in ("text", "utterance") and isinstance(w, str):
                    out.append(w)
                else:
                    walk(w)
        elif isinstance(v, list):
            for w in v:
                walk(w)

    for p in sorted(glob.glob(str(SHARED / "taskmaster4/*.json.gz"))):
        walk(json.load(gzip.open(p, "rt")))
    return [t for t in out if t.strip()]


def table(texts, encoding=o200k):
    return np.array([features(t) for t in texts], float), np.array(
        [len(encoding.encode(t)) for t in texts], float
    )


def fit(X, y):
    w = 1 / np.sqrt(np.maximum(y, 1))
    return nnls(X * w[:, None], y * w)[0]


dj = po(django)
eng = chat()[::20] + bank("train")
train, held = list(eng), {"en Taskmaster 4": task(), "en Banking77, test": bank("test")}
for lang, texts in sorted(dj.items()):
    train += texts[0::2][:1500]
for lang in "de fr es it pt_BR nl pl tr ru uk el he ar fa hi th ja ko zh_Hans".split():
    held[f"{lang} Django, other half"] = dj.get(lang, [])[1::2]
X, y = table(train)
w = fit(X, y)
m = np.round(w * 1000).astype(int)
print(dict(zip(FEATURES, m.tolist())), len(train))
for name, texts in held.items():
    if len(texts) < 20:
        continue
    X, y = table(texts)
    _, z = table(texts, cl100k)
    e = np.maximum((X @ m + 500) // 1000, 1)
    print(
        f"{name:28} {len(texts):5} texts, sum {e.sum()/y.sum()-1:+.1%}, a text {np.median(np.abs(e-y)/y):.1%} (median), p90 {np.quantile(np.abs(e-y)/y,.9):.1%}; cl100k {e.sum()/z.sum()-1:+.1%}; four signs a token {sum(len(t)/4 for t in texts)/y.sum()-1:+.1%}"
    )

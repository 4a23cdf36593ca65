"""Trains the section `languages`: which language an utterance is written in.

    python3 tools/train/languages.py PO_FOLDER [OUT_FOLDER]

`PO_FOLDER` holds translations of programs under permissive licences (`*.po` in folders named by language): see
`models/languages.md` for which. With them go the sentences in `authored/identify/chat_*.txt`. What is measured is
measured on `authored/identify/held_out.tsv`, which was written first and is never trained on.

The features must be those of `src/language/identify/`, and the section is what its `model.rs` reads: numbers and
columns as in `src/binary.rs`.
"""

import random
import re
import struct
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy.sparse as sp

HERE = Path(__file__).resolve().parent
IDENTIFY = HERE / "authored" / "identify"
LATIN = "en de fr es it pt nl sv da no fi pl cs hu ro tr vi id".split()
CYRILLIC = "ru uk".split()
CODES = LATIN + CYRILLIC
BITS = 13
MOST_GRAM = 4
MOST_CHARS = 400
FOLDERS = {
    "pt_BR": "pt", "pt_PT": "pt", "nb": "no", "tr_TR": "tr", "id_ID": "id", "es_VE": "es", "es_AR": "es", "es_MX": "es",
}


@lru_cache(maxsize=1 << 20)
def bucket(gram):
    state = 0x811C9DC5
    for byte in gram.encode():
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (state ^ (state >> 15)) & ((1 << BITS) - 1)


def words(text):
    """Runs of letters, lower case, of the first characters of a text."""
    text = re.sub(r"\[[A-Z_]+ \d+\]|https?:\S*|www\.\S*", " ", text)
    text = re.sub("[\u0300-\u036f]", "", text)[:MOST_CHARS]
    kept = "".join(c.lower()[0] if c.isalpha() else " " for c in text)
    return kept.split()


def features(text):
    """Buckets, with repetitions: 2- to 4-grams of each word between spaces, letters outside ASCII by themselves,
    and the word."""
    found = []
    for word in words(text):
        padded = f" {word} "
        for start in range(len(padded)):
            for end in range(start + 1, min(start + MOST_GRAM, len(padded)) + 1):
                gram = padded[start:end]
                if len(gram) > 1 or not gram.isascii():
                    found.append(bucket(gram))
        if len(padded) > MOST_GRAM:
            found.append(bucket(padded))
    return found


def po_texts(path):
    """The translations in a file, and what they translate."""
    texts, entry, field, fuzzy = [], {}, None, False

    def close():
        if not fuzzy and entry.get("msgid") and entry.get("msgstr"):
            texts.append((entry["msgid"], entry["msgstr"]))

    for line in path.read_text(encoding="utf-8", errors="ignore").splitlines() + [""]:
        line = line.strip()
        if not line or line.startswith("#"):
            if not line or line.startswith("#:"):
                if field == "msgstr":
                    close()
                    entry, field, fuzzy = {}, None, False
            fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?|msgctxt)\s+"(.*)"$', line)
        if match:
            field = "msgstr" if match[1].startswith("msgstr") else match[1]
            entry[field] = match[2] if field not in entry else entry[field] + " " + match[2]
        elif line.startswith('"') and field:
            entry[field] += line[1:-1]
    return texts


def clean(text):
    text = text.replace("\\n", " ").replace('\\"', '"')
    return " ".join(re.sub(r"%\(\w+\)\w|%\w|\{[^}]*\}|<[^>]*>|&\w+;|\S*[@/_]\S*|\S+\.\w\w+", " ", text).split())


def translations(folder):
    by_code = {code: set() for code in CODES}
    for path in sorted(Path(folder).rglob("*.po")):
        name = path.parent.parent.name
        code = FOLDERS.get(name, name)
        for source, text in po_texts(path):
            text, source = clean(text), clean(source)
            if code in by_code and text != source and len(words(text)) >= 2:
                by_code[code].add(text)
            if code == "de" and len(words(source)) >= 2:
                by_code["en"].add(source)
    return {code: sorted(texts) for code, texts in by_code.items()}


def authored():
    by_code, code = {c: [] for c in CODES}, None
    for path in sorted(IDENTIFY.glob("chat_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                code = line[1:]
            elif line:
                by_code[code].append(line)
    return by_code


def without_accents(text):
    flat = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return flat.translate(str.maketrans("ßøæœđłı", "soaodli"))


def varied(text, chance):
    """A text as somebody types it: a stretch of it, without accents, with a slip."""
    parts = text.split()
    if len(parts) > 3 and chance.random() < 0.6:
        length = chance.randint(2, min(8, len(parts)))
        start = chance.randint(0, len(parts) - length)
        text = " ".join(parts[start : start + length])
    if chance.random() < 0.25:
        text = without_accents(text)
    if chance.random() < 0.15 and len(text) > 6:
        at = chance.randint(1, len(text) - 2)
        text = chance.choice([text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :]])
    return text


def matrix(texts):
    rows = [features(text) for text in texts]
    indptr = np.cumsum([0] + [len(row) for row in rows])
    data = np.concatenate([np.full(len(row), len(row) ** -0.5, np.float32) for row in rows if row] or [[]])
    columns = np.array([c for row in rows for c in row], np.int32)
    x = sp.csr_matrix((data, columns, indptr), shape=(len(texts), 1 << BITS))
    x.sum_duplicates()
    return x


def train(x, y, weight, epochs=12, rate=0.02, decay=2e-5, seed=1):
    """Softmax regression by Adam."""
    rng = np.random.default_rng(seed)
    w = np.zeros((x.shape[1], len(CODES)), np.float32)
    m, v, step = np.zeros_like(w), np.zeros_like(w), 0
    batch = 512
    total = epochs * -(-x.shape[0] // batch)
    for _ in range(epochs):
        order = rng.permutation(x.shape[0])
        for start in range(0, len(order), batch):
            at = order[start : start + batch]
            xb = x[at]
            scores = xb @ w
            p = np.exp(scores - scores.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(len(at)), y[at]] -= 1
            gradient = xb.T @ (p * weight[at, None] / len(at)) + decay * w
            step += 1
            m = 0.9 * m + 0.1 * gradient
            v = 0.999 * v + 0.001 * gradient**2
            now = rate * 0.5 * (1 + np.cos(np.pi * step / total))
            w -= now * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def quantised(w, keep):
    """Whole numbers from −127 to 127; the smallest weights are noughts, so that the file packs well."""
    w = w - w.mean(1, keepdims=True)
    scale = np.quantile(np.abs(w), 0.9995) / 127
    q = np.clip(np.round(w / scale), -127, 127).astype(np.int8)
    q[np.abs(w) < np.quantile(np.abs(w), 1 - keep)] = 0
    return q, scale


def held_out():
    lines = (IDENTIFY / "held_out.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def column(values):
    return struct.pack("<Q", len(values)) + bytes(int(value) & 255 for value in values)


def main():
    folder = sys.argv[1]
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "out"
    chance = random.Random(7)
    rows = []
    said = authored()
    for code, texts in translations(folder).items():
        chance.shuffle(texts)
        texts = texts[:5000]
        print(code, len(texts), "translations", len(said[code]), "authored")
        rows += [(text, code, 1.0) for text in texts]
        rows += [(varied(text, chance), code, 0.7) for text in texts]
        for _ in range(12):
            rows += [(varied(text, chance), code, 2.0) for text in said[code]]
        rows += [(text, code, 2.0) for text in said[code]]
    rows = [row for row in rows if words(row[0])]
    y = np.array([CODES.index(code) for _, code, _ in rows])
    w = train(matrix([text for text, _, _ in rows]), y, np.array([weight for *_, weight in rows], np.float32))
    q, scale = quantised(w, keep=0.7)

    test = [(code, text) for code, text in held_out() if code in CODES]
    x = matrix([text for _, text in test])
    for name, weights in (("as trained", w), ("quantised", q.astype(np.float32) * scale)):
        scores = x @ weights
        for group in (LATIN, CYRILLIC):
            other = [CODES.index(code) for code in CODES if code not in group]
            inside = np.array([code in group for code, _ in test])
            scores[np.ix_(inside, other)] = -np.inf
        guess = [CODES[at] for at in scores.argmax(1)]
        short = np.array([len(text.split()) <= 5 for _, text in test])
        right = np.array([code == said for (code, _), said in zip(test, guess)])
        print(f"{name}: {right.mean():.4f}, short {right[short].mean():.4f} of {short.sum()}, longer {right[~short].mean():.4f}")
        if name == "quantised":
            for (code, text), said in zip(test, guess):
                if code != said:
                    print("  ", code, "taken for", said, "|", text)
    section = struct.pack("<Q", 1) + struct.pack("<QQ", BITS, struct.unpack("<Q", struct.pack("<d", scale))[0]) + column("".join(CODES).encode()) + column(q.T.reshape(-1))
    out.mkdir(parents=True, exist_ok=True)
    (out / "languages.bin").write_bytes(section)
    print(len(section), "bytes")


if __name__ == "__main__":
    main()

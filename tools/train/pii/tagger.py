"""Trains the section `tagger`: an averaged perceptron over hashed features that reads names and addresses.

Bytes: u8 bits, u8 labels, i16 bonus per label (recall before precision), then per bucket and label one i8: the root
of a weight with its sign.
Usage: tagger.py OUT NAMES AUTHORED_PII [plain texts without names …]
"""

import json
import random
import struct
import sys
from pathlib import Path

import numpy as np

import features as f
from templates import Filler

BONUS = [0, 0, 0, 0, 0]


def read_names(path):
    data, at, names = Path(path).read_bytes(), 1, {}
    for _ in range(data[0]):
        flag, count = struct.unpack_from("<BI", data, at)
        at += 5
        word = b""
        for _ in range(count):
            shared, own = data[at], data[at + 1]
            word = word[:shared] + data[at + 2:at + 2 + own]
            at += 2 + own
            names[word.decode()] = flag
    return names


def authored(path):
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        spans, at = [], 0
        for span in item["spans"]:
            start = item["text"].find(span["text"], at)
            start = item["text"].find(span["text"]) if start < 0 else start
            if span["type"] in ("PERSON", "ADDRESS") and start >= 0:
                spans.append((start, start + len(span["text"]), span["type"]))
            at = max(at, start + 1)
        yield item["text"], spans


def gold(toks, spans):
    labels = [0] * len(toks)
    for start, end, kind in spans:
        first = True
        for i, t in enumerate(toks):
            if t.start >= start and t.end <= end:
                labels[i] = (1 if kind == "PERSON" else 3) + (0 if first else 1)
                first = False
    return labels


def decode(toks, weights, bonus, quiet):
    labels, before, earlier = [], 0, 0
    for i in range(len(toks)):
        label = 0
        if f.opens(toks, i, before, quiet):
            rows = f.static(toks, i, quiet) + f.dynamic(toks, i, before, earlier)
            scores = weights[rows].sum(axis=0) + bonus
            for k in (2, 4):
                if not f.allowed(k, before):
                    scores[k] = -1e9
            label = int(scores.argmax())
        labels.append(label)
        earlier, before = before, label
    return labels


def train(sentences, names, epochs, seed=7):
    rng = random.Random(seed)
    size = 1 << f.BITS
    weights = np.zeros((size, 5), dtype=np.float64)
    totals = np.zeros((size, 5), dtype=np.float64)
    prepared = []
    for text, spans in sentences:
        toks = f.tokens(text, names)
        quiet = f.is_quiet(toks)
        prepared.append((toks, gold(toks, spans), quiet, [None] * len(toks)))
    clock = 1
    for epoch in range(epochs):
        rng.shuffle(prepared)
        wrong = 0
        for toks, truth, quiet, cache in prepared:
            before = earlier = 0
            for i, want in enumerate(truth):
                got = 0
                if f.opens(toks, i, before, quiet):
                    if cache[i] is None:
                        cache[i] = np.array(f.static(toks, i, quiet))
                    rows = np.concatenate([cache[i], f.dynamic(toks, i, before, earlier)])
                    scores = weights[rows].sum(axis=0)
                    # A margin, and missing a name costs more than a false alarm.
                    scores += 1.0
                    scores[want] -= 1.0
                    if want:
                        scores[0] += 1.0
                    for k in (2, 4):
                        if not f.allowed(k, before):
                            scores[k] = -1e9
                    got = int(scores.argmax())
                    if got != want:
                        wrong += 1
                        weights[rows, want] += 1
                        weights[rows, got] -= 1
                        totals[rows, want] += clock
                        totals[rows, got] -= clock
                clock += 1
                # Teach on its own mistakes half of the time, on the truth otherwise.
                earlier, before = before, (got if epoch and rng.random() < 0.5 else want)
        print("epoch", epoch, "wrong", wrong, flush=True)
    return weights - totals / clock


def pack(weights, bonus):
    # Roots, so that a byte holds both the few large weights and the many small ones.
    root = 127 / np.sqrt(np.abs(weights).max())
    small = np.rint(np.sign(weights) * np.sqrt(np.abs(weights)) * root).astype(np.int8)
    read = small.astype(np.float64) * np.abs(small.astype(np.float64))
    return struct.pack("<BB5h", f.BITS, 5, *[int(b * root * root) for b in bonus]) + small.tobytes(), read


def spans_of(toks, labels):
    spans = []
    for t, label in zip(toks, labels):
        if label in (1, 3):
            spans.append([t.start, t.end, "PERSON" if label == 1 else "ADDRESS"])
        elif label in (2, 4) and spans:
            spans[-1][1] = t.end
    return spans


def measure(items, names, weights, bonus):
    counts = {k: [0, 0, 0] for k in ("PERSON", "ADDRESS")}
    for text, spans in items:
        toks = f.tokens(text, names)
        found = spans_of(toks, decode(toks, weights, bonus, f.is_quiet(toks)))
        for a, b, k in spans:
            covered = sum(max(0, min(b, y) - max(a, x)) for x, y, _ in found)
            counts[k][0 if covered >= 0.8 * (b - a) else 1] += 1
        for x, y, k in found:
            if not any(a < y and x < b for a, b, kind in spans if kind == k):
                counts[k][2] += 1
    for kind, (right, missed, vain) in counts.items():
        print(f"  {kind}: recall {right / max(1, right + missed):.3f}, precision {right / max(1, right + vain):.3f} ({right} {missed} {vain})")


def main():
    out, names_path, pii = sys.argv[1:4]
    names = read_names(names_path)
    count = 60000
    sentences = list(Filler(11).sentences(count))
    own = list(authored(pii))
    rng = random.Random(3)
    rng.shuffle(own)
    kept, ours = own[:len(own) // 5], own[len(own) // 5:]
    plain = []
    for path in (path for path in sys.argv[4:] if path != "--final"):
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text", "")
            toks = f.tokens(text, names)
            named = any(t.kind == "W" and t.shape == 2 and t.flags & 3 and not t.flags & f.WORD for t in toks)
            if text and not named:
                plain.append((text, []))
    print(len(sentences), "made,", len(ours), "authored,", len(plain), "plain")
    if "--final" in sys.argv:
        ours = own
    weights = train(sentences + ours * 12 + plain, names, 5)
    closed = opened = 0
    for text, spans in sentences[:4000]:
        toks = f.tokens(text, names)
        truth = gold(toks, spans)
        for i, want in enumerate(truth):
            if want:
                opened += 1
                closed += not f.opens(toks, i, truth[i - 1] if i else 0, f.is_quiet(toks))
    print("never looked at:", closed, "of", opened)
    print("made anew, weights as learned"); measure(list(Filler(12).sentences(1500)), names, weights, np.zeros(5))
    data, small = pack(weights, BONUS)
    Path(out).write_bytes(data)
    import brotli
    print(len(data), "bytes,", len(brotli.compress(data, quality=11)), "compressed,", int((small != 0).sum()), "weights")
    print("authored, kept aside"); measure(kept, names, small, np.zeros(5))
    print("made anew"); measure(list(Filler(12).sentences(1500)), names, small, np.zeros(5))


if __name__ == "__main__":
    main()

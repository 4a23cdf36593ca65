"""Public benchmarks with the product's own representation: table, words, hashed features, its heads or linear ones.

What is chosen (the strength of regularisation, the share of each block) is chosen on a part of the training split or
on the official development split, and the test split is looked at once. Writes `benchmarks.json` into the cache.
"""

import argparse
import json

import numpy as np
import scipy.sparse as sp
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import v_measure_score
from sklearn.svm import LinearSVC

import corpora
import linear
import table
from features import Featuriser, Hasher, join
from measures import auroc, best_thresholds, f1_of, interval, said
from places import CACHE


def featuriser(tag="table", bits=(15, 15)):
    return Featuriser(*table.read(CACHE / tag), Hasher(*bits))


def features(own, train, *others):
    """Blocks of each list of texts, with what is rare counted in the training texts."""
    own.fit_idf(train)
    return [own.blocks(texts) for texts in (train, *others)]


def numbers(labels, names):
    index = {name: i for i, name in enumerate(names)}
    return np.array([index[label] for label in labels])


def apart(labels, share, seed=0):
    """Indices to train on and to choose on, every class in both."""
    random = np.random.default_rng(seed)
    held = []
    for name in sorted(set(labels)):
        own = random.permutation(np.flatnonzero(np.asarray(labels) == name))
        held += list(own[:max(1, round(share * len(own)))])
    return np.setdiff1d(np.arange(len(labels)), held), np.sort(held)


def svm(x, y, c):
    return LinearSVC(C=c, tol=1e-3, max_iter=2000).fit(x, y)


def choose(blocks, y, fit_at, dev_at, grid):
    """The setting with the most right answers on the part held out."""
    best = (-1, None)
    for shares, c in grid:
        x = join(blocks, *shares)
        right = (svm(x[fit_at], y[fit_at], c).predict(x[dev_at]) == y[dev_at]).mean()
        print(f"    {shares} C={c}: {100 * right:.2f}", flush=True)
        best = max(best, (right, (shares, c)))
    return best[1]


GRID = [((1, 1, a_e), c) for a_e in (0.7, 1.5, 2.5) for c in (0.3, 1.0)]


def accuracy_row(right):
    return {"value": float(right.mean()), "interval": interval(lambda at: right[at].mean(), len(right))}


def banking(own):
    texts, labels = corpora.banking("train")
    names = sorted(set(labels))
    y = numbers(labels, names)
    test_texts, test_labels = corpora.banking("test")
    train, test = features(own, texts, test_texts)
    shares, c = choose(train, y, *apart(labels, 0.15), GRID)
    model = svm(join(train, *shares), y, c)
    right = model.predict(join(test, *shares)) == numbers(test_labels, names)
    return {"Banking77": accuracy_row(right) | {"setting": [shares, c]}}


def hwu(own):
    texts, labels = corpora.hwu("train")
    names = sorted(set(labels))
    y = numbers(labels, names)
    test_texts, test_labels = corpora.hwu("valid")
    train, test = features(own, texts, test_texts)
    shares, c = choose(train, y, *apart(labels, 0.15), GRID)
    right = svm(join(train, *shares), y, c).predict(join(test, *shares)) == numbers(test_labels, names)
    return {"HWU64, train to valid": accuracy_row(right) | {"setting": [shares, c]}}


def clinc(own):
    texts, labels = corpora.clinc("train")
    names = sorted(set(labels))
    y = numbers(labels, names)
    sets = {name: corpora.clinc(name)[0] for name in ("val", "test", "oos_val", "oos_test")}
    train, val, test, oos_val, oos_test = features(own, texts, *sets.values())
    y_val, y_test = numbers(corpora.clinc("val")[1], names), numbers(corpora.clinc("test")[1], names)
    none = np.zeros((len(y), 0), np.float32)

    def seen(block, none=np.zeros((10_000, 0), np.float32)):
        e = block[2] * np.float32(8)
        return join((*block[:2], none[:len(e)]), 3, 2), e, none[:len(e)], e

    goal = np.eye(len(names), dtype=np.float32)[y]
    model = linear.fit(*seen(train, none), goal, np.ones_like(goal), np.ones(len(names), int), 8, 4e-3, 0.1, batch=128,
                       hidden=128, slower=0.5, dropped=0.3)
    inside, outside = (model.scores(*seen(block)) for block in (val, oos_val))
    right, apart_by = (inside.argmax(1) == y_val).mean(), auroc(inside.max(1), outside.max(1))
    print(f"    val: {100 * right:.2f}, AUROC {100 * apart_by:.2f}", flush=True)
    inside, outside = (model.scores(*seen(block)) for block in (test, oos_test))
    right = inside.argmax(1) == y_test
    top, far = inside.max(1), outside.max(1)
    random = np.random.default_rng(0)
    draws = [auroc(random.choice(top, len(top)), random.choice(far, len(far))) for _ in range(300)]
    return {
        "CLINC150 in scope": accuracy_row(right),
        "CLINC150 out of scope, AUROC": {"value": auroc(top, far), "interval": tuple(np.percentile(draws, [2.5, 97.5]))},
    }


def few_shot(own, n=10, seeds=5):
    """Ten texts of each class, drawn anew for each seed; chosen on texts of the training split not drawn."""
    texts, labels = corpora.banking("train")
    names = sorted(set(labels))
    y = numbers(labels, names)
    test_texts, test_labels = corpora.banking("test")
    y_test = numbers(test_labels, names)
    train, test = features(own, texts, test_texts)
    e, e_test = train[2], test[2]
    grid, right = [10.0, 30.0, 100.0], []
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        drawn = np.concatenate([random.choice(np.flatnonzero(y == k), n, replace=False) for k in range(len(names))])
        if seed == 0:
            rest = random.choice(np.setdiff1d(np.arange(len(y)), drawn), 2000, replace=False)
            dev = {c: LogisticRegression(C=c, max_iter=200, tol=1e-3).fit(e[drawn], y[drawn]).score(e[rest], y[rest]) for c in grid}
            print(f"    {dev}", flush=True)
            c = max(dev, key=dev.get)
        right.append(LogisticRegression(C=c, max_iter=200, tol=1e-3).fit(e[drawn], y[drawn]).predict(e_test) == y_test)
    right = np.stack(right)
    each = right.mean(1)
    print(f"    seeds: {np.round(100 * each, 1)}", flush=True)
    return {"Banking77, 10 of each class, 5 draws": {
        "value": float(right.mean()), "interval": interval(lambda at: right[:, at].mean(), right.shape[1]), "setting": c}}


def hot(lists, k):
    out = np.zeros((len(lists), k), np.float32)
    for i, each in enumerate(lists):
        out[i, each] = 1
    return out


def emotions(own):
    out = {}
    texts = {s: corpora.goemotions(s)[0] for s in ("train", "dev", "test")}
    blocks = dict(zip(texts, features(own, *texts.values())))
    for name, taxonomy in (("GoEmotions, 28", "original"), ("GoEmotions, Ekman's 7", "ekman")):
        k = len(corpora.goemotions("dev", taxonomy)[2])
        y = {s: hot(corpora.goemotions(s, taxonomy)[1], k) for s in texts}
        none = {s: np.zeros((len(texts[s]), 0), np.float32) for s in texts}
        best = (-1,)
        for a_w, a_c, a_e, hidden in ((4, 4, 8, 96), (4, 4, 8, 256), (3, 2, 6, 256)):
            x = {s: join((*blocks[s][:2], none[s]), a_w, a_c) for s in texts}
            e = {s: blocks[s][2] * np.float32(a_e) for s in texts}
            found = linear.fit(x["train"], e["train"], none["train"], e["train"], y["train"], np.ones_like(y["train"]),
                               np.zeros(k, int), 4, 2e-3, 0.1, batch=256, hidden=hidden, slower=0.5, dropped=0.3)
            dev, test = (found.scores(x[s], e[s], none[s], e[s]) for s in ("dev", "test"))
            threshold = best_thresholds(y["dev"] > 0, dev)
            f1 = f1_of(y["dev"] > 0, dev >= threshold).mean()
            print(f"    {name} {a_w} {a_c} {a_e} {hidden}: dev {100 * f1:.2f}", flush=True)
            best = max(best, (f1, [a_w, a_c, a_e, hidden], test >= threshold), key=lambda each: each[0])
        truth, given = y["test"] > 0, best[2]
        out[f"{name}, macro-F1"] = {
            "value": float(f1_of(truth, given).mean()), "setting": best[1],
            "interval": interval(lambda at: f1_of(truth[at], given[at]).mean(), len(truth), 300)}
    return out


def clusters(own):
    """Spherical k-means into as many groups as there are classes; the table never saw text of these sets."""
    out = {}
    for name, (texts, labels) in {
        "Banking77 test": corpora.banking("test"), "CLINC150 test": corpora.clinc("test"),
        "DSTC11 banking": corpora.dstc("test-banking"),
    }.items():
        e = own.embed(texts) / np.float32(8192)
        v = [v_measure_score(labels, KMeans(len(set(labels)), n_init=1, random_state=s).fit_predict(e)) for s in range(5)]
        out[f"topics of {name}, V"] = {"value": float(np.mean(v)), "interval": (min(v), max(v))}
    return out


ALL = {"banking": banking, "few_shot": few_shot, "clinc": clinc, "hwu": hwu, "emotions": emotions}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("which", nargs="*", default=[*ALL, "clusters"])
    arguments.add_argument("--tag", default="table")
    arguments = arguments.parse_args()
    path = CACHE / "benchmarks.json"
    found = json.loads(path.read_text()) if path.exists() else {}
    for name in arguments.which:
        if name == "clusters":
            tag = "table-unseen"
            table.make(without=("banking", "clinc", "dstc"), tag=tag)
            new = clusters(featuriser(tag))
        else:
            new = ALL[name](featuriser(arguments.tag))
        for row, each in new.items():
            print(f"{row}: {said(each['value'], each['interval'])} {each.get('setting', '')}", flush=True)
        found |= new
        path.write_text(json.dumps(found, indent=1, default=float))


if __name__ == "__main__":
    main()

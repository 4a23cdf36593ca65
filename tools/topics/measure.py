"""How good topics are on sets of requests whose intents people named, beside other ways of finding them.

    cargo build --profile bench --features terminal --bin undertone
    cargo build --profile bench --example meanings
    python tools/topics/measure.py DATA [SET ...] [--development] [--questions]

DATA holds `banking77`, `clinc150` and `dstc11_intents`, and `hwu64` for `--development`, which looks at the sets by
which the constants were chosen instead of the test sets. scikit-learn is needed, and only for what others do and for the measures; with umap-learn beside it, UMAP and HDBSCAN are
measured too, as BERTopic sets them (Grootendorst, 2022); with `--questions` topics and questions alone are measured. Nobody but the baselines is told how many intents there are.
V-measure and adjusted Rand index; requests without a topic count as one group of their own.
"""

import csv
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, completeness_score, homogeneity_score, v_measure_score

try:
    from umap import UMAP
except ImportError:
    UMAP = None

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(3)


def sets(data):
    with open(data / "banking77/test.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    yield "banking77 test", [r["text"] for r in rows], [r["category"] for r in rows]
    rows = json.loads((data / "clinc150/data_full.json").read_text())["test"]
    yield "clinc150 test", [r[0] for r in rows], [r[1] for r in rows]
    rows = [json.loads(line) for line in open(data / "dstc11_intents/test-banking.jsonl")]
    yield "dstc11 test-banking", [r["utterance"] for r in rows], [r["intent"] for r in rows]


def development(data):
    with open(data / "banking77/train.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    random.Random(1).shuffle(rows)
    yield "banking77 train, 3000", [r["text"] for r in rows[:3000]], [r["category"] for r in rows[:3000]]
    rows = json.loads((data / "clinc150/data_full.json").read_text())
    yield "clinc150 val", [r[0] for r in rows["val"]], [r[1] for r in rows["val"]]
    train = rows["train"]
    random.Random(2).shuffle(train)
    yield "clinc150 train, 4500", [r[0] for r in train[:4500]], [r[1] for r in train[:4500]]
    some = sorted({intent for _, intent in train})
    random.Random(3).shuffle(some)
    few = [row for row in train if row[1] in some[:30]]
    yield "clinc150 train, 30 intents", [r[0] for r in few], [r[1] for r in few]
    texts = (data / "hwu64/train.seq.in").read_text().splitlines()
    yield "hwu64 train", texts, (data / "hwu64/train.label").read_text().split()
    rows = [json.loads(line) for line in open(data / "dstc11_intents/development.jsonl")]
    yield "dstc11 development", [r["utterance"] for r in rows], [r["intent"] for r in rows]


def target(name):
    directory = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return str(directory / "release" / name)


def ours(parts):
    """The topic of every text of some files, in order, with the nodes of the tree; and its question."""
    files = []
    for at, part in enumerate(parts):
        path = Path("/tmp") / f"undertone-topics-{at}.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in part))
        files.append(str(path))
    run = subprocess.run([target("undertone"), "topics", *files], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    requests = [line for line in lines if "topic" in line]
    nodes = [line for line in lines if "node" in line]
    return [line["topic"] for line in requests], nodes, [line["question"] for line in requests]


def meanings(texts):
    text = "".join(json.dumps(text) + "\n" for text in texts).encode()
    run = subprocess.run([target("examples/meanings"), str(ROOT / "models/undertone.model")], input=text, capture_output=True, check=True)
    return np.frombuffer(run.stdout, dtype="<i2").reshape(len(texts), -1) / 8192


def row(name, truth, found):
    scores = [(v_measure_score(truth, f), adjusted_rand_score(truth, f)) for f in found]
    v, a = np.mean(scores, axis=0)
    print(f"  {name:34} V {v:.3f}  ARI {a:.3f}", flush=True)
    return v


def questions(truth, found):
    """How pure the questions are that are asked often enough to be shown, and how whole."""
    sizes = Counter(question for question in found if question)
    shown = {question for question, n in sizes.items() if n >= 5}
    kept = [(label, question) for label, question in zip(truth, found) if question in shown]
    labels, groups = zip(*kept)
    most = Counter()
    for (question, label), n in Counter((question, label) for label, question in kept).items():
        most[question] = max(most[question], n)
    print(f"  questions asked five times or more: {len(shown)}, {len(kept) / len(truth):.1%} covered, "
          f"purity {sum(most.values()) / len(kept):.3f}  V {v_measure_score(labels, groups):.3f}  "
          f"homogeneity {homogeneity_score(labels, groups):.3f}  completeness {completeness_score(labels, groups):.3f}  "
          f"ARI {adjusted_rand_score(labels, groups):.3f}", flush=True)


def main():
    data, wanted = Path(sys.argv[1]), [word for word in sys.argv[2:] if not word.startswith("--")]
    chosen = development if "--development" in sys.argv else sets
    for name, texts, truth in chosen(data):
        if wanted and not any(word in name for word in wanted):
            continue
        k = len(set(truth))
        print(f"{name}: {len(texts)} requests, {k} intents")
        found, nodes, asked = ours([texts])
        number = sum(node["default"] for node in nodes)
        covered = sum(topic is not None for topic in found) / len(found)
        label = [topic or "" for topic in found]
        row(f"topics, {number} found, {covered:.1%} covered", truth, [label])
        questions(truth, asked)
        if "--questions" in sys.argv:
            continue
        vectors = meanings(texts)
        row("k-means of the meanings, k known", truth, [KMeans(k, n_init=1, random_state=s).fit_predict(vectors) for s in SEEDS])
        words = TfidfVectorizer(ngram_range=(1, 2), stop_words="english", min_df=2, sublinear_tf=True).fit_transform(texts)
        if UMAP is not None:
            flat = [UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=s).fit_transform(vectors) for s in SEEDS]
            groups = [HDBSCAN(min_cluster_size=10).fit_predict(points) for points in flat]
            many = np.mean([len(set(group)) - 1 for group in groups])
            inside = np.mean([(group >= 0).mean() for group in groups])
            row(f"UMAP, HDBSCAN: {many:.0f}, {inside:.1%} covered", truth, groups)
        row("k-means of TF-IDF, k known", truth, [KMeans(k, n_init=1, random_state=s).fit_predict(words) for s in SEEDS])
        counts = CountVectorizer(stop_words="english", min_df=2).fit_transform(texts)
        lda = lambda s: LatentDirichletAllocation(k, max_iter=15, random_state=s).fit_transform(counts).argmax(1)
        row("LDA, k known", truth, [lda(0)])
        again = ours([texts])[0]
        order = list(range(len(texts)))
        random.Random(1).shuffle(order)
        shuffled = dict(zip(order, ours([[texts[at] for at in order]])[0]))
        half = len(texts) // 2
        split = ours([texts[:half], texts[half:]])[0]
        same = lambda other: adjusted_rand_score(label, [topic or "" for topic in other])
        print(f"  the same once more: ARI {same(again):.3f}, shuffled {same([shuffled[at] for at in range(len(texts))]):.3f}, "
              f"in two files {same(split):.3f}")
        first = ours([texts[:half]])[0]
        print(f"  topics of the first half alone, beside those of all: ARI "
              f"{adjusted_rand_score([topic or '' for topic in first], label[:half]):.3f}")
        sizes = Counter(label).most_common()
        print(f"  the largest topics: {', '.join(f'{topic} ({n})' for topic, n in sizes[:8])}", flush=True)


main()

"""Trains the head of sentiment and writes the section `sentiment`.

    python3 tools/train/sentiment.py VADER_FOLDER [MODEL [OUT_FOLDER]]

`VADER_FOLDER` is that of the package vaderSentiment (MIT): its lexicon and the names of emoji. MODEL is the model file
whose `vocab` and `table` give a sentence's meaning. Learned from GoEmotions' polarity and from the authored utterances
of users; variants are chosen with whole industries left out. `--report` measures once, on what was kept out: authored
industries and the texts that the authors of VADER had people rate.

What the rules see comes from `cargo run --example feelings`, so that there is one set of rules.
"""

import gzip
import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import scipy.sparse as sp

import lexicon
from features import Table, Vocabulary, words
from pack import unpack
from places import AUTHORED, DATA, MODEL, OUT

REPOSITORY = Path(__file__).resolve().parents[2]

N_FEATURES = 18
N_WEIGHTS = 1 << 14
POSITIVE = "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
NEGATIVE = (
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
)
# Chosen with industries left out: how much an authored utterance counts beside one of GoEmotions, how GoEmotions'
# polarity compares with ours, how freely the second step departs from the first, and how much a head of GoEmotions
# alone has to say in the end: what people feel elsewhere keeps the head sober where customers write unlike ours.
OF_AUTHORED, OF_POLARITY, FREEDOM, OF_GENERAL = 5.0, 0.6, 1.0, 0.2


def meaning(model):
    """A function that embeds texts."""
    sections = unpack(model)
    data, pieces, at = sections["vocab"], [], 4
    for _ in range(struct.unpack_from("<I", data)[0]):
        pieces.append(data[at + 1 : at + 1 + data[at]].decode())
        at += 1 + data[at]
    data = sections["table"]
    dim, rows = struct.unpack_from("<HI", data)
    scale = np.frombuffer(data, "<u2", rows, 6)
    pairs = np.frombuffer(data, np.uint8, rows * dim // 2, 6 + 2 * rows).reshape(rows, dim // 2)
    quanta = np.empty((rows, dim), np.int8)
    quanta[:, 0::2], quanta[:, 1::2] = (pairs & 15).astype(np.int8) - 8, (pairs >> 4).astype(np.int8) - 8
    vocabulary, table = Vocabulary(pieces), Table(scale, quanta)
    return lambda texts: table.embed([vocabulary.of_words(words(text)) for text in texts]) / 8192.0


class Texts:
    """Texts as the head sees them: figures of the rules, meaning, words."""

    def __init__(self, texts, target, embed, section, group=None):
        command = ["cargo", "run", "--quiet", "--example", "feelings", "--", str(section)]
        sent = "".join(json.dumps(text) + "\n" for text in texts)
        said = subprocess.run(command, cwd=REPOSITORY, input=sent, stdout=subprocess.PIPE, text=True, check=True).stdout
        lines = [line.split("\t") for line in said.splitlines()]
        self.figures = np.array([[float(figure) for figure in figures.split(" ")] for figures, _ in lines])
        places = [[int(place) for place in line.split()] for _, line in lines]
        lengths = [len(each) for each in places]
        data = np.concatenate([np.full(n, n**-0.5) for n in lengths if n])
        indptr, flat = np.cumsum([0, *lengths]), np.array([place for each in places for place in each], np.int32)
        self.words = sp.csr_matrix((data, flat, indptr), shape=(len(texts), N_WEIGHTS))
        self.words.sum_duplicates()
        self.meaning = embed(texts)
        self.target, self.group = np.asarray(target, float), np.asarray(group if group is not None else [""] * len(texts))

    def dense(self, with_meaning):
        parts = [self.figures, self.meaning] if with_meaning else [self.figures]
        return np.hstack([*parts, np.ones((len(self.figures), 1))])


def goemotions(split):
    names = (DATA / "goemotions" / "original.labels.txt").read_text().split()
    value = [1 if name in POSITIVE else -1 if name in NEGATIVE else 0 for name in names]
    texts, target = [], []
    with gzip.open(DATA / "goemotions" / f"original.{split}.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text, labels = line.rstrip("\n").split("\t")[:2]
            texts.append(text)
            target.append(np.mean([value[int(label)] for label in labels.split(",")]))
    return texts, target


def authored(folder):
    rows = [
        (path.stem, json.loads(line))
        for place in AUTHORED
        for path in sorted((place / folder).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rows = [(stem, row) for stem, row in rows if "sentiment" in row]
    return [row["text"] for _, row in rows], [row["sentiment"] for _, row in rows], [stem for stem, _ in rows]


def rated(name):
    """Texts with the mean of twenty people's ratings."""
    path = DATA / "vader_ground_truth" / f"{name}_GroundTruth.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    rows = [row for row in rows if len(row) >= 3]
    return [row[2] for row in rows], [float(row[1]) for row in rows]


class Head:
    """First a ridge on everything; then what it leaves over in the authored utterances, by words and meaning; mixed
    with a ridge on GoEmotions alone."""

    def __init__(self, general, own, train, with_meaning, freedom=FREEDOM, of_authored=OF_AUTHORED):
        a, b = general.dense(with_meaning), own.dense(with_meaning)[train]
        gram = a.T @ a + of_authored * b.T @ b
        # The bias is free.
        gram[np.arange(len(gram) - 1), np.arange(len(gram) - 1)] += 3.0
        moment = OF_POLARITY * a.T @ general.target + of_authored * b.T @ own.target[train]
        self.dense = np.linalg.solve(gram, moment)
        left = own.target[train] - b @ self.dense
        # The words count inversely to how often they are said.
        said = own.words[train]
        often = np.asarray((own.words > 0).sum(0)).ravel() + np.asarray((general.words > 0).sum(0)).ravel() / 10
        self.rarity = np.clip(np.log1p(len(own.target) / (1 + often)), 0, None) / 3
        said = said @ sp.diags(self.rarity)
        reach = np.ones(b.shape[1])
        reach[-1] = 0
        kernel = (said @ said.T).toarray() + freedom * ((b * reach) @ b.T)
        step = np.linalg.solve(kernel + np.eye(len(left)), left - left.mean())
        self.words = self.rarity * (said.T @ step)
        self.dense = self.dense + freedom * reach * (b.T @ step)
        self.dense[-1] += left.mean()
        gram = a.T @ a
        gram[np.arange(len(gram) - 1), np.arange(len(gram) - 1)] += 3.0
        of_general = np.linalg.solve(gram, OF_POLARITY * a.T @ general.target)
        self.dense = OF_GENERAL * of_general + (1 - OF_GENERAL) * self.dense
        self.words = (1 - OF_GENERAL) * self.words
        self.with_meaning = with_meaning

    def scores(self, texts):
        return texts.dense(self.with_meaning) @ self.dense + texts.words @ self.words

    def stretched(self, by):
        self.dense, self.words = self.dense * by, self.words * by
        return self

    def rounded(self):
        """With the weights of the words and of the meaning as the file holds them."""
        self.words, self.word_scale = small(self.words)
        if self.with_meaning:
            weights, self.scale = small(self.dense[N_FEATURES:-1])
            self.dense[N_FEATURES:-1] = weights
        return self


def small(weights):
    """Weights as small whole numbers times a scale, and the scale."""
    scale = max(np.quantile(np.abs(weights), 0.9995), 1e-9) / 127
    return np.clip(np.round(weights / scale), -127, 127) * scale, scale


def measures(scores, target):
    """Correlation, mean of the classes' F1, share of right classes."""
    classes = [np.where(x >= 0.195, 1, np.where(x <= -0.195, -1, 0)) for x in (scores, target)]
    f1 = []
    for each in (-1, 0, 1):
        said, meant = classes[0] == each, classes[1] == each
        f1.append(2 * (said & meant).sum() / max(1, said.sum() + meant.sum()))
    return np.corrcoef(scores, target)[0, 1], np.mean(f1), (classes[0] == classes[1]).mean()


def left_out(general, own, **how):
    """Scores of the authored utterances by heads that have not seen their industry."""
    groups = np.unique(own.group)
    scores = np.zeros(len(own.target))
    for fold in range(5):
        test = np.isin(own.group, groups[fold::5])
        head = Head(general, own, np.where(~test)[0], **how)
        scores[test] = (own.dense(head.with_meaning) @ head.dense + own.words @ head.words)[test]
    return scores


def best_stretch(scores, target):
    """By how much to stretch scores so that most classes are right: a ridge gives too small ones."""
    return max(np.arange(1.0, 2.01, 0.05), key=lambda by: measures(by * scores, target)[1])


def write(path, front, heads):
    out = front
    for head in heads:
        figures = [head.dense[-1], *head.dense[:N_FEATURES]]
        out += struct.pack(f"<Q{len(figures)}d", len(figures), *figures) + struct.pack("<d", head.word_scale)
        out += lexicon.column([round(weight / head.word_scale) for weight in head.words])
    of_meaning = heads[0].dense[N_FEATURES:-1]
    out += struct.pack("<d", heads[0].scale) + lexicon.column([round(weight / heads[0].scale) for weight in of_meaning])
    path.write_bytes(out)


def main():
    options = [option for option in sys.argv[1:] if option.startswith("--")]
    paths = [Path(option) for option in sys.argv[1:] if not option.startswith("--")]
    vader = paths[0]
    model = paths[1] if len(paths) > 1 else MODEL
    out = (paths[2] if len(paths) > 2 else OUT) / "sentiment.bin"
    published = lexicon.published(vader / "vader_lexicon.txt")
    front = lexicon.write(published, lexicon.emoji_names(vader / "emoji_utf8_lexicon.txt"), lexicon.ours())
    out.parent.mkdir(parents=True, exist_ok=True)
    # A head that says nothing, so that the rules can be asked for their figures.
    nothing = struct.pack(f"<Q{N_FEATURES + 1}d", N_FEATURES + 1, *[0.0] * (N_FEATURES + 1)) + struct.pack("<dQ", 0, 1) + b"\0"
    out.write_bytes(front + 2 * nothing + struct.pack("<dQ", 0, 0))
    embed = meaning(model)
    general = Texts(*goemotions("train"), embed, out)
    texts, target, group = authored("user")
    own = Texts(texts, target, embed, out, group)
    dev = Texts(*goemotions("dev"), embed, out)
    print(len(own.target), "authored utterances of", len(np.unique(own.group)), "industries")
    if "--variants" in options:
        for of_authored in (5.0, 20.0, 80.0):
            for freedom in (0.3, 1.0, 3.0):
                how = {"with_meaning": True, "of_authored": of_authored, "freedom": freedom}
                scores = left_out(general, own, **how)
                elsewhere = Head(general, own, np.arange(len(own.target)), **how).scores(dev)
                print(how, "r %.3f F1 %.3f right %.3f" % measures(scores, own.target), end=", ")
                print("GoEmotions dev r %.3f" % np.corrcoef(elsewhere, dev.target)[0, 1], flush=True)
    heads = []
    for with_meaning in (True, False):
        scores = left_out(general, own, with_meaning=with_meaning)
        by = best_stretch(scores, own.target)
        print("meaning" if with_meaning else "alone", "left out: r %.3f F1 %.3f right %.3f" % measures(by * scores, own.target), f"stretch {by:.2f}")
        head = Head(general, own, np.arange(len(own.target)), with_meaning).stretched(by).rounded()
        print("  GoEmotions dev r %.3f" % np.corrcoef(head.scores(dev), dev.target)[0, 1])
        heads.append(head)
    write(out, front, heads)
    print(out.stat().st_size, "bytes")
    if "--report" in options:
        texts, target, group = authored("held_out/user")
        sets = {"authored, industries held out": (texts, target), "tweets": rated("tweets"), "Amazon": rated("amazonReviewSnippets")}
        for name, (texts, target) in sets.items():
            held = Texts(texts, target, embed, out)
            vader_alone, ours_alone = held.figures[:, 0], held.figures[:, 4]
            for who, scores in (("VADER", vader_alone), ("our words", ours_alone), ("head alone", heads[1].scores(held)), ("head", heads[0].scores(held))):
                print(f"{name}, {len(texts)} texts, {who}: r %.3f F1 %.3f right %.3f" % measures(np.clip(scores, -1, 1), held.target))


if __name__ == "__main__":
    main()

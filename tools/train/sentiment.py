"""Trains the voices of sentiment and writes the section `sentiment`.

    python3 tools/train/sentiment.py VADER_FOLDER [MODEL [OUT_FOLDER]]

`VADER_FOLDER` is that of the package vaderSentiment (MIT): its lexicon and the names of emoji. MODEL is the model file
whose `vocab` and `table` give a sentence's meaning, and whose heads, trained before, tell feelings too. One voice learns from GoEmotions' polarity, one mostly from the
authored utterances of users, a third to tell which kind a text is; variants are chosen with whole industries left out,
those that `train.py` left out, and on GoEmotions' development part; with `--variants` and `--transfer=FOLDER`, that of
the movie reviews and newspaper sentences that VADER's authors had people rate, also on how they carry over to other
kinds of text. `--report` measures once, on what was kept out: authored industries and those authors' tweets and reviews
of goods.

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
from scipy.optimize import minimize
from scipy.sparse.linalg import lsqr

import lexicon
from features import Featuriser, Hasher, Table, Vocabulary
from heads import Heads, Reader
from labels import FEELING
from pack import unpack
from places import AUTHORED, CACHE, DATA, MODEL, OUT
from train import LEFT_OUT

REPOSITORY = Path(__file__).resolve().parents[2]

N_FEATURES = 19  # the last is what the heads of the language model say
N_WEIGHTS = 1 << 14
POSITIVE = "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
NEGATIVE = (
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
)
# Chosen with industries left out and on GoEmotions' development part: how much an authored utterance counts beside one of
# GoEmotions in the customers' voice, how GoEmotions' polarity compares with ours there, how freely the second step
# departs from the first; how sharply the third voice chooses, and how much sooner than evenly it takes a text for a
# customer's.
OF_AUTHORED, OF_POLARITY, FREEDOM, SHARPNESS, SOONER = 5.0, 0.6, 1.0, 1.0, 1.0
# By how much the customers' voice is louder than a ridge makes it, with what the heads say beside it and without; and how
# much that counts.
LOUDER, ALONE, OF_HEADS = 0.6, 1.1, 0.8
# How much of the customers' voice stays audible in what is taken for anybody's, with the embedding and without: a wrong
# choice then costs little, and what customers mean by a word holds elsewhere too.
AUDIBLE, AUDIBLE_ALONE = 0.6, 0.4
CHOICES = [(audible, sooner) for audible in (0.0, 0.2, 0.4, 0.6, 0.8) for sooner in (0.0, 0.5, 1.0, 1.5)]
# How much of anybody's voice is the published rules' verdict, and what that is worth there.
OF_RULES, VERDICT = 0.15, 0.6
# Where the words of feeling mislead most: what is asked, told and answered. Verdicts, troubles and thanks are told by
# customers as by anybody, so that the third voice does not learn from them.
TALK = {"question", "request", "inform", "confirm", "deny", "ask_human", "greeting", "goodbye", "unclear"}


def read(model):
    """The language model as a file holds it, with the heads for users."""
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
    idf = np.frombuffer(sections["idf"], np.uint8)
    hasher = Hasher(int(idf[0]), int(idf[1]))
    middle = 2 + (1 << hasher.word_bits)
    featuriser = Featuriser(Vocabulary(pieces), Table(scale, quanta), hasher, idf[2:middle], idf[middle:])
    return Reader(featuriser, Heads.from_bytes(sections["heads.user"], hasher.word_bits, hasher.char_bits, dim))


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

    def dense(self, with_meaning, with_heads=False):
        figures = self.figures.copy()
        figures[:, -1] *= with_heads
        parts = [figures, self.meaning] if with_meaning else [figures]
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
    stems, rows = zip(*rows)
    is_talk = np.array([row["act"] in TALK for row in rows])
    return [row["text"] for row in rows], [row["sentiment"] for row in rows], list(stems), is_talk


def rated(name, folder=None):
    """Texts with the mean of twenty people's ratings; in another folder, that of the authors' archive, not packed."""
    path = folder / f"{name}_GroundTruth.txt" if folder else DATA / "vader_ground_truth" / f"{name}_GroundTruth.txt.gz"
    with (open if folder else gzip.open)(path, "rt", encoding="utf-8", errors="replace") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    rows = [row for row in rows if len(row) >= 3]
    return [row[2] for row in rows], [float(row[1]) for row in rows]


class Voice:
    """Weights of the figures, the meaning and the bias (`dense`) and of the words."""

    def __init__(self, dense, words, with_meaning):
        self.dense, self.words, self.with_meaning = dense, words, with_meaning

    def scores(self, texts):
        return texts.dense(self.with_meaning, with_heads=True) @ self.dense + texts.words @ self.words

    def rounded(self):
        """With the weights of the words and of the meaning as the file holds them."""
        self.words, self.word_scale = small(self.words)
        self.dense[N_FEATURES:-1], self.scale = small(self.dense[N_FEATURES:-1])
        return self


def rarity(words, n):
    """The words count inversely to how often they are said."""
    return np.clip(np.log1p(n / (1 + np.asarray((words > 0).sum(0)).ravel())), 0, None) / 3


def ridge(gram, moment):
    """Least squares, held back a little; the bias is free."""
    gram = gram.copy()
    gram[np.arange(len(gram) - 1), np.arange(len(gram) - 1)] += 3.0
    return np.linalg.solve(gram, moment)


def anybody(general, with_meaning):
    """A ridge on GoEmotions, then the words on what it leaves over; a part is the rules' verdict."""
    a = general.dense(with_meaning)
    dense = ridge(a.T @ a, a.T @ general.target)
    rare = rarity(general.words, len(general.target))
    words = lsqr(general.words @ sp.diags(rare), general.target - a @ dense, damp=4.0, iter_lim=60)[0]
    dense *= 1 - OF_RULES
    dense[0] += OF_RULES * VERDICT
    return Voice(dense, (1 - OF_RULES) * rare * words, with_meaning)


def customers(general, own, train, with_meaning):
    """First a ridge on everything; then what it leaves over in the authored utterances, by words and meaning."""
    a, b = general.dense(with_meaning), own.dense(with_meaning)[train]
    dense = ridge(
        a.T @ a + OF_AUTHORED * b.T @ b, OF_POLARITY * a.T @ general.target + OF_AUTHORED * b.T @ own.target[train])
    left = own.target[train] - b @ dense
    often = np.asarray((own.words > 0).sum(0)).ravel() + np.asarray((general.words > 0).sum(0)).ravel() / 10
    rare = np.clip(np.log1p(len(own.target) / (1 + often)), 0, None) / 3
    said = own.words[train] @ sp.diags(rare)
    reach = np.ones(b.shape[1])
    reach[-1] = 0
    kernel = (said @ said.T).toarray() + FREEDOM * ((b * reach) @ b.T)
    step = np.linalg.solve(kernel + np.eye(len(left)), left - left.mean())
    dense = dense + FREEDOM * reach * (b.T @ step)
    dense[-1] += left.mean()
    by = LOUDER if with_meaning else ALONE
    dense *= by
    dense[N_FEATURES - 1] = OF_HEADS if with_meaning else 0
    return Voice(dense, by * rare * (said.T @ step), with_meaning)


def choice(general, own, train, with_meaning, held_back=10.0):
    """Whether a text is a customer's talk: logistic regression in which both kinds weigh the same."""
    train = train[own.is_talk[train]]
    dense = np.vstack([general.dense(with_meaning), own.dense(with_meaning)[train]])
    words = sp.vstack([general.words, own.words[train]]).tocsr()
    rare = 1.5 * rarity(words, len(dense))
    words = words @ sp.diags(rare)
    turned, n = words.T.tocsr(), dense.shape[1]
    is_own = np.arange(len(dense)) >= len(general.target)
    weight = np.where(is_own, len(dense) / (2 * is_own.sum()), len(dense) / (2 * (~is_own).sum()))
    kept = np.full(n + words.shape[1], held_back)
    kept[n - 1] = 0

    def loss(weights):
        scores = dense @ weights[:n] + words @ weights[n:]
        value = weight @ (np.logaddexp(0, scores) - is_own * scores) + kept @ weights**2 / 2
        slope = weight * (1 / (1 + np.exp(-scores)) - is_own)
        return value, np.concatenate([dense.T @ slope, turned @ slope]) + kept * weights

    found = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return Voice(found[:n], rare * found[n:], with_meaning)


class Head:
    """All voices, learned without the authored utterances that are not among `train`."""

    def __init__(self, general, own, train, with_meaning):
        self.even = choice(general, own, train, with_meaning)
        self.general = anybody(general, with_meaning)
        self.voices = [customers(general, own, train, with_meaning), self.general, self.even]
        self.choose(AUDIBLE if with_meaning else AUDIBLE_ALONE, SOONER)

    def choose(self, audible, sooner):
        """Lets as much of the customers' voice be audible in anybody's, and turns the even choice into one as soon for a
        customer, as wanted."""
        own, other, even = self.voices[0], self.general, self.even
        self.voices[1] = Voice(other.dense + audible * own.dense, other.words + audible * own.words, own.with_meaning)
        voice = self.voices[2] = Voice(even.dense * SHARPNESS, even.words * SHARPNESS, own.with_meaning)
        voice.dense[-1] += sooner

    def scores(self, texts):
        one, other, chosen = (voice.scores(texts) for voice in self.voices)
        share = 1 / (1 + np.exp(-chosen))
        return share * one + (1 - share) * other

    def rounded(self):
        for voice in self.voices:
            voice.rounded()
        return self


def small(weights):
    """Weights as small whole numbers times a scale, and the scale."""
    if not len(weights):
        return weights, 1.0
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


def by_heads(reader, texts):
    """What the heads say of texts, -1 to 1."""
    heads = reader.heads["user"]
    score = reader.scores("user", texts, [None] * len(texts))[:, heads.names.index(FEELING)]
    return 2 / (1 + np.exp(-score)) - 1


def by_judged_heads(texts):
    """The same by heads that have not seen the industries left out."""
    kept = json.loads((CACHE / "feeling.json").read_text())
    return 2 / (1 + np.exp(-np.array([kept[text] for text in texts]))) - 1


def write(path, front, heads):
    out = front
    for voice in (voice for head in heads for voice in head.voices):
        figures = [voice.dense[-1], *voice.dense[:N_FEATURES]]
        out += struct.pack(f"<Q{len(figures)}d", len(figures), *figures)
        for scale, weights in ((voice.word_scale, voice.words), (voice.scale, voice.dense[N_FEATURES:-1])):
            out += struct.pack("<d", scale) + lexicon.column([round(weight / scale) for weight in weights])
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
    # Voices that say nothing, so that the rules can be asked for their figures.
    nothing = Voice(np.zeros(N_FEATURES + 1), np.zeros(1), False).rounded()
    silent = Head.__new__(Head)
    silent.voices = [nothing] * 3
    write(out, front, [silent, silent])
    reader = read(model)
    embed = lambda texts: reader.featuriser.embed(texts) / 8192.0
    general = Texts(*goemotions("train"), embed, out)
    texts, target, group, is_talk = authored("user")
    own = Texts(texts, target, embed, out, group)
    own.is_talk = is_talk
    elsewhere = {"GoEmotions dev": goemotions("dev")}
    for option in options:
        if option.startswith("--transfer="):
            folder = Path(option.removeprefix("--transfer="))
            elsewhere |= {"movies": rated("movieReviewSnippets", folder), "newspaper": rated("nytEditorialSnippets", folder)}
    for name, (rows, target) in elsewhere.items():
        elsewhere[name] = Texts(rows, target, embed, out)
        elsewhere[name].figures[:, -1] = by_heads(reader, rows)
    print(len(own.target), "authored utterances of", len(np.unique(own.group)), "industries")
    away = np.isin(own.group, list(LEFT_OUT["user"]))
    own.figures[away, -1] = by_judged_heads(np.array(texts)[away])
    heads = []
    for with_meaning in (True, False):
        part = Head(general, own, np.where(~away)[0], with_meaning)
        usual = [(AUDIBLE if with_meaning else AUDIBLE_ALONE, SOONER)]
        for audible, sooner in CHOICES if "--variants" in options else usual:
            part.choose(audible, sooner)
            print("meaning" if with_meaning else "alone", audible, sooner, end=" ")
            print("left out: r %.3f F1 %.3f right %.3f" % measures(part.scores(own)[away], own.target[away]), end="")
            for name, other in elsewhere.items():
                print(f", {name} r %.3f" % np.corrcoef(np.clip(part.scores(other), -1, 1), other.target)[0, 1], end="")
            print(flush=True)
        heads.append(Head(general, own, np.arange(len(own.target)), with_meaning).rounded())
    write(out, front, heads)
    print(out.stat().st_size, "bytes")
    if "--report" in options:
        texts, target, _, _ = authored("held_out/user")
        sets = {"authored, industries held out": (texts, target), "tweets": rated("tweets"), "Amazon": rated("amazonReviewSnippets")}
        for name, (texts, target) in sets.items():
            held = Texts(texts, target, embed, out)
            held.figures[:, -1] = by_heads(reader, texts)
            vader_alone, ours_alone = held.figures[:, 0], held.figures[:, 4]
            for who, scores in (("VADER", vader_alone), ("our words", ours_alone), ("head alone", heads[1].scores(held)), ("head", heads[0].scores(held))):
                print(f"{name}, {len(texts)} texts, {who}: r %.3f F1 %.3f right %.3f" % measures(np.clip(scores, -1, 1), held.target))


if __name__ == "__main__":
    main()

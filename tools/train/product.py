"""The heads of the product: trained on authored utterances and a little of the public sets, judged on trades left out.

The turn before matters. Its act is read by the model itself: heads without context are trained first, they read the
turns before, and the heads proper are trained on what they read.
"""

import struct
from dataclasses import dataclass

import numpy as np

import linear
import mapping
from features import join
from heads import Heads, context_keys, context_matrix, signs_of
from labels import ACTS, BOT, FEELING, USER, groups
from measures import best_thresholds, f1_of

SHARES = (3.0, 1.5, 6.0)  # of words, characters and the embedding
OF_BEFORE = 0.25  # of each sign of the turn before
KEYS = context_keys(ACTS)

# Where the author gave no turn before, the utterance can stand first or after anything that asks for nothing.
USUAL = (["answer"] * 5 + ["offer"] * 3 + ["greeting"] * 3 + ["act"] * 2 + ["close"] + ["ask"])


@dataclass
class Matter:
    """Examples of one side as matrices, in the order of the examples."""

    names: list
    groups: np.ndarray
    examples: list
    x: object
    e: np.ndarray
    before: np.ndarray  # signs of the turn before, for users
    goal: np.ndarray
    weight: np.ndarray

    @property
    def sources(self):
        return np.array([each.source for each in self.examples])


def goals(side, examples, value=lambda example, goal: goal):
    """What is known of each example, a column per output."""
    names = USER if side == "user" else BOT
    index = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(examples), len(names)), np.float32)
    for row, each in enumerate(examples):
        for name, goal in each.goals.items():
            out[row, index[name]] = value(each, goal)
    return out


def matter(side, examples, featuriser, shares=SHARES):
    names = USER if side == "user" else BOT
    goal = goals(side, examples)
    weight = goals(side, examples, lambda example, _: example.weight)
    word, char, e = featuriser.blocks([each.text for each in examples])
    x = join((word, char, np.zeros((len(examples), 0), np.float32)), shares[0], shares[1])
    said = [each.previous[1] if each.previous else "" for each in examples] if side == "user" else []
    before = signs_of(featuriser.embed(said)) if said else np.zeros((len(examples), 0))
    return Matter(names, np.array(groups(names)), examples, x, e * np.float32(shares[2]), before.astype(np.int8), goal, weight)


def read_acts(examples, reader):
    """For each example the role and the act of the turn before, as the model reads it."""
    out = [None] * len(examples)
    for side, roles in (("user", ("user",)), ("bot", ("bot", "agent"))):
        at = [i for i, each in enumerate(examples) if each.previous and each.previous[0] in roles]
        if at:
            acts = reader.acts(side, [examples[i].previous[1] for i in at])
            for i, act in zip(at, acts):
                out[i] = (examples[i].previous[0], act)
    return out


def context_of(turns, examples, side, seed):
    """Context for training: where the author gave no turn before, one by chance or none."""
    random = np.random.default_rng(seed)
    out = []
    for turn, each in zip(turns, examples):
        if turn is None and random.random() < 0.5:
            if side == "user":
                turn = ("bot" if random.random() < 0.8 else "agent", USUAL[random.integers(len(USUAL))])
            else:
                turn = ("user", None)
        out.append(turn)
    return context_matrix(KEYS, out, [each.text for each in examples])


def used(x, at_least=2):
    """Columns that occur often enough to be learnt."""
    return np.flatnonzero(np.asarray((x > 0).sum(0)).ravel() >= at_least)


def inside(data, rows=slice(None)):
    """What the hidden layer sees."""
    return np.hstack([data.e[rows], data.before[rows] * np.float32(OF_BEFORE)])


def train(data, context, rows, epochs=6, rate=8e-3, decay=3e-2, share=1.0, seed=0):
    """Weights over all columns; `share` of the sparse ones is kept, the others are nought and the rest learns on."""
    x, columns = data.x[rows], None
    columns = used(x)
    x = x[:, columns].tocsr()
    arguments = (x, data.e[rows], context[rows], inside(data, rows), data.goal[rows], data.weight[rows], data.groups)
    found = linear.fit(*arguments, epochs=epochs, rate=rate, decay=decay, seed=seed)
    if share < 1:
        keep = linear.pruned(found, x, share)
        found.sparse *= keep
        found = linear.fit(*arguments, epochs=3, rate=rate / 3, decay=decay, seed=seed + 1, start=found, keep=keep)
    sparse = np.zeros((data.x.shape[1], len(data.names)), np.float32)
    sparse[columns] = found.sparse
    found.sparse = sparse
    return found


def judge(names, groups, goal, scores, threshold=None):
    """F1 per output: the best of a group, and what passes its threshold."""
    given = np.zeros(goal.shape, bool)
    threshold = best_thresholds(goal > 0.5, scores) if threshold is None else threshold
    for group in set(groups):
        own = np.flatnonzero(groups == group)
        if group == 0:
            given[:, own] = scores[:, own] >= threshold[own]
        else:
            given[np.arange(len(goal)), own[scores[:, own].argmax(1)]] = True
    return f1_of(goal > 0.5, given), given


def families(names):
    """Outputs by what is averaged over."""
    out = {}
    for i, name in enumerate(names):
        out.setdefault(name.split(":")[0], []).append(i)
    return out


def say(names, f1, goal):
    for family, own in families(names).items():
        if family == FEELING:
            continue
        each = ", ".join(f"{names[i].split(':')[-1]} {100 * f1[i]:.0f} of {int((goal[:, i] > 0.5).sum())}" for i in own)
        print(f"  {family}: macro-F1 {100 * f1[own].mean():.1f} ({each})", flush=True)


def figures(names, f1, goal=None, given=None, draws=1000):
    """Macro-F1 of each family, with its interval where the utterances themselves are at hand."""
    from measures import interval

    out = {}
    for family, own in families(names).items():
        out[family] = {"value": float(f1[own].mean())}
        if goal is not None:
            truth, told = goal[:, own] > 0.5, given[:, own]
            out[family]["interval"] = interval(lambda at: f1_of(truth[at], told[at]).mean(), len(goal), draws)
        out[family]["each"] = {names[i].split(":")[-1]: float(f1[i]) for i in own}
    return out


def exact(heads, data, featuriser, rows, context):
    """Scores of rounded heads, from the texts, as the program gives them."""
    from heads import Reader

    reader = Reader(featuriser)
    _, e, counts = reader.parts([data.examples[i].text for i in rows])
    return heads.scores(counts, e, context[rows], data.before[rows], featuriser.word_idf, featuriser.char_idf)


def shifts(scores, right, held_back=0.001):
    """What is added to each output of a group so that the best of them is right alike often in rare and in common ones:
    few utterances are `other` where the trade is new. Small shifts are preferred."""
    k = scores.shape[1]

    def worth(shift):
        best = (scores + shift).argmax(1)
        f1 = [2 * ((best == i) & (right == i)).sum() / max(1, (best == i).sum() + (right == i).sum()) for i in range(k)]
        return np.mean(f1) - held_back * np.abs(shift).sum()

    found = np.zeros(k)
    for _ in range(3):
        for each in np.eye(k):
            found = max((found + by * each for by in np.arange(-1, 1.01, 0.1)), key=worth)
    return found / 2


def calibrate(heads, goal, scores):
    """Platt's line for each output by itself, one temperature and shifts for each group; thresholds for F1."""
    from scipy.optimize import minimize

    heads.cal_a, heads.cal_b = np.ones(len(heads.names)), np.zeros(len(heads.names))
    for k in np.flatnonzero(heads.groups == 0):
        if heads.names[k] == FEELING:
            continue
        y, s = goal[:, k] > 0.5, scores[:, k]

        def loss(line, y=y, s=s):
            z = line[0] * s + line[1]
            return np.mean(np.logaddexp(0, -np.where(y, z, -z))) + 1e-3 * ((line[0] - 1) ** 2 + 0.1 * line[1] ** 2)

        heads.cal_a[k], heads.cal_b[k] = minimize(loss, [1.0, 0.0], method="Nelder-Mead").x
        heads.cal_a[k] = max(heads.cal_a[k], 0.05)
    for group in set(heads.groups) - {0}:
        own = np.flatnonzero(heads.groups == group)
        right = goal[:, own].argmax(1)

        def loss(a, own=own, right=right):
            z = a * scores[:, own]
            z = z - z.max(1, keepdims=True)
            return -np.mean(z[np.arange(len(right)), right] - np.log(np.exp(z).sum(1)))

        trial = np.linspace(0.2, 3, 57)
        heads.cal_a[own] = trial[np.argmin([loss(a) for a in trial])]
        heads.cal_b[own] = shifts(heads.cal_a[own] * scores[:, own], right)
    heads.cal_a, heads.cal_b = heads.cal_a.astype(np.float32), heads.cal_b.astype(np.float32)
    p = heads.probabilities(scores)
    # Of a true probability the threshold with the best F1 is half that F1; found this way it does not hang on the one
    # or two rare examples at the border, as the best threshold of these few would.
    f1 = f1_of(goal > 0.5, p >= best_thresholds(goal > 0.5, p))
    heads.threshold = (f1 / 2).astype(np.float32)
    for group in set(heads.groups) - {0}:
        own = np.flatnonzero(heads.groups == group)
        best, right = p[:, own].max(1), p[:, own].argmax(1) == goal[:, own].argmax(1)
        # Unsure where most of those about as probable are wrong.
        ends = np.arange(0.15, 0.66, 0.05)
        near = [(best < end) & (best >= end - 0.1) for end in ends]
        bins = [end for end, own_right in zip(ends, near) if own_right.sum() >= 8 and right[own_right].mean() < 0.5]
        heads.threshold[own] = max(bins) - 0.05 if bins else 0.0
    return heads


def write_idf(featuriser, folder):
    head = struct.pack("<BB", featuriser.hasher.word_bits, featuriser.hasher.char_bits)
    (folder / "idf.bin").write_bytes(head + featuriser.word_idf.tobytes() + featuriser.char_idf.tobytes())


def read_idf(featuriser, folder):
    from features import Hasher

    raw = (folder / "idf.bin").read_bytes()
    featuriser.hasher = Hasher(raw[0], raw[1])
    middle = 2 + (1 << raw[0])
    featuriser.word_idf = np.frombuffer(raw[2:middle], np.uint8)
    featuriser.char_idf = np.frombuffer(raw[middle:], np.uint8)
    return featuriser


def heads_of(data, weights, featuriser, shares=SHARES):
    return Heads.of(data.names, data.groups, shares, OF_BEFORE, weights, featuriser.hasher.word_bits, KEYS)

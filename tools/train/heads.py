"""Heads as the program reads them: eight-bit weights, calibration, thresholds; and their scores, to the last bit."""

import struct
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from features import words


STEPS = 1024  # a unit of the hidden layer is counted in so many steps
MOST_STEPS = 32767


@dataclass
class Hidden:
    """A hidden layer on the embedding and, for users, on the signs of the embedding of the turn before."""

    own: np.ndarray  # units x dim, i8
    before: np.ndarray  # units x dim, i8, or none x dim
    own_scale: np.ndarray
    before_scale: np.ndarray
    bias: np.ndarray
    outer: np.ndarray  # outputs x units, i8
    outer_scale: np.ndarray

    @classmethod
    def of(cls, weights, dim, share, before_share):
        inner, reads_before = weights.inner, weights.inner.shape[0] > dim
        own, own_scale = _small(inner[:dim])
        before, before_scale = _small(inner[dim:]) if reads_before else (np.zeros((0, dim), np.int8), 0 * own_scale)
        outer, outer_scale = _small(weights.outer)
        return cls(own, before, (own_scale * np.float32(share)).astype(np.float32),
                   (before_scale * np.float32(before_share)).astype(np.float32), weights.inner_bias.astype(np.float32),
                   outer, outer_scale)

    def units(self, e, signs):
        """The units of each text in steps, as integers."""
        z = self.own_scale.astype(np.float64) * (e.astype(np.float64) @ self.own.astype(np.float64).T) / 8192.0
        if len(self.before):
            z += self.before_scale.astype(np.float64) * (signs.astype(np.float64) @ self.before.astype(np.float64).T)
        z = z + self.bias.astype(np.float64)
        return np.clip(np.floor(z * STEPS + 0.5), 0, MOST_STEPS)

    def scores(self, e, signs):
        return self.outer_scale.astype(np.float64) * (self.units(e, signs) @ self.outer.astype(np.float64).T) / STEPS

    def to_bytes(self):
        out = struct.pack("<HB", len(self.own), len(self.before) > 0)
        for each in zip(self.own_scale, self.before_scale, self.bias):
            out += struct.pack("<fff", *each)
        out += self.own.tobytes() + self.before.tobytes()
        return out + self.outer_scale.astype("<f4").tobytes() + self.outer.tobytes()

    @classmethod
    def from_bytes(cls, data, at, k, dim):
        n, reads_before = struct.unpack_from("<HB", data, at)
        reals = np.frombuffer(data, "<f4", 3 * n, at + 3).reshape(n, 3)
        at += 3 + 12 * n
        own = np.frombuffer(data, np.int8, n * dim, at).reshape(n, dim)
        at += n * dim
        before = np.frombuffer(data, np.int8, reads_before * n * dim, at).reshape(-1, dim)
        at += reads_before * n * dim
        outer_scale = np.frombuffer(data, "<f4", k, at)
        outer = np.frombuffer(data, np.int8, k * n, at + 4 * k).reshape(k, n)
        return cls(own, before, *reals.T, outer, outer_scale), at + 4 * k + k * n


def _small(weights):
    """Columns of weights as rows of eight bits, and what 1 is worth in each."""
    scale = np.maximum(np.abs(weights).max(0), 1e-9) / 127
    return np.ascontiguousarray(np.rint(weights / scale).astype(np.int8).T), scale.astype(np.float32)


def signs_of(e):
    """The signs of embeddings, as the program keeps them of a turn before: 1, or -1 where a dimension is not above nought;
    nothing of an embedding that is nought."""
    return np.where(e > 0, 1, -1) * (e != 0).any(1)[:, None]


@dataclass
class Heads:
    """Everything a section `heads.user` or `heads.bot` holds."""

    names: list
    groups: np.ndarray  # 0: by itself; else those of one number share a softmax
    shares: tuple  # a_w, a_c, a_e
    word: np.ndarray  # 2^word_bits x outputs, i8
    char: np.ndarray
    dense: np.ndarray  # outputs x dim, i8
    sparse_scale: np.ndarray
    dense_scale: np.ndarray
    bias: np.ndarray
    context_names: list
    context: np.ndarray  # keys x outputs
    hidden: "Hidden"
    cal_a: np.ndarray = field(default=None)
    cal_b: np.ndarray = field(default=None)
    threshold: np.ndarray = field(default=None)

    @classmethod
    def of(cls, names, groups, shares, before_share, weights, word_bits, context_names):
        """Rounds trained weights. They are trained on blocks that are multiplied with the shares."""
        sparse_scale = np.maximum(np.abs(weights.sparse).max(0), 1e-9) / 127
        dense_scale = np.maximum(np.abs(weights.dense).max(0), 1e-9) / 127
        sparse = np.rint(weights.sparse / sparse_scale).astype(np.int8)
        k = len(names)
        return cls(
            list(names), np.asarray(groups), tuple(np.float32(s) for s in shares),
            sparse[:1 << word_bits], sparse[1 << word_bits:], np.rint(weights.dense / dense_scale).astype(np.int8).T,
            sparse_scale.astype(np.float32), dense_scale.astype(np.float32), weights.bias.astype(np.float32),
            list(context_names), weights.around.astype(np.float32).reshape(len(context_names), k),
            Hidden.of(weights, weights.dense.shape[0], shares[2], before_share),
            np.ones(k, np.float32), np.zeros(k, np.float32), np.full(k, 0.5, np.float32),
        )

    def scores(self, counts, e, active, signs, word_idf, char_idf):
        """Scores as the contract says: integer sums, then float64 in one order.

        `counts` are the occurrences of word and character buckets, `active` 0/1 per context key, `signs` those of the
        turn before.
        """
        total = np.zeros((e.shape[0], len(self.names)))
        for share, block, idf, own in zip(self.shares, counts, (word_idf, char_idf), (self.word, self.char)):
            x = (block.astype(np.float64) @ sp.diags(idf.astype(np.float64))).tocsr()
            sums = np.asarray(x @ own.astype(np.float64))
            norm = np.sqrt(block.astype(np.float64) @ (idf.astype(np.float64) ** 2))
            some = norm > 0
            factor = float(share) * self.sparse_scale.astype(np.float64)
            total[some] += factor * sums[some] / norm[some, None]
        sums = e.astype(np.float64) @ self.dense.astype(np.float64).T
        total += float(self.shares[2]) * self.dense_scale.astype(np.float64) * sums / 8192.0
        total += self.hidden.scores(e, signs)
        for i in range(len(self.context_names)):
            total += active[:, i:i + 1] * self.context[i].astype(np.float64)
        return total + self.bias.astype(np.float64)

    def probabilities(self, scores):
        from linear import probabilities

        return probabilities(scores * self.cal_a.astype(np.float64) + self.cal_b.astype(np.float64), self.groups)

    def to_bytes(self):
        k = len(self.names)
        out = struct.pack("<Hfff", k, *self.shares)
        for i, name in enumerate(self.names):
            out += struct.pack("<B", len(name)) + name.encode("ascii")
            out += struct.pack("<Bffffff", self.groups[i], self.sparse_scale[i], self.dense_scale[i], self.bias[i],
                               self.cal_a[i], self.cal_b[i], self.threshold[i])
        out += struct.pack("<H", len(self.context_names))
        for name in self.context_names:
            out += struct.pack("<B", len(name)) + name.encode("ascii")
        out += self.context.astype("<f4").tobytes() + self.dense.astype(np.int8).tobytes()
        out += self.hidden.to_bytes()
        rows = bytearray()
        for block in (self.word, self.char):
            for row in block:
                some = np.flatnonzero(row)
                rows.append(len(some))
                for i in some:
                    rows += struct.pack("<Bb", i, row[i])
        return out + bytes(rows)

    @classmethod
    def from_bytes(cls, data, word_bits, char_bits, dim):
        k, *shares = struct.unpack_from("<Hfff", data)
        at, names, groups, numbers = 14, [], [], []
        for _ in range(k):
            length = data[at]
            names.append(data[at + 1:at + 1 + length].decode("ascii"))
            group, *six = struct.unpack_from("<Bffffff", data, at + 1 + length)
            groups.append(group)
            numbers.append(six)
            at += 1 + length + 25
        n_context = struct.unpack_from("<H", data, at)[0]
        at, context_names = at + 2, []
        for _ in range(n_context):
            context_names.append(data[at + 1:at + 1 + data[at]].decode("ascii"))
            at += 1 + data[at]
        context = np.frombuffer(data, "<f4", n_context * k, at).reshape(n_context, k)
        at += 4 * n_context * k
        dense = np.frombuffer(data, np.int8, k * dim, at).reshape(k, dim)
        hidden, at = Hidden.from_bytes(data, at + k * dim, k, dim)
        blocks = [np.zeros((1 << bits, k), np.int8) for bits in (word_bits, char_bits)]
        for block in blocks:
            for row in block:
                n, at = data[at], at + 1
                for _ in range(n):
                    row[data[at]] = struct.unpack_from("<b", data, at + 1)[0]
                    at += 2
        assert at == len(data), "the section has more bytes than its numbers say"
        numbers = np.array(numbers, np.float32).T
        return cls(names, np.array(groups), tuple(np.float32(s) for s in shares), *blocks, dense, numbers[0],
                   numbers[1], numbers[2], context_names, context, hidden, *numbers[3:])


# Words of an utterance, a full stop among them: up to so many is a key of its own, more is none. The text of a button says
# the word of a trouble without one.
LENGTHS = (1, 3, 6)


def context_keys(acts):
    """The keys of the turn before: that there is none, what it did, whose it was; and how short the utterance is."""
    before = ["first"] + [f"after:{act}" for act in acts] + [f"role:{role}" for role in ("user", "bot", "agent")]
    return before + [f"words:{most}" for most in LENGTHS]


def context_matrix(keys, turns, texts):
    """`turns`: for each utterance None, or the role and the act of the turn before (the act may be None); `...` for
    nothing known of it."""
    index = {key: i for i, key in enumerate(keys)}
    out = np.zeros((len(turns), len(keys)), np.float32)
    for row, (turn, text) in enumerate(zip(turns, texts)):
        n_words = len(words(text))
        most = next((most for most in LENGTHS if n_words <= most), None)
        if most and n_words:
            out[row, index[f"words:{most}"]] = 1
        if turn is ...:
            continue
        if turn is None:
            out[row, index["first"]] = 1
            continue
        role, act = turn
        out[row, index[f"role:{role}"]] = 1
        if act:
            out[row, index[f"after:{act}"]] = 1
    return out


class Reader:
    """The whole model as the program uses it: texts in, scores out."""

    def __init__(self, featuriser, user=None, bot=None):
        self.featuriser, self.heads = featuriser, {"user": user, "bot": bot}

    def parts(self, texts):
        lists = [words(text) for text in texts]
        pieces = [self.featuriser.vocabulary.of_words(each) for each in lists]
        return pieces, self.featuriser.table.embed(pieces), self.featuriser.counts(lists)

    def signs(self, texts):
        """Those of the turns before; `None` where there is none."""
        return signs_of(self.featuriser.embed([text or "" for text in texts]))

    def scores(self, side, texts, turns, before=None):
        """`before` are the texts of the turns before."""
        heads = self.heads[side]
        _, e, counts = self.parts(texts)
        active = context_matrix(heads.context_names, turns, texts)
        signs = self.signs(before or [None] * len(texts))
        return heads.scores(counts, e, active, signs, self.featuriser.word_idf, self.featuriser.char_idf)

    def acts(self, side, texts):
        """The act that the heads read in each text by itself."""
        heads = self.heads[side]
        scores = heads.probabilities(self.scores(side, texts, [None] * len(texts)))
        own = [i for i, name in enumerate(heads.names) if name.startswith("act:")]
        return [heads.names[own[i]].removeprefix("act:") for i in scores[:, own].argmax(1)]

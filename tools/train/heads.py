"""Heads as the program reads them: eight-bit weights, calibration, thresholds; and their scores, to the last bit."""

import struct
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from features import words


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
    cal_a: np.ndarray = field(default=None)
    cal_b: np.ndarray = field(default=None)
    threshold: np.ndarray = field(default=None)

    @classmethod
    def of(cls, names, groups, shares, weights, word_bits, context_names):
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
            np.ones(k, np.float32), np.zeros(k, np.float32), np.full(k, 0.5, np.float32),
        )

    def scores(self, counts, e, active, word_idf, char_idf):
        """Scores as the contract says: integer sums, then float64 in one order.

        `counts` are the occurrences of word and character buckets, `active` 0/1 per context key.
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
        at += k * dim
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
                   numbers[1], numbers[2], context_names, context, *numbers[3:])


def context_keys(acts):
    """The keys of the turn before: that there is none, what it did, whose it was."""
    return ["first"] + [f"after:{act}" for act in acts] + [f"role:{role}" for role in ("user", "bot", "agent")]


def context_matrix(keys, turns):
    """`turns`: for each utterance None, or the role and the act of the turn before (the act may be None)."""
    index = {key: i for i, key in enumerate(keys)}
    out = np.zeros((len(turns), len(keys)), np.float32)
    for row, turn in enumerate(turns):
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

    def scores(self, side, texts, turns):
        heads = self.heads[side]
        _, e, counts = self.parts(texts)
        active = context_matrix(heads.context_names, turns)
        return heads.scores(counts, e, active, self.featuriser.word_idf, self.featuriser.char_idf)

    def acts(self, side, texts, turns):
        """The act that the heads read in each text."""
        heads = self.heads[side]
        scores = heads.probabilities(self.scores(side, texts, turns))
        own = [i for i, name in enumerate(heads.names) if name.startswith("act:")]
        return [heads.names[own[i]].removeprefix("act:") for i in scores[:, own].argmax(1)]

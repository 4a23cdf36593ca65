"""Heads on sparse features, an embedding, the context and one small hidden layer, many outputs at once, some unknown.

An output is a sigmoid by itself, or one of a group that shares a softmax. `weight` says how much an example counts
for each output; nought where nobody said what is right. The hidden layer sees what a sum of weights cannot hold: that
meaning and turn before speak for something only together.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp


@dataclass
class Weights:
    """Scores are `x @ sparse + e @ dense + context @ around + bias + hidden @ outer`, where the hidden layer is
    `inside @ inner + inner_bias`, and nought where that is less."""

    sparse: np.ndarray
    dense: np.ndarray
    around: np.ndarray
    bias: np.ndarray
    inner: np.ndarray
    inner_bias: np.ndarray
    outer: np.ndarray

    def scores(self, x, e, context, inside):
        hidden = np.maximum(inside @ self.inner + self.inner_bias, 0)
        return np.asarray(x @ self.sparse) + e @ self.dense + context @ self.around + self.bias + hidden @ self.outer


def probabilities(scores, groups):
    groups = np.asarray(groups)
    out = 1 / (1 + np.exp(-np.clip(scores, -60, 60)))
    for group in set(groups[groups > 0]):
        own = groups == group
        z = np.exp(scores[:, own] - scores[:, own].max(1, keepdims=True))
        out[:, own] = z / z.sum(1, keepdims=True)
    return out


def fit(x, e, context, inside, goal, weight, groups, epochs=8, rate=8e-3, decay=3e-2, batch=512, seed=0, start=None,
        keep=None, hidden=96, slower=0.25, dropped=0.2):
    """AdamW; the hidden layer learns `slower`. `keep` is a mask of the sparse weights that may be other than nought."""
    random = np.random.default_rng(seed)
    groups = np.asarray(groups)
    n, k = goal.shape
    if start is None:
        mean = (goal * weight).sum(0) / np.maximum(weight.sum(0), 1e-9)
        mean = np.clip(mean, 1e-3, 1 - 1e-3)
        bias = np.where(groups > 0, np.log(mean), np.log(mean / (1 - mean)))
        shapes = [(x.shape[1], k), (e.shape[1], k), (context.shape[1], k)]
        values = [np.zeros(shape, np.float32) for shape in shapes] + [bias.astype(np.float32)]
        values += [
            random.normal(0, 0.25, (inside.shape[1], hidden)).astype(np.float32), np.zeros(hidden, np.float32),
            random.normal(0, 0.05, (hidden, k)).astype(np.float32)]
    else:
        values = [getattr(start, name).copy() for name in Weights.__dataclass_fields__]
    first = [np.zeros_like(v) for v in values]
    second = [np.zeros_like(v) for v in values]
    x = x.tocsr()
    goal, weight = goal.astype(np.float32), weight.astype(np.float32)
    batch = min(batch, max(64, n // 40))
    step, steps = 0, epochs * (n // batch)
    for _ in range(epochs):
        order = random.permutation(n)
        for begin in range(0, n - batch + 1, batch):
            chosen = order[begin:begin + batch]
            xs, es, cs, ins = x[chosen], e[chosen], context[chosen], inside[chosen]
            before = ins @ values[4] + values[5]
            alive = (before > 0) * ((random.random(before.shape) >= dropped) / (1 - dropped)).astype(np.float32)
            layer = before * alive
            scores = np.asarray(xs @ values[0]) + es @ values[1] + cs @ values[2] + values[3] + layer @ values[6]
            error = (probabilities(scores, groups) - goal[chosen]) * weight[chosen] / np.float32(batch)
            back = (error @ values[6].T) * alive
            slopes = [np.asarray(xs.T @ error), es.T @ error, cs.T @ error, error.sum(0), ins.T @ back, back.sum(0),
                      layer.T @ error]
            step += 1
            left = max(0.0, 1 - step / steps)
            for i, slope in enumerate(slopes):
                now = np.float32(rate * left * (slower if i > 3 else 1))
                length = now * np.float32((1 - 0.99 ** step) ** 0.5 / (1 - 0.9 ** step))
                first[i] *= np.float32(0.9)
                first[i] += np.float32(0.1) * slope
                second[i] *= np.float32(0.99)
                np.square(slope, out=slope)
                second[i] += np.float32(0.01) * slope
                np.sqrt(second[i], out=slope)
                slope += np.float32(1e-8)
                np.divide(first[i], slope, out=slope)
                if i not in (3, 5):
                    values[i] *= 1 - now * np.float32(decay)
                values[i] -= length * slope
            if keep is not None:
                values[0] *= keep
    return Weights(*values)


def pruned(weights, x, share):
    """A mask of the sparse weights that matter most: large, and of features that occur."""
    often = np.sqrt(np.asarray(x.multiply(x).mean(0)).ravel() + 1e-12)
    matter = np.abs(weights.sparse) * often[:, None]
    least = np.quantile(matter[matter > 0], 1 - share) if share < 1 else 0
    return matter >= np.maximum(least, 1e-30)

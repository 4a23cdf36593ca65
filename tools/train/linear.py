"""Linear heads on sparse features, an embedding and the context, many outputs at once, some of them unknown.

An output is a sigmoid by itself, or one of a group that shares a softmax. `weight` says how much an example counts
for each output; nought where nobody said what is right.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp


@dataclass
class Weights:
    """Scores are `x @ sparse + e @ dense + context @ around + bias`."""

    sparse: np.ndarray
    dense: np.ndarray
    around: np.ndarray
    bias: np.ndarray

    def scores(self, x, e, context):
        return np.asarray(x @ self.sparse) + e @ self.dense + context @ self.around + self.bias


def probabilities(scores, groups):
    groups = np.asarray(groups)
    out = 1 / (1 + np.exp(-np.clip(scores, -60, 60)))
    for group in set(groups[groups > 0]):
        own = groups == group
        z = np.exp(scores[:, own] - scores[:, own].max(1, keepdims=True))
        out[:, own] = z / z.sum(1, keepdims=True)
    return out


def fit(x, e, context, goal, weight, groups, epochs=8, rate=8e-3, decay=2e-2, batch=1024, seed=0, start=None, keep=None):
    """AdamW. `keep` is a mask of the sparse weights that may be other than nought."""
    random = np.random.default_rng(seed)
    groups = np.asarray(groups)
    n, k = goal.shape
    if start is None:
        mean = (goal * weight).sum(0) / np.maximum(weight.sum(0), 1e-9)
        mean = np.clip(mean, 1e-3, 1 - 1e-3)
        bias = np.where(groups > 0, np.log(mean), np.log(mean / (1 - mean)))
        shapes = [(x.shape[1], k), (e.shape[1], k), (context.shape[1], k)]
        values = [np.zeros(shape, np.float32) for shape in shapes] + [bias.astype(np.float32)]
    else:
        values = [start.sparse.copy(), start.dense.copy(), start.around.copy(), start.bias.copy()]
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
            xs, es, cs = x[chosen], e[chosen], context[chosen]
            scores = np.asarray(xs @ values[0]) + es @ values[1] + cs @ values[2] + values[3]
            error = (probabilities(scores, groups) - goal[chosen]) * weight[chosen] / np.float32(batch)
            slopes = [np.asarray(xs.T @ error), es.T @ error, cs.T @ error, error.sum(0)]
            step += 1
            now = np.float32(rate * max(0.0, 1 - step / steps))
            length = now * np.float32((1 - 0.99 ** step) ** 0.5 / (1 - 0.9 ** step))
            for i, slope in enumerate(slopes):
                first[i] *= np.float32(0.9)
                first[i] += np.float32(0.1) * slope
                second[i] *= np.float32(0.99)
                np.square(slope, out=slope)
                second[i] += np.float32(0.01) * slope
                np.sqrt(second[i], out=slope)
                slope += np.float32(1e-8)
                np.divide(first[i], slope, out=slope)
                if i < 3:
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

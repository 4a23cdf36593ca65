"""Measures with their bootstrapped intervals."""

import numpy as np


def interval(value_of, n, draws=1000, seed=0):
    """95 % interval of `value_of(indices)` when the n items are drawn again with replacement."""
    random = np.random.default_rng(seed)
    values = [value_of(random.integers(0, n, n)) for _ in range(draws)]
    return tuple(np.percentile(values, [2.5, 97.5]))


def f1_of(truth, given):
    """F1 of each column of two 0/1 matrices; nought where there is nothing to find and nothing is given."""
    both = (truth & given).sum(0)
    total = truth.sum(0) + given.sum(0)
    return np.where(total > 0, 2 * both / np.maximum(total, 1), 0.0)


def best_thresholds(truth, scores, steps=200):
    """Per column the threshold with the best F1; ties go to the middle of what is as good."""
    out = np.zeros(truth.shape[1])
    for k in range(truth.shape[1]):
        order = np.argsort(-scores[:, k], kind="stable")
        hits = np.cumsum(truth[order, k])
        f1 = 2 * hits / (np.arange(1, len(order) + 1) + max(1, truth[:, k].sum()))
        i = int(f1.argmax())
        after = scores[order[min(i + 1, len(order) - 1)], k]
        out[k] = (scores[order[i], k] + after) / 2
    return out


def auroc(inside, outside):
    """Chance that something inside scores above something outside."""
    from scipy.stats import rankdata

    ranks = rankdata(np.r_[inside, outside])
    n, m = len(inside), len(outside)
    return (ranks[:n].sum() - n * (n + 1) / 2) / (n * m)


def said(value, bounds, times=100):
    return f"{times * value:.1f} ({times * bounds[0]:.1f} to {times * bounds[1]:.1f})"

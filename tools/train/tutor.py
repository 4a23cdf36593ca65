"""The tutor of the product's heads: the sentence encoder itself, tuned on the labelled utterances.

It understands more than a linear head can, but is twenty megabytes and slow. It labels text that nobody labelled
(public sets, and authored utterances varied and recombined), and the heads learn from what it says.
"""

import time

import numpy as np

import teacher
from labels import groups
from linear import probabilities
from places import CACHE

FROZEN_LAYERS = 2
BUCKETS = (12, 16, 24, 32, 48, 64)


def _tokens(texts):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(teacher.model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(BUCKETS[-1])
    # The teacher's vocabulary has no masked data; their names say enough.
    return [each.ids for each in tokenizer.encode_batch([text.replace("URL_SECRET", "LINK") for text in texts])]


def _batches(lists, size, random=None):
    """Batches of about one length, each padded to a length of BUCKETS, so that few shapes are compiled."""
    noise = random.random(len(lists)) * 6 if random is not None else np.zeros(len(lists))
    order = np.argsort(np.array([len(ids) for ids in lists]) + noise, kind="stable")
    parts = [order[i:i + size] for i in range(0, len(order), size)]
    if random is not None:
        parts = [part for part in parts if len(part) == size]
        random.shuffle(parts)
    for part in parts:
        longest = max(len(lists[i]) for i in part)
        width = next(b for b in BUCKETS if b >= longest)
        ids = np.zeros((size, width), np.int32)
        for row, i in enumerate(part):
            ids[row, :len(lists[i])] = lists[i]
        yield part, ids


class Tutor:
    def __init__(self, names, seed=0):
        weights = {k: v.astype(np.float32) for k, v in teacher.encoder_weights().items()}
        self.names, self.groups = names, np.array(groups(names))
        first = "embeddings."
        low = tuple(f"encoder.layer.{i}." for i in range(FROZEN_LAYERS))
        self.fixed = {k: v for k, v in weights.items() if k.startswith((first, *low)) and "position_ids" not in k}
        self.free = {k: v for k, v in weights.items() if k.startswith("encoder.") and not k.startswith(low)}
        self.free["head.weight"] = np.random.default_rng(seed).normal(0, 0.02, (len(names), teacher.DIM)).astype(np.float32)
        self.free["head.bias"] = np.zeros(len(names), np.float32)

    def _scores(self, free, fixed, ids, key=None):
        import jax
        import jax.numpy as jnp

        weights = {**fixed, **free}
        mask = (ids > 0).astype(jnp.float32)

        def normed(x, name):
            x = x - x.mean(-1, keepdims=True)
            x = x / jnp.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
            return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

        def linear(x, name):
            return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

        def dropped(x, number, rate=0.1):
            if key is None:
                return x
            keep = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - rate, x.shape)
            return x * keep / (1 - rate)

        x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:ids.shape[1]]
        x = normed(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        n, length = ids.shape
        absent = (mask - 1)[:, None, None] * 1e4
        for layer in range(teacher.LAYERS):
            name = f"encoder.layer.{layer}"
            q, k, v = (linear(x, f"{name}.attention.self.{part}").reshape(n, length, teacher.HEADS, -1).transpose(0, 2, 1, 3)
                       for part in ("query", "key", "value"))
            share = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / (teacher.DIM / teacher.HEADS) ** 0.5 + absent)
            mixed = (share @ v).transpose(0, 2, 1, 3).reshape(n, length, -1)
            mixed = dropped(linear(mixed, f"{name}.attention.output.dense"), 2 * layer)
            x = normed(mixed + x, f"{name}.attention.output.LayerNorm")
            inner = linear(jax.nn.gelu(linear(x, f"{name}.intermediate.dense"), approximate=True), f"{name}.output.dense")
            x = normed(dropped(inner, 2 * layer + 1) + x, f"{name}.output.LayerNorm")
            if layer + 1 == FROZEN_LAYERS:
                x = jax.lax.stop_gradient(x)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return dropped(mean, 99) @ weights["head.weight"].T * 3 + weights["head.bias"]

    def tune(self, texts, goal, weight, epochs=4, rate=1e-4, size=32, seed=0, say=print):
        import jax
        import jax.numpy as jnp
        import optax

        lists = _tokens(texts)
        random = np.random.default_rng(seed)
        steps = epochs * (len(lists) // size)
        schedule = optax.warmup_cosine_decay_schedule(0, rate, steps // 10, steps)
        faster = {k: "head" if k.startswith("head.") else "body" for k in self.free}
        optimiser = optax.chain(
            optax.clip_by_global_norm(1.0),
            optax.multi_transform({
                "body": optax.adamw(schedule, weight_decay=0.01),
                "head": optax.adamw(lambda step: 20 * schedule(step), weight_decay=0.01)}, faster))
        own = [np.flatnonzero(self.groups == g) for g in sorted(set(self.groups) - {0})]
        single = np.flatnonzero(self.groups == 0)

        def loss(free, fixed, ids, y, w, key):
            s = self._scores(free, fixed, ids, key)
            each = w[:, single] * (jnp.logaddexp(0, s[:, single]) - y[:, single] * s[:, single])
            total = each.sum(1)
            for group in own:
                total = total - (y[:, group] * jax.nn.log_softmax(s[:, group])).sum(1) * w[:, group[0]]
            return total.mean()

        @jax.jit
        def step(free, state, fixed, ids, y, w, key):
            value, slope = jax.value_and_grad(loss)(free, fixed, ids, y, w, key)
            change, state = optimiser.update(slope, state, free)
            return optax.apply_updates(free, change), state, value

        free, state = self.free, optimiser.init(self.free)
        key, began = jax.random.PRNGKey(seed), time.time()
        for epoch in range(epochs):
            total = []
            for part, ids in _batches(lists, size, random):
                key, now = jax.random.split(key)
                free, state, value = step(free, state, self.fixed, ids, goal[part], weight[part], now)
                total.append(value)
            say(f"tutor, epoch {epoch}: loss {np.mean(total):.3f}, {time.time() - began:.0f} s", flush=True)
        self.free = {k: np.asarray(v) for k, v in free.items()}
        return self

    def save(self, name, held=()):
        """Into the cache, to be asked in eight bits: `scores` of this name. `held` are the trades it never saw."""
        exact = CACHE / f"{name}.onnx"
        exact.unlink(missing_ok=True)
        (CACHE / f"{name}-int8.onnx").unlink(missing_ok=True)
        teacher.graph(exact, {**self.fixed, **self.free})
        np.savez(CACHE / f"{name}.npz", weight=self.free["head.weight"], bias=self.free["head.bias"],
                 held=np.array(held, str))


def held(name):
    return set(np.load(CACHE / f"{name}.npz")["held"].tolist())


def made(name, examples, names, held=(), epochs=4, seed=0):
    """Tunes a tutor on the examples of other trades than `held`, unless the cache has it."""
    if (CACHE / f"{name}.npz").exists():
        return
    index = {each: i for i, each in enumerate(names)}
    goal = np.zeros((len(examples), len(names)), np.float32)
    weight = np.zeros_like(goal)
    for row, each in enumerate(examples):
        for output, value in each.goals.items():
            goal[row, index[output]], weight[row, index[output]] = value, each.weight
    tuned = Tutor(names, seed).tune([each.text for each in examples], goal, weight, epochs, rate=1.5e-4, seed=seed)
    tuned.save(name, sorted(held))


def labels(name, texts, names, threads=1):
    """What the tutor thinks of texts, as probabilities."""
    head = np.load(CACHE / f"{name}.npz")

    def make():
        return teacher.run(_tokens(texts), threads, say=name, name=name) @ head["weight"].T * 3 + head["bias"]

    return probabilities(teacher.kept(name, list(texts), make), np.array(groups(names)))

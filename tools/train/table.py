"""The token table: a vector per piece so that their sum points where the teacher's vector of the text points.

First each piece by itself through the teacher, weighted by how common it is; then refined on unlabelled text and
its variations; in the last epochs in the four bits it is kept in, so that what rounding costs is learned away.
"""

import struct
import time

import numpy as np

import corpora
import teacher
from features import MASKS, Table, Vocabulary, words
from places import CACHE, OUT
from variation import varied

DIM = 256
ROWS = 24_000
STEP = 0.5  # of a row's root mean square, between two of the sixteen values
MOST = 40  # pieces of a text that the refinement looks at
OTHER_SIGNS = set("’‘“”–—…•€£¥°©®™éèüöäßñç¿¡")


def choose_pieces(texts, n=ROWS):
    """The pieces to keep: those of Latin text, first what the texts use, then in the order of frequency."""
    pieces = teacher.bert_vocabulary()
    known = Vocabulary(pieces + MASKS)
    used = np.zeros(len(known), int)
    for text in texts:
        np.add.at(used, known.of_words(words(text)), 1)

    def kept(piece):
        if piece.startswith("[") and len(piece) > 1:
            return False
        return piece.isascii() or set(piece) <= OTHER_SIGNS | set("#")

    able = [i for i, piece in enumerate(pieces) if kept(piece)]
    must = [i for i in able if len(pieces[i].removeprefix("##")) == 1 or used[i] >= 2]
    rest = [i for i in able if i not in set(must)]
    chosen = sorted((must + rest)[:n - len(MASKS)])
    return [pieces[i] for i in chosen] + MASKS, chosen


def targets(without=(), n_sentences=120_000, n_phrases=50_000):
    """Texts and the teacher's vectors of them."""
    sources = corpora.unlabelled()
    texts, vectors = [], []
    for name, each in sources.items():
        if name not in without:
            texts += each
            vectors.append(teacher.vectors(name, each))
    # Never of Banking77 or CLINC150, whose matters are held out to see how unseen ones fare.
    plain = ("multidogo", "hwu", "nlupp", "rasa", "taskmaster", "dstc", "goemotions")
    base = sorted({text for name in plain for text in sources[name]})
    # The halves are two questions to the teacher, so that two processes can ask them at a time.
    sentences, phrases = varied(base, teacher.bert_vocabulary(), n_sentences, n_phrases)
    for name, each in (("phrases", phrases), ("varied-a", sentences[:50_000]), ("varied-b", sentences[50_000:])):
        texts += each
        vectors.append(teacher.vectors(name, each))
    return texts, np.concatenate(vectors)


def projection(vectors, dim=DIM):
    """The directions that hold most of the teacher's vectors, the first first."""
    some = vectors[np.random.default_rng(0).permutation(len(vectors))[:40_000]]
    return np.linalg.svd(some, full_matrices=False)[2][:dim].T


def beginning(chosen, project):
    """Pieces by themselves, the common ones small."""
    alone = teacher.piece_vectors()
    alone -= alone[1996:].mean(0)
    rank = 1 / np.arange(2, len(alone) + 2)
    weight = 1e-4 / (1e-4 + rank / rank.sum())
    rows = (alone @ project * weight[:, None])[chosen]
    rows /= np.linalg.norm(rows, axis=1).mean()
    # A masked datum begins as half of what its name means to the teacher.
    names = [mask.strip("[]").replace("_", " ") for mask in MASKS]
    masks = teacher.vectors("masks", names) @ project
    masks /= 2 * np.linalg.norm(masks, axis=1, keepdims=True)
    return np.concatenate([rows, masks]).astype(np.float32)


def matrix(vocabulary, texts, most=MOST):
    """Pieces of each text, numbered from one, nought where there are no more."""
    out = np.zeros((len(texts), most), np.int32)
    for row, text in enumerate(texts):
        # The sets mask names in their own way.
        text = text.replace("[NAME]", "[PERSON 1]")
        pieces = vocabulary.of_words(words(text))[:most]
        out[row, :len(pieces)] = np.add(pieces, 1) if pieces else []
    return out


def refine(rows, pieces, goals, epochs=10, low_bit_epochs=3, rate=3e-3, batch=512, seed=0, say=print):
    """Adam on 1 - cosine; the last epochs see the rounded rows (and pass the gradient through the rounding)."""
    import jax
    import jax.numpy as jnp
    import optax

    some = (pieces > 0).any(1) & (np.linalg.norm(goals, axis=1) > 0)
    pieces, goals = pieces[some], goals[some] / np.linalg.norm(goals[some], axis=1, keepdims=True)
    random = np.random.default_rng(seed)
    order = random.permutation(len(pieces))
    held, order = order[:3000], order[3000:]
    steps = (epochs + low_bit_epochs) * (len(order) // batch)
    optimiser = optax.adam(optax.cosine_decay_schedule(rate, steps, 0.02))

    def loss(table, at, goal, key, rounded):
        if rounded:
            step = STEP * jnp.sqrt((table ** 2).mean(1, keepdims=True) + 1e-12)
            table = table + jax.lax.stop_gradient(jnp.clip(jnp.round(table / step), -8, 7) * step - table)
        keep = (at > 0) & (jax.random.uniform(key, at.shape) > 0.1)
        total = (table[at - 1] * keep[..., None]).sum(1)
        total = total / jnp.sqrt((total ** 2).sum(1, keepdims=True) + 1e-6)
        return 1 - (total * goal).sum(1).mean()

    def step(table, state, at, goal, key, rounded):
        value, slope = jax.value_and_grad(loss)(table, at, goal, key, rounded)
        change, state = optimiser.update(slope, state)
        return optax.apply_updates(table, change), state, value

    step = jax.jit(step, static_argnames="rounded", donate_argnums=(0, 1))
    table = jnp.array(rows)
    state = optimiser.init(table)
    key = jax.random.PRNGKey(seed)
    began = time.time()
    for epoch in range(epochs + low_bit_epochs):
        rounded = epoch >= epochs
        order, total = random.permutation(order), []
        for start in range(0, len(order) - batch + 1, batch):
            key, own = jax.random.split(key)
            chosen = order[start:start + batch]
            table, state, value = step(table, state, pieces[chosen], goals[chosen], own, rounded)
            total.append(value)
        scale, quanta = quantise(np.asarray(table))
        e = held_out_cosine((scale[:, None] * quanta) if rounded else np.asarray(table), pieces[held], goals[held])
        say(f"table, epoch {epoch}: loss {np.mean(total):.4f}, cosine of unseen texts {e:.4f}, {time.time() - began:.0f} s",
            flush=True)
    return np.asarray(table)


def held_out_cosine(rows, pieces, goals):
    total = (rows[pieces - 1] * (pieces > 0)[..., None]).sum(1)
    return float(((total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-9)) * goals).sum(1).mean())


def quantise(rows):
    """Integer scales and values from -8 to 7."""
    step = STEP * np.sqrt((rows.astype(np.float64) ** 2).mean(1, keepdims=True) + 1e-12)
    quanta = np.clip(np.rint(rows / step), -8, 7).astype(np.int8)
    unit = 60_000 / step.max()
    return np.maximum(1, np.rint(step[:, 0] * unit)).astype(np.uint16), quanta


def write(pieces, scale, quanta, folder=OUT):
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = struct.pack("<I", len(pieces))
    for piece in pieces:
        text = piece.encode()
        vocabulary += struct.pack("<B", len(text)) + text
    (folder / "vocab.bin").write_bytes(vocabulary)
    nibbles = (quanta.astype(np.int16) + 8).astype(np.uint8)
    packed = nibbles[:, 0::2] | nibbles[:, 1::2] << 4
    head = struct.pack("<HI", quanta.shape[1], len(pieces))
    (folder / "table.bin").write_bytes(head + scale.astype("<u2").tobytes() + packed.tobytes())


def read(folder=OUT):
    """Vocabulary and table as they were written."""
    raw = (folder / "vocab.bin").read_bytes()
    n, at, pieces = struct.unpack_from("<I", raw)[0], 4, []
    for _ in range(n):
        pieces.append(raw[at + 1:at + 1 + raw[at]].decode())
        at += 1 + raw[at]
    raw = (folder / "table.bin").read_bytes()
    dim, n = struct.unpack_from("<HI", raw)
    scale = np.frombuffer(raw, "<u2", n, 6)
    packed = np.frombuffer(raw, np.uint8, n * dim // 2, 6 + 2 * n).reshape(n, dim // 2)
    quanta = np.empty((n, dim), np.int8)
    quanta[:, 0::2], quanta[:, 1::2] = (packed & 15).astype(np.int8) - 8, (packed >> 4).astype(np.int8) - 8
    return Vocabulary(pieces), Table(scale, quanta)


def make(without=(), epochs=10, low_bit_epochs=3, dim=DIM, tag="table", n_rows=ROWS):
    """Everything: pieces, refined rows, rounded. Kept in the cache under `tag`."""
    folder = CACHE / tag
    if not (folder / "table.bin").exists():
        texts, vectors = targets(without)
        pieces, chosen = choose_pieces(texts, n_rows)
        project = projection(vectors, dim)
        rows = refine(beginning(chosen, project), matrix(Vocabulary(pieces), texts), vectors @ project,
                      epochs, low_bit_epochs)
        write(pieces, *quantise(rows), folder)
        np.save(folder / "rows.npy", rows)
        np.save(folder / "projection.npy", project)
    return read(folder)


if __name__ == "__main__":
    make()

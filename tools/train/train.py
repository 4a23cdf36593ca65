"""Makes `models/undertone.model` from the public data, the authored utterances and the teacher. See README.md."""

import argparse

import numpy as np

import fixture
import mapping
import pack
import product
import table
from features import Featuriser, Hasher, words
from heads import Reader
from places import CACHE, OUT

WORD_BITS = CHAR_BITS = 15


def featuriser_of(folder):
    vocabulary, rows = table.read(folder)
    return Featuriser(vocabulary, rows, Hasher(WORD_BITS, CHAR_BITS))


def texts_for_idf(user, bot):
    """How rare a word is, is counted in all the text there is."""
    import corpora

    public = [text for each in corpora.unlabelled().values() for text in each]
    return public + [each.text for each in user + bot]


def no_context(data):
    return np.zeros((len(data.goal), len(product.KEYS)), np.float32)


def first_pass(data, featuriser, **how):
    """Heads that know nothing of the turn before: they read the turns before."""
    return product.heads_of(data, product.train(data, no_context(data), np.arange(len(data.goal)), **how), featuriser)


def side(name, data, authored, context, honest, featuriser, how):
    scores = product.left_out(data, context, honest, authored, **how)
    heads = product.heads_of(data, product.train(data, context, np.arange(len(data.goal)), **how), featuriser)
    product.calibrate(heads, data.goal[authored], scores)
    f1, _ = product.judge(data.names, data.groups, data.goal[authored], scores)
    print(f"{name}, trades left out in turn (thresholds chosen on the same):")
    product.say(data.names, f1, data.goal[authored])
    return heads


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--epochs", type=int, default=8)
    arguments.add_argument("--share", type=float, default=0.25, help="share of the hashed weights that is kept")
    how = vars(arguments.parse_args())

    OUT.mkdir(parents=True, exist_ok=True)
    table.make()
    for name in ("vocab.bin", "table.bin"):
        (OUT / name).write_bytes((CACHE / "table" / name).read_bytes())
    featuriser = featuriser_of(OUT)

    user, bot = mapping.authored_user(), mapping.authored_bot()
    featuriser.fit_idf(texts_for_idf(user, bot))
    product.write_idf(featuriser, OUT)

    users = product.matter("user", user + mapping.public(), featuriser)
    bots = product.matter("bot", bot, featuriser)
    plain = {"epochs": how["epochs"]}
    reader = Reader(featuriser, first_pass(users, featuriser, **plain), first_pass(bots, featuriser, **plain))
    made = {}
    for name, data, n in (("user", users, len(user)), ("bot", bots, len(bot))):
        authored = np.arange(len(data.goal)) < n
        turns = product.read_acts(data.examples, reader)
        context = product.context_of(turns, data.examples, name, seed=1)
        honest = product.context_matrix(product.KEYS, turns)
        made[name] = side(name, data, authored, context, honest, featuriser, how)
        (OUT / f"heads.{name}.bin").write_bytes(made[name].to_bytes())

    reader = Reader(featuriser, made["user"], made["bot"])
    fixture.write(reader, fixture.examples(user, bot))
    pack.pack()


if __name__ == "__main__":
    main()

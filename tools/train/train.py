"""Makes `models/undertone.model` from the public data, the authored utterances and the teacher. See README.md."""

import argparse
import json
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

import fixture
import mapping
import pack
import product
import soft
import table
import tutor
from features import Featuriser, Hasher
from heads import Reader
from labels import BOT, USER
from places import CACHE, OUT

WORD_BITS = CHAR_BITS = 15
PUBLIC = 0.05  # how much an example of the public sets counts beside an authored one
INVENTED = 0.3  # and one that the tutor labelled: invented,
SOFT = 0.1  # public


@dataclass
class Side:
    """User or bot: what is known and how it is trained."""

    name: str
    names: list
    authored: list
    public: list
    texts: object  # gives texts for the tutor
    n_invented: int
    how: dict


def sides(share):
    return [
        Side("user", USER, mapping.authored_user(), mapping.public(), soft.of_users, 26_000,
             {"epochs": 10, "share": share}),
        Side("bot", BOT, mapping.authored_bot(), [], soft.of_bots, 12_000, {"epochs": 14, "share": share}),
    ]


def featuriser_of(folder):
    vocabulary, rows = table.read(folder)
    return Featuriser(vocabulary, rows, Hasher(WORD_BITS, CHAR_BITS))


def texts_for_idf(authored):
    """How rare a word is, is counted in all the text there is."""
    import corpora

    public = [text for each in corpora.unlabelled().values() for text in each]
    return public + [each.text for each in authored]


def no_context(n):
    return np.zeros((n, len(product.KEYS)), np.float32)


def for_tutor(side, held):
    """Authored utterances of the trades not held out, and a few of the public sets."""
    own = [each for each in side.authored if each.source not in held]
    random = np.random.default_rng(0)
    talk = [each for each in side.public if each.source not in ("goemotions", "banking77")]
    feelings = [each for each in side.public if each.source == "goemotions"]
    for group, n in ((talk, 900), (feelings, 300)):
        own += [group[i] for i in random.choice(len(group), min(n, len(group)), replace=False)]
    return own


def taught(side, featuriser, part):
    """Texts that the tutor labelled, as matter. The tutor of part `part` never saw the trades it names."""
    name = f"tutor-{side.name}-{part}"
    sources = sorted({each.source for each in side.authored})
    held = set(sources[0::4]) if part == "part" else set()
    tutor.made(name, for_tutor(side, held), side.names, held)
    held = tutor.held(name)
    own = [each for each in side.authored if each.source not in held]
    invented, public = side.texts(own, side.n_invented)
    p = np.concatenate([tutor.labels(name, texts, side.names) for texts in (invented, public)])
    weight = [INVENTED] * len(invented) + [SOFT] * len(public)
    examples = [
        mapping.Example(text, dict(zip(side.names, row)), w, None, "tutor")
        for text, row, w in zip(invented + public, p.tolist(), weight)
    ]
    return product.matter(side.name, examples, featuriser), held


def together(one, other):
    return replace(
        one, examples=one.examples + other.examples, x=sp.vstack([one.x, other.x]).tocsr(),
        e=np.concatenate([one.e, other.e]), goal=np.concatenate([one.goal, other.goal]),
        weight=np.concatenate([one.weight, other.weight]))


def learn(side, data, context, featuriser, rows, part):
    more, _ = taught(side, featuriser, part)
    all_rows = np.concatenate([rows, np.arange(len(data.goal), len(data.goal) + len(more.goal))])
    whole = together(data, more)
    return product.train(whole, np.concatenate([context, no_context(len(more.goal))]), all_rows, **side.how)


def heads(side, data, reader, featuriser, figures):
    """Judged and calibrated on trades that neither tutor nor heads saw, then trained on all."""
    n = len(side.authored)
    authored = np.arange(len(data.goal)) < n
    turns = product.read_acts(data.examples, reader)
    context = product.context_of(turns, data.examples, side.name, seed=1)
    honest = product.context_matrix(product.KEYS, turns)

    taught(side, featuriser, "part")
    held = tutor.held(f"tutor-{side.name}-part")
    away = authored & np.isin(data.sources, sorted(held))
    part = product.heads_of(data, learn(side, data, context, featuriser, np.flatnonzero(~away), "part"), featuriser)
    goal, scores = data.goal[away], product.exact(part, data, featuriser, np.flatnonzero(away), honest)
    f1, _ = product.judge(data.names, data.groups, goal, scores)
    print(f"{side.name}: trades left out ({', '.join(sorted(held))}), thresholds chosen on them:")
    product.say(data.names, f1, goal)
    figures[f"{side.name}, trades left out"] = product.figures(data.names, f1)

    whole = product.heads_of(data, learn(side, data, context, featuriser, np.arange(len(data.goal)), "full"), featuriser)
    product.calibrate(whole, goal, scores)
    return whole


def held_out(reader, figures):
    """The trades that were written for measuring only, with the thresholds as they are."""
    for side, examples in (("user", mapping.authored_user(True)), ("bot", mapping.authored_bot(True))):
        own = reader.heads[side]
        data = product.goals(side, examples)
        turns = product.read_acts(examples, reader)
        p = own.probabilities(reader.scores(side, [each.text for each in examples], turns))
        f1, given = product.judge(own.names, own.groups, data, p, own.threshold)
        print(f"{side}, held out:")
        product.say(own.names, f1, data)
        figures[f"{side}, held out"] = product.figures(own.names, f1, data, given)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--share", type=float, default=0.16, help="share of the hashed weights that is kept")
    arguments.add_argument("--measure", action="store_true", help="also measure on the held-out trades")
    arguments = arguments.parse_args()

    OUT.mkdir(parents=True, exist_ok=True)
    table.make()
    for name in ("vocab.bin", "table.bin"):
        (OUT / name).write_bytes((CACHE / "table" / name).read_bytes())
    featuriser = featuriser_of(OUT)
    both = sides(arguments.share)
    featuriser.fit_idf(texts_for_idf([each for side in both for each in side.authored]))
    product.write_idf(featuriser, OUT)

    data = [product.matter(side.name, side.authored + side.public, featuriser) for side in both]
    plain = []
    for side, each in zip(both, data):
        each.weight[len(side.authored):] *= PUBLIC
        rows = np.arange(len(each.goal))
        plain.append(product.heads_of(each, product.train(each, no_context(len(rows)), rows, epochs=10), featuriser))
    reader = Reader(featuriser, *plain)

    figures = {}
    made = [heads(side, each, reader, featuriser, figures) for side, each in zip(both, data)]
    for side, each in zip(both, made):
        (OUT / f"heads.{side.name}.bin").write_bytes(each.to_bytes())
    reader = Reader(featuriser, *made)
    if arguments.measure:
        held_out(reader, figures)
    (CACHE / "product.json").write_text(json.dumps(figures, indent=1))
    fixture.write(reader, fixture.examples(both[0].authored, both[1].authored))
    pack.pack()


if __name__ == "__main__":
    main()

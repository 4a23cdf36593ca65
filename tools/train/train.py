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
import teacher
import tutor
from features import Featuriser, Hasher
from heads import Reader
from invention import invented
from labels import BOT, FEELING, USER
from places import CACHE, OUT

WORD_BITS = CHAR_BITS = 15
PUBLIC = 0.05  # how much an example of the public sets counts beside an authored one
INVENTED = 0.3  # and one that the tutor labelled: invented,
SOFT = 0.1  # public


# Trades that no tutor ever sees, nor the heads that are judged.
LEFT_OUT = {
    "user": {"airline", "cloud_api", "dentist_practice", "design_tool", "energy", "games", "insurance", "marketplace"},
    "bot": {"bank", "energy", "furniture", "grocery", "parcels", "university"},
}


@dataclass
class Side:
    """User or bot: what is known and how it is trained."""

    name: str
    names: list
    authored: list
    public: list
    texts: object  # public texts for the tutor
    n_invented: int
    how: dict

    @property
    def left_out(self):
        return LEFT_OUT[self.name]

    @property
    def tutor(self):
        return f"tutor-{self.name}"


def sides(share):
    return [
        Side("user", USER, mapping.authored_user(), mapping.public(), soft.of_users, 84_000,
             {"epochs": 6, "share": share}),
        Side("bot", BOT, mapping.authored_bot(), [], soft.of_bots, 24_000, {"epochs": 10, "share": share}),
    ]


def featuriser_of(folder):
    vocabulary, rows = table.read(folder)
    return Featuriser(vocabulary, rows, Hasher(WORD_BITS, CHAR_BITS))


def texts_for_idf(authored):
    """How rare a word is, is counted in all the text there is."""
    import corpora

    public = [text for each in corpora.unlabelled().values() for text in each]
    return public + [each.text for each in authored]


def no_context(examples):
    return product.context_matrix(product.KEYS, [...] * len(examples), [each.text for each in examples])


def for_tutor(side, held):
    """Authored utterances of the trades not left out, and a few of the public sets."""
    own = [each for each in side.authored if each.source not in held]
    random = np.random.default_rng(0)
    talk = [each for each in side.public if each.source not in ("goemotions", "banking77")]
    feelings = [each for each in side.public if each.source == "goemotions"]
    for group, n in ((talk, 900), (feelings, 300)):
        own += [group[i] for i in random.choice(len(group), min(n, len(group)), replace=False)]
    return own


def labelled(side):
    """Texts that nobody labelled, with what the tutor says: invented from the trades it saw, from those it did not
    see, and public ones."""
    tutor.made(side.tutor, for_tutor(side, side.left_out), side.names, side.left_out, epochs=3 if side.name == "user" else 4)
    vocabulary = teacher.bert_vocabulary()
    seen, unseen = ([each.text for each in side.authored if (each.source in side.left_out) == away] for away in (False, True))
    groups = (
        (invented(seen, vocabulary, side.n_invented * 5 // 6, seed=31), INVENTED),
        (invented(unseen, vocabulary, side.n_invented // 6, seed=32), INVENTED), (side.texts(), SOFT))
    return [(texts, tutor.labels(side.tutor, texts, side.names), weight) for texts, weight in groups]


def taught(side, featuriser):
    """What the tutor labelled, as matter, and whether the heads that are judged may see it."""
    examples, may = [], []
    for at, (texts, p, weight) in enumerate(labelled(side)):
        examples += [mapping.Example(text, dict(zip(side.names, row)), weight, None, "tutor") for text, row in zip(texts, p.tolist())]
        may += [at != 1] * len(texts)
    return product.matter(side.name, examples, featuriser), np.array(may)


def together(one, other):
    return replace(
        one, examples=one.examples + other.examples, x=sp.vstack([one.x, other.x]).tocsr(),
        e=np.concatenate([one.e, other.e]), before=np.concatenate([one.before, other.before]), goal=np.concatenate([one.goal, other.goal]),
        weight=np.concatenate([one.weight, other.weight]))


def heads(side, data, reader, featuriser, figures):
    """Judged and calibrated on trades that neither tutor nor heads saw, then trained on all."""
    n = len(side.authored)
    authored = np.arange(len(data.goal)) < n
    turns = product.read_acts(data.examples, reader)
    context = product.context_of(turns, data.examples, side.name, seed=1)
    honest = product.context_matrix(product.KEYS, turns, [each.text for each in data.examples])
    more, may = taught(side, featuriser)
    whole = together(data, more)
    around = np.concatenate([context, no_context(more.examples)])

    away = authored & np.isin(data.sources, sorted(side.left_out))
    rows = np.flatnonzero(np.concatenate([~away, may]))
    part = product.heads_of(data, product.train(whole, around, rows, **side.how), featuriser)
    goal, scores = data.goal[away], product.exact(part, data, featuriser, np.flatnonzero(away), honest)
    if FEELING in side.names:
        texts = [each.text for each, out in zip(data.examples, away) if out]
        (CACHE / "feeling.json").write_text(json.dumps(dict(zip(texts, scores[:, side.names.index(FEELING)]))))
    f1, _ = product.judge(data.names, data.groups, goal, scores)
    print(f"{side.name}: trades left out ({', '.join(sorted(side.left_out))}), thresholds chosen on them:")
    product.say(data.names, f1, goal)
    figures[f"{side.name}, trades left out"] = product.figures(data.names, f1)

    full = product.heads_of(data, product.train(whole, around, np.arange(len(whole.goal)), **side.how), featuriser)
    product.calibrate(full, goal, scores)
    return full


def held_out(reader, figures):
    """The trades that were written for measuring only, with the thresholds as they are."""
    for side, examples in (("user", mapping.authored_user(True)), ("bot", mapping.authored_bot(True))):
        own = reader.heads[side]
        data = product.goals(side, examples)
        turns = product.read_acts(examples, reader)
        before = [each.previous and each.previous[1] for each in examples]
        p = own.probabilities(reader.scores(side, [each.text for each in examples], turns, before))
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
        plain.append(product.heads_of(each, product.train(each, no_context(each.examples), rows), featuriser))
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

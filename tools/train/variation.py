"""More text for the token table: real sentences whose rarer words are others, and short phrases of words by chance.

What the public sets talk about is narrow (banking, flights, coffee). The teacher says what a sentence means with any
word in it, so each word of the vocabulary is seen in sentences of customers, whatever they are customers of.
"""

import re

import numpy as np

WORD = re.compile(r"[a-z]{3,}")
# Pieces of BERT's vocabulary stand in the order of their frequency; below this number are letters, signs and the
# commonest words, which carry the grammar and stay.
COMMONEST = 2700


class Variation:
    def __init__(self, bert_vocabulary, seed):
        self.random = np.random.default_rng(seed)
        self.rank = {piece: i for i, piece in enumerate(bert_vocabulary)}
        self.words = [piece for i, piece in enumerate(bert_vocabulary) if i >= 1996 and WORD.fullmatch(piece)]
        weight = 1 / np.sqrt(np.array([self.rank[word] for word in self.words], float))
        self.cumulated = np.cumsum(weight / weight.sum())

    def word(self):
        return self.words[min(int(np.searchsorted(self.cumulated, self.random.random())), len(self.words) - 1)]

    def sentence(self, text):
        """The text with one to three of its rarer words changed, or nothing where it has none."""
        places = [
            found.span() for found in re.finditer(r"[A-Za-z]{3,}", text)
            if self.rank.get(found[0].lower(), 1 << 20) >= COMMONEST
        ]
        if not places:
            return None
        n = min(len(places), int(self.random.integers(1, 4)))
        chosen = sorted(self.random.choice(len(places), n, replace=False), reverse=True)
        for i in chosen:
            start, end = places[i]
            text = text[:start] + self.word() + text[end:]
        return text

    def phrase(self):
        return " ".join(self.word() for _ in range(int(self.random.integers(1, 5))))


def varied(texts, bert_vocabulary, n_sentences, n_phrases, seed=7):
    make = Variation(bert_vocabulary, seed)
    usable = [text for text in texts if 3 <= len(text.split()) <= 30]
    sentences = set()
    for i in make.random.integers(0, len(usable), 2 * n_sentences):
        if len(sentences) == n_sentences:
            break
        changed = make.sentence(usable[i])
        if changed:
            sentences.add(changed)
    return sorted(sentences), sorted({make.phrase() for _ in range(n_phrases)})

"""Utterances nobody wrote: authored ones with other matters in them, cut and joined anew. The tutor says what they are.

A linear head learns words. With the same sentence about many matters it learns the words that carry the label, not
those of the trade; with sentences joined it learns what stays true beside something else.
"""

import re

import numpy as np

from variation import COMMONEST, Variation

SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+|(?<=[a-z]{3}), (?=but |and |so |because |i |we |it )")


class Invention:
    def __init__(self, texts, bert_vocabulary, seed=5):
        self.by_chance = Variation(bert_vocabulary, seed)
        self.random = self.by_chance.random
        self.texts = texts
        self.parts = [part for text in texts for part in SENTENCE.split(text) if len(part.split()) >= 2]
        rank = self.by_chance.rank
        found = {}
        for text in texts:
            for word in re.findall(r"[A-Za-z]{4,}", text):
                if rank.get(word.lower(), 1 << 20) >= COMMONEST:
                    found[word.lower()] = found.get(word.lower(), 0) + 1
        # Matters of the trades: rarer words that are not written everywhere.
        self.matters = sorted(word for word, n in found.items() if n <= len(texts) / 100)

    def pick(self, these):
        return these[int(self.random.integers(len(these)))]

    def change(self, text):
        """Some of the rarer words are others: of another trade, or any."""
        rank = self.by_chance.rank

        def other(found):
            word = found[0]
            if rank.get(word.lower(), 1 << 20) < COMMONEST or self.random.random() < 0.4:
                return word
            return self.pick(self.matters) if self.random.random() < 0.6 else self.by_chance.word()

        return re.sub(r"(?<![A-Za-z_\[])[A-Za-z]{4,}(?![A-Za-z_]* \d+\])", other, text)

    def one(self):
        chance = self.random.random()
        if chance < 0.5:
            return self.change(self.pick(self.texts))
        if chance < 0.6:
            return self.pick(self.parts)
        joined = " ".join(self.pick(self.parts) for _ in range(2))
        return self.change(joined) if chance < 0.8 else joined


def invented(texts, bert_vocabulary, n, seed=5):
    make = Invention(texts, bert_vocabulary, seed)
    out = set()
    for _ in range(3 * n):
        if len(out) == n:
            break
        out.add(make.one())
    return sorted(out - set(texts))

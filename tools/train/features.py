"""Features of an utterance, exactly as the program computes them: words, pieces, embedding, hashed n-grams.

The inference in Rust gives the same integers for every text; `tests/fixtures/language.jsonl` holds it to that.
Whatever is changed here must be changed in `src/text/` too.
"""

import re
import unicodedata
from functools import lru_cache

import numpy as np
import scipy.sparse as sp

LONGEST = 2500  # code points; of a longer text the first 2,000 and the last 500 are read
MOST_PIECES = 256
MOST_WORDS = 256
MOST_WORD_CHARS = 100  # a longer word is no piece
MOST_GRAM_CHARS = 40  # a longer word has no character n-grams
MASK = re.compile(r"\[([A-Z_]+) \d+\]")
KINDS = [
    "EMAIL", "PHONE", "PERSON", "ADDRESS", "CARD", "IBAN", "SSN", "IP", "MAC", "URL_SECRET", "PASSWORD", "USERNAME",
    "DATE_OF_BIRTH", "ACCOUNT_ID", "PASSPORT", "LICENCE_PLATE", "CRYPTO_WALLET", "GEO",
]
MASKS = [f"[{kind.lower()}]" for kind in KINDS] + ["[masked]"]
MASK_SET = set(MASKS)

_ASCII_WORD = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")
_ASCII_CLEAN = {i: None for i in range(32)} | {127: None} | {9: 32, 10: 32, 13: 32}
_CJK = [
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
]


@lru_cache(maxsize=None)
def is_punctuation(char):
    """Unicode's P*, and all of ASCII that is neither letter nor digit nor space."""
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


@lru_cache(maxsize=None)
def _clean(char):
    """What a character becomes before it is split: nothing, a space, itself with spaces around, or itself."""
    code = ord(char)
    if char in "\t\n\r" or char.isspace():
        # The separators among the control characters are dropped as such.
        return "" if code in (0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85) else " "
    if code in (0, 0xFFFD) or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    if any(a <= code <= b for a, b in _CJK):
        return f" {char} "
    return char


@lru_cache(maxsize=None)
def _lower(char):
    """Lower case of one character by itself: no rule looks at its neighbours."""
    return char.lower()


def _words(text):
    if text.isascii():
        return _ASCII_WORD.findall(text.translate(_ASCII_CLEAN).lower())
    text = "".join(map(_lower, "".join(map(_clean, text))))
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    out, start = [], None
    for i, char in enumerate(text):
        # After decomposition a character may have become a space: it divides words like any other.
        if char.isspace() or is_punctuation(char):
            if start is not None:
                out.append(text[start:i])
                start = None
            if not char.isspace():
                out.append(char)
        elif start is None:
            start = i
    if start is not None:
        out.append(text[start:])
    return out


def words(text):
    """The basic tokens of a text; a masked datum is one of them, as `[kind]`."""
    if len(text) > LONGEST:
        text = text[:2000] + " " + text[-500:]
    if "[" not in text:
        return _words(text)
    out, end = [], 0
    for found in MASK.finditer(text):
        out += _words(text[end:found.start()])
        kind = f"[{found[1].lower()}]"
        out.append(kind if kind in MASK_SET else "[masked]")
        end = found.end()
    return out + _words(text[end:])


class Vocabulary:
    """Pieces by longest match from the left. A word that cannot be matched to its end has none."""

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.index = {piece: i for i, piece in enumerate(self.pieces)}
        self.longest = max(map(len, self.pieces))
        self._known = {}

    def __len__(self):
        return len(self.pieces)

    def of_word(self, word):
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._match(word)
        return known

    def _match(self, word):
        if word in MASK_SET:
            return (self.index[word],)
        if len(word) > MOST_WORD_CHARS:
            return ()
        out, start = [], 0
        while start < len(word):
            head = "##" if start else ""
            end = min(len(word), start + self.longest)
            while end > start:
                found = self.index.get(head + word[start:end])
                if found is not None:
                    break
                end -= 1
            if end == start:
                return ()
            out.append(found)
            start = end
        return tuple(out)

    def of_words(self, list_of_words):
        out = []
        for word in list_of_words:
            out.extend(self.of_word(word))
            if len(out) >= MOST_PIECES:
                return out[:MOST_PIECES]
        return out


class Table:
    """Vectors of the pieces: `scale * nibble`, integers."""

    def __init__(self, scale, quanta):
        self.scale = np.asarray(scale, np.int64)
        self.quanta = np.asarray(quanta, np.int64)
        self.rows = (self.scale[:, None] * self.quanta).astype(np.float64)
        self.dim = self.quanta.shape[1]

    def embed(self, list_of_pieces):
        """e of the contract: i16, of length 8192, all nought where there is nothing."""
        counts = bag(list_of_pieces, len(self.rows))
        # Sums of integers far below 2^53: float64 holds them exactly.
        total = counts.astype(np.float64) @ self.rows
        square = (total.astype(np.int64) ** 2).sum(1)
        out = np.zeros(total.shape, np.int16)
        some = square > 0
        k = 8192.0 / np.sqrt(square[some].astype(np.float64))
        out[some] = np.floor(total[some] * k[:, None] + 0.5).astype(np.int16)
        return out


def bag(lists, n):
    """Counts of the numbers in each list, as a sparse matrix."""
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    indices = np.fromiter((i for each in lists for i in each), np.int32, int(lengths.sum()))
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    counts = sp.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(lists), n))
    counts.sum_duplicates()
    return counts


_BASIS, _PRIME = 0x811C9DC5, 0x01000193


def fnv(data, state=_BASIS):
    for byte in data:
        state = ((state ^ byte) * _PRIME) & 0xFFFFFFFF
    return state


_WORD = fnv(b"w")
_CHAR = fnv(b"c")


def fold(state, bits):
    return (state ^ (state >> 16)) & ((1 << bits) - 1)


class Hasher:
    """Hashed words, pairs of words and character n-grams, as lists of buckets."""

    def __init__(self, word_bits=14, char_bits=14):
        self.word_bits, self.char_bits = word_bits, char_bits
        self._word, self._pair, self._chars = {}, {}, {}

    def word_buckets(self, list_of_words):
        out, state = [], None
        for word in list_of_words[:MOST_WORDS]:
            if state is not None:
                pair = self._pair.get((state, word))
                if pair is None:
                    pair = fold(fnv(word.encode(), fnv(b" ", state)), self.word_bits)
                    self._pair[state, word] = pair
                out.append(pair)
            state = self._word.get(word)
            if state is None:
                state = self._word[word] = fnv(word.encode(), _WORD)
            out.append(fold(state, self.word_bits))
        return out

    def char_buckets(self, list_of_words):
        out = []
        for word in list_of_words[:MOST_WORDS]:
            known = self._chars.get(word)
            if known is None:
                known = self._chars[word] = self._grams(word)
            out.extend(known)
        return out

    def _grams(self, word):
        if len(word) > MOST_GRAM_CHARS or word in MASK_SET or (len(word) == 1 and is_punctuation(word)):
            return ()
        text, out = f" {word} ", []
        for start in range(len(text) - 2):
            state = fnv(text[start:start + 2].encode(), _CHAR)
            for char in text[start + 2:start + 5]:
                state = fnv(char.encode(), state)
                out.append(fold(state, self.char_bits))
        return tuple(out)


def idf_bytes(counts, n_texts, rarest=2):
    """A byte per bucket: 0 where fewer than `rarest` texts have it, else 32 * ln(1 + texts / those with it), at most 255."""
    found = np.asarray((counts > 0).sum(0)).ravel()
    with np.errstate(divide="ignore"):
        idf = np.rint(32 * np.log1p(n_texts / found))
    return np.where(found < rarest, 0, np.clip(idf, 1, 255)).astype(np.uint8)


def weigh(counts, idf):
    """A block of hashed features: idf per occurrence, divided by the root of the sum of their squares."""
    out = counts.astype(np.float64) @ sp.diags(idf.astype(np.float64))
    norm = np.sqrt(counts.astype(np.float64) @ (idf.astype(np.float64) ** 2))
    scale = np.divide(1.0, norm, out=np.zeros_like(norm), where=norm > 0)
    out = (sp.diags(scale) @ out).tocsr().astype(np.float32)
    out.eliminate_zeros()
    return out


class Featuriser:
    """Everything together: texts to the blocks (words, characters, embedding), each of length 1."""

    def __init__(self, vocabulary, table, hasher, word_idf=None, char_idf=None):
        self.vocabulary, self.table, self.hasher = vocabulary, table, hasher
        self.word_idf, self.char_idf = word_idf, char_idf

    def counts(self, lists):
        return (
            bag([self.hasher.word_buckets(w) for w in lists], 1 << self.hasher.word_bits),
            bag([self.hasher.char_buckets(w) for w in lists], 1 << self.hasher.char_bits),
        )

    def fit_idf(self, texts, rarest=2):
        word, char = self.counts([words(t) for t in texts])
        self.word_idf = idf_bytes(word, len(texts), rarest)
        self.char_idf = idf_bytes(char, len(texts), rarest)
        return self

    def embed(self, texts):
        return self.table.embed([self.vocabulary.of_words(words(t)) for t in texts])

    def blocks(self, texts):
        lists = [words(t) for t in texts]
        word, char = self.counts(lists)
        e = self.table.embed([self.vocabulary.of_words(w) for w in lists]) / np.float32(8192)
        return weigh(word, self.word_idf), weigh(char, self.char_idf), e.astype(np.float32)


def join(blocks, a_w=1.0, a_c=1.0, a_e=1.0):
    """The blocks side by side, each with its weight: what a linear head is trained on."""
    word, char, e = blocks
    return sp.hstack([word * np.float32(a_w), char * np.float32(a_c), sp.csr_matrix(e * np.float32(a_e))]).tocsr()

"""Tokens and features of the tagger, the same as src/privacy/names/ reads. Change both together."""

import re

FIRST, LAST, WORD, PLACE, STREET, ORG, ANNOUNCES = 1, 2, 4, 8, 16, 32, 64
LABELS = ["O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS"]
BITS = 16
MASK = 0xFFFFFFFF
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d\w*|\n|[^\w\s]|_")
ENDS = ("straße", "strasse", "straat", "gatan", "vägen", "gasse", "str", "weg", "allee", "platz", "laan", "utca", "katu",
        "tie", "vej", "gade", "gata", "veien", "gracht", "plein", "damm", "ufer")
NONE = 0


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & MASK
    return value


def mix(template, a, b=0):
    value = (a ^ rotate(b * 0x9E3779B1 & MASK, 15)) + template * 0x85EBCA6B & MASK
    value ^= value >> 15
    value = value * 0x2C1B3C6D & MASK
    value ^= value >> 12
    return value & (1 << BITS) - 1


def rotate(value, by):
    return (value << by | value >> 32 - by) & MASK


class Token:
    __slots__ = ("start", "end", "text", "low", "hash", "shape", "flags", "kind", "ends")

    def __init__(self, match, names):
        self.start, self.end, self.text = match.start(), match.end(), match.group()
        first = self.text[0]
        self.low = self.text.lower().replace("’", "'")
        self.hash = fnv(self.low)
        self.flags = 0
        self.ends = (0, 0, 0)
        if first.isalpha():
            self.kind = "W"
            upper = first.isupper()
            n_upper = sum(1 for c in self.text if c.isupper())
            letters = sum(1 for c in self.text if c.isalpha())
            self.shape = 1 if not upper else 4 if letters == 1 else 3 if n_upper == letters else 2
            bare = self.low[:-2] if self.low.endswith("'s") else self.low
            self.flags = names.get(bare, 0)
            if len(self.low.encode()) > 6 and bare.endswith(ENDS) and not self.flags & WORD:
                self.flags |= STREET
            raw = bare.encode()
            self.ends = tuple(fnv_bytes(raw[-n:]) if len(raw) > n else 0 for n in (2, 3, 4))
        elif first.isdigit() and first.isascii():
            self.kind = "N"
            self.shape = 8 if not self.text.isdigit() else 5 if len(self.text) < 3 else 6 if len(self.text) < 5 else 7
        else:
            self.kind = "P"
            self.shape = {",": 9, ".": 10, "\n": 11, "-": 12, "'": 13, "’": 13, '"': 13, ":": 14, "@": 15, "#": 15, "/": 15,
                          "!": 17, "?": 17}.get(self.text, 16)


def fnv_bytes(raw):
    value = 0x811C9DC5
    for byte in raw:
        value = (value ^ byte) * 0x01000193 & MASK
    return value


def tokens(text, names):
    return [Token(match, names) for match in TOKEN.finditer(text)]


def is_quiet(toks):
    """Whether the text has no capital but at the start of words that are all capitals: chat in one case."""
    return not any(t.kind == "W" and t.shape == 2 for t in toks)


def opens(toks, i, before, quiet):
    """Whether a token may be of a name or an address; `before` is the label of the one before."""
    t = toks[i]
    if before:
        return True
    near = toks[max(0, i - 3):i] + toks[i + 1:i + 4]
    if t.kind == "W":
        if t.flags & STREET:
            return True
        named = t.flags & (FIRST | LAST)
        announced = any(p.flags & ANNOUNCES for p in toks[max(0, i - 2):i])
        if t.shape == 2 or t.shape == 4 and i + 1 < len(toks) and toks[i + 1].shape in (2, 10):
            return not t.flags & WORD or bool(named)
        if t.shape == 3 and not quiet:
            return named and not t.flags & WORD or not t.flags & WORD and len(t.low) > 3
        return bool(named) and (not t.flags & WORD or announced) or announced and not t.flags & WORD and len(t.low) > 1
    if t.kind == "N":
        if any(p.flags & STREET for p in near):
            return True
        beside = toks[max(0, i - 1):i] + toks[i + 1:i + 2]
        return any(p.kind == "W" and not p.flags & WORD and p.shape in (2, 3) for p in beside)
    return False


def static(toks, i, quiet):
    """The features that no label is needed for."""
    def at(j):
        return toks[j] if 0 <= j < len(toks) else None
    t, a, aa, b, bb = toks[i], at(i - 1), at(i - 2), at(i + 1), at(i + 2)
    word = lambda x: x.hash if x else 7
    shape = lambda x: x.shape if x else 0
    flags = lambda x: x.flags if x else 128
    q = 32 if quiet else 0
    both = lambda x: flags(x) << 8 | shape(x)
    return [
        mix(1, word(t)), mix(2, word(a)), mix(3, word(b)), mix(4, word(aa)), mix(5, word(bb)),
        mix(6, word(aa), word(a)), mix(7, word(a), word(t)), mix(8, word(t), word(b)), mix(9, word(b), word(bb)),
        mix(10, shape(t) | q, shape(a) << 8 | shape(b)), mix(11, both(t) | q), mix(12, both(a), both(t)),
        mix(13, both(t), both(b)), mix(14, both(a), both(b)), mix(15, word(a), both(t)), mix(16, word(b), both(t)),
        mix(17, t.ends[0], shape(t)), mix(18, t.ends[1], shape(t)), mix(19, t.ends[2]), mix(20, b.ends[1] if b else 0),
        mix(21, both(aa), both(a)), mix(22, both(b), both(bb)), mix(23, word(aa), both(t)), mix(24, word(bb), both(t)),
        mix(25, both(bb), both(t)), mix(26, both(aa), both(t)),
    ]


def dynamic(toks, i, before, earlier):
    """The features with the labels of the two tokens before."""
    t = toks[i]
    b = toks[i + 1] if i + 1 < len(toks) else None
    labels = before * 8 + earlier + 1
    both = t.flags << 8 | t.shape
    return [
        mix(40, labels), mix(41, before + 1, both), mix(42, labels, both), mix(43, before + 1, t.hash),
        mix(44, labels, b.shape << 8 | b.flags if b else 0), mix(45, before + 1, t.ends[1]),
    ]


def allowed(label, before):
    """Whether a label may stand behind another: inside only behind its own."""
    return label not in (2, 4) or before in (label, label - 1)

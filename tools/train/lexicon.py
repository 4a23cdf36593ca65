"""The words and emoji of sentiment: the published lexicon, and what ours says otherwise.

`write` makes the first part of the section `sentiment`; `src/language/sentiment/lexicon.rs` reads it and says
what stands in it.
"""

import struct
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent


def published(path):
    """Valences by word, in tenths. Of a word that is listed twice the last line counts, as in the published
    program. Words with capitals or spaces are never found by it and are left out."""
    words = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, valence = line.strip("\n").split("\t")[:2]
        words[word.strip()] = float(valence)
    return {w: round(v * 10) for w, v in words.items() if w == w.lower() and " " not in w}


def emoji_names(path):
    """The words by which single emoji are called."""
    names = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        emoji, name = line.strip().split("\t")[:2]
        if len(emoji) == 1:
            names[emoji] = name.split()
    return names


def ours(path=HERE / "authored" / "sentiment_words.txt"):
    """Our valences by word or emoji, in tenths; of a word that is listed twice the last line counts."""
    words = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            valence, *of = line.split()
            words |= {word: round(float(valence) * 10) for word in of}
    return words


ENDINGS = {
    "de": {"e": ("", "e", "en", "er", "es", "em", "ere", "eren")},
    "fr": {"e": ("", "e", "s", "es"), "s": ("", "s")},
    "es": {"o": ("o", "a", "os", "as"), "s": ("", "s"), "r": ("", "es", "a", "as")},
    "it": {"o": ("o", "a", "i", "e"), "c": ("co", "ca", "chi", "che"), "e": ("e", "i")},
    "pt": {"o": ("o", "a", "os", "as"), "s": ("", "s"), "r": ("", "es", "a", "as")},
    "nl": {"e": ("", "e")},
}
FLAGS = {"not": 1, "more": 2, "less": 4, "but": 8, "day": 32}
TURNED_BEHIND = 16
OF_LISTS = {"positive": 13, "negative": -13}


def flat(word):
    """A word as somebody types it who leaves out accents."""
    plain = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("œ", "oe"))
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")


def forms(code, word):
    """A word of the lists in all its forms."""
    stem, slash, ending = word.partition("/")
    if not slash:
        return [word]
    if ending in ("o", "c") or (code == "it" and ending == "e"):
        stem = stem[: -len(ending)] if ending != "c" else stem[:-2]
    found = []
    for each in ENDINGS[code][ending]:
        doubled = code == "de" and stem.endswith("e") and each.startswith("e")
        found.append(stem + (each[1:] if doubled else each))
    return found


def foreign(code):
    """Words of another language: valence in tenths, and what the rules do with it."""
    words = {}
    path = HERE / "authored" / "languages" / f"sentiment.{code}.txt"
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    for what, *of in (line for line in lines if line and line[0] != "#"):
        for word in of:
            bare_word = word.rstrip("~")
            for form in forms(code, bare_word):
                valence, flags = words.get(form, (0, 0))
                if what in FLAGS:
                    flags |= FLAGS[what]
                else:
                    valence = round(float(what) * 10)
                words[form] = (valence, flags | (TURNED_BEHIND if word.endswith("~") else 0))
    # The lists of phrases have further words, without degrees.
    for line in (HERE / "authored" / "languages" / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        language, what, phrase = line.split("\t")
        if language == code and what in OF_LISTS and " " not in phrase:
            words.setdefault(phrase, (OF_LISTS[what], 0))
    # A word with a valence of its own says that rather than making the next one stronger.
    words = {w: (v, f & ~6 if v else f) for w, (v, f) in words.items()}
    return {flat(w): of for w, of in reversed(words.items())} | words


def write_foreign():
    """The part of the section that follows the emoji."""
    out = struct.pack("<Q", len(ENDINGS))
    for code in ENDINGS:
        words = foreign(code)
        order = sorted(words, key=lambda w: (w[::-1], w))
        out += code.encode() + column([len(word.encode()) for word in order])
        out += column([words[word][0] for word in order]) + column([words[word][1] for word in order])
        out += "".join(order).encode()
    return out


def column(values):
    return struct.pack("<Q", len(values)) + bytes(value & 255 for value in values)


def bare(word):
    """A word of an emoji's name as the rules see it."""
    stripped = word.strip("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    return (word if len(stripped) <= 2 else stripped).lower()


def write(published_words, names, own):
    """The bytes of the first part."""
    emoji = {c: own[c] for c in own if not c.isascii() and len(c) == 1}
    theirs = {w: (v, own.get(w, v)) for w, v in published_words.items()}
    theirs |= {w: (0, v) for w, v in own.items() if w not in theirs and w not in emoji and v}
    words = sorted((w for w in theirs if theirs[w] != (0, 0)), key=lambda w: (w[::-1], w))
    encoded = [word.encode() for word in words]
    out = struct.pack("<Q", 2)
    out += column([len(word) for word in encoded])
    out += column([theirs[word][0] for word in words]) + column([theirs[word][1] for word in words])
    out += b"".join(encoded)
    # Only words that do something need be told apart in the names of emoji.
    all_names = {c: [bare(word) for word in names.get(c, ["emoji"])] for c in sorted({*names, *emoji})}
    known = sorted({word for name in all_names.values() for word in name} & {*theirs, *RULED})
    number = {word: 1 + at for at, word in enumerate(known)}
    spoken = [b"", *(word.encode() for word in known)]
    assert len(spoken) < 256
    out += column([len(word) for word in spoken]) + b"".join(spoken)
    out += struct.pack(f"<Q{len(all_names)}I", len(all_names), *(ord(c) for c in all_names))
    out += column([len(name) for name in all_names.values()])
    out += column([number.get(word, 0) for name in all_names.values() for word in name])
    out += column([emoji.get(c, 0) for c in all_names])
    return out + write_foreign()


# What the rules know of the words in names of emoji, besides their valence.
RULED = ("but", "no", "not", "of", "the", "for", "to", "with", "right", "heart", "bus", "stop", "kiss", "never", "so", "less")

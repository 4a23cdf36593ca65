"""The words and emoji of sentiment: the published lexicon, and what ours says otherwise.

`write` makes the first part of the section `sentiment`; `src/language/sentiment/lexicon.rs` reads it and says
what stands in it.
"""

import struct
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
    out = struct.pack("<Q", 1)
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
    return out


# What the rules know of the words in names of emoji, besides their valence.
RULED = ("but", "no", "not", "of", "the", "for", "to", "with", "right", "heart", "bus", "stop", "kiss", "never", "so", "less")

"""A thousand utterances with what the model makes of them, for the tests of the program.

Texts are authored ones and strange ones made here; none is from a public set. Checksums are FNV-1a of 64 bits over
little endian bytes: pieces as u32, the embedding as i16, scores as f64. The first are written out in full as well.
"""

import json
import struct

import numpy as np

from heads import context_matrix
from pack import checksum
from places import FIXTURE

N_FULL = 30
STRANGE = [
    "", " ", "?", "??!!", "...", "\t\n\r", "[EMAIL 1]", "[PHONE 12] or [EMAIL 3]", "[URL_SECRET 1]", "[WHATEVER 4] x",
    "[email 1]", "[EMAIL]", "[EMAIL 1", "a" * 101, "a" * 100, "b" * 41, "b" * 40, "x" * 3000, "word " * 300,
    "Ça coûte £1… naïve façade", "中文 test 価格", "İstanbul IŞIK", "ΣΑΣ σας", "don't can't won't", "test’s “quoted” — dash",
    "😀👍🏽 great!!!", "zero\u200bwidth\u00adsoft", "a\u0301e\u0301 combining", "ﬁne ligature Ⅳ ½ ²", "tab\tline\nfeed\r\n",
    "\u0000nul\ufffdreplacement", "nbsp\u00a0space\u2003em", "מה שלומך", "привет как дела", "Straße GROẞ", "#1 @home 50% $20 €5 £3",
    "https://example.org/a?b=c&d=e", "ORDER-12345_x", "I I I I I", "hello hello hello hello", "क्या हाल है", "1234567890" * 5,
    "\u2028line\u2029paragraph", "e\u0065\u0300\u0301\u0302", "~`^|<>{}[]\\", "ÅNGSTRÖM", "ǅ ǆ Ǆ", "한국어 텍스트", "＠ｆｕｌｌ　ｗｉｄｔｈ！",
]


def examples(user, bot, n=1000):
    """Side, text, turn before (role and act) and its text of each."""
    random = np.random.default_rng(11)
    rows = []
    for i, text in enumerate(STRANGE):
        rows.append((("user", "bot")[i % 2], text, None, None))
    some = [("user", each) for each in user] + [("bot", each) for each in bot]
    for i in random.permutation(len(some)):
        side, each = some[i]
        turn = before = None
        if each.previous:
            before = each.previous[1]
            turn = (each.previous[0], str(random.choice(["ask", "answer", "question", "complain"])))
        rows.append((side, each.text, turn, before))
    # A few joined, so that long and mixed ones are among them.
    while len(rows) < n:
        a, b, c = (some[i][1].text for i in random.integers(0, len(some), 3))
        rows.append(("user", f"{a}\n{b} {c}", None, None))
    return rows[:n]


def write(reader, rows, path=FIXTURE):
    lines = []
    for number, (side, text, turn, before) in enumerate(rows):
        heads = reader.heads[side]
        (pieces,), e, counts = reader.parts([text])
        active = context_matrix(heads.context_names, [turn], [text])
        signs = reader.signs([before])
        scores = heads.scores(counts, e, active, signs, reader.featuriser.word_idf, reader.featuriser.char_idf)[0]
        line = {
            "text": text, "heads": side,
            "context": [name for name, on in zip(heads.context_names, active[0]) if on], "before": before,
            "n_pieces": len(pieces),
            "pieces_sum": f"{checksum(struct.pack(f'<{len(pieces)}I', *pieces)):016x}",
            "e_sum": f"{checksum(e[0].astype('<i2').tobytes()):016x}",
            "scores_sum": f"{checksum(scores.astype('<f8').tobytes()):016x}",
        }
        if number < N_FULL:
            line |= {"pieces": [int(p) for p in pieces], "e": [int(v) for v in e[0]], "scores": [float(s) for s in scores]}
        lines.append(json.dumps(line, ensure_ascii=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")

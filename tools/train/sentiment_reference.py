"""Writes the published program's verdicts beside the texts of `tests/fixtures/sentiment.jsonl`.

The rules in `src/language/sentiment/rules.rs` are our own, written from the paper; this file holds them to what
the authors' program (vaderSentiment on PyPI, MIT) says. `python3 tools/train/sentiment_reference.py [TEXTS…]`
takes further texts, one a line, from the files named.
"""

import json
import re
import sys
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# Where ours differ on purpose: masked tokens, addresses, curly apostrophes, emoji in colour, skin or joined.
DIFFERENT = re.compile("\\[[A-Z_]+ \\d+\\]|https?:|www\\.|[’‘ʼ´\u200c\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")

FIXTURE = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "sentiment.jsonl"


def main():
    analyzer = SentimentIntensityAnalyzer()
    texts = []
    if FIXTURE.exists():
        texts = [json.loads(line)["text"] for line in FIXTURE.read_text(encoding="utf-8").splitlines()]
    for path in map(Path, sys.argv[1:]):
        for line in path.read_text(encoding="utf-8").split("\n"):
            texts.append(json.loads(line)["text"] if line.startswith('{"') else line)
    with FIXTURE.open("w", encoding="utf-8") as out:
        for text in dict.fromkeys(text for text in texts if not DIFFERENT.search(text)):
            said = analyzer.polarity_scores(text)
            row = {"text": text, **{key: said[key] for key in ("compound", "pos", "neg", "neu")}}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


main()

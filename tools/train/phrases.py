"""Writes `src/language/rules/phrases.txt`, the phrases of six languages as the rules read them, from the authored
`authored/languages/phrases.tsv`: folded as `src/language/fold.rs` folds, one list for each thing that is said."""

import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHAT = {"fallback": "fallback", "handoff": "handoff", "ask_human": "ask_human", "thank": "thank", "greeting": "greeting"}


def folded(text):
    text = text.lower().replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("ø", "o")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    text = "".join(c for c in text if c not in "'’‘ʼ`´")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def main():
    lists = {what: set() for what in WHAT}
    for line in (HERE / "authored" / "languages" / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        _, what, phrase = line.split("\t")
        if what in lists and folded(phrase):
            lists[what].add(folded(phrase))
    out = ""
    for what, phrases in lists.items():
        out += f"[{what}]\n" + "".join(f"{phrase}\n" for phrase in sorted(phrases))
    (HERE.parents[1] / "src" / "language" / "rules" / "phrases.txt").write_text(out, encoding="utf-8")


main()

"""The public data sets as lists of texts and labels, read from the folder that `places.DATA` names.

`unlabelled()` is all that the token table may see: never a test split of a set that `benchmarks.py` reports on.
"""

import csv
import gzip
import json
import re

from places import AUTHORED, DATA


def banking(split):
    with open(DATA / "banking77" / f"{split}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"].strip() for row in rows], [row["category"] for row in rows]


def clinc(split):
    """`train`, `val`, `test`, `oos_train`, `oos_val`, `oos_test`."""
    rows = json.loads((DATA / "clinc150" / "data_full.json").read_text())[split]
    return [text for text, _ in rows], [label for _, label in rows]


def hwu(split):
    """`train` or `valid`; the test split is not at hand."""
    folder = DATA / "hwu64"
    texts = (folder / f"{split}.seq.in").read_text().splitlines()
    labels = (folder / f"{split}.label").read_text().splitlines()
    assert len(texts) == len(labels)
    return texts, labels


def goemotions(split, taxonomy="original"):
    """Texts, lists of label numbers, names. The Ekman files hold the same texts in the same order."""
    folder = DATA / "goemotions"
    names = (folder / f"{taxonomy}.labels.txt").read_text().split()
    texts, labels = [], []
    with gzip.open(folder / f"{taxonomy}.{split}.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        for line in file:
            fields = line.rstrip("\r\n").split("\t")
            if len(fields) >= 2:
                texts.append(fields[0])
                labels.append([int(number) for number in fields[1].split(",")])
    return texts, labels, names


TRADES = ("airline", "fastfood", "finance", "insurance", "media", "software")


def multidogo(trade, split):
    """Customer sentences with their act or task, in the order of their conversations."""
    texts, labels = [], []
    with gzip.open(DATA / "multidogo" / f"{trade}.{split}.tsv.gz", "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 7:
                texts.append(fields[4])
                labels.append(fields[6].strip().split("<div>"))
    return texts, labels


def nlupp(trade):
    """`banking` or `hotels`, with sets of intents."""
    texts, labels = [], []
    for fold in range(20):
        for each in json.loads((DATA / "nlupp" / trade / f"fold{fold}.json").read_text()):
            texts.append(each["text"])
            labels.append(each.get("intents", []))
    return texts, labels


def rasa():
    """Utterances and intents, `file/intent`."""
    texts, labels = [], []
    for path in sorted((DATA / "rasa_nlu").glob("*.yml")):
        intent = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := re.match(r"\s*- intent: (\S+)", line):
                intent = found[1]
            elif found := re.match(r"\s{2,}- (.+)", line):
                # An entity is written as [text](kind).
                texts.append(re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", found[1]).strip())
                labels.append(f"{path.stem}/{intent}")
    return texts, labels


def taskmaster():
    """Turns with their speaker, conversation by conversation."""
    out = []
    for path in sorted((DATA / "taskmaster4").glob("data_*.json.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for conversation in json.load(file):
                out.append([(turn["speaker"], turn["text"]) for turn in conversation.get("utterances", [])])
    return out


def dstc(split):
    """`development` (insurance) or `test-banking`."""
    rows = [json.loads(line) for line in (DATA / "dstc11_intents" / f"{split}.jsonl").read_text().splitlines() if line]
    return [row["utterance"] for row in rows], [row["intent"] for row in rows]


def authored(side, held_out=False):
    """Conversations written for this project: lists of turns with their trade. `side` is `user` or `bot`."""
    rows = []
    for root in AUTHORED:
        folder = root / "held_out" / side if held_out else root / side
        for path in sorted(folder.glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                if line.strip():
                    rows.append({"file": path.stem, "line": number, **json.loads(line)})
    return rows


def unlabelled(without=()):
    """Texts for the token table by source. Sources in `without` are left out, to see how unseen matters fare."""
    sources = {
        "banking": lambda: banking("train")[0],
        "clinc": lambda: clinc("train")[0] + clinc("oos_train")[0],
        "hwu": lambda: hwu("train")[0],
        "goemotions": lambda: goemotions("train")[0],
        "multidogo": lambda: [t for trade in TRADES for s in ("train", "dev", "test") for t in multidogo(trade, s)[0]],
        "nlupp": lambda: nlupp("banking")[0] + nlupp("hotels")[0],
        "rasa": lambda: rasa()[0],
        "taskmaster": lambda: [text for each in taskmaster() for _, text in each],
        "dstc": lambda: dstc("development")[0],
    }
    return {name: sorted(set(read())) for name, read in sources.items() if name not in without}

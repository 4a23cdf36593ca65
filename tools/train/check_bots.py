"""Checks the authored turns of bots and agents, the utterances of six languages, the phrases, the personal data and
the entities: each line is what its README says, nothing stands twice, and nothing that is held out is trained on.

Run from anywhere: `python3 tools/train/check_bots.py`. Prints the counts; ends with 1 where something is wrong.
"""

import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent / "authored"
ACTS = set("greeting answer ask offer act fallback apologise handoff close survey promote".split())
BOT_LABELS = {"fallback", "handoff"}
USER_LABELS = {"thank", "greeting", "ask_human", "positive", "negative"}
LANGUAGES = "de fr es it pt nl".split()
KINDS = set(
    "EMAIL PHONE PERSON ADDRESS CARD IBAN SSN IP MAC URL_SECRET PASSWORD USERNAME DATE_OF_BIRTH ACCOUNT_ID "
    "PASSPORT LICENCE_PLATE CRYPTO_WALLET GEO".split()
)
SLOTS = set(
    "PRODUCT COMPETITOR MONEY QUANTITY PERCENT DATE TIME DURATION ORDER_ID VERSION PLACE ORG URL FEATURE PLAN "
    "PLATFORM".split()
)
# What a normalised value looks like, for the types that have one form.
VALUES = {
    "MONEY": r"\d+(\.\d{1,2})? [A-Z]{3}",
    "QUANTITY": r"\d+(\.\d+)?",
    "PERCENT": r"\d+(\.\d+)?",
    "DATE": r"\d{4}-\d\d-\d\d",
    "TIME": r"([01]\d|2[0-3]):[0-5]\d",
    "DURATION": r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?",
    "VERSION": r"\d+(\.\d+)*",
}

problems = []


def lines(path):
    """The records of a JSON Lines file; a line that is none is a problem and left out."""
    if not path.exists():
        problems.append(f"{path.relative_to(HERE)} is missing")
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.relative_to(HERE)}:{number}"
        try:
            yield where, json.loads(line)
        except ValueError as why:
            problems.append(f"{where}: {why}")


def must(holds, where, what):
    if not holds:
        problems.append(f"{where}: {what}")


def same(text):
    """What two texts share that a reader would call the same: letters and digits alone."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip() or text


def apart(trained, held_out, what):
    """Nothing twice, nothing held out in what is trained on. The keys are texts as `same` gives them."""
    for name, pile in (("trained", trained), ("held out", held_out)):
        for text, count in collections.Counter(pile).items():
            must(count == 1, what, f"{count} times {name}: {text}")
    for text in set(trained) & set(held_out):
        problems.append(f"{what}: held out and trained on: {text}")


def bots(directory):
    keys, counts = [], collections.Counter()
    for path in sorted(directory.glob("*.jsonl")):
        for where, item in lines(path):
            must(item["role"] in ("bot", "agent"), where, "role is bot or agent")
            must(item["act"] in ACTS, where, f"no act {item['act']}")
            must(isinstance(item["fallback"], bool) and isinstance(item["handoff"], bool), where, "flags are true or false")
            must(item["act"] != "fallback" or item["fallback"], where, "the act fallback without its flag")
            must(item["act"] != "handoff" or item["handoff"], where, "the act handoff without its flag")
            must(item["text"].strip() == item["text"] != "", where, "text with blank ends, or none")
            before = item.get("previous")
            must(before is None or before.keys() == {"role", "text"}, where, "previous is role and text")
            # A dodge is a fallback only after its question, so the turn before belongs to the key.
            keys.append(same(item["text"]) + (" << " + same(before["text"]) if before else ""))
            counts["items"] += 1
            counts[item["act"]] += 1
            counts["with previous"] += before is not None
            counts["is fallback"] += item["fallback"]
            counts["is handoff"] += item["handoff"]
    print(f"{directory.relative_to(HERE)}:", *(f"{name} {count}" for name, count in sorted(counts.items())), sep="  ")
    return keys


def language(path):
    keys, counts = [], collections.Counter()
    for where, item in lines(path):
        labels = set(item["labels"])
        allowed = BOT_LABELS if item["role"] == "bot" else USER_LABELS
        must(item["role"] in ("bot", "user"), where, "role is bot or user")
        must(labels <= allowed and len(labels) == len(item["labels"]), where, f"labels {item['labels']} of a {item['role']}")
        keys.append(same(item["text"]))
        counts.update(item["labels"] or ["none"])
    print(f"{path.relative_to(HERE)}:", *(f"{name} {count}" for name, count in sorted(counts.items())), sep="  ")
    return keys


def phrases(path):
    counts, seen = collections.Counter(), set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        where, fields = f"{path.relative_to(HERE)}:{number}", line.split("\t")
        must(len(fields) == 3, where, "three fields")
        if len(fields) == 3:
            must(fields[0] in LANGUAGES and fields[1] in BOT_LABELS | USER_LABELS | {"none"}, where, "no such language or label")
            must(fields[2] == fields[2].lower().strip() != "", where, "a phrase is lower case without blank ends")
            must(tuple(fields) not in seen, where, f"twice: {fields[2]}")
            seen.add(tuple(fields))
            counts[fields[0], fields[1]] += 1
    for (code, label), count in sorted(counts.items()):
        fewest = {"positive": 120, "negative": 120, "none": 15}.get(label, 25)
        must(count >= fewest, path.name, f"only {count} of {code} {label}")
    print(f"{path.relative_to(HERE)}:", *(f"{code} {label} {count}" for (code, label), count in sorted(counts.items())), sep="  ")


def spans(path, field, types):
    keys, counts = [], collections.Counter()
    for where, item in lines(path):
        keys.append(same(item["text"]))
        counts["items"] += 1
        counts["lower case"] += item["text"] == item["text"].lower()
        counts["without"] += not item[field]
        for span in item[field]:
            must(span["type"] in types, where, f"no type {span['type']}")
            must(span["text"] != "" and span["text"] in item["text"], where, f"not in the text: {span['text']}")
            form = VALUES.get(span["type"])
            if "value" in span and form:
                must(re.fullmatch(form, span["value"]), where, f"{span['type']} has the value {span['value']}")
            counts[span["type"]] += 1
    print(f"{path.relative_to(HERE)}:", *(f"{name} {count}" for name, count in sorted(counts.items())), sep="  ")
    return keys


apart(bots(HERE / "bot"), bots(HERE / "held_out" / "bot"), "bot")
for code in LANGUAGES:
    directory = HERE / "languages"
    apart(language(directory / f"{code}.jsonl"), language(directory / f"{code}.held_out.jsonl"), code)
phrases(HERE / "languages" / "phrases.tsv")
for name, field, types in (("pii.jsonl", "spans", KINDS), ("entities.jsonl", "entities", SLOTS)):
    apart(spans(HERE / name, field, types), spans(HERE / "held_out" / name, field, types), name)
print(*problems, sep="\n")
sys.exit(bool(problems))

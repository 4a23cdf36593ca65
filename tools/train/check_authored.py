"""Checks the authored utterances (`tools/train/authored`) and counts their labels.

    python3 tools/train/check_authored.py [--quiet]

Every line must be JSON with exactly the known fields, labels as in the glossary, spans that are in the text,
a sentiment within -1 and 1, and short enough to read. No text may stand twice with the same turn before it, and
none of the held-out texts may be among the training texts. Exits with 1 and a sentence for every line that breaks this.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent / "authored"
SEGMENTS = ["research", "comparison", "objection", "ready_to_buy", "support", "other"]
ACTS = [
    "greeting", "question", "request", "inform", "confirm", "deny", "complain", "thank", "goodbye",
    "ask_human", "feedback", "chitchat", "unclear",
]
EMOTIONS = ["anger", "confusion", "urgency", "disappointment", "worry", "satisfaction", "gratitude"]
SIGNALS = [
    "churn_risk", "cancellation", "feature_request", "bug_report", "expansion", "competitor", "price_objection",
    "praise", "workaround", "discoverability", "lead", "repeat_contact", "misunderstood", "escalation_threat",
]
FIELDS = {"text", "previous", "segment", "act", "signals", "emotions", "sentiment"}
LONGEST_LINE = 480


def faults_of(item):
    """What is wrong with one item, a sentence each."""
    if set(item) - FIELDS or (FIELDS - {"previous"}) - set(item):
        yield f"has the fields {sorted(item)}"
        return
    if not isinstance(item["text"], str) or not item["text"].strip():
        yield "has no text"
    if item["segment"] not in SEGMENTS:
        yield f"has an unknown segment {item['segment']!r}"
    if item["act"] not in ACTS:
        yield f"has an unknown act {item['act']!r}"
    for emotion in item["emotions"]:
        if emotion not in EMOTIONS:
            yield f"has an unknown emotion {emotion!r}"
    if len(set(item["emotions"])) != len(item["emotions"]):
        yield "names an emotion twice"
    for signal in item["signals"]:
        if signal["label"] not in SIGNALS:
            yield f"has an unknown signal {signal['label']!r}"
        if not signal["span"].strip() or signal["span"] not in item["text"]:
            yield f"has a span that is not in its text: {signal['span']!r}"
    if not -1 <= item["sentiment"] <= 1:
        yield f"has the sentiment {item['sentiment']}"
    before = item.get("previous")
    if before is not None and (set(before) != {"role", "text"} or before["role"] not in ("bot", "agent")):
        yield f"has a turn before that is no turn of a bot or an agent: {before}"


def plain(text):
    """A text as it is compared with others: lower case, words only."""
    return " ".join(re.findall(r"\w+", text.lower())) or text.strip()


def key(item):
    """What two items must not share across held-out and training."""
    text = plain(item["text"])
    return text if len(text.split()) > 3 else (text, plain(item.get("previous", {}).get("text", "")))


def read(folder, faults):
    """The items of a folder with the place of each."""
    items = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.relative_to(HERE)}:{number}"
            if len(line) > LONGEST_LINE:
                faults.append(f"{place} is {len(line)} characters long")
            try:
                item = json.loads(line)
            except ValueError as error:
                faults.append(f"{place} is not JSON: {error}")
                continue
            faults.extend(f"{place} {fault}" for fault in faults_of(item))
            items.append((place, item))
    return items


def twice(items):
    """Pairs of places with the same text after the same turn."""
    seen = {}
    for place, item in items:
        key = (item["text"], item.get("previous", {}).get("text"))
        if key in seen:
            yield f"{place} says the same as {seen[key]}: {item['text']!r}"
        seen[key] = place


def table(title, items):
    """The counts of a set of items, printed."""
    print(f"\n{title}: {len(items)} items, {sum('previous' in item for _, item in items)} with a turn before")
    for name, order, of in [
        ("segment", SEGMENTS, lambda item: [item["segment"]]),
        ("act", ACTS, lambda item: [item["act"]]),
        ("signal", SIGNALS, lambda item: {signal["label"] for signal in item["signals"]}),
        ("emotion", EMOTIONS, lambda item: item["emotions"]),
    ]:
        counts = Counter(label for _, item in items for label in of(item))
        print(f"  {name}: " + ", ".join(f"{label} {counts[label]}" for label in order))
    cut = Counter((item["sentiment"] >= 0.2) - (item["sentiment"] <= -0.2) for _, item in items)
    print(f"  sentiment: negative {cut[-1]}, neutral {cut[0]}, positive {cut[1]}")


def main():
    faults = []
    held_out = read(HERE / "held_out" / "user", faults)
    training = read(HERE / "user", faults)
    faults.extend(twice(held_out))
    faults.extend(twice(training))
    # Short turns ("no") are said by everybody: they may not repeat together with the turn before them; longer
    # ones would be learnt by heart and may not repeat at all.
    kept = {key(item): place for place, item in held_out}
    for place, item in training:
        if key(item) in kept:
            faults.append(f"{place} repeats the held-out {kept[key(item)]}")
    if "--quiet" not in sys.argv:
        table("Held out", held_out)
        table("Training", training)
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

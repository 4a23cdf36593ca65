"""What the terminal program says of the trades that were held out, against what their author says.

    python tools/train/held_out.py PATH/TO/undertone

Rules, model and thresholds together, as they ship. Prints F1 by task. The held-out utterances are for this alone: nothing
is chosen by what it prints.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HELD_OUT = Path(__file__).parent / "authored" / "held_out"


def items(folder):
    return [json.loads(line) for file in sorted((HELD_OUT / folder).glob("*.jsonl")) for line in file.open()]


def labelled(program, told):
    """What the program prints of each utterance."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for item in told:
            file.write(json.dumps({key: item[key] for key in ("text", "role", "previous") if key in item}) + "\n")
        file.flush()
        printed = subprocess.run([program, "label", file.name], capture_output=True, text=True, check=True).stdout
    lines = [json.loads(line) for line in printed.splitlines()]
    assert len(lines) == len(told), "one line for each utterance"
    return lines


def f1(truth, said):
    both = sum(t and s for t, s in zip(truth, said))
    return 2 * both / (sum(truth) + sum(said)) if both else 0.0


def macro(truth, said):
    labels = sorted(set(truth))
    return sum(f1([t == label for t in truth], [s == label for s in said]) for label in labels) / len(labels)


def mood(sentiment):
    return "negative" if sentiment <= -0.2 else "positive" if sentiment >= 0.2 else "neutral"


def main(program):
    users = items("user")
    said = labelled(program, users)
    signals = sorted({signal["label"] for item in users for signal in item["signals"]})
    names = lambda one: {signal["label"] for signal in one["signals"]}
    per_signal = [f1([s in names(u) for u in users], [s in names(l) for l in said]) for s in signals]
    print(f"segment          {macro([u['segment'] for u in users], [l['segment'] for l in said]):.3f}")
    print(f"act of the user  {macro([u['act'] for u in users], [l['act'] for l in said]):.3f}")
    print(f"signals          {sum(per_signal) / len(signals):.3f}")
    print(f"sentiment class  {macro([mood(u['sentiment']) for u in users], [l['sentiment_class'] for l in said]):.3f}")

    team = items("bot")
    said = labelled(program, team)
    print(f"act of the bot   {macro([t['act'] for t in team], [l['act'] for l in said]):.3f}")
    bots = [(t, l) for t, l in zip(team, said) if t["role"] == "bot"]
    for name in ("fallback", "handoff"):
        print(f"{name:<16} {f1([t[name] for t, _ in bots], [l['is_' + name] for _, l in bots]):.3f}")


if __name__ == "__main__":
    main(sys.argv[1])

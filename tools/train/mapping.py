"""Public data in the product's own labels, where they fit; what a set does not say stays unknown.

Its share in training is small: it widens the words, the authored utterances say what the labels mean.
"""

from dataclasses import dataclass

import numpy as np

import corpora
from labels import EMOTIONS, FEELING, SIGNALS


@dataclass
class Example:
    """An utterance with what is known of it: output name to value from 0 to 1."""

    text: str
    goals: dict
    weight: float = 1.0
    previous: tuple | None = None  # role and text of the turn before
    source: str = ""


def one(prefix, names, name):
    """All outputs of a softmax group."""
    return {f"{prefix}:{each}": float(each == name) for each in names}


def segment(name):
    from labels import SEGMENTS

    return one("segment", SEGMENTS, name)


def act(name):
    from labels import USER_ACTS

    return one("act", USER_ACTS, name)


def signals(*present, unknown=()):
    return {f"signal:{each}": float(each in present) for each in SIGNALS if each not in unknown}


def emotions(*present, unknown=()):
    return {f"emotion:{each}": float(each in present) for each in EMOTIONS if each not in unknown}


PLAIN = {
    "openinggreeting": act("greeting") | segment("other") | signals() | emotions(),
    "confirmation": act("confirm") | signals(),
    "rejection": act("deny") | signals(unknown=["misunderstood"]),
    "thankyou": act("thank") | segment("other") | signals(unknown=["praise"]),
    "closinggreeting": act("goodbye") | segment("other") | signals(unknown=["praise"]),
    "contentonly": act("inform") | signals(unknown=["lead"]),
}
BUYING = {"bookflight", "startserviceintent", "startorder", "orderpizzaintent", "orderdrinkintent", "ordersaladintent",
          "orderburgerintent", "ordersideintent", "orderdessertintent", "orderbreakfastintent"}
TASKS = {
    "closeaccount": ["cancellation"], "cancelserviceintent": ["cancellation"], "stoporder": ["cancellation"],
    "reportbrokensoftware": ["bug_report"], "upgradeserviceintent": ["expansion"],
}
TASK_UNKNOWN = ["bug_report", "discoverability", "lead", "expansion"]


def multidogo(most=150):
    for trade in corpora.TRADES:
        texts, labels = corpora.multidogo(trade, "train")
        seen, counts = set(), {}
        for text, names in zip(texts, labels):
            name = names[0]
            if len(names) > 1 or text in seen or counts.get(name, 0) >= most or name in ("outofdomain", ""):
                continue
            seen.add(text)
            counts[name] = counts.get(name, 0) + 1
            if name in PLAIN:
                goals = PLAIN[name]
            else:
                found = TASKS.get(name, [])
                goals = signals(*found, unknown=[each for each in TASK_UNKNOWN if each not in found])
                goals = goals | segment("ready_to_buy" if name in BUYING else "support")
                if text.lower().startswith(("i want", "i need", "i would like", "i'd like", "please", "can you")):
                    goals = goals | act("request")
            yield Example(text, goals, 0.25, source=f"multidogo {trade}")


def nlupp():
    for trade in ("banking", "hotels"):
        for text, names in zip(*corpora.nlupp(trade)):
            names, goals = set(names), {}
            for own, name in (("greet", "greeting"), ("thank", "thank"), ("affirm", "confirm"), ("deny", "deny"),
                              ("handoff", "ask_human"), ("end_call", "goodbye")):
                if own in names and len(names) == 1:
                    goals = goals | act(name)
            if names == {"handoff"}:
                goals = goals | segment("other")
            if "cancel_close_leave_freeze" not in names:
                goals = goals | {"signal:cancellation": 0.0}
            elif "freeze" not in text.lower() and "block" not in text.lower():
                goals = goals | {"signal:cancellation": 1.0}
            goals = goals | {f"signal:{name}": 0.0 for name in ("churn_risk", "competitor", "praise", "escalation_threat")}
            yield Example(text, goals, 0.3, source="nlupp")


def banking(most=25):
    research = {"age_limit", "country_support", "supported_cards_and_currencies", "fiat_currency_support", "card_acceptance"}
    unclear = {"order_physical_card", "get_physical_card", "getting_virtual_card", "get_disposable_virtual_card",
               "getting_spare_card", "visa_or_mastercard", "top_up_limits", "disposable_card_limits", "exchange_rate"}
    counts = {}
    for text, name in zip(*corpora.banking("train")):
        counts[name] = counts.get(name, 0) + 1
        if counts[name] > most:
            continue
        unknown = ["bug_report", "discoverability", "repeat_contact", "cancellation"]
        if any(part in name for part in ("fee", "charge", "exchange")):
            unknown.append("price_objection")
        goals = signals(unknown=unknown)
        if name == "terminate_account":
            goals = goals | {"signal:cancellation": 1.0}
        if name not in unclear:
            goals = goals | segment("research" if name in research else "support")
        yield Example(text, goals, 0.15, source="banking77")


CHAT = {"tell_joke", "what_are_your_hobbies", "are_you_a_bot", "meaning_of_life", "fun_fact", "how_old_are_you",
        "where_are_you_from", "who_made_you", "who_do_you_work_for", "do_you_have_pets", "what_is_your_name"}


def clinc():
    plain = {"greeting": "greeting", "goodbye": "goodbye", "thank_you": "thank", "yes": "confirm", "no": "deny"}
    for text, name in zip(*corpora.clinc("train")):
        if name in CHAT:
            yield Example(text, act("chitchat") | segment("other") | signals(), 0.15, source="clinc150")
        elif name in plain:
            goals = act(plain[name]) | signals(unknown=["praise", "misunderstood"])
            if name not in ("yes", "no"):
                goals = goals | segment("other")
            yield Example(text, goals, 0.2, source="clinc150")
        elif name == "cancel_reservation":
            yield Example(text, signals("cancellation", unknown=["lead"]) | segment("support"), 0.2, source="clinc150")


def hwu():
    for text, name in zip(*corpora.hwu("train")):
        if name == "general_praise":
            yield Example(text, act("feedback") | {"emotion:satisfaction": 1.0}, 0.15, source="hwu64")
        elif name == "general_negate":
            yield Example(text, act("deny") | {"signal:misunderstood": 1.0}, 0.2, source="hwu64")
        elif name in ("general_affirm", "general_confirm"):
            yield Example(text, signals(), 0.1, source="hwu64")
        elif name == "general_joke":
            yield Example(text, act("chitchat") | segment("other") | signals(), 0.1, source="hwu64")


def rasa():
    moods = {"mood_happy": "satisfaction", "mood_excited": "satisfaction", "mood_angry": "anger", "mood_unhappy": "disappointment",
             "mood_nervous": "worry", "mood_scared": "worry", "mood_lonely": "disappointment"}
    plain = {"affirm_smalltalk": "confirm", "deny_smalltalk": "deny", "greet_smalltalk": "greeting",
             "goodbyes_smalltalk": "goodbye", "bot_challenge": "chitchat"}
    for text, name in zip(*corpora.rasa()):
        name = name.split("/")[1]
        if name in moods:
            yield Example(text, act("chitchat") | segment("other") | emotions(moods[name]), 0.3, source="rasa")
        elif name in plain:
            goals = act(plain[name]) | signals(unknown=["misunderstood", "praise"])
            yield Example(text, goals, 0.3, source="rasa")
        elif "internet" in name or "wifi" in name:
            yield Example(text, segment("support"), 0.2, source="rasa")


STRONG = {
    "anger": "anger", "annoyance": "anger", "confusion": "confusion", "disappointment": "disappointment",
    "sadness": "disappointment", "remorse": "disappointment", "grief": "disappointment", "fear": "worry",
    "nervousness": "worry", "joy": "satisfaction", "relief": "satisfaction", "love": "satisfaction",
    "excitement": "satisfaction", "gratitude": "gratitude",
}
WEAK = {"disapproval": "anger", "approval": "satisfaction", "admiration": "satisfaction", "optimism": "satisfaction",
        "amusement": "satisfaction"}


def goemotions(share=0.25, weight=0.1):
    texts, labels, names = corpora.goemotions("train")
    random = np.random.default_rng(3)
    for text, numbers in zip(texts, labels):
        if random.random() > share:
            continue
        own = [names[i] for i in numbers]
        present = {STRONG[name] for name in own if name in STRONG}
        unknown = {WEAK[name] for name in own if name in WEAK} - present
        # Nobody marked urgency.
        text = text.replace("[NAME]", "[PERSON 1]")
        yield Example(text, emotions(*present, unknown=[*unknown, "urgency"]), weight, source="goemotions")


def public():
    out = []
    for make in (multidogo, nlupp, banking, clinc, hwu, rasa, goemotions):
        out += [each for each in make() if each.goals]
    # Segments of tasks did more harm than good: "I want to book a flight" means something else in each set.
    for each in out:
        if each.goals.get("segment:other") == 0:
            each.goals = {name: value for name, value in each.goals.items() if not name.startswith("segment:")}
    return [each for each in out if each.goals]


def previous_of(row):
    before = row.get("previous")
    return (before["role"], before["text"]) if before else None


def authored_user(held_out=False):
    out = []
    for row in corpora.authored("user", held_out):
        goals = segment(row["segment"]) | act(row["act"]) | signals(*(s["label"] for s in row["signals"])) | emotions(*row["emotions"])
        goals[FEELING] = (row["sentiment"] + 1) / 2
        out.append(Example(row["text"], goals, 1.0, previous_of(row), row["file"]))
    return out


def authored_bot(held_out=False):
    from labels import BOT_ACTS

    out = []
    for row in corpora.authored("bot", held_out):
        goals = one("act", BOT_ACTS, row["act"]) | {"fallback": float(row["fallback"]), "handoff": float(row["handoff"])}
        out.append(Example(row["text"], goals, 1.0, previous_of(row), row["file"]))
    return out

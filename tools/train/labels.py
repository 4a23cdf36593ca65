"""What the heads say, by name, as in `src/language/labels.rs`."""

SEGMENTS = ["research", "comparison", "objection", "ready_to_buy", "support", "other"]
USER_ACTS = ["greeting", "question", "request", "inform", "confirm", "deny", "complain", "thank", "goodbye", "ask_human",
             "feedback", "chitchat", "unclear"]
BOT_ACTS = ["greeting", "answer", "ask", "offer", "act", "fallback", "apologise", "handoff", "close", "survey", "promote"]
EMOTIONS = ["anger", "confusion", "urgency", "disappointment", "worry", "satisfaction", "gratitude"]
SIGNALS = ["churn_risk", "cancellation", "feature_request", "bug_report", "expansion", "competitor", "price_objection",
           "praise", "workaround", "discoverability", "lead", "repeat_contact", "misunderstood", "escalation_threat"]
FEELING = "feeling"  # sentiment from 0 to 1
ACTS = USER_ACTS + [act for act in BOT_ACTS if act not in USER_ACTS]

USER = ([f"segment:{name}" for name in SEGMENTS] + [f"act:{name}" for name in USER_ACTS]
        + [f"signal:{name}" for name in SIGNALS] + [f"emotion:{name}" for name in EMOTIONS] + [FEELING])
BOT = [f"act:{name}" for name in BOT_ACTS] + ["fallback", "handoff"]


def groups(names):
    """1 for segments, 2 for acts, 0 for what stands by itself."""
    return [1 if name.startswith("segment:") else 2 if name.startswith("act:") else 0 for name in names]

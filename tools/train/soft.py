"""Public text for the tutor to label."""

import numpy as np

import corpora

# How many texts of each public set, at most.
USER_TEXTS = {"multidogo": 20_000, "goemotions": 9_000, "banking": 5_000, "clinc": 8_000, "hwu": 5_000, "nlupp": 3_000,
              "dstc": 1_000, "rasa": 1_000, "taskmaster": 2_500}


def of_users():
    random = np.random.default_rng(1)
    sources = corpora.unlabelled()
    return sorted({
        str(text) for name, most in USER_TEXTS.items()
        for text in random.choice(sources[name], min(most, len(sources[name])), replace=False) if 2 < len(text) < 400
    })


def of_bots():
    return sorted({text for each in corpora.taskmaster() for speaker, text in each if speaker != "user"})

"""Text for the tutor to label: public texts, and authored ones varied and recombined."""

import numpy as np

import corpora
import teacher
from invention import invented

# How many texts of each public set, at most.
USER_TEXTS = {"multidogo": 9_000, "goemotions": 4_000, "banking": 2_500, "clinc": 3_500, "hwu": 2_000, "nlupp": 2_000,
              "dstc": 900, "rasa": 800}


def of_users(examples, n):
    """Invented texts, and public ones."""
    random = np.random.default_rng(1)
    sources = corpora.unlabelled()
    public = {
        str(text) for name, most in USER_TEXTS.items()
        for text in random.choice(sources[name], min(most, len(sources[name])), replace=False) if len(text) > 2
    }
    return invented([each.text for each in examples], teacher.bert_vocabulary(), n), sorted(public)


def of_bots(examples, n):
    said = sorted({text for each in corpora.taskmaster() for speaker, text in each if speaker != "user"})
    return invented([each.text for each in examples], teacher.bert_vocabulary(), n, seed=6), said

"""Where things are: the public data beside the repository, the authored files in it, what is built and kept."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# The public data sets, one folder each with its SOURCE.txt and licence. They are never part of the repository.
DATA = Path(os.environ.get("UNDERTONE_DATA", REPOSITORY.parent / "shared" / "data"))

# Utterances written for this project, a file per trade.
AUTHORED = [Path(p) for p in os.environ.get("UNDERTONE_AUTHORED", str(HERE / "authored")).split(":")]

# What takes long and can be made again: the teacher, its vectors, refined tables.
CACHE = Path(os.environ.get("UNDERTONE_CACHE", REPOSITORY / "target" / "train"))

# Sections of the model, one file each; `pack.py` joins them.
OUT = Path(os.environ.get("UNDERTONE_OUT", HERE / "out"))

MODEL = REPOSITORY / "models" / "undertone.model"
FIXTURE = REPOSITORY / "tests" / "fixtures" / "language.jsonl"

"""The terminal's figures on generated data against a second engine (DuckDB) that shares no code with it.

Counts, sums and groups must be equal, not near. The generated file lists its channels in another order
than the alphabet, so that a wrong dictionary shows.

usage: UNDERTONE_BIN=path/to/undertone python tests/second_engine/check.py
"""

import json
import os
import subprocess
import sys
import tempfile

try:
    import duckdb
except ImportError:
    print("skipped: DuckDB for Python is not installed (pip install -r tests/second_engine/requirements.txt)")
    sys.exit(0)

UNDERTONE = os.environ["UNDERTONE_BIN"]
ZONE = "America/New_York"
passed, failed = 0, []


def same(what, ours, theirs):
    """Notes whether both engines say the same."""
    global passed
    if ours == theirs:
        passed += 1
    else:
        failed.append(f"{what}: ours {ours}, theirs {theirs}")


def compare(kind, conversations, seed, folder):
    path = os.path.join(folder, f"{kind}.csv")
    make = [UNDERTONE, "generate", kind, "--conversations", str(conversations), "--seed", str(seed), "--output", path]
    subprocess.run(make, check=True)
    printed = subprocess.run([UNDERTONE, "analyze", path, "--json", "--timezone", ZONE], check=True, capture_output=True)
    ours = json.loads(printed.stdout)
    figures = ours["figures"]
    db = duckdb.connect()
    db.execute(f"SET TimeZone = '{ZONE}'")
    db.execute(
        "CREATE TABLE m AS SELECT row_number() OVER () AS position, * REPLACE (CAST(timestamp AS TIMESTAMPTZ) AS timestamp) "
        f"FROM read_csv('{path}', header = true, all_varchar = true)"
    )
    db.execute(
        """CREATE TABLE c AS SELECT conversation_id AS id, min(position) AS position,
             any_value(user_id) AS user_id, any_value(channel) AS channel,
             count(*) FILTER (role <> 'system') AS messages,
             count(*) FILTER (role = 'user') AS from_user,
             bool_or(role = 'agent' OR coalesce(event, '') = 'handoff') AS handoff,
             max(CAST(rating AS INT)) AS rating,
             any_value(CASE WHEN status IN ('resolved', 'unresolved') THEN status END) AS status,
             min(timestamp) FILTER (role <> 'system') AS first_at, max(timestamp) FILTER (role <> 'system') AS last_at
           FROM m GROUP BY conversation_id"""
    )
    one = lambda sql: db.execute(sql).fetchone()[0]
    # What the words say is ours to judge; what follows from it for the conversations is counted here again.
    labelled = os.path.join(folder, f"{kind}.jsonl")
    with open(labelled, "wb") as out:
        subprocess.run([UNDERTONE, "label", path, "--timezone", ZONE], check=True, stdout=out)
    db.execute(
        f"""CREATE TABLE granted AS SELECT bot.conversation AS id FROM read_json('{labelled}') AS bot
             JOIN read_json('{labelled}') AS asked ON asked.conversation = bot.conversation AND asked.index < bot.index
           WHERE bot.role = 'bot' AND bot.is_handoff AND asked.role = 'user' AND list_contains(asked.marks, 'ask_human')
           GROUP BY 1"""
    )
    db.execute("UPDATE c SET handoff = true WHERE id IN (SELECT id FROM granted)")
    n = lambda name: figures[name]["n"]
    same("conversations", ours["conversations"], one("SELECT count(*) FROM c"))
    same("utterances", ours["utterances"], one("SELECT count(*) FROM m WHERE role <> 'system'"))
    for role in ("user", "bot", "agent"):
        same(f"{role} messages", n(f"{role}_utterances"), one(f"SELECT count(*) FROM m WHERE role = '{role}'"))
    same("users", ours["users"], one("SELECT count(DISTINCT user_id) + count(*) FILTER (user_id IS NULL) FROM c"))
    same("unique users", n("unique_users"), one("SELECT count(DISTINCT user_id) FROM c"))
    same("returning", n("returning_users"), one("SELECT count(*) FROM (SELECT user_id FROM c WHERE user_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)"))
    same("engaged", n("engaged_conversations"), one("SELECT count(*) FROM c WHERE from_user > 0"))
    same("contained", n("containment_rate"), one("SELECT count(*) FROM c WHERE from_user > 0 AND NOT handoff"))
    same("contained of", figures["containment_rate"]["of"], one("SELECT count(*) FROM c WHERE from_user > 0"))
    same("ratings", n("csat_response_rate"), one("SELECT count(rating) FROM c"))
    same("top two", n("csat_top2"), one("SELECT count(*) FROM c WHERE rating >= 4"))
    mean = one("SELECT avg(rating) FROM c")
    same("mean rating", round(figures["csat_mean"]["value"], 6), round(mean, 6))
    groups = lambda sql: {str(key): count for key, count in db.execute(sql).fetchall()}
    parts = lambda name: {key: count for key, count in ours["breakdowns"][name]["parts"] if count}
    same("channels", parts("channels"), groups("SELECT coalesce(channel, 'unknown'), count(*) FROM c GROUP BY 1"))
    evidence = parts("outcome_evidence")
    same("by the source", evidence.get("source", 0), one("SELECT count(status) FROM c"))
    # A yes or no to "did this help?" is evidence of the same kind, and no column of the file.
    rated = one("SELECT count(*) FROM c WHERE status IS NULL AND rating <> 3")
    same("by rating at least", evidence.get("rating", 0) >= rated, True)
    series = ours["series"]["conversations_over_time"]
    days = groups("SELECT CAST(first_at AS DATE), count(*) FROM c GROUP BY 1")
    start = db.execute(f"SELECT DATE '{series['start']}'").fetchone()[0]
    ours_days = {}
    for at, value in enumerate(series["values"]):
        if value:
            ours_days[str(db.execute("SELECT CAST(? + CAST(? AS INT) AS DATE)", [start, at]).fetchone()[0])] = int(value)
    same("by day", ours_days, days)
    grid = ours["grids"]["conversations_by_hour"]["counts"]
    theirs = [0] * 168
    for weekday, hour, count in db.execute("SELECT isodow(first_at) - 1, hour(first_at), count(*) FROM c GROUP BY 1, 2").fetchall():
        theirs[weekday * 24 + hour] = count
    same("by weekday and hour", grid, theirs)
    counted = {}
    for low, high, count in ours["distributions"]["message_count"]["bins"]:
        counted[(low, high)] = count
    for (low, high), count in counted.items():
        same(f"messages from {low} to {high}", count, one(f"SELECT count(*) FROM c WHERE messages >= {low} AND messages < {high}"))
    same("median messages", ours["distributions"]["message_count"]["median"], float(one("SELECT quantile_disc(messages, 0.5) FROM c")))
    first = ours["span"]
    same("span", first, list(db.execute("SELECT epoch_ms(min(timestamp)), epoch_ms(max(timestamp)) FROM m").fetchone()))


with tempfile.TemporaryDirectory() as folder:
    compare("shop", 3000, 5, folder)
    compare("saas", 2000, 6, folder)
for line in failed:
    print(line[:2000])
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)

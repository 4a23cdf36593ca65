"""Names, places and streets from packages whose licences allow it (see README.md), as plain lists.

Expects the unpacked packages under the folder given by UNDERTONE_PII_SOURCES.
"""

import ast
import json
import os
import re
from pathlib import Path

ROOT = Path(os.environ.get("UNDERTONE_PII_SOURCES", "."))
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ]+(?:['’][A-Za-zÀ-ɏḀ-ỿ]+)*$")


def words(entry):
    """The words of a name: parted at spaces and hyphens, Latin letters only."""
    return [w for w in re.split(r"[\s\-.]+", entry) if LATIN.match(w)]


def census():
    """Given names and surnames of the United States census of 1990, the commonest first."""
    def read(name, most):
        lines = (ROOT / "names-0.3.0" / "names" / name).read_text().splitlines()
        return [line.split()[0].lower() for line in lines[:most]]
    first = read("dist.female.first", 4300) + read("dist.male.first", 1300)
    return first, read("dist.all.last", 14000)


def faker_lists(provider, wanted):
    """What the providers of Faker list under names that `wanted` knows: by locale."""
    found = {}
    for path in sorted((ROOT / "faker" / "providers" / provider).glob("*/__init__.py")):
        values = {}
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name) and wanted(target.id):
                    values.setdefault(target.id, []).extend(
                        leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str))
        found[path.parent.name] = values
    return found


def faker_names():
    first, last = {}, {}
    for locale, lists in faker_lists("person", lambda n: "first_name" in n or "last_name" in n).items():
        for name, values in lists.items():
            into = first if "first" in name else last
            into.setdefault(locale, []).extend(v for v in values if words(v))
    return first, last


def mimesis(file):
    for path in sorted((ROOT / "mimesis" / "datasets").glob(f"*/{file}.json")):
        yield path.parent.name, json.loads(path.read_text())


def leaves(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)


def mimesis_names():
    first, last = {}, {}
    for locale, data in mimesis("person"):
        first.setdefault(locale, []).extend(v for v in leaves(data.get("names", {})) if words(v))
        last.setdefault(locale, []).extend(v for v in leaves(data.get("surnames", {})) if words(v))
    return first, last


def places():
    """Towns, states and countries."""
    found = []
    for _, data in mimesis("address"):
        for key in ("city", "state", "country"):
            found += [v for v in leaves(data.get(key, {})) if words(v)]
    for lists in faker_lists("address", lambda n: n in ("cities", "city_names", "countries", "states", "city_with_postcode")).values():
        for values in lists.values():
            found += [v for v in values if words(v)]
    return found


def streets():
    """Names of streets by language."""
    found = {}
    for locale, data in mimesis("address"):
        names = [v.strip() for v in leaves(data.get("street", {}).get("name", [])) if words(v) and not re.search(r"[\d()]", v)]
        suffixes = [v for v in leaves(data.get("street", {}).get("suffix", [])) if words(v)]
        found[locale] = (names, suffixes)
    return found


def english():
    """Everyday words in lower case, from SCOWL's small list."""
    path = ROOT / "wamerican-small" / "usr" / "share" / "dict" / "american-english-small"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [w for w in lines if w.islower() and "'" not in w and 2 <= len(w) <= 10 and LATIN.match(w)]

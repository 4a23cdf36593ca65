"""Writes the section `names`: words with what they may be, by groups of equal flags, front-coded.

Bytes: u8 groups; per group u8 flags, u32 entries, then per entry u8 shared letters' bytes with the entry
before, u8 bytes of its own, those bytes. Lower case, UTF-8, sorted within its group.
"""

import json
import struct
import sys
from collections import Counter
from pathlib import Path

import sources

FIRST, LAST, WORD, PLACE, STREET, ORG, ANNOUNCES = 1, 2, 4, 8, 16, 32, 64

STREETS = """street st avenue ave road rd lane ln drive dr boulevard blvd court ct way place pl square sq terrace close
crescent highway hwy parkway pkwy circle trail alley grove mews quay rue via viale piazza corso calle avenida avda plaza
paseo rua travessa praça chemin allée impasse quai largo carrer ulica ul straße strasse str allee platz gasse weg ufer
damm laan straat broadway apt apartment suite unit flat floor postfach box utca katu gata gatan vej väg route lote piso
apartamento wohnung appartement bis hauptstr drv crossing ridge pike turnpike esplanade kade plein gracht út tér sokak
caddesi mahallesi nagar marg sector colonia barrio""".split()
ORGS = """inc ltd llc gmbh corp company co group bank technologies solutions systems services insurance airlines holdings
partners associates media labs software foundation university institute ag plc sa spa bv kg ug srl oy ab limited""".split()
ANNOUNCERS = """mr mrs ms miss dr prof herr herrn frau monsieur madame señor señora name names named called im am heiße
heisse appelle llamo chiamo dear hi hey hello hallo bonjour hola ciao liebe lieber regards cheers thanks ask sincerely
contact colleague husband wife partner son daughter brother sister mum mom dad mother father friend boss manager cc from
with by spoke signed grüße gruß grüßen m is bin it's calls tell told nickname attn c/o to for and mister doctor
neighbour neighbor flatmate roommate assistant agent driver recipient holder cardholder customer surname forename lautet
mann tochter sohn mutter vater kollege kollegin freundin freund nachbar""".split()


def build(authored):
    flags = Counter()
    first, last = sources.census()
    more_first, more_last = sources.faker_names()
    yet_first, yet_last = sources.mimesis_names()

    def note(entries, flag):
        for entry in entries:
            for word in sources.words(entry):
                if len(word) > 1:
                    flags[word.lower()] |= flag

    note(first, FIRST)
    note(last, LAST)
    for lists, flag, most in ((more_first, FIRST, 420), (yet_first, FIRST, 260), (more_last, LAST, 420), (yet_last, LAST, 300)):
        # What several locales list is common; of the rest each gives an even share.
        spread = Counter(entry.lower() for entries in lists.values() for entry in set(entries))
        note([entry for entry, count in spread.items() if count > 1], flag)
        for entries in lists.values():
            alone = [entry for entry in dict.fromkeys(entries) if spread[entry.lower()] == 1]
            note(alone[:: max(1, len(alone) // most)][:most], flag)
    spread = Counter(place.lower() for place in sources.places())
    note([place for place, count in spread.items() if count > 2], PLACE)
    for word in sources.english():
        flags[word] |= WORD
    # Everyday words of other languages, as our own texts have them in lower case.
    counts = Counter()
    for path in authored:
        for line in path.read_text(encoding="utf-8").splitlines():
            counts.update(set(sources.re.findall(r"(?<![\w'’-])[a-zà-ɏß]{2,14}(?![\w’'-])", json.loads(line).get("text", ""))))
    for word, count in counts.items():
        if count >= 3 and not flags[word] & (FIRST | LAST):
            flags[word] |= WORD
    for words, flag in ((STREETS, STREET), (ORGS, ORG), (ANNOUNCERS, ANNOUNCES)):
        for word in words:
            flags[word] |= flag
    # The commonest words of a language are nobody's name by themselves.
    for word in "an so do be he la le de al me my no in on as am is us to she her his das der die und den ok see even may can will".split():
        flags[word] = flags[word] & ~(FIRST | LAST) | WORD if word not in ("may", "will") else flags[word]
    return {word: flag for word, flag in flags.items() if flag and len(word.encode()) < 40}


def pack(flags):
    groups = {}
    for word, flag in flags.items():
        groups.setdefault(flag, []).append(word.encode())
    out = [struct.pack("<B", len(groups))]
    for flag in sorted(groups):
        entries = sorted(groups[flag])
        out.append(struct.pack("<BI", flag, len(entries)))
        before = b""
        for entry in entries:
            shared = 0
            while shared < min(len(before), len(entry)) and before[shared] == entry[shared]:
                shared += 1
            out.append(struct.pack("<BB", shared, len(entry) - shared) + entry[shared:])
            before = entry
    return b"".join(out)


def main():
    authored = [Path(p) for p in sys.argv[2:]]
    flags = build(authored)
    data = pack(flags)
    Path(sys.argv[1]).write_bytes(data)
    import brotli
    print(len(flags), "words,", len(data), "bytes,", len(brotli.compress(data, quality=11)), "compressed")
    print({name: sum(1 for f in flags.values() if f & bit) for name, bit in
           (("first", 1), ("last", 2), ("word", 4), ("place", 8), ("street", 16))})


if __name__ == "__main__":
    main()
